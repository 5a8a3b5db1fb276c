using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>
/// Power and needed items for Cohen's kappa between two raters with the same marginal shares, by the large-sample variance of
/// Fleiss, Cohen and Everitt (1969, doi:10.1037/h0028106), as Flack, Afifi, Lachenbruch and Schouten (1988,
/// doi:10.1007/BF02294215) and Cantor (1996, doi:10.1037/1082-989X.1.2.150) use it. Truth is taken as the mixture in which the raters agree for cause
/// on a share kappa of the items and by chance on the rest; it gives the same kappa under any weights.
/// </summary>
/// <remarks>The formula is for many items; below about 50, or with a rare category, let <see cref="SimulatedPower"/> check the plan.</remarks>
public sealed class KappaPower
{
    private readonly double[] _shares;
    private readonly double[] _weights;
    private readonly double[] _rowWeights;
    private readonly double _chance;

    /// <summary>Plans for raters with these marginal shares.</summary>
    /// <param name="shares">The share of each category, positive; they sum to 1 within 1e-9. At least two.</param>
    /// <param name="weights">How far different categories agree; by default not at all.</param>
    /// <param name="categories">The categories' values, strictly ascending, for the weights; by default 1, 2, 3 and so on.</param>
    /// <exception cref="ArgumentException">The shares are not such, or the categories are not as many.</exception>
    public KappaPower(ReadOnlySpan<double> shares, CategoryWeights weights = default, ImmutableArray<double> categories = default)
    {
        Validate(shares);
        if (categories.IsDefault)
        {
            categories = [.. Enumerable.Range(1, shares.Length).Select(c => (double)c)];
        }

        if (categories.Length != shares.Length)
        {
            throw new ArgumentException("Every category has a share.", nameof(categories));
        }

        _weights = [.. weights.Matrix(categories)];
        _shares = shares.ToArray();
        _rowWeights = new double[shares.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            for (int j = 0; j < shares.Length; j++)
            {
                _rowWeights[i] += _weights[(i * shares.Length) + j] * shares[j];
            }

            _chance += shares[i] * _rowWeights[i];
        }

        if (_chance >= 1)
        {
            throw new ArgumentException("The weights count every disagreement as agreement, so there is nothing to measure.", nameof(weights));
        }
    }

    /// <summary>The agreement by chance, 0..1.</summary>
    public double ChanceAgreement => _chance;

    /// <summary>The standard error of kappa's estimate for many items.</summary>
    /// <param name="kappa">The kappa in truth, 0..1.</param>
    /// <param name="items">How many items, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public double StandardError(double kappa, int items)
    {
        Validate(kappa, nameof(kappa));
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        return Math.Sqrt(UnitVariance(kappa) / items);
    }

    /// <summary>The probability that the test against <paramref name="nullKappa"/> rejects, 0..1.</summary>
    /// <param name="items">How many items, at least 2.</param>
    /// <param name="kappa">The kappa in truth, 0..1 and below 1.</param>
    /// <param name="nullKappa">The kappa of the null hypothesis, 0..1 and below 1.</param>
    /// <param name="target">Significance level and alternative; its power is not used.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public double Power(int items, double kappa, double nullKappa, PowerTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        Validate(kappa, nameof(kappa));
        Validate(nullKappa, nameof(nullKappa));
        target.Validate();

