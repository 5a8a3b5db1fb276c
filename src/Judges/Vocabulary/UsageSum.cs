namespace JudgeEval.Judges;

/// <summary>The tokens of several calls together.</summary>
internal static class UsageSum
{
    /// <summary>The sum of what is known; <see langword="null"/> where nothing is.</summary>
    public static TokenUsage? Of(IEnumerable<TokenUsage?> usages)
    {
        TokenUsage? sum = null;
        foreach (TokenUsage? usage in usages)
        {
            sum = usage is null ? sum
                : sum is null ? usage
                : new TokenUsage(Add(sum.InputTokens, usage.InputTokens), Add(sum.OutputTokens, usage.OutputTokens));
        }

        return sum;
    }

    private static long? Add(long? left, long? right) => left is null ? right : right is null ? left : left + right;
}
