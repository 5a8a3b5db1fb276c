namespace JudgeEval.Judges;

/// <summary>An item's number: the difference of a pair's perplexities, or the perplexity of a single response; or why there is none.</summary>
/// <param name="Value">The number; NaN when the model failed.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Usage">What the calls used.</param>
internal sealed record PerplexityScore(double Value, JudgeFailure? Failure, TokenUsage? Usage);

/// <summary>Asks a model for the perplexities of an item.</summary>
internal sealed class PerplexityScorer(ILogProbabilityModel model, TaskShape shape, string separator)
{
    public async ValueTask<PerplexityScore> ScoreAsync(JudgeItem item, CancellationToken cancellationToken)
    {
        string context = item.Context.Length == 0 ? "" : item.Context + separator;
        if (shape == TaskShape.Single)
        {
            LogProbability only = await model.ScoreAsync(context, Text(item, item.Response, "response"), cancellationToken).ConfigureAwait(false);
            return Result(only.Perplexity, [Failure(only, "response")], only.Usage);
        }

        string a = Text(item, item.ResponseA, "responseA"), b = Text(item, item.ResponseB, "responseB");
        LogProbability[] both =
        [
            await model.ScoreAsync(context, a, cancellationToken).ConfigureAwait(false), await model.ScoreAsync(context, b, cancellationToken).ConfigureAwait(false),
        ];
        return Result(both[0].Perplexity - both[1].Perplexity, [Failure(both[0], "response A"), Failure(both[1], "response B")], UsageSum.Of(both.Select(l => l.Usage)));
    }

    /// <summary>The texts that an item's number takes, each with what stands before it.</summary>
    public static IEnumerable<(string Context, string Continuation)> Texts(JudgeItem item, TaskShape shape, string separator)
    {
        string context = item.Context.Length == 0 ? "" : item.Context + separator;
        return shape == TaskShape.Single
            ? [(context, item.Response ?? "")]
            : [(context, item.ResponseA ?? ""), (context, item.ResponseB ?? "")];
    }

    private static PerplexityScore Result(double value, JudgeFailure?[] failures, TokenUsage? usage)
    {
        JudgeFailure[] all = [.. failures.OfType<JudgeFailure>()];
        return all.Length == 0
            ? new PerplexityScore(value, null, usage)
            : new PerplexityScore(double.NaN, new JudgeFailure(all[0].Kind, string.Join("; ", all.Select(f => f.Detail))), usage);
    }

    private static JudgeFailure? Failure(LogProbability score, string response) =>
        score.Failure is { } failure ? failure with { Detail = $"{response}: {failure.Detail}" }
        : double.IsFinite(score.Perplexity) ? null
        : new JudgeFailure(FailureKind.Unparsable, $"{response}: the perplexity is too large for a number");

    private static string Text(JudgeItem item, string? text, string name) =>
        text ?? throw new ArgumentException($"The item '{item.Id}' has no {name}.", nameof(item));
}
