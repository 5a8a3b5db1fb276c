using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>The items of an alignment one by one.</summary>
internal static class ItemAlignments
{
    public static ItemAlignment Of(AlignmentPlan plan, int item, ReferenceLabel reference, JudgeLabel? judge)
    {
        AnnotatedDataset dataset = plan.Dataset;
        Label? label = judge?.Label;
        double? delta = label is null || double.IsNaN(reference.Middle) || plan.Level == MeasurementLevel.Nominal
            ? null
            : label.Value.Value - reference.Middle;
        return new ItemAlignment
        {
            Item = dataset.Items[item].Id,
            People = PeopleDistribution.Counts(dataset, dataset.AnnotationsOf(item)),
            Reference = double.IsNaN(reference.Middle) ? null : reference.Middle,
            Judge = label?.Text,
            Delta = delta,
            Disagrees = label is Label given && Disagrees(plan, dataset.AnnotationsOf(item), reference, given.Value),
            StableRepeats = judge?.Stable ?? 0,
            Repeats = judge?.Judgements ?? 0,
            Rationale = judge?.Rationale,
            Failure = judge?.Failure,
        };
    }

    /// <summary>An item whose difficulty was predicted: what the judge says is no label, so it cannot disagree.</summary>
    public static ItemAlignment Predicted(AlignmentPlan plan, int item, ReferenceLabel reference, JudgeLabel? judge) =>
        Of(plan, item, reference, judge is null ? null : judge with { Label = null }) with { Judge = judge?.Label?.Text };

    /// <summary>Reference labels against the judge's, over the scale's labels or, on a numeric scale, the numbers that occur.</summary>
    public static ConfusionTable Confusion(AlignmentPlan plan, ReferenceLabel[] references, JudgeLabels judge)
    {
        List<(double Reference, double Judge, int Count)> pairs = [];
        for (int item = 0; item < references.Length; item++)
        {
            if (judge.OfItem[item]?.Label is Label label && !double.IsNaN(references[item].Hard))
            {
                pairs.Add((references[item].Hard, label.Value, plan.Dataset.Counts?.Of[item] ?? 1));
            }
        }

        LabelScale scale = plan.Dataset.Scale;
        double[] values = scale.IsNumeric ? [.. pairs.SelectMany(p => (double[])[p.Reference, p.Judge]).Distinct().Order()] : [.. scale.Values];
        string[] labels = scale.IsNumeric ? [.. values.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture))] : [.. scale.Labels];
        if (scale.IsNumeric && (plan.Reference.Rule == ReferenceRule.Mean || values.Length > LargestConfusion))
        {
            // Numbers of a range are not categories; a table of them would be as long as the data.
            return new ConfusionTable([], []);
        }

        int[][] counts = [.. values.Select(_ => new int[values.Length])];
        foreach ((double reference, double given, int count) in pairs)
        {
            int row = Array.BinarySearch(values, reference), column = Array.BinarySearch(values, given);
            if (row >= 0 && column >= 0)
            {
                counts[row][column] += count;
            }
        }

        return new ConfusionTable([.. labels], [.. counts.Select(row => ImmutableArray.Create(row))]);
    }

    private const int LargestConfusion = 50;

    private const double Rounding = 1e-9;

    /// <summary>A judge that says what some middle of people says agrees; between tied labels any of them, or anything between, does.</summary>
    public static bool Disagrees(AlignmentPlan plan, ReadOnlySpan<Annotation> annotations, ReferenceLabel reference, double value)
    {
        if (reference.Count == 0)
        {
            return false;
        }

        if (plan.Level != MeasurementLevel.Nominal)
        {
            // A difference of just the distance is none beyond it, whatever the last digit of 0.3 - 0.2 is.
            double reach = plan.DisagreementDistance * (1 + Rounding);
            return !double.IsNaN(reference.Low) && (value < reference.Low - reach || value > reference.High + reach);
        }

        return double.IsNaN(reference.Hard) ? !IsAmongTheMostFrequent(annotations, value) : value != reference.Hard;
    }

    private static bool IsAmongTheMostFrequent(ReadOnlySpan<Annotation> annotations, double value)
    {
        Dictionary<double, int> counts = [];
        foreach (Annotation annotation in annotations)
        {
            counts[annotation.Value] = counts.GetValueOrDefault(annotation.Value) + 1;
        }

        return counts.TryGetValue(value, out int own) && own == counts.Values.Max();
    }
}
