using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>How a text was taken as a label.</summary>
internal enum LabelMatch
{
    /// <summary>It is a label.</summary>
    Label,

    /// <summary>It has the form of a label, but the scale has none such.</summary>
    OffScale,

    /// <summary>It has not the form of a label, or could be more than one.</summary>
    None,
}

/// <summary>The labels as the model sees and answers them, each standing for the scale's label at the same position.</summary>
internal sealed class AnswerScale
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private const int LongestLabel = 200;

    private readonly LabelScale _scale;
    private readonly int _longest;

    public AnswerScale(LabelScale scale, ImmutableArray<string> shown)
    {
        _scale = scale;
        Shown = shown.IsEmpty ? scale.Labels : shown;
        _longest = Shown.IsEmpty ? 1 : Shown.Max(Words);
    }

    /// <summary>The labels shown; empty on a numeric scale.</summary>
    public ImmutableArray<string> Shown { get; }

    public bool IsNumeric => _scale.IsNumeric;

    public double Minimum => _scale.Minimum;

    public double Maximum => _scale.Maximum;

    /// <summary>What stands for <c>{{labels}}</c>: the labels with commas between, or the range.</summary>
    public string Describe() => !IsNumeric
        ? string.Join(", ", Shown)
        : (double.IsFinite(Minimum), double.IsFinite(Maximum)) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $"a number of at least {Minimum}"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $"a number of at most {Maximum}"),
            _ => "a number",
        };

    /// <summary>A label by its words: exactly as shown, else without regard to case where only one label fits.</summary>
    public LabelMatch Match(string text, out Label label)
    {
        label = default;
        if (IsNumeric)
        {
            return MatchNumber(text, out label);
        }

        int exact = Shown.IndexOf(text, 0, Shown.Length, StringComparer.Ordinal);
        if (exact >= 0)
        {
            label = _scale.At(exact);
            return LabelMatch.Label;
        }

        int[] similar = [.. Enumerable.Range(0, Shown.Length).Where(i => string.Equals(Shown[i], text, StringComparison.OrdinalIgnoreCase))];
        if (similar.Length == 1)
        {
            label = _scale.At(similar[0]);
            return LabelMatch.Label;
        }

        // A wrong label is at most as many words as the longest right one; anything longer is talk, or noise.
        bool form = similar.Length == 0 && text.Length <= LongestLabel && !text.Contains('\n', StringComparison.Ordinal) && Words(text) is var words && words > 0 && words <= _longest;
        return form ? LabelMatch.OffScale : LabelMatch.None;
    }

    /// <summary>A label by its number: the number itself on a numeric scale, else the label whose value it is.</summary>
    public LabelMatch MatchNumber(string text, out Label label)
    {
        label = default;
        if (!double.TryParse(text, Plain, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
        {
            return LabelMatch.None;
        }

        if (IsNumeric)
        {
            return _scale.TryParse(text, out label) ? LabelMatch.Label : LabelMatch.OffScale;
        }

        int position = _scale.Values.IndexOf(number);
        label = position >= 0 ? _scale.At(position) : default;
        return position >= 0 ? LabelMatch.Label : LabelMatch.OffScale;
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
