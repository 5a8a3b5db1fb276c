using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Agreement;

public class CohenKappaTests
{
    private static readonly double[] Scale = [1, 2, 3, 5];

    public static TheoryData<string> Names() => ["identity", "linear", "quadratic", "ordinal", "own"];

    [Fact]
    public void Compute_TwoByTwoTable_IsAsDerivedByHand()
    {
        // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: po = 0.7, pe = 0.5, kappa = 0.4. With d = 1 off the diagonal, Do = 0.3, De = 0.5 and
        // Do/De = 0.6. Expected disagreement of the first rater's yes 0.4, no 0.6; of the second's yes and no 0.5.
        // An item's part 0.6 (d(x) + d(y)) - d - Do: yes/yes 0.54 - 0.3 = 0.24, yes/no 0.54 - 1.3 = -0.76, no/yes 0.66 - 1.3 = -0.64,
        // no/no 0.66 - 0.3 = 0.36. Variance 0.4 0.0576 + 0.1 0.5776 + 0.2 0.4096 + 0.3 0.1296 = 0.2016, se = sqrt(0.2016 / 50) / 0.5.
        // Independent: 0.3 (0.9 - 0.5)² + 0.2 (0.9 - 1.5)² + 0.3 (1.1 - 1.5)² + 0.2 (1.1 - 0.5)² = 0.24, se0 = sqrt(0.24 / 50) / 0.5.
        KappaResult kappa = CohenKappa.Compute(Pairs((1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)));
        double error = Math.Sqrt(0.2016 / 50) / 0.5, nullError = Math.Sqrt(0.24 / 50) / 0.5;
        Assert.Equal(0.4, kappa.Value.Value, 14);
        Assert.Equal((0.7, 0.5), (kappa.Observed.Value, Math.Round(kappa.Expected.Value, 14)));
        Assert.Equal(error, kappa.StandardError.Value, 14);
        Assert.Equal(nullError, kappa.NullStandardError.Value, 14);
        Assert.Equal(0.4 / nullError, kappa.Test.Statistic, 12);

        // scipy.stats.norm.sf(0.4 / (2 * (0.24 / 50) ** 0.5)) * 2 = 0.0038924171227786354
        Assert.Equal(0.0038924171227786354, kappa.Test.PValue, 14);
        Assert.Equal(0.4 - (1.959963984540054 * error), kappa.Value.Interval!.Lower, 13);
        Assert.Equal(0.4 + (1.959963984540054 * error), kappa.Value.Interval.Upper, 13);
        Assert.Equal(("normal", 0.95, "cohen-kappa-z", 50), (kappa.Value.Interval.Method, kappa.Value.Interval.Level, kappa.Test.Method, kappa.Test.N));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_RatersExchanged_StaysTheSame(string weights)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            RatingTable table = MadeUpRatings.Table(MadeUpRatings.Rows(seed, 20, 2, Scale, 0), Scale);
            CategoryWeights chosen = CategoryWeightsTests.Weights(weights, [.. Scale]);
            KappaResult one = CohenKappa.Compute(table.PairsOf(0, 1), chosen, categories: [.. Scale]);
            KappaResult other = CohenKappa.Compute(table.PairsOf(1, 0), chosen, categories: [.. Scale]);
            Assert.Equal(one.Value.Value, other.Value.Value, 13);
            Assert.Equal(one.StandardError.Value, other.StandardError.Value, 13);
            Assert.Equal(one.NullStandardError.Value, other.NullStandardError.Value, 13);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_EveryItemTwice_KeepsTheValueAndDividesTheErrorsByRootTwo(string weights)
    {
        double?[][] rows = MadeUpRatings.Rows(1, 20, 2, Scale, 0);
        CategoryWeights chosen = CategoryWeightsTests.Weights(weights, [.. Scale]);
        KappaResult one = CohenKappa.Compute(MadeUpRatings.Table(rows).PairsOf(0, 1), chosen), two = CohenKappa.Compute(MadeUpRatings.Table([.. rows, .. rows]).PairsOf(0, 1), chosen);
        Assert.Equal(one.Value.Value, two.Value.Value, 13);
        Assert.Equal(one.StandardError.Value / Math.Sqrt(2), two.StandardError.Value, 13);
        Assert.Equal(one.NullStandardError.Value / Math.Sqrt(2), two.NullStandardError.Value, 13);
    }

    [Fact]
    public void Compute_SameTable_EqualsPairStatistics()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            PairTable pairs = MadeUpRatings.Table(MadeUpRatings.Rows(seed, 20, 2, Scale, 0)).PairsOf(0, 1);
            Assert.Equal(PairStatistics.Compute(pairs, PairStatistic.CohenKappa).Value, CohenKappa.Compute(pairs).Value.Value, 13);
            Assert.Equal(PairStatistics.Compute(pairs, PairStatistic.CohenKappaLinear).Value, CohenKappa.Compute(pairs, CategoryWeights.Linear).Value.Value, 13);
            Assert.Equal(PairStatistics.Compute(pairs, PairStatistic.CohenKappaQuadratic).Value, CohenKappa.Compute(pairs, CategoryWeights.Quadratic).Value.Value, 13);
        }
    }

    [Fact]
    public void Compute_MoreCategoriesDeclared_ChangesKappaWithOrdinalWeightsAlone()
    {
        PairTable pairs = Pairs((1, 1, 3), (1, 2, 2), (2, 5, 2), (5, 5, 4), (2, 2, 2));
        foreach (CategoryWeights weights in new[] { CategoryWeights.Identity, CategoryWeights.Linear, CategoryWeights.Quadratic })
        {
            KappaResult observed = CohenKappa.Compute(pairs, weights), declared = CohenKappa.Compute(pairs, weights, categories: [0, 1, 2, 3, 4, 5]);
            Assert.Equal(observed.Value.Value, declared.Value.Value, 13);
            Assert.Equal(observed.StandardError.Value, declared.StandardError.Value, 13);
        }

        // Observed disagreement on 3 categories: (2 1 + 2 1) (1 2) / 6 / 13; on 1..5: (2 (1 2) + 2 (3 4)) / 20 / 13.
        Assert.Equal(4 / 3.0 / 13, 1 - CohenKappa.Compute(pairs, CategoryWeights.Ordinal).Observed.Value, 14);
        Assert.Equal(28 / 20.0 / 13, 1 - CohenKappa.Compute(pairs, CategoryWeights.Ordinal, categories: [1, 2, 3, 4, 5]).Observed.Value, 14);
    }

    [Fact]
    public void Compute_PerfectAgreement_IsOneWithoutError()
    {
        KappaResult kappa = CohenKappa.Compute(Pairs((1, 1, 6), (2, 2, 8), (3, 3, 11)), CategoryWeights.Quadratic);
        Assert.Equal((1, 0), (kappa.Value.Value, kappa.StandardError.Value));
        Assert.Equal((1, 1), (kappa.Value.Interval!.Lower, kappa.Value.Interval.Upper));
        Assert.True(kappa.Test.IsDefined);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_OneRaterConstant_IsZeroAndCannotBeTested(string weights)
    {
        KappaResult kappa = CohenKappa.Compute(Pairs((1, 1, 6), (1, 2, 8), (1, 3, 11)), CategoryWeightsTests.Weights(weights, [1, 2, 3]));
        Assert.Equal(0, kappa.Value.Value, 14);
        Assert.Equal(0, kappa.StandardError.Value);
        const string reason = "with these labels kappa of independent raters could only be 0, so there is nothing to test";
        Assert.Equal((reason, reason), (kappa.NullStandardError.UndefinedReason, kappa.Test.UndefinedReason));
    }

    [Fact]
    public void Compute_LinearWeightsOnRatersWhoNeverMeet_CannotBeTested()
    {
        // The first gives 1 or 2, the second 4 or 5: |x - y| = y - x, whose mean does not depend on who meets whom. With quadratic weights it does.
        PairTable pairs = Pairs((1, 4, 3), (1, 5, 2), (2, 4, 2), (2, 5, 7));
        KappaResult linear = CohenKappa.Compute(pairs, CategoryWeights.Linear);
        Assert.Equal(0, linear.Value.Value, 14);
        Assert.False(linear.Test.IsDefined);
        Assert.True(CohenKappa.Compute(pairs, CategoryWeights.Quadratic).Test.IsDefined);
    }

    [Fact]
    public void Compute_NothingToCorrect_IsUndefined()
    {
        Assert.Equal("no item has a label from both", CohenKappa.Compute(PairTable.Create([], [])).Value.UndefinedReason);
        KappaResult same = CohenKappa.Compute(Pairs((3, 3, 4)), CategoryWeights.Linear, categories: [1, 2, 3]);
        Assert.Equal("every label is the same, so agreement by chance is certain", same.Value.UndefinedReason);
        Assert.Equal((1, 1), (same.Observed.Value, same.Expected.Value));
        Assert.False(same.StandardError.IsDefined || same.NullStandardError.IsDefined || same.Test.IsDefined);
        Assert.Equal(
            "the weights take any two labels for agreement, so agreement by chance is certain",
            CohenKappa.Compute(Pairs((1, 2, 4)), CategoryWeights.Own([1, 2], [1, 1, 1, 1])).Value.UndefinedReason);
    }

    [Fact]
    public void Compute_CategoryNotDeclared_Throws()
    {
        ArgumentException missing = Assert.Throws<ArgumentException>(() => CohenKappa.Compute(Pairs((1, 3, 1)), categories: [1, 2]));
        Assert.StartsWith("The pairs hold 3, which is not among the declared categories.", missing.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CohenKappa.Compute(Pairs((1, 2, 1)), categories: [2, 1]));
        Assert.Throws<ArgumentException>(() => CohenKappa.Compute(Pairs((1, 2, 1)), categories: ImmutableArray<double>.Empty));
    }

    internal static PairTable Pairs(params (double X, double Y, int Count)[] pairs) => PairTable.Create(
        [.. pairs.SelectMany(p => Enumerable.Repeat(p.X, p.Count))], [.. pairs.SelectMany(p => Enumerable.Repeat(p.Y, p.Count))]);
}
