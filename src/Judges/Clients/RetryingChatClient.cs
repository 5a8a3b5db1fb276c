using System.ComponentModel.DataAnnotations;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="RetryingChatClient"/>.</summary>
public sealed record RetryingChatClientOptions
{
    /// <summary>How often one request is sent at most, the first time included; at least 1.</summary>
    /// <value>The default value is 5.</value>
    [Range(1, 1000)]
    public int MaxAttempts { get; init; } = 5;

    /// <summary>
    /// The longest wait before the first retry, doubled for each further one; at least half of it is waited, the rest is drawn. At least 0.
    /// </summary>
    /// <value>The default value is 1 second.</value>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where doubling ends; at least 0 and at most a day.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that a server may ask for (<c>Retry-After</c>); one that asks for more is given up. At least 0 and at most a day.</summary>
    /// <value>The default value is 60 seconds.</value>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How many retries all requests together may make without one success in between, at least 0. Then the server counts as down, until the
    /// first success opens retries again: every failure passes through at once, and of the requests that come at the same time one is sent and
    /// the others fail unsent, so that a server that never answers holds up nobody for as many time-outs as there are requests.
    /// </summary>
    /// <value>The default value is 100.</value>
    [Range(0, int.MaxValue)]
    public int MaxRetriesWithoutSuccess { get; init; } = 100;

    /// <summary>How many retries all requests together may make in the client's life, whatever succeeds; at least 0.</summary>
    /// <value>The default value is <see langword="null"/>: no limit.</value>
    public long? MaxRetries { get; init; }

    /// <summary>
    /// Told, in a sentence for a person, of the first request that is sent again, and each time that the server begins to count as down. It is
    /// called by several threads.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: nobody is told.</value>
    public Action<string>? Notice { get; init; }

    /// <summary>Further exceptions of the inner client that may pass.</summary>
    /// <value>The default value is <see langword="null"/>: none.</value>
    public Func<Exception, bool>? MayPass { get; init; }

    internal bool Passes(Exception exception) =>
        exception is not (JudgeEvalException or BudgetExhaustedException) && (PassingErrors.MayPass(exception) || MayPass?.Invoke(exception) == true);
}

/// <summary>
/// Sends a request again when its failure may pass: HTTP 408, 429, 500, 502, 503, 504, 520 to 524 and 529, connections that fail, are reset
/// or break off, bodies that are not JSON, and time-outs. Anything else passes through at once: other statuses, an untrusted certificate, a
/// reply that arrived whole and does not follow the protocol, a <see cref="JudgeEvalException"/>, a used-up budget, the caller's
/// cancellation, a bug. Safe for concurrent use when the inner client is.
/// </summary>
/// <remarks>
/// It waits as long as <c>Retry-After</c> asks, else exponentially longer, between the half and the whole of each step: how long is drawn from
/// the seed, the request's content and the attempt, so that it is the same in whatever order requests fail. The last failure is thrown with the
/// number of attempts in its message. The inner client should not retry on its own.
/// </remarks>
public sealed class RetryingChatClient : DelegatingChatClient
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly RetryingChatClientOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ulong _seed;
    private readonly CallLedger? _ledger;
    private readonly RetryAllowance _allowance;
    private readonly ResiliencePipeline<ChatResponse> _pipeline;

    /// <summary>Creates the client.</summary>
    /// <param name="innerClient">The client to ask.</param>
    /// <param name="timeProvider">The clock that waits are measured by.</param>
    /// <param name="seed">The seed of the waits.</param>
    /// <param name="options">Which and how many retries; <see langword="null"/> for the defaults.</param>
    /// <param name="ledger">Counts the retries.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public RetryingChatClient(
        IChatClient innerClient, TimeProvider timeProvider, ulong seed, RetryingChatClientOptions? options = null, CallLedger? ledger = null)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _options = options ?? new RetryingChatClientOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxAttempts, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxAttempts, 1000, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MaxRetriesWithoutSuccess, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MaxRetries ?? 0, nameof(options));
        ThrowIfNoWait(_options.BaseDelay, nameof(options));
        ThrowIfNoWait(_options.MaxDelay, nameof(options));
        ThrowIfNoWait(_options.MaxRetryAfter, nameof(options));
        _timeProvider = timeProvider;
        _seed = seed;
        _ledger = ledger;
        _allowance = new RetryAllowance(_options.MaxRetriesWithoutSuccess, _options.MaxRetries, _options.Notice);
        _pipeline = Pipeline(_options, timeProvider);
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The last attempt failed; likewise <see cref="IOException"/> and <see cref="TimeoutException"/>.</exception>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        !_allowance.TryEnter(out bool isProbe, out string? refusal) ? Task.FromException<ChatResponse>(new ProviderException(refusal!, status: null, retryAfter: null))
        : isProbe ? ProbeAsync(messages, options, cancellationToken)
        : SendAsync(messages, options, cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        WholeReply.StreamAsync(this, messages, options, cancellationToken);

    private async Task<ChatResponse> ProbeAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _allowance.EndProbe();
        }
    }

    private async Task<ChatResponse> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        // A sequence that can be read only once would be empty the second time.
        IEnumerable<ChatMessage> list = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        Exception first;
        try
        {
            // The first attempt is made without Polly: most requests succeed, and then all that a retry needs would be made in vain.
            ChatResponse response = await InnerClient.GetResponseAsync(list, options, cancellationToken).ConfigureAwait(false);
            _allowance.Succeeded();
            return response;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && _options.Passes(exception))
        {
            first = exception;
        }

        return await RetryAsync(
            new RetryCall(_options, _allowance, _timeProvider, _seed, _ledger, InnerClient, list, options, first), cancellationToken).ConfigureAwait(false);
    }

    private static ResiliencePipeline<ChatResponse> Pipeline(RetryingChatClientOptions options, TimeProvider timeProvider) =>
        new ResiliencePipelineBuilder<ChatResponse> { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions<ChatResponse>
            {
                MaxRetryAttempts = options.MaxAttempts,
                ShouldHandle = static args => ValueTask.FromResult(CallOf(args.Context).GoesOn(args.Outcome.Exception, args.Context.CancellationToken)),
                DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(CallOf(args.Context).Delay),
            })
            .Build();

    private static RetryCall CallOf(ResilienceContext context) => context.Properties.GetValue(RetryCall.Key, null!);

    private static void ThrowIfNoWait(TimeSpan wait, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero, parameter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, LongestWait, parameter);
    }

    private async Task<ChatResponse> RetryAsync(RetryCall call, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        Outcome<ChatResponse> outcome;
        try
        {
            context.Properties.Set(RetryCall.Key, call);
            outcome = await _pipeline.ExecuteOutcomeAsync(
                static (context, call) => call.AttemptAsync(context.CancellationToken), context, call).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is not { } last)
        {
            _allowance.Succeeded();
            return outcome.Result!;
        }

        cancellationToken.ThrowIfCancellationRequested();
        Exception final = call.Final(last);
        if (ReferenceEquals(final, last))
        {
            ExceptionDispatchInfo.Throw(last);
        }

        throw final;
    }
}
