using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>What some people's labels on one item come to.</summary>
/// <param name="Count">How many labels there are.</param>
/// <param name="Hard">The one label's value, or NaN when there is none: nobody labelled, people tie, or the mean is no label.</param>
/// <param name="Middle">The value errors are measured from, between two labels where people tie around a middle; NaN when there is none.</param>
/// <param name="Low">The lower end of people's middle: equal to <paramref name="High"/> unless they tie.</param>
/// <param name="High">The upper end of people's middle.</param>
/// <param name="Mean">The mean of the values; NaN when nobody labelled.</param>
internal readonly record struct ReferenceLabel(int Count, double Hard, double Middle, double Low, double High, double Mean)
{
    public static ReferenceLabel None => new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    public bool IsTied => Count > 0 && double.IsNaN(Hard);
}

/// <summary>Brings several people's labels on one item to a reference. Holds scratch memory; one is used by one thread.</summary>
internal sealed class ReferenceCalculator(AnnotatedDataset dataset, Reference reference, bool ordered)
{
    private readonly int _annotator = reference.Rule == ReferenceRule.Annotator
        ? IndexOf(dataset, reference.Annotator)
        : -1;

    private readonly DecimalGrid _grid = GridOf(dataset);

    private double[] _values = new double[16];

    /// <summary>The reference of an item's labels, optionally without one of them.</summary>
    /// <param name="annotations">The labels.</param>
    /// <param name="without">The index of the label to leave out, or -1.</param>
    public ReferenceLabel Of(ReadOnlySpan<Annotation> annotations, int without = -1)
    {
        if (_values.Length < annotations.Length)
        {
            _values = new double[annotations.Length * 2];
        }

        int count = 0;
        double sum = 0, named = double.NaN;
        for (int i = 0; i < annotations.Length; i++)
        {
            if (i != without)
            {
                _values[count++] = annotations[i].Value;
                sum += _grid.Steps(annotations[i].Value);
                named = annotations[i].Annotator == _annotator ? annotations[i].Value : named;
            }
        }

        if (count == 0)
        {
            return ReferenceLabel.None;
        }

        Span<double> sorted = _values.AsSpan(0, count);
        sorted.Sort();
        double mean = (_grid.IsWhole ? sum : Sum(sorted)) / (count * _grid.PerUnit);
        return reference.Rule switch
        {
            ReferenceRule.Majority => Majority(sorted, mean),
            ReferenceRule.Median => Median(sorted, mean),
            ReferenceRule.Mean => new ReferenceLabel(count, IsLabel(mean) ? mean : double.NaN, mean, mean, mean, mean),
            _ => new ReferenceLabel(count, named, named, named, named, mean),
        };
    }

    /// <summary>The labels that a tied reference is between; none where the reference is a mean.</summary>
    /// <param name="annotations">The labels.</param>
    /// <param name="without">The index of the label to leave out, or -1.</param>
    public double[] TiedLabels(ReadOnlySpan<Annotation> annotations, int without)
    {
        if (reference.Rule == ReferenceRule.Median)
        {
            ReferenceLabel tie = Of(annotations, without);
            return [tie.Low, tie.High];
        }

        if (reference.Rule != ReferenceRule.Majority)
        {
            return [];
        }

        SortedDictionary<double, int> counts = [];
        for (int i = 0; i < annotations.Length; i++)
        {
            if (i != without)
            {
                counts[annotations[i].Value] = counts.GetValueOrDefault(annotations[i].Value) + 1;
            }
        }

        int most = counts.Values.Max();
        return [.. counts.Where(c => c.Value == most).Select(c => c.Key)];
    }

    private static int IndexOf(AnnotatedDataset dataset, string? annotator)
    {
        for (int i = 0; i < dataset.Annotators.Length; i++)
        {
            if (dataset.Annotators[i].Id == annotator)
            {
                return i;
            }
        }

        throw AlignmentErrors.UnknownReferenceAnnotator(dataset, annotator ?? "");
    }

    private ReferenceLabel Majority(ReadOnlySpan<double> sorted, double mean)
    {
        double best = double.NaN, low = double.NaN, high = double.NaN;
        int bestCount = 0;
        for (int start = 0; start < sorted.Length;)
        {
            int end = start;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            int times = end - start;
            if (times > bestCount)
            {
                (bestCount, best, low, high) = (times, sorted[start], sorted[start], sorted[start]);
            }
            else if (times == bestCount)
            {
                (best, high) = (double.NaN, sorted[start]);
            }

            start = end;
        }

        // Between tied categories of a nominal scale there is no middle.
        double middle = double.IsNaN(best) && ordered ? Between(low, high) : best;
        return new ReferenceLabel(sorted.Length, best, middle, low, high, mean);
    }

    private ReferenceLabel Median(ReadOnlySpan<double> sorted, double mean)
    {
        double low = sorted[(sorted.Length - 1) / 2], high = sorted[sorted.Length / 2];
        return new ReferenceLabel(sorted.Length, low == high ? low : double.NaN, Between(low, high), low, high, mean);
    }

    private double Between(double low, double high) => (_grid.Steps(low) + _grid.Steps(high)) / (2 * _grid.PerUnit);

    // In ascending order, so that the same labels have the same sum whoever gave them.
    private static double Sum(ReadOnlySpan<double> sorted)
    {
        double sum = 0;
        foreach (double value in sorted)
        {
            sum += value;
        }

        return sum;
    }

    private static DecimalGrid GridOf(AnnotatedDataset dataset) => DecimalGrid.For(dataset.Scale.IsNumeric ? Labels(dataset) : dataset.Scale.Values);

    private static IEnumerable<double> Labels(AnnotatedDataset dataset)
    {
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            for (int i = 0; i < dataset.AnnotationsOf(item).Length; i++)
            {
                yield return dataset.AnnotationsOf(item)[i].Value;
            }
        }
    }

    private bool IsLabel(double value) => dataset.Scale.IsNumeric || dataset.Scale.Values.Contains(value);
}
