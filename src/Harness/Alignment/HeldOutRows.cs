using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// A label beside the reference of an item's people without one of them. Holds scratch memory; one is used by one thread.
/// </summary>
/// <remarks>
/// Leaving one of an odd number of people out leaves an even number, who tie on just the contested items. Left out, those items
/// would make people look better than they are, so a tie enters as equal parts of the labels it is between.
/// </remarks>
internal sealed class HeldOutRows(ReferenceCalculator calculator)
{
    /// <summary>The weight of a whole item: it can be cut into two to six equal parts.</summary>
    public const int Whole = 60;

    private readonly List<(MetricRow Row, int Weight)> _rows = [];

    /// <summary>The rows with their weights; valid until the next call.</summary>
    /// <param name="annotations">The item's labels, two or more.</param>
    /// <param name="left">Which of them is left out.</param>
    /// <param name="value">The label that is held against the others.</param>
    /// <param name="divergence">Its divergence from the others' distribution.</param>
    public IReadOnlyList<(MetricRow Row, int Weight)> Of(ReadOnlySpan<Annotation> annotations, int left, double value, double divergence)
    {
        _rows.Clear();
        ReferenceLabel others = calculator.Of(annotations, left);
        _rows.Add((new MetricRow(value, others.Hard, others.Middle, others.Mean, divergence), Whole));
        if (!others.IsTied)
        {
            return _rows;
        }

        double[] tied = calculator.TiedLabels(annotations, left);
        for (int i = 0; i < tied.Length; i++)
        {
            // Parts of a whole that does not divide evenly differ by one sixtieth at most.
            int part = (Whole * (i + 1) / tied.Length) - (Whole * i / tied.Length);
            _rows.Add((new MetricRow(value, tied[i], double.NaN, double.NaN, double.NaN), part));
        }

        return _rows;
    }
}
