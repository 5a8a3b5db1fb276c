using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>The diagnostics of suites; a code never changes its meaning.</summary>
internal static class SuiteErrors
{
    public static Diagnostic NoJudge(SuiteMethod test) => new(
        "JE2901",
        $"the suite {test.FullyQualifiedName} has no judge",
        "[JudgeSuite] sets neither Prompts nor DefinedJudges nor Verdicts nor, for datasets of a source, Judges",
        "set Prompts = \"prompts/*.md\" and Models, or DefinedJudges to names of judgeeval.yaml, or Verdicts = \"verdicts/*.verdicts.jsonl\", or Judges = [\"*\"]",
        SourceLocation.None);

    public static Diagnostic NoModel(SuiteMethod test) => new(
        "JE2902",
        $"the suite {test.FullyQualifiedName} has prompts, but no model",
        "[JudgeSuite] sets Prompts without Models",
        "set Models = [\"the model as the provider spells it, or the name of a provider of judgeeval.yaml\"]",
        SourceLocation.None);

    public static Diagnostic NoMatch(SuiteMethod test, string property, string pattern, string folder) => new(
        "JE2903",
        $"no file matches {property} = \"{pattern}\" of the suite {test.FullyQualifiedName}",
        $"there is no such file below {folder}, where the build copies the project's files",
        "correct the pattern, or make the files items of the project (JudgeEvalPrompt, JudgeEvalVerdicts) and build again",
        SourceLocation.None);

    public static Diagnostic NoDataset(SuiteMethod test, string dataset, SuiteProject project) => new(
        "JE2904",
        $"the dataset folder {dataset} of the suite {test.FullyQualifiedName} does not exist",
        $"there is no such folder below {project.OutputDirectory}, where the build copies the project's files; {Neighbours(dataset, project)}",
        "correct the name, or make its files items of the project (JudgeEvalDataset) and build again",
        SourceLocation.None);

    public static Diagnostic SameCase(SuiteMethod test, string name, string first, string second) => new(
        "JE2905",
        $"two judges of the suite {test.FullyQualifiedName} are both '{name}': {first} and {second}",
        "a case is named by its dataset, the prompt's own name and the model, or by the verdict file's name; records and snapshots could not tell these apart",
        "give one of the prompts another 'name:', or one of the files another name",
        SourceLocation.None);

    public static Diagnostic SameSuite(string suite, string first, string second) => new(
        "JE2906",
        $"two suites are both named '{suite}': {first} and {second}",
        "a suite is named after its class unless [JudgeSuite] sets Name; records could not tell these apart",
        "set Name on one of them, for example Name = \"" + suite + "-2\"",
        SourceLocation.None);

    public static Diagnostic BadCount(SuiteMethod test, string property, int value) => new(
        "JE2907",
        FormattableString.Invariant($"{property} = {value} of the suite {test.FullyQualifiedName} is below 1"),
        "an item is judged at least once, by at least one call at a time",
        $"set {property} to 1 or more",
        SourceLocation.None);

    public static Diagnostic BadMode(string value) => new(
        "JE2908",
        $"JUDGEEVAL_MODE is '{value}'",
        "the modes are replay (the default), record and live",
        "set the environment variable to one of them, or unset it",
        SourceLocation.None);

    public static Diagnostic NoClient(SuiteMethod test, string model, string mode, JudgeEvalConfiguration? configuration) => new(
        "JE2909",
        $"the suite {test.FullyQualifiedName} cannot {(mode == "live" ? "judge live" : mode)} with the model '{model}'",
        $"JUDGEEVAL_MODE={mode} needs a chat client; [JudgeSuite] sets no Client, and "
            + (configuration is null ? $"there is no {JudgeEvalConfiguration.FileName} in the project's folder or above"
                : $"{configuration.Path} has {(configuration.Providers.IsEmpty ? "no provider" : $"none of it; its providers are {Spelled(configuration)}")}"),
        $"define a provider of that name, or with that 'model:', in {JudgeEvalConfiguration.FileName}, "
            + "or set Client = typeof(a class that implements IChatClientFactory), or unset JUDGEEVAL_MODE",
        SourceLocation.None);

    public static Diagnostic BadClient(SuiteMethod test, string client, string why) => new(
        "JE2910",
        $"the client factory {client} of the suite {test.FullyQualifiedName} cannot be made",
        why,
        "let it implement IChatClientFactory and have a public constructor without parameters",
        SourceLocation.None);

    public static Diagnostic BadSource(SuiteMethod test, string source, string why) => new(
        "JE2911",
        $"the dataset source {source} of the suite {test.FullyQualifiedName} cannot be made",
        why,
        "let it implement IDatasetSource and have a public constructor without parameters",
        SourceLocation.None);

