using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using Polly;

namespace JudgeEval.Judges;

/// <summary>One request that failed once already, and how it goes on.</summary>
internal sealed class RetryCall(
    RetryingChatClientOptions rules, RetryAllowance allowance, TimeProvider timeProvider, ulong seed, CallLedger? ledger,
    IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, Exception first)
{
    public static readonly ResiliencePropertyKey<RetryCall> Key = new("JudgeEval.RetryCall");

    private int _attempts;
    private ulong? _hash;
    private string? _reason;

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>The next attempt; the first of them has been made before.</summary>
    public async ValueTask<Outcome<ChatResponse>> AttemptAsync(CancellationToken cancellationToken)
    {
        _attempts++;
        if (_attempts == 1)
        {
            return Outcome.FromException<ChatResponse>(first);
        }

        ledger?.CountRetried();
        try
        {
            return Outcome.FromResult(await client.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            return Outcome.FromException<ChatResponse>(exception);
        }
    }

    /// <summary>Whether to go on after a failure; takes one retry of the client's allowance when it does.</summary>
    public bool GoesOn(Exception? exception, CancellationToken cancellationToken)
    {
        if (exception is null || cancellationToken.IsCancellationRequested || _attempts >= rules.MaxAttempts || !rules.Passes(exception))
        {
            return false;
        }

        TimeSpan? asked = RetryAfterHeader.Read(PassingErrors.RetryAfterOf(exception), timeProvider);
        if (asked > rules.MaxRetryAfter)
        {
            _reason = FormattableString.Invariant(
                $"because the server asks to wait {Math.Ceiling(asked.Value.TotalSeconds)} s and at most {rules.MaxRetryAfter.TotalSeconds} s are waited");
            return false;
        }

        // Timers count whole milliseconds and cut off the rest; the server asked for no less than this.
        Delay = TimeSpan.FromMilliseconds(Math.Ceiling((asked ?? Backoff()).TotalMilliseconds));
        return allowance.TryTake(exception, out _reason);
    }

    /// <summary>
    /// The last failure with the number of attempts in its message, of the same type where it can be made anew. What carries no meaning for a
    /// retry (a missing recording, a bug) stays the very exception.
    /// </summary>
    /// <remarks>No inner exception: the text of a stranger's exception may hold a key, and is kept only after what looks like one was taken out.</remarks>
    public Exception Final(Exception last)
    {
        if (!TransportErrors.Is(last) && !rules.Passes(last))
        {
            return last;
        }

        string text = last is OperationCanceledException ? "the request timed out" : TransportErrors.Redact(last.Message);
        string attempts = _attempts == 1 ? "1 attempt" : FormattableString.Invariant($"{_attempts} attempts");
        string message = _reason is null ? $"gave up after {attempts}: {text}" : $"gave up after {attempts}, {_reason}: {text}";
        Exception final = last switch
        {
            ProviderException provider => new ProviderException(message, provider.StatusCode, provider.RetryAfter) { BreaksProtocol = provider.BreaksProtocol },
            HttpRequestException http => new HttpRequestException(http.HttpRequestError, message, inner: null, http.StatusCode),
            TimeoutException or OperationCanceledException => new TimeoutException(message),
            IOException => new IOException(message),
            _ => new ProviderException(message, (System.Net.HttpStatusCode?)PassingErrors.StatusOf(last), PassingErrors.RetryAfterOf(last)),
        };
        return last.StackTrace is { } trace ? ExceptionDispatchInfo.SetRemoteStackTrace(final, trace) : final;
    }

    // Half of the time is certain and half is drawn, so that requests that failed together do not come back together.
    private TimeSpan Backoff()
    {
        _hash ??= RequestJitter.Hash(messages, options?.ModelId);
        double doubled = rules.BaseDelay.TotalSeconds * Math.Pow(2, _attempts - 1);
        double longest = Math.Min(doubled, rules.MaxDelay.TotalSeconds);
        return TimeSpan.FromSeconds(longest * (0.5 + (0.5 * RequestJitter.Unit(seed, _hash.Value, _attempts))));
    }
}
