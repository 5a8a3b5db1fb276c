using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Coverage;

/// <summary>The statistics of gates on labelled items: the very table of the harness for the judge, and the group statistics of people.</summary>
internal sealed class GateTable
{
    private static readonly ImmutableArray<GroupStatistic> Group =
        [GroupStatistic.PercentAgreement, GroupStatistic.FleissKappa, GroupStatistic.GwetAc1, GroupStatistic.GwetAc2, GroupStatistic.KrippendorffAlpha];

    private readonly MetricTable _judge;
    private readonly GroupStatistics _people;
    private readonly int[] _peoplePatterns;
    private readonly int[] _clusters;

    public GateTable(LabelProcess process, LabelledItem[] items)
    {
        MeasurementLevel level = process.Ordinal ? MeasurementLevel.Ordinal : MeasurementLevel.Nominal;
        LabelScale scale = process.Ordinal ? LabelScale.Ordinal(1, 5) : LabelScale.Nominal(["1", "2"]);
        _judge = new MetricTable([.. items.Select(i => Row(process, scale, i))], level, scale);
        List<Rating> ratings = [];
        for (int i = 0; i < items.Length; i++)
        {
            int annotator = 0;
            for (int l = 0; l < items[i].People.Length; l++)
            {
                for (int a = 0; a < items[i].People[l]; a++)
                {
                    ratings.Add(new Rating(i, annotator++, scale.Values[l]));
                }
            }
        }

        CountTable counts = CountTable.Create(RatingTable.Create(items.Length, process.Annotators, ratings, scale.Values));
        _people = new GroupStatistics(counts, Group, level);
        _peoplePatterns = counts.PatternOfItem.ToArray();
        _clusters = process.Clustered ? [.. Enumerable.Range(0, items.Length).Select(i => i / LabelProcess.ClusterSize)] : [];
    }

    /// <summary>The names of the statistics, those of the judge and those of people.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. AlignmentMetrics.All.Select(m => m.Name()), .. Group.Select(g => "people: " + char.ToLowerInvariant(g.ToString()[0]) + g.ToString()[1..])];

    /// <summary>Every statistic when items have these weights; NaN where undefined.</summary>
    public double[] Values(int[] weights)
    {
        double[] values = new double[Names.Length];
        _judge.CreateEvaluator().Evaluate(Sum(weights, _judge.PatternOfRow, _judge.PatternCount), values.AsSpan(0, _judge.StatisticCount));
        _people.CreateEvaluator().Evaluate(Sum(weights, _peoplePatterns, _people.PatternCount), values.AsSpan(_judge.StatisticCount));
        return values;
    }

    /// <summary>The interval of every statistic.</summary>
    public ImmutableArray<ConfidenceInterval?> Intervals(BootstrapOptions options) =>
    [
        .. ClusterBootstrap.Intervals(_judge, Design(_judge.PatternOfRow, _judge.PatternCount), options),
        .. ClusterBootstrap.Intervals(_people, Design(_peoplePatterns, _people.PatternCount), options),
    ];

    private ResamplingDesign Design(int[] patterns, int count) =>
        _clusters.Length == 0 ? ResamplingDesign.ByItem(patterns, count) : ResamplingDesign.ByCluster(patterns, count, _clusters);

    private static int[] Sum(int[] weights, int[] patterns, int count)
    {
        int[] sums = new int[count];
        for (int i = 0; i < weights.Length; i++)
        {
            sums[patterns[i]] += weights[i];
        }

        return sums;
    }

    /// <summary>The reference as the harness forms it: the majority of two labels, the median of five, the mean for correlations.</summary>
    private static MetricRow Row(LabelProcess process, LabelScale scale, LabelledItem item)
    {
        int n = process.Annotators, below = 0, low = -1, high = -1;
        double mean = 0;
        for (int l = 0; l < item.People.Length; l++)
        {
            mean += scale.Values[l] * item.People[l] / n;
            below += item.People[l];
            low = low < 0 && below > (n - 1) / 2 ? l : low;
            high = high < 0 && below > n / 2 ? l : high;
        }

        // Of two labels the median is the majority, and between the two it is a tie.
        double middle = (scale.Values[low] + scale.Values[high]) / 2;
        double[] judge = new double[item.People.Length];
        judge[item.Judge] = 1;
        double divergence = DistributionMeasures.JensenShannonDivergence(judge, [.. item.People.Select(c => (double)c)]).Value;
        return new MetricRow(scale.Values[item.Judge], low == high ? middle : double.NaN, middle, mean, divergence);
    }
}
