using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Xunit;

/// <summary>Leaves the line of a case that is being judged for the logger, at most about twice a second, and takes it away at the end.</summary>
/// <param name="name">The case's name.</param>
/// <param name="path">The file of the line.</param>
/// <param name="time">The clock.</param>
internal sealed class CaseProgress(string name, string path, TimeProvider time) : IProgress<RunProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = Interval;

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        TimeSpan elapsed = time.GetElapsedTime(_start);
        if (elapsed < _next)
        {
            // A replay is over before the first line is due, and leaves none.
            return;
        }

        _next = elapsed + Interval;
        CaseProgressFile.Write(path, $"{name}: {ProgressText.Line(value, elapsed)}");
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(path);
}
