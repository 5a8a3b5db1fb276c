using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>An annotator's place among the others.</summary>
/// <param name="Annotator">Who, by position in the dataset.</param>
/// <param name="Agreement">The annotator's metric against the reference of the others, on all items that he and another labelled.</param>
internal readonly record struct RankedAnnotator(int Annotator, double Agreement);

/// <summary>A judge beside one annotator, both held against the reference of the others on the items that annotator labelled.</summary>
/// <param name="Judge">The judge's metric on these items.</param>
/// <param name="Annotator">The annotator's.</param>
/// <param name="Difference">The judge's less the annotator's, with its evidence where intervals are asked for.</param>
internal sealed record AnnotatorComparison(Estimate Judge, Estimate Annotator, MeasuredDifference Difference);

/// <summary>Ranks annotators by their agreement with the others, and holds a judge against one of them.</summary>
internal static class AnnotatorDifference
{
    private const int OfJudge = 0;
    private const int OfAnnotator = 1;

    /// <summary>Annotators from the best down; who agrees equally well stands in the order of the ids, and those whose agreement is undefined are in no place.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="metric">The metric.</param>
    public static ImmutableArray<RankedAnnotator> Rank(AlignmentPlan plan, AlignmentMetric metric)
    {
        if (plan.Unlawful(metric) is not null)
        {
            return [];
        }

        double[] each = LeaveOneOut.Create(plan.Dataset, plan.ReferenceOfOthers, plan.Level, plan.Ordered, [metric]).OfEach(metric);
        IEnumerable<RankedAnnotator> defined = each.Select((value, a) => new RankedAnnotator(a, value)).Where(r => !double.IsNaN(r.Agreement));
        return [.. metric.HigherIsBetter() ? defined.OrderByDescending(r => r.Agreement) : defined.OrderBy(r => r.Agreement)];
    }

    /// <summary>Compares.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="annotator">The annotator, by position in the dataset.</param>
    public static AnnotatorComparison Measure(AlignedJudge judge, AlignmentMetric metric, int annotator)
    {
        AlignmentPlan plan = judge.Plan;
        int[] items =
        [
            .. Enumerable.Range(0, plan.Dataset.Items.Length).Where(i =>
                judge.LabelOf(i) is not null && plan.Dataset.AnnotationsOf(i).Length > 1 && UnseenItems.IndexOf(plan.Dataset.AnnotationsOf(i), annotator) >= 0),
        ];
        List<Held> distinct = [];
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        int[] patterns = new int[items.Length];
        HeldOutRows heldOut = new(new ReferenceCalculator(plan.Dataset, plan.ReferenceOfOthers, plan.Ordered));
        for (int i = 0; i < items.Length; i++)
        {
            Held held = Hold(plan.Dataset, heldOut, plan.Dataset.AnnotationsOf(items[i]), annotator, judge.LabelOf(items[i])!.Value.Value, judge.Labels.OfItem[items[i]]!.Distribution);
            string key = string.Join(';', held.Judge.Concat(held.Annotator));
            if (!known.TryGetValue(key, out patterns[i]))
            {
                known[key] = patterns[i] = distinct.Count;
                distinct.Add(held);
            }
        }

        CombinedStatistics joined = Join(plan, metric, annotator, distinct, unit: null);
        int[] weights = new int[distinct.Count];
        foreach (int pattern in patterns)
        {
            weights[pattern]++;
        }

        double[] values = joined.PartValues(weights);
        Estimate ofJudge = Side(plan, metric, values[OfJudge], items.Length, "the judge's"), ofAnnotator = Side(plan, metric, values[OfAnnotator], items.Length, "the annotator's");
        Estimate difference = !ofJudge.IsDefined ? ofJudge : !ofAnnotator.IsDefined ? ofAnnotator : Estimate.Of(ofJudge.Value - ofAnnotator.Value, items.Length);
        return new AnnotatorComparison(ofJudge, ofAnnotator, MeasuredDifference.OfBootstrap(
            difference,
            !difference.IsDefined || plan.Bootstrap.Resamples == 0
                ? null
                : ClusterBootstrap.Evidence(joined, plan.Resampling.Design(patterns, joined.PatternCount, items), plan.Bootstrap)[0]));
    }

    private static Estimate Side(AlignmentPlan plan, AlignmentMetric metric, double value, int n, string whose) =>
        plan.Unlawful(metric) is string reason ? Estimate.Undefined(reason, n)
        : n == 0 ? Estimate.Undefined("no item has a label from the judge, from the annotator and from another one", 0)
        : double.IsNaN(value) ? Estimate.Undefined($"{whose} {metric.Name()} has no value: the labels do not vary enough", n)
        : Estimate.Of(value, n);

    private static CombinedStatistics Join(AlignmentPlan plan, AlignmentMetric metric, int annotator, List<Held> seen, int? unit)
    {
        IEnumerable<Held> all = unit is null ? seen : seen.Concat(Unseen(plan, annotator, seen));
        List<MetricRow> ofJudge = [], ofAnnotator = [];
        List<(int Part, int Row, int Weight)[]> patterns = [];
        foreach (Held held in all)
        {
            patterns.Add([.. Add(ofJudge, held.Judge, OfJudge), .. Add(ofAnnotator, held.Annotator, OfAnnotator)]);
        }

        int whole = HeldOutRows.Whole * (unit ?? 1);
        MetricTable[] tables = [new(ofJudge, plan.Level, weightUnit: whole, metrics: [metric]), new(ofAnnotator, plan.Level, weightUnit: whole, metrics: [metric])];
        return new CombinedStatistics(
            tables,
            patterns.Select(p => (PartWeight[])[.. p.Select(e => new PartWeight(e.Part, tables[e.Part].PatternOfRow[e.Row], e.Weight))]),
            values => values[OfJudge] - values[OfAnnotator],
            weight => Join(plan, metric, annotator, seen, weight));
    }

    private static (int Part, int Row, int Weight)[] Add(List<MetricRow> rows, (MetricRow Row, int Weight)[] held, int part)
    {
        int first = rows.Count;
        rows.AddRange(held.Select(h => h.Row));
        return [.. held.Select((h, i) => (part, first + i, h.Weight))];
    }

    private static IEnumerable<Held> Unseen(AlignmentPlan plan, int annotator, List<Held> seen)
    {
        HeldOutRows heldOut = new(new ReferenceCalculator(plan.Dataset, plan.ReferenceOfOthers, plan.Ordered));
        double[] labels = UnseenItems.Labels(plan.Dataset.Scale, seen.Select(s => s.Judge[0].Row.Value));
        return
        [
            .. from annotations in UnseenItems.Annotations(plan.Dataset, annotator)
               from label in labels
               select Hold(plan.Dataset, heldOut, annotations, annotator, label, UnseenItems.Certain(plan.Dataset.Scale, label)),
        ];
    }

    private static Held Hold(AnnotatedDataset dataset, HeldOutRows heldOut, ReadOnlySpan<Annotation> annotations, int annotator, double label, double[]? distribution)
    {
        LabelScale scale = dataset.Scale;
        int left = UnseenItems.IndexOf(annotations, annotator);
        (MetricRow, int)[] judge = [.. heldOut.Of(annotations, left, label, PeopleDistribution.Divergence(scale, annotations, left, distribution))];
        return new Held(judge, [.. heldOut.Of(annotations, left, annotations[left].Value, PeopleDistribution.Divergence(scale, annotations, left))]);
    }

    /// <summary>An item: the rows of both, with their weights.</summary>
    private readonly record struct Held((MetricRow Row, int Weight)[] Judge, (MetricRow Row, int Weight)[] Annotator);
}
