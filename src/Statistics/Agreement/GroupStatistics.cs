using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>Statistics of any number of annotators over a <see cref="CountTable"/>. Weights act on the categories' values. Immutable.</summary>
public sealed class GroupStatistics : IUnseenPatterns
{
    /// <summary>Chooses statistics.</summary>
    /// <param name="table">The counted ratings.</param>
    /// <param name="statistics">Which statistics, in the order of the results.</param>
    /// <param name="level">The level of the ratings, for Krippendorff's alpha.</param>
    /// <exception cref="ArgumentException">A statistic or the level is unknown.</exception>
    public GroupStatistics(CountTable table, ImmutableArray<GroupStatistic> statistics, MeasurementLevel level)
    {
        ArgumentNullException.ThrowIfNull(table);
        Guard.AllKnown(statistics);
        Guard.Known(level);
        Table = table;
        Statistics = statistics;
        Level = level;
    }

    /// <summary>The counted ratings.</summary>
    public CountTable Table { get; }

    /// <summary>Which statistics, in the order of the results.</summary>
    public ImmutableArray<GroupStatistic> Statistics { get; }

    /// <summary>The level of the ratings.</summary>
    public MeasurementLevel Level { get; }

    /// <inheritdoc/>
    public int PatternCount => Table.PatternCount;

    /// <inheritdoc/>
    public int StatisticCount => Statistics.Length;

    /// <summary>One statistic of one table.</summary>
    /// <param name="table">The ratings.</param>
    /// <param name="statistic">The statistic.</param>
    /// <param name="level">The level, for Krippendorff's alpha.</param>
    public static Estimate Compute(RatingTable table, GroupStatistic statistic, MeasurementLevel level = MeasurementLevel.Nominal) =>
        new GroupStatistics(CountTable.Create(table), [statistic], level).Estimate()[0];

    /// <summary>Every statistic on the ratings as they are; n is the number of items with two or more ratings.</summary>
    /// <returns>The estimates in the order of <see cref="Statistics"/>, without intervals.</returns>
    public ImmutableArray<Estimate> Estimate()
    {
        double[] values = new double[StatisticCount];
        CreateEvaluator().Evaluate(Table.ItemsOf, values);
        int n = 0;
        for (int p = 0; p < Table.PatternCount; p++)
        {
            n += Table.RatingsOf[p] > 1 ? Table.ItemsOf[p] : 0;
        }

        return [.. values.Select(value => double.IsNaN(value)
            ? JudgeEval.Statistics.Estimate.Undefined(
                n == 0
                    ? "no item has labels from two annotators"
                    : "every label is the same, so agreement by chance is certain",
                n)
            : JudgeEval.Statistics.Estimate.OfComputed(value, n))];
    }

    /// <summary>Every statistic with a bootstrap interval.</summary>
    /// <param name="design">What is resampled; made from the table's patterns.</param>
    /// <param name="options">Resamples, seed and confidence level.</param>
    public ImmutableArray<Estimate> Estimate(ResamplingDesign design, BootstrapOptions options) =>
        ClusterBootstrap.WithIntervals(Estimate(), this, design, options);

    /// <inheritdoc/>
    public IPatternEvaluator CreateEvaluator() => new GroupEvaluator(this);

    /// <inheritdoc/>
    public IPatternStatistics WithUnseen(int weightUnit) => UnseenRows.Extend(this, weightUnit);
}
