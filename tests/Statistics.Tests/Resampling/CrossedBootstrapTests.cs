using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Resampling;

public class CrossedBootstrapTests
{
    private static readonly ImmutableArray<GroupStatistic> Statistics = [.. Enum.GetValues<GroupStatistic>()];

    public static TheoryData<MeasurementLevel, AnnotatorCopies> Variants()
    {
        TheoryData<MeasurementLevel, AnnotatorCopies> variants = [];
        foreach (MeasurementLevel level in (MeasurementLevel[])[MeasurementLevel.Nominal, MeasurementLevel.Ordinal, MeasurementLevel.Interval, MeasurementLevel.Ratio])
        {
            variants.Add(level, AnnotatorCopies.Paired);
            variants.Add(level, AnnotatorCopies.NotPaired);
        }

        return variants;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Evaluate_EveryoneOnce_EqualsTheGroupStatistics(MeasurementLevel level, AnnotatorCopies copies)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            RatingTable table = Ratings(seed, 15, 6, 0.3);
            AssertSame(GroupValues(table, level), Evaluate(table, level, copies, Ones(15), Ones(6)));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Evaluate_ItemsAndCopiesCounted_EqualTheTableWrittenOut(MeasurementLevel level, AnnotatorCopies copies)
    {
        // Copies that pair are annotators of their own: the table with repeated rows and columns. Items alone for the others.
        int[] items = [2, 0, 1, 1, 3, 1, 0, 1, 2, 1, 1, 1], annotators = copies == AnnotatorCopies.Paired ? [2, 1, 0, 3, 1] : [1, 1, 0, 1, 1];
        for (ulong seed = 30; seed < 40; seed++)
        {
            RatingTable table = Ratings(seed, 12, 5, 0.2);
            AssertSame(GroupValues(Repeated(table, items, annotators), level), Evaluate(table, level, copies, items, annotators));
        }
    }

    [Fact]
    public void Evaluate_CopiesNotPaired_LeaveTheAgreementOfPeopleAlone()
    {
        // Everyone twice: every pair of people weighs four times as much, so agreement is unchanged; copies that pair raise it.
        RatingTable table = Ratings(3, 30, 4, 0);
        int[] twice = [2, 2, 2, 2];
        double once = Evaluate(table, MeasurementLevel.Nominal, AnnotatorCopies.NotPaired, Ones(30), Ones(4))[0];
        Assert.Equal(once, Evaluate(table, MeasurementLevel.Nominal, AnnotatorCopies.NotPaired, Ones(30), twice)[0], 14);

        // Of the 8 * 7 pairs of ratings 8 are with the own copy and agree: (48 once + 8) / 56.
        Assert.Equal(((48 * once) + 8) / 56, Evaluate(table, MeasurementLevel.Nominal, AnnotatorCopies.Paired, Ones(30), twice)[0], 14);
    }

    [Fact]
    public void Evaluate_AnnotatorsOrderChanged_IsTheSame()
    {
        RatingTable table = Ratings(5, 20, 5, 0.3);
        int[] order = [3, 0, 4, 1, 2], annotators = [2, 0, 1, 3, 1];
        RatingTable moved = RatingTable.FromRows(
            [.. Rows(table).Select(row => (IReadOnlyList<double?>)[.. order.Select(a => row[a])])], table.Categories);
        AssertSame(
            Evaluate(table, MeasurementLevel.Ordinal, AnnotatorCopies.NotPaired, Ones(20), annotators),
            Evaluate(moved, MeasurementLevel.Ordinal, AnnotatorCopies.NotPaired, Ones(20), [.. order.Select(a => annotators[a])]));
    }

    [Fact]
    public void Replicates_Annotators_AreBiasedByTheirCopiesAlone()
    {
        // With R annotators a pair of draws is one annotator and a copy with probability 1 / R, so paired copies lift the mean of the
        // replicates of percent agreement p to p + (1 - p) / R. 4,000 replicates leave a standard error below 0.002 (checked).
        RatingTable table = Ratings(8, 60, 8, 0);
        foreach (AnnotatorCopies copies in Enum.GetValues<AnnotatorCopies>())
        {
            CrossedAgreement agreement = new(table, [GroupStatistic.PercentAgreement], MeasurementLevel.Nominal, copies);
            double p = agreement.Estimate(null, Annotators(8), new BootstrapOptions(100, 1, 0.95))[0].Value;
            double[] replicates = CrossedBootstrap.Replicates(agreement, null, Annotators(8), new BootstrapOptions(4000, 1, 0.95));
            Assert.True(BootstrapInterval.StandardError(replicates).Value / Math.Sqrt(4000) < 0.002);
            double expected = copies == AnnotatorCopies.Paired ? p + ((1 - p) / 8) : p;
            Assert.InRange(replicates.Average(), expected - 0.01, expected + 0.01);
        }
    }

    [Fact]
    public void Replicates_ItemsOnly_AreThoseOfTheClusterBootstrap()
    {
        // Every row is different, so the patterns of the counted table are the items.
        RatingTable table = RatingTable.FromRows([.. Enumerable.Range(0, 20).Select(i => (IReadOnlyList<double?>)[i, (i * 7) % 20, i + 0.5])]);
        CountTable counts = CountTable.Create(table);
        Assert.Equal(20, counts.PatternCount);
        double[] expected = ClusterBootstrap.Replicates(
            new GroupStatistics(counts, [GroupStatistic.KrippendorffAlpha], MeasurementLevel.Interval), ResamplingDesign.ByItem(counts.PatternOfItem, 20), 200, 3);
        double[] actual = CrossedBootstrap.Replicates(
            new CrossedAgreement(table, [GroupStatistic.KrippendorffAlpha], MeasurementLevel.Interval), Items(20), null, new BootstrapOptions(200, 3, 0.95));
        for (int b = 0; b < 200; b++)
        {
            Assert.Equal(expected[b], actual[b], 12);
        }
    }

    [Fact]
    public void StandardErrors_Both_ExceedThoseOfEachAlone()
    {
        CrossedAgreement agreement = new(Ratings(4, 60, 10, 0.2), Statistics, MeasurementLevel.Nominal);
        BootstrapOptions options = new(2000, 2, 0.95);
        ImmutableArray<Estimate> items = CrossedBootstrap.StandardErrors(agreement, Items(60), null, options);
        ImmutableArray<Estimate> annotators = CrossedBootstrap.StandardErrors(agreement, null, Annotators(10), options);
        ImmutableArray<Estimate> both = CrossedBootstrap.StandardErrors(agreement, Items(60), Annotators(10), options);
        for (int s = 0; s < Statistics.Length; s++)
        {
            Assert.True(both[s].Value > Math.Max(items[s].Value, annotators[s].Value));
        }
    }

    [Theory]
    [InlineData(BootstrapMethod.Percentile)]
    [InlineData(BootstrapMethod.Basic)]
    [InlineData(BootstrapMethod.Bca)]
    [InlineData(BootstrapMethod.Studentized)]
    public void Intervals_OneThreadOrMany_AreTheSame(BootstrapMethod method)
    {
        CrossedAgreement agreement = new(Ratings(4, 40, 7, 0.2), Statistics, MeasurementLevel.Ordinal);
        BootstrapOptions options = new(300, 2, 0.9, method);
        ConfidenceInterval?[] one = [.. CrossedBootstrap.Intervals(agreement, Items(40), Annotators(7), options with { MaxDegreeOfParallelism = 1 })];
        Assert.All(one, i => Assert.Equal("item and annotator", i!.Cluster));
        Assert.Equal(one, CrossedBootstrap.Intervals(agreement, Items(40), Annotators(7), options with { MaxDegreeOfParallelism = 5 }).AsEnumerable());
    }

    [Fact]
    public void Intervals_AnnotatorsOfTwoGroups_KeepTheGroupSizes()
    {
        // Group 0 always says 1 and group 1 always 0. A resample that keeps three of each, copies paired, has 2 * 3 agreeing of 15
        // pairs, whoever was drawn.
        RatingTable table = RatingTable.FromRows([.. Enumerable.Range(0, 5).Select(_ => (IReadOnlyList<double?>)[1, 1, 1, 0, 0, 0])]);
        ResamplingDesign groups = ResamplingDesign.Stratified([0, 1, 2, 3, 4, 5], 6, [0, 0, 0, 1, 1, 1], unit: "annotator");
        CrossedAgreement paired = new(table, [GroupStatistic.PercentAgreement], MeasurementLevel.Nominal, AnnotatorCopies.Paired);
        Assert.All(CrossedBootstrap.Replicates(paired, null, groups, new BootstrapOptions(100, 1, 0.9)), r => Assert.Equal(6.0 / 15, r, 14));
    }

    [Fact]
    public void Intervals_OneAnnotatorOrMisfit_HasNoneOrThrows()
    {
        CrossedAgreement agreement = new(Ratings(4, 10, 3, 0), Statistics, MeasurementLevel.Nominal);
        BootstrapOptions options = new(100, 1, 0.9);
        CrossedAgreement one = new(Ratings(4, 10, 1, 0), Statistics, MeasurementLevel.Nominal);
        Assert.All(CrossedBootstrap.Intervals(one, Items(10), Annotators(1), options), Assert.Null);
        Assert.Throws<ArgumentException>(() => CrossedBootstrap.Intervals(agreement, null, null, options));
        Assert.Throws<ArgumentException>(() => CrossedBootstrap.Intervals(agreement, Items(9), null, options));
        Assert.Throws<ArgumentException>(() => CrossedBootstrap.Intervals(agreement, null, Annotators(4), options));
    }

    private static ResamplingDesign Items(int count) => ResamplingDesign.OfUnits(count, "item");

    private static ResamplingDesign Annotators(int count) => ResamplingDesign.OfUnits(count, "annotator");

    private static int[] Ones(int count) => [.. Enumerable.Repeat(1, count)];

    private static double[] Evaluate(RatingTable table, MeasurementLevel level, AnnotatorCopies copies, int[] items, int[] annotators)
    {
        double[] values = new double[Statistics.Length];
        new CrossedAgreement(table, Statistics, level, copies).CreateEvaluator().Evaluate(items, annotators, values);
        return values;
    }

    private static double[] GroupValues(RatingTable table, MeasurementLevel level) =>
        [.. new GroupStatistics(CountTable.Create(table), Statistics, level).Estimate().Select(e => e.IsDefined ? e.Value : double.NaN)];

    private static void AssertSame(double[] expected, double[] actual)
    {
        for (int s = 0; s < expected.Length; s++)
        {
            Assert.Equal(expected[s], actual[s], 12);
        }
    }

    private static RatingTable Ratings(ulong seed, int items, int annotators, double missing)
    {
        RandomStream random = new(seed, 40);
        double?[][] rows = new double?[items][];
        for (int i = 0; i < items; i++)
        {
            double truth = 1 + random.NextInt(4);
            rows[i] = new double?[annotators];
            for (int a = 0; a < annotators; a++)
            {
                bool given = random.NextDouble() >= missing, right = random.NextDouble() < 0.2 + (0.7 * a / annotators);
                double other = 1 + random.NextInt(4);
                rows[i][a] = !given ? null : right ? truth : other;
            }
        }

        return RatingTable.FromRows(rows, [1, 2, 3, 4]);
    }

    private static double?[][] Rows(RatingTable table)
    {
        double?[][] rows = new double?[table.ItemCount][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new double?[table.AnnotatorCount];
            for (int j = 0; j < table.AnnotatorsOf(i).Length; j++)
            {
                rows[i][table.AnnotatorsOf(i)[j]] = table.Categories[table.CodesOf(i)[j]];
            }
        }

        return rows;
    }

    private static RatingTable Repeated(RatingTable table, int[] items, int[] annotators)
    {
        double?[][] rows = Rows(table);
        return RatingTable.FromRows(
            [.. Enumerable.Range(0, items.Length).SelectMany(i => Enumerable.Repeat(
                (IReadOnlyList<double?>)[.. Enumerable.Range(0, annotators.Length).SelectMany(a => Enumerable.Repeat(rows[i][a], annotators[a]))], items[i]))],
            table.Categories);
    }
}
