namespace JudgeEval.Statistics;

/// <summary>
/// A confidence sequence for any statistic with a standard error, for example kappa or a difference of kappas: the asymptotic sequence of
/// Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024, doi:10.1214/24-AOS2408, theorem 2.2). Its coverage over all looks is right in the limit, from
/// the first look on: begin to look when the standard error is worth something, as a rule at 100 items or more. Immutable.
/// </summary>
public sealed class AsymptoticConfidenceSequence
{
    // Below, what the width rests on loses its digits.
    private const double SmallestLevel = 1e-9;

    private readonly double _rhoSquared;
    private readonly double _logAlpha;

    /// <summary>A sequence.</summary>
    /// <param name="tightestAt">The number of items at which the sequence is about tightest, at least 1: where a decision is expected.</param>
    /// <param name="level">The confidence level over all looks together, from 1e-9 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public AsymptoticConfidenceSequence(int tightestAt, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tightestAt, 1);
        Level = level is >= SmallestLevel and < 1 ? level : throw new ArgumentOutOfRangeException(nameof(level), level, "The confidence level lies between 1e-9 and 1.");
        TightestAt = tightestAt;

        // The width at t is least where rho² t = -W(-a² / e) - 1, which is this to good accuracy (appendix B of the paper).
        double alpha = 1 - level;
        _logAlpha = Math.Log(alpha);
        _rhoSquared = ((-2 * _logAlpha) + Math.Log((-2 * _logAlpha) + 1)) / tightestAt;
    }

    /// <summary>The confidence level over all looks together.</summary>
    public double Level { get; }

    /// <summary>The number of items at which the sequence is about tightest.</summary>
    public int TightestAt { get; }

    /// <summary>The interval at one look.</summary>
    /// <param name="estimate">The statistic on the items so far, finite.</param>
    /// <param name="standardError">Its standard error on the items so far, at least 0 and finite.</param>
    /// <param name="items">How many items so far, at least 1.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public AnytimeInterval At(double estimate, double standardError, int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        if (!double.IsFinite(estimate))
        {
            throw new ArgumentOutOfRangeException(nameof(estimate), estimate, "An estimate is a finite number.");
        }

        if (!(standardError >= 0 && double.IsFinite(standardError)))
        {
            throw new ArgumentOutOfRangeException(nameof(standardError), standardError, "A standard error is a finite number of at least 0.");
        }

        // sd sqrt(2 (t r + 1) / (t² r) ln(sqrt(t r + 1) / a)), and sd² = t se².
        double scaled = (items * _rhoSquared) + 1;
        double half = standardError * Math.Sqrt(2 * scaled / (items * _rhoSquared) * ((Math.Log(scaled) / 2) - _logAlpha));
        return double.IsFinite(estimate - half) && double.IsFinite(estimate + half)
            ? new(estimate - half, estimate + half, items)
            : throw new ArgumentOutOfRangeException(nameof(standardError), standardError, "The numbers are too large for an interval.");
    }
}
