using System.Collections.Immutable;
using System.IO.Enumeration;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>The judges of a suite that <c>judgeeval.yaml</c> defines.</summary>
internal static class DefinedExpansion
{
    /// <summary>A case for each judge of the file whose name the suite asks for, in the order of the file; none without a file, which is a problem of its own.</summary>
    public static IEnumerable<CaseDefinition> Judges(
        JudgeSuiteAttribute suite, CaseDefinition dataset, JudgeEvalConfiguration? configuration, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (configuration is null)
        {
            yield break;
        }

        string[] names = [.. configuration.Judges.Select(j => j.Name)];
        foreach (string pattern in suite.DefinedJudges.Where(p => !names.Any(n => Matches(p, n))))
        {
            problems.Add(SuiteErrors.NoDefinedJudge(dataset.Test, pattern, configuration));
        }

        foreach (string name in names.Where(n => suite.DefinedJudges.Any(p => Matches(p, n))))
        {
            yield return dataset with { DefinedJudge = name };
        }
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
