using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports;

/// <summary>One disagreement as people read it: who said what, and the item's texts.</summary>
internal static class DisagreementText
{
    private const int LinesOfText = 3;

    /// <summary>The lines of one item.</summary>
    /// <param name="record">The record, for the dataset's place.</param>
    /// <param name="item">What people and the judge said.</param>
    /// <param name="recorded">The texts, where the record has them.</param>
    /// <param name="number">The number in the list.</param>
    /// <param name="width">The width to wrap at.</param>
    public static IEnumerable<string> Lines(AlignmentRecord record, ItemAlignment item, RecordedItem? recorded, int number, int width)
    {
        string lead = $"  {NumberText.Of(number)}. ";
        foreach (string line in TextLayout.Hang(lead, TextLayout.OneLine($"{item.Item}: {Opinions(item)}"), width))
        {
            yield return line;
        }

        string indent = new(' ', lead.Length);
        if (recorded is not null)
        {
            if (recorded.Line > 0 && record.DatasetPath is not null)
            {
                yield return $"{indent}{RecordDecision.InRepository(record, record.DatasetPath.TrimEnd('/'))}/items.jsonl({NumberText.Of(recorded.Line)})";
            }

            foreach (string line in Texts(recorded.Item).SelectMany(text => Labelled(indent, text.Name, text.Text, width)))
            {
                yield return line;
            }
        }

        foreach (string line in Labelled(indent, "rationale", item.Rationale, width))
        {
            yield return line;
        }
    }

    private static string Opinions(ItemAlignment item)
    {
        SnapshotEntry entry = SnapshotEntry.Of(item);
        string people = item.People.IsEmpty ? "nobody labelled it" : $"people {AlignmentNotes.People(item)} ({(item.Unanimous ? "unanimous" : "split")})";
        string difference = item.Delta is null ? "" : $" ({entry.Delta})";
        string stability = item.Repeats > 1 ? $" in {NumberText.Of(item.StableRepeats)} of {NumberText.Count(item.Repeats, "repeat")}" : "";
        return $"{people}, judge {item.Judge}{difference}{stability}";
    }

    private static IEnumerable<(string Name, string? Text)> Texts(JudgeItem item) =>
    [
        ("context", item.Context), ("response", item.Response), ("response A", item.ResponseA), ("response B", item.ResponseB),
    ];

    private static ImmutableArray<string> Labelled(string indent, string name, string? text, int width)
    {
        string line = TextLayout.OneLine(text ?? "");
        return line.Length == 0 ? [] : TextLayout.Hang($"{indent}{name,-10}  ", line, width, LinesOfText);
    }
}
