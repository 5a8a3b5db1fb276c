using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>What an annotator who is drawn twice means for agreement.</summary>
public enum AnnotatorCopies
{
    /// <summary>
    /// The copies never pair with each other: agreement is that of different people. An annotator always agrees with a copy, so
    /// pairs of copies would raise agreement in every resample, by about 1 / annotators of what is missing to 1.
    /// </summary>
    NotPaired,

    /// <summary>The copies are separate annotators who happen to agree throughout, as if the resampled table were handed to a program.</summary>
    Paired,
}

/// <summary>
/// Statistics of any number of annotators over a <see cref="RatingTable"/>, for resampling annotators or items and annotators.
/// With every item and annotator once they are those of <see cref="GroupStatistics"/>. Immutable.
/// </summary>
/// <remarks>
/// An annotator drawn a times weighs a in an item's shares of categories. Observed (dis)agreement of an item is the mean over
/// its pairs of different annotators, a pair weighing the product; an item all of whose ratings are one annotator's has no pair.
/// Agreement by chance stays that of all ratings drawn.
/// </remarks>
public sealed class CrossedAgreement : ICrossedStatistics
{
    /// <summary>Chooses statistics.</summary>
    /// <param name="table">The ratings.</param>
    /// <param name="statistics">Which statistics, in the order of the results.</param>
    /// <param name="level">The level of the ratings, for Krippendorff's alpha.</param>
    /// <param name="copies">What an annotator who is drawn twice means. The default is that copies do not pair.</param>
    public CrossedAgreement(
        RatingTable table, ImmutableArray<GroupStatistic> statistics, MeasurementLevel level, AnnotatorCopies copies = AnnotatorCopies.NotPaired)
    {
        ArgumentNullException.ThrowIfNull(table);
        Guard.AllKnown(statistics);
        Guard.Known(level);
        Guard.Known(copies);
        Table = table;
        Statistics = statistics;
        Level = level;
        Copies = copies;
    }

    /// <summary>The ratings.</summary>
    public RatingTable Table { get; }

    /// <summary>Which statistics, in the order of the results.</summary>
    public ImmutableArray<GroupStatistic> Statistics { get; }

    /// <summary>The level of the ratings.</summary>
    public MeasurementLevel Level { get; }

    /// <summary>What an annotator who is drawn twice means.</summary>
    public AnnotatorCopies Copies { get; }

    /// <inheritdoc/>
    public int ItemCount => Table.ItemCount;

    /// <inheritdoc/>
    public int AnnotatorCount => Table.AnnotatorCount;

    /// <inheritdoc/>
    public int StatisticCount => Statistics.Length;

    /// <summary>Every statistic with an interval from resampling items, annotators or both.</summary>
    /// <param name="items">How items are drawn; <see langword="null"/> keeps them.</param>
    /// <param name="annotators">How annotators are drawn; <see langword="null"/> keeps them.</param>
    /// <param name="options">Resamples, seed, confidence level and method.</param>
    public ImmutableArray<Estimate> Estimate(ResamplingDesign? items, ResamplingDesign? annotators, BootstrapOptions options)
    {
        ImmutableArray<Estimate> estimates = new GroupStatistics(CountTable.Create(Table), Statistics, Level).Estimate();
        ImmutableArray<ConfidenceInterval?> intervals = CrossedBootstrap.Intervals(this, items, annotators, options);
        return [.. estimates.Select((estimate, i) => estimate.IsDefined ? estimate.WithInterval(intervals[i]) : estimate)];
    }

    /// <inheritdoc/>
    public ICrossedEvaluator CreateEvaluator() => new CrossedAgreementEvaluator(this);
}
