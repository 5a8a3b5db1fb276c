using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="TelemetryChatClient"/>.</summary>
public sealed record TelemetryChatClientOptions
{
    /// <summary>The provider's name (<c>gen_ai.provider.name</c>).</summary>
    /// <value>The default value is <see langword="null"/>: what the inner client's <see cref="ChatClientMetadata"/> says.</value>
    public string? ProviderName { get; init; }

    /// <summary>The endpoint, of which host and port are told (<c>server.address</c>, <c>server.port</c>).</summary>
    /// <value>The default value is <see langword="null"/>: what the inner client's <see cref="ChatClientMetadata"/> says.</value>
    public Uri? Endpoint { get; init; }
}

/// <summary>
/// Tells of each request as OpenTelemetry's semantic conventions for generative AI have it: an activity <c>chat &lt;model&gt;</c> of the source
/// <c>JudgeEval</c>, and the histograms <c>gen_ai.client.operation.duration</c> and <c>gen_ai.client.token.usage</c> of the meter
/// <c>JudgeEval</c>. Texts of messages and replies, error messages and keys are never told. It costs nothing while nobody listens. Safe for
/// concurrent use when the inner client is.
/// </summary>
public sealed class TelemetryChatClient : DelegatingChatClient
{
    private readonly TimeProvider _timeProvider;
    private readonly CallLedger? _ledger;
    private readonly string? _provider;
    private readonly string? _model;
    private readonly string? _address;
    private readonly int? _port;

    /// <summary>Creates the client.</summary>
    /// <param name="innerClient">The client to ask.</param>
    /// <param name="timeProvider">The clock that requests are measured by.</param>
    /// <param name="options">What the inner client does not say of itself; <see langword="null"/> for nothing.</param>
    /// <param name="ledger">Counts the requests that are sent.</param>
    public TelemetryChatClient(
        IChatClient innerClient, TimeProvider timeProvider, TelemetryChatClientOptions? options = null, CallLedger? ledger = null)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _timeProvider = timeProvider;
        _ledger = ledger;
        var metadata = innerClient.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        _provider = options?.ProviderName ?? metadata?.ProviderName;
        _model = metadata?.DefaultModelId;
        if ((options?.Endpoint ?? metadata?.ProviderUri) is { IsAbsoluteUri: true } endpoint)
        {
            _address = endpoint.DnsSafeHost;
            _port = endpoint.Port >= 0 ? endpoint.Port : null;
        }
    }

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        _ledger?.CountSent();
        return GenAITelemetry.IsHeard
            ? HeardAsync(messages, options, cancellationToken)
            : InnerClient.GetResponseAsync(messages, options, cancellationToken);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        WholeReply.StreamAsync(this, messages, options, cancellationToken);

    private async Task<ChatResponse> HeardAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        string? model = options?.ModelId ?? _model;
        TagList tags = TagsOf(model);
        using Activity? activity = Start(model, tags, options);
        long started = _timeProvider.GetTimestamp();
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            if (activity is not null)
            {
                GenAITelemetry.DescribeResponse(activity, response);
            }

            Add(ref tags, GenAITelemetry.ResponseModel, response.ModelId);
            CountTokens(response.Usage, tags);
            return response;
        }
        catch (Exception exception)
        {
            // The kind of the error and never its message, which may quote the request or a key.
            string error = PassingErrors.StatusOf(exception) is { } status
                ? status.ToString(CultureInfo.InvariantCulture)
                : exception.GetType().FullName!;
            activity?.SetTag(GenAITelemetry.ErrorType, error).SetStatus(ActivityStatusCode.Error);
            Add(ref tags, GenAITelemetry.ErrorType, error);
            throw;
        }
        finally
        {
            GenAITelemetry.Duration.Record(_timeProvider.GetElapsedTime(started).TotalSeconds, tags);
            activity?.SetEndTime(_timeProvider.GetUtcNow().UtcDateTime);
        }
    }

    private Activity? Start(string? model, TagList tags, ChatOptions? options)
    {
        if (!GenAITelemetry.Source.HasListeners())
        {
            return null;
        }

        Activity? activity = GenAITelemetry.Source.StartActivity(
            ActivityKind.Client, parentContext: default, tags, links: null, _timeProvider.GetUtcNow(),
            model is null ? GenAITelemetry.Operation : $"{GenAITelemetry.Operation} {model}");
        if (activity is { IsAllDataRequested: true })
        {
            GenAITelemetry.DescribeRequest(activity, options);
        }

        return activity;
    }

    private TagList TagsOf(string? model)
    {
        var tags = new TagList { { GenAITelemetry.OperationName, GenAITelemetry.Operation } };
        Add(ref tags, GenAITelemetry.ProviderName, _provider);
        Add(ref tags, GenAITelemetry.RequestModel, model);
        Add(ref tags, GenAITelemetry.ServerAddress, _address);
        Add(ref tags, GenAITelemetry.ServerPort, _port);
        return tags;
    }

    private static void CountTokens(UsageDetails? usage, TagList tags)
    {
        int types = tags.Count;
        tags.Add(GenAITelemetry.TokenType, "input");
        Record(usage?.InputTokenCount, tags);
        tags[types] = new KeyValuePair<string, object?>(GenAITelemetry.TokenType, "output");
        Record(usage?.OutputTokenCount, tags);
    }

    private static void Record(long? tokens, in TagList tags)
    {
        // A server may say anything; a histogram takes no negative number.
        if (tokens is { } number and >= 0)
        {
            GenAITelemetry.Tokens.Record(number, tags);
        }
    }

    private static void Add(ref TagList tags, string name, object? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
