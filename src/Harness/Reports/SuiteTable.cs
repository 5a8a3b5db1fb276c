using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>
/// The table at the end of a test run: a line for each case, under it the reasons of those that did not pass, and a last
/// line with the counts.
/// </summary>
/// <remarks>
/// Where the width does not suffice, prompt, judge, dataset and suite are first cut with an ellipsis, the widest first,
/// down to 12 columns; then dataset, judge, human ceiling and prompt are left out, in this order. Numbers are never cut.
/// </remarks>
public static class SuiteTable
{
    private const int NarrowestText = 12;

    /// <summary>The table's text: line feeds, ends with a line feed; empty without records.</summary>
    /// <param name="records">The records, in any order.</param>
    /// <param name="width">The width of the terminal, at least 40.</param>
    /// <param name="colour">Whether to colour the decisions with ANSI escape sequences. The default is no.</param>
    public static string Render(IReadOnlyList<AlignmentRecord> records, int width, bool colour = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 40);
        if (records.Count == 0)
        {
            return "";
        }

        ImmutableArray<AlignmentRecord> sorted =
        [
            .. records.OrderBy(r => r.Suite, StringComparer.Ordinal).ThenBy(r => r.Case, StringComparer.Ordinal),
        ];
        bool oneMetric = sorted.All(r => r.Alignment.Metric == sorted[0].Alignment.Metric);
        ImmutableArray<string> notes = [.. sorted.SelectMany(r => Notes(r, width))];
        IEnumerable<string> lines =
        [
            .. TextTable.Render(Columns(oneMetric ? sorted[0].Alignment.Metric : null), [.. sorted.Select(r => Row(r, oneMetric))], width, colour),
            .. notes.IsEmpty ? notes : ["", .. notes],
            "",
            .. TextLayout.Wrap(Summary(sorted), width),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static ImmutableArray<TextColumn> Columns(AlignmentMetric? metric) =>
    [
        new("suite") { MinimumWidth = NarrowestText },
        new("judge") { MinimumWidth = NarrowestText, DropOrder = 2 },
        new("prompt") { MinimumWidth = NarrowestText, DropOrder = 4 },
        new("dataset") { MinimumWidth = NarrowestText, DropOrder = 1 },
        new("n") { AlignRight = true },
        .. metric is null ? [new TextColumn("metric")] : ImmutableArray<TextColumn>.Empty,
        new(metric?.Name() ?? "value"),
        new("ceiling") { AlignRight = true, DropOrder = 3 },
        new("decision"),
    ];

    private static ImmutableArray<TextCell> Row(AlignmentRecord record, bool oneMetric)
    {
        AlignmentMetric metric = record.Alignment.Metric;
        Estimate estimate = Find(record.Alignment.Statistics, metric);
        JudgeIdentity judge = record.Alignment.Judge;
        return
        [
            new(TextLayout.OneLine(record.Suite)),
            new(TextLayout.OneLine(judge.Model ?? judge.Name)),
            new(TextLayout.OneLine(judge.Prompt ?? "")),
            new(TextLayout.OneLine(record.Dataset)),
            new(NumberText.Of(estimate.N)),
            .. oneMetric ? ImmutableArray<TextCell>.Empty : [new TextCell(metric.Name())],
            new(NumberText.WithInterval(estimate)),
            new(NumberText.ValueOf(Find(record.Alignment.Human.Ceiling, metric))),
            Outcome.Of(record),
        ];
    }

    private static Estimate Find(ImmutableSortedDictionary<AlignmentMetric, Estimate> estimates, AlignmentMetric metric) =>
        estimates.TryGetValue(metric, out Estimate estimate) ? estimate : Estimate.Undefined("not computed", 0);

    private static IEnumerable<string> Notes(AlignmentRecord record, int width)
    {
        List<string> reasons = [.. Outcome.Reasons(record)];
        string? undefined = NumberText.ReasonOf(Find(record.Alignment.Statistics, record.Alignment.Metric));
        if (undefined is not null && !reasons.Any(reason => reason.Contains(undefined, StringComparison.Ordinal)))
        {
            reasons.Add($"{record.Alignment.Metric.Name()} is undefined: {undefined}");
        }

        return reasons.SelectMany(reason => TextLayout.Hang("  ", TextLayout.OneLine($"{record.Suite} ({record.Case}): {reason}"), width));
    }

    private static string Summary(ImmutableArray<AlignmentRecord> records)
    {
        int suites = records.Select(r => r.Suite).Distinct(StringComparer.Ordinal).Count();
        string what = suites == records.Length
            ? NumberText.Count(suites, "suite")
            : $"{NumberText.Count(records.Length, "case")} of {NumberText.Count(suites, "suite")}";
        var decisions = new[] { (GateDecision?)GateDecision.Passed, GateDecision.Failed, GateDecision.Inconclusive, null }
            .Select(decision => (Word: Outcome.Word(decision).ToLowerInvariant(), Count: records.Count(r => Outcome.Decide(r) == decision)))
            .Where(part => part.Count > 0)
            .Select(part => $"{NumberText.Of(part.Count)} {part.Word}");
        return $"{what}: {string.Join(", ", decisions)}";
    }
}