    public static Diagnostic NoRecordedJudge(SuiteMethod test, string pattern, string dataset, IReadOnlyCollection<string> judges) => new(
        "JE2912",
        $"no recorded judge of {dataset} matches '{pattern}' of the suite {test.FullyQualifiedName}",
        judges.Count == 0 ? "no verdicts came with the dataset" : $"the recorded judges are {string.Join(", ", judges)}",
        "correct Judges",
        SourceLocation.None);

    public static Diagnostic JudgesWithoutSource(SuiteMethod test) => new(
        "JE2913",
        $"the suite {test.FullyQualifiedName} sets Judges, but its datasets are folders of the project",
        "Judges names those that come with the datasets of a source",
        "set Verdicts = \"{dataset}/verdicts/*.verdicts.jsonl\" instead, or name a source: [JudgeSuite(typeof(a class that implements IDatasetSource))]",
        SourceLocation.None);

    public static Diagnostic NoConfiguration(SuiteMethod test) => new(
        "JE2914",
        $"the suite {test.FullyQualifiedName} needs {JudgeEvalConfiguration.FileName}, which is not there",
        "DefinedJudges names judges of it, or Models a provider; the file is looked for in the project's folder and in those above it, and the build copies it beside the tests",
        $"write {JudgeEvalConfiguration.FileName} beside the project file, and build again",
        SourceLocation.None);

    public static Diagnostic NoDefinedJudge(SuiteMethod test, string pattern, JudgeEvalConfiguration configuration) => new(
        "JE2915",
        $"no judge of {configuration.Path} matches '{pattern}' of the suite {test.FullyQualifiedName}",
        configuration.Judges.IsEmpty ? "the file defines no judges" : $"the file defines {string.Join(", ", configuration.Judges.Select(j => j.Name))}",
        "correct DefinedJudges, or define the judge under 'judges:'",
        SourceLocation.InFile(configuration.Path));

    public static Diagnostic AmbiguousModel(SuiteMethod test, string model, JudgeEvalConfiguration configuration, IEnumerable<ProviderSettings> providers) => new(
        "JE2916",
        $"the model '{model}' of the suite {test.FullyQualifiedName} is that of several providers",
        $"in {configuration.Path} it is the model of {string.Join(", ", providers.Select(p => p.Name))}; they may differ in what they take, and in where a text is sent",
        "name the provider in Models instead of the model",
        SourceLocation.InFile(configuration.Path));

    public static Diagnostic NoGate(SuiteMethod test) => new(
        "JE4901",
        $"the suite {test.FullyQualifiedName} states no gate",
        "ShouldAlign was given an action that states nothing, so it could never fail on the judge's account",
        "state one, for example judge.ShouldAlign(gate => gate.CohenKappaQuadratic.AtLeast(0.6))",
        SourceLocation.None);

    public static Diagnostic NoStatedGate(CaseDefinition definition, JudgeEvalConfiguration? configuration) => new(
        "JE4051",
        $"{JudgeEvalConfiguration.FileName} states no gate for the suite {definition.Suite}",
        configuration is null ? "there is no such file in the project's folder or above"
            : configuration.Gates.IsEmpty ? "the file has no 'gates:'"
            : $"its gates are for {string.Join(", ", configuration.Gates.Select(g => g.Suite))}",
        $"write '{definition.Suite}: [\"kappa >= 0.6\"]' or 'default: [...]' under 'gates:', or state gates in the suite: judge.ShouldAlign(gate => gate.CohenKappaQuadratic.AtLeast(0.6))",
        configuration is null ? SourceLocation.None : SourceLocation.InFile(configuration.Path));

    public static Diagnostic NoSourceTree(string sourceFile) => new(
        "JE5901",
        $"the source tree of the suite is not there: {sourceFile}",
        "snapshots stand beside the suite's source file, and the assembly's project folder is not known or not on this machine",
        "run the tests where the source tree is, reference the package JudgeEval.Xunit directly so that its targets name the folder, or call WithoutSnapshot()",
        SourceLocation.None);

    public static Diagnostic CannotExpand(SuiteMethod test, SuiteProject project) => new(
        "JE5902",
        $"the snapshots of the suite {test.FullyQualifiedName} cannot be checked",
        "its cases cannot be found; the suite's own test says why",
        $"mend the suite first: {CaseCommands.Reproduce(test, project)}",
        SourceLocation.None);

    private static string Spelled(JudgeEvalConfiguration configuration) =>
        string.Join(", ", configuration.Providers.Select(p => p.Name == p.Model ? p.Name : $"{p.Name} ({p.Model})"));

    private static string Neighbours(string dataset, SuiteProject project)
    {
        string parent = dataset.Contains('/', StringComparison.Ordinal) ? dataset[..dataset.LastIndexOf('/')] : ".";
        string[] names = Directory.Exists(project.Output(parent))
            ? [.. Directory.GetDirectories(project.Output(parent)).Where(folder => Directory.EnumerateFileSystemEntries(folder).Any()).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
            : [];
        return names.Length == 0 ? $"there is no dataset in {parent}" : $"in {parent} there are {string.Join(", ", names)}";
    }
}
