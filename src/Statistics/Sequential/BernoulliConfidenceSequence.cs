using MathNet.Numerics;

namespace JudgeEval.Statistics;

/// <summary>
/// A confidence sequence for a probability, for example of agreement, by the mixture of likelihood ratios over a Beta prior
/// (Robbins, 1970, doi:10.1214/aoms/1177696786; Howard, Ramdas, McAuliffe and Sekhon, 2021, doi:10.1214/20-AOS1991). It holds exactly for independent
/// observations with the same probability, at every sample size. It depends on the counts alone. Immutable.
/// </summary>
public sealed class BernoulliConfidenceSequence
{
    // Beyond, differences of the logarithms of gamma functions lose their digits.
    private const double SmallestPrior = 1e-6;
    private const double LargestPrior = 1e9;

    private readonly double _successPrior;
    private readonly double _failurePrior;

    /// <summary>A sequence.</summary>
    /// <param name="level">The confidence level over all looks together, between 0 and 1.</param>
    /// <param name="successPrior">The first parameter of the Beta prior, 1e-6..1e9. The prior says where the sequence is tight, never whether it holds.</param>
    /// <param name="failurePrior">The second parameter, 1e-6..1e9.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public BernoulliConfidenceSequence(double level = 0.95, double successPrior = 1, double failurePrior = 1)
    {
        Level = level is > 0 and < 1 ? level : throw new ArgumentOutOfRangeException(nameof(level), level, "The confidence level lies between 0 and 1.");
        _successPrior = Positive(successPrior, nameof(successPrior));
        _failurePrior = Positive(failurePrior, nameof(failurePrior));
    }

    /// <summary>The confidence level over all looks together.</summary>
    public double Level { get; }

    /// <summary>The interval after some observations.</summary>
    /// <param name="successes">How many were successes, at least 0.</param>
    /// <param name="observations">How many there were, at least <paramref name="successes"/>. Without observations the interval is 0..1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public AnytimeInterval After(int successes, int observations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfLessThan(observations, successes);
        if (observations == 0)
        {
            return new(0, 1, 0);
        }

        int failures = observations - successes;
        double mixture = BetaLn(_successPrior + successes, _failurePrior + failures) - BetaLn(_successPrior, _failurePrior);
        double bound = mixture + Math.Log(1 - Level);
        double share = (double)successes / observations;
        double lower = successes == 0 ? 0 : Root(successes, failures, bound, 0, share);
        double upper = failures == 0 ? 1 : Root(successes, failures, bound, 1, share);
        return new(lower, upper, observations);
    }

    /// <summary>
    /// The evidence against a probability: the mixture's likelihood over that probability's. Under that probability it exceeds
    /// 1 / a at any time with a probability of at most a (Ville, 1939), so 1 / the largest evidence so far is an anytime-valid p-value.
    /// </summary>
    /// <param name="successes">How many were successes, at least 0.</param>
    /// <param name="observations">How many observations there were.</param>
    /// <param name="probability">The probability in question, between 0 and 1.</param>
    /// <returns>The natural logarithm of the evidence.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public double LogEvidenceAgainst(int successes, int observations, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfLessThan(observations, successes);
        if (probability is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability lies between 0 and 1.");
        }

        int failures = observations - successes;
        return BetaLn(_successPrior + successes, _failurePrior + failures) - BetaLn(_successPrior, _failurePrior) - LogLikelihood(successes, failures, probability);
    }

    /// <summary>Where the log likelihood crosses the bound between an end (below it) and the observed share (above it), by bisection to the last digit.</summary>
    private static double Root(int successes, int failures, double bound, double outside, double inside)
    {
        while (true)
        {
            double middle = outside + ((inside - outside) / 2);
            if (middle == outside || middle == inside)
            {
                return outside;
            }

            if (LogLikelihood(successes, failures, middle) >= bound)
            {
                inside = middle;
            }
            else
            {
                outside = middle;
            }
        }
    }

    private static double LogLikelihood(int successes, int failures, double p) =>
        (successes == 0 ? 0 : successes * Math.Log(p)) + (failures == 0 ? 0 : failures * SpecialFunctions.Log1p(-p));

    private static double BetaLn(double a, double b) => SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);

    private static double Positive(double value, string name) =>
        value is >= SmallestPrior and <= LargestPrior ? value : throw new ArgumentOutOfRangeException(name, value, "A prior's parameter lies between 1e-6 and 1e9.");
}
