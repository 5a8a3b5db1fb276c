namespace JudgeEval.Statistics.Tests.Agreement;

public class ChanceCorrectedAgreementTests
{
    private static readonly double[] Scale = [1, 2, 3, 5];

    private static readonly (string Name, Func<RatingTable, CategoryWeights, ChanceCorrected> Compute)[] Coefficients =
    [
        ("percent", (t, w) => ChanceCorrectedAgreement.PercentAgreement(t, w)),
        ("gwet", (t, w) => ChanceCorrectedAgreement.GwetAc2(t, w)),
        ("fleiss", (t, w) => ChanceCorrectedAgreement.FleissKappa(t, w)),
        ("conger", (t, w) => ChanceCorrectedAgreement.CongerKappa(t, w)),
        ("brennan-prediger", (t, w) => ChanceCorrectedAgreement.BrennanPrediger(t, w)),
        ("alpha", (t, w) => ChanceCorrectedAgreement.KrippendorffAlpha(t, w)),
    ];

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach ((string name, _) in Coefficients)
        {
            foreach (string weights in new[] { "identity", "linear", "quadratic", "ordinal", "own" })
            {
                cases.Add(name, weights);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Coefficient_AnnotatorsAndItemsReordered_StaysTheSame(string name, string weights)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            double?[][] rows = MadeUpRatings.Rows(seed, 25, 5, Scale);
            int[] order = MadeUpRatings.Shuffled(Enumerable.Range(0, 5), seed);
            double?[][] reordered = MadeUpRatings.Shuffled(rows.Select(r => order.Select(g => r[g]).ToArray()), seed);
            AssertSame(Compute(name, weights, rows), Compute(name, weights, reordered));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Coefficient_UnratedItemsAdded_StaysTheSame(string name, string weights)
    {
        double?[][] rows = MadeUpRatings.Rows(3, 25, 5, Scale);
        AssertSame(Compute(name, weights, rows), Compute(name, weights, [new double?[5], .. rows, new double?[5]]));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Coefficient_OwnWeightsWithTheSameMatrix_EqualsTheBuiltInOnes(string name, string weights)
    {
        double?[][] rows = MadeUpRatings.Rows(4, 30, 4, Scale);
        CategoryWeights own = CategoryWeights.Own([.. Scale], CategoryWeightsTests.Weights(weights, [.. Scale]).Matrix([.. Scale]).AsSpan());
        AssertSame(Compute(name, weights, rows), Coefficients.Single(c => c.Name == name).Compute(MadeUpRatings.Table(rows, Scale), own));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("linear")]
    [InlineData("quadratic")]
    public void Coefficient_LabelsRenamed_StaysTheSameWithinTheLevelOfTheWeights(string weights)
    {
        // Without weights any names do; with them the differences count, up to their unit and sign.
        double Renamed(double v) => weights == "identity" ? ((v * 7) % 11) - 4 : 20 - (3 * v);
        foreach ((string name, _) in Coefficients)
        {
            double?[][] rows = MadeUpRatings.Rows(5, 30, 4, Scale);
            double?[][] renamed = [.. rows.Select(r => r.Select(v => v is double d ? Renamed(d) : (double?)null).ToArray())];
            CategoryWeights chosen = CategoryWeightsTests.Weights(weights, [.. Scale]);
            AssertSame(Compute(name, weights, rows), Coefficients.Single(c => c.Name == name).Compute(MadeUpRatings.Table(renamed, Scale.Select(Renamed)), chosen));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Coefficient_EveryItemTwice_KeepsTheValueAndShrinksTheError(string name, string weights)
    {
        double?[][] rows = MadeUpRatings.Rows(6, 30, 4, Scale);
        ChanceCorrected one = Compute(name, weights, rows), two = Compute(name, weights, [.. rows, .. rows]);
        if (name == "alpha")
        {
            // Alpha corrects for the number of ratings R: 1 - alpha is (1 - 1/R) Do/De, and R doubles.
            double ratings = rows.Where(r => r.Count(v => v is not null) > 1).Sum(r => r.Count(v => v is not null));
            Assert.Equal((1 - one.Value.Value) / (1 - (1 / ratings)), (1 - two.Value.Value) / (1 - (1 / (2 * ratings))), 13);
            return;
        }

        // The sum of squares doubles, n (n - 1) becomes 2n (2n - 1): the squared error times (n - 1) / (2n - 1).
        double n = one.StandardError.N;
        Assert.Equal(one.Value.Value, two.Value.Value, 13);
        Assert.Equal(one.StandardError.Value * Math.Sqrt((n - 1) / ((2 * n) - 1)), two.StandardError.Value, 13);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StandardError_ManyItems_IsNearTheJackknife(string name, string weights)
    {
        // The linearised and the jackknife variance have the same limit; with 300 items they differ by a few percent.
        double?[][] rows = MadeUpRatings.Rows(7, 300, 3, Scale, 0.15);
        double[] without = [.. Enumerable.Range(0, rows.Length).Select(i => Compute(name, weights, [.. rows.Where((_, j) => j != i)]).Value.Value)];
        double mean = without.Average(), n = without.Length;
        double jackknife = Math.Sqrt((n - 1) / n * without.Sum(v => (v - mean) * (v - mean)));
        Assert.Equal(1, Compute(name, weights, rows).StandardError.Value / jackknife, 0.04);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("linear")]
    [InlineData("quadratic")]
    [InlineData("ordinal")]
    public void CongerKappa_TwoAnnotatorsOfEveryItem_IsCohensKappa(string weights)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            RatingTable table = MadeUpRatings.Table(MadeUpRatings.Rows(seed, 20, 2, Scale, 0), Scale);
            CategoryWeights chosen = CategoryWeightsTests.Weights(weights, [.. Scale]);
            KappaResult cohen = CohenKappa.Compute(table.PairsOf(0, 1), chosen, categories: [.. Scale]);
            ChanceCorrected conger = ChanceCorrectedAgreement.CongerKappa(table, chosen);
            Assert.Equal(cohen.Value.Value, conger.Value.Value, 13);
            Assert.Equal(cohen.Observed.Value, conger.Observed.Value, 13);
            Assert.Equal(cohen.Expected.Value, conger.Expected.Value, 13);

            // Item by item the two linearisations are one; Gwet divides by n - 1 where Fleiss, Cohen and Everitt divide by n.
            Assert.Equal(cohen.StandardError.Value * Math.Sqrt(20.0 / 19), conger.StandardError.Value, 13);
        }
    }

    [Fact]
    public void SpecialCases_OfTheGeneralFormulas_Agree()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            RatingTable two = MadeUpRatings.Table(MadeUpRatings.Rows(seed, 20, 2, Scale, 0), Scale);
            Assert.Equal(PairStatistics.Compute(two.PairsOf(0, 1), PairStatistic.ScottPi).Value, ChanceCorrectedAgreement.FleissKappa(two).Value.Value, 13);
            RatingTable table = MadeUpRatings.Table(MadeUpRatings.Rows(seed, 20, 4, Scale), Scale);
            AssertSame(ChanceCorrectedAgreement.BrennanPrediger(table), ChanceCorrectedAgreement.RandolphKappa(table));
            AssertSame(ChanceCorrectedAgreement.GwetAc2(table, default), ChanceCorrectedAgreement.GwetAc1(table));
        }
    }

    [Fact]
    public void GroupStatistics_OfTheSameTable_AreTheSameValues()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            RatingTable table = MadeUpRatings.Table(MadeUpRatings.Rows(seed, 40, 5, Scale, 0.4), [.. Scale, 7]);
            (GroupStatistic Statistic, MeasurementLevel Level, ChanceCorrected Ours)[] pairs =
            [
                (GroupStatistic.PercentAgreement, MeasurementLevel.Nominal, ChanceCorrectedAgreement.PercentAgreement(table)),
                (GroupStatistic.FleissKappa, MeasurementLevel.Nominal, ChanceCorrectedAgreement.FleissKappa(table)),
                (GroupStatistic.GwetAc1, MeasurementLevel.Nominal, ChanceCorrectedAgreement.GwetAc1(table)),
                (GroupStatistic.GwetAc2, MeasurementLevel.Nominal, ChanceCorrectedAgreement.GwetAc2(table, CategoryWeights.Quadratic)),
                (GroupStatistic.GwetAc2Linear, MeasurementLevel.Nominal, ChanceCorrectedAgreement.GwetAc2(table, CategoryWeights.Linear)),
                (GroupStatistic.BrennanPrediger, MeasurementLevel.Nominal, ChanceCorrectedAgreement.BrennanPrediger(table)),
                (GroupStatistic.RandolphKappa, MeasurementLevel.Nominal, ChanceCorrectedAgreement.RandolphKappa(table)),
                (GroupStatistic.KrippendorffAlpha, MeasurementLevel.Nominal, ChanceCorrectedAgreement.KrippendorffAlpha(table)),
                (GroupStatistic.KrippendorffAlpha, MeasurementLevel.Interval, ChanceCorrectedAgreement.KrippendorffAlpha(table, CategoryWeights.Quadratic)),
            ];
            Assert.All(pairs, p =>
            {
                Estimate group = GroupStatistics.Compute(table, p.Statistic, p.Level);
                Assert.Equal(group.Value, p.Ours.Value.Value, 13);
                Assert.Equal(group.N, p.Ours.Value.N);
            });
        }
    }

