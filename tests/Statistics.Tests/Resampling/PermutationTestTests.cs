namespace JudgeEval.Statistics.Tests.Resampling;

public sealed class PermutationTestTests
{
    private static readonly PermutationOptions Drawn = new() { ExactLimit = 0, Resamples = 20_000, Seed = 3 };

    [Fact]
    public void Paired_FortyEqualDifferences_IsTheBinomial()
    {
        // 40 differences of which 30 are +1 and 10 are -1: P(X >= 30) for X ~ Binomial(40, 1/2), over 2^40 signs.
        double[] x = [.. Enumerable.Repeat(1.0, 30), .. Enumerable.Repeat(0.0, 10)], y = [.. x.Select(v => 1 - v)];
        PermutationResult result = PermutationTest.Paired(x, y);

        double expected = Enumerable.Range(30, 11).Sum(k => Choose(40, k)) / Math.Pow(2, 40);
        Assert.True(result.IsExact);
        Assert.Equal(Math.Pow(2, 40), (double)result.Permutations);
        Assert.Equal(expected, result.Greater.PValue, 1e-17);
        Assert.Equal(2 * expected, result.TwoSided.PValue, 1e-17);
        Assert.Equal(2 * expected, result.Absolute.PValue, 1e-17);
        Assert.Equal(0.5, result.Statistic.Value);

        // A mean of 40 random signs.
        Assert.Equal(1 / Math.Sqrt(40), result.NullStandardDeviation.Value, 1e-15);
    }

    [Fact]
    public void Independent_YesOrNo_IsTheHypergeometric()
    {
        // 9 of 12 against 2 of 10 yes: P(X >= 9) for X hypergeometric, 12 drawn of 22 with 11 yes.
        double[] x = [.. Enumerable.Range(0, 12).Select(i => i < 9 ? 1.0 : 0)], y = [.. Enumerable.Range(0, 10).Select(i => i < 2 ? 1.0 : 0)];
        PermutationResult result = PermutationTest.Independent(x, y);

        double expected = Enumerable.Range(9, 3).Sum(k => Choose(11, k) * Choose(11, 12 - k)) / Choose(22, 12);
        Assert.Equal(expected, result.Greater.PValue, 1e-14);
        Assert.Equal(Choose(22, 12), (double)result.Permutations);
    }

    [Fact]
    public void MeanDifferences_RandomNumbers_AreTheSharesOfAllPermutations()
    {
        RandomStream random = new(21, 0);
        for (int round = 0; round < 60; round++)
        {
            double scale = round % 2 == 0 ? 10 : 1e6;
            double[] x = new double[2 + random.NextInt(5)], y = new double[round % 3 == 0 ? x.Length : 2 + random.NextInt(5)];
            for (int i = 0; i < Math.Max(x.Length, y.Length); i++)
            {
                double first = Math.Floor(random.NextDouble() * scale) / scale, second = Math.Floor(random.NextDouble() * scale) / scale;
                x[Math.Min(i, x.Length - 1)] = first;
                y[Math.Min(i, y.Length - 1)] = second;
            }

            AssertShares(PermutationTest.Independent(x, y), Divisions(x, y));
            if (x.Length == y.Length)
            {
                AssertShares(PermutationTest.Paired(x, y), Exchanges(x, y));
            }
        }
    }

    [Fact]
    public void MeanDifferences_Drawn_AreCloseToExact()
    {
        double[] x = [1, 4, 2, 5, 3, 3, 2, 5, 4, 1.5], y = [2, 2, 1, 3, 3, 1, 2, 4, 1, 1];
        AssertClose(PermutationTest.Paired(x, y), PermutationTest.Paired(x, y, Drawn));
        AssertClose(PermutationTest.Independent(x, y), PermutationTest.Independent(x, y, Drawn));
        AssertClose(PermutationTest.Independent(x, y.AsSpan(0, 4)), PermutationTest.Independent(x, y.AsSpan(0, 4), Drawn));
    }

