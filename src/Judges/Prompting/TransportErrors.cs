using System.ClientModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace JudgeEval.Judges;

/// <summary>Which exceptions of a chat client mean that the model could not be reached, and how to name them without a secret.</summary>
internal static partial class TransportErrors
{
    private const string Redacted = "[redacted]";
    private const int LongestDetail = 300;
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    public static bool Is(Exception exception) =>
        exception is HttpRequestException or ClientResultException or IOException or TimeoutException or OperationCanceledException or JsonException;

    /// <summary>One line: the HTTP status where there is one, and the message with whatever looks like a key taken out.</summary>
    public static string Describe(Exception exception)
    {
        int? status = exception switch
        {
            HttpRequestException { StatusCode: { } code } => (int)code,
            ClientResultException { Status: > 0 } result => result.Status,
            _ => null,
        };
        string prefix = status is { } number ? string.Create(CultureInfo.InvariantCulture, $"HTTP {number}: ") : "";
        string kind = exception is OperationCanceledException ? "the request timed out" : Redact(exception.Message);
        string detail = prefix + kind;
        return detail.Length <= LongestDetail ? detail : detail[..LongestDetail] + "…";
    }

    /// <summary>The text on one line, without the secret and without anything that looks like one.</summary>
    public static string Redact(string text, string? secret = null)
    {
        string known = text;
        foreach (string form in Forms(secret))
        {
            // A host is told in lower case.
            known = known.Replace(form, Redacted, StringComparison.OrdinalIgnoreCase);
        }

        string redacted = Query().Replace(User().Replace(Secret().Replace(known, Redacted), "${scheme}[redacted]@"), "${address}?[redacted]");
        return string.Join(' ', redacted.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // As it is, as an address writes it, as JSON writes it, and as base64; the longest first, because one form can begin another.
    private static IEnumerable<string> Forms(string? secret) => string.IsNullOrEmpty(secret)
        ? []
        : new[] { secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString(), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) }
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length);

    // Keys as the large providers form them, and whatever a message calls a key.
    [GeneratedRegex(@"\b(?:sk|pk|rk|gsk|xai|hf|AIza)[-_][A-Za-z0-9_*.-]{4,}|\bAIza[A-Za-z0-9_-]{10,}|\b(?:api[-_ ]?key|x-api-key|authorization|password|secret)\b[""']?\s*[=:]\s*(?:(?:Bearer|Basic)\s+)?[^\s,;}]+|\bBearer\s+\S+", Options)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?<scheme>https?://)[^\s/@]+@", Options)]
    private static partial Regex User();

    [GeneratedRegex(@"(?<address>https?://[^\s?]+)\?\S+", Options)]
    private static partial Regex Query();
}
