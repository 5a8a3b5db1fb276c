using System.Globalization;

namespace JudgeEval.Xunit;

/// <summary>The commands that a failing case tells: complete, for the root of the repository, or for the project's folder where there is none.</summary>
internal static class CaseCommands
{
    // An address on this machine, so that a command that is pasted without a thought sends nothing away.
    private const string Endpoint = "http://127.0.0.1:8080/v1";

    /// <summary>Runs the case's test again.</summary>
    public static string Reproduce(SuiteMethod test, SuiteProject project) =>
        $"dotnet test {Quote(project.CommandPath)} --filter \"FullyQualifiedName~{test.ClassName}.{test.Method}\"";

    /// <summary>Records the judge's replies: through the test where it knows whom to ask or the dataset is no folder, else from an OpenAI-compatible server.</summary>
    public static string Record(CaseDefinition definition, SuiteProject project)
    {
        if (ThroughTheTest(definition))
        {
            return $"{Reproduce(definition.Test, project)} -e {SuiteModes.Variable}=record";
        }

        string command = $"{project.Tool} run {Quote(project.InCommand(definition.DatasetPath))} --prompt {Quote(project.InCommand(definition.PromptPath ?? ""))}"
            + $" --model {Quote(definition.Model ?? "")} --endpoint {Endpoint} --recordings {Quote(project.InCommand(definition.Recordings))}";
        if (definition.Repeats > 1)
        {
            command += string.Create(CultureInfo.InvariantCulture, $" --repeat {definition.Repeats}");
        }

        // The verdicts are of no use to the suite, which replays; they go where nobody commits them.
        return command + (definition.Swap ? " --swap" : "") + $" --out {Quote(project.InCommand($"obj/{definition.FileName}.verdicts.jsonl"))}";
    }

    /// <summary>What a reader of <see cref="Record"/> must know before running it.</summary>
    public static string RecordNote(CaseDefinition definition, SuiteProject project) => ThroughTheTest(definition)
        ? $"Run the command in {project.CommandPlace}; it asks the model through {(AsksProviders(definition) ? "the providers of judgeeval.yaml" : "the suite's Client")}."
        : $"Run the command in {project.CommandPlace}, with the address of your OpenAI-compatible server for {Endpoint}.";

    private static bool ThroughTheTest(CaseDefinition definition) =>
        definition.ClientFactory is not null || definition.DatasetSource is not null || AsksProviders(definition);

    private static bool AsksProviders(CaseDefinition definition) =>
        definition.ClientFactory is null && (definition.Provider is not null || definition.DefinedJudge is not null);

    private static string Quote(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