    [Fact]
    public void FleissKappa_OneDeviantInAMillionItems_KeepsItsDigits()
    {
        // Two annotators, n items, one disagreement: Do = 1/n; the rare share is p = 1/(2n), De = 2 p (1 - p) = (1 - 1/(2n)) / n, and
        // kappa = 1 - 1 / (1 - 1/(2n)) = -1 / (2n - 1). From 1 - pe only ten digits would be left.
        const int n = 1_000_000;
        IReadOnlyList<double?> same = [1, 1];
        RatingTable table = RatingTable.FromRows([.. Enumerable.Repeat(same, n - 1), [1, 2]]);
        Assert.Equal(-1.0 / ((2 * n) - 1), ChanceCorrectedAgreement.FleissKappa(table).Value.Value, 1e-15);
    }

    [Fact]
    public void PooledPercentAgreement_ItemsOfDifferentSizes_CountsPairs()
    {
        // Item 1: one pair, agreeing; item 2: three pairs, none agreeing; item 3 has no pair. Pooled 1/4; mean over items (1 + 0) / 2.
        RatingTable table = RatingTable.FromRows([[1, 1, null], [1, 2, 3], [null, 2, null]]);
        Assert.Equal(0.25, ChanceCorrectedAgreement.PooledPercentAgreement(table).Value, 15);
        Assert.Equal(0.5, ChanceCorrectedAgreement.PercentAgreement(table).Value.Value, 15);
        Assert.Equal(2, ChanceCorrectedAgreement.PooledPercentAgreement(table).N);

        // Linear weights on 1..3 call (1, 2) and (2, 3) half an agreement: (1 + 1/2 + 0 + 1/2) / 4.
        Assert.Equal(0.5, ChanceCorrectedAgreement.PooledPercentAgreement(table, CategoryWeights.Linear).Value, 15);
    }

