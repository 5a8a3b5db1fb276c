using JudgeEval.Judges;

namespace JudgeEval.Harness.Judging;

/// <summary>A model that a run asks.</summary>
/// <param name="Provider">Where.</param>
/// <param name="Estimate">What one judgement will send.</param>
/// <param name="Known">Whether the requests are known beforehand; else they depend on replies, and only their number is estimated.</param>
internal sealed record PlannedModel(ProviderSettings Provider, Func<JudgeTask, TokenEstimate> Estimate, bool Known = true)
{
    /// <summary>The judge that asks, where it is a prompt.</summary>
    public PromptJudge? Judge { get; init; }

    /// <summary>Requests that depend on replies.</summary>
    /// <param name="provider">Where.</param>
    /// <param name="calls">How many one judgement takes.</param>
    public static PlannedModel Unknown(ProviderSettings provider, int calls) => new(provider, _ => new TokenEstimate(calls, 0, 0), Known: false);
}
