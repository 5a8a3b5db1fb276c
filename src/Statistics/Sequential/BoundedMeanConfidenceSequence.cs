using System.Globalization;
using MathNet.Numerics;

namespace JudgeEval.Statistics;

/// <summary>
/// A confidence sequence for the mean of bounded numbers, for example of the difference between two judges' agreement on an
/// item (-1, 0 or 1): the predictable plug-in empirical Bernstein sequence of Waudby-Smith and Ramdas (2024,
/// doi:10.1093/jrsssb/qkad009, theorem 2), intersected over the looks so far. It needs nothing of the distribution but its bounds and that each number has
/// the same mean given those before. The order of the numbers matters and must not depend on their values.
/// </summary>
/// <remarks>Keeps a running state: one sequence is fed by one thread.</remarks>
public sealed class BoundedMeanConfidenceSequence
{
    // A bet is at most half of the whole.
    private const double LargestBet = 0.5;

    private readonly double _smallest;
    private readonly double _range;
    private readonly double _logTwoOverAlpha;
    private double _sum;
    private double _squares;
    private double _mean = 0.5;
    private double _variance = 0.25;
    private double _bets;
    private double _weighted;
    private double _penalty;
    private double _lower;
    private double _upper = 1;

    /// <summary>A sequence without observations: its interval is the whole range.</summary>
    /// <param name="smallest">The smallest possible number, finite.</param>
    /// <param name="largest">The largest possible number, finite and larger.</param>
    /// <param name="level">The confidence level over all looks together, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public BoundedMeanConfidenceSequence(double smallest, double largest, double level = 0.95)
    {
        if (!(double.IsFinite(smallest) && double.IsFinite(largest) && smallest < largest && double.IsFinite(largest - smallest)))
        {
            throw new ArgumentException("The bounds and their distance are finite, and the second lies above the first.", nameof(largest));
        }

        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The confidence level lies between 0 and 1.");
        }

        _smallest = smallest;
        _range = largest - smallest;
        _logTwoOverAlpha = Math.Log(2 / (1 - level));
        Level = level;
    }

    /// <summary>The confidence level over all looks together.</summary>
    public double Level { get; }

    /// <summary>The interval after the observations so far; empty, its lower bound above its upper one, when <see cref="IsContradicted"/>.</summary>
    public AnytimeInterval Interval => new(_smallest + (_range * _lower), _smallest + (_range * _upper), Observations);

    /// <summary>How many observations were added.</summary>
    public int Observations { get; private set; }

    /// <summary>
    /// Whether the observations contradict the sequence's assumptions: the looks so far have no mean in common. It happens with a probability of at
    /// most 1 minus the level when the assumptions hold.
    /// </summary>
    public bool IsContradicted => _lower > _upper;

    /// <summary>Adds one observation.</summary>
    /// <param name="value">A number within the bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside the bounds.</exception>
    public void Add(double value)
    {
        double x = (value - _smallest) / _range;
        if (x is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"The number is outside {_smallest} to {_smallest + _range}."));
        }

        // The bet uses only what was known before: sqrt(2 ln(2/a) / (variance t ln(1 + t))).
        int t = ++Observations;
        double bet = Math.Min(Math.Sqrt(2 * _logTwoOverAlpha / (_variance * t * Math.Log(1.0 + t))), LargestBet);
        double surprise = x - _mean;
        _bets += bet;
        _weighted += bet * x;
        _penalty += surprise * surprise * (-SpecialFunctions.Log1p(-bet) - bet);
        double centre = _weighted / _bets, half = (_logTwoOverAlpha + _penalty) / _bets;
        _lower = Math.Max(_lower, centre - half);
        _upper = Math.Min(_upper, centre + half);

        _sum += x;
        _mean = (0.5 + _sum) / (t + 1);
        double distance = x - _mean;
        _squares += distance * distance;
        _variance = (0.25 + _squares) / (t + 1);
    }
}
