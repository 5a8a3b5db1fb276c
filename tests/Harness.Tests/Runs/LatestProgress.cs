using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Runs;

/// <summary>Keeps what was reported last.</summary>
internal sealed class LatestProgress : IProgress<RunProgress>
{
    public RunProgress Value { get; private set; }

    public void Report(RunProgress value) => Value = value;
}
