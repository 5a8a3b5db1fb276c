using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>Holds both judges against people's labels as they were when the baseline was accepted, so that edited labels never pass for a worse judge.</summary>
internal static class OldLabelScoring
{
    /// <summary>Scores.</summary>
    /// <param name="plan">How to compute, with today's people.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="then">The items with the labels then.</param>
    /// <param name="common">The common items.</param>
    /// <param name="baseline">The baseline's labels, by the position of the item today.</param>
    /// <param name="candidate">The candidate's.</param>
    public static OldLabels Score(
        AlignmentPlan plan, AlignmentMetric metric, ImmutableSortedDictionary<string, BaselineItem> then, CommonItems common, JudgeLabels baseline, JudgeLabels candidate)
    {
        if (Dataset(plan.Dataset, then, common) is not { } dataset)
        {
            return Undefined("nobody had labelled the common items then");
        }

        if (plan.Reference is { Rule: ReferenceRule.Annotator, Annotator: { } name } && dataset.Annotators.All(a => a.Id != name))
        {
            return Undefined($"'{name}' had labelled none of the common items then");
        }

        AlignmentPlan old = AlignmentPlan.Create(dataset, plan.Options);
        ReferenceLabel[] references = JudgeAlignment.References(old);
        int[] today = [.. dataset.Items.Select(item => plan.Dataset.TryFindItem(item.Id, out int at) ? at : -1)];
        AlignedRows before = Rows(baseline), after = Rows(candidate);
        SharedRows shared = RowDifference.Share(old, metric, after, before);
        MeasuredDifference delta = RowDifference.Measure(old, metric, shared);
        return new OldLabels(
            before.Part(shared.Items).Estimate(old, [metric])[metric],
            after.Part(shared.Items).Estimate(old, [metric])[metric],
            delta.Estimate.WithInterval(delta.Interval(old.Options.Confidence)),
            new PairedSides(old, references, item => baseline.OfItem[today[item]], item => candidate.OfItem[today[item]]).Hits);

        AlignedRows Rows(JudgeLabels labels) =>
            AlignedRows.Create(old, references, item => labels.OfItem[today[item]]?.Label, item => labels.OfItem[today[item]]?.Distribution);
    }

    private static AnnotatedDataset? Dataset(AnnotatedDataset dataset, ImmutableSortedDictionary<string, BaselineItem> then, CommonItems common)
    {
        var builder = new DatasetBuilder(dataset.Info, dataset.Shape, dataset.Scale, dataset.Subjectivity);
        bool labelled = false;
        for (int item = 0; item < common.Same.Length; item++)
        {
            if (!common.Same[item])
            {
                continue;
            }

            string id = dataset.Items[item].Id;
            builder.AddItem(dataset.Items[item]);
            foreach ((string annotator, string label) in then[id].Labels)
            {
                labelled = true;
                builder.AddAnnotation(id, annotator, label);
            }
        }

        return labelled ? builder.Build() : null;
    }

    private static OldLabels Undefined(string reason)
    {
        Estimate none = Estimate.Undefined(reason, 0);
        return new OldLabels(none, none, none, new HitTable(0, 0, 0, 0));
    }
}
