using System.Globalization;
using MathNet.Numerics;

namespace JudgeEval.Statistics;

/// <summary>
/// Whether the mean of bounded numbers lies above or below a threshold, looked at after every number: a fair bet against either claim (Waudby-Smith and
/// Ramdas, 2024, doi:10.1093/jrsssb/qkad009, section 4), spread over many stakes at once so that none has to be chosen (Robbins, 1970,
/// doi:10.1214/aoms/1177696786). While a claim is true, the bet against it ever reaches 1 / alpha with a probability of at most alpha (Ville, 1939), so each
/// of the two answers is wrong with at most that probability, however often and whenever one looks.
/// </summary>
/// <remarks>
/// It needs nothing of the distribution but its bounds and that each number has the same mean given those before. It decides on far fewer numbers than
/// <see cref="BoundedMeanConfidenceSequence"/>, whose intervals do not know which threshold matters. Keeps a running state: one test is fed by one thread.
/// </remarks>
public sealed class SequentialMeanTest
{
    private const int Stakes = 64;
    private const int Halvings = 60;

    // The arcsine distribution: dense at the ends, where a stake must be small for a slight and all but whole for an even difference.
    private static readonly double[] Stake = [.. Enumerable.Range(0, Stakes).Select(j => Math.Pow(Math.Sin(Math.PI * ((2 * j) + 1) / (4 * Stakes)), 2))];

    private readonly double _smallest;
    private readonly double _largest;
    private readonly double[] _above = [.. Enumerable.Repeat(1.0, Stakes)];
    private readonly double[] _below = [.. Enumerable.Repeat(1.0, Stakes)];
    private readonly SortedDictionary<double, int> _counts = [];
    private double _sum;

    /// <summary>A test without observations.</summary>
    /// <param name="smallest">The smallest possible number, finite.</param>
    /// <param name="largest">The largest possible number, finite and larger.</param>
    /// <param name="threshold">What the mean is held against, between the two.</param>
    /// <param name="alpha">The largest probability of each wrong answer, between 0 and 1/2. The default is 0.025.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public SequentialMeanTest(double smallest, double largest, double threshold, double alpha = 0.025)
    {
        if (!(double.IsFinite(smallest) && double.IsFinite(largest) && smallest < largest && double.IsFinite(largest - smallest)))
        {
            throw new ArgumentException("The bounds and their distance are finite, and the second lies above the first.", nameof(largest));
        }

        if (!(threshold > smallest && threshold < largest))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold lies between the bounds: at one of them nothing is ever decided.");
        }

        if (alpha is not (> 0 and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level of each answer lies between 0 and 1/2.");
        }

        (_smallest, _largest, Threshold, Alpha) = (smallest, largest, threshold, alpha);
    }

    /// <summary>What the mean is held against.</summary>
    public double Threshold { get; }

    /// <summary>The largest probability of each wrong answer.</summary>
    public double Alpha { get; }

    /// <summary>How many numbers were added.</summary>
    public int Observations { get; private set; }

    /// <summary>The mean of the numbers so far; not a number before the first.</summary>
    public double Mean => _sum / Observations;

    /// <summary>Whether the numbers so far have shown, at any look, that the mean is above the threshold.</summary>
    public bool IsAbove { get; private set; }

    /// <summary>Whether the numbers so far have shown, at any look, that the mean is below the threshold.</summary>
    public bool IsBelow { get; private set; }

    /// <summary>Whether either was shown.</summary>
    public bool IsDecided => IsAbove || IsBelow;

    /// <summary>Adds one number.</summary>
    /// <param name="value">A number within the bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside the bounds.</exception>
    public void Add(double value)
    {
        if (!(value >= _smallest && value <= _largest))
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"The number is outside {_smallest} to {_largest}."));
        }

        Observations++;
        _sum += value;
        _counts[value] = _counts.GetValueOrDefault(value) + 1;

        // On average 1 if the mean is the threshold, and less if the claim that is bet against holds with room to spare.
        IsAbove |= Bet(_above, (value - _smallest) / (Threshold - _smallest)) >= 1 / Alpha;
        IsBelow |= Bet(_below, (_largest - value) / (_largest - Threshold)) >= 1 / Alpha;
    }

    /// <summary>
    /// The means that the numbers so far do not speak against, each tested as the threshold is: an interval that holds the true mean at this look, and at all
    /// looks together, with a probability of at least 1 - 2 alpha. It leaves the threshold out exactly where this look decides.
    /// </summary>
    public AnytimeInterval Interval()
    {
        if (Observations == 0)
        {
            return new(_smallest, _largest, 0);
        }

        return new(Math.Min(Bound(above: true), Mean), Math.Max(Bound(above: false), Mean), Observations);
    }

    private static double Bet(double[] capital, double ratio)
    {
        double sum = 0;
        for (int j = 0; j < Stakes; j++)
        {
            // Beyond what decides, and below what a number can hold, nothing more need be known.
            capital[j] = Math.Min(capital[j] * (1 - Stake[j] + (Stake[j] * ratio)), 1e300 / Stakes);
            sum += capital[j];
        }

        return sum / Stakes;
    }

    /// <summary>The outermost mean on a side that is not ruled out, by halving: the bet against a mean grows with its distance.</summary>
    private double Bound(bool above)
    {
        double outside = above ? _smallest : _largest, inside = Math.Clamp(Mean, _smallest, _largest);
        if (outside == inside)
        {
            return outside;
        }

        for (int i = 0; i < Halvings; i++)
        {
            double middle = outside + ((inside - outside) / 2);
            if (middle == outside || middle == inside)
            {
                break;
            }

            (outside, inside) = LogCapital(middle, above) >= -Math.Log(Alpha) ? (middle, inside) : (outside, middle);
        }

        return outside;
    }

    private double LogCapital(double mean, bool above)
    {
        double unit = above ? mean - _smallest : _largest - mean;
        double[] logs = new double[Stakes];
        foreach ((double value, int count) in _counts)
        {
            double gain = ((above ? value - _smallest : _largest - value) / unit) - 1;
            for (int j = 0; j < Stakes; j++)
            {
                logs[j] += count * SpecialFunctions.Log1p(Stake[j] * gain);
            }
        }

        double most = logs.Max();
        return most + Math.Log(logs.Sum(l => Math.Exp(l - most)) / Stakes);
    }
}
