using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// The baselines of items that are held with counts and have no texts: the same labels as <see cref="Baselines"/> gives each of the items, without an object for each.
/// </summary>
internal static class CountedBaselines
{
    /// <summary>The label of each item by a kind of baseline; <see langword="null"/> where the kind does not apply.</summary>
    /// <param name="kind">Which baseline.</param>
    /// <param name="counts">The counts.</param>
    /// <param name="marginal">People's reference labels.</param>
    /// <param name="reason">Why it does not apply, in words, without a full stop.</param>
    public static Func<int, Label?>? LabelsOf(BaselineKind kind, ItemCounts counts, CountedMarginal marginal, out string reason)
    {
        reason = marginal.IsEmpty ? "no item has a single label from people" : "the items have no texts";
        if (marginal.IsEmpty || kind is not (BaselineKind.Majority or BaselineKind.Random) || (kind == BaselineKind.Random && counts.RandomLabels.IsDefault))
        {
            return null;
        }

        Label constant = marginal.Constant();
        return kind == BaselineKind.Majority ? _ => constant : item => counts.RandomLabels[item];
    }
}

/// <summary>How often people's reference labels occur, by counts: what <see cref="LabelMarginal"/> is to single items. Immutable.</summary>
internal sealed class CountedMarginal
{
    private readonly LabelScale _scale;

    // From low to high, with how many labels lie below the end of each.
    private readonly (Label Label, int Count, int End)[] _sorted;

    private CountedMarginal(LabelScale scale, IEnumerable<(Label Label, int Count)> labels)
    {
        _scale = scale;
        int end = 0;
        _sorted = [.. labels.OrderBy(l => LabelMarginal.OrderOf(scale, l.Label)).Select(l => (l.Label, l.Count, end += l.Count))];
    }

    public bool IsEmpty => _sorted.Length == 0;

    private int Total => IsEmpty ? 0 : _sorted[^1].End;

    /// <summary>Counts the references of a dataset.</summary>
    public static CountedMarginal Of(AnnotatedDataset dataset, ReferenceLabel[] references)
    {
        Dictionary<double, int> counts = [];
        for (int item = 0; item < references.Length; item++)
        {
            if (references[item].Count > 0 && !double.IsNaN(references[item].Hard))
            {
                double value = references[item].Hard;
                counts[value] = counts.GetValueOrDefault(value) + (dataset.Counts?.Of[item] ?? 1);
            }
        }

        return new CountedMarginal(dataset.Scale, counts.OrderBy(c => c.Key).Select(c => (BaselineCalculator.LabelOf(dataset.Scale, c.Key)!.Value, c.Value)));
    }

    /// <summary>Counts the references of a dataset by the rules of an alignment.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="options">The alignment's options.</param>
    public static CountedMarginal Of(AnnotatedDataset dataset, AlignmentOptions options) =>
        Of(dataset, JudgeAlignment.References(AlignmentPlan.Create(dataset, options)));

    /// <summary>The label below which a share of all labels lies.</summary>
    /// <param name="share">0..1.</param>
    public Label At(double share) => AtPosition(Math.Min((int)(share * Total), Total - 1));

    private Label AtPosition(int position)
    {
        int low = 0, high = _sorted.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _sorted[middle].End > position ? (low, middle) : (middle + 1, high);
        }

        return _sorted[low].Label;
    }

    /// <summary>The constant that agrees best, by the rule of <see cref="LabelMarginal.Constant"/>.</summary>
    public Label Constant()
    {
        if (_scale.IsNumeric)
        {
            return AtPosition((Total - 1) / 2);
        }

        double mean = _sorted.Sum(l => l.Label.Value * l.Count) / Total;
        return _sorted
            .OrderByDescending(l => l.Count)
            .ThenBy(l => _scale.Level == ScaleLevel.Nominal ? 0 : Math.Abs(l.Label.Value - mean))
            .ThenBy(l => l.Label.Value)
            .First().Label;
    }
}
