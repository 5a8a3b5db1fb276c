using System.Collections.Concurrent;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// A judge held against people, with what the figures of its <see cref="AlignmentResult"/> rest on, so that gates can ask further: how well the data
/// go with a threshold, and how the judge stands beside another rater of the same items. Immutable and safe for concurrent use.
/// </summary>
public sealed class AlignedJudge
{
    private readonly Lazy<AlignmentResult> _result;
    private readonly Lazy<HumanBaselineCalculator> _people;
    private readonly ConcurrentDictionary<AlignmentMetric, Estimate> _own = [];

    internal AlignedJudge(
        AlignmentPlan plan, ReferenceLabel[] references, Lazy<HumanBaselineCalculator> people, BaselineCalculator? baselines, JudgeLabels labels, AlignedRows rows, VerdictSet verdicts, Func<AlignmentResult> result)
    {
        _result = new Lazy<AlignmentResult>(result);
        _people = people;
        Plan = plan;
        References = references;
        Baselines = baselines;
        Labels = labels;
        Rows = rows;
        Verdicts = verdicts;
    }

    /// <summary>Every figure; computed when it is first asked for, because a comparison with another judge needs none of them.</summary>
    public AlignmentResult Result => _result.Value;

    /// <summary>People's labels.</summary>
    public AnnotatedDataset Dataset => Plan.Dataset;

    /// <summary>How the alignment was computed.</summary>
    public AlignmentOptions Options => Plan.Options;

    /// <summary>The judge's verdicts.</summary>
    public VerdictSet Verdicts { get; }

    internal AlignmentPlan Plan { get; }

    internal ReferenceLabel[] References { get; }

    internal HumanBaselineCalculator People => _people.Value;

    /// <summary>What simple rules reach; <see langword="null"/> where it was not asked for.</summary>
    internal BaselineCalculator? Baselines { get; }

    /// <summary>The judge's labels by the item's position.</summary>
    internal JudgeLabels Labels { get; }

    /// <summary>The rows of the judge's metrics.</summary>
    internal AlignedRows Rows { get; }

    /// <summary>A metric with its interval on some of the judge's rows; on all of them it is computed once, however many others the judge is compared with.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="items">The positions of the rows' items, rising.</param>
    internal Estimate OnItems(AlignmentMetric metric, ReadOnlySpan<int> items) => items.Length == Rows.Items.Length
        ? _own.GetOrAdd(metric, m => Rows.Estimate(Plan, [m])[m])
        : Rows.Part(items).Estimate(Plan, [metric])[metric];

    /// <summary>A metric with the evidence behind its interval: the same value and the same interval, and p-values for any threshold.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>Undefined where the metric is, or where it has no interval.</returns>
    public MeasuredDifference Measure(AlignmentMetric metric)
    {
        if (Verdicts.Judge.DifficultyScale is not null)
        {
            return MeasuredDifference.OfBootstrap(Result.Statistics[metric], null);
        }

        MetricTable table = new(Rows.Rows, Plan.Level, Plan.Dataset.Scale, metrics: [metric], countOfRow: Rows.CountOfRow);
        double value = table.Values()[0];
        Estimate estimate = Plan.Unlawful(metric) is string reason ? Estimate.Undefined(reason, table.CountOf(metric))
            : double.IsNaN(value) ? Estimate.Undefined(table.WhyUndefined(metric), table.CountOf(metric))
            : Estimate.Of(value, table.CountOf(metric));
        if (!estimate.IsDefined || Plan.Bootstrap.Resamples == 0)
        {
            return MeasuredDifference.OfBootstrap(estimate, null);
        }

        BootstrapEvidence? evidence =
            ClusterBootstrap.Evidence(table, Plan.Resampling.Design(table.PatternOfRow, table.PatternCount, Rows.Items.AsSpan()), Plan.Bootstrap)[0];
        return MeasuredDifference.OfBootstrap(estimate.WithInterval(evidence?.Interval(Plan.Options.Confidence)), evidence);
    }

    /// <summary>The judge's label on an item; <see langword="null"/> where it gave none, and for a judge that gives none to any.</summary>
    /// <param name="item">The item's position.</param>
    internal Label? LabelOf(int item) => Verdicts.Judge.DifficultyScale is null ? Labels.OfItem[item]?.Label : null;
}
