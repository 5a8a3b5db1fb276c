using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="ClientPipeline"/>.</summary>
public sealed record ClientPipelineOptions
{
    /// <summary>What may be used up.</summary>
    /// <value>The default value has no limit and no price.</value>
    public BudgetChatClientOptions Budget { get; init; } = new();

    /// <summary>Which failures are tried again and how often.</summary>
    /// <value>The default value is 5 attempts.</value>
    public RetryingChatClientOptions Retry { get; init; } = new();

    /// <summary>How many requests are under way at once. Not used with <see cref="Limiter"/>.</summary>
    /// <value>The default value is 8 at the start, between 1 and 64.</value>
    public ConcurrencyLimiterOptions Concurrency { get; init; } = new();

    /// <summary>The endpoint's limiter, when other pipelines ask the same endpoint.</summary>
    /// <value>The default value is <see langword="null"/>: a limiter of its own, made by <see cref="Concurrency"/>.</value>
    public ConcurrencyLimiter? Limiter { get; init; }

    /// <summary>How long one attempt may take.</summary>
    /// <value>The default value is 5 minutes.</value>
    public TimeoutChatClientOptions Timeout { get; init; } = new();

    /// <summary>What telemetry says of the endpoint.</summary>
    /// <value>The default value is what the inner client says of itself.</value>
    public TelemetryChatClientOptions Telemetry { get; init; } = new();
}

/// <summary>
/// Puts the clients around a provider's client in their one order, outermost first: budget, retries, concurrency, time-out, telemetry. A call is
/// budgeted once however often it is sent; a wait between attempts holds no permit; waiting for a permit is no part of an attempt's time; and
/// telemetry sees each attempt.
/// </summary>
public static class ClientPipeline
{
    /// <summary>Composes the pipeline.</summary>
    /// <param name="innerClient">The provider's client, which should not retry on its own. The pipeline disposes it with itself.</param>
    /// <param name="timeProvider">The clock of all waits and measurements.</param>
    /// <param name="ledger">Takes what each client counts.</param>
    /// <param name="seed">The seed of the waits between attempts.</param>
    /// <param name="options">The options of each client; <see langword="null"/> for the defaults.</param>
    /// <returns>The outermost client. Each client of it is found by <c>GetService</c>.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or there is a limit for the cost, but no price.</exception>
    public static IChatClient Compose(
        IChatClient innerClient, TimeProvider timeProvider, CallLedger ledger, ulong seed, ClientPipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(innerClient);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(ledger);
        options ??= new ClientPipelineOptions();
        ConcurrencyLimiter limiter = options.Limiter ?? new ConcurrencyLimiter(timeProvider, options.Concurrency);
        var telemetry = new TelemetryChatClient(innerClient, timeProvider, options.Telemetry, ledger);
        var timeout = new TimeoutChatClient(telemetry, timeProvider, options.Timeout);
        var concurrency = new AdaptiveConcurrencyChatClient(timeout, limiter, ledger);
        var retry = new RetryingChatClient(concurrency, timeProvider, seed, options.Retry, ledger);
        return new BudgetChatClient(retry, options.Budget, ledger);
    }
}