    [Fact]
    public void Tests_FirstAndSecondExchanged_ChangeTheSign()
    {
        double[] x = [1, 4, 2, 5, 3, 3], y = [2, 2, 1, 3, 3, 1], gold = [1, 4, 1, 3, 3, 1];
        foreach ((PermutationResult one, PermutationResult other) in new[]
        {
            (PermutationTest.Paired(x, y), PermutationTest.Paired(y, x)),
            (PermutationTest.Independent(x, y), PermutationTest.Independent(y, x)),
            (PermutationTest.AgreementDifference(x, y, gold, PairStatistic.CohenKappaLinear), PermutationTest.AgreementDifference(y, x, gold, PairStatistic.CohenKappaLinear)),
            (PermutationTest.AgreementDifference(x, y, gold, PairStatistic.Pearson), PermutationTest.AgreementDifference(y, x, gold, PairStatistic.Pearson)),
        })
        {
            Assert.Equal(one.Statistic.Value, -other.Statistic.Value, 1e-14);
            Assert.Equal(one.Less.PValue, other.Greater.PValue, 1e-14);
            Assert.Equal(one.Absolute.PValue, other.Absolute.PValue, 1e-14);
        }
    }

    [Fact]
    public void GroupMeans_TwoPairs_IsByHand()
    {
        // 1, 2 | 3, 4: 4 of 5 squares lie between. Of the 6 divisions only this one and its reverse reach that.
        PermutationResult result = PermutationTest.GroupMeans([1, 2, 3, 4], [7, 7, 9, 9]);

        Assert.Equal(0.8, result.Statistic.Value, 1e-15);
        Assert.Equal(2.0 / 6, result.Greater.PValue, 1e-15);
        Assert.Equal(2.0 / 6, PermutationTest.GroupMeans([1, 2, 3, 4], [7, 7, 9, 9], GroupSpread.RangeOfMeans).Greater.PValue, 1e-15);
        Assert.Equal(6, result.Permutations);
    }

    [Fact]
    public void GroupMeans_Drawn_IsCloseToExact()
    {
        double[] values = [0.5, 0.6, 0.55, 0.7, 0.72, 0.4, 0.66, 0.9, 0.3];
        int[] groups = [0, 0, 0, 1, 1, 1, 2, 2, 2];
        AssertClose(PermutationTest.GroupMeans(values, groups), PermutationTest.GroupMeans(values, groups, options: Drawn));
    }

