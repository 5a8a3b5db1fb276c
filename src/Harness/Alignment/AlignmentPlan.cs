using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>The options of an alignment with every default filled in from the dataset. Immutable.</summary>
internal sealed class AlignmentPlan
{
    private AlignmentPlan(AnnotatedDataset dataset, AlignmentOptions options, MeasurementLevel level, Reference reference, bool byItem)
    {
        Dataset = dataset;
        Options = options;
        Level = level;
        Reference = reference;
        Ordered = level != MeasurementLevel.Nominal || dataset.Scale.Labels.Length == 2;
        OutOfScale = options.OutOfScale ?? dataset.Scale.OutOfScale;
        DisagreementDistance = options.DisagreementDistance ?? DefaultDistance(dataset.Scale);
        Metric = options.Metric ?? DefaultMetric(dataset, level);
        Bootstrap = new BootstrapOptions(options.Resamples, options.Seed, options.Confidence);
        Resampling = new DatasetResampling(dataset, byItem);
    }

    public AnnotatedDataset Dataset { get; }

    public AlignmentOptions Options { get; }

    public MeasurementLevel Level { get; }

    public Reference Reference { get; }

    /// <summary>The reference that an annotator is held against: left out, a named annotator would be held against nobody, so the level's own rule takes over.</summary>
    public Reference ReferenceOfOthers => Reference.Rule == ReferenceRule.Annotator ? DefaultReference(Level) : Reference;

    /// <summary>Whether the values carry an order; the two labels of a binary scale always do.</summary>
    public bool Ordered { get; }

    public OutOfScalePolicy OutOfScale { get; }

    public double DisagreementDistance { get; }

    public AlignmentMetric Metric { get; }

    public BootstrapOptions Bootstrap { get; }

    public DatasetResampling Resampling { get; }

    public static AlignmentPlan Create(AnnotatedDataset dataset, AlignmentOptions options, bool byItem = false)
    {
        MeasurementLevel own = LevelOf(dataset.Scale);
        MeasurementLevel level = options.Level ?? own;
        if (level is MeasurementLevel.Interval or MeasurementLevel.Ratio && own == MeasurementLevel.Nominal)
        {
            throw AlignmentErrors.LevelNeedsNumbers(dataset, level.ToString().ToLowerInvariant());
        }

        Reference reference = options.Reference ?? DefaultReference(level);
        AlignmentPlan plan = new(dataset, options, level, reference, byItem);
        return reference.Rule is ReferenceRule.Median or ReferenceRule.Mean && !plan.Ordered
            ? throw AlignmentErrors.ReferenceNeedsOrder(dataset, reference)
            : plan;
    }

    /// <summary>The level at which a scale's labels are compared; preference has an order.</summary>
    public static MeasurementLevel LevelOf(LabelScale scale) => scale.Level switch
    {
        ScaleLevel.Nominal => MeasurementLevel.Nominal,
        ScaleLevel.Ordinal or ScaleLevel.Preference => MeasurementLevel.Ordinal,
        ScaleLevel.Interval => MeasurementLevel.Interval,
        _ => MeasurementLevel.Ratio,
    };

    /// <summary>The reference of a level: the majority, the median or the mean.</summary>
    public static Reference DefaultReference(MeasurementLevel level) => new(level switch
    {
        MeasurementLevel.Nominal => ReferenceRule.Majority,
        MeasurementLevel.Ordinal => ReferenceRule.Median,
        _ => ReferenceRule.Mean,
    });

    /// <summary>Every metric with its interval, where one is asked for; undefined where the scale forbids it or it has no value.</summary>
    /// <param name="statistics">The metrics, in the order of <paramref name="metrics"/>.</param>
    /// <param name="values">Their values; NaN where undefined.</param>
    /// <param name="design">What is resampled.</param>
    /// <param name="count">How many items a metric rests on.</param>
    /// <param name="whyUndefined">Why a metric has no value; asked only of those that have none.</param>
    /// <param name="metrics">The metrics of the statistics, in their order; by default all.</param>
    public ImmutableSortedDictionary<AlignmentMetric, Estimate> Estimate(
        IPatternStatistics statistics,
        double[] values,
        ResamplingDesign design,
        Func<AlignmentMetric, int> count,
        Func<AlignmentMetric, string> whyUndefined,
        ImmutableArray<AlignmentMetric> metrics = default)
    {
        ImmutableArray<AlignmentMetric> all = metrics.IsDefault ? AlignmentMetrics.All : metrics;
        ImmutableArray<ConfidenceInterval?> intervals = Bootstrap.Resamples > 0
            ? ClusterBootstrap.Intervals(statistics, design, Bootstrap)
            : [.. new ConfidenceInterval?[values.Length]];
        return all.ToImmutableSortedDictionary(metric => metric, metric =>
        {
            int at = all.IndexOf(metric), n = count(metric);
            return Unlawful(metric) is string reason
                ? Statistics.Estimate.Undefined(reason, n)
                : double.IsNaN(values[at])
                    ? Statistics.Estimate.Undefined(whyUndefined(metric), n)
                    : Statistics.Estimate.Of(values[at], n).WithInterval(intervals[at]);
        });
    }

    /// <summary>Why the scale forbids a metric; <see langword="null"/> when it is lawful.</summary>
    public string? Unlawful(AlignmentMetric metric) => metric switch
    {
        AlignmentMetric.CohenKappaLinear or AlignmentMetric.CohenKappaQuadratic or AlignmentMetric.Pearson or AlignmentMetric.Spearman
            or AlignmentMetric.KendallTauB or AlignmentMetric.MeanAbsoluteError when !Ordered =>
            "the categories have no order",
        AlignmentMetric.JensenShannon when Dataset.Scale.IsNumeric =>
            "the scale has no list of labels to spread over",
        AlignmentMetric.PercentAgreement or AlignmentMetric.CohenKappa or AlignmentMetric.ScottPi
            when Reference.Rule == ReferenceRule.Mean && Dataset.Scale.IsNumeric =>
            "a mean is not a label; choose the median or one annotator as the reference",
        _ => null,
    };

    private static AlignmentMetric DefaultMetric(AnnotatedDataset dataset, MeasurementLevel level) =>
        dataset.Subjectivity == Subjectivity.LatentProjective && !dataset.Scale.IsNumeric
            ? AlignmentMetric.JensenShannon
            : level switch
            {
                MeasurementLevel.Nominal => AlignmentMetric.CohenKappa,
                MeasurementLevel.Ordinal => AlignmentMetric.CohenKappaQuadratic,
                _ => AlignmentMetric.Pearson,
            };

    private static double DefaultDistance(LabelScale scale)
    {
        double range = scale.Maximum - scale.Minimum;
        return !scale.IsNumeric ? 0 : double.IsFinite(range) ? range / 4 : 1;
    }
}
