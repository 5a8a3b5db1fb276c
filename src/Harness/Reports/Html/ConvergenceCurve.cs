using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>
/// The first metric as items accumulate. The items come in an order drawn by the record's seed, for an order of the file may be one of topics; items of one
/// cluster come together. The last point rests on all items and is the record's own figure.
/// </summary>
/// <param name="Points">The metric over the first n items, rising in n; empty where <paramref name="Reason"/> says why.</param>
/// <param name="Reason">Why there is no curve; <see langword="null"/> where there is one.</param>
internal sealed record ConvergenceCurve(ImmutableArray<(int Items, Estimate Metric)> Points, string? Reason)
{
    private const int MostPoints = 12, Fewest = 5, MostResamples = 400;
    private const double Growth = 1.6;

    /// <summary>Computes the curve.</summary>
    /// <param name="record">The record.</param>
    public static ConvergenceCurve Of(AlignmentRecord record)
    {
        if (record.Alignment.Difficulty is not null)
        {
            return new ConvergenceCurve([], "the judge predicts difficulty and gives no labels");
        }

        try
        {
            return RecordedDataset.Of(record) is { } dataset ? Of(record, dataset) : new ConvergenceCurve([], "the record is of an earlier version, which kept no dataset card");
        }
        catch (Exception exception) when (exception is JudgeEvalException or ArgumentException or InvalidOperationException)
        {
            // As after an edit by hand. The rest of the page shows what the record says.
            return new ConvergenceCurve([], $"the record does not fit itself: {exception.Message}");
        }
    }

    private static ConvergenceCurve Of(AlignmentRecord record, AnnotatedDataset dataset)
    {
        AlignmentPlan plan = AlignmentPlan.Create(dataset, record.Options with { Resamples = Math.Min(record.Options.Resamples, MostResamples), Baselines = false });
        JudgeLabels judge = JudgeLabels.Read(dataset, RecordedJudge.Verdicts(record), plan.OutOfScale);
        AlignedRows rows = AlignedRows.Create(plan, JudgeAlignment.References(plan), judge);
        if (rows.Items.IsEmpty)
        {
            return new ConvergenceCurve([], "no item has both people's labels and a verdict");
        }

        int[] order = [.. rows.Items.OrderBy(i => Place(record, dataset.Items[i])).ThenBy(i => i)];
        return new ConvergenceCurve([.. Sizes(order, dataset).Select(n => (n, First(n)))], null);

        Estimate First(int count)
        {
            if (count == order.Length && record.Alignment.Statistics.TryGetValue(record.Alignment.Metric, out Estimate whole))
            {
                // What the other plots show: its interval may rest on more resamples than the points before it.
                return whole;
            }

            int[] items = order[..count];
            Array.Sort(items);
            return rows.Part(items).Estimate(plan, [record.Alignment.Metric])[record.Alignment.Metric];
        }
    }

    private static ulong Place(AlignmentRecord record, JudgeItem item) => StableHash.Of(record.Options.Seed, item.Cluster ?? item.Id);

    private static IEnumerable<int> Sizes(int[] order, AnnotatedDataset dataset)
    {
        int last = 0;
        for (int k = MostPoints - 1; k >= 0; k--)
        {
            int size = Math.Min(order.Length, Math.Max(Fewest, (int)Math.Ceiling(order.Length / Math.Pow(Growth, k))));
            while (size < order.Length && dataset.Items[order[size]].Cluster is { } cluster && cluster == dataset.Items[order[size - 1]].Cluster)
            {
                size++;
            }

            if (size > last)
            {
                yield return last = size;
            }
        }
    }
}
