using System.Collections.Immutable;
using System.IO.Enumeration;

namespace JudgeEval.Xunit;

/// <summary>The datasets of a suite whose data come from an <see cref="IDatasetSource"/>, and the judges that come with them.</summary>
internal static class SourceExpansion
{
    /// <summary>A definition for each dataset, without a judge; none where the source cannot be used, which is among the problems.</summary>
    public static ImmutableArray<CaseDefinition> Datasets(Type source, CaseDefinition template, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (DatasetSources.WhyUnfit(source) is { } why)
        {
            problems.Add(SuiteErrors.BadSource(template.Test, source.FullName ?? source.Name, why));
            return [];
        }

        try
        {
            return
            [
                .. DatasetSources.Of(source).Select(d => template with
                {
                    DatasetSource = source.AssemblyQualifiedName, DatasetPath = d.Dataset.Info.Name,
                }),
            ];
        }
        catch (JudgeEvalException exception)
        {
            problems.AddRange(exception.Diagnostics);
            return [];
        }
    }

    /// <summary>A case for each judge of a dataset whose name the suite asks for.</summary>
    public static IEnumerable<CaseDefinition> Judges(
        JudgeSuiteAttribute suite, CaseDefinition dataset, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (dataset.DatasetSource is null)
        {
            yield break;
        }

        string[] names = [.. DatasetSources.Of(dataset).Judges.Select(j => j.Judge.Name)];
        foreach (string pattern in suite.Judges.Where(p => !names.Any(n => Matches(p, n))))
        {
            problems.Add(SuiteErrors.NoRecordedJudge(dataset.Test, pattern, dataset.DatasetName, names));
        }

        foreach (string name in names.Where(n => suite.Judges.Any(p => Matches(p, n))))
        {
            yield return dataset with { RecordedJudge = name };
        }
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
