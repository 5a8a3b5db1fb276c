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
        DatasetItems source = DatasetPath.Open(request.DatasetPath);
        int total = source.Count.GetValueOrDefault() * request.Run.Repeats * (request.Run.Swap ? 2 : 1);
        if (!request.ReplayOnly && !await MaySendAsync(endpoint, total, cancellationToken))
        {
            await console.Error.WriteAsync("judgeeval: nothing was sent\n");
            return ExitCode.Cancelled;
        }

        if (request.ReplayOnly && !Directory.Exists(request.RecordingsPath))
        {
            await console.Error.WriteAsync($"judgeeval: there is no folder of recordings '{request.RecordingsPath}'\n");
        }

        RunSummary summary;
        int asked;
        using (RecordingStore store = RecordingStore.Open(request.RecordingsPath))
        {
            int before = store.Count;
            using IChatClient client = Client(endpoint, store);
            var judge = new PromptJudge(request.Prompt, client, request.Model);
            JudgeRunOptions options = request.Run with { Notice = message => console.Error.Write($"judgeeval: {message}\n") };
            summary = await RunProgressView.WatchAsync(
                console, total, progress => JudgeRunner.RunToFileAsync(source, judge, request.OutputPath, options, progress, cancellationToken));
            asked = store.Count - before;
        }

        return await ReportAsync(summary, asked);
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

    private async Task<int> ReportAsync(RunSummary summary, int recorded)
    {
        string resumed = summary.Resumed == 0 ? "" : $"{NumberText.Of(summary.Resumed)} from the journal of an earlier run, ";
        console.Line(
            $"{request.OutputPath}: {NumberText.Count(summary.Judgements, "judgement")} by {summary.Judge.Name}, {resumed}{NumberText.Of(summary.Failed)} failed; "
            + $"{NumberText.Of(recorded)} newly recorded in {request.RecordingsPath}");
        foreach (FailedJudgement first in summary.FirstFailures)
        {
            FailureKind kind = first.Failure.Kind;
            await console.Error.WriteAsync(string.Create(
                CultureInfo.InvariantCulture, $"judgeeval: {summary.Failures[kind]} {CamelCase.Of(kind)}; the first: item '{first.Item}': {first.Failure.Detail}\n"));
        }

        return summary.Failed > summary.Judgements * AllowedFailures ? ExitCode.JudgeFailures : ExitCode.Passed;
    }
}
