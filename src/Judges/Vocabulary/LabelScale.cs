using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>What the labels mean, and so which statistics are lawful (Stevens, 1946, doi:10.1126/science.103.2684.677).</summary>
public enum ScaleLevel
{
    /// <summary>Categories without order.</summary>
    Nominal,

    /// <summary>Categories in order, from low to high; distances mean nothing.</summary>
    Ordinal,

    /// <summary>Numbers whose differences mean something; zero is arbitrary.</summary>
    Interval,

    /// <summary>Numbers whose ratios mean something; zero means none.</summary>
    Ratio,

    /// <summary>A choice between A and B with "none" in the middle, optionally with a magnitude; -2..2, negative when A is better.</summary>
    Preference,
}

/// <summary>What an alignment does with a judge's label that is not on the scale. It is reported and named in every case.</summary>
public enum OutOfScalePolicy
{
    /// <summary>It is a failure of the judge: counted against coverage, part of no statistic. The default.</summary>
    Exclude,

    /// <summary>A number beyond an end of the scale counts as that end; anything else is a failure.</summary>
    Clip,
}

/// <summary>
/// The scale on which people and judges label. Immutable; two scales are equal when they accept the same labels with the
/// same meaning.
/// </summary>
public sealed class LabelScale : IEquatable<LabelScale>
{
    private readonly Dictionary<string, int> _positions;

    private LabelScale(
        ScaleLevel level,
        ImmutableArray<string> labels,
        ImmutableArray<double> values,
        double minimum,
        double maximum,
        ImmutableArray<string> missing,
        string? positive,
        OutOfScalePolicy outOfScale)
    {
        Level = level;
        Labels = labels;
        Values = values;
        Minimum = minimum;
        Maximum = maximum;
        Missing = missing;
        Positive = positive;
        OutOfScale = outOfScale;
        _positions = new Dictionary<string, int>(labels.Length, StringComparer.Ordinal);
        for (int i = 0; i < labels.Length; i++)
        {
            if (!_positions.TryAdd(labels[i], i))
            {
                throw new ArgumentException($"The label '{labels[i]}' stands twice in the scale.", nameof(labels));
            }
        }

        if (positive is not null && !_positions.ContainsKey(positive))
        {
            throw new ArgumentException($"The positive label '{positive}' is not one of the scale's labels.", nameof(positive));
        }
    }

    /// <summary>The scale's level.</summary>
    public ScaleLevel Level { get; }

    /// <summary>The labels from low to high (preference: from A much better to B much better); empty on a numeric scale.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>The number of each label in <see cref="Labels"/>; empty on a numeric scale.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The smallest lawful number; negative infinity where the scale is open.</summary>
    public double Minimum { get; }

    /// <summary>The largest lawful number; positive infinity where the scale is open.</summary>
    public double Maximum { get; }

    /// <summary>Texts that stand for "no label" in an annotation file, beside the empty text.</summary>
    public ImmutableArray<string> Missing { get; }

    /// <summary>The positive label of a binary scale, so that polarity is never guessed; <see langword="null"/> when not declared.</summary>
    public string? Positive { get; }

    /// <summary>What an alignment does with a judge's label that is off the scale.</summary>
    public OutOfScalePolicy OutOfScale { get; }

    /// <summary>Whether labels are numbers of a range instead of a list.</summary>
    public bool IsNumeric => Labels.IsEmpty;

    /// <summary>Categories without order.</summary>
    /// <param name="labels">Two or more distinct labels.</param>
    /// <param name="positive">The positive label of a binary scale.</param>
    /// <param name="missing">Texts that stand for "no label".</param>
    /// <param name="outOfScale">What to do with a judge's label off the scale.</param>
    public static LabelScale Nominal(
        IEnumerable<string> labels, string? positive = null, IEnumerable<string>? missing = null, OutOfScalePolicy outOfScale = OutOfScalePolicy.Exclude)
    {
        ImmutableArray<string> list = AtLeastTwo(labels);
        return Listed(ScaleLevel.Nominal, list, Positions(list, 0), missing, positive, outOfScale);
    }

    /// <summary>Categories in order. When every label is a number, the numbers are the values; else the positions from 1 are.</summary>
    /// <param name="labels">Two or more distinct labels, from low to high.</param>
    /// <param name="positive">The positive label of a binary scale.</param>
    /// <param name="missing">Texts that stand for "no label".</param>
    /// <param name="outOfScale">What to do with a judge's label off the scale.</param>
    public static LabelScale Ordinal(
        IEnumerable<string> labels, string? positive = null, IEnumerable<string>? missing = null, OutOfScalePolicy outOfScale = OutOfScalePolicy.Exclude)
    {
        ImmutableArray<string> list = AtLeastTwo(labels);
        return Listed(ScaleLevel.Ordinal, list, OrdinalValues(list), missing, positive, outOfScale);
    }

