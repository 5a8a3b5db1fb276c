namespace JudgeEval.Statistics;

/// <summary>Which departures from the null hypothesis count as evidence against it.</summary>
public enum Alternative
{
    /// <summary>In either direction.</summary>
    TwoSided,

    /// <summary>The quantity is smaller than under the null hypothesis.</summary>
    Less,

    /// <summary>The quantity is larger than under the null hypothesis.</summary>
    Greater,
}

/// <summary>The outcome of a hypothesis test, or the reason why the test has none on its data. The default of the type is undefined.</summary>
public readonly record struct TestResult
{
    private readonly double _statistic;
    private readonly double _pValue;
    private readonly string? _reason;
    private readonly string? _method;

    private TestResult(double statistic, double pValue, string? reason, int n, string method)
    {
        _statistic = statistic;
        _pValue = pValue;
        _reason = reason;
        N = n;
        _method = method;
    }

    /// <summary>Whether there is a p-value.</summary>
    public bool IsDefined => _reason is null && _method is not null;

    /// <summary>The test statistic.</summary>
    /// <exception cref="InvalidOperationException">The test is undefined.</exception>
    public double Statistic => IsDefined ? _statistic : throw Missing();

    /// <summary>The p-value, 0..1.</summary>
    /// <exception cref="InvalidOperationException">The test is undefined.</exception>
    public double PValue => IsDefined ? _pValue : throw Missing();

    /// <summary>Why there is no p-value; <see langword="null"/> when there is one.</summary>
    public string? UndefinedReason => IsDefined ? null : _reason ?? "there are no data";

    /// <summary>How many observations the test rests on.</summary>
    public int N { get; }

    /// <summary>The test's name, for example <c>mcnemar-exact</c>; empty in the default of the type.</summary>
    public string Method => _method ?? "";

    /// <summary>A test with a p-value.</summary>
    /// <param name="statistic">The test statistic, finite.</param>
    /// <param name="pValue">The p-value, 0..1.</param>
    /// <param name="n">How many observations it rests on; 0 where a test says 1 by definition without any, as McNemar's exact one does.</param>
    /// <param name="method">The test's name.</param>
    public static TestResult Of(double statistic, double pValue, int n, string method)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        return double.IsFinite(statistic) && pValue is >= 0 and <= 1
            ? new(statistic, pValue, null, n, method)
            : throw new ArgumentOutOfRangeException(nameof(pValue), pValue, "A test has a finite statistic and a p-value from 0 to 1.");
    }

    /// <summary>A test that has no meaning on its data.</summary>
    /// <param name="reason">Why, in words a person can act on, without a full stop.</param>
    /// <param name="n">How many observations there were, at least 0.</param>
    /// <param name="method">The test's name.</param>
    public static TestResult Undefined(string reason, int n, string method)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        return new(0, 0, reason, n, method);
    }

    private InvalidOperationException Missing() => new($"The test is undefined: {UndefinedReason}.");
}
