using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>What <see cref="ReplyGuard"/> throws. No SDK catches it, so that none sends the request again; the client makes it a <see cref="ProviderException"/>.</summary>
internal sealed class RefusedReplyException(ProviderException reason) : Exception(reason.Message)
{
    public ProviderException Reason { get; } = reason;
}

/// <summary>What a <see cref="ReplyGuard"/> is told.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Key">The key, which is taken out of whatever the server sends.</param>
/// <param name="MostBytes">The longest reply.</param>
/// <param name="ThrowsErrors">Whether replies of failure end here, too; else the SDK sees them and can send the request again.</param>
/// <param name="Hints">What errors can name.</param>
internal sealed record ReplyRules(WireProtocol Protocol, string? Key, int MostBytes, bool ThrowsErrors, ProviderHints Hints);

/// <summary>
/// Reads each reply whole, within a bound, before an SDK sees it: follows no redirect, takes an echoed key out, and refuses what is no
/// reply of the protocol with a message that a person understands.
/// </summary>
internal sealed class ReplyGuard(ReplyRules rules) : DelegatingHandler
{
    private const int LongestHeader = 64;

    // A short word can stand in any reply by chance.
    private const int ShortestKey = 8;

    private readonly byte[]? _key = rules.Key is { Length: >= ShortestKey } key ? Encoding.UTF8.GetBytes(key) : null;

    /// <summary>The error that an answer with an error status is.</summary>
    public static ProviderException Error(HttpStatusCode status, string? retryAfter, ReadOnlyMemory<byte> body, ReplyRules rules) =>
        Error(status, retryAfter, ErrorReply.Parse(body), rules);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            RefuseRedirect(request, response);
            byte[] body = WithoutKey(await ReadAsync(response, cancellationToken).ConfigureAwait(false));
            Check(response, body);
            HttpContent whole = new ByteArrayContent(body);
            whole.Headers.TryAddWithoutValidation("Content-Type", response.Content.Headers.ContentType?.ToString() ?? "application/json");
            response.Content.Dispose();
            response.Content = whole;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static ProviderException Error(HttpStatusCode status, string? retryAfter, ErrorReply reply, ReplyRules rules)
    {
        string? wait = retryAfter is { Length: <= LongestHeader } ? TransportErrors.Redact(retryAfter, rules.Key) : null;
        return new ProviderException(TransportErrors.Redact(reply.Describe(status, rules.Hints), rules.Key), status, wait) { IsFiltered = reply.IsFiltered };
    }

    private static string? RetryAfter(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : null;

    private void RefuseRedirect(HttpRequestMessage request, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 300 or > 399)
        {
            return;
        }

        Uri? target = response.Headers.Location is { } location
            ? location.IsAbsoluteUri ? location : new Uri(request.RequestUri!, location)
            : null;
        Refuse(
            target is null
                ? "the server redirects without saying where to: is the endpoint right?"
                : $"redirect to {target.Authority} refused, because the key would go with it: if that is the right server, make it the endpoint",
            response.StatusCode);
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > rules.MostBytes)
        {
            TooLong(response);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            using var body = new MemoryStream();
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Write(buffer, 0, read);
                if (body.Length > rules.MostBytes)
                {
                    TooLong(response);
                }
            }

            return body.ToArray();
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            if (!response.IsSuccessStatusCode)
            {
                // The status says enough.
                return [];
            }

            throw Refusal($"the server broke off its reply: {exception.GetBaseException().Message}", status: null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void TooLong(HttpResponseMessage response) => Refuse(
        string.Create(CultureInfo.InvariantCulture, $"the server's reply is longer than {rules.MostBytes} bytes"), response.StatusCode);

    private byte[] WithoutKey(byte[] body) => _key is not null && body.AsSpan().IndexOf(_key) >= 0
        ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace(rules.Key!, "[redacted]", StringComparison.Ordinal))
        : body;

    private void Check(HttpResponseMessage response, byte[] body)
    {
        if (!response.IsSuccessStatusCode)
        {
            if (rules.ThrowsErrors)
            {
                throw new RefusedReplyException(Error(response.StatusCode, RetryAfter(response), body, rules));
            }

            return;
        }

        if (body.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            Refuse("the server's reply is empty", status: null);
        }

        if (ErrorReply.IsHtml(body))
        {
            Refuse(ErrorReply.HtmlPage, response.StatusCode);
        }

        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            Refuse($"the server's reply is not valid JSON, or was cut off: {exception.Message}", status: null);
        }

        using (document)
        {
            CheckProtocol(response, document!.RootElement);
        }
    }

    private void CheckProtocol(HttpResponseMessage response, JsonElement reply)
    {
        if (WireReply.IsError(reply, out HttpStatusCode? status))
        {
            throw new RefusedReplyException(Error(status ?? response.StatusCode, RetryAfter(response), ErrorReply.Of(reply), rules));
        }

        if (WireReply.Misfit(reply, rules.Protocol) is { } misfit)
        {
            throw new RefusedReplyException(ProviderException.OffProtocol(TransportErrors.Redact(misfit, rules.Key), response.StatusCode));
        }
    }

    private void Refuse(string message, HttpStatusCode? status) => throw Refusal(message, status);

    private RefusedReplyException Refusal(string message, HttpStatusCode? status) =>
        new(new ProviderException(TransportErrors.Redact(message, rules.Key), status, retryAfter: null));
}
