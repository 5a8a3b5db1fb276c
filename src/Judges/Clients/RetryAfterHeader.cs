using System.Globalization;
using System.Net.Http.Headers;

namespace JudgeEval.Judges;

/// <summary>The <c>Retry-After</c> header: seconds, or an HTTP date (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfterHeader
{
    /// <summary>
    /// How long the server asks to wait; <see langword="null"/> when it asks for nothing that can be read, or for a time that has passed.
    /// </summary>
    public static TimeSpan? Read(string? header, TimeProvider timeProvider)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            return null;
        }

        string text = header.Trim();

        // Some servers send fractions, which the standard has not.
        if (char.IsAsciiDigit(text[0]) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            return Positive(seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue);
        }

        return RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? value) && value.Date is { } date
            ? Positive(date - timeProvider.GetUtcNow())
            : null;
    }

    private static TimeSpan? Positive(TimeSpan wait) => wait > TimeSpan.Zero ? wait : null;
}
