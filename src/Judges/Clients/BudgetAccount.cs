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

    /// <summary>Sets aside what a call is expected to use.</summary>
    /// <exception cref="BudgetExhaustedException">It does not fit beside what is used and reserved.</exception>
    public void Reserve(long tokens, decimal cost)
    {
        lock (_lock)
        {
            if (_calls >= limits.MaxCalls)
            {
                throw new BudgetExhaustedException(FormattableString.Invariant($"the budget of {limits.MaxCalls} calls is used up: {_calls} made"));
            }

            if (_tokens + _reservedTokens + tokens > limits.MaxTokens)
            {
                throw Exhausted(" tokens", limits.MaxTokens.Value, _tokens, _reservedTokens, tokens);
            }

            if (_cost + _reservedCost + cost > limits.MaxCost)
            {
                throw Exhausted(" for the cost", limits.MaxCost.Value, _cost, _reservedCost, cost);
            }

            _calls++;
            _underWay++;
            _reservedTokens += tokens;
            _reservedCost += cost;
        }
    }

    /// <summary>Books what a call has used in place of what was reserved for it.</summary>
    public void Settle(long reservedTokens, decimal reservedCost, long tokens, decimal cost)
    {
        lock (_lock)
        {
            _underWay--;
            _reservedTokens -= reservedTokens;
            _reservedCost -= reservedCost;
            _tokens += tokens;
            _cost += cost;
        }
    }

    private BudgetExhaustedException Exhausted(string what, decimal limit, decimal used, decimal reserved, decimal needed)
    {
        string underWay = _underWay == 0 ? "" : FormattableString.Invariant($", {Plain(reserved)} reserved for calls under way ({_underWay})");
        return new BudgetExhaustedException(
            $"the budget of {Plain(limit)}{what} is used up: {Plain(used)} used{underWay}, and this call needs about {Plain(needed)}");
    }

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
