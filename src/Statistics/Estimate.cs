namespace JudgeEval.Statistics;

/// <summary>
/// A statistic's value with what it rests on, or the reason why it has none. An undefined statistic is a state of its own:
/// it is never a silent 0, 1 or NaN.
/// </summary>
public readonly record struct Estimate
{
    internal const string TooLarge = "the numbers are too large to compute with; divide them by a common factor";

    private const string NoData = "there are no data";

    private readonly double _value;
    private readonly string? _reason;

    private Estimate(double value, string? reason, int n, ConfidenceInterval? interval)
    {
        _value = value;
        _reason = reason;
        N = n;
        Interval = interval;
    }

    /// <summary>Whether there is a value. The default of the type is undefined.</summary>
    public bool IsDefined => _reason is null && N > 0;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The statistic is undefined.</exception>
    public double Value => IsDefined ? _value : throw new InvalidOperationException($"The statistic is undefined: {UndefinedReason}.");

    /// <summary>Why there is no value; <see langword="null"/> when there is one.</summary>
    public string? UndefinedReason => IsDefined ? null : _reason ?? NoData;

    /// <summary>How many items it rests on. Repeats of an item never count.</summary>
    public int N { get; }

    /// <summary>The confidence interval, where one was asked for and could be had.</summary>
    public ConfidenceInterval? Interval { get; }

    /// <summary>A defined statistic.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="n">How many items it rests on, at least 1.</param>
    public static Estimate Of(double value, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return double.IsFinite(value) ? new(value, null, n, null) : throw new ArgumentOutOfRangeException(nameof(value), value, "A defined statistic is a finite number.");
    }

    /// <summary>A statistic as computed: undefined where the numbers were too large for the computation.</summary>
    internal static Estimate OfComputed(double value, int n) => double.IsFinite(value) ? Of(value, n) : Undefined(TooLarge, n);

    /// <summary>An undefined statistic.</summary>
    /// <param name="reason">Why, in words a person can act on, without a full stop.</param>
    /// <param name="n">How many items there were, at least 0.</param>
    public static Estimate Undefined(string reason, int n)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return new(0, reason, n, null);
    }

    /// <summary>The same statistic with an interval.</summary>
    /// <param name="interval">The interval, or <see langword="null"/> for none.</param>
    public Estimate WithInterval(ConfidenceInterval? interval) => new(_value, _reason, N, interval);
}

/// <summary>A confidence interval with all that is needed to compute it again.</summary>
/// <param name="Lower">The lower bound.</param>
/// <param name="Upper">The upper bound; not below the lower one.</param>
/// <param name="Level">The confidence level, between 0 and 1.</param>
/// <param name="Method">The method, for example <c>bootstrap-percentile</c>.</param>
/// <param name="Resamples">How many resamples were drawn; 0 for a method without resampling.</param>
/// <param name="Seed">The seed of the resampling.</param>
/// <param name="Cluster">What was resampled whole, for example <c>item</c>.</param>
/// <param name="UndefinedResamples">How many resamples had no value of the statistic and are not part of the interval.</param>
public sealed record ConfidenceInterval(double Lower, double Upper, double Level, string Method, int Resamples, ulong Seed, string Cluster, int UndefinedResamples = 0)
{
    /// <summary>An interval by formula, without resampling.</summary>
    /// <param name="lower">The lower bound.</param>
    /// <param name="upper">The upper bound.</param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    /// <param name="method">The method, for example <c>wilson</c>.</param>
    /// <param name="cluster">What the formula takes as independent, by default items.</param>
    /// <exception cref="ArgumentException">The bounds are not finite and in order, the level is out of range, or a name is missing.</exception>
    public static ConfidenceInterval ByFormula(double lower, double upper, double level, string method, string cluster = "item")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        ArgumentException.ThrowIfNullOrWhiteSpace(cluster);
        if (!double.IsFinite(lower) || !double.IsFinite(upper) || lower > upper)
        {
            throw new ArgumentException(FormattableString.Invariant($"An interval has finite bounds in order, not {lower} and {upper}."), nameof(upper));
        }

        return level is > 0 and < 1
            ? new(lower, upper, level, method, 0, 0, cluster)
            : throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies between 0 and 1.");
    }
}
