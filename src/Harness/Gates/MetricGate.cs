using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>A metric's interval against a threshold.</summary>
internal sealed class MetricGate : IGate
{
    private readonly AlignmentMetric _metric;
    private readonly double _threshold;

    public MetricGate(AlignmentMetric metric, double threshold)
    {
        if (!double.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is a finite number.");
        }

        _metric = metric;
        _threshold = threshold;
    }

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{_metric.Name()} {(_metric.HigherIsBetter() ? ">=" : "<=")} {_threshold}");

    public GateResult Evaluate(AlignmentResult alignment)
    {
        Estimate estimate = alignment.Statistics[_metric];
        if (!estimate.IsDefined)
        {
            return Result(estimate, GateDecision.Failed, "JE4002", $"{_metric.Name()} is undefined: {estimate.UndefinedReason}", null);
        }

        if (estimate.Interval is not ConfidenceInterval interval)
        {
            return Result(
                estimate,
                GateDecision.Inconclusive,
                "JE4003",
                "there is no confidence interval: a gate needs at least two items or clusters, and resamples",
                null);
        }

        // Turned round for a metric that is better when lower, so that one rule serves both directions.
        bool higher = _metric.HigherIsBetter();
        double worst = higher ? interval.Lower : -interval.Upper;
        double best = higher ? interval.Upper : -interval.Lower;
        double threshold = higher ? _threshold : -_threshold;
        double value = higher ? estimate.Value : -estimate.Value;
        string bounds = string.Create(CultureInfo.InvariantCulture, $"[{interval.Lower:0.000}, {interval.Upper:0.000}]");
        string demand = string.Create(CultureInfo.InvariantCulture, $"{_threshold}");
        string bad = higher ? "below" : "above", good = higher ? "at or above" : "at or below";
        if (worst >= threshold)
        {
            return Result(estimate, GateDecision.Passed, null, $"the whole interval {bounds} is {good} {demand}", null);
        }

        if (best < threshold)
        {
            return Result(estimate, GateDecision.Failed, "JE4001", $"the whole interval {bounds} is {bad} {demand}", null);
        }

        int? needed = ItemsNeeded(estimate.N, Math.Abs(value - threshold), value >= threshold ? value - worst : best - value);
        string more = needed is int items
            ? string.Create(CultureInfo.InvariantCulture, $"; at the variance seen, labels on about {items} more item{(items == 1 ? "" : "s")} would decide it")
            : "; the estimate lies on the threshold itself, so more items may not decide it";
        return Result(estimate, GateDecision.Inconclusive, "JE4004", $"the interval {bounds} holds {demand}, so the data cannot tell{more}", needed);
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

    private GateResult Result(Estimate estimate, GateDecision decision, string? code, string reason, int? needed) => new()
    {
        Code = code,
        Gate = Name,
        Decision = decision,
        Reason = reason,
        Threshold = _threshold,
        Estimate = estimate,
        ItemsNeeded = needed,
    };
}
