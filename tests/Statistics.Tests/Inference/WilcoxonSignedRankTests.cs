namespace JudgeEval.Statistics.Tests.Inference;

public sealed class WilcoxonSignedRankTests
{
    /// <summary>Darwin's differences in height of cross- and self-fertilized maize, as in scipy's documentation of wilcoxon.</summary>
    private static readonly double[] Maize = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];

    [Fact]
    public void Run_DarwinsMaize_EqualsScipy()
    {
        // scipy.stats.wilcoxon(d): 24.0, 0.041259765625; alternative="greater": 96.0, 0.0206298828125; method="approx": 0.04088813291185591.
        TestResult two = WilcoxonSignedRank.Run(Maize), greater = WilcoxonSignedRank.Run(Maize, Alternative.Greater);

        Assert.Equal((24, 0.041259765625), (two.Statistic, two.PValue));
        Assert.Equal((96, 0.0206298828125), (greater.Statistic, greater.PValue));
        Assert.Equal(0.04088813291185591, WilcoxonSignedRank.Run(Maize, method: WilcoxonMethod.Asymptotic).PValue, 1e-14);
    }

    [Fact]
    public void Run_ZerosAndTies_IsTheShareOfAllSigns()
    {
        RandomStream random = new(5, 0);
        for (int round = 0; round < 100; round++)
        {
            double[] d = new double[1 + random.NextInt(9)];
            for (int i = 0; i < d.Length; i++)
            {
                d[i] = random.NextInt(7) - 3;
            }

            TestResult result = WilcoxonSignedRank.Run(d, Alternative.Greater);
            if (d.All(v => v == 0))
            {
                Assert.False(result.IsDefined);
                continue;
            }

            Assert.Equal(ShareOfSigns(d), result.PValue, 1e-14);
        }
    }

    [Fact]
    public void Run_Negated_ExchangesTheSides()
    {
        double[] d = [0, 1, 1, -2, 3, 0, 5, -5, 7], negated = [.. d.Select(v => -v)];
        foreach (WilcoxonMethod method in Enum.GetValues<WilcoxonMethod>())
        {
            Assert.Equal(
                WilcoxonSignedRank.Run(d, Alternative.Greater, method: method).PValue,
                WilcoxonSignedRank.Run(negated, Alternative.Less, method: method).PValue,
                1e-15);
        }
    }

    [Fact]
    public void Run_AddedZero_NeverStrengthensTheEvidenceUnderPratt()
    {
        // Wilcoxon's own treatment ignores the zero; Pratt's gives the other differences higher ranks.
        double[] d = [-1, 2, 3, 4, 5], withZeros = [.. d, 0, 0, 0];

        Assert.Equal(
            WilcoxonSignedRank.Run(d, Alternative.Greater).PValue,
            WilcoxonSignedRank.Run(withZeros, Alternative.Greater, ZeroDifferences.LeftOut).PValue);

        // Ranks 4..8 with signs -++++: W = 26; only 26 and 30 of the 32 sums are as large.
        Assert.Equal(2.0 / 32, WilcoxonSignedRank.Run(withZeros, Alternative.Greater).PValue);
    }

    [Fact]
    public void Run_DecimalsAtTheSameDistance_AreTied()
    {
        // 0.3 - 0.2 and 0.2 - 0.1 differ as doubles. Ranks 1.5 and 1.5: W = 1.5 of {0, 1.5, 1.5, 3}.
        TestResult result = WilcoxonSignedRank.Run([0.3, 0.1], [0.2, 0.2], Alternative.Greater);

        Assert.Equal((1.5, 0.75), (result.Statistic, result.PValue));
    }

    private static double ShareOfSigns(double[] d)
    {
        double[] ranks = [.. d.Select(v => d.Count(o => Math.Abs(o) < Math.Abs(v)) + ((d.Count(o => Math.Abs(o) == Math.Abs(v)) + 1) / 2.0))];
        double observed = Sum(i => d[i] > 0);
        int asLarge = Enumerable.Range(0, 1 << d.Length).Count(signs => Sum(i => (signs >> i & 1) == 1) >= observed);
        return (double)asLarge / (1 << d.Length);

        double Sum(Func<int, bool> positive) => Enumerable.Range(0, d.Length).Where(i => d[i] != 0 && positive(i)).Sum(i => ranks[i]);
    }
}
