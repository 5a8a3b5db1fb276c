using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>Gates as people read them: a line for one that passed, and for one that did not by how far and why.</summary>
internal static class GateText
{
    /// <summary>The lines of all gates, then how the intervals were computed, how failures were corrected and what is done where a gate cannot decide.</summary>
    /// <param name="record">The record.</param>
    /// <param name="width">The width to wrap at.</param>
    public static IEnumerable<string> Lines(AlignmentRecord record, int width)
    {
        IEnumerable<GateResult> gates = record.Gates?.Results ?? [];
        IEnumerable<string> lines = gates.SelectMany(gate => gate.Decision == GateDecision.Passed ? Passed(record, gate, width) : NotPassed(record, gate, width));
        string method = string.Join("; ", gates.SelectMany(gate => new[] { gate.Estimate, CeilingOf(record, gate) }).Select(Method).Where(m => m.Length > 0).Distinct(StringComparer.Ordinal));
        return lines.Concat(Statements(record, method).Where(s => s.Text.Length > 0).SelectMany(s => TextLayout.Hang(FailureReport.Heading(s.Heading), s.Text, width)));
    }

    private static IEnumerable<(string Heading, string Text)> Statements(AlignmentRecord record, string method) =>
    [
        ("intervals", method),
        ("correction", record.Gates?.Correction is { } correction ? RunStatements.Correction(correction, correction.Gates, correction.Cases) ?? "" : ""),
        ("policy", record.Policy?.Statement() ?? ""),
    ];

    private static ImmutableArray<string> Passed(AlignmentRecord record, GateResult gate, int width)
    {
        string ceiling = CeilingOf(record, gate) is { } human ? $"; human ceiling {NumberText.WithInterval(human)}" : "";
        return TextLayout.Hang(FailureReport.Heading("passed"), $"{gate.Gate}: {Value(gate.Estimate)}{ceiling}", width);
    }

    private static IEnumerable<string> NotPassed(AlignmentRecord record, GateResult gate, int width)
    {
        List<(string Heading, string Text)> facts = [("value", Value(gate.Estimate))];
        if (CeilingOf(record, gate) is { } ceiling)
        {
            facts.Add(("human ceiling", Value(ceiling)));
        }

        if (gate.Estimate.IsDefined)
        {
            facts.Add(("distance", Distance(gate.Estimate, gate.Threshold)));
        }

        facts.Add(("why", TextLayout.OneLine(gate.Reason)));
        if (Outcome.PValues(gate) is { } p && (gate.Decision == GateDecision.Failed || gate.Alone == GateDecision.Failed))
        {
            facts.Add(("by chance", p));
        }

        if (Outcome.ItemsNeeded(gate) is { } items)
        {
            facts.Add(("to decide", $"about {NumberText.Count(items, "further item")} at the variance seen"));
        }

        string title = FailureReport.Heading(gate.Decision.ToString().ToLowerInvariant()) + gate.Gate + (gate.Code is null ? "" : $" ({gate.Code})");
        return facts.SelectMany(fact => TextLayout.Hang(FailureReport.Heading("  " + fact.Heading), fact.Text, width)).Prepend(title);
    }

    // The ceiling of a metric says nothing of a difference from a baseline, a person or a share of the ceiling itself.
    private static Estimate? CeilingOf(AlignmentRecord record, GateResult gate) =>
        gate.Comparison is null && gate.Facts.IsEmpty && AlignmentMetrics.TryParse(gate.Gate.Split(' ')[0], out AlignmentMetric metric) && record.Alignment.Human.Ceiling.TryGetValue(metric, out Estimate ceiling)
            ? ceiling
            : null;

    private static string Value(Estimate estimate)
    {
        if (NumberText.ReasonOf(estimate) is { } reason)
        {
            return $"undefined over {NumberText.Count(estimate.N, "item")}: {TextLayout.OneLine(reason)}";
        }

        string undefined = estimate.Interval is { UndefinedResamples: > 0 } interval
            ? $" ({NumberText.Of(interval.UndefinedResamples)} of {NumberText.Of(interval.Resamples)} resamples undefined)"
            : "";
        return $"{NumberText.WithInterval(estimate)} over {NumberText.Count(estimate.N, "item")}{undefined}";
    }

    // Said once for all gates, because it is the same for all of them as a rule.
    private static string Method(Estimate? estimate) => estimate is { IsDefined: true, Interval: { } interval }
        ? $"{NumberText.Stated(interval.Level * 100)} % {interval.Method} by {interval.Cluster}"
          + (interval.Resamples > 0 ? $", {NumberText.Of(interval.Resamples)} resamples" : "")
        : "";

    private static string Distance(Estimate estimate, double threshold)
    {
        string value = $"{Position(estimate.Value, threshold)} {NumberText.Stated(threshold)}";
        return estimate.Interval is { } interval
            ? $"{value}; the interval reaches from {Position(interval.Lower, threshold)} to {Position(interval.Upper, threshold)}"
            : value;
    }

    private static string Position(double number, double threshold) =>
        number.Equals(threshold) ? "at" : NumberText.Of(Math.Abs(number - threshold)) + (number < threshold ? " below" : " above");
}
