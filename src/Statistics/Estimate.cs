namespace JudgeEval.Statistics;

/// <summary>
/// A statistic's value with what it rests on, or the reason why it has none. An undefined statistic is a state of its own:
/// it is never a silent 0, 1 or NaN.
/// </summary>
public readonly record struct Estimate
{
    private readonly double _value;

    private Estimate(double value, string? reason, int n, ConfidenceInterval? interval)
    {
        _value = value;
        UndefinedReason = reason;
        N = n;
        Interval = interval;
    }

    /// <summary>Whether there is a value. The default of the type is undefined.</summary>
    public bool IsDefined => UndefinedReason is null && N > 0;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The statistic is undefined.</exception>
    public double Value => IsDefined ? _value : throw new InvalidOperationException($"The statistic is undefined: {UndefinedReason ?? "no data"}.");

    /// <summary>Why there is no value; <see langword="null"/> when there is one.</summary>
    public string? UndefinedReason { get; }

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
    public Estimate WithInterval(ConfidenceInterval? interval) => new(_value, UndefinedReason, N, interval);
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
    public static ConfidenceInterval ByFormula(double lower, double upper, double level, string method, string cluster = "item") =>
        new(lower, upper, level, method, 0, 0, cluster);
}
