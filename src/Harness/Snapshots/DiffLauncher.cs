using DiffEngine;

namespace JudgeEval.Harness.Snapshots;

/// <summary>Shows a person two files side by side.</summary>
public interface IDiffLauncher
{
    /// <summary>Opens a diff of two files.</summary>
    /// <param name="receivedPath">Today's file; it exists.</param>
    /// <param name="verifiedPath">The accepted file; it may be absent.</param>
    /// <returns>What a person should know when no diff was opened, without a full stop; else <see langword="null"/>.</returns>
    string? Launch(string receivedPath, string verifiedPath);

    /// <summary>Closes the diff of two files, if one is open.</summary>
    /// <param name="receivedPath">The file that was received.</param>
    /// <param name="verifiedPath">The accepted file.</param>
    void Close(string receivedPath, string verifiedPath);
}

/// <summary>The ways of showing a diff.</summary>
public static class DiffLauncher
{
    /// <summary>
    /// The diff tool that Verify would open, found and opened by DiffEngine: never on a build server, and not where
    /// DiffEngine is switched off (environment variable <c>DiffEngine_Disabled</c>).
    /// </summary>
    public static IDiffLauncher DiffEngine { get; } = new DiffEngineLauncher();

    /// <summary>Shows nothing.</summary>
    public static IDiffLauncher None { get; } = new NoLauncher();

    private sealed class NoLauncher : IDiffLauncher
    {
        public string? Launch(string receivedPath, string verifiedPath) => null;

        public void Close(string receivedPath, string verifiedPath)
        {
        }
    }
}

/// <summary>Opens diffs through DiffEngine.</summary>
internal sealed class DiffEngineLauncher : IDiffLauncher
{
    public string? Launch(string receivedPath, string verifiedPath)
    {
        if (IsOff)
        {
            return null;
        }

        try
        {
            return DiffRunner.Launch(receivedPath, verifiedPath) == LaunchResult.TooManyRunningDiffTools
                ? "no further diff tool was opened, because too many are open; DiffEngine_MaxInstances sets how many may be"
                : null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // DiffEngine wraps whatever the tool's start throws in a bare Exception. A diff that does not open must not hide the disagreements.
            return "the diff tool could not be opened: " + failure.Message.ReplaceLineEndings(" ");
        }
    }

    public void Close(string receivedPath, string verifiedPath)
    {
        if (!IsOff)
        {
            DiffRunner.Kill(receivedPath, verifiedPath);
        }
    }

    private static bool IsOff => DiffRunner.Disabled || BuildServerDetector.Detected;
}
