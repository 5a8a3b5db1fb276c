using System.Net.Http.Headers;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>
/// Log-probabilities from a server with a <c>/completions</c> endpoint that reports those of the prompt: vLLM, or llama-cpp-python started with <c>logits_all</c>.
/// The server of llama.cpp does not: it refuses <c>echo</c> ("Only no echo is supported") or reports the written token alone, up to and including the versions of August 2026; this is said in
/// the failure. Hosted chat services have no such endpoint.
/// </summary>
/// <remarks>
/// <para>
/// The prompt is the context followed at once by the continuation. The continuation's tokens are those with a character after the context's last one: a token across the border
/// holds a part of the continuation and counts wholly. The prompt's very first token has no probability unless the server puts a start mark before it; with an
/// empty context such a first token is left out.
/// </para>
/// <para>
/// One request for each text, temperature 0, sent once: retries, time-outs and proxies are the HTTP client's. A redirect is never followed to its end: where the HTTP client follows it
/// nevertheless, the reply is refused. Every failure is typed (<see cref="FailureKind.Transport"/>, also for a reply against the protocol), and no message holds the key. Safe
/// for concurrent use.
/// </para>
/// </remarks>
public sealed class CompletionsModel : ILogProbabilityModel
{
    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly string? _apiKey;
    private readonly CompletionsOptions _options;

    /// <summary>Creates the model.</summary>
    /// <param name="client">The HTTP client, best one whose handler follows no redirect; the caller disposes it.</param>
    /// <param name="endpoint">The base URL, for example <c>http://127.0.0.1:8000/v1</c>.</param>
    /// <param name="model">The model id as the server spells it; not empty.</param>
    /// <param name="apiKey">The key; <see langword="null"/> for a server that needs none.</param>
    /// <param name="options">Further options.</param>
    public CompletionsModel(HttpClient client, Uri endpoint, string model, string? apiKey = null, CompletionsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        _options = options ?? new CompletionsOptions();
        if (_options.MaxTokens is < 0 or > 1 || !Enum.IsDefined(_options.Scoring))
        {
            throw new ArgumentOutOfRangeException(nameof(options), _options, "The most tokens are 0 or 1, and the scoring is a known one.");
        }

        if (apiKey?.Any(char.IsControl) == true)
        {
            throw new ArgumentException("The key has a control character, so it cannot be sent.", nameof(apiKey));
        }

        _client = client;
        _address = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/completions");
        _apiKey = string.IsNullOrWhiteSpace(apiKey) ? null : apiKey;
        Model = model;
    }

    /// <inheritdoc/>
    public string Model { get; }

    /// <inheritdoc/>
    public async ValueTask<LogProbability> ScoreAsync(string context, string continuation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(continuation);
        if (continuation.Length == 0)
        {
            return LogProbability.Failed(FailureKind.Unparsable, "the text is empty, so it has no probability");
        }

        try
        {
            return await AskAsync(context, continuation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (TransportErrors.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return LogProbability.Failed(FailureKind.Transport, TransportErrors.Redact(TransportErrors.Describe(exception), _apiKey));
        }
    }

    /// <summary>The same with failures of transport as exceptions, for a pipeline that retries them. The continuation is not empty.</summary>
    /// <exception cref="ProviderException">The server answered with an error, or not by the protocol.</exception>
    internal async Task<LogProbability> AskAsync(string context, string continuation, CancellationToken cancellationToken)
    {
        // What cannot be UTF-8 would come back as something else, and the tokens would not be found.
        string before = WellFormed(context), prompt = before + WellFormed(continuation);
        CompletionsReply reply = CompletionsReply.Read(await SendAsync(prompt, cancellationToken).ConfigureAwait(false), _options.Scoring);
        return reply.Score(prompt, before.Length);
    }

    private async Task<byte[]> SendAsync(string prompt, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(Body(prompt)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (_apiKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + _apiKey);
        }

        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            string? retryAfter = response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
            throw new ProviderException(TransportErrors.Redact(CompletionsReply.ErrorOf(body), _apiKey), response.StatusCode, retryAfter);
        }

        return response.RequestMessage?.RequestUri == _address
            ? body
            : throw new ProviderException("the server redirects to another address, which is not followed", status: null, retryAfter: null);
    }

    private byte[] Body(string prompt) => JsonLine.Write(writer =>
    {
        writer.WriteString("model", Model);
        writer.WriteString("prompt", prompt);
        writer.WriteNumber("max_tokens", _options.MaxTokens);
        writer.WriteNumber("temperature", 0);
        if (_options.Scoring == PromptScoring.Echo)
        {
            writer.WriteBoolean("echo", true);
            writer.WriteNumber("logprobs", 1);
        }
        else
        {
            writer.WriteNumber("prompt_logprobs", 0);
        }
    });

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
