using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>The baselines of a dataset, aligned as judges are. What does not depend on a judge is computed once, and only when asked for.</summary>
internal sealed class BaselineCalculator
{
    private readonly AlignmentPlan _plan;
    private readonly ReferenceLabel[] _references;
    private readonly Lazy<(ImmutableArray<BaselineAlignment> All, AlignedRows?[] Rows)> _baselines;

    public BaselineCalculator(AlignmentPlan plan, ReferenceLabel[] references)
    {
        _plan = plan;
        _references = references;
        _baselines = new Lazy<(ImmutableArray<BaselineAlignment>, AlignedRows?[])>(Compute);
    }

    /// <summary>Every baseline, in the order of <see cref="Baselines.All"/>.</summary>
    public ImmutableArray<BaselineAlignment> All => _baselines.Value.All;

    /// <summary>A judge beside the best baseline; <see langword="null"/> when no baseline has a value.</summary>
    public BaselineComparison? Compare(AlignedRows judge)
    {
        if (Measure(judge) is not var (baseline, measured))
        {
            return null;
        }

        Estimate difference = measured.Estimate.WithInterval(measured.Interval(_plan.Options.Confidence));
        return new BaselineComparison(baseline.Name, baseline.Statistic, difference, Standing(difference));
    }

    /// <summary>The best baseline, and the judge's metric less its, with the evidence where intervals are asked for; <see langword="null"/> when no baseline has a value.</summary>
    public (BaselineAlignment Best, MeasuredDifference Difference)? Measure(AlignedRows judge)
    {
        int best = Best();
        return best < 0 ? null : (All[best], RowDifference.Measure(_plan, _plan.Metric, RowDifference.Share(_plan, _plan.Metric, judge, _baselines.Value.Rows[best]!)));
    }

    // Ties go to the first in the fixed order.
    private int Best()
    {
        int best = -1;
        for (int i = 0; i < All.Length; i++)
        {
            if (All[i].Statistic.IsDefined && (best < 0 || (_plan.Metric.HigherIsBetter()
                ? All[i].Statistic.Value > All[best].Statistic.Value
                : All[i].Statistic.Value < All[best].Statistic.Value)))
            {
                best = i;
            }
        }

        return best;
    }

    private BaselineStanding Standing(Estimate difference)
    {
        if (difference is not { IsDefined: true, Interval: ConfidenceInterval interval })
        {
            return BaselineStanding.Undecided;
        }

        bool higher = _plan.Metric.HigherIsBetter();
        return (higher ? interval.Lower > 0 : interval.Upper < 0) ? BaselineStanding.Beats
            : (higher ? interval.Upper < 0 : interval.Lower > 0) ? BaselineStanding.Loses
            : BaselineStanding.Undecided;
    }

    private (ImmutableArray<BaselineAlignment> All, AlignedRows?[] Rows) Compute() => _plan.Dataset.Counts is { } counts ? OfCounts(counts) : OfItems();

    private (ImmutableArray<BaselineAlignment> All, AlignedRows?[] Rows) OfCounts(ItemCounts counts)
    {
        CountedMarginal marginal = CountedMarginal.Of(_plan.Dataset, _references);
        AlignedRows?[] rows = new AlignedRows?[Baselines.All.Length];
        ImmutableArray<BaselineAlignment> all = [.. Baselines.All.Select((kind, i) =>
        {
            if (CountedBaselines.LabelsOf(kind, counts, marginal, out string reason) is not { } labelOf)
            {
                return new BaselineAlignment(kind.Name(), Estimate.Undefined($"not applicable: {reason}", 0), Applies: false);
            }

            rows[i] = AlignedRows.Create(_plan, _references, labelOf, item => OneLabel(labelOf(item)));
            return new BaselineAlignment(kind.Name(), rows[i]!.Estimate(_plan, [_plan.Metric])[_plan.Metric], Applies: true);
        })];
        return (all, rows);
    }

    private (ImmutableArray<BaselineAlignment> All, AlignedRows?[] Rows) OfItems()
    {
        BaselineExamples examples = Examples(_plan, _references, _plan.Options.Seed, out int[] items);
        AlignedRows?[] rows = new AlignedRows?[Baselines.All.Length];
        ImmutableArray<BaselineAlignment> all = [.. Baselines.All.Select((kind, i) =>
        {
            if (!Baselines.TryCreate(kind, examples, out BaselineJudge? judge, out string? reason))
            {
                return new BaselineAlignment(kind.Name(), Estimate.Undefined($"not applicable: {reason}", 0), Applies: false);
            }

            Label?[] ofExamples = judge.LabelsOfExamples();
            Label?[] labels = new Label?[_references.Length];
            for (int e = 0; e < items.Length; e++)
            {
                labels[items[e]] = ofExamples[e];
            }

            rows[i] = AlignedRows.Create(_plan, _references, item => labels[item], item => OneLabel(labels[item]));
            return new BaselineAlignment(kind.Name(), rows[i]!.Estimate(_plan, [_plan.Metric])[_plan.Metric], Applies: true);
        })];
        return (all, rows);
    }

    /// <summary>The examples that baselines are made of: the items with a label, and where each stands. Both are sorted by id, so they stay in step.</summary>
    public static BaselineExamples Examples(AlignmentPlan plan, ReferenceLabel[] references, ulong seed, out int[] items)
    {
        items = [.. Enumerable.Range(0, references.Length).Where(i => references[i].Count > 0)];

        // Of a named annotator the mean is that label; where there is none, nothing can be learnt of the item.
        bool named = plan.Reference.Rule == ReferenceRule.Annotator;
        if (named)
        {
            items = [.. items.Where(i => !double.IsNaN(references[i].Hard))];
        }

        return new BaselineExamples(
            items.Select(i => new BaselineExample(plan.Dataset.Items[i], LabelOf(plan.Dataset.Scale, references[i].Hard), named ? references[i].Hard : references[i].Mean)),
            plan.Dataset.Scale,
            plan.Dataset.Shape,
            seed);
    }

    internal static Label? LabelOf(LabelScale scale, double value)
    {
        if (double.IsNaN(value))
        {
            return null;
        }

        // The last digit of a mean of labels at an end of the scale may lie beyond it.
        double within = Math.Clamp(value, scale.Minimum, scale.Maximum);
        return scale.IsNumeric ? new Label(within.ToString("R", CultureInfo.InvariantCulture), within) : scale.At(scale.Values.IndexOf(value));
    }

    private double[]? OneLabel(Label? label)
    {
        LabelScale scale = _plan.Dataset.Scale;
        if (label is null || scale.IsNumeric)
        {
            return null;
        }

        double[] distribution = new double[scale.Labels.Length];
        distribution[scale.Labels.IndexOf(label.Value.Text)] = 1;
        return distribution;
    }
}
