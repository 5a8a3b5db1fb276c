using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace JudgeEval.Judges;

/// <summary>Which exceptions of a chat client mean that the model could not be reached, and how to name them without a secret.</summary>
internal static partial class TransportErrors
{
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
        string known = string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "[redacted]", StringComparison.Ordinal);
        string redacted = Query().Replace(Secret().Replace(known, "[redacted]"), "${address}?[redacted]");
        return string.Join(' ', redacted.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // Keys as the large providers form them, and whatever a message calls a key.
    [GeneratedRegex(@"\b(?:sk|pk|rk|gsk|xai|hf|AIza)[-_][A-Za-z0-9_*.-]{4,}|\bAIza[A-Za-z0-9_-]{10,}|\bBearer\s+\S+|\b(?:api[-_ ]?key|x-api-key|authorization|password|secret)\b\s*[=:]\s*\S+", Options)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?<address>https?://[^\s?]+)\?\S+", Options)]
    private static partial Regex Query();
}
