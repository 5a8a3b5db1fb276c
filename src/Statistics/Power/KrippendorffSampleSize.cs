using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>
/// How many units must be coded to be sure of a smallest acceptable alpha (Krippendorff, 2004, "Content Analysis", section 11.4.1, after
/// Bloch and Kraemer, 1989, doi:10.2307/2532052, equation 3.7). For a design of your own, simulate with <see cref="SimulatedPower"/>.
/// </summary>
public static class KrippendorffSampleSize
{
    /// <summary>
    /// N = m z² ((1 + a)(3 - a) / (4 (1 - a) p (1 - p)) - a) for m annotators, smallest acceptable alpha a and the share p of the
    /// rarest category.
    /// </summary>
    /// <param name="smallestAlpha">The smallest acceptable alpha, 0..1 and below 1.</param>
    /// <param name="rarestShare">The share of the rarest category, between 0 and 1; 1/k for k equally likely categories.</param>
    /// <param name="significance">The probability to accept data whose alpha is below, between 0 and 1/2.</param>
    /// <param name="annotators">How many annotators, at least 2.</param>
    /// <returns>The number of units; <see langword="null"/> when a hundred million do not suffice.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static int? NeededItems(double smallestAlpha, double rarestShare, double significance = 0.05, int annotators = 2)
    {
        if (!(smallestAlpha >= 0 && smallestAlpha < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(smallestAlpha), smallestAlpha, "Alpha is at least 0 and below 1.");
        }

        if (rarestShare is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rarestShare), rarestShare, "The share lies between 0 and 1.");
        }

        if (significance is not (> 0 and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(significance), significance, "The significance lies between 0 and 1/2.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(annotators, 2);
        double z = Normal.InvCDF(0, 1, significance);
        double perPair = ((1 + smallestAlpha) * (3 - smallestAlpha) / (4 * (1 - smallestAlpha) * rarestShare * (1 - rarestShare))) - smallestAlpha;
        double needed = Math.Ceiling(annotators * z * z * perPair);
        return needed <= NeededCount.Largest ? (int)needed : null;
    }
}
