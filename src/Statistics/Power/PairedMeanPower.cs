namespace JudgeEval.Statistics;

/// <summary>
/// Power and needed items for the mean of paired differences, for example of two judges' errors on the same items, by the
/// t-test; exact for normal differences (Cohen, 1988, doi:10.4324/9780203771587).
/// A non-inferiority test is the one-sided test of the difference plus the margin.
/// </summary>
public static class PairedMeanPower
{
    /// <summary>The probability that the t-test of a mean difference of 0 rejects, 0..1.</summary>
    /// <param name="items">How many items, at least 2.</param>
    /// <param name="effect">The mean difference in truth, in standard deviations of the differences; finite.</param>
    /// <param name="target">Significance level and alternative; its power is not used.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static double Power(int items, double effect, PowerTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        if (!double.IsFinite(effect))
        {
            throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect is a finite number.");
        }

        target.Validate();
        double degrees = items - 1.0, shift = effect * Math.Sqrt(items);
        double critical = StudentTail.Quantile(target.Tail, degrees);
        return target.Alternative switch
        {
            Alternative.Greater => 1 - NoncentralT.Cdf(critical, degrees, shift),
            Alternative.Less => NoncentralT.Cdf(-critical, degrees, shift),
            _ => Math.Min(1, 1 - NoncentralT.Cdf(critical, degrees, shift) + NoncentralT.Cdf(-critical, degrees, shift)),
        };
    }

    /// <summary>The smallest number of items with the target's power.</summary>
    /// <param name="effect">The mean difference in truth, in standard deviations of the differences; in the alternative's direction.</param>
    /// <param name="target">What the test must achieve.</param>
    /// <returns>The number of items; <see langword="null"/> when a hundred million do not suffice.</returns>
    /// <exception cref="ArgumentException">The effect is not finite, or no departure in the alternative's direction.</exception>
    public static int? NeededItems(double effect, PowerTarget target)
    {
        Guard.Finite(effect);
        target.ValidateDirection(effect, 0);
        return NeededCount.Find(2, n => Power(n, effect, target) >= target.Power);
    }

    /// <summary>The smallest effect, in standard deviations of the differences and as a magnitude, that the test sees with the target's power.</summary>
    /// <param name="items">How many items, at least 2.</param>
    /// <param name="target">What the test must achieve.</param>
    /// <returns>The magnitude; <see langword="null"/> when even a thousand standard deviations are not seen.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static double? MinimumDetectable(int items, PowerTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        target.Validate();
        double sign = target.Alternative == Alternative.Less ? -1 : 1;
        return NeededCount.FindEffect(0, 1000, target.Power, effect => Power(items, sign * effect, target));
    }
}
