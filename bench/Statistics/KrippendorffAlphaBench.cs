using BenchmarkDotNet.Attributes;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Statistics;

/// <summary>Krippendorff's alpha, ordinal: 5 annotators × 1,000,000 items, and 100 × 10,000 with 30 % missing.</summary>
public class KrippendorffAlphaBench
{
    private RatingTable _large = null!;

    [GlobalSetup]
    public void Setup()
    {
        RandomStream random = new(1, 0);
        List<Rating> ratings = [];
        for (int item = 0; item < 1_000_000; item++)
        {
            int truth = 1 + random.NextInt(5);
            for (int annotator = 0; annotator < 5; annotator++)
            {
                ratings.Add(new(item, annotator, random.NextDouble() < 0.6 ? truth : 1 + random.NextInt(5)));
            }
        }

        _large = RatingTable.Create(1_000_000, 5, ratings);
    }

    [Benchmark]
    public Estimate Ordinal5x1000000() => GroupStatistics.Compute(_large, GroupStatistic.KrippendorffAlpha, MeasurementLevel.Ordinal);
}
