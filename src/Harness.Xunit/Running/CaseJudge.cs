using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using Microsoft.Extensions.AI;

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
        PromptFile prompt = PromptFile.Read(project.Output(definition.PromptPath!));
        RecordingStore? store = mode switch
        {
            SuiteMode.Replay => OpenRecordings.Of(project.Output(definition.Recordings)),
            SuiteMode.Record => OpenRecordings.Of(project.InSource(definition.Recordings)),
            _ => null,
        };
        using IChatClient client = mode switch
        {
            SuiteMode.Replay => new ReplayingChatClient(
                store!, new ReplayOptions { Dataset = definition.DatasetPath, Command = _ => CaseCommands.Record(definition, project) }),
            SuiteMode.Record => new RecordingChatClient(ClientFactories.Create(definition, mode), store!),
            _ => ClientFactories.Create(definition, mode),
        };
        var options = new JudgeRunOptions { Concurrency = definition.Concurrency, Repeats = definition.Repeats, Swap = definition.Swap };
        using var progress = new CaseProgress(definition.Name, CaseRecord.PathOf(definition, project, CaseProgressFile.Extension), TimeProvider.System);
        try
        {
            return await JudgeRunner.RunAsync(dataset, new PromptJudge(prompt, client, definition.Model!), options, progress).ConfigureAwait(false);
        }
        finally
        {
            if (mode == SuiteMode.Record)
            {
                store!.Flush();
            }
        }
    }
}
