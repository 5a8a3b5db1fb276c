using BenchmarkDotNet.Attributes;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Statistics;

/// <summary>
/// Krippendorff's alpha from a matrix of numbers, ordinal: 5 annotators × 1,000,000 items, and 100 × 10,000 with 30 % missing;
/// and its bootstrap over items, 112 annotators × 350 items. Counterpart: <c>numpy/krippendorff_alpha.py</c>. Pin to one core for
/// the figure of one thread.
/// </summary>
public class KrippendorffAlphaBench
{
    private const int Resamples = 1000;

    private readonly int[] _kinds = new int[350];
    private readonly double[] _values = new double[1];
    private double[] _large = [];
    private double[] _gappy = [];
    private RatingTable _largeTable = null!;
    private RatingTable _gappyTable = null!;
    private CountTable _counts = null!;
    private ResamplingDesign _design = null!;
    private IPatternEvaluator _ordinal = null!;
    private int[] _weights = [];

    [GlobalSetup]
    public void Setup()
    {
        _large = Matrix(1_000_000, 5, 0);
        _gappy = Matrix(10_000, 100, 0.3);
        _largeTable = RatingTable.FromMatrix(_large, 5);
        _gappyTable = RatingTable.FromMatrix(_gappy, 100);
        _counts = CountTable.Create(RatingTable.FromMatrix(Matrix(350, 112, 0), 112));
        _design = ResamplingDesign.ByItem(_counts.PatternOfItem, _counts.PatternCount);
        _ordinal = KrippendorffAlpha.OnCounts(_counts, MeasurementLevel.Ordinal).CreateEvaluator();
        _weights = new int[_counts.PatternCount];
    }

    [Benchmark]
    public Estimate Ordinal5x1000000() => KrippendorffAlpha.Compute(RatingTable.FromMatrix(_large, 5), MeasurementLevel.Ordinal);

    [Benchmark]
    public Estimate Ordinal100x10000With30PercentMissing() => KrippendorffAlpha.Compute(RatingTable.FromMatrix(_gappy, 100), MeasurementLevel.Ordinal);

    [Benchmark]
    public Estimate OrdinalFromTable5x1000000() => KrippendorffAlpha.Compute(_largeTable, MeasurementLevel.Ordinal);

    [Benchmark]
    public Estimate NominalFromTable5x1000000() => KrippendorffAlpha.Compute(_largeTable, MeasurementLevel.Nominal);

    [Benchmark]
    public Estimate RatioFromTable5x1000000() => KrippendorffAlpha.Compute(_largeTable, MeasurementLevel.Ratio);

    [Benchmark]
    public Estimate OrdinalFromTable100x10000() => KrippendorffAlpha.Compute(_gappyTable, MeasurementLevel.Ordinal);

    [Benchmark]
    public CountTable CountRows5x1000000() => CountTable.Create(_largeTable);

    [Benchmark]
    public PairTable PairsOf1000000() => _largeTable.PairsOf(0, 1);

    [Benchmark]
    public double[] BootstrapOrdinal112x350() =>
        ClusterBootstrap.Replicates(KrippendorffAlpha.OnCounts(_counts, MeasurementLevel.Ordinal), _design, Resamples, 1);

    [Benchmark]
    public double[] BootstrapNominal112x350() =>
        ClusterBootstrap.Replicates(KrippendorffAlpha.OnCounts(_counts, MeasurementLevel.Nominal), _design, Resamples, 1);

    /// <summary>The same resamples on this thread alone; nothing is allocated.</summary>
    [Benchmark]
    public double BootstrapOrdinal112x350OneThread()
    {
        double sum = 0;
        for (int b = 0; b < Resamples; b++)
        {
            RandomStream random = new(1, (ulong)b);
            _design.Draw(ref random, _kinds.AsSpan(0, _design.KindCount), _weights);
            _ordinal.Evaluate(_weights, _values);
            sum += _values[0];
        }

        return sum;
    }

    /// <summary>Labels 1..5, item after item: the item's own with probability 0.6, otherwise any.</summary>
    private static double[] Matrix(int items, int annotators, double missing)
    {
        RandomStream random = new(1, 0);
        double[] cells = new double[items * annotators];
        for (int item = 0; item < items; item++)
        {
            int truth = 1 + random.NextInt(5);
            for (int annotator = 0; annotator < annotators; annotator++)
            {
                double label = random.NextDouble() < 0.6 ? truth : 1 + random.NextInt(5);
                cells[(item * annotators) + annotator] = random.NextDouble() < missing ? double.NaN : label;
            }
        }

        return cells;
    }
}
