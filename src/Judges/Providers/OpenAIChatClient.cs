using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using AIMessage = Microsoft.Extensions.AI.ChatMessage;

namespace JudgeEval.Judges;

/// <summary>
/// A chat client for servers that speak OpenAI's chat-completions protocol (hosted, Ollama, vLLM, llama.cpp): a thin adapter over the
/// OpenAI package. It sends texts only; options that the protocol has not, or that this adapter does not send, are refused and not dropped.
/// A redirect is not followed, and of an error or a reply the key is taken out. Safe for concurrent use.
/// </summary>
public sealed class OpenAIChatClient : IChatClient
{
    private readonly ChatClient _client;
    private readonly HttpClient _http;
    private readonly ChatClientMetadata _metadata;
    private readonly ReplyRules _rules;

    /// <summary>Creates the client.</summary>
    /// <param name="endpoint">The base URL, for example <c>http://127.0.0.1:8080/v1</c>.</param>
    /// <param name="model">The model id as the server spells it; not empty.</param>
    /// <param name="apiKey">The key; <see langword="null"/> for a server that needs none, which is then sent the word <c>none</c>.</param>
    /// <param name="options">Further options.</param>
    public OpenAIChatClient(Uri endpoint, string model, string? apiKey, OpenAIChatClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        options ??= new OpenAIChatClientOptions();
        string? key = string.IsNullOrWhiteSpace(apiKey) ? null : apiKey;
        _metadata = new ChatClientMetadata("openai", endpoint, model);
        _rules = new ReplyRules(
            WireProtocol.OpenAI, key, options.MaxReplyBytes, ThrowsErrors: false, new ProviderHints(endpoint, model, options.KeyVariable));
        var guard = new ReplyGuard(_rules);
        _http = options.Azure is { } azure ? ProviderConnections.Client(endpoint, guard, azure) : ProviderConnections.Client(endpoint, guard);
        _client = new ChatClient(model, new ApiKeyCredential(key ?? "none"), new OpenAIClientOptions
        {
            Endpoint = endpoint,
            RetryPolicy = new ClientRetryPolicy(maxRetries: options.Retries),
            NetworkTimeout = options.NetworkTimeout,
            Transport = new HttpClientPipelineTransport(_http),
        });
    }

    /// <inheritdoc/>
    /// <exception cref="ProviderException">The server answered with an error, or could not be reached.</exception>
    /// <exception cref="NotSupportedException">The request has contents or options that are not sent.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<AIMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.ModelId is { } model && model != _metadata.DefaultModelId)
        {
            throw new NotSupportedException($"This client asks the model '{_metadata.DefaultModelId}', not '{model}'.");
        }

        OpenAI.Chat.ChatMessage[] sent = [.. messages.Select(OpenAIMapping.Message)];
        ChatCompletionOptions sentOptions = OpenAIMapping.Options(options);
        ProviderException failure;
        try
        {
            ClientResult<ChatCompletion> result = await _client.CompleteChatAsync(sent, sentOptions, cancellationToken).ConfigureAwait(false);
            return OpenAIMapping.Response(result.Value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failure(exception) is { } found)
        {
            failure = found;
        }

        // What failed below HTTP because the caller gave up is no failure of the server's.
        cancellationToken.ThrowIfCancellationRequested();
        return failure.IsFiltered ? OpenAIMapping.Filtered() : throw failure;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AIMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A judge reads a reply whole, so the stream is the whole reply in one piece.
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Releases the client; the pooled connections stay for other clients.</summary>
    public void Dispose() => _http.Dispose();

    // The SDK's own exceptions are never inner ones of ours: they can hold the request, and with it the key.
    private ProviderException? Failure(Exception exception) => exception switch
    {
        RefusedReplyException refused => refused.Reason,
        ClientResultException { Status: > 0 } error => ErrorOf(error),
        ClientResultException error => ProviderException.Unreachable(error, _rules.Key),
        // What the SDK throws when every attempt failed below HTTP: the last one tells as much as any.
        AggregateException errors when errors.InnerExceptions.All(e => e is RefusedReplyException || TransportErrors.Is(e)) =>
            errors.InnerExceptions[^1] is OperationCanceledException
                ? new ProviderException("the request timed out", status: null, retryAfter: null)
                : Failure(errors.InnerExceptions[^1]),
        HttpRequestException or IOException => ProviderException.Unreachable(exception, _rules.Key),
        // What the SDK throws when a server's reply has an unknown finish reason or parts of an unknown form.
        JsonException or ArgumentException or InvalidOperationException or FormatException =>
            ProviderException.OffProtocol(TransportErrors.Redact(exception.Message, _rules.Key), HttpStatusCode.OK),
        _ => null,
    };

    private ProviderException ErrorOf(ClientResultException error)
    {
        PipelineResponse? response = error.GetRawResponse();
        string? retryAfter = null;
        response?.Headers.TryGetValue("Retry-After", out retryAfter);
        return ReplyGuard.Error((HttpStatusCode)error.Status, retryAfter, response?.Content.ToMemory() ?? default, _rules);
    }
}
