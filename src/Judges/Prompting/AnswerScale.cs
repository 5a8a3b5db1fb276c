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
    private const int LongestLabel = 200;

    private readonly LabelScale _scale;
    private readonly int _longest;

    public AnswerScale(LabelScale scale, ImmutableArray<string> shown)
    {
        _scale = scale;
        Shown = shown.IsEmpty ? scale.Labels : shown;
        _longest = Shown.IsEmpty ? 1 : Shown.Max(Words);
    }

    /// <summary>The scale that the prompt answers on: the task's, or its own where it is asked for difficulty.</summary>
    public static AnswerScale Of(PromptFile prompt, LabelScale scale) =>
        new(prompt.Target == PromptTarget.Difficulty ? prompt.Scale! : scale, prompt.Labels);

    /// <summary>The labels shown; empty on a numeric scale.</summary>
    public ImmutableArray<string> Shown { get; }

    public bool IsNumeric => _scale.IsNumeric;

    /// <summary>The numbers of the labels shown, in their order; empty on a numeric scale.</summary>
    public ImmutableArray<double> Values => _scale.Values;

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

    /// <summary>A label exactly as it is shown, or a number of the range.</summary>
    public bool TryShown(string text, out Label label)
    {
        int position = IsNumeric ? -1 : Shown.IndexOf(text, 0, Shown.Length, StringComparer.Ordinal);
        label = position >= 0 ? _scale.At(position) : default;
        return position >= 0 || (IsNumeric && _scale.TryParse(text, out label));
    }

    /// <summary>How the label at the same position of the scale is shown.</summary>
    public string ShownAs(Label label) => IsNumeric ? label.Text : Shown[_scale.Labels.IndexOf(label.Text)];

    /// <summary>The label for swapped responses.</summary>
    public Label Swap(Label label) => _scale.Swap(label);

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
        bool form = similar.Length == 0 && text.Length <= LongestLabel && !IsMarkup(text) && !text.Contains('\n', StringComparison.Ordinal) && Words(text) is var words && words > 0 && words <= _longest;
        return form ? LabelMatch.OffScale : LabelMatch.None;
    }

    // An object without spaces is one word, and still no label.
    private bool IsMarkup(string text) => text.Length > 0 && text[0] is '{' or '[' or '<' && Shown.All(l => l[0] != text[0]);

    /// <summary>A label by its number: the number itself on a numeric scale, else the label whose value it is.</summary>
    public LabelMatch MatchNumber(string text, out Label label)
    {
        label = default;
        if (!FiniteNumber.TryRead(text, out double number))
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

    /// <summary>A label by a JSON number: as it is written, or by its value where every label shown is a number.</summary>
    public LabelMatch MatchJsonNumber(string text, out Label label)
    {
        LabelMatch match = Match(text, out label);
        if (match == LabelMatch.Label || IsNumeric || !FiniteNumber.TryRead(text, out double number))
        {
            return match;
        }

        double[] numbers = [.. Shown.Select(shown => FiniteNumber.TryRead(shown, out double value) ? value : double.NaN)];
        int[] same = numbers.Any(double.IsNaN) ? [] : [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] == number)];
        label = same.Length == 1 ? _scale.At(same[0]) : default;
        return same.Length == 1 ? LabelMatch.Label : match;
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
