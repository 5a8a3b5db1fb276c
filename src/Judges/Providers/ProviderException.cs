using System.Net;

namespace JudgeEval.Judges;

/// <summary>A provider answered with an error, or could not be reached. The message holds no key.</summary>
public sealed class ProviderException : HttpRequestException
{
    internal ProviderException(string message, HttpStatusCode? status, string? retryAfter)
        : base(message, inner: null, status) => RetryAfter = retryAfter;

    /// <summary>The <c>Retry-After</c> header as the provider sent it: seconds or an HTTP date; <see langword="null"/> when it sent none.</summary>
    public string? RetryAfter { get; }
}
