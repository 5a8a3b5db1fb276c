using System.ClientModel;
using System.Net.Sockets;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>Which failures of a request may pass when it is sent again, and what they say of the server.</summary>
internal static class PassingErrors
{
    /// <summary>
    /// Whether the failure may pass: the statuses of <see cref="MayPass(int)"/>; without a status, connections that failed, were reset or
    /// broke off, bodies that are not JSON, and time-outs.
    /// </summary>
    public static bool MayPass(Exception exception) => StatusOf(exception) is { } status
        ? MayPass(status)
        : exception switch
        {
            // The reply arrived whole and cannot be read: the same server answers alike again.
            ProviderException { BreaksProtocol: true } => false,

            // A certificate that is not trusted, or a server that speaks something else, is the same a second later.
            HttpRequestException http => http.HttpRequestError is not (HttpRequestError.SecureConnectionError or HttpRequestError.InvalidResponse
                or HttpRequestError.UserAuthenticationError or HttpRequestError.VersionNegotiationError or HttpRequestError.ExtendedConnectNotSupported
                or HttpRequestError.ConfigurationLimitExceeded),
            _ => exception is ClientResultException or IOException or SocketException or TimeoutException or OperationCanceledException or JsonException,
        };

    /// <summary>Whether the failure says that the server has more to do than it can: 429, any 5xx, or no answer in time.</summary>
    public static bool IsOverload(Exception exception) => StatusOf(exception) is { } status
        ? status is 429 or (>= 500 and <= 599)
        : exception is TimeoutException;

    public static int? StatusOf(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } code } => (int)code,
        ClientResultException { Status: > 0 } result => result.Status,
        _ => null,
    };

    /// <summary>The <c>Retry-After</c> header as the server sent it, where the exception knows it.</summary>
    public static string? RetryAfterOf(Exception exception)
    {
        if (exception is ProviderException provider)
        {
            return provider.RetryAfter;
        }

        string? header = null;
        (exception as ClientResultException)?.GetRawResponse()?.Headers.TryGetValue("Retry-After", out header);
        return header;
    }

    // 520 to 524 are a proxy's words for a server behind it that is down or slow; 529 is Anthropic's for one that is overloaded.
    private static bool MayPass(int status) => status is 408 or 429 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529;
}