    /// <summary>
    /// The labels found in ratings that declare no scale. One label alone is enough here: its statistics are undefined, and
    /// that is an answer, while a scale to label on needs two.
    /// </summary>
    /// <param name="level">Nominal or ordinal.</param>
    /// <param name="labels">One or more distinct labels, from low to high where they are ordinal.</param>
    public static LabelScale Observed(ScaleLevel level, IEnumerable<string> labels)
    {
        ImmutableArray<string> list = [.. labels];
        if (list.IsEmpty || level is not (ScaleLevel.Nominal or ScaleLevel.Ordinal))
        {
            throw new ArgumentException("Observed labels are nominal or ordinal, and there is at least one.", nameof(labels));
        }

        return Listed(level, list, level == ScaleLevel.Nominal ? Positions(list, 0) : OrdinalValues(list), null, null, OutOfScalePolicy.Exclude);
    }

    /// <summary>The whole numbers from <paramref name="minimum"/> to <paramref name="maximum"/> as an ordinal scale.</summary>
    /// <param name="minimum">The lowest label.</param>
    /// <param name="maximum">The highest label; greater than the lowest.</param>
    public static LabelScale Ordinal(int minimum, int maximum) =>
        Ordinal(Enumerable.Range(minimum, maximum - minimum + 1).Select(i => i.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Numbers whose differences mean something.</summary>
    /// <param name="minimum">The smallest lawful number.</param>
    /// <param name="maximum">The largest lawful number.</param>
    /// <param name="missing">Texts that stand for "no label".</param>
    /// <param name="outOfScale">What to do with a judge's number beyond an end.</param>
    public static LabelScale Interval(
        double minimum = double.NegativeInfinity,
        double maximum = double.PositiveInfinity,
        IEnumerable<string>? missing = null,
        OutOfScalePolicy outOfScale = OutOfScalePolicy.Exclude) => Numeric(ScaleLevel.Interval, minimum, maximum, missing, outOfScale);

    /// <summary>Numbers whose ratios mean something.</summary>
    /// <param name="minimum">The smallest lawful number, not negative.</param>
    /// <param name="maximum">The largest lawful number.</param>
    /// <param name="missing">Texts that stand for "no label".</param>
    /// <param name="outOfScale">What to do with a judge's number beyond an end.</param>
    public static LabelScale Ratio(
        double minimum = 0,
        double maximum = double.PositiveInfinity,
        IEnumerable<string>? missing = null,
        OutOfScalePolicy outOfScale = OutOfScalePolicy.Exclude) => minimum < 0
            ? throw new ArgumentOutOfRangeException(nameof(minimum), "A ratio scale has no negative numbers.")
            : Numeric(ScaleLevel.Ratio, minimum, maximum, missing, outOfScale);

    /// <summary>A choice between two responses.</summary>
    /// <param name="withMagnitude">
    /// <see langword="true"/>: <c>A_2 A_1 N B_1 B_2</c> with values -2..2; <see langword="false"/>: <c>A N B</c> with values -1, 0, 1.
    /// </param>
    /// <param name="missing">Texts that stand for "no label".</param>
    public static LabelScale Preference(bool withMagnitude, IEnumerable<string>? missing = null) => withMagnitude
        ? new(ScaleLevel.Preference, ["A_2", "A_1", "N", "B_1", "B_2"], [-2, -1, 0, 1, 2], -2, 2, [.. missing ?? []], null, OutOfScalePolicy.Exclude)
        : new(ScaleLevel.Preference, ["A", "N", "B"], [-1, 0, 1], -1, 1, [.. missing ?? []], null, OutOfScalePolicy.Exclude);

    /// <summary>Reads a label strictly: exactly as the scale spells it, or a number of the range on a numeric scale.</summary>
    /// <param name="text">The text, without surrounding space.</param>
    /// <param name="label">The label, when the text is one.</param>
    /// <returns>Whether the text is a label of this scale. A missing text is not.</returns>
    public bool TryParse(string text, out Label label)
    {
        if (_positions.TryGetValue(text, out int position))
        {
            label = new Label(Labels[position], Values[position]);
            return true;
        }

        if (IsNumeric && Number(text) is var number && number >= Minimum && number <= Maximum)
        {
            label = OfNumber(number);
            return true;
        }

        label = default;
        return false;
    }

    /// <summary>The label at a position of <see cref="Labels"/>.</summary>
    /// <param name="position">From 0 to the number of labels less one.</param>
    public Label At(int position) => new(Labels[position], Values[position]);

    /// <summary>The end of the scale that a number beyond it is clipped to.</summary>
    /// <param name="text">What the judge said.</param>
    /// <param name="label">The label at the nearer end.</param>
    /// <returns>Whether <paramref name="text"/> is a number beyond an end of an ordered scale whose values are numbers.</returns>
    public bool TryClip(string text, out Label label)
    {
        label = default;
        bool ordered = Level is ScaleLevel.Interval or ScaleLevel.Ratio or ScaleLevel.Ordinal;
        double number = Number(text);
        bool numbersAreLabels = IsNumeric || Labels.All(l => !double.IsNaN(Number(l)));
        if (!ordered || !numbersAreLabels || double.IsNaN(number) || (number >= Minimum && number <= Maximum))
        {
            return false;
        }

        bool low = number < Minimum;
        label = IsNumeric ? OfNumber(low ? Minimum : Maximum) : At(low ? 0 : Labels.Length - 1);
        return true;
    }

    /// <summary>The label for swapped responses: the negated preference; other scales do not depend on order.</summary>
    /// <param name="label">A label of this scale.</param>
    public Label Swap(Label label)
    {
        if (Level != ScaleLevel.Preference)
        {
            return label;
        }

        int position = _positions[label.Text];
        return At(Labels.Length - 1 - position);
    }

    /// <summary>The same scale with another treatment of labels off the scale.</summary>
    /// <param name="policy">The treatment.</param>
    public LabelScale WithOutOfScale(OutOfScalePolicy policy) => new(Level, Labels, Values, Minimum, Maximum, Missing, Positive, policy);

    /// <inheritdoc/>
    public bool Equals(LabelScale? other) =>
        other is not null && Level == other.Level && Labels.SequenceEqual(other.Labels, StringComparer.Ordinal)
        && Minimum.Equals(other.Minimum) && Maximum.Equals(other.Maximum) && Positive == other.Positive
        && Missing.SequenceEqual(other.Missing, StringComparer.Ordinal) && OutOfScale == other.OutOfScale;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelScale);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Level, Labels.Length, Minimum, Maximum, Positive);

