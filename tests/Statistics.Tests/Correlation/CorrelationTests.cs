namespace JudgeEval.Statistics.Tests.Correlations;

public class CorrelationTests
{
    private static readonly KendallPValue[] Methods = [KendallPValue.Asymptotic, KendallPValue.Automatic, KendallPValue.Exact];

    [Fact]
    public void EveryCoefficient_RandomPairs_EqualsThePatternStatistic()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            RandomStream random = new(seed, 0);
            (double[] x, double[] y) = Draw(ref random, 2 + random.NextInt(60), ties: seed % 2 == 0);
            PairTable table = PairTable.Create(x, y);
            Same(PairStatistics.Compute(table, PairStatistic.Pearson), Correlation.Pearson(x, y).Estimate);
            Same(PairStatistics.Compute(table, PairStatistic.Spearman), Correlation.Spearman(x, y).Estimate);
            Same(PairStatistics.Compute(table, PairStatistic.KendallTauB), Correlation.KendallTauB(x, y).Estimate);
            Same(PairStatistics.Compute(table, PairStatistic.MeanAbsoluteError), ErrorMeasures.MeanAbsoluteError(x, y));
        }
    }

    [Fact]
    public void LinConcordance_RandomPairs_IsKappaWithQuadraticWeights()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            RandomStream random = new(seed, 1);
            (double[] x, double[] y) = Draw(ref random, 2 + random.NextInt(40), ties: true);
            Same(PairStatistics.Compute(PairTable.Create(x, y), PairStatistic.CohenKappaQuadratic), Correlation.LinConcordance(x, y));
        }
    }

    [Fact]
    public void Pearson_ManyPairs_EqualsThePlainFormulaInDecimals()
    {
        // The fast path works in vectors and blocks; decimals have 28 digits and need neither.
        RandomStream random = new(5, 0);
        foreach (int n in new[] { 3, 4, 5, 255, 256, 257, 1003 })
        {
            double[] x = new double[n], y = new double[n];
            for (int i = 0; i < n; i++)
            {
                x[i] = 1e6 + (random.NextInt(1 << 20) / 16.0);
                y[i] = x[i] + (random.NextInt(1 << 20) / 32.0);
            }

            decimal meanX = x.Sum(v => (decimal)v) / n, meanY = y.Sum(v => (decimal)v) / n;
            decimal xx = x.Sum(v => ((decimal)v - meanX) * ((decimal)v - meanX)), yy = y.Sum(v => ((decimal)v - meanY) * ((decimal)v - meanY));
            decimal xy = x.Zip(y).Sum(p => ((decimal)p.First - meanX) * ((decimal)p.Second - meanY));
            Assert.Equal((double)xy / Math.Sqrt((double)xx * (double)yy), Correlation.Pearson(x, y).Estimate.Value, 1e-14);
            Assert.Equal(
                (double)(2 * xy / (xx + yy + (n * (meanX - meanY) * (meanX - meanY)))), Correlation.LinConcordance(x, y).Value, 1e-14);
        }
    }

    [Fact]
    public void Kendall_RandomPairs_EqualsTheCountOfAllPairs()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            RandomStream random = new(seed, 2);
            (double[] x, double[] y) = Draw(ref random, 2 + random.NextInt(90), ties: seed % 2 == 0);
            long score = 0, untiedX = 0, untiedY = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    score += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                    untiedX += x[i] != x[j] ? 1 : 0;
                    untiedY += y[i] != y[j] ? 1 : 0;
                }
            }

            int n = x.Length, categories = Math.Min(x.Distinct().Count(), y.Distinct().Count());
            CorrelationResult b = Correlation.KendallTauB(x, y), c = Correlation.KendallTauC(x, y);
            Assert.Equal(untiedX > 0 && untiedY > 0, b.Estimate.IsDefined);
            if (b.Estimate.IsDefined)
            {
                Assert.Equal(score / Math.Sqrt((double)untiedX * untiedY), b.Estimate.Value, 1e-15);
                Assert.Equal(Math.Clamp(2.0 * score * categories / (n * (double)n * (categories - 1)), -1, 1), c.Estimate.Value, 1e-14);
                Assert.Equal(b.Test.IsDefined ? b.Test.PValue : -1, c.Test.IsDefined ? c.Test.PValue : -1);
            }
        }
    }

    [Fact]
    public void KendallExact_FourItems_CountsAllOrders()
    {
        // The 24 orders of four have 1, 3, 5, 6, 5, 3, 1 with 0 to 6 inversions. (1, 2, 4, 3) has one: P(at most 1) = 4/24.
        double[] x = [1, 2, 3, 4], y = [1, 2, 4, 3];
        Assert.Equal(4 / 24.0, Exact(Alternative.Greater), 1e-15);
        Assert.Equal(8 / 24.0, Exact(Alternative.TwoSided), 1e-15);
        Assert.Equal(23 / 24.0, Exact(Alternative.Less), 1e-15);

        double Exact(Alternative alternative) => Correlation.KendallTauB(x, y, KendallPValue.Exact, alternative).Test.PValue;
    }

    [Fact]
    public void KendallPValue_WithoutTies_ApproachesTheExactOne()
    {
        RandomStream random = new(3, 0);
        (double[] x, double[] y) = Draw(ref random, 300, ties: false);
        double exact = Correlation.KendallTauB(x, y, KendallPValue.Exact).Test.PValue;
        Assert.Equal(exact, Correlation.KendallTauB(x, y, KendallPValue.Asymptotic).Test.PValue, 0.01);
        Assert.Equal("kendall-asymptotic", Correlation.KendallTauB(x, y).Test.Method);
        Assert.Equal("kendall-exact", Correlation.KendallTauB(x.AsSpan(0, 33), y.AsSpan(0, 33)).Test.Method);
    }

    [Fact]
    public void KendallExact_TiesOrTooMuchWork_IsUndefined()
    {
        CorrelationResult ties = Correlation.KendallTauB([1, 1, 2], [1, 2, 3], KendallPValue.Exact);
        Assert.True(ties.Estimate.IsDefined);
        Assert.Equal("the exact distribution is that of numbers without ties; take the asymptotic p-value", ties.Test.UndefinedReason);
        RandomStream random = new(4, 0);
        (double[] x, double[] y) = Draw(ref random, 5000, ties: false);
        Assert.Equal(
            "the exact distribution of so many pairs takes too long; take the asymptotic p-value",
            Correlation.KendallTauB(x, y, KendallPValue.Exact).Test.UndefinedReason);
    }

    [Fact]
    public void EveryCorrelation_ListsExchangedOrNegated_KeepsOrFlipsItsSign()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            RandomStream random = new(seed, 6);
            (double[] x, double[] y) = Draw(ref random, 5 + random.NextInt(40), ties: seed % 2 == 0);
            double[] negated = [.. y.Select(v => -v)];
            foreach (Func<double[], double[], CorrelationResult> correlate in All())
            {
                CorrelationResult one = correlate(x, y), exchanged = correlate(y, x), flipped = correlate(x, negated);
                Same(one.Estimate, exchanged.Estimate);
                Assert.Equal(one.Estimate.IsDefined, flipped.Estimate.IsDefined);
                if (one.Estimate.IsDefined)
                {
                    Assert.Equal(one.Estimate.Value, -flipped.Estimate.Value, 1e-14);
                    Assert.Equal(one.Test.PValue, flipped.Test.PValue, 1e-12);
                    Assert.Equal(one.Estimate.Interval?.Lower ?? 0, -flipped.Estimate.Interval?.Upper ?? 0, 1e-13);
                }
            }
        }
    }

    [Fact]
    public void RankCorrelations_RisingTransforms_StayTheSame()
    {
        RandomStream random = new(7, 0);
        (double[] x, double[] y) = Draw(ref random, 50, ties: true);
        double[] bent = [.. x.Select(v => Math.Exp(v) + 1e9)];
        Assert.Equal(Correlation.Spearman(x, y), Correlation.Spearman(bent, y));
        Assert.Equal(Correlation.KendallTauB(x, y), Correlation.KendallTauB(bent, y));
        Assert.NotEqual(Correlation.Pearson(x, y).Estimate.Value, Correlation.Pearson(bent, y).Estimate.Value);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e150)]
    [InlineData(1e307)]
    public void Pearson_OtherUnits_StaysTheSame(double unit)
    {
        double[] x = [1, 2, 3, 3, 5, 4], y = [1, 3, 3, 2, 5, 5];
        double[] scaled = [.. x.Select(v => v * unit)];
        Assert.Equal(Correlation.Pearson(x, y).Estimate.Value, Correlation.Pearson(scaled, y).Estimate.Value, 1e-15);
        Assert.Equal(1, Correlation.LinConcordance(scaled, scaled).Value, 1e-15);
    }

    [Fact]
    public void PValues_OneSided_AddToOneAndMakeTheTwoSided()
    {
        double[] x = [1, 2, 3, 4, 5, 6], y = [2, 1, 4, 3, 6, 4];
        foreach (Func<Alternative, CorrelationResult> correlate in new Func<Alternative, CorrelationResult>[]
        {
            a => Correlation.Pearson(x, y, alternative: a), a => Correlation.Spearman(x, y, alternative: a), a => Correlation.KendallTauB(x, y, alternative: a),
        })
        {
            double greater = correlate(Alternative.Greater).Test.PValue, less = correlate(Alternative.Less).Test.PValue;
            Assert.True(greater < 0.5);
            Assert.Equal(1, greater + less, 1e-14);
            Assert.Equal(2 * greater, correlate(Alternative.TwoSided).Test.PValue, 1e-14);
        }
    }

    [Fact]
    public void Pearson_FivePairs_HasThePValueOfStudentsT()
    {
        // x = 1..5, y = 2, 1, 4, 3, 5: sxy = 8, sxx = syy = 10, r = 0.8; t = 0.8 sqrt(3 / 0.36) = 2.3094 with 3 degrees of freedom,
        // whose two-sided p is 1 - (2/pi) (atan(u) + u / (1 + u²)) with u = t / sqrt 3 = 4/3, u / (1 + u²) = 12/25.
        CorrelationResult result = Correlation.Pearson([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]);
        Assert.Equal(0.8, result.Estimate.Value, 1e-15);
        Assert.Equal(1 - (2 / Math.PI * (Math.Atan(4.0 / 3) + (12.0 / 25))), result.Test.PValue, 1e-15);

        // atanh 0.8 = ln(9) / 2 = ln 3, standard error 1 / sqrt 2; 1.959964 is the normal quantile.
        double margin = 1.959963984540054 / Math.Sqrt(2);
        Assert.Equal(Math.Tanh(Math.Log(3) - margin), result.Estimate.Interval!.Lower, 1e-14);
        Assert.Equal(Math.Tanh(Math.Log(3) + margin), result.Estimate.Interval.Upper, 1e-14);
        Assert.Equal(("fisher-z", 0.95), (result.Estimate.Interval.Method, result.Estimate.Interval.Level));

        // Of the ranks, which are the numbers, the variance is larger by 1 + 0.64 / 2.
        ConfidenceInterval ranks = Correlation.Spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]).Estimate.Interval!;
        Assert.Equal(Math.Tanh(Math.Log(3) - (margin * Math.Sqrt(1.32))), ranks.Lower, 1e-14);
    }

    [Fact]
    public void EveryCorrelation_DegenerateLists_SaysWhatIsMissing()
    {
        foreach (Func<double[], double[], CorrelationResult> correlate in All())
        {
            CorrelationResult none = correlate([], []), one = correlate([1], [2]), constant = correlate([0.1, 0.1, 0.1], [1, 2, 3]);
            Assert.Equal("a correlation needs at least two pairs", none.Estimate.UndefinedReason);
            Assert.Equal(("a correlation needs at least two pairs", 1), (one.Test.UndefinedReason, one.Estimate.N));
            Assert.Equal("one of the two lists does not vary, so nothing can vary together", constant.Estimate.UndefinedReason);
            Assert.Null(constant.Estimate.Interval);
            Assert.Throws<ArgumentException>(() => correlate([1, 2], [1]));
            Assert.Throws<ArgumentException>(() => correlate([1, 2, 3, 4, 5, double.NaN], [1, 2, 3, 4, 5, 6]));
            Assert.Throws<ArgumentException>(() => correlate([1, 2, 3, 4, 5, 6], [1, double.NaN, 3, 4, 5, 6]));
            Assert.Throws<ArgumentException>(() => correlate([1, 2, double.NegativeInfinity], [1, 2, 3]));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Correlation.Pearson([1, 2, 3], [1, 2, 4], level: 1));
    }

    [Fact]
    public void EveryCorrelation_TwoPairs_IsPerfectAndProvesNothing()
    {
        double[] x = [1, 2], y = [4, 3];
        CorrelationResult pearson = Correlation.Pearson(x, y), spearman = Correlation.Spearman(x, y);
        Assert.Equal((-1.0, 1.0), (pearson.Estimate.Value, pearson.Test.PValue));
        Assert.Equal((-1.0, 1.0), (pearson.Estimate.Interval!.Lower, pearson.Estimate.Interval.Upper));
        Assert.Equal((-1.0, false), (spearman.Estimate.Value, spearman.Test.IsDefined));
        Assert.Equal([false, true, true], Methods.Select(m => Correlation.KendallTauB(x, y, m).Test.IsDefined));
        Assert.Equal(1, Correlation.KendallTauB(x, y, KendallPValue.Exact).Test.PValue);
    }

    [Fact]
    public void EveryCorrelation_PerfectLine_HasNoWidth()
    {
        double[] x = [1, 2, 3, 4, 7], y = [-3, -6, -9, -12, -21];
        CorrelationResult pearson = Correlation.Pearson(x, y);
        Assert.Equal((-1.0, 0.0), (pearson.Estimate.Value, pearson.Test.PValue));
        Assert.Equal((-1.0, -1.0), (pearson.Estimate.Interval!.Lower, pearson.Estimate.Interval.Upper));
        Assert.Equal((-1.0, 0.0), (Correlation.Spearman(x, y).Estimate.Value, Correlation.Spearman(x, y).Test.PValue));
        Assert.Equal(2.0 / 120, Correlation.KendallTauB(x, y).Test.PValue, 1e-16);
    }

    [Fact]
    public void LinConcordance_Degenerate_IsZeroOrUndefined()
    {
        Assert.Equal(0, Correlation.LinConcordance([2, 2, 2], [1, 2, 6]).Value);
        Assert.Equal(0, Correlation.LinConcordance([2, 2, 2], [3, 3, 3]).Value);
        Assert.False(Correlation.LinConcordance([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]).IsDefined);
        Assert.False(Correlation.LinConcordance([1], [1]).IsDefined);
    }

    [Fact]
    public void ErrorMeasures_KnownDifferences_AreTheirMeans()
    {
        // Differences 1, -3, 2: mean absolute 2, mean square 14/3, mean 0.
        double[] x = [2, 0, 5], y = [1, 3, 3];
        Assert.Equal(2, ErrorMeasures.MeanAbsoluteError(x, y).Value);
        Assert.Equal(Math.Sqrt(14.0 / 3), ErrorMeasures.RootMeanSquareError(x, y).Value, 1e-15);
        Assert.Equal(0, ErrorMeasures.MeanSignedError(x, y).Value);
        Assert.Equal(-1.0 / 3, ErrorMeasures.MeanSignedError([1, 1, 1], [1, 2, 1]).Value, 1e-16);
        Assert.Equal(3e200, ErrorMeasures.RootMeanSquareError([4e200], [1e200]).Value, 1e186);
        Assert.False(ErrorMeasures.RootMeanSquareError([], []).IsDefined);
        Assert.Equal("there is no pair of numbers", ErrorMeasures.MeanSignedError([], []).UndefinedReason);
        Assert.False(ErrorMeasures.MeanAbsoluteError([double.MaxValue], [-double.MaxValue]).IsDefined);
    }

    private static IEnumerable<Func<double[], double[], CorrelationResult>> All() =>
    [
        (x, y) => Correlation.Pearson(x, y), (x, y) => Correlation.Spearman(x, y), (x, y) => Correlation.KendallTauB(x, y), (x, y) => Correlation.KendallTauC(x, y),
    ];

    private static (double[] X, double[] Y) Draw(ref RandomStream random, int n, bool ties)
    {
        double[] x = new double[n], y = new double[n];
        for (int i = 0; i < n; i++)
        {
            x[i] = ties ? 1 + random.NextInt(4) : random.NextDouble();
            y[i] = ties ? (random.NextInt(2) == 0 ? x[i] : 1 + random.NextInt(4)) : (x[i] / 2) + random.NextDouble();
        }

        return (x, y);
    }

    private static void Same(Estimate expected, Estimate actual)
    {
        Assert.Equal((expected.IsDefined, expected.N), (actual.IsDefined, actual.N));
        if (expected.IsDefined)
        {
            Assert.Equal(expected.Value, actual.Value, 1e-13);
        }
    }
}
