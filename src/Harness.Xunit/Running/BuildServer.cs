using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Xunit;

/// <summary>Tells whether a person sits before the screen.</summary>
internal static class BuildServer
{
    /// <summary>
    /// The environment variable that build servers set, those that DiffEngine does not know by name among them.
    /// </summary>
    public const string Variable = "CI";

    /// <summary>The way of showing diffs that fits this process: none on a build server, else the diff tool that Verify would open.</summary>
    public static IDiffLauncher Launcher => LauncherOf(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The way of showing diffs for a value of the variable. Empty, <c>false</c> and <c>0</c> mean no build server.</summary>
    /// <param name="value">The variable's value, or <see langword="null"/>.</param>
    public static IDiffLauncher LauncherOf(string? value) => value?.Trim().ToLowerInvariant() is null or "" or "false" or "0"
        ? DiffLauncher.DiffEngine
        : DiffLauncher.None;
}
