using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>People's labels on an item as a distribution over the scale's labels.</summary>
internal static class PeopleDistribution
{
    /// <summary>The divergence of one annotator's label from the distribution of the others; NaN on a numeric scale.</summary>
    public static double Divergence(LabelScale scale, ReadOnlySpan<Annotation> annotations, int left)
    {
        if (scale.IsNumeric)
        {
            return double.NaN;
        }

        double[] others = Weights(scale, annotations);
        double[] own = new double[others.Length];
        others[annotations[left].Code]--;
        own[annotations[left].Code]++;
        return DistributionMeasures.JensenShannonDivergence(own, others).Value;
    }

    /// <summary>The divergence of a judge's distribution from that of people without one of them; NaN on a numeric scale or where either is empty.</summary>
    public static double Divergence(LabelScale scale, ReadOnlySpan<Annotation> annotations, int left, double[]? judge)
    {
        if (judge is null || annotations.Length < 2 || judge.Sum() <= 0)
        {
            return double.NaN;
        }

        double[] others = Weights(scale, annotations);
        others[annotations[left].Code]--;
        return DistributionMeasures.JensenShannonDivergence(judge, others).Value;
    }

    /// <summary>The divergence of a judge's distribution from people's; NaN on a numeric scale or where either is empty.</summary>
    public static double Divergence(LabelScale scale, ReadOnlySpan<Annotation> annotations, double[]? judge) =>
        judge is null || annotations.IsEmpty || judge.Sum() <= 0 ? double.NaN : DistributionMeasures.JensenShannonDivergence(judge, Weights(scale, annotations)).Value;

    /// <summary>The labels with their counts, in the order of the scale.</summary>
    public static ImmutableArray<LabelCount> Counts(AnnotatedDataset dataset, ReadOnlySpan<Annotation> annotations)
    {
        if (annotations.Length == 1)
        {
            return [new LabelCount(dataset.LabelOf(annotations[0]).Text, 1)];
        }

        SortedDictionary<double, int> counts = [];
        Dictionary<double, string> texts = [];
        foreach (Annotation annotation in annotations)
        {
            counts[annotation.Value] = counts.GetValueOrDefault(annotation.Value) + 1;
            texts[annotation.Value] = dataset.LabelOf(annotation).Text;
        }

        return [.. counts.Select(c => new LabelCount(texts[c.Key], c.Value))];
    }

    private static double[] Weights(LabelScale scale, ReadOnlySpan<Annotation> annotations)
    {
        double[] weights = new double[scale.Labels.Length];
        foreach (Annotation annotation in annotations)
        {
            weights[annotation.Code]++;
        }

        return weights;
    }
}
