using System.Text.Json;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.GitHub;

/// <summary>A line to annotate.</summary>
/// <param name="File">The file as the difference names it; empty where it names none.</param>
/// <param name="Line">The line from 1; 0 for the file.</param>
/// <param name="Message">What is said there.</param>
internal sealed record ChangedLine(string File, int Line, string Message);

/// <summary>What the job needs of the JSON of <c>judgeeval diff</c>; other fields are not looked at.</summary>
/// <param name="Decision">The decision: passed, failed or inconclusive.</param>
/// <param name="Delta">The largest loss of agreement of any suite, signed; empty where no suite could be compared.</param>
/// <param name="Prompts">The prompts that changed.</param>
/// <param name="Items">The lines of newly disagreeing items.</param>
internal sealed record AlignmentChange(string Decision, string Delta, IReadOnlyList<ChangedLine> Prompts, IReadOnlyList<ChangedLine> Items)
{
    /// <summary>What the process answers, whatever becomes of the comment.</summary>
    public int Code => Decision switch { "passed" => ExitCode.Passed, "failed" => ExitCode.Failed, _ => ExitCode.Inconclusive };

    /// <summary>Reads the JSON.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JudgeEvalException"><c>JE7002</c>: it is absent, no JSON, or without a decision.</exception>
    public static AlignmentChange Read(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = json.RootElement;
            if (Text(root, "decision") is not ("passed" or "failed" or "inconclusive"))
            {
                throw new JudgeEvalException(GitHubErrors.BadDiff(path, "it has no decision that is passed, failed or inconclusive"));
            }

            JsonElement[] suites = Array(root, "cases");
            return new AlignmentChange(Text(root, "decision")!, Worst(suites), [.. suites.SelectMany(Changed)], [.. suites.SelectMany(Disagreeing)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new JudgeEvalException(GitHubErrors.BadDiff(path, exception.Message));
        }
    }

    private static string Worst(IEnumerable<JsonElement> suites) => suites
        .Select(s => (Delta: Number(Child(s, "delta")), Sign: Child(s, "higherIsBetter").ValueKind == JsonValueKind.False ? -1 : 1))
        .Where(d => d.Delta.ValueKind == JsonValueKind.Number)
        .OrderBy(d => d.Sign * d.Delta.GetDouble())
        .Select(d => d.Delta.GetRawText())
        .FirstOrDefault("");

    private static JsonElement Number(JsonElement delta) => delta.ValueKind == JsonValueKind.Object ? Child(delta, "value") : delta;

    private static IEnumerable<ChangedLine> Changed(JsonElement suite) => Child(suite, "prompt") is { ValueKind: JsonValueKind.Object } prompt
        ? Line(prompt, $"The prompt of {Name(suite)} changed; decision: {Text(suite, "decision") ?? "none"}")
        : [];

    private static IEnumerable<ChangedLine> Disagreeing(JsonElement suite) => Array(suite, "newlyDisagreeing")
        .SelectMany(item => item.ValueKind == JsonValueKind.String
            ? [new ChangedLine("", 0, Disagrees(item.GetString(), suite))]
            : Line(item, Disagrees(Text(item, "item"), suite)).DefaultIfEmpty(new ChangedLine("", 0, Disagrees(Text(item, "item"), suite))));

    private static string Disagrees(string? item, JsonElement suite) => $"{item} of {Name(suite)}: the judge newly disagrees with people";

    private static IEnumerable<ChangedLine> Line(JsonElement at, string message) => Text(at, "file") is { Length: > 0 } file
        ? [new ChangedLine(file, Child(at, "line") is { ValueKind: JsonValueKind.Number } line && line.TryGetInt32(out int number) ? number : 0, message)]
        : [];

    private static string Name(JsonElement suite) => Text(suite, "case") ?? Text(suite, "suite") ?? "a suite";

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string? Text(JsonElement parent, string name) => Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement[] Array(JsonElement parent, string name) => Child(parent, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];
}
