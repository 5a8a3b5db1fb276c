using System.Globalization;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>The spelling of labels.</summary>
internal static class LabelText
{
    /// <summary>A number in its shortest spelling; another label as it is. Tables often write <c>4.0</c> for 4 where a column has gaps.</summary>
    /// <param name="text">The label.</param>
    public static string Canonical(string text) => FiniteNumber.TryRead(text, out double number) ? Of(number) : text;

    /// <summary>The shortest spelling of a number.</summary>
    /// <param name="number">The number.</param>
    public static string Of(double number) => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture);
}
