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

/// <summary>Options of an <see cref="OpenAIChatClient"/>.</summary>
public sealed record OpenAIChatClientOptions
{
    /// <summary>How long one request may take.</summary>
    /// <value>The default value is 10 minutes: local models think long. <see cref="Timeout.InfiniteTimeSpan"/> sets no limit.</value>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How often a request is sent again when the server is too busy (429), fails (500, 502, 503, 504) or is not reached: after the
    /// time that the server names, else after a second, two, four and so on.
    /// </summary>
    /// <value>The default value is 0.</value>
    public int Retries { get; init; }
}

/// <summary>
/// A chat client for servers that speak OpenAI's chat-completions protocol (hosted, Ollama, vLLM, llama.cpp): a thin adapter over the
/// OpenAI package. It sends texts only; options that the protocol has not, or that this adapter does not send, are refused and not dropped.
/// Safe for concurrent use.
/// </summary>
public sealed class OpenAIChatClient : IChatClient
{
    private readonly ChatClient _client;
    private readonly ChatClientMetadata _metadata;
    private readonly string? _apiKey;

    /// <summary>Creates the client.</summary>
    /// <param name="endpoint">The base URL, for example <c>http://127.0.0.1:8080/v1</c>.</param>
    /// <param name="model">The model id as the server spells it; not empty.</param>
    /// <param name="apiKey">The key; <see langword="null"/> for a server that needs none, which is then sent the word <c>none</c>.</param>
    /// <param name="options">Further options.</param>
    public OpenAIChatClient(Uri endpoint, string model, string? apiKey, OpenAIChatClientOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        _apiKey = string.IsNullOrWhiteSpace(apiKey) ? null : apiKey;
        _metadata = new ChatClientMetadata("openai", endpoint, model);
        _client = new ChatClient(model, new ApiKeyCredential(_apiKey ?? "none"), new OpenAIClientOptions
        {
            Endpoint = endpoint,
            RetryPolicy = new ClientRetryPolicy(maxRetries: (options ?? new OpenAIChatClientOptions()).Retries),
            NetworkTimeout = (options ?? new OpenAIChatClientOptions()).NetworkTimeout,
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
        try
        {
            ClientResult<ChatCompletion> result = await _client.CompleteChatAsync(sent, sentOptions, cancellationToken).ConfigureAwait(false);
            return OpenAIMapping.Response(result.Value);
        }
        catch (ClientResultException exception)
        {
            string? retryAfter = null;
            exception.GetRawResponse()?.Headers.TryGetValue("Retry-After", out retryAfter);
            HttpStatusCode? status = exception.Status > 0 ? (HttpStatusCode)exception.Status : null;
            (string message, bool isFiltered) = OpenAIErrors.Read(exception.Message);
            return isFiltered
                ? OpenAIMapping.Filtered()
                : throw new ProviderException(TransportErrors.Redact(message, _apiKey), status, retryAfter);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(TransportErrors.Is))
        {
            // What the SDK throws when every attempt failed below HTTP: the last one tells as much as any.
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProviderException(TransportErrors.Redact(exception.InnerExceptions[^1].GetBaseException().Message, _apiKey), status: null, retryAfter: null);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The SDK reads the first choice without asking whether there is one.
            throw new ProviderException("the server's reply does not follow the protocol: it has no choices", status: null, retryAfter: null);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            // What the SDK throws when a server's reply has an unknown finish reason or no JSON at all.
            throw new ProviderException(
                $"the server's reply does not follow the protocol: {TransportErrors.Redact(exception.Message, _apiKey)}", status: null, retryAfter: null);
        }
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

    /// <inheritdoc/>
    public void Dispose()
    {
        // The SDK shares its HTTP client among clients and offers nothing to dispose of.
    }
}
