using JudgeEval.Tool.Hosting;
using Spectre.Console;

namespace JudgeEval.Tool.Running;

/// <summary>Tells on standard error what comes up during a run, and does not break into a progress bar. Safe for concurrent use.</summary>
/// <param name="console">Where to.</param>
internal sealed class RunNotices(ToolConsole console)
{
    private readonly Lock _lock = new();
    private IAnsiConsole? _live;

    /// <summary>Tells from now on above the bar of a live console.</summary>
    /// <param name="live">The console; <see langword="null"/> when its bar is gone.</param>
    public void Above(IAnsiConsole? live)
    {
        lock (_lock)
        {
            _live = live;
        }
    }

    /// <summary>Tells.</summary>
    /// <param name="line">One line.</param>
    public void Tell(string line)
    {
        lock (_lock)
        {
            if (_live is null)
            {
                console.Error.Write(line + "\n");
            }
            else
            {
                _live.WriteLine(line);
            }
        }
    }
}
