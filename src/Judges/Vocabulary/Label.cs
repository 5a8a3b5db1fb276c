namespace JudgeEval.Judges;

/// <summary>One point of a <see cref="LabelScale"/>: what was said and the number it stands for.</summary>
/// <param name="Text">The label as the scale spells it, for example <c>Good</c>, <c>4</c> or <c>B_2</c>.</param>
/// <param name="Value">
/// The number that the statistics use: the position from 0 on a nominal scale; the label's own number on an ordinal scale
/// whose labels are all numbers, else its position from 1; the number itself on interval and ratio scales; -2..2 on a
/// preference scale, negative when A is better.
/// </param>
public readonly record struct Label(string Text, double Value)
{
    /// <summary>The label's text.</summary>
    public override string ToString() => Text;
}
