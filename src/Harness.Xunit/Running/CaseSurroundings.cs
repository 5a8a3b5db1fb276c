using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Xunit;

/// <summary>What a case takes from the process it runs in. Without it a case stands alone: no environment, no diff tool, no other case.</summary>
internal sealed record CaseSurroundings
{
    /// <summary>Where replies come from; asked when a judge is to be made.</summary>
    public Func<SuiteMode> Mode { get; init; } = static () => SuiteMode.Replay;

    /// <summary>How a diff is shown.</summary>
    public IDiffLauncher Launcher { get; init; } = DiffLauncher.None;

    /// <summary>How many cases share the level.</summary>
    public Func<int> Cases { get; init; } = static () => 1;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>The surroundings of a case in this process.</summary>
    /// <param name="assembly">The simple name of the test assembly.</param>
    public static CaseSurroundings OfProcess(string assembly) => new()
    {
        Mode = static () => SuiteModes.Current,
        Launcher = BuildServer.Launcher,
        Cases = () => SuiteCases.CountOf(assembly),
        Environment = System.Environment.GetEnvironmentVariable,
    };
}
