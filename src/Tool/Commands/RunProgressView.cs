using System.Globalization;
using JudgeEval.Harness.Runs;
using JudgeEval.Tool.Hosting;
using Spectre.Console;

namespace JudgeEval.Tool.Commands;

/// <summary>Shows how far a run is: live on a terminal, else one line at the end.</summary>
internal static class RunProgressView
{
    /// <summary>Runs and shows.</summary>
    /// <param name="console">Where to; only standard error is used.</param>
    /// <param name="total">How many judgements there are.</param>
    /// <param name="run">The run.</param>
    public static async Task<RunSummary> WatchAsync(ToolConsole console, int total, Func<IProgress<RunProgress>, Task<RunSummary>> run)
    {
        if (console.ErrorIsTerminal)
        {
            return await LiveAsync(console, total, run);
        }

        var last = new Latest();
        try
        {
            return await run(last);
        }
        finally
        {
            await console.Error.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"judged {last.Value.Done} of {total}, {last.Value.Failed} failed\n"));
        }
    }

    private static Task<RunSummary> LiveAsync(ToolConsole console, int total, Func<IProgress<RunProgress>, Task<RunSummary>> run) =>
        console.Progress().Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => run(new Bar(context.AddTask("judging", maxValue: total))));

    private sealed class Latest : IProgress<RunProgress>
    {
        public RunProgress Value { get; private set; }

        public void Report(RunProgress value) => Value = value;
    }

    private sealed class Bar(ProgressTask task) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            task.Value = value.Done;
            task.Description = string.Create(CultureInfo.InvariantCulture, $"judged {value.Done} of {task.MaxValue}, {value.Failed} failed");
        }
    }
}