    /// <summary>For people: the level and the labels, for example <c>ordinal 1..5</c> or <c>nominal Yes, No</c>.</summary>
    public override string ToString()
    {
        string level = Level.ToString().ToLowerInvariant();
        return IsNumeric
            ? string.Create(CultureInfo.InvariantCulture, $"{level} {Minimum}..{Maximum}")
            : Level == ScaleLevel.Ordinal && Labels.Length > 2 && Labels.All(l => !double.IsNaN(Number(l)))
                ? $"{level} {Labels[0]}..{Labels[^1]}"
                : $"{level} {string.Join(", ", Labels)}";
    }

    private static LabelScale Listed(
        ScaleLevel level, ImmutableArray<string> labels, ImmutableArray<double> values, IEnumerable<string>? missing, string? positive, OutOfScalePolicy outOfScale) =>
        new(level, labels, values, values[0], values[^1], [.. missing ?? []], positive, outOfScale);

    private static ImmutableArray<double> OrdinalValues(ImmutableArray<string> labels)
    {
        ImmutableArray<double> values = [.. labels.Select(Number)];
        return values.Any(double.IsNaN) ? Positions(labels, 1)
            : values.Zip(values.Skip(1), (a, b) => a < b).All(ascending => ascending) ? values
            : throw new ArgumentException("Numeric labels of an ordinal scale must be listed from low to high.", nameof(labels));
    }

    private static ImmutableArray<double> Positions(ImmutableArray<string> labels, int first) =>
        [.. Enumerable.Range(first, labels.Length).Select(i => (double)i)];

    private static LabelScale Numeric(ScaleLevel level, double minimum, double maximum, IEnumerable<string>? missing, OutOfScalePolicy outOfScale) =>
        double.IsNaN(minimum) || double.IsNaN(maximum) || minimum >= maximum
            ? throw new ArgumentException("A numeric scale needs a minimum below its maximum.", nameof(minimum))
            : new(level, [], [], minimum, maximum, [.. missing ?? []], null, outOfScale);

    private static Label OfNumber(double number) => new(number.ToString("R", CultureInfo.InvariantCulture), number);

    private static double Number(string text) =>
        FiniteNumber.TryRead(text, out double number) ? number : double.NaN;

    private static ImmutableArray<string> AtLeastTwo(IEnumerable<string> labels)
    {
        ImmutableArray<string> list = [.. labels];
        return list.Length >= 2 ? list : throw new ArgumentException("A scale needs at least two labels.", nameof(labels));
    }
}
