using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>
/// Power and needed items for the difference of two paired proportions, for example how often two judges agree with people on
/// the same items, by McNemar's test (Connor, 1987, doi:10.2307/2531961). Only the items count on which one judge is right
/// and the other is wrong.
/// </summary>
public static class PairedProportionPower
{
    /// <summary>The probability that the asymptotic test rejects, 0..1.</summary>
    /// <param name="items">How many items, at least 1.</param>
    /// <param name="onlyFirst">The share of items on which only the first is right, 0..1.</param>
    /// <param name="onlySecond">The share of items on which only the second is right, 0..1; with the other share at most 1 and more than 0.</param>
    /// <param name="target">
    /// Significance level and alternative (greater: the first is right more often); its power is not used.
    /// </param>
    /// <exception cref="ArgumentException">A share is out of range.</exception>
    public static double Power(int items, double onlyFirst, double onlySecond, PowerTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        Validate(onlyFirst, onlySecond);
        target.Validate();
        double discordant = onlyFirst + onlySecond, difference = onlyFirst - onlySecond;

        // Under the null hypothesis the difference has variance s / n, in truth (s - d²) / n.
        double spread = Math.Sqrt(discordant - (difference * difference));
        double near = Share((difference * Math.Sqrt(items)) - (target.CriticalZ * Math.Sqrt(discordant)), spread);
        double far = Share((-difference * Math.Sqrt(items)) - (target.CriticalZ * Math.Sqrt(discordant)), spread);
        return target.Alternative switch
        {
            Alternative.Greater => near,
            Alternative.Less => far,
            _ => near + far,
        };
    }

    /// <summary>The smallest number of items with the target's power.</summary>
    /// <param name="onlyFirst">The share of items on which only the first is right, 0..1.</param>
    /// <param name="onlySecond">The share of items on which only the second is right, 0..1.</param>
    /// <param name="target">What the test must achieve.</param>
    /// <returns>The number of items; <see langword="null"/> when a hundred million do not suffice.</returns>
    /// <exception cref="ArgumentException">A share is out of range, or the shares are no departure in the alternative's direction.</exception>
    public static int? NeededItems(double onlyFirst, double onlySecond, PowerTarget target)
    {
        Validate(onlyFirst, onlySecond);
        target.ValidateDirection(onlyFirst - onlySecond, 0);
        return NeededCount.Find(1, n => Power(n, onlyFirst, onlySecond, target) >= target.Power);
    }

    /// <summary>The smallest difference, as a magnitude, that the test sees with the target's power when this share of items tells the two apart.</summary>
    /// <param name="items">How many items, at least 1.</param>
    /// <param name="discordant">The share of items on which exactly one is right, more than 0 and at most 1.</param>
    /// <param name="target">What the test must achieve.</param>
    /// <returns>The difference, at most <paramref name="discordant"/>; <see langword="null"/> when even the largest is not seen.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static double? MinimumDetectable(int items, double discordant, PowerTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        Validate(discordant, 0);
        target.Validate();
        double sign = target.Alternative == Alternative.Less ? -1 : 1;
        return NeededCount.FindEffect(0, discordant, target.Power, difference =>
            Power(items, (discordant + (sign * difference)) / 2, (discordant - (sign * difference)) / 2, target));
    }

    /// <summary>The normal share above 0 around a mean; without spread it is certain.</summary>
    private static double Share(double mean, double spread) => spread > 0 ? Normal.CDF(0, 1, mean / spread) : mean > 0 ? 1 : 0;

    private static void Validate(double onlyFirst, double onlySecond)
    {
        if (!(onlyFirst >= 0 && onlySecond >= 0 && onlyFirst + onlySecond > 0 && onlyFirst + onlySecond <= 1 + 1e-12))
        {
            throw new ArgumentException("The shares of items on which only one is right are at least 0, not both 0, and sum to at most 1.", nameof(onlyFirst));
        }
    }
}
