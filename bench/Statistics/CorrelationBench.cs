using BenchmarkDotNet.Attributes;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Statistics;

/// <summary>Correlations of 100,000 pairs, with ties and without, and the mean Jensen-Shannon divergence of 100,000 items.</summary>
public class CorrelationBench
{
    private const int Items = 100_000;
    private const int Categories = 5;

    private readonly double[] _x = new double[Items];
    private readonly double[] _y = new double[Items];
    private readonly double[] _tiedX = new double[Items];
    private readonly double[] _tiedY = new double[Items];
    private ProbabilityTable _judge = null!;
    private RatingTable _votes = null!;

    [GlobalSetup]
    public void Setup()
    {
        RandomStream random = new(1, 0);
        double[] probabilities = new double[Items * Categories];
        List<Rating> votes = [];
        for (int i = 0; i < Items; i++)
        {
            _x[i] = random.NextDouble();
            _y[i] = _x[i] + random.NextDouble();
            _tiedX[i] = 1 + random.NextInt(5);
            _tiedY[i] = random.NextDouble() < 0.6 ? _tiedX[i] : 1 + random.NextInt(5);
            Span<double> row = probabilities.AsSpan(i * Categories, Categories);
            double sum = 0;
            for (int c = 0; c < Categories; c++)
            {
                row[c] = random.NextDouble();
                sum += row[c];
            }

            for (int c = 0; c < Categories; c++)
            {
                row[c] /= sum;
            }

            for (int a = 0; a < 5; a++)
            {
                votes.Add(new(i, a, random.NextInt(Categories)));
            }
        }

        _judge = ProbabilityTable.Create(probabilities, Categories);
        _votes = RatingTable.Create(Items, 5, votes);
    }

    [Benchmark]
    public CorrelationResult Pearson() => Correlation.Pearson(_x, _y);

    [Benchmark]
    public CorrelationResult Spearman() => Correlation.Spearman(_x, _y);

    [Benchmark]
    public CorrelationResult KendallTauB() => Correlation.KendallTauB(_x, _y);

    [Benchmark]
    public CorrelationResult KendallTauBOfFiveCategories() => Correlation.KendallTauB(_tiedX, _tiedY);

    [Benchmark]
    public Estimate NormalizedDiscountedCumulativeGain() => DiscountedCumulativeGain.Normalized(_tiedX, _y);

    [Benchmark]
    public Estimate MeanJensenShannon() => VoteAlignment.JensenShannonDivergence(_judge, _votes);

    [Benchmark]
    public IntraclassCorrelations Intraclass() => IntraclassCorrelation.Compute(_votes);
}
