using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>What the judgements of a record used, whether they were asked or replayed.</summary>
/// <param name="InputTokens">Tokens sent; <see langword="null"/> where no provider said.</param>
/// <param name="OutputTokens">Tokens received; <see langword="null"/> where no provider said.</param>
/// <param name="Cost">What they cost at the provider's stated price, in its currency; <see langword="null"/> where no price is stated, or tokens of one direction are not known.</param>
public sealed record RecordedUsage(long? InputTokens, long? OutputTokens, decimal? Cost)
{
    /// <summary>Adds up what verdicts used.</summary>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="price">The price of the model, where it is stated.</param>
    /// <returns>The sum; <see langword="null"/> where no verdict says what it used.</returns>
    public static RecordedUsage? Of(VerdictSet verdicts, TokenPrice? price = null)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        long? input = null, output = null;
        foreach (TokenUsage usage in verdicts.Judgements.Select(j => j.Verdict.Usage).OfType<TokenUsage>())
        {
            input = usage.InputTokens is { } sent ? (input ?? 0) + sent : input;
            output = usage.OutputTokens is { } received ? (output ?? 0) + received : output;
        }

        return input is null && output is null ? null : new RecordedUsage(input, output, input is null || output is null ? null : price?.Of(input.Value, output.Value));
    }
}
