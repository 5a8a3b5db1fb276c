using JudgeEval.Judges;

namespace JudgeEval.Harness.Judging;

/// <summary>A model that a run asks.</summary>
/// <param name="Provider">Where.</param>
/// <param name="Judge">The judge that asks it, whose requests are known beforehand; <see langword="null"/> where they depend on replies.</param>
/// <param name="CallsPerJudgement">How many requests one judgement takes.</param>
internal sealed record PlannedModel(ProviderSettings Provider, PromptJudge? Judge, int CallsPerJudgement);
