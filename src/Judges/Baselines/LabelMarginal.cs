namespace JudgeEval.Judges;

/// <summary>How often people's labels occur, whatever the item. Immutable.</summary>
internal sealed class LabelMarginal
{
    // From low to high, each as often as it was given.
    private readonly Label[] _sorted;
    private readonly LabelScale _scale;

    public LabelMarginal(IEnumerable<Label> labels, LabelScale scale)
    {
        _scale = scale;
        _sorted = [.. labels.OrderBy(label => OrderOf(scale, label))];
    }

    public bool IsEmpty => _sorted.Length == 0;

    /// <summary>Where a label stands from low to high. The positive label of a binary scale is the high one, wherever it is listed.</summary>
    public static double OrderOf(LabelScale scale, Label label) =>
        scale is { Level: ScaleLevel.Nominal, Positive: string positive } ? (label.Text == positive ? 1 : 0) : label.Value;

    /// <summary>The label below which a share of all labels lies.</summary>
    /// <param name="share">0..1.</param>
    public Label At(double share) => _sorted[Math.Min((int)(share * _sorted.Length), _sorted.Length - 1)];

    /// <summary>
    /// The constant that agrees best: on a list of labels the most frequent one, of equally frequent ones the one nearest to the
    /// mean and then the lower; on a range of numbers the lower median, which has the smallest mean absolute error.
    /// </summary>
    public Label Constant()
    {
        if (_scale.IsNumeric)
        {
            return _sorted[(_sorted.Length - 1) / 2];
        }

        double mean = _sorted.Average(label => label.Value);
        return _sorted.GroupBy(label => label)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => _scale.Level == ScaleLevel.Nominal ? 0 : Math.Abs(group.Key.Value - mean))
            .ThenBy(group => group.Key.Value)
            .First().Key;
    }

    /// <summary>How strong a preference is as a rule: the most frequent distance from "none", the smaller of equally frequent ones.</summary>
    public double UsualMagnitude() => _sorted
        .Where(label => label.Value != 0)
        .GroupBy(label => Math.Abs(label.Value))
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key)
        .Select(group => group.Key)
        .FirstOrDefault(1);

    /// <summary>The distances from "none" as a marginal of their own.</summary>
    public LabelMarginal Magnitudes() => new(_sorted.Select(label => label with { Value = Math.Abs(label.Value) }), _scale);

    /// <summary>The label of a preference scale with a value.</summary>
    public static Label Preference(LabelScale scale, double value) => scale.At(scale.Values.IndexOf(value));
}
