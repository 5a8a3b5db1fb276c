using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>What an item nobody has seen might look like, for intervals by <see cref="BootstrapMethod.Bayesian"/>.</summary>
internal static class UnseenItems
{
    /// <summary>Every pair of a label of the judge and one that all people give.</summary>
    public static IEnumerable<MetricRow> Rows(IReadOnlyList<MetricRow> seen, LabelScale scale)
    {
        double[] ofJudge = [.. seen.Select(r => r.Value).Distinct().Order()];
        double[] ofPeople = [.. seen.Select(r => r.Mean).Where(double.IsFinite).Distinct().Order()];
        double[] judge = Categories(scale, ofJudge, ofPeople), people = Categories(scale, ofPeople, ofJudge);
        return judge.SelectMany(_ => people, (a, b) => new MetricRow(a, b, b, b, scale.IsNumeric ? double.NaN : a == b ? 0 : 1));
    }

    /// <summary>Items that the people of some item split over, some with one label and the others with another or the same.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="annotator">Who must be among the people of every item; -1 for anyone.</param>
    public static IEnumerable<Annotation[]> Annotations(AnnotatedDataset dataset, int annotator = -1)
    {
        int[] templates =
        [
            .. Enumerable.Range(0, dataset.Items.Length)
                .Where(i => dataset.AnnotationsOf(i).Length > 1 && (annotator < 0 || IndexOf(dataset.AnnotationsOf(i), annotator) >= 0)),
        ];
        if (templates.Length == 0)
        {
            yield break;
        }

        LabelScale scale = dataset.Scale;
        double[] labels = Categories(scale, [.. templates.SelectMany(i => Values(dataset.AnnotationsOf(i))).Distinct().Order()], []);
        int count = labels.Length * labels.Length;
        for (int s = 0; s < count; s++)
        {
            Annotation[] item = dataset.AnnotationsOf(templates[(int)((long)s * templates.Length / count)]).ToArray();
            int ofFirst = 1 + (s % (item.Length - 1));
            for (int i = 0; i < item.Length; i++)
            {
                // Another person begins in each item, so that nobody is always among the first.
                double value = labels[(i + s) % item.Length < ofFirst ? s / labels.Length : s % labels.Length];
                item[i] = item[i] with { Value = value, Code = scale.IsNumeric ? item[i].Code : scale.Values.IndexOf(value) };
            }

            yield return item;
        }
    }

    /// <summary>The labels that a judge may give on an unseen item.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="seen">The labels it gave.</param>
    public static double[] Labels(LabelScale scale, IEnumerable<double> seen) => Categories(scale, [.. seen.Distinct().Order()], []);

    /// <summary>A label as the distribution of a judge that gives no other; <see langword="null"/> on a numeric scale.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="label">The label's value.</param>
    public static double[]? Certain(LabelScale scale, double label)
    {
        if (scale.IsNumeric)
        {
            return null;
        }

        double[] distribution = new double[scale.Labels.Length];
        distribution[scale.Values.IndexOf(label)] = 1;
        return distribution;
    }

    /// <summary>Where somebody's label stands among an item's; -1 when it does not.</summary>
    /// <param name="annotations">The item's labels.</param>
    /// <param name="annotator">Who.</param>
    public static int IndexOf(ReadOnlySpan<Annotation> annotations, int annotator)
    {
        for (int i = 0; i < annotations.Length; i++)
        {
            if (annotations[i].Annotator == annotator)
            {
                return i;
            }
        }

        return -1;
    }

    private static double[] Categories(LabelScale scale, double[] own, double[] others) =>
        UnseenCategories.Of(!scale.IsNumeric ? scale.Values : own.Length > 1 ? own : [.. own.Union(others).Order()]);

    private static double[] Values(ReadOnlySpan<Annotation> annotations)
    {
        double[] values = new double[annotations.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = annotations[i].Value;
        }

        return values;
    }
}
