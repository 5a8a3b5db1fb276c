using JudgeEval.Harness.Gates;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>What holds for a case beside its own gates.</summary>
/// <param name="Inconclusive">What is done where a gate cannot decide, and who says so.</param>
/// <param name="Correction">How failures are corrected for being many.</param>
internal sealed record CasePolicy(GatePolicy Inconclusive, FailureCorrection Correction)
{
    /// <summary>The policy of a case: what the environment, the suite, <c>judgeeval.yaml</c> and the branch say.</summary>
    /// <exception cref="JudgeEvalException"><c>judgeeval.yaml</c> or the environment variable is wrong.</exception>
    public static CasePolicy Of(GatePlan plan, SuiteProject project, CaseSurroundings surroundings)
    {
        PolicySettings settings = SuiteConfiguration.Of(project)?.Policy ?? new PolicySettings();
        string? branch = settings.Branches.IsEmpty ? null : GitBranch.Of(project.ProjectDirectory ?? project.OutputDirectory, surroundings.Environment);
        InconclusiveAction? suite = plan.Inconclusive switch
        {
            null => null,
            InconclusivePolicy.Warn => InconclusiveAction.Warn,
            InconclusivePolicy.Pass => InconclusiveAction.Pass,
            _ => InconclusiveAction.Fail,
        };
        return new CasePolicy(GatePolicy.Decide(settings, suite, branch, surroundings.Environment), settings.Correction);
    }
}
