using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>A case that came to no alignment, and so to no record.</summary>
/// <param name="Suite">The suite's name.</param>
/// <param name="Case">The case's name.</param>
/// <param name="Judge">The judge's name; empty where it is not known.</param>
/// <param name="Prompt">The prompt's name; empty where there is none.</param>
/// <param name="Dataset">The dataset's name; empty where it is not known.</param>
/// <param name="Reasons">Why, each in one line, without a full stop.</param>
public sealed record UnrunCase(string Suite, string Case, string Judge, string Prompt, string Dataset, ImmutableArray<string> Reasons);

/// <summary>
/// The table at the end of a test run: a line for each case, under it the reasons of those that did not pass, and a last
/// line with the counts.
/// </summary>
/// <remarks>
/// Where the width does not suffice, prompt, judge, dataset and suite are first cut with an ellipsis, the widest first,
/// down to 12 columns; then best baseline, dataset, judge, human ceiling and prompt are left out, in this order. Numbers are never cut.
/// </remarks>
public static class SuiteTable
{
    private const int NarrowestText = 12;
    private const string NotRun = "NOT RUN";

    private static readonly ImmutableArray<string> Order =
    [
        .. new[] { (GateDecision?)GateDecision.Passed, GateDecision.Failed, GateDecision.Inconclusive, null }.Select(Outcome.Word),
        NotRun,
    ];

    /// <summary>The table's text: line feeds, ends with a line feed; empty without cases.</summary>
    /// <param name="records">The records, in any order.</param>
    /// <param name="width">The width of the terminal, at least 40.</param>
    /// <param name="colour">Whether to colour the decisions with ANSI escape sequences. The default is no.</param>
    /// <param name="unrun">The cases without a record, in any order. The default is none.</param>
    public static string Render(IReadOnlyList<AlignmentRecord> records, int width, bool colour = false, IReadOnlyList<UnrunCase>? unrun = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 40);
        AlignmentMetric? metric = records.Select(r => (AlignmentMetric?)r.Alignment.Metric).Distinct().Take(2).ToArray() is [var one] ? one : null;
        Shape shape = new(metric is null && records.Count > 0, records.Any(r => !r.Alignment.Baselines.IsEmpty));
        ImmutableArray<Line> sorted =
        [
            .. records.Select(r => LineOf(r, shape)).Concat((unrun ?? []).Select(u => LineOf(u, shape)))
                .OrderBy(line => line.Suite, StringComparer.Ordinal).ThenBy(line => line.Case, StringComparer.Ordinal),
        ];
        if (sorted.IsEmpty)
        {
            return "";
        }

