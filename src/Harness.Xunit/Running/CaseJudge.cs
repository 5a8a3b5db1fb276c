using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Xunit;

/// <summary>The verdicts of a case: read from its verdict file, or asked of its judge.</summary>
internal static class CaseJudge
{
    public static Task<VerdictSet> RunAsync(CaseDefinition definition, AnnotatedDataset dataset, SuiteProject project, SuiteMode mode) =>
        throw new NotSupportedException();
}