        // Rejection when the estimate is farther from the null value than the critical z times the null standard error.
        double distance = (kappa - nullKappa) * Math.Sqrt(items), nullError = Math.Sqrt(UnitVariance(nullKappa)), error = Math.Sqrt(UnitVariance(kappa));
        double above = Normal.CDF(0, 1, (distance - (target.CriticalZ * nullError)) / error);
        double below = Normal.CDF(0, 1, (-distance - (target.CriticalZ * nullError)) / error);
        return target.Alternative switch
        {
            Alternative.Greater => above,
            Alternative.Less => below,
            _ => above + below,
        };
    }

    /// <summary>The smallest number of items with the target's power.</summary>
    /// <param name="kappa">The kappa in truth, 0..1 and below 1.</param>
    /// <param name="nullKappa">The kappa of the null hypothesis, 0..1 and below 1.</param>
    /// <param name="target">What the test must achieve.</param>
    /// <returns>The number of items; <see langword="null"/> when a hundred million do not suffice.</returns>
    /// <exception cref="ArgumentException">A number is out of range, or the truth is no departure in the alternative's direction.</exception>
    public int? NeededItems(double kappa, double nullKappa, PowerTarget target)
    {
        Validate(kappa, nameof(kappa));
        Validate(nullKappa, nameof(nullKappa));
        target.ValidateDirection(kappa, nullKappa);
        return NeededCount.Find(2, n => Power(n, kappa, nullKappa, target) >= target.Power);
    }

    /// <summary>The smallest kappa above the null hypothesis that the test sees with the target's power.</summary>
    /// <param name="items">How many items, at least 2.</param>
    /// <param name="nullKappa">The kappa of the null hypothesis, 0..1 and below 1.</param>
    /// <param name="target">What the test must achieve; not <see cref="Alternative.Less"/>.</param>
    /// <returns>The kappa; <see langword="null"/> when even 0.999 999 is not seen.</returns>
    /// <exception cref="ArgumentException">A number is out of range, or the alternative looks below.</exception>
    public double? MinimumDetectable(int items, double nullKappa, PowerTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        Validate(nullKappa, nameof(nullKappa));
        target.Validate();
        return target.Alternative == Alternative.Less
            ? throw new ArgumentException("The smallest kappa is looked for above the null hypothesis.", nameof(target))
            : NeededCount.FindEffect(nullKappa, 1 - 1e-6, target.Power, kappa => Power(items, kappa, nullKappa, target));
    }

    /// <summary>The smallest number of items for which the confidence interval is no wider than asked.</summary>
    /// <param name="kappa">The expected kappa, 0..1 and below 1.</param>
    /// <param name="width">The largest width of the interval, positive.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <returns>The number of items; <see langword="null"/> when a hundred million do not suffice.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public int? NeededItemsForWidth(double kappa, double width, double confidence = 0.95)
    {
        Validate(kappa, nameof(kappa));
        if (!(width > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "The width is positive.");
        }

        NormalPower.ValidateConfidence(confidence);

        double z = -Normal.InvCDF(0, 1, (1 - confidence) / 2), variance = UnitVariance(kappa);
        return NeededCount.Find(2, n => 2 * z * Math.Sqrt(variance / n) <= width);
    }

    /// <summary>
    /// n times the variance of kappa's estimate: (sum of p_ij [w_ij (1 - pe) - (w_i + w_j) (1 - po)]² - (po pe - 2 pe + po)²) / (1 - pe)⁴
    /// with p_ij = kappa [i = j] s_i + (1 - kappa) s_i s_j.
    /// </summary>
    private double UnitVariance(double kappa)
    {
        int k = _shares.Length;
        double pe = _chance, po = kappa + ((1 - kappa) * pe), sum = 0;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double cell = (i == j ? kappa * _shares[i] : 0) + ((1 - kappa) * _shares[i] * _shares[j]);
                double term = (_weights[(i * k) + j] * (1 - pe)) - ((_rowWeights[i] + _rowWeights[j]) * (1 - po));
                sum += cell * term * term;
            }
        }

        double centre = (po * pe) - (2 * pe) + po;
        double quarter = (1 - pe) * (1 - pe);
        return Math.Max(0, sum - (centre * centre)) / (quarter * quarter);
    }

    private static void Validate(double kappa, string name)
    {
        if (!(kappa >= 0 && kappa < 1))
        {
            throw new ArgumentOutOfRangeException(name, kappa, "A kappa to plan for is at least 0 and below 1.");
        }
    }

    private static void Validate(ReadOnlySpan<double> shares)
    {
        double sum = 0;
        foreach (double share in shares)
        {
            sum += share > 0 ? share : throw new ArgumentException("Every category has a positive share.", nameof(shares));
        }

        if (shares.Length < 2 || Math.Abs(sum - 1) > 1e-9)
        {
            throw new ArgumentException("There are at least two categories, and their shares sum to 1.", nameof(shares));
        }
    }
}
