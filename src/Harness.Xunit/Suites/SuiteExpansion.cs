using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>Makes the cases of a suite. What is wrong becomes a case too, one that fails: a suite without rows would only be missed.</summary>
internal static class SuiteExpansion
{
    private static readonly ConcurrentDictionary<string, ImmutableArray<Diagnostic>> SharedNames = new(StringComparer.Ordinal);

    /// <summary>The cases of a suite, in the order of its datasets, then prompts by path, models as stated, verdict files by path, defined judges as the file has them.</summary>
    public static ImmutableArray<CaseDefinition> Expand(JudgeSuiteAttribute suite, SuiteMethod test) =>
        Expand(suite, test, SuiteProject.Of(test.Assembly));

    /// <summary>The cases of a suite of a project.</summary>
    public static ImmutableArray<CaseDefinition> Expand(JudgeSuiteAttribute suite, SuiteMethod test, SuiteProject project)
    {
        var template = new CaseDefinition
        {
            Test = test,
            Suite = suite.Name ?? test.DefaultSuiteName,
            SourceFile = suite.SourceFile,
            Recordings = PathPattern.Normalise(suite.Recordings),
            Repeats = suite.Repeats,
            Swap = suite.Swap,
            Concurrency = suite.Concurrency,
            ClientFactory = suite.Client?.AssemblyQualifiedName,
        };
        if (suite is { Source: not null, Skip: { } why })
        {
            return [template with { Problem = why, DataAbsent = true }];
        }

        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        problems.AddRange(Misuse(suite, test));
        problems.AddRange(SharedNames.GetOrAdd(test.Assembly, FindSharedNames).Where(d => d.What.Contains($"'{template.Suite}'", StringComparison.Ordinal)));
        JudgeEvalConfiguration? configuration = Configuration(suite, project, problems, out bool broken);
        if (suite.DefinedJudges.Length > 0 && configuration is null && !broken)
        {
            problems.Add(SuiteErrors.NoConfiguration(test));
        }

        var cases = ImmutableArray.CreateBuilder<CaseDefinition>();
        ImmutableArray<CaseDefinition> datasets = suite.Source is { } source
            ? SourceExpansion.Datasets(source, template, problems)
            : Folders(suite, template, project, problems);
        foreach (CaseDefinition dataset in datasets)
        {
            cases.AddRange(Judges(suite, dataset, project, configuration, problems));
        }

        problems.AddRange(SameCases(cases, test));
        return problems.Count == 0
            ? cases.ToImmutable()
            : [template with { DatasetPath = "", Problem = DiagnosticText.Of(problems.Distinct()) }];
    }

    private static IEnumerable<Diagnostic> Misuse(JudgeSuiteAttribute suite, SuiteMethod test)
    {
        if (suite.Source is null && suite.Judges.Length > 0)
        {
            yield return SuiteErrors.JudgesWithoutSource(test);
        }

        if (suite.Prompts is null && suite.Verdicts is null && suite.Judges.Length == 0 && suite.DefinedJudges.Length == 0)
        {
            yield return SuiteErrors.NoJudge(test);
        }

        if (suite.Prompts is not null && suite.Models.Length == 0)
        {
            yield return SuiteErrors.NoModel(test);
        }

        if (suite.Repeats < 1)
        {
            yield return SuiteErrors.BadCount(test, nameof(suite.Repeats), suite.Repeats);
        }

        if (suite.Concurrency < 1)
        {
            yield return SuiteErrors.BadCount(test, nameof(suite.Concurrency), suite.Concurrency);
        }
    }

    private static ImmutableArray<CaseDefinition> Folders(
        JudgeSuiteAttribute suite, CaseDefinition template, SuiteProject project, ImmutableArray<Diagnostic>.Builder problems)
    {
        var folders = ImmutableArray.CreateBuilder<CaseDefinition>(suite.Datasets.Length);
        foreach (string dataset in suite.Datasets)
        {
            string path = PathPattern.Normalise(dataset.Contains('/', StringComparison.Ordinal) ? dataset : "datasets/" + dataset);
            if (!Directory.Exists(project.Output(path)))
            {
                problems.Add(SuiteErrors.NoDataset(template.Test, path, project));
            }

            folders.Add(template with { DatasetPath = path });
        }

        return folders.DrainToImmutable();
    }

