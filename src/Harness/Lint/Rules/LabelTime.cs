using System.Globalization;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// Times of annotations: a number that grows with time, or a date of ISO 8601. Nothing looser is read, because what a culture or the clock of the machine has to
/// complete (a time of day without a date, a day before or after its month) would be a guess.
/// </summary>
internal static class LabelTime
{
    // Programs write nanoseconds; ticks are a hundred of them.
    private const int MostFractionDigits = 7;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyyMMdd'T'HHmmssK",
        .. from separator in new[] { "'T'", "' '" } from time in new[] { "HH:mm", "HH:mm:ss.FFFFFFF" } from zone in new[] { "K", "zz" }
           select $"yyyy-MM-dd{separator}{time}{zone}",
    ];

    /// <summary>Reads a time; without an offset it is UTC.</summary>
    /// <param name="text">The field of the file.</param>
    /// <param name="time">The number, or the date in ticks.</param>
    public static bool TryRead(string text, out double time)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out time) && double.IsFinite(time))
        {
            return true;
        }

        bool read = DateTimeOffset.TryParseExact(
            WithoutFinestDigits(text), Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite, out DateTimeOffset date);
        time = date.UtcTicks;
        return read;
    }

    private static string WithoutFinestDigits(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return text;
        }

        int digits = 0;
        while (point + 1 + digits < text.Length && char.IsAsciiDigit(text[point + 1 + digits]))
        {
            digits++;
        }

        return digits <= MostFractionDigits ? text : text.Remove(point + 1 + MostFractionDigits, digits - MostFractionDigits);
    }
}
