using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Gates.Sequential;

/// <summary>
/// A bounded score of each item whose mean is the metric, or its difference from the baseline's; turned round where lower is better, so that more is better
/// always.
/// </summary>
internal sealed class ItemScores
{
    private readonly AlignmentPlan _plan;
    private readonly AlignmentMetric _metric;
    private readonly ReferenceLabel[] _references;
    private readonly double?[]? _baseline;

    /// <summary>Prepares the scores.</summary>
    /// <param name="plan">How labels are read and references made.</param>
    /// <param name="demand">The metric, and the baseline where there is one.</param>
    /// <exception cref="JudgeEvalException">The metric does not fit the dataset, or its threshold is out of reach.</exception>
    public ItemScores(AlignmentPlan plan, SequentialDemand demand)
    {
        _plan = plan;
        _metric = demand.Metric;
        _references = JudgeAlignment.References(plan);
        if (plan.Unlawful(_metric) is { } why)
        {
            throw SequentialErrors.Unlawful(plan.Dataset, _metric, why);
        }

        double range = _metric == AlignmentMetric.MeanAbsoluteError ? plan.Dataset.Scale.Maximum - plan.Dataset.Scale.Minimum : 1;
        if (!double.IsFinite(range))
        {
            throw SequentialErrors.Unbounded(plan.Dataset);
        }

        bool higher = _metric.HigherIsBetter();
        (Smallest, Largest) = demand.Baseline is not null ? (-range, range) : higher ? (0, range) : (-range, 0);
        Threshold = demand.Baseline is not null || !higher ? -demand.Threshold : demand.Threshold;
        if (!(Threshold > Smallest && Threshold < Largest))
        {
            throw SequentialErrors.OutOfReach(demand, demand.Baseline is null ? 0 : -range, range);
        }

        if (demand.Baseline is { } verdicts)
        {
            var known = new VerdictSet(verdicts.Judge, verdicts.Dataset, verdicts.DatasetHash, verdicts.Judgements.Where(j => plan.Dataset.TryFindItem(j.Item, out _)));
            _baseline = [.. JudgeLabels.Read(plan.Dataset, known, plan.OutOfScale).OfItem.Select((label, item) => Own(item, label))];
        }
    }

    /// <summary>The smallest possible score.</summary>
    public double Smallest { get; }

    /// <summary>The largest possible score.</summary>
    public double Largest { get; }

    /// <summary>What the mean score is held against.</summary>
    public double Threshold { get; }

    /// <summary>Whether a verdict on an item can have a score: people have a reference for it, and the baseline a verdict.</summary>
    /// <param name="item">The item's position.</param>
    public bool CanScore(int item) =>
        !double.IsNaN(_metric switch
        {
            AlignmentMetric.PercentAgreement => _references[item].Hard,
            AlignmentMetric.MeanAbsoluteError => _references[item].Middle,
            _ => _references[item].Count == 0 ? double.NaN : 0,
        }) && (_baseline is null || _baseline[item] is not null);

    /// <summary>The scores of some verdicts by the item's position; <see langword="null"/> where there is none.</summary>
    /// <param name="verdicts">The verdicts.</param>
    public double?[] Of(VerdictSet verdicts)
    {
        JudgeLabels labels = JudgeLabels.Read(_plan.Dataset, verdicts, _plan.OutOfScale);
        return [.. labels.OfItem.Select((label, item) => Own(item, label) - (_baseline is null ? 0 : _baseline[item]))];
    }

    private double? Own(int item, JudgeLabel? judge)
    {
        if (judge?.Label is not Label label)
        {
            return null;
        }

        ReferenceLabel reference = _references[item];
        double score = _metric switch
        {
            AlignmentMetric.PercentAgreement => double.IsNaN(reference.Hard) ? double.NaN : label.Value == reference.Hard ? 1 : 0,
            AlignmentMetric.MeanAbsoluteError => -Math.Min(Math.Abs(label.Value - reference.Middle), Largest - Smallest),
            _ => -PeopleDistribution.Divergence(_plan.Dataset.Scale, _plan.Dataset.AnnotationsOf(item), judge.Distribution),
        };
        return double.IsNaN(score) ? null : score;
    }
}
