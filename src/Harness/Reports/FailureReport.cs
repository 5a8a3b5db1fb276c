using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Reports;

/// <summary>
/// The text of a failing case: what failed, what lint found of the data, each gate with how far off it is, the best baseline and whether the judge beats it, what
/// moved since the committed baseline was accepted, what changed in the snapshot, the worst new disagreements with their texts, what was not judged, and the commands to reproduce and to accept.
/// </summary>
/// <remarks>Lines are wrapped; only commands and places in files, which are there to be copied, are never broken.</remarks>
public static class FailureReport
{
    private const int WorstItems = 5;
    private const int HeadingWidth = 16;

    /// <summary>The report's text: line feeds, ends with a line feed.</summary>
    /// <param name="record">The record of the case.</param>
    /// <param name="snapshot">The comparison behind the record's snapshot outcome, for its lines; the report names items without it.</param>
    /// <param name="width">The width to wrap at, at least 60. The default is 100.</param>
    /// <param name="tool">How the command line is started, for the command that accepts. The default is <c>judgeeval</c>.</param>
    public static string Render(AlignmentRecord record, SnapshotComparison? snapshot = null, int width = 100, string tool = "judgeeval")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        IEnumerable<IEnumerable<string>> sections =
        [
            Headline(record, width),
            LintText.Lines(record).SelectMany(line => TextLayout.Hang(Heading("lint"), TextLayout.OneLine(line), width)),
            GateText.Lines(record, width),
            Baseline(record, width),
            Moved(record, width),
            SnapshotSectionText.Lines(record, snapshot, width),
            WorstSection(record, width),
            AlignmentNotes.Of(record.Alignment).SelectMany(note => TextLayout.Hang(Heading(note.Heading), note.Text, width)),
            Commands(record, tool, width),
        ];
        return string.Join("\n", sections.Select(lines => string.Concat(lines.Select(line => line + "\n"))).Where(section => section.Length > 0));
    }

    private static ImmutableArray<string> Headline(AlignmentRecord record, int width)
    {
        IEnumerable<string> reasons = (record.Gates?.Results ?? []).Where(g => g.Decision != GateDecision.Passed)
            .Select(g => $"{g.Gate} {Outcome.Verb(g.Decision)}");
        if (record.Snapshot is { Matches: false } outcome)
        {
            reasons = reasons.Append(
                outcome.Problem is not null ? "the verified snapshot cannot be compared"
                : outcome.IsNew ? "there is no verified snapshot yet"
                : Outcome.Changes(outcome));
        }

        if (Outcome.Moved(record) is { } moved)
        {
            reasons = reasons.Append(moved);
        }

        string text = $"{record.Suite} ({record.Case}): {string.Join("; ", reasons.DefaultIfEmpty("nothing failed"))}";
        return TextLayout.Hang(Outcome.Word(RecordDecision.Of(record)) + "  ", TextLayout.OneLine(text), width);
    }

    private static ImmutableArray<string> Baseline(AlignmentRecord record, int width) => record.Alignment.Baselines.IsEmpty ? []
        : BaselineText.Best(record.Alignment) is { } best
            ? TextLayout.Hang(Heading("best baseline"), $"{best}; {BaselineText.Standing(record.Alignment)}", width)
            : TextLayout.Hang(Heading("best baseline"), BaselineText.NoBest(record.Alignment), width);

    private static ImmutableArray<string> Moved(AlignmentRecord record, int width) => record.Baseline switch
    {
        { Problem: { } problem } => TextLayout.Hang(Heading("baseline"), TextLayout.OneLine($"cannot be compared with: {problem}"), width),
        { Changes.IsEmpty: false } baseline =>
        [
            "Since the baseline was accepted:",
            .. baseline.Changes.SelectMany(change => TextLayout.Hang(Heading("  " + change.Code), TextLayout.OneLine(change.Text), width)),
        ],
        _ => [],
    };

    private static IEnumerable<string> WorstSection(AlignmentRecord record, int width)
    {
        HashSet<string> added = record.Snapshot is { Matches: false } outcome ? outcome.Added.ToHashSet(StringComparer.Ordinal) : [];
        ImmutableArray<ItemAlignment> candidates =
        [
            .. record.Alignment.Disagreements
                .Where(item => added.Count == 0 || added.Contains(item.Item))
                .OrderByDescending(item => item.Unanimous)
                .ThenByDescending(item => Math.Abs(item.Delta ?? 0))
                .ThenBy(item => item.Item, StringComparer.Ordinal),
        ];
        if (candidates.IsEmpty)
        {
            return [];
        }

        string noun = added.Count == 0 ? "disagreement" : "new disagreement";
        string title = candidates.Length > WorstItems
            ? $"The {NumberText.Of(WorstItems)} worst of {NumberText.Count(candidates.Length, noun)}"
            : candidates.Length == 1 ? $"The {noun}" : $"The {NumberText.Count(candidates.Length, noun)}";
        var items = record.Items.ToDictionary(i => i.Item.Id, StringComparer.Ordinal);
        return
        [
            title + ", unanimous people first:",
            .. candidates.Take(WorstItems).SelectMany((item, i) => DisagreementText.Lines(record, item, items.GetValueOrDefault(item.Item), i + 1, width)),
        ];
    }

    private static IEnumerable<string> Commands(AlignmentRecord record, string tool, int width)
    {
        string? reproduce = record.Command ?? (record.Test is { } test ? $"dotnet test --filter \"FullyQualifiedName~{test.Split('(')[0]}\"" : null);
        if (reproduce is not null)
        {
            yield return Heading("To reproduce") + reproduce;
        }

        bool snapshot = record.Snapshot is { Matches: false }, red = record.Gates is { Decision: GateDecision.Failed };
        bool baseline = record.Baseline is { IsReceived: true };
        string? path = record.Snapshot is { Matches: false } outcome ? outcome.Path : baseline ? record.Baseline!.Path : null;
        if (path is null)
        {
            yield break;
        }

        yield return Heading("To accept") + $"{tool} accept {path.Split('/')[^1].Split('.')[0]}" + (baseline && red ? " --reason \"…\"" : "");
        string place = record.ProjectPath switch { null => "", "." => ", from the project's folder", _ => ", from the root of the repository" };
        string when = snapshot ? "when the lines of the snapshot are right" : "to take today's judge as the baseline";
        string why = baseline && red ? ", and for a reason to write down, because a gate is red" : "";
        foreach (string line in TextLayout.Hang(Heading(""), $"{when}{why}{place}; else mend the judge", width))
        {
            yield return line;
        }
    }

    /// <summary>A text in the left column, padded to where the right one begins.</summary>
    internal static string Heading(string text) => text.PadRight(HeadingWidth) + " ";
}
