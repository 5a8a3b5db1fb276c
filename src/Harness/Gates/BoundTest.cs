using System.Globalization;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>What a figure is held against.</summary>
/// <param name="Gate">The demand in words.</param>
/// <param name="Figure">What the figure is called, for example <c>cohenKappa</c>.</param>
/// <param name="Threshold">The threshold, in the figure's own unit.</param>
/// <param name="HigherIsBetter">Whether the figure must be at least the threshold; else at most.</param>
/// <param name="FailedCode">The code of a failure.</param>
/// <param name="UndefinedCode">The code of a figure without a value.</param>
/// <param name="NoIntervalCode">The code of a figure without an interval.</param>
/// <param name="InconclusiveCode">The code of data that cannot tell.</param>
internal sealed record Demand(
    string Gate, string Figure, double Threshold, bool HigherIsBetter, string FailedCode, string UndefinedCode, string NoIntervalCode, string InconclusiveCode);

/// <summary>The one rule of every gate: the whole interval on the good side passes, on the bad side fails, and what holds the threshold is inconclusive.</summary>
internal static class BoundTest
{
    /// <summary>Decides.</summary>
    /// <param name="demand">The demand.</param>
    /// <param name="figure">The figure with its evidence.</param>
    /// <param name="context">For the level.</param>
    public static GateResult Decide(Demand demand, MeasuredDifference figure, GateContext context)
    {
        Estimate estimate = figure.Estimate;
        if (!estimate.IsDefined)
        {
            return Result(demand, estimate, GateDecision.Failed, demand.UndefinedCode, $"{demand.Figure} is undefined: {estimate.UndefinedReason}");
        }

        if (figure.Interval(context.Judge.Options.Confidence) is not ConfidenceInterval interval)
        {
            return Result(
                demand,
                estimate,
                GateDecision.Inconclusive,
                demand.NoIntervalCode,
                "there is no confidence interval: a gate needs at least two items or clusters, and resamples");
        }

        // Turned round for a figure that is better when lower, so that one rule serves both directions.
        bool higher = demand.HigherIsBetter;
        double worst = higher ? interval.Lower : -interval.Upper;
        double best = higher ? interval.Upper : -interval.Lower;
        double threshold = higher ? demand.Threshold : -demand.Threshold;
        double value = higher ? estimate.Value : -estimate.Value;
        string bounds = string.Create(CultureInfo.InvariantCulture, $"[{interval.Lower:0.000}, {interval.Upper:0.000}]");
        string demanded = string.Create(CultureInfo.InvariantCulture, $"{demand.Threshold:0.######}");
        string bad = higher ? "below" : "above", good = higher ? "at or above" : "at or below";
        bool passes = worst >= threshold, fails = best < threshold;
        int? needed = passes || fails ? null : ItemsNeeded(estimate.N, Math.Abs(value - threshold), value >= threshold ? value - worst : best - value);
        string more = needed is int items
            ? string.Create(CultureInfo.InvariantCulture, $"; at the variance seen, labels on about {items} more item{(items == 1 ? "" : "s")} would decide it")
            : "; the estimate lies on the threshold itself, so more items may not decide it";
        GateResult result = passes ? Result(demand, estimate, GateDecision.Passed, null, $"the whole interval {bounds} is {good} {demanded}")
            : fails ? Result(demand, estimate, GateDecision.Failed, demand.FailedCode, $"the whole interval {bounds} is {bad} {demanded}")
            : Result(demand, estimate, GateDecision.Inconclusive, demand.InconclusiveCode, $"the interval {bounds} holds {demanded}, so the data cannot tell{more}");
        return result with
        {
            Estimate = estimate.WithInterval(interval),
            ItemsNeeded = needed,
            FailureP = Consistent(figure.PValue(demand.Threshold, above: !higher), fails, context.Level),
            PassP = Consistent(figure.PValue(demand.Threshold, above: higher), passes, context.Level),
        };
    }

    /// <summary>
    /// The half-width shrinks with the square root of n, so n (half-width / distance)^2 items bring the bound to the threshold.
    /// </summary>
    internal static int? ItemsNeeded(int n, double distance, double halfWidth)
    {
        double ratio = halfWidth / distance;
        double total = Math.Ceiling(n * ratio * ratio);
        return distance <= 0 || !double.IsFinite(total) || total - n > 1e9 ? null : Math.Max(1, (int)(total - n));
    }

    // Interval and p-value come from the same resamples by two roads, which may part at the last resample; the interval is what people see.
    private static double? Consistent(double? p, bool decided, double level) => p is not double known ? null
        : decided ? Math.Min(known, level) : Math.Max(known, Math.BitIncrement(level));

    private static GateResult Result(Demand demand, Estimate estimate, GateDecision decision, string? code, string reason) => new()
    {
        Code = code,
        Gate = demand.Gate,
        Decision = decision,
        Reason = reason,
        Threshold = demand.Threshold,
        Estimate = estimate,
    };
}
