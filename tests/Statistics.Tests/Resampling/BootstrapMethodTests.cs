namespace JudgeEval.Statistics.Tests.Resampling;

/// <summary>The methods through the engine: the fast counted path against the formula on single clusters, and one core against many.</summary>
public class BootstrapMethodTests
{
    public static TheoryData<BootstrapMethod> Methods() => [.. Enum.GetValues<BootstrapMethod>()];

    public static TheoryData<BootstrapMethod> MethodsOfCounts() => [.. Enum.GetValues<BootstrapMethod>().Where(m => m != BootstrapMethod.Bayesian)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Intervals_OneThreadOrMany_AreTheSame(BootstrapMethod method)
    {
        (PairStatistics statistics, ResamplingDesign design) = Judges(200, 4);
        BootstrapOptions options = new(1000, 5, 0.9, method);
        ConfidenceInterval?[] one = [.. ClusterBootstrap.Intervals(statistics, design, options with { MaxDegreeOfParallelism = 1 })];
        Assert.All(one, Assert.NotNull);
        Assert.Equal(one, ClusterBootstrap.Intervals(statistics, design, options with { MaxDegreeOfParallelism = 7 }).AsEnumerable());
        Assert.Equal(one, ClusterBootstrap.Intervals(statistics, design, options).AsEnumerable());
    }

    [Theory]
    [MemberData(nameof(MethodsOfCounts))]
    public void Intervals_CountedKinds_EqualTheFormulaOnSingleItems(BootstrapMethod method)
    {
        (PairStatistics statistics, ResamplingDesign design) = Judges(120, 3);
        PairTable table = statistics.Table;
        BootstrapOptions options = new(400, 9, 0.9, method) { Transform = BootstrapTransform.FisherZ };
        ConfidenceInterval actual = ClusterBootstrap.Intervals(statistics, design, options)[0]!;

        // The same draws, but the jackknife of each resample item by item.
        double[] replicates = ClusterBootstrap.Replicates(statistics, design, 400, 9);
        double[] own = replicates[..400], errors = new double[400];
        int[] kinds = new int[design.KindCount], weights = new int[design.PatternCount];
        for (int b = 0; b < 400; b++)
        {
            RandomStream random = new(9, (ulong)b);
            design.Draw(ref random, kinds, weights);
            Assert.Equal(120, weights.Sum());
            errors[b] = Jackknife.StandardError(LeftOut(statistics, weights)).Value;
        }

        double[] leftOut = LeftOut(statistics, table.Counts.ToArray());
        double estimate = statistics.Estimate()[0].Value;
        ConfidenceInterval? plain = method switch
        {
            BootstrapMethod.Percentile => BootstrapInterval.Percentile(own, 0.9, out _),
            BootstrapMethod.Basic => BootstrapInterval.Basic(estimate, own, 0.9, out _, options.Transform),
            BootstrapMethod.Bca => BootstrapInterval.Bca(estimate, own, Jackknife.Acceleration(leftOut).Value, 0.9, out _),
            _ => BootstrapInterval.Studentized(estimate, Jackknife.StandardError(leftOut).Value, own, errors, 0.9, out _, options.Transform),
        };
        Assert.Equal(plain!.Lower, actual.Lower, 10);
        Assert.Equal(plain.Upper, actual.Upper, 10);
        Assert.Equal((plain.Method, 400, 9UL, "item"), (actual.Method, actual.Resamples, actual.Seed, actual.Cluster));
    }

    [Fact]
    public void StandardErrors_Mean_IsNearTheFormula()
    {
        // The bootstrap standard error of a mean of 0 and 1 is sqrt(p (1 - p) / n) up to Monte Carlo error: its relative deviation
        // is about 1 / sqrt(2 B) = 1.1 %; five of them.
        int[] patterns = [.. Enumerable.Range(0, 500).Select(i => i < 150 ? 1 : 0)];
        Estimate error = ClusterBootstrap.StandardErrors(new MeanStatistic([0, 1]), ResamplingDesign.ByItem(patterns, 2), new BootstrapOptions(4000, 3, 0.95))[0];
        double expected = Math.Sqrt(0.3 * 0.7 / 500);
        Assert.InRange(error.Value, expected * 0.944, expected * 1.056);
    }

    [Fact]
    public void Intervals_StatisticWithoutValue_HasNone()
    {
        // One category throughout: kappa is undefined on the data and on every resample.
        PairStatistics kappa = new(PairTable.Create([1, 1, 1], [1, 1, 1]), [PairStatistic.CohenKappa], MeasurementLevel.Nominal);
        ResamplingDesign design = ResamplingDesign.ByItem(kappa.Table.PatternOfItem, 1);
        foreach (BootstrapMethod method in Enum.GetValues<BootstrapMethod>())
        {
            Assert.Null(ClusterBootstrap.Intervals(kappa, design, new BootstrapOptions(100, 1, 0.95, method))[0]);
        }
    }

    [Theory]
    [InlineData(1, 0.95, 0)]
    [InlineData(100, 0, 0)]
    [InlineData(100, 1, 0)]
    [InlineData(100, 0.95, -1)]
    public void Intervals_OptionOutOfRange_Throws(int resamples, double confidence, int threads)
    {
        ResamplingDesign design = ResamplingDesign.ByItem([0, 1], 2);
        BootstrapOptions options = new(resamples, 1, confidence) { MaxDegreeOfParallelism = threads };
        Assert.ThrowsAny<ArgumentException>(() => ClusterBootstrap.Intervals(new MeanStatistic([0, 1]), design, options));
    }

    internal static (PairStatistics Statistics, ResamplingDesign Design) Judges(int items, int categories)
    {
        RandomStream random = new(77, (ulong)items);
        double[] x = new double[items], y = new double[items];
        for (int i = 0; i < items; i++)
        {
            x[i] = random.NextInt(categories);
            y[i] = random.NextDouble() < 0.6 ? x[i] : random.NextInt(categories);
        }

        PairStatistics statistics = new(PairTable.Create(x, y), [PairStatistic.CohenKappaQuadratic, PairStatistic.Pearson], MeasurementLevel.Ordinal);
        return (statistics, ResamplingDesign.ByItem(statistics.Table.PatternOfItem, statistics.PatternCount));
    }

    private static double[] LeftOut(PairStatistics statistics, int[] weights)
    {
        double[] values = new double[statistics.StatisticCount];
        List<double> leftOut = [];
        IPatternEvaluator evaluator = statistics.CreateEvaluator();
        for (int p = 0; p < weights.Length; p++)
        {
            for (int copy = 0; copy < weights[p]; copy++)
            {
                int[] without = [.. weights];
                without[p]--;
                evaluator.Evaluate(without, values);
                leftOut.Add(values[0]);
            }
        }

        return [.. leftOut];
    }
}