    [Fact]
    public void Labels_SameSeed_IsTheSameWhateverTheOrderOfThreads()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 3)];
        static double First(ReadOnlySpan<int> l) => (l[0] * 7) + l[1] - (3 * l[39]);

        PermutationResult one = PermutationTest.Labels(labels, First, Drawn), other = PermutationTest.Labels(labels, First, Drawn);

        Assert.Equal(one, other);
        Assert.NotEqual(one.NullStandardDeviation, PermutationTest.Labels(labels, First, Drawn with { Seed = 4 }).NullStandardDeviation);
    }

    [Fact]
    public void Tests_NothingToTest_AreUndefined()
    {
        Assert.Equal("each sample needs at least two observations", PermutationTest.Independent([1], [1, 2]).TwoSided.UndefinedReason);
        Assert.Equal("the test needs at least two pairs", PermutationTest.Paired([], []).TwoSided.UndefinedReason);
        Assert.Equal("there is no item", PermutationTest.AgreementDifference([], [], [], PairStatistic.CohenKappa).TwoSided.UndefinedReason);
        Assert.Equal("there is no unit", PermutationTest.Labels([], _ => 0).TwoSided.UndefinedReason);
        Assert.Equal("there are fewer than two groups", PermutationTest.GroupMeans([1, 2], [0, 0]).TwoSided.UndefinedReason);
        Assert.Equal("all units have the same number, so groups cannot differ", PermutationTest.GroupMeans([1, 1], [0, 1]).TwoSided.UndefinedReason);
        Assert.Equal("the statistic is undefined for the labels", PermutationTest.Labels([0, 1], _ => double.NaN).TwoSided.UndefinedReason);
    }

    [Fact]
    public void MeanDifferences_HugeNumbers_AreUndefinedWhereSumsOverflow()
    {
        Assert.Equal("the numbers are too large to be added", PermutationTest.Paired([1e308, 1e308], [-1e308, 0]).TwoSided.UndefinedReason);
        Assert.Equal("the numbers are too large to be added", PermutationTest.Independent([1e308, 1e308], [0, 1]).TwoSided.UndefinedReason);

        // 1e200 squared overflows, its standard deviation over two signs does not: sqrt(2) 1e200 / 2.
        PermutationResult large = PermutationTest.Paired([1e200, 1e200], [0, 0]);
        Assert.Equal((1e200, 0.25), (large.Statistic.Value, large.Greater.PValue));
        Assert.Equal(1, large.NullStandardDeviation.Value / (Math.Sqrt(0.5) * 1e200), 1e-14);
    }

    [Fact]
    public void Tests_BadArguments_Throw()
    {
        Assert.Throws<ArgumentException>(() => PermutationTest.Paired([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => PermutationTest.Independent([1, double.NaN], [1, 2]));
        Assert.Throws<ArgumentException>(() => PermutationTest.Paired([1, 2], [1, 2], new() { Resamples = 0 }));
        Assert.Throws<ArgumentException>(() => PermutationTest.GroupMeans([1, 2], [0]));
        Assert.Throws<ArgumentException>(() => PermutationTest.AgreementDifference([1], [1], [1, 2], PairStatistic.Pearson));
    }

    private static double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (c, i) => c * (n - k + i) / i);

    /// <summary>mean(x) - mean(y) for every division of the pooled sample.</summary>
    private static List<double> Divisions(double[] x, double[] y)
    {
        double[] pooled = [.. x, .. y];
        List<double> all = [];
        for (int chosen = 0; chosen < 1 << pooled.Length; chosen++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)chosen) == x.Length)
            {
                double first = pooled.Where((_, i) => (chosen >> i & 1) == 1).Sum(), second = pooled.Where((_, i) => (chosen >> i & 1) == 0).Sum();
                all.Add((first / x.Length) - (second / y.Length));
            }
        }

        return all;
    }

    private static List<double> Exchanges(double[] x, double[] y) =>
        [.. Enumerable.Range(0, 1 << x.Length).Select(signs => x.Select((v, i) => (signs >> i & 1) == 1 ? y[i] - v : v - y[i]).Sum() / x.Length)];

    private static void AssertShares(PermutationResult result, List<double> all)
    {
        const double Tie = 1e-11;
        double observed = result.Statistic.Value, n = all.Count;
        Assert.True(result.IsExact);
        Assert.Equal(n, (double)result.Permutations);
        Assert.Equal(all.Count(v => v <= observed + Tie) / n, result.Less.PValue, 1e-13);
        Assert.Equal(all.Count(v => v >= observed - Tie) / n, result.Greater.PValue, 1e-13);
        Assert.Equal(all.Count(v => Math.Abs(v) >= Math.Abs(observed) - Tie) / n, result.Absolute.PValue, 1e-13);
        Assert.Equal(Math.Sqrt(all.Sum(v => (v - all.Average()) * (v - all.Average())) / n), result.NullStandardDeviation.Value, 1e-13);
    }

    /// <summary>Five standard errors of a share of 20,000 draws are below 0.018.</summary>
    private static void AssertClose(PermutationResult exact, PermutationResult drawn)
    {
        Assert.True(exact.IsExact);
        Assert.False(drawn.IsExact);
        Assert.Equal(20_000, drawn.Permutations);
        Assert.Equal(exact.Statistic.Value, drawn.Statistic.Value, 1e-14);
        Assert.Equal(exact.Less.PValue, drawn.Less.PValue, 0.018);
        Assert.Equal(exact.Greater.PValue, drawn.Greater.PValue, 0.018);
        Assert.Equal(exact.Absolute.PValue, drawn.Absolute.PValue, 0.018);
        Assert.Equal(1, drawn.NullStandardDeviation.Value / exact.NullStandardDeviation.Value, 0.05);
    }
}
