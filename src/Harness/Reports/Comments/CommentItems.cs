using System.Collections.Immutable;
using System.Text;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>The newly disagreeing items of a case: what people and both judges say, where the item stands, its texts, and the judge's rationale.</summary>
internal sealed class CommentItems(JudgeComparison comparison, AlignmentRecord head, CommentLinks? links)
{
    private const int LongestText = 500;
    private const int LongestLabel = 40;
    private const int MostLabels = 20;

    private readonly Dictionary<string, MovedItem> _moved = comparison.Moved.ToDictionary(m => m.Item, StringComparer.Ordinal);
    private readonly Dictionary<string, RecordedItem> _texts = head.Items.ToDictionary(i => i.Item.Id, StringComparer.Ordinal);

    /// <summary>One item.</summary>
    /// <param name="index">Its place among those that newly disagree.</param>
    public string Of(int index)
    {
        string id = comparison.NewlyDisagreeing[index];
        var text = new StringBuilder($"**{NumberText.Of(index + 1)}. {InertText.Line(id)}**");
        MovedItem? moved = _moved.GetValueOrDefault(id);
        if (moved is not null)
        {
            string people = string.Join(", ", moved.People.Take(MostLabels).Select((p, i) => $"{InertText.Line(p.Label, LongestLabel)} ({(i == 0 ? NumberText.Count(p.Count, "person", "people") : NumberText.Of(p.Count))})"));
            int more = moved.People.Skip(MostLabels).Sum(p => p.Count);
            text.Append($": people said {people}{(more > 0 ? $" and others ({NumberText.Of(more)})" : "")}; the judge said {InertText.Line(moved.Baseline.Label, LongestLabel)}, now {InertText.Line(moved.Candidate.Label, LongestLabel)}");
        }

        RecordedItem? recorded = _texts.GetValueOrDefault(id);
        if (recorded is { Line: > 0 } && head.DatasetPath is { } folder)
        {
            text.Append($" · {CommentLinks.Of(links, head, $"{folder.TrimEnd('/')}/{DatasetFiles.Items}", recorded.Line)}");
        }

        text.Append("\n\n");
        foreach ((string part, string? content) in recorded is null ? [] : Texts(recorded.Item))
        {
            Append(text, part, content);
        }

        string? label = moved?.Candidate.Label;
        IEnumerable<RecordedVerdict> verdicts = recorded?.Judgements.Select(j => j.Verdict) ?? [];
        Append(text, "rationale", verdicts.FirstOrDefault(v => v.Label == label && v.Rationale is not null)?.Rationale ?? verdicts.FirstOrDefault(v => v.Rationale is not null)?.Rationale);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string part, string? content)
    {
        if (!string.IsNullOrWhiteSpace(content))
        {
            text.Append($"{part}\n{InertText.Block(content, length: LongestText)}\n");
        }
    }

    private static ImmutableArray<(string Part, string? Content)> Texts(JudgeItem item) =>
        [("context", item.Context), ("response", item.Response), ("response A", item.ResponseA), ("response B", item.ResponseB)];
}
