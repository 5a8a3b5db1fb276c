using System.Globalization;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>
/// What a planned test must achieve: the error it may make when nothing is the matter, and how surely it must see an effect that is there.
/// </summary>
public readonly record struct PowerTarget
{
    // The quantiles of smaller tails are not known to full precision.
    private const double SmallestSignificance = 1e-100;

    /// <summary>A target.</summary>
    /// <param name="significance">The probability of a false alarm, from 1e-100 to below 1.</param>
    /// <param name="power">The probability of seeing the effect, above <paramref name="significance"/> and below 1.</param>
    /// <param name="alternative">Which departures the test looks for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or the alternative is unknown.</exception>
    public PowerTarget(double significance = 0.05, double power = 0.8, Alternative alternative = Alternative.TwoSided)
    {
        if (significance is not (>= SmallestSignificance and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(significance), significance, "The significance level lies between 1e-100 and 1.");
        }

        if (!(power > significance && power < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power lies between the significance level and 1.");
        }

        if (!Enum.IsDefined(alternative))
        {
            throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "Unknown alternative.");
        }

        Significance = significance;
        Power = power;
        Alternative = alternative;
    }

    /// <summary>The target that planners take when nothing speaks for another: 5 %, 80 %, two-sided (Cohen, 1988, doi:10.4324/9780203771587).</summary>
    public static PowerTarget Conventional { get; } = new(0.05, 0.8, Alternative.TwoSided);

    /// <summary>The probability of a false alarm, between 0 and 1.</summary>
    public double Significance { get; }

    /// <summary>The probability of seeing the effect, between the significance and 1.</summary>
    public double Power { get; }

    /// <summary>Which departures the test looks for.</summary>
    public Alternative Alternative { get; }

    /// <summary>The significance level of one tail.</summary>
    internal double Tail => Alternative == Alternative.TwoSided ? Significance / 2 : Significance;

    /// <summary>The normal quantile above which one tail lies.</summary>
    internal double CriticalZ => -Normal.InvCDF(0, 1, Tail);

    /// <summary>The normal quantile of the power.</summary>
    internal double PowerZ => Normal.InvCDF(0, 1, Power);

    internal void Validate()
    {
        if (Significance == 0)
        {
            throw new InvalidOperationException($"The default of a target asks for nothing; use {nameof(PowerTarget)}.{nameof(Conventional)} or name one.");
        }
    }

    internal void ValidateDirection(double effect, double null0)
    {
        Validate();
        bool fits = Alternative switch
        {
            Alternative.Greater => effect > null0,
            Alternative.Less => effect < null0,
            _ => effect != null0,
        };
        if (!fits)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"No number of items shows {effect} to be {(Alternative == Alternative.Greater ? "above" : Alternative == Alternative.Less ? "below" : "different from")} {null0}."), nameof(effect));
        }
    }
}
