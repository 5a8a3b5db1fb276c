namespace JudgeEval.Judges;

/// <summary>How probable a text is: the sum over its tokens, or why there is none; never both and never neither.</summary>
public sealed record LogProbability
{
    private LogProbability(double sum, int tokens, JudgeFailure? failure)
    {
        Sum = sum;
        Tokens = tokens;
        Failure = failure;
    }

    /// <summary>The sum of the tokens' natural log-probabilities, at most 0; NaN when the model failed.</summary>
    public double Sum { get; }

    /// <summary>How many tokens were summed, at least 1; 0 when the model failed.</summary>
    public int Tokens { get; }

    /// <summary>Why there is no sum; <see langword="null"/> when there is one.</summary>
    public JudgeFailure? Failure { get; }

    /// <summary>What the call used, where the model says.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>
    /// Perplexity per token, <c>exp(-Sum / Tokens)</c>, at least 1; NaN when the model failed. Lower is more probable. It compares texts under one model
    /// only: another model cuts texts into other tokens.
    /// </summary>
    public double Perplexity => Math.Exp(-Sum / Tokens);

    /// <summary>A sum.</summary>
    /// <param name="sum">The sum of natural log-probabilities: finite and at most 0.</param>
    /// <param name="tokens">How many tokens, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static LogProbability Of(double sum, int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        return double.IsFinite(sum) && sum <= 0
            ? new LogProbability(sum, tokens, null)
            : throw new ArgumentOutOfRangeException(nameof(sum), sum, "A log-probability is a finite number that is at most 0.");
    }

    /// <summary>A failure.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="detail">What exactly happened.</param>
    public static LogProbability Failed(FailureKind kind, string detail) => new(double.NaN, 0, new JudgeFailure(kind, detail));
}
