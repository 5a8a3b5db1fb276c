using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// A chat client for Anthropic's messages: the Anthropic package's own adapter, made to fail as <see cref="OpenAIChatClient"/> does.
/// It takes no temperature, topP and seed (see <see cref="UnsentOptions"/>); other options that it does not send are refused.
/// </summary>
internal sealed class AnthropicChatClient : IChatClient
{
    private readonly AnthropicClient _client;
    private readonly IChatClient _adapter;
    private readonly ChatClientMetadata _metadata;
    private readonly string? _key;

    public AnthropicChatClient(Uri endpoint, string model, string? key, string? keyVariable, int maxOutputTokens, ProviderClientOptions options)
    {
        _key = key;
        _metadata = new ChatClientMetadata("anthropic", endpoint, model);
        var rules = new ReplyRules(
            WireProtocol.Anthropic, key, options.MaxReplyBytes, ThrowsErrors: true, new ProviderHints(endpoint, model, keyVariable));
        HttpClient http = ProviderConnections.Client(endpoint, new ReplyGuard(rules), new AnthropicRequests(key is not null));
        string address = endpoint.AbsoluteUri.TrimEnd('/');
        // Key and token are set also where there are none, so that the package takes none from the environment.
        _client = key is null
            ? new AnthropicClient
            {
                HttpClient = http,
                BaseUrl = address,
                MaxRetries = 0,
                Timeout = options.NetworkTimeout,
                OpenTelemetry = false,
                ApiKey = null,
                AuthToken = null,
            }
            : new AnthropicClient
            {
                HttpClient = http,
                BaseUrl = address,
                MaxRetries = 0,
                Timeout = options.NetworkTimeout,
                OpenTelemetry = false,
                ApiKey = key,
            };
        _adapter = _client.AsIChatClient(model, maxOutputTokens);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] sent = [.. messages];
        ChatOptions? sentOptions = Sendable(sent, options);
        ProviderException failure;
        try
        {
            return Plain(await _adapter.GetResponseAsync(sent, sentOptions, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failure(exception) is { } found)
        {
            failure = found;
        }

        // What failed below HTTP because the caller gave up is no failure of the server's.
        cancellationToken.ThrowIfCancellationRequested();
        throw failure;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType == typeof(UnsentOptions) ? UnsentOptions.Anthropic
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose() => _client.Dispose();

    // The package's adapter drops in silence what it has no place for, so what may be dropped is taken out here, and nothing else is.
    private ChatOptions? Sendable(ChatMessage[] messages, ChatOptions? options)
    {
        if (messages.Any(message => message.Contents.Any(content => content is not TextContent)))
        {
            throw new NotSupportedException("Only text is sent to the model.");
        }

        if (options is null)
        {
            return null;
        }

        if (options.ModelId is { } model && model != _metadata.DefaultModelId)
        {
            throw new NotSupportedException($"This client asks the model '{_metadata.DefaultModelId}', not '{model}'.");
        }

        if (options.TopK is not null || options.FrequencyPenalty is not null || options.PresencePenalty is not null || options.Tools is { Count: > 0 }
            || options.AdditionalProperties is { Count: > 0 } || options.Instructions is not null || options.Reasoning is not null)
        {
            throw new NotSupportedException("TopK, penalties, tools, instructions, reasoning and additional properties are not sent to Anthropic.");
        }

        ChatOptions sent = options.Clone();
        (sent.Temperature, sent.TopP, sent.Seed) = (null, null, null);
        return sent;
    }

    private static ChatResponse Plain(ChatResponse response) => new(new ChatMessage(ChatRole.Assistant, response.Text))
    {
        ModelId = response.ModelId,
        ResponseId = response.ResponseId,
        FinishReason = response.FinishReason,
        Usage = response.Usage,
    };

    // The package's exceptions are never inner ones of ours: they can hold the request, and with it the key.
    private ProviderException? Failure(Exception exception) => exception switch
    {
        RefusedReplyException refused => refused.Reason,
        AnthropicInvalidDataException or JsonException or ArgumentException or InvalidOperationException or FormatException or KeyNotFoundException =>
            ProviderException.OffProtocol(TransportErrors.Redact(exception.Message, _key), HttpStatusCode.OK),
        AnthropicException or HttpRequestException or IOException =>
            Inner(exception) ?? ProviderException.Unreachable(exception, _key),
        _ => null,
    };

    private static ProviderException? Inner(Exception? exception) => exception switch
    {
        null => null,
        RefusedReplyException refused => refused.Reason,
        _ => Inner(exception.InnerException),
    };
}
