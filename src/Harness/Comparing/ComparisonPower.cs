using System.ComponentModel.DataAnnotations;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>
/// What a comparison can see. A difference is held against a margin by a bound of its interval, so what matters is how wide the interval is: with
/// a standard error s, a level alpha (one-sided) and a power of 1 - beta, (z_alpha + z_beta) s is the distance from the margin that is seen
/// (Julious, 2004, doi:10.1002/sim.1783, for non-inferiority).
/// </summary>
public sealed record ComparisonPower
{
    /// <summary>The one-sided level of the decision.</summary>
    /// <value>The default value is 0.025.</value>
    [Range(0d, 0.5d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Level { get; init; } = 0.025;

    /// <summary>The probability with which what can be seen is seen.</summary>
    /// <value>The default value is 0.8.</value>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Power { get; init; } = 0.8;

    private double Reach => BootstrapReplicates.NormalQuantile(1 - Level) + BootstrapReplicates.NormalQuantile(Power);

    /// <summary>The standard error that an interval stands for: its half-width over the normal quantile of its level.</summary>
    /// <param name="interval">The interval of a difference.</param>
    public static double StandardErrorOf(ConfidenceInterval interval)
    {
        ArgumentNullException.ThrowIfNull(interval);
        return (interval.Upper - interval.Lower) / 2 / BootstrapReplicates.NormalQuantile((1 + interval.Level) / 2);
    }

    /// <summary>The smallest drop that fails with the power: the margin and the reach of the data beyond it.</summary>
    /// <param name="standardError">Of the difference, at least 0.</param>
    /// <param name="margin">The margin, at least 0.</param>
    public double SmallestVisibleDrop(double standardError, double margin) => margin + (Reach * standardError);

    /// <summary>The smallest margin with which an equally good candidate passes with the power.</summary>
    /// <param name="standardError">Of the difference, at least 0.</param>
    public double SmallestUsableMargin(double standardError) => Reach * standardError;

    /// <summary>How many items in all let an equally good candidate pass with the power.</summary>
    /// <param name="items">How many items the standard error rests on, at least 1.</param>
    /// <param name="standardError">Of the difference, at least 0.</param>
    /// <param name="margin">The margin, above 0.</param>
    /// <returns><see langword="null"/> for more than a thousand million.</returns>
    public int? ItemsForMargin(int items, double standardError, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        double ratio = Reach * standardError / margin, total = Math.Ceiling(items * ratio * ratio);
        return total <= 1e9 ? Math.Max(1, (int)total) : null;
    }
}
