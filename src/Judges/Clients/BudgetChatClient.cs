using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="BudgetChatClient"/>.</summary>
public sealed record BudgetChatClientOptions
{
    /// <summary>How many tokens may be used, sent and received together; at least 0.</summary>
    /// <value>The default value is <see langword="null"/>: no limit.</value>
    [Range(0, long.MaxValue)]
    public long? MaxTokens { get; init; }

    /// <summary>How much the tokens may cost, in the currency of <see cref="Price"/>, which it needs; at least 0.</summary>
    /// <value>The default value is <see langword="null"/>: no limit.</value>
    public decimal? MaxCost { get; init; }

    /// <summary>How many calls may be made, at least 0. A call counts once, however often it is sent, and also when it fails.</summary>
    /// <value>The default value is <see langword="null"/>: no limit.</value>
    [Range(0, long.MaxValue)]
    public long? MaxCalls { get; init; }

    /// <summary>What the model's tokens cost.</summary>
    /// <value>The default value is <see langword="null"/>: not known; the ledger then counts no cost.</value>
    public TokenPrice? Price { get; init; }

    /// <summary>
    /// How many tokens a reply is expected to have, at least 0; where a request sets a lower limit of output tokens, that one.
    /// </summary>
    /// <value>The default value is 256.</value>
    [Range(0, int.MaxValue)]
    public int ExpectedOutputTokens { get; init; } = 256;

    /// <summary>Estimates the tokens of a request before it is sent; at least 0.</summary>
    /// <value>The default value is <see langword="null"/>: <see cref="TokenEstimate.OfMessages"/>, a quarter of the characters, rounded up.</value>
    public Func<IEnumerable<ChatMessage>, long>? EstimateInput { get; init; }
}

/// <summary>
/// Stops when a budget of calls, tokens or money is used up: a call that does not fit is not sent and ends with a
/// <see cref="BudgetExhaustedException"/>, which a judge answers with <see cref="FailureKind.Budget"/>. Safe for concurrent use when the
/// inner client is.
/// </summary>
/// <remarks>
/// Each call first reserves an estimate, so that calls under way together exceed the budget by no more than their estimates were too low. A call
/// that does not fit beside what is used and reserved is refused at once and does not wait for others to turn out cheaper. It is settled by the usage that the provider reports. What the provider does not report (or reports as a number that cannot be) is settled by the
/// estimate, and <see cref="CallTotals.Estimated"/> counts it. A call that fails is booked as free.
/// </remarks>
public sealed class BudgetChatClient : DelegatingChatClient
{
    private readonly BudgetChatClientOptions _options;
    private readonly TokenPrice _price;
    private readonly CallLedger? _ledger;
    private readonly BudgetAccount _account;

    /// <summary>Creates the client.</summary>
    /// <param name="innerClient">The client to ask.</param>
    /// <param name="options">The budget; <see langword="null"/> for none, which only keeps the ledger.</param>
    /// <param name="ledger">Counts tokens and cost.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">There is a limit for the cost, but no price.</exception>
    public BudgetChatClient(IChatClient innerClient, BudgetChatClientOptions? options = null, CallLedger? ledger = null)
        : base(innerClient)
    {
        _options = options ?? new BudgetChatClientOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MaxTokens ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MaxCost ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MaxCalls ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.ExpectedOutputTokens, nameof(options));
        if (_options is { MaxCost: not null, Price: null })
        {
            throw new ArgumentException("A limit for the cost needs the price of the tokens.", nameof(options));
        }

        _price = _options.Price ?? default;
        _ledger = ledger;
        _account = new BudgetAccount(_options);
    }

    /// <inheritdoc/>
    /// <exception cref="BudgetExhaustedException">The call does not fit into the budget; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The estimate is negative, or above 2^31 - 1.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // The estimator and the client both read the messages.
        IEnumerable<ChatMessage> list = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        long input = InputOf(list);
        long output = Math.Clamp(options?.MaxOutputTokens ?? int.MaxValue, 0, _options.ExpectedOutputTokens);
        decimal cost = _price.Of(input, output);
        await _account.ReserveAsync(input + output, cost, cancellationToken).ConfigureAwait(false);
        UsageReading used = default;
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(list, options, cancellationToken).ConfigureAwait(false);
            used = UsageReading.Of(response.Usage, input, output);
            return response;
        }
        finally
        {
            decimal price = _price.Of(used.Input, used.Output);
            _account.Settle(input + output, cost, used.Input + used.Output, price);
            Count(used, price);
        }
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        WholeReply.StreamAsync(this, messages, options, cancellationToken);

    private long InputOf(IEnumerable<ChatMessage> messages)
    {
        long tokens = _options.EstimateInput is { } estimate ? estimate(messages) : TokenEstimate.OfMessages(messages);
        return UsageReading.IsPossible(tokens)
            ? tokens
            : throw new InvalidOperationException(
                FormattableString.Invariant($"{nameof(BudgetChatClientOptions.EstimateInput)} returned {tokens} tokens, which no request has."));
    }

    private void Count(UsageReading used, decimal price)
    {
        if (_ledger is null || !used.IsAnswered)
        {
            return;
        }

        var usage = new TokenUsage(used.Input, used.Output);
        if (used.IsEstimated)
        {
            _ledger.CountEstimatedUsage(usage, price);
        }
        else
        {
            _ledger.CountUsage(usage, price);
        }
    }
}
