using System.Globalization;

namespace JudgeEval.Harness.Imports;

/// <summary>Labels as texts and as numbers.</summary>
internal static class LabelText
{
    /// <summary>Whether a label is a finite number in invariant spelling.</summary>
    /// <param name="text">The label.</param>
    /// <param name="number">The number.</param>
    public static bool TryNumber(string text, out double number) =>
        double.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out number)
        && double.IsFinite(number);

    /// <summary>A number in its shortest spelling; another label as it is. Tables often write <c>4.0</c> for 4 where a column has gaps.</summary>
    /// <param name="text">The label.</param>
    public static string Canonical(string text) => TryNumber(text, out double number) ? Of(number) : text;

    /// <summary>The shortest spelling of a number.</summary>
    /// <param name="number">The number.</param>
    public static string Of(double number) => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture);
}