        string[] notes =
        [
            .. sorted.SelectMany(line => line.Reasons.SelectMany(reason =>
                TextLayout.Hang("  ", TextLayout.OneLine($"{line.Suite} ({line.Case}): {reason}"), width))),
            .. records.Where(r => r.Alignment.BestBaseline is { Standing: not BaselineStanding.Beats })
                .OrderBy(r => r.Suite, StringComparer.Ordinal).ThenBy(r => r.Case, StringComparer.Ordinal)
                .SelectMany(r => TextLayout.Hang("  ", TextLayout.OneLine($"{r.Suite} ({r.Case}): best baseline {BaselineText.Best(r.Alignment)}; {BaselineText.Standing(r.Alignment)}"), width)),
            .. StabilityNotes(records).SelectMany(note => TextLayout.Hang("  ", TextLayout.OneLine(note), width)),
            .. CeilingNotes(sorted).SelectMany(note => TextLayout.Hang("  ", TextLayout.OneLine(note), width)),
            .. RunStatements.Of(records).SelectMany(note => TextLayout.Hang("  ", TextLayout.OneLine(note), width)),
        ];
        IEnumerable<string> lines =
        [
            .. TextTable.Render(Columns(metric, shape), [.. sorted.Select(line => line.Cells)], width, colour),
            .. notes.Length == 0 ? notes : ["", .. notes],
            "",
            .. TextLayout.Wrap(Summary(sorted), width),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static ImmutableArray<TextColumn> Columns(AlignmentMetric? metric, Shape shape) =>
    [
        new("suite") { MinimumWidth = NarrowestText },
        new("judge") { MinimumWidth = NarrowestText, DropOrder = 3 },
        new("prompt") { MinimumWidth = NarrowestText, DropOrder = 5 },
        new("dataset") { MinimumWidth = NarrowestText, DropOrder = 2 },
        new("n") { AlignRight = true },
        .. shape.Metric ? [new TextColumn("metric")] : ImmutableArray<TextColumn>.Empty,
        new(metric?.Name() ?? "value"),
        .. shape.Baseline ? [new TextColumn("best baseline") { AlignRight = true, DropOrder = 1 }] : ImmutableArray<TextColumn>.Empty,
        new("ceiling") { AlignRight = true, DropOrder = 4 },
        new("decision"),
    ];

    private static Line LineOf(AlignmentRecord record, Shape shape)
    {
        AlignmentMetric metric = record.Alignment.Metric;
        Estimate estimate = Find(record.Alignment.Statistics, metric);
        JudgeIdentity judge = record.Alignment.Judge;
        Estimate ceiling = Find(record.Alignment.Human.Ceiling, metric);
        return new Line(record.Suite, record.Case, Outcome.Word(RecordDecision.Of(record)), Reasons(record, estimate), NumberText.ReasonOf(ceiling),
        [
            new(TextLayout.OneLine(record.Suite)),
            new(TextLayout.OneLine(judge.Model ?? judge.Name)),
            new(TextLayout.OneLine(judge.Prompt ?? "")),
            new(TextLayout.OneLine(record.Dataset)),
            new(NumberText.Of(estimate.N)),
            .. shape.Metric ? [new TextCell(metric.Name())] : ImmutableArray<TextCell>.Empty,
            new(NumberText.WithInterval(estimate)),
            .. shape.Baseline ? [Baseline(record.Alignment)] : ImmutableArray<TextCell>.Empty,
            new(NumberText.ValueOf(ceiling)),
            Outcome.Of(record),
        ]);
    }

    private static Line LineOf(UnrunCase unrun, Shape shape) => new(unrun.Suite, unrun.Case, NotRun, unrun.Reasons, null,
    [
        new(TextLayout.OneLine(unrun.Suite)),
        new(TextLayout.OneLine(unrun.Judge)),
        new(TextLayout.OneLine(unrun.Prompt)),
        new(TextLayout.OneLine(unrun.Dataset)),
        new(""),
        .. shape.Metric ? [new TextCell("")] : ImmutableArray<TextCell>.Empty,
        new(""),
        .. shape.Baseline ? [new TextCell("")] : ImmutableArray<TextCell>.Empty,
        new(""),
        new(NotRun, TextStyle.Bad),
    ]);

    private static TextCell Baseline(AlignmentResult alignment) => alignment.BestBaseline is { } best
        ? new TextCell($"{best.Name} {NumberText.ValueOf(best.Statistic)}", best.Standing == BaselineStanding.Loses ? TextStyle.Bad : TextStyle.Plain)
        : new TextCell("");

    private static Estimate Find(ImmutableSortedDictionary<AlignmentMetric, Estimate> estimates, AlignmentMetric metric) =>
        estimates.TryGetValue(metric, out Estimate estimate) ? estimate : Estimate.Undefined("not computed", 0);

    private static ImmutableArray<string> Reasons(AlignmentRecord record, Estimate estimate)
    {
        ImmutableArray<string> reasons = [.. Outcome.Reasons(record)];
        string? undefined = NumberText.ReasonOf(estimate);
        return undefined is null || reasons.Any(reason => reason.Contains(undefined, StringComparison.Ordinal))
            ? reasons
            : reasons.Add($"{record.Alignment.Metric.Name()} is undefined: {undefined}");
    }

    /// <summary>How far judges that were asked again disagree with themselves, and which changes may come of it; a judge that never does has no note.</summary>
    private static IEnumerable<string> StabilityNotes(IEnumerable<AlignmentRecord> records) =>
        from record in records.OrderBy(r => r.Suite, StringComparer.Ordinal).ThenBy(r => r.Case, StringComparer.Ordinal)
        let unstable = record.Snapshot is { Matches: true, Unstable.Length: > 0 and var count }
            ? $"{NumberText.Of(count)} unstable: the snapshot changed only where repeats differ, which does not count"
            : ""
        let note = string.Join("; ", new[] { AlignmentNotes.Flips(record.Alignment), unstable }.Where(part => part.Length > 0))
        where note.Length > 0
        select $"{record.Suite} ({record.Case}): {note}";

    /// <summary>Why cases have no ceiling, each reason once with its suites.</summary>
    private static IEnumerable<string> CeilingNotes(ImmutableArray<Line> cases) => cases
        .Where(line => line.NoCeiling is not null)
        .GroupBy(line => line.NoCeiling, StringComparer.Ordinal)
        .Select(group => $"no human ceiling for {string.Join(", ", group.Select(line => line.Suite).Distinct(StringComparer.Ordinal))}: {group.Key}");

    private static string Summary(ImmutableArray<Line> cases)
    {
        int suites = cases.Select(c => c.Suite).Distinct(StringComparer.Ordinal).Count();
        string what = suites == cases.Length
            ? NumberText.Count(suites, "suite")
            : $"{NumberText.Count(cases.Length, "case")} of {NumberText.Count(suites, "suite")}";
        IEnumerable<string> decisions = Order
            .Select(word => (Word: word.ToLowerInvariant(), Count: cases.Count(c => c.Decision == word)))
            .Where(part => part.Count > 0)
            .Select(part => $"{NumberText.Of(part.Count)} {part.Word}");
        return $"{what}: {string.Join(", ", decisions)}";
    }

    private sealed record Line(
        string Suite, string Case, string Decision, ImmutableArray<string> Reasons, string? NoCeiling, ImmutableArray<TextCell> Cells);

    /// <summary>Which of the columns that not every table has are there.</summary>
    private readonly record struct Shape(bool Metric, bool Baseline);
}
