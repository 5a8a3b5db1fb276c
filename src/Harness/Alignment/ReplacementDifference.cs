using System.Runtime.InteropServices;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>A panel before and after a judge stands in for each of its people in turn, on the items that the judge labelled.</summary>
/// <param name="Before">The panel's alpha; NaN where it is undefined.</param>
/// <param name="After">By annotator, the alpha with his labels replaced; NaN where undefined, or for somebody who labelled none of the items.</param>
/// <param name="Change">The mean of after less before, with its evidence where intervals are asked for.</param>
internal sealed record Replacement(double Before, double[] After, MeasuredDifference Change);

/// <summary>Replaces people by a judge.</summary>
internal static class ReplacementDifference
{
    /// <summary>Replaces each annotator in turn.</summary>
    /// <param name="judge">The judge. Items without a usable verdict take no part, neither before nor after.</param>
    public static Replacement Measure(AlignedJudge judge)
    {
        AlignmentPlan plan = judge.Plan;
        AnnotatedDataset dataset = plan.Dataset;
        int[] items = [.. Enumerable.Range(0, dataset.Items.Length).Where(i => judge.LabelOf(i) is not null && dataset.AnnotationsOf(i).Length > 1)];
        if (items.Length == 0)
        {
            return new Replacement(double.NaN, [], Undefined("no item has a label from the judge and from two annotators", 0));
        }

        Dictionary<(string, double), int> known = [];
        List<PanelItem> distinct = [];
        int[] patterns = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            ReadOnlySpan<Annotation> annotations = dataset.AnnotationsOf(items[i]);
            double stand = judge.LabelOf(items[i])!.Value.Value;
            (string, double) key = (new string(MemoryMarshal.Cast<Annotation, char>(annotations)), stand);
            if (!known.TryGetValue(key, out patterns[i]))
            {
                known[key] = patterns[i] = distinct.Count;
                distinct.Add(Panel(annotations, stand));
            }
        }

        ReplacementAlpha alpha = new(
            [.. distinct],
            dataset.Annotators.Length,
            plan.Level,
            dataset.Scale.IsNumeric ? null : dataset.Scale.Values,
            () => Unseen(dataset, distinct.Select(d => d.Stand)));
        int[] weights = new int[distinct.Count];
        foreach (int pattern in patterns)
        {
            weights[pattern]++;
        }

        double[] change = new double[1];
        alpha.CreateEvaluator().Evaluate(weights, change);
        (double before, double[] after) = alpha.Values(weights);
        return new Replacement(before, after, double.IsNaN(change[0])
            ? Undefined("every label is the same, so agreement by chance is certain", items.Length)
            : MeasuredDifference.OfBootstrap(
                Estimate.Of(change[0], items.Length),
                plan.Bootstrap.Resamples == 0
                    ? null
                    : ClusterBootstrap.Evidence(alpha, plan.Resampling.Design(patterns, alpha.PatternCount, items), plan.Bootstrap)[0]));
    }

    private static MeasuredDifference Undefined(string reason, int n) => MeasuredDifference.OfBootstrap(Estimate.Undefined(reason, n), null);

    private static IEnumerable<PanelItem> Unseen(AnnotatedDataset dataset, IEnumerable<double> seen)
    {
        double[] labels = UnseenItems.Labels(dataset.Scale, seen);
        return UnseenItems.Annotations(dataset).SelectMany(_ => labels, (annotations, label) => Panel(annotations, label));
    }

    private static PanelItem Panel(ReadOnlySpan<Annotation> annotations, double stand)
    {
        int[] annotators = new int[annotations.Length];
        double[] values = new double[annotations.Length];
        for (int a = 0; a < annotators.Length; a++)
        {
            (annotators[a], values[a]) = (annotations[a].Annotator, annotations[a].Value);
        }

        return new PanelItem(annotators, values, stand);
    }
}