    private static IEnumerable<CaseDefinition> Judges(
        JudgeSuiteAttribute suite,
        CaseDefinition dataset,
        SuiteProject project,
        JudgeEvalConfiguration? configuration,
        ImmutableArray<Diagnostic>.Builder problems)
    {
        foreach (string prompt in Files(suite.Prompts, nameof(suite.Prompts), dataset, project, problems))
        {
            string? name = PromptName(prompt, project, problems);
            foreach (string model in name is null ? [] : suite.Models)
            {
                yield return dataset with { PromptPath = prompt, PromptName = name, Model = model, Provider = Provider(model, dataset.Test, configuration, problems) };
            }
        }

        foreach (string verdicts in Files(suite.Verdicts, nameof(suite.Verdicts), dataset, project, problems))
        {
            yield return dataset with { VerdictsPath = verdicts };
        }

        foreach (CaseDefinition defined in DefinedExpansion.Judges(suite, dataset, configuration, problems))
        {
            yield return defined;
        }

        foreach (CaseDefinition recorded in SourceExpansion.Judges(suite, dataset, problems))
        {
            yield return recorded;
        }
    }

    // Suites without a model do not depend on the file, and so not on its mistakes.
    private static JudgeEvalConfiguration? Configuration(
        JudgeSuiteAttribute suite, SuiteProject project, ImmutableArray<Diagnostic>.Builder problems, out bool broken)
    {
        broken = false;
        try
        {
            return suite.Prompts is null && suite.DefinedJudges.Length == 0 ? null : SuiteConfiguration.Of(project);
        }
        catch (JudgeEvalException exception)
        {
            broken = true;
            problems.AddRange(exception.Diagnostics);
            return null;
        }
    }

    private static string? Provider(
        string model, SuiteMethod test, JudgeEvalConfiguration? configuration, ImmutableArray<Diagnostic>.Builder problems)
    {
        try
        {
            return configuration is null ? null : SuiteConfiguration.ProviderOf(model, test, configuration)?.Name;
        }
        catch (JudgeEvalException exception)
        {
            problems.AddRange(exception.Diagnostics);
            return null;
        }
    }

    private static string[] Files(
        string? pattern, string property, CaseDefinition dataset, SuiteProject project, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (pattern is null)
        {
            return [];
        }

        string stated = pattern.Replace("{dataset}", dataset.DatasetPath, StringComparison.Ordinal);
        string[] files = PathPattern.Find(project.OutputDirectory, stated);
        if (files.Length == 0)
        {
            problems.Add(SuiteErrors.NoMatch(dataset.Test, property, stated, project.OutputDirectory));
        }

        return files;
    }

    private static string? PromptName(string path, SuiteProject project, ImmutableArray<Diagnostic>.Builder problems)
    {
        try
        {
            return PromptFile.Read(project.Output(path)).Name;
        }
        catch (JudgeEvalException exception)
        {
            problems.AddRange(project.InSourceTree(exception).Diagnostics);
            return null;
        }
    }

    private static IEnumerable<Diagnostic> SameCases(IEnumerable<CaseDefinition> cases, SuiteMethod test) =>
        from same in cases.GroupBy(c => c.FileName, StringComparer.OrdinalIgnoreCase)
        where same.Skip(1).Any()
        let files = same.Select(c => c.VerdictsPath ?? c.PromptPath ?? c.RecordedJudge ?? c.DefinedJudge ?? "").Take(2).ToArray()
        select SuiteErrors.SameCase(test, same.First().Name, files[0], files[1]);

    private static ImmutableArray<Diagnostic> FindSharedNames(string assembly) =>
    [
        .. AssemblySuites.Of(Assembly.Load(new AssemblyName(assembly)))
            .GroupBy(suite => suite.Attribute.Name ?? suite.Test.DefaultSuiteName, suite => suite.Test.FullyQualifiedName, StringComparer.OrdinalIgnoreCase)
            .Where(tests => tests.Skip(1).Any())
            .Select(tests => SuiteErrors.SameSuite(tests.Key, tests.First(), tests.Last())),
    ];
}
