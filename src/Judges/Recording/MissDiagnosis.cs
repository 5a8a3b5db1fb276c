using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>Says why a recording is missing, from what the recorded lines were recorded for.</summary>
internal sealed class MissDiagnosis(RecordingStore store, ReplayOptions options)
{
    // A server on this machine, so that a command that is pasted without a thought sends nothing away.
    private const string LocalEndpoint = "http://127.0.0.1:8080/v1";

    public Diagnostic Of(RequestContent content, RecordingContext context)
    {
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"there is no recorded reply of '{content.Model}' to the prompt '{context.Prompt}' for item '{context.Item}' (repeat {context.Repeat}, {Word(context.Order)} order)");
        List<RecordingEntry> similar = store.OfCase(context.Prompt, context.Item, context.Repeat, context.Order, context.Group);
        List<RecordingEntry> sameModel = similar.FindAll(e => e.Content.Model == content.Model);
        List<RecordingEntry> samePrompt = sameModel.FindAll(e => e.PromptHash == context.PromptHash);
        (string code, string why) = (samePrompt, sameModel, similar) switch
        {
            ({ Count: > 0 }, _, _) when samePrompt.Exists(e => e.Content.Messages == content.Messages) =>
                ("JE3015", "the options of the request changed since it was recorded"),
            ({ Count: > 0 }, _, _) => ("JE3014", "the item changed since it was recorded: its text, or the labels or criteria shown with it"),
            (_, { Count: > 0 }, _) => ("JE3012", "the prompt changed since it was recorded"),
            (_, _, { Count: > 0 }) => ("JE3013", $"the model changed: it was recorded with {Models(similar)}"),
            _ => ("JE3011", "it was never recorded"),
        };
        var miss = new RecordingMiss(context.Item, context.Repeat, context.Order, context.Prompt, context.PromptPath, content.Model, store.Folder);
        string command = options.Command?.Invoke(miss) ?? DefaultCommand(miss);
        return new Diagnostic(code, what, why, $"record it with: {command}", SourceLocation.InFile(store.Folder));
    }

    private string DefaultCommand(RecordingMiss miss)
    {
        string repeat = miss.Repeat == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" --repeat {miss.Repeat + 1}");
        string swap = miss.Order == PresentationOrder.Original ? "" : " --swap";
        return $"judgeeval run {Quote(options.Dataset)} --prompt {Quote(miss.PromptPath ?? "PROMPT.md")} --model {Quote(miss.Model)} "
            + $"--endpoint {LocalEndpoint}{repeat}{swap} --recordings {Quote(miss.Folder)} --out {Quote(options.Output)}";
    }

    private static string Quote(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;

    private static string Word(PresentationOrder order) => order == PresentationOrder.Original ? "original" : "swapped";

    private static string Models(List<RecordingEntry> entries) =>
        string.Join(", ", entries.Select(e => $"'{e.Content.Model}'").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
