using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>What a comparison can see with its items, by the width of its interval and with a power of 0.8.</summary>
/// <param name="VisibleDrop">The smallest drop that fails.</param>
/// <param name="UsableMargin">The smallest margin with which an equally good judge passes.</param>
/// <param name="ItemsForMargin">How many items in all let an equally good judge pass with the margin; <see langword="null"/> for more than a thousand million.</param>
public sealed record ComparisonReach(double VisibleDrop, double UsableMargin, int? ItemsForMargin)
{
    /// <summary>What a difference can see.</summary>
    /// <param name="delta">The difference with its interval.</param>
    /// <param name="margin">The margin, above 0.</param>
    /// <param name="level">The one-sided level of the decision.</param>
    /// <returns><see langword="null"/> where the difference has no interval, or its data do not vary.</returns>
    public static ComparisonReach? Of(Estimate delta, double margin, double level)
    {
        if (delta is not { IsDefined: true, Interval: { } interval } || interval.Upper <= interval.Lower)
        {
            return null;
        }

        ComparisonPower power = new() { Level = level };
        double error = ComparisonPower.StandardErrorOf(interval);
        return new ComparisonReach(power.SmallestVisibleDrop(error, margin), power.SmallestUsableMargin(error), power.ItemsForMargin(delta.N, error, margin));
    }
}
