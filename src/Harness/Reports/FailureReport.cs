using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>
/// The text of a failing case: what failed, each gate with how far off it is, what changed in the snapshot, the worst new
/// disagreements with their texts, what was not judged, and the commands to reproduce and to accept.
/// </summary>
/// <remarks>Lines are wrapped; only commands and places in files, which are there to be copied, are never broken.</remarks>
public static class FailureReport
{
    private const int WorstItems = 5;
    private const int SnapshotLines = 20;
    private const int HeadingWidth = 16;

    /// <summary>The report's text: line feeds, ends with a line feed.</summary>
    /// <param name="record">The record of the case.</param>
    /// <param name="snapshot">The comparison behind the record's snapshot outcome, for its lines; the report names items without it.</param>
    /// <param name="width">The width to wrap at, at least 60. The default is 100.</param>
    public static string Render(AlignmentRecord record, SnapshotComparison? snapshot = null, int width = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        IEnumerable<IEnumerable<string>> sections =
        [
            Headline(record, snapshot, width),
            (record.Gates?.Results ?? []).SelectMany(gate => GateLines(record, gate, width)),
            SnapshotSection(record, snapshot, width),
            WorstSection(record, width),
            AlignmentNotes.Of(record.Alignment).SelectMany(note => TextLayout.Hang(Heading(note.Heading), note.Text, width)),
            Commands(record, snapshot),
        ];
        return string.Join("\n", sections.Select(lines => string.Concat(lines.Select(line => line + "\n"))).Where(section => section.Length > 0));
    }

    private static ImmutableArray<string> Headline(AlignmentRecord record, SnapshotComparison? snapshot, int width)
    {
        IEnumerable<string> reasons = (record.Gates?.Results ?? []).Where(g => g.Decision != GateDecision.Passed)
            .Select(g => g.Gate + (g.Decision == GateDecision.Failed ? " does not hold" : " cannot be decided"));
        if (record.Snapshot is { Matches: false } outcome)
        {
            string changes = Outcome.Changes(outcome);
            reasons = reasons.Append(snapshot?.Status == SnapshotStatus.New || changes.Length == 0 ? "there is no verified snapshot yet" : changes);
        }

        string text = $"{record.Suite} ({record.Case}): {string.Join("; ", reasons.DefaultIfEmpty("nothing failed"))}";
        return TextLayout.Hang(Outcome.Word(Outcome.Decide(record)) + "  ", TextLayout.OneLine(text), width);
    }

    private static IEnumerable<string> GateLines(AlignmentRecord record, GateResult gate, int width)
    {
        string word = gate.Decision.ToString().ToLowerInvariant();
        yield return Heading(word) + gate.Gate + (gate.Code is null ? "" : $"  {gate.Code}");
        Estimate estimate = gate.Estimate;
        List<(string Heading, string Text)> facts = [("value", Value(estimate))];
        if (MetricOf(gate) is { } metric && record.Alignment.Human.Ceiling.TryGetValue(metric, out Estimate ceiling))
        {
            facts.Add(("human ceiling", Value(ceiling)));
        }

        if (estimate.IsDefined)
        {
            facts.Add(("distance", Distance(estimate, gate.Threshold)));
        }

        if (gate.Decision != GateDecision.Passed)
        {
            facts.Add(("why", TextLayout.OneLine(gate.Reason)));
        }

        if (Outcome.ItemsNeeded(gate) is { } items)
        {
            facts.Add(("to decide", $"about {NumberText.Count(items, "further item")} at the variance seen"));
        }

        foreach (string line in facts.SelectMany(fact => TextLayout.Hang(Heading("  " + fact.Heading), fact.Text, width)))
        {
            yield return line;
        }
    }

    private static AlignmentMetric? MetricOf(GateResult gate) =>
        AlignmentMetrics.TryParse(gate.Gate.Split(' ')[0], out AlignmentMetric metric) ? metric : null;

    private static string Value(Estimate estimate)
    {
        if (NumberText.ReasonOf(estimate) is { } reason)
        {
            return $"undefined over {NumberText.Count(estimate.N, "item")}: {TextLayout.OneLine(reason)}";
        }

        string method = estimate.Interval is { } i
            ? $", {NumberText.Stated(i.Level * 100)} % {i.Method} by {i.Cluster}"
              + (i.Resamples > 0 ? $", {NumberText.Of(i.Resamples)} resamples" : "")
              + (i.UndefinedResamples > 0 ? $" ({NumberText.Of(i.UndefinedResamples)} of them undefined)" : "")
            : "";
        return $"{NumberText.WithInterval(estimate)} over {NumberText.Count(estimate.N, "item")}{method}";
    }

    private static string Distance(Estimate estimate, double threshold)
    {
        string value = $"the value is {Position(estimate.Value, threshold)} {NumberText.Stated(threshold)}";
        return estimate.Interval is { } interval
            ? $"{value}; its interval reaches from {Position(interval.Lower, threshold)} to {Position(interval.Upper, threshold)} it"
            : value;
    }

    private static string Position(double number, double threshold) =>
        number.Equals(threshold) ? "at" : NumberText.Of(Math.Abs(number - threshold)) + (number < threshold ? " below" : " above");

    private static IEnumerable<string> SnapshotSection(AlignmentRecord record, SnapshotComparison? snapshot, int width)
    {
        if (record.Snapshot is not { Matches: false } outcome)
        {
            return [];
        }

        string summary = snapshot switch
        {
            { Status: SnapshotStatus.New } => $"{outcome.Path} does not exist yet; the judge disagrees with people on {NumberText.Count(outcome.Added.Length, "item")}",
            _ => Outcome.Snapshot(outcome),
        };
        IEnumerable<string> lines = snapshot?.Difference.Lines(SnapshotLines)
            ?? [.. outcome.Added.Select(i => "+ " + i), .. outcome.Changed.Select(i => "~ " + i), .. outcome.Removed.Select(i => "- " + i)];
        return
        [
            .. TextLayout.Hang(Heading("snapshot"), summary, width),
            .. lines.Select(line => TextLayout.Cut("  " + TextLayout.OneLine(line), width)),
            .. snapshot?.DiffToolNote is { } note ? TextLayout.Hang("  ", note, width) : [],
        ];
    }

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

    private static IEnumerable<string> Commands(AlignmentRecord record, SnapshotComparison? snapshot)
    {
        string? reproduce = record.Command ?? (record.Test is { } test ? $"dotnet test --filter \"FullyQualifiedName~{test.Split('(')[0]}\"" : null);
        if (reproduce is not null)
        {
            yield return Heading("To reproduce") + reproduce;
        }

        if (record.Snapshot is { Matches: false } outcome)
        {
            yield return Heading("To accept") + (snapshot?.Name.AcceptCommand ?? "judgeeval accept " + outcome.Path.Split('/')[^1].Split('.')[0]);
        }
    }

    private static string Heading(string text) => text.PadRight(HeadingWidth) + " ";
}
