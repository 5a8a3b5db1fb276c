using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Runs;
using JudgeEval.Tool.Hosting;
using Spectre.Console;

namespace JudgeEval.Tool.Running;

/// <summary>Shows how far a run is: live on a terminal, else a line now and then and one at the end. Only standard error is used.</summary>
internal static class RunProgressView
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Runs and shows.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="notices">What is told meanwhile.</param>
    /// <param name="run">The run.</param>
    public static Task<RunSummary> WatchAsync(ToolConsole console, RunNotices notices, Func<IProgress<RunProgress>, Task<RunSummary>> run) =>
        console.ErrorIsTerminal ? LiveAsync(console, notices, run) : PlainAsync(console, run);

    private static async Task<RunSummary> PlainAsync(ToolConsole console, Func<IProgress<RunProgress>, Task<RunSummary>> run)
    {
        var lines = new Lines(console);
        try
        {
            return await run(lines);
        }
        finally
        {
            lines.Finish();
        }
    }

    private static async Task<RunSummary> LiveAsync(ToolConsole console, RunNotices notices, Func<IProgress<RunProgress>, Task<RunSummary>> run)
    {
        var last = new Latest();
        IAnsiConsole live = console.Progress();
        notices.Above(live);
        try
        {
            return await live.Progress().AutoClear(true)
                .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
                .StartAsync(context => run(new Bar(context.AddTask("judging", maxValue: 1), last, console.Time)));
        }
        finally
        {
            // The bar is taken away; what it came to stays.
            notices.Above(null);
            await console.Error.WriteAsync(ProgressText.Line(last.Value, TimeSpan.Zero) + "\n");
        }
    }

    private sealed class Latest
    {
        public RunProgress Value { get; set; }
    }

    private sealed class Lines(ToolConsole console) : IProgress<RunProgress>
    {
        private readonly long _start = console.Time.GetTimestamp();
        private TimeSpan _next = BetweenLines;
        private RunProgress _last;

        public void Report(RunProgress value)
        {
            _last = value;
            TimeSpan elapsed = console.Time.GetElapsedTime(_start);
            if (elapsed >= _next && value.Done < value.Total)
            {
                _next = elapsed + BetweenLines;
                console.Error.Write(ProgressText.Line(value, elapsed) + "\n");
            }
        }

        // Nothing is left then, so the time plays no part.
        public void Finish() => console.Error.Write(ProgressText.Line(_last, TimeSpan.Zero) + "\n");
    }

    private sealed class Bar(ProgressTask task, Latest last, TimeProvider time) : IProgress<RunProgress>
    {
        private readonly long _start = time.GetTimestamp();

        public void Report(RunProgress value)
        {
            last.Value = value;
            task.MaxValue = Math.Max(1, value.Total ?? value.Done);
            task.Value = value.Done;
            task.Description = Markup.Escape(ProgressText.Line(value, time.GetElapsedTime(_start)));
        }
    }
}
