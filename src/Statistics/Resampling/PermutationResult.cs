using System.Numerics;

namespace JudgeEval.Statistics;

/// <summary>
/// The outcome of a permutation test in every direction. Exact p-values are shares of all permutations; with m random ones of which b
/// are at least as extreme, p is (b + 1) / (m + 1) (Phipson and Smyth, 2010, doi:10.2202/1544-6115.1585). Immutable.
/// </summary>
public sealed record PermutationResult
{
    /// <summary>The statistic as observed. It may be defined where the test is not, because some permutation has no value.</summary>
    public required Estimate Statistic { get; init; }

    /// <summary>Against the alternative that the statistic is smaller than under the null hypothesis.</summary>
    public required TestResult Less { get; init; }

    /// <summary>Against the alternative that the statistic is larger than under the null hypothesis.</summary>
    public required TestResult Greater { get; init; }

    /// <summary>Two-sided: twice the smaller tail, at most 1.</summary>
    public required TestResult TwoSided { get; init; }

    /// <summary>Two-sided: the share of permutations at least as far from 0 as the observed statistic.</summary>
    public required TestResult Absolute { get; init; }

    /// <summary>The standard deviation of the statistic over the permutations, dividing by their number; over the drawn ones where no formula gives it.</summary>
    public required Estimate NullStandardDeviation { get; init; }

    /// <summary>How many permutations there are; where random ones are drawn, how many. 0 when undefined.</summary>
    public required BigInteger Permutations { get; init; }

    /// <summary>Whether the p-values are those of all permutations.</summary>
    public required bool IsExact { get; init; }

    /// <summary>The test for one alternative.</summary>
    /// <param name="alternative">The alternative.</param>
    /// <param name="convention">What two-sided means; of no effect for one side.</param>
    public TestResult Test(Alternative alternative, TwoSidedConvention convention = TwoSidedConvention.TwiceSmallerTail) => alternative switch
    {
        Alternative.Less => Less,
        Alternative.Greater => Greater,
        Alternative.TwoSided when !Enum.IsDefined(convention) => throw new ArgumentOutOfRangeException(nameof(convention), convention, "Unknown convention."),
        Alternative.TwoSided => convention == TwoSidedConvention.AbsoluteValue ? Absolute : TwoSided,
        _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "Unknown alternative."),
    };

    /// <summary>No test; the statistic itself may have a value.</summary>
    internal static PermutationResult Undefined(string reason, int n, string method, double statistic = double.NaN)
    {
        TestResult test = TestResult.Undefined(reason, n, method);
        Estimate none = Estimate.Undefined(reason, n);
        return new()
        {
            Statistic = !double.IsFinite(statistic) ? none : Estimate.Of(statistic, n),
            Less = test,
            Greater = test,
            TwoSided = test,
            Absolute = test,
            NullStandardDeviation = none,
            Permutations = 0,
            IsExact = false,
        };
    }

    /// <summary>From the shares of all permutations; sums of shares may exceed 1 by rounding.</summary>
    internal static PermutationResult Exact(double statistic, int n, string method, PermutationTails tails, double deviation, BigInteger permutations) =>
        Of(statistic, n, method + "-exact", tails, deviation, permutations, isExact: true);

    /// <summary>From counts among random permutations.</summary>
    internal static PermutationResult Drawn(double statistic, int n, string method, PermutationTally tally, double deviation)
    {
        double all = tally.Count + 1.0;
        PermutationTails tails = new((tally.AtMost + 1) / all, (tally.AtLeast + 1) / all, (tally.AsFar + 1) / all);
        return Of(statistic, n, method + "-monte-carlo", tails, deviation, tally.Count, isExact: false);
    }

    private static PermutationResult Of(
        double statistic, int n, string method, PermutationTails tails, double deviation, BigInteger permutations, bool isExact)
    {
        return !double.IsFinite(statistic) || !double.IsFinite(deviation) ? Undefined(Estimate.TooLarge, n, method) : new()
        {
            Statistic = Estimate.Of(statistic, n),
            Less = Test(tails.AtMost),
            Greater = Test(tails.AtLeast),
            TwoSided = Test(2 * Math.Min(tails.AtMost, tails.AtLeast)),
            Absolute = Test(tails.AsFar),
            NullStandardDeviation = Estimate.Of(deviation, n),
            Permutations = permutations,
            IsExact = isExact,
        };

        TestResult Test(double p) => TestResult.Of(statistic, Math.Min(1, p), n, method);
    }
}

/// <summary>Shares of permutations: at most as large as observed, at least as large, and at least as far from 0.</summary>
internal readonly record struct PermutationTails(double AtMost, double AtLeast, double AsFar);
