using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;
using Microsoft.Extensions.AI;

namespace JudgeEval.Tool.Commands;

/// <summary>Carries out a run.</summary>
/// <param name="console">Where it reads and writes.</param>
/// <param name="request">What to do.</param>
internal sealed class RunExecution(ToolConsole console, RunRequest request)
{
    private const double AllowedFailures = 0.02;

    /// <summary>Judges, writes the verdict file and tells what came of it.</summary>
    /// <param name="cancellationToken">Stops the run; what was recorded stays.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Uri endpoint = request.EndpointUri;
        AnnotatedDataset dataset = DatasetPath.Read(request.DatasetPath);
        PromptWarnings.Tell(console, request.Prompt);
        var judgeOptions = new PromptJudgeOptions { Examples = PromptExamples.Resolve(dataset, request.Prompt) };
        int total = dataset.Items.Length * request.Run.Repeats * (request.Run.Swap ? 2 : 1);
        if (!request.ReplayOnly && !await MaySendAsync(endpoint, total, cancellationToken))
        {
            await console.Error.WriteAsync("judgeeval: nothing was sent\n");
            return ExitCode.Cancelled;
        }

        if (request.ReplayOnly && !Directory.Exists(request.RecordingsPath))
        {
            await console.Error.WriteAsync($"judgeeval: there is no folder of recordings '{request.RecordingsPath}'\n");
        }

        VerdictSet verdicts;
        int asked;
        using (RecordingStore store = RecordingStore.Open(request.RecordingsPath))
        {
            int before = store.Count;
            using IChatClient client = Client(endpoint, store);
            var judge = new PromptJudge(request.Prompt, client, request.Model, judgeOptions);
            verdicts = await RunProgressView.WatchAsync(
                console, total, progress => JudgeRunner.RunAsync(dataset, judge, request.Run, progress, cancellationToken));
            asked = store.Count - before;
        }

        VerdictFile.Write(verdicts, request.OutputPath);
        return await ReportAsync(verdicts, asked);
    }

    private IChatClient Client(Uri endpoint, RecordingStore store) => request.ReplayOnly
        ? new ReplayingChatClient(store, new ReplayOptions { Dataset = request.DatasetPath, Output = request.OutputPath })
        : new RecordingChatClient(new OpenAIChatClient(
            endpoint, request.Model, console.Environment("OPENAI_API_KEY"), new OpenAIChatClientOptions { Retries = request.Retries }), store);

    private async Task<bool> MaySendAsync(Uri endpoint, int total, CancellationToken cancellationToken)
    {
        // A script cannot answer, and a server on this machine costs nothing.
        if (request.Yes || !console.ErrorIsTerminal || endpoint.IsLoopback || console.Answers() is not { } answers)
        {
            return true;
        }

        await console.Error.WriteAsync(
            $"{NumberText.Count(total, "judgement")} by {request.Model} at {endpoint}, less what is recorded in {request.RecordingsPath}. "
            + "Go on? [y/N] ");
        string? answer = await answers.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private async Task<int> ReportAsync(VerdictSet verdicts, int recorded)
    {
        int total = verdicts.Judgements.Length;
        int failed = verdicts.Judgements.Count(j => j.Verdict.Failure is not null);
        console.Line(
            $"{request.OutputPath}: {NumberText.Count(total, "judgement")} by {verdicts.Judge.Name}, {NumberText.Of(failed)} failed; "
            + $"{NumberText.Of(recorded)} newly recorded in {request.RecordingsPath}");
        IEnumerable<Judgement> failures = verdicts.Judgements.Where(j => j.Verdict.Failure is not null);
        foreach (IGrouping<FailureKind, Judgement> group in failures.GroupBy(j => j.Verdict.Failure!.Kind).OrderBy(g => g.Key))
        {
            Judgement first = group.First();
            await console.Error.WriteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"judgeeval: {group.Count()} {CamelCase.Of(group.Key)}; the first: item '{first.Item}': {first.Verdict.Failure!.Detail}\n"));
        }

        return failed > total * AllowedFailures ? ExitCode.JudgeFailures : ExitCode.Passed;
    }
}
