using System.Globalization;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>Numbers as labels and scales spell them.</summary>
internal static class NumberText
{
    /// <summary>Reads a finite number in invariant notation, without space or thousands separators.</summary>
    public static bool TryRead(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
