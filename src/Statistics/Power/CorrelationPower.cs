using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>
/// Power and needed items for Pearson's correlation by Fisher's transformation: atanh(r) is about normal around atanh(rho) with
/// variance 1 / (n - 3) (Fisher, 1915, doi:10.1093/biomet/10.4.507; Cohen, 1988, doi:10.4324/9780203771587).
/// </summary>
public static class CorrelationPower
{
    /// <summary>The smallest number of items for which the transformation has a variance.</summary>
    public const int SmallestItems = 4;

    /// <summary>The probability that the test against <paramref name="nullCorrelation"/> rejects, 0..1.</summary>
    /// <param name="items">How many items, at least 4.</param>
    /// <param name="correlation">The correlation in truth, between -1 and 1.</param>
    /// <param name="nullCorrelation">The correlation of the null hypothesis, between -1 and 1.</param>
    /// <param name="target">Significance level and alternative; its power is not used.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static double Power(int items, double correlation, double nullCorrelation, PowerTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, SmallestItems);
        Validate(correlation, nameof(correlation));
        Validate(nullCorrelation, nameof(nullCorrelation));
        target.Validate();
        double shift = (Math.Atanh(correlation) - Math.Atanh(nullCorrelation)) * Math.Sqrt(items - 3);
        return NormalPower.Reject(shift, target);
    }

    /// <summary>The smallest number of items with the target's power.</summary>
    /// <param name="correlation">The correlation in truth, between -1 and 1.</param>
    /// <param name="nullCorrelation">The correlation of the null hypothesis; on the side that the alternative looks away from.</param>
    /// <param name="target">What the test must achieve.</param>
    /// <returns>The number of items; <see langword="null"/> when a hundred million do not suffice.</returns>
    /// <exception cref="ArgumentException">A number is out of range, or the truth is no departure in the alternative's direction.</exception>
    public static int? NeededItems(double correlation, double nullCorrelation, PowerTarget target)
    {
        Validate(correlation, nameof(correlation));
        Validate(nullCorrelation, nameof(nullCorrelation));
        target.ValidateDirection(correlation, nullCorrelation);
        return NeededCount.Find(SmallestItems, n => Power(n, correlation, nullCorrelation, target) >= target.Power);
    }

    /// <summary>The smallest correlation above the null hypothesis (below it, for <see cref="Alternative.Less"/>) that the test sees with the target's power.</summary>
    /// <param name="items">How many items, at least 4.</param>
    /// <param name="nullCorrelation">The correlation of the null hypothesis, between -1 and 1.</param>
    /// <param name="target">What the test must achieve.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static double MinimumDetectable(int items, double nullCorrelation, PowerTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, SmallestItems);
        Validate(nullCorrelation, nameof(nullCorrelation));
        target.Validate();
        double distance = NormalPower.NeededShift(target) / Math.Sqrt(items - 3);
        return Math.Tanh(Math.Atanh(nullCorrelation) + (target.Alternative == Alternative.Less ? -distance : distance));
    }

    /// <summary>
    /// The smallest number of items for which the confidence interval is no wider than asked, when the sample shows the expected
    /// correlation (Bonett and Wright, 2000, doi:10.1007/BF02294183, solved exactly rather than in two steps).
    /// </summary>
    /// <param name="correlation">The expected correlation, between -1 and 1.</param>
    /// <param name="width">The largest width of the interval, between 0 and 2.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <returns>The number of items; <see langword="null"/> when a hundred million do not suffice.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static int? NeededItemsForWidth(double correlation, double width, double confidence = 0.95)
    {
        Validate(correlation, nameof(correlation));
        if (width is not (> 0 and < 2))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "The width lies between 0 and 2.");
        }

        NormalPower.ValidateConfidence(confidence);

        double z = -Normal.InvCDF(0, 1, (1 - confidence) / 2), centre = Math.Atanh(correlation);
        return NeededCount.Find(SmallestItems, n =>
        {
            double half = z / Math.Sqrt(n - 3);
            return Math.Tanh(centre + half) - Math.Tanh(centre - half) <= width;
        });
    }

    private static void Validate(double correlation, string name)
    {
        if (!(correlation > -1 && correlation < 1))
        {
            throw new ArgumentOutOfRangeException(name, correlation, "A correlation to plan for lies between -1 and 1, neither included.");
        }
    }
}
