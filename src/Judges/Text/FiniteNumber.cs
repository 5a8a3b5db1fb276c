using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>Numbers as labels, scales and tables spell them.</summary>
internal static class FiniteNumber
{
    /// <summary>Reads a finite number in invariant notation, without space or thousands separators.</summary>
    public static bool TryRead(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