    [Fact]
    public void Interval_LevelGiven_IsStudentsTCappedAtOne()
    {
        RatingTable table = MadeUpRatings.Table(MadeUpRatings.Rows(8, 12, 3, Scale), Scale);
        ChanceCorrected kappa = ChanceCorrectedAgreement.FleissKappa(table, level: 0.9);
        ConfidenceInterval interval = kappa.Value.Interval!;

        // The 0.95 quantile of Student's t with 11 degrees of freedom: scipy.stats.t.ppf(0.95, 11) = 1.795884818704044.
        Assert.Equal(kappa.Value.Value - (1.795884818704044 * kappa.StandardError.Value), interval.Lower, 12);
        Assert.Equal(kappa.Value.Value + (1.795884818704044 * kappa.StandardError.Value), interval.Upper, 12);
        Assert.Equal((0.9, "student-t", "item", 0), (interval.Level, interval.Method, interval.Cluster, interval.Resamples));
        double?[][] near = [[1, 1], [2, 2], [3, 3], [3, 2]];
        Assert.Equal(1, ChanceCorrectedAgreement.FleissKappa(MadeUpRatings.Table(near)).Value.Interval!.Upper);
    }

    [Theory]
    [InlineData(2, 12.706204736174704646)]
    [InlineData(5, 2.7764451051977943578)]
    [InlineData(50, 2.0095752371292396723)]
    [InlineData(1000, 1.9623414611334499787)]
    public void Interval_ManyOrFewItems_HasTheQuantileToElevenDigits(int items, double quantile)
    {
        // Quantiles by mpmath with 30 digits: t with betainc(df / 2, 1 / 2, 0, df / (df + t²)) / 2 = 0.025 for df = items - 1.
        double?[][] rows = [.. Enumerable.Range(0, items).Select(i => new double?[] { i % 2, (i / 2) % 2 })];
        ChanceCorrected agreement = ChanceCorrectedAgreement.PercentAgreement(MadeUpRatings.Table(rows));
        Assert.Equal(quantile, (agreement.Value.Value - agreement.Value.Interval!.Lower) / agreement.StandardError.Value, quantile * 2e-11);
    }

    private static ChanceCorrected Compute(string name, string weights, double?[][] rows) =>
        Coefficients.Single(c => c.Name == name).Compute(MadeUpRatings.Table(rows, Scale), CategoryWeightsTests.Weights(weights, [.. Scale]));

    private static void AssertSame(ChanceCorrected expected, ChanceCorrected actual)
    {
        foreach ((Estimate e, Estimate a) in new[]
        {
            (expected.Value, actual.Value), (expected.Observed, actual.Observed), (expected.Expected, actual.Expected), (expected.StandardError, actual.StandardError),
        })
        {
            Assert.Equal(e.Value, a.Value, 12);
            Assert.Equal(e.N, a.N);
        }
    }
}
