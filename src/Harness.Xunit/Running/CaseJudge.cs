using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Judging;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>The verdicts of a case: those that came with its dataset, read from its verdict file, or asked of its judge.</summary>
internal static class CaseJudge
{
    /// <summary>Judges the dataset.</summary>
    /// <exception cref="JudgeEvalException">The verdict file, the prompt or the recordings are wrong, or there is no client for the mode.</exception>
    public static Task<VerdictSet> RunAsync(CaseDefinition definition, AnnotatedDataset dataset, SuiteProject project, SuiteMode mode) =>
        definition.RecordedJudge is { } judge ? Task.FromResult(DatasetSources.Of(definition).Judges.First(j => j.Judge.Name == judge))
            : definition.VerdictsPath is { } verdicts ? Task.FromResult(VerdictFile.Read(project.Output(verdicts)))
            : JudgeAsync(definition, dataset, project, mode);

    private static async Task<VerdictSet> JudgeAsync(CaseDefinition definition, AnnotatedDataset dataset, SuiteProject project, SuiteMode mode)
    {
        var making = new CaseMaking(definition, project, mode);
        using var maker = new JudgeMaker(making.Making, () => dataset);
        using var progress = new CaseProgress(definition.Name, CaseRecord.PathOf(definition, project, CaseProgressFile.Extension), TimeProvider.System);
        try
        {
            IJudge judge = await making.MakeAsync(maker).ConfigureAwait(false);
            var options = new JudgeRunOptions
            {
                Concurrency = definition.Concurrency,
                Repeats = definition.Repeats,
                Swap = definition.Swap,
                Ledger = making.Ledger,
            };
            return await JudgeRunner.RunAsync(dataset, judge, options, progress).ConfigureAwait(false);
        }
        finally
        {
            if (mode == SuiteMode.Record)
            {
                making.Recordings!.Flush();
            }
        }
    }
}
