using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Statistics;

/// <summary>
/// Bootstrap intervals on one thread: quadratic kappa of 10,000 items in 5 categories, B = 2,000; and Krippendorff's alpha of
/// 350 items that 112 annotators rated, B = 1,000. The counterpart is <c>numpy/bootstrap.py</c>.
/// </summary>
public class BootstrapBench
{
    private PairStatistics _kappa = null!;
    private ResamplingDesign _kappaDesign = null!;
    private GroupStatistics _alpha = null!;
    private ResamplingDesign _alphaDesign = null!;
    private CrossedAgreement _crossed = null!;

    [GlobalSetup]
    public void Setup()
    {
        RandomStream random = new(1, 0);
        double[] a = new double[10_000], b = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            int truth = random.NextInt(5);
            a[i] = random.NextDouble() < 0.8 ? truth : random.NextInt(5);
            b[i] = random.NextDouble() < 0.8 ? truth : random.NextInt(5);
        }

        PairTable pairs = PairTable.Create(a, b);
        _kappa = new(pairs, [PairStatistic.CohenKappaQuadratic], MeasurementLevel.Ordinal);
        _kappaDesign = ResamplingDesign.ByItem(pairs.PatternOfItem, pairs.PatternCount);

        List<Rating> ratings = [];
        for (int item = 0; item < 350; item++)
        {
            int truth = random.NextInt(5);
            for (int annotator = 0; annotator < 112; annotator++)
            {
                ratings.Add(new(item, annotator, random.NextDouble() < 0.4 ? truth : random.NextInt(5)));
            }
        }

        RatingTable table = RatingTable.Create(350, 112, ratings);
        CountTable counts = CountTable.Create(table);
        _alpha = new(counts, [GroupStatistic.KrippendorffAlpha], MeasurementLevel.Ordinal);
        _alphaDesign = ResamplingDesign.ByItem(counts.PatternOfItem, counts.PatternCount);
        _crossed = new(table, [GroupStatistic.KrippendorffAlpha], MeasurementLevel.Ordinal);
    }

    [Benchmark]
    [Arguments(BootstrapMethod.Percentile)]
    [Arguments(BootstrapMethod.Bayesian)]
    [Arguments(BootstrapMethod.Bca)]
    [Arguments(BootstrapMethod.Studentized)]
    public ImmutableArray<ConfidenceInterval?> QuadraticKappa(BootstrapMethod method) =>
        ClusterBootstrap.Intervals(_kappa, _kappaDesign, new BootstrapOptions(2000, 1, 0.95, method) { MaxDegreeOfParallelism = 1 });

    [Benchmark]
    public ImmutableArray<ConfidenceInterval?> Alpha112x350() =>
        ClusterBootstrap.Intervals(_alpha, _alphaDesign, new BootstrapOptions(1000, 1, 0.95, BootstrapMethod.Percentile) { MaxDegreeOfParallelism = 1 });

    [Benchmark]
    public ImmutableArray<ConfidenceInterval?> Alpha112x350ItemsAndAnnotators() => CrossedBootstrap.Intervals(
        _crossed,
        ResamplingDesign.OfUnits(350, "item"),
        ResamplingDesign.OfUnits(112, "annotator"),
        new BootstrapOptions(1000, 1, 0.95) { MaxDegreeOfParallelism = 1 });
}
