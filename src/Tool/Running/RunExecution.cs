using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Judging;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Running;

/// <summary>Judges what a run is asked to judge, and writes its verdict file.</summary>
/// <param name="source">The items.</param>
/// <param name="judge">The judge.</param>
/// <param name="options">How it is run.</param>
/// <param name="progress">Told as judgements are made.</param>
/// <param name="cancellationToken">Stops the run.</param>
internal delegate Task<RunSummary> RunWork(
    IItemSource source, IJudge judge, JudgeRunOptions options, IProgress<RunProgress> progress, CancellationToken cancellationToken);

/// <summary>Carries out a run.</summary>
/// <param name="console">Where it reads and writes.</param>
/// <param name="request">What to do.</param>
/// <param name="results">Where it tells what came of it; by default <see cref="ToolConsole.Out"/>.</param>
internal sealed class RunExecution(ToolConsole console, RunRequest request, TextWriter? results = null)
{
    private const double AllowedFailures = 0.02;

    private readonly RunNotices _notices = new(console);

    /// <summary>Judges every item, writes the verdict file and tells what came of it.</summary>
    /// <param name="cancellationToken">Stops the run; what was recorded stays.</param>
    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) => RunAsync(
        (source, judge, options, progress, token) => JudgeRunner.RunToFileAsync(source, judge, request.OutputPath, options, progress, token),
        cancellationToken);

    /// <summary>Judges as the work says, and tells what came of it.</summary>
    /// <param name="work">What is judged and written.</param>
    /// <param name="cancellationToken">Stops the run; what was recorded stays.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(RunWork work, CancellationToken cancellationToken)
    {
        if (request.Judge.Prompt is { } prompt)
        {
            PromptWarnings.Tell(console, prompt);
        }

        DatasetItems source = DatasetPath.Open(request.DatasetPath);
        using RecordingStore store = RecordingStore.Open(request.RecordingsPath);
        int before = store.Count;
        var consent = new RunConsent(console, request, source);
        JudgeMaking making = Making(store, consent);
        using var maker = new JudgeMaker(making, () => DatasetPath.Read(request.DatasetPath));
        IJudge judge;
        try
        {
            judge = await request.Judge.MakeAsync(maker, cancellationToken);
            await consent.AskAsync(maker, cancellationToken);
        }
        catch (NothingSentException)
        {
            await console.Error.WriteAsync("judgeeval: nothing was sent\n");
            return ExitCode.Cancelled;
        }

        if (request.ReplayOnly && !Directory.Exists(request.RecordingsPath))
        {
            await console.Error.WriteAsync($"judgeeval: there is no folder of recordings '{request.RecordingsPath}'\n");
        }

        JudgeRunOptions options = request.Run with
        {
            // Where nobody states a number on the command line, the providers' own limits say how many judgements keep them busy.
            Concurrency = request.Limits.Concurrency ?? maker.StatedConcurrency ?? request.Run.Concurrency,
            Ledger = making.Ledger,
            Notice = Notice,
        };
        RunSummary summary;
        try
        {
            summary = await RunProgressView.WatchAsync(
                console,
                _notices,
                progress => work(source, judge, options, progress, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await console.Error.WriteAsync("judgeeval: stopped; the same command goes on from here, and asks again nothing that was answered\n");
            return ExitCode.Cancelled;
        }

        int recorded = store.Count - before;
        int pruned = request.Prune ? Pruned(store, judge.Identity) : 0;
        return await ReportAsync(summary, making.Ledger.Totals, recorded, pruned);
    }

    private JudgeMaking Making(RecordingStore store, RunConsent consent) => new()
    {
        Configuration = request.Configuration,
        Environment = console.Environment,
        Time = console.Time,
        Seed = request.Seed,
        Recordings = store,
        ReplayOnly = request.ReplayOnly,
        Replay = new ReplayOptions { Dataset = request.DatasetPath, Output = request.OutputPath, Command = request.RecordCommand },
        BeforeFitting = consent.AskAsync,
        Concurrency = request.Run.Concurrency,
        Limits = request.Limits,
        Notice = Notice,
    };

    private void Notice(string message) => _notices.Tell($"judgeeval: {message}");

    private static int Pruned(RecordingStore store, JudgeIdentity judge) =>
        judge is { Prompt: { } prompt, Model: { } model } ? store.Prune(prompt, model) : 0;

    private async Task<int> ReportAsync(RunSummary summary, CallTotals calls, int recorded, int pruned)
    {
        await (results ?? console.Out).WriteAsync(string.Join("; ", Results(summary, calls, recorded, pruned)) + "\n");
        bool isTooMany = summary.Failed > summary.Judgements * AllowedFailures;
        foreach (string line in Failures(summary, isTooMany))
        {
            await console.Error.WriteAsync($"judgeeval: {line}\n");
        }

        return isTooMany ? ExitCode.JudgeFailures : ExitCode.Passed;
    }

    private static IEnumerable<string> Failures(RunSummary summary, bool isTooMany)
    {
        foreach (FailedJudgement first in summary.FirstFailures)
        {
            int count = summary.Failures[first.Failure.Kind];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{count} {Word(first.Failure.Kind)}{(count == 1 ? "" : "; the first")}: item '{first.Item}': {first.Failure.Detail}");
        }

        if (isTooMany)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Failed} of {NumberText.Count(summary.Judgements, "judgement")} failed, more than the {AllowedFailures * 100:0} % that may: exit code {ExitCode.JudgeFailures}");
        }

        if (summary.Failures.ContainsKey(FailureKind.Budget))
        {
            yield return "the same command goes on where the budget ended, with as much again; a larger one goes further";
        }
        else if (summary.Failures.ContainsKey(FailureKind.Transport))
        {
            yield return "the same command asks again for what failed; what has a label is not asked again";
        }
    }

    private static string Word(FailureKind kind) => kind switch
    {
        FailureKind.OutOfScale => "out of the scale",
        FailureKind.Transport => "not answered (transport)",
        FailureKind.Budget => "not asked (budget)",
        _ => CamelCase.Of(kind),
    };

    private IEnumerable<string> Results(RunSummary summary, CallTotals calls, int recorded, int pruned)
    {
        string resumed = summary.Resumed == 0 ? "" : $"{NumberText.Of(summary.Resumed)} from the journal of an earlier run, ";
        yield return $"{request.OutputPath}: {NumberText.Count(summary.Judgements, "judgement")} by {summary.Judge.Name}, {resumed}{NumberText.Of(summary.Failed)} failed";
        if (recorded > 0 || summary.Judge.Model is not null)
        {
            yield return $"{NumberText.Of(recorded)} newly recorded in {request.RecordingsPath}";
        }

        if (pruned > 0)
        {
            yield return $"{NumberText.Count(pruned, "recording")} that nothing uses taken out";
        }

        if (calls.InputTokens + calls.OutputTokens > 0)
        {
            string estimated = calls.Estimated > 0 ? ", in part estimated" : "";
            yield return $"{ProgressText.Tokens(calls.InputTokens)} in and {ProgressText.Tokens(calls.OutputTokens)} out"
                + (calls.Cost > 0 ? $" for {ProgressText.Money(calls.Cost)}" : "") + estimated;
        }
    }
}
