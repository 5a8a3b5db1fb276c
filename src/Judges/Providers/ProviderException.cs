using System.Net;

namespace JudgeEval.Judges;

/// <summary>A provider answered with an error, or could not be reached. The message holds no key.</summary>
/// <remarks>
/// <see cref="HttpRequestException.StatusCode"/> is the status of the answer. It is <see langword="null"/> where none came, or one that broke off,
/// was empty or was no JSON: the same request may well succeed later. A reply that came whole and is of no use keeps its 200, and a redirect
/// its 3xx: the same request will fail again.
/// </remarks>
public sealed class ProviderException : HttpRequestException
{
    internal ProviderException(string message, HttpStatusCode? status, string? retryAfter)
        : base(message, inner: null, status) => RetryAfter = retryAfter;

    private ProviderException(HttpRequestError error, string message)
        : base(error, message, inner: null, statusCode: null)
    {
    }

    /// <summary>The <c>Retry-After</c> header as the provider sent it: seconds or an HTTP date; <see langword="null"/> when it sent none.</summary>
    public string? RetryAfter { get; }

    /// <summary>Whether the provider refused the request for its content, which is a refusal and no failure of transport.</summary>
    internal bool IsFiltered { get; init; }

    /// <summary>Whether a reply came whole and in JSON, but is none of the protocol: the same request will be answered alike.</summary>
    internal bool BreaksProtocol { get; init; }

    /// <summary>A reply that is none of the protocol.</summary>
    /// <param name="misfit">What is wrong with it, as the end of a sentence, without a key.</param>
    /// <param name="status">The status of the answer, where it is told.</param>
    internal static ProviderException OffProtocol(string misfit, HttpStatusCode? status) =>
        new($"the server's reply does not follow the protocol: {misfit}", status, retryAfter: null) { BreaksProtocol = true };

    /// <summary>
    /// What failed below HTTP, by the innermost message and what kind of failure the connection calls it. The exception itself is no inner
    /// one, because an SDK's exceptions can hold the request, and with it the key.
    /// </summary>
    internal static ProviderException Unreachable(Exception exception, string? key)
    {
        HttpRequestError error = HttpRequestError.Unknown;
        for (Exception? cause = exception; cause is not null && error == HttpRequestError.Unknown; cause = cause.InnerException)
        {
            error = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        }

        return new ProviderException(error, TransportErrors.Redact(exception.GetBaseException().Message, key));
    }
}
