using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>The books of a budget: what was used and what is reserved for calls under way. Safe for concurrent use.</summary>
internal sealed class BudgetAccount(BudgetChatClientOptions limits)
{
    private readonly Lock _lock = new();
    private long _calls;
    private long _underWay;
    private long _tokens;
    private long _reservedTokens;
    private decimal _cost;
    private decimal _reservedCost;
    private TaskCompletionSource _settled = NewSignal();

    /// <summary>
    /// Sets aside what a call is expected to use. What does not fit beside the reservations of calls under way waits until they are settled,
    /// since most use less than was reserved; the first that waits is looked at first.
    /// </summary>
    /// <exception cref="BudgetExhaustedException">It does not fit, and no call is under way whose settling could change that.</exception>
    public async ValueTask ReserveAsync(long tokens, decimal cost, CancellationToken cancellationToken)
    {
        while (!TryReserve(tokens, cost, out Task settled))
        {
            await settled.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Books what a call has used in place of what was reserved for it.</summary>
    public void Settle(long reservedTokens, decimal reservedCost, long tokens, decimal cost)
    {
        TaskCompletionSource settled;
        lock (_lock)
        {
            _underWay--;
            _reservedTokens -= reservedTokens;
            _reservedCost -= reservedCost;
            _tokens += tokens;
            _cost += cost;
            settled = _settled;
            _settled = NewSignal();
        }

        settled.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="tokens">The tokens to reserve.</param>
    /// <param name="cost">Their price.</param>
    /// <param name="settled">Where it does not fit yet: what completes when the next call is settled.</param>
    private bool TryReserve(long tokens, decimal cost, out Task settled)
    {
        lock (_lock)
        {
            if (_calls >= limits.MaxCalls)
            {
                throw new BudgetExhaustedException(FormattableString.Invariant($"the budget of {limits.MaxCalls} calls is used up: {_calls} made"));
            }

            bool tokensFit = !(_tokens + _reservedTokens + tokens > limits.MaxTokens), costFits = !(_cost + _reservedCost + cost > limits.MaxCost);
            if (tokensFit && costFits)
            {
                _calls++;
                _underWay++;
                _reservedTokens += tokens;
                _reservedCost += cost;
                settled = Task.CompletedTask;
                return true;
            }

            // What is used already leaves no room, whatever the calls under way turn out to need.
            bool hopeless = _tokens + tokens > limits.MaxTokens || _cost + cost > limits.MaxCost;
            if (_underWay == 0 || hopeless)
            {
                throw tokensFit
                    ? Exhausted(" for the cost", limits.MaxCost!.Value, _cost, cost)
                    : Exhausted(" tokens", limits.MaxTokens!.Value, _tokens, tokens);
            }

            settled = _settled.Task;
            return false;
        }
    }

    private static BudgetExhaustedException Exhausted(string what, decimal limit, decimal used, decimal needed) => new(
        $"the budget of {Plain(limit)}{what} is used up: {Plain(used)} used, and this call needs about {Plain(needed)}");

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
