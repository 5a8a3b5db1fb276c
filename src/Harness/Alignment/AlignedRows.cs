using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>One rater's labels beside people's references: the rows that every statistic rests on. Judges and baselines share it.</summary>
internal sealed class AlignedRows
{
    /// <summary>Takes rows as they are.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="items">The item of each.</param>
    /// <param name="counts">How many items each of the dataset's stands for; <see langword="null"/> where it stands for itself.</param>
    public AlignedRows(List<MetricRow> rows, List<int> items, ItemCounts? counts = null)
    {
        Rows = [.. rows];
        Items = [.. items];
        CountOfRow = counts is null ? default : [.. items.Select(item => counts.Of[item])];
    }

    /// <summary>A row for each item that the rater labelled and people did too.</summary>
    public ImmutableArray<MetricRow> Rows { get; }

    /// <summary>The item of each row, rising.</summary>
    public ImmutableArray<int> Items { get; }

    /// <summary>How many items each row stands for; default where it is one.</summary>
    public ImmutableArray<int> CountOfRow { get; }

    /// <summary>Joins a judge's labels and references.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="references">The reference of each item.</param>
    /// <param name="judge">The judge's labels.</param>
    public static AlignedRows Create(AlignmentPlan plan, ReferenceLabel[] references, JudgeLabels judge) =>
        Create(plan, references, item => judge.OfItem[item]?.Label, item => judge.OfItem[item]?.Distribution);

    /// <summary>Joins labels and references.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="references">The reference of each item.</param>
    /// <param name="labelOf">The rater's label of an item, or <see langword="null"/>.</param>
    /// <param name="distributionOf">The rater's distribution over labels of an item, where there is one.</param>
    public static AlignedRows Create(AlignmentPlan plan, ReferenceLabel[] references, Func<int, Label?> labelOf, Func<int, double[]?> distributionOf)
    {
        List<MetricRow> rows = new(references.Length);
        List<int> items = new(references.Length);
        for (int item = 0; item < references.Length; item++)
        {
            ReferenceLabel reference = references[item];
            if (labelOf(item) is Label label && reference.Count > 0)
            {
                double divergence = PeopleDistribution.Divergence(plan.Dataset.Scale, plan.Dataset.AnnotationsOf(item), distributionOf(item));
                rows.Add(new MetricRow(label.Value, reference.Hard, reference.Middle, reference.Mean, divergence));
                items.Add(item);
            }
        }

        return new AlignedRows(rows, items, plan.Dataset.Counts);
    }

    /// <summary>The rows of some items.</summary>
    /// <param name="items">The positions of items, rising.</param>
    public AlignedRows Part(ReadOnlySpan<int> items)
    {
        List<MetricRow> rows = new(items.Length);
        List<int> kept = new(items.Length);
        for (int row = 0, i = 0; row < Items.Length && i < items.Length; row++)
        {
            while (i < items.Length && items[i] < Items[row])
            {
                i++;
            }

            if (i < items.Length && items[i] == Items[row])
            {
                rows.Add(Rows[row]);
                kept.Add(Items[row]);
            }
        }

        return new AlignedRows(rows, kept);
    }

    /// <summary>Metrics with their intervals, where intervals are asked for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="metrics">Which metrics.</param>
    public ImmutableSortedDictionary<AlignmentMetric, Estimate> Estimate(AlignmentPlan plan, ImmutableArray<AlignmentMetric> metrics)
    {
        MetricTable table = new(Rows, plan.Level, plan.Dataset.Scale, metrics: metrics, countOfRow: CountOfRow);
        return plan.Estimate(
            table,
            table.Values(),
            plan.Resampling.Design(table.PatternOfRow, table.PatternCount, Items.AsSpan()),
            table.CountOf,
            table.WhyUndefined,
            metrics);
    }
}
