using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// Statistics of two raters over a <see cref="PairTable"/>. Weights act on the numbers themselves, not on the position of a
/// category among those observed. Immutable.
/// </summary>
public sealed class PairStatistics : IUnseenPatterns
{
    /// <summary>Chooses statistics.</summary>
    /// <param name="table">The pairs; the first rater is the one in question, the second is the reference.</param>
    /// <param name="statistics">Which statistics, in the order of the results.</param>
    /// <param name="level">The level of the numbers, for Krippendorff's alpha.</param>
    /// <param name="weightUnit">
    /// The weight of a whole item, at least 1. With a unit of 2, an item whose reference is torn between two labels can enter
    /// as two patterns of weight 1. Only alpha's correction for small samples depends on it. The default value is 1.
    /// </param>
    /// <param name="categories">
    /// The declared categories, ascending, used or not, from which the labels of unseen items are drawn
    /// (<see cref="BootstrapMethod.Bayesian"/>). By default those that occur.
    /// </param>
    /// <exception cref="ArgumentException">A statistic or the level is unknown, the unit is below 1, or a category is not finite.</exception>
    public PairStatistics(
        PairTable table, ImmutableArray<PairStatistic> statistics, MeasurementLevel level, int weightUnit = 1, ImmutableArray<double> categories = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        Guard.AllKnown(statistics);
        Guard.Known(level);
        ArgumentOutOfRangeException.ThrowIfLessThan(weightUnit, 1);
        Table = table;
        Statistics = statistics;
        Level = level;
        WeightUnit = weightUnit;
        Categories = categories.IsDefault ? [] : categories;
        Guard.Finite(Categories.AsSpan(), nameof(categories));
    }

    /// <summary>The pairs.</summary>
    public PairTable Table { get; }

    /// <summary>Which statistics, in the order of the results.</summary>
    public ImmutableArray<PairStatistic> Statistics { get; }

    /// <summary>The level of the numbers.</summary>
    public MeasurementLevel Level { get; }

    /// <summary>The weight of a whole item.</summary>
    public int WeightUnit { get; }

    /// <summary>The declared categories; empty where none are.</summary>
    public ImmutableArray<double> Categories { get; }

    /// <inheritdoc/>
    public int PatternCount => Table.PatternCount;

    /// <inheritdoc/>
    public int StatisticCount => Statistics.Length;

    /// <summary>One statistic of one table.</summary>
    /// <param name="table">The pairs.</param>
    /// <param name="statistic">The statistic.</param>
    /// <param name="level">The level, for Krippendorff's alpha.</param>
    public static Estimate Compute(PairTable table, PairStatistic statistic, MeasurementLevel level = MeasurementLevel.Nominal) =>
        new PairStatistics(table, [statistic], level).Estimate()[0];

    /// <summary>Every statistic on the pairs as they are.</summary>
    /// <returns>The estimates in the order of <see cref="Statistics"/>, without intervals.</returns>
    public ImmutableArray<Estimate> Estimate()
    {
        double[] values = new double[StatisticCount];
        CreateEvaluator().Evaluate(Table.Counts, values);
        return [.. Statistics.Select((statistic, i) => double.IsNaN(values[i])
            ? Undefined(statistic)
            : JudgeEval.Statistics.Estimate.OfComputed(values[i], Table.ItemCount))];
    }

    /// <summary>Every statistic with a bootstrap interval.</summary>
    /// <param name="design">What is resampled; made from the table's patterns.</param>
    /// <param name="options">Resamples, seed and confidence level.</param>
    public ImmutableArray<Estimate> Estimate(ResamplingDesign design, BootstrapOptions options) =>
        ClusterBootstrap.WithIntervals(Estimate(), this, design, options);

    /// <inheritdoc/>
    public IPatternEvaluator CreateEvaluator() => new PairEvaluator(this);

    /// <inheritdoc/>
    public IPatternStatistics WithUnseen(int weightUnit) => UnseenPairs.Extend(this, weightUnit);

    private Estimate Undefined(PairStatistic statistic)
    {
        int n = Table.ItemCount;
        string reason = n == 0
            ? "no item has a label from both"
            : Table.Values.Length == 1
                ? "every label is the same, so agreement by chance is certain"
                : statistic is PairStatistic.Pearson or PairStatistic.Spearman or PairStatistic.KendallTauB
                    ? n < 2 ? "a correlation needs at least two items" : "one of the two always gives the same label, so nothing can vary together"
                    : "the labels do not vary enough to separate agreement from chance";
        return JudgeEval.Statistics.Estimate.Undefined(reason, n);
    }
}
