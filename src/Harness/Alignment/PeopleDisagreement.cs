using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>How far the people of one item disagree, and from where on that makes it ambiguous.</summary>
/// <param name="level">The level at which labels are compared.</param>
internal sealed class PeopleDisagreement(MeasurementLevel level)
{
    private const double AmbiguousShareOfRange = 0.75;
    private const double AmbiguousShareOfPairs = 0.5;

    public DisagreementMeasure Measure { get; } = level == MeasurementLevel.Nominal ? DisagreementMeasure.UnequalPairs : DisagreementMeasure.MeanDifference;

    /// <summary>Three quarters of a scale's range; <see langword="null"/> where the scale is open.</summary>
    public static double? MostOfRange(LabelScale scale) =>
        double.IsFinite(scale.Maximum - scale.Minimum) ? AmbiguousShareOfRange * (scale.Maximum - scale.Minimum) : null;

    /// <summary>From where on an item is ambiguous, unless somebody says otherwise; <see langword="null"/> where the scale is open.</summary>
    public double? Threshold(LabelScale scale) => Measure == DisagreementMeasure.UnequalPairs ? AmbiguousShareOfPairs : MostOfRange(scale);

    /// <summary>The mean over all pairs of an item's labels; NaN with fewer than two.</summary>
    public double Of(ReadOnlySpan<Annotation> annotations)
    {
        double[] values = new double[annotations.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = annotations[i].Value;
        }

        // Sorted, so that the same labels give the same sum whoever gave them.
        Array.Sort(values);
        double pairs = values.Length * (values.Length - 1.0) / 2;
        return pairs == 0 ? double.NaN : (Measure == DisagreementMeasure.UnequalPairs ? Unequal(values, pairs) : Differences(values)) / pairs;
    }

    private static double Unequal(double[] sorted, double pairs) => pairs - sorted.CountBy(v => v).Sum(c => c.Value * (c.Value - 1.0) / 2);

    // Each gap between neighbours lies within as many pairs as there are labels below it times labels above it.
    private static double Differences(double[] sorted)
    {
        double sum = 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            sum += (sorted[i] - sorted[i - 1]) * i * (sorted.Length - i);
        }

        return sum;
    }
}
