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
    public static IEnumerable<Annotation[]> Annotations(AnnotatedDataset dataset)
    {
        int[] templates = [.. Enumerable.Range(0, dataset.Items.Length).Where(i => dataset.AnnotationsOf(i).Length > 1)];
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
