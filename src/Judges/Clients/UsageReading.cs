using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>The tokens of an answer as they are booked. The default value is a call without an answer.</summary>
/// <param name="Input">Tokens sent.</param>
/// <param name="Output">Tokens received.</param>
/// <param name="IsEstimated">Whether the provider left something out.</param>
/// <param name="IsAnswered">Whether there was an answer.</param>
internal readonly record struct UsageReading(long Input, long Output, bool IsEstimated, bool IsAnswered)
{
    // No call has as many; a server that says so would end the budget, or wrap it round.
    private const long Most = int.MaxValue;

    public static UsageReading Of(UsageDetails? usage, long estimatedInput, long estimatedOutput)
    {
        long? input = Possible(usage?.InputTokenCount), output = Possible(usage?.OutputTokenCount);
        if (input is { } sent && output is { } received)
        {
            return new UsageReading(sent, received, IsEstimated: false, IsAnswered: true);
        }

        long? total = Possible(usage?.TotalTokenCount);
        long i = input ?? (total is { } all ? Math.Max(0, output is { } o ? all - o : Math.Min(all, estimatedInput)) : estimatedInput);
        return new UsageReading(i, output ?? (total is { } whole ? Math.Max(0, whole - i) : estimatedOutput), IsEstimated: true, IsAnswered: true);
    }

    /// <summary>Whether a call can have so many tokens.</summary>
    public static bool IsPossible(long tokens) => tokens is >= 0 and <= Most;

    private static long? Possible(long? tokens) => tokens is { } number && IsPossible(number) ? number : null;
}
