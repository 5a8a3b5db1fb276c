using JudgeEval.Harness.Gates;

namespace JudgeEval.Tool.Hosting;

/// <summary>What the process answers. Scripts and build files rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Done, and every gate passed.</summary>
    public const int Passed = 0;

    /// <summary>A gate failed, or a snapshot does not match.</summary>
    public const int Failed = 1;

    /// <summary>The data cannot tell.</summary>
    public const int Inconclusive = 2;

    /// <summary>Bad input data: a dataset, a table, a prompt or a verdict file.</summary>
    public const int BadData = 3;

    /// <summary>Wrong usage of the command line.</summary>
    public const int WrongUsage = 4;

    /// <summary>The judge failed on more items than the coverage limit allows.</summary>
    public const int JudgeFailures = 5;

    /// <summary>A recording is missing, or judge, prompt or data are not the recorded ones.</summary>
    public const int NotRecorded = 6;

    /// <summary>A bug in judgeeval itself.</summary>
    public const int Bug = 70;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>
    /// The answer to an error that only the user can mend. Bad data come first, because the rest may follow from them;
    /// then identities, then the judge's failures.
    /// </summary>
    /// <param name="exception">The error.</param>
    public static int Of(JudgeEvalException exception)
    {
        int[] codes = [.. exception.Diagnostics.Select(d => Of(d.Code)).Distinct()];
        return new[] { BadData, WrongUsage, NotRecorded, JudgeFailures }.FirstOrDefault(codes.Contains, Failed);
    }

    /// <summary>The answer to a decision.</summary>
    /// <param name="decision">What the gates decided.</param>
    public static int Of(GateDecision decision) => decision switch
    {
        GateDecision.Passed => Passed,
        GateDecision.Failed => Failed,
        _ => Inconclusive,
    };

    private static int Of(string code) => code switch
    {
        // Verdicts of another content of the dataset.
        "JE1703" => NotRecorded,

        // What was asked for (a reference, a level, the swapped order, a limit for the cost) does not fit a dataset or a provider that is in order.
        "JE1701" or "JE1704" or "JE1705" or "JE2110" or "JE2216" or "JE4060" or "JE4061" or "JE4062" or "JE4063" or "JE4064" or "JE4070" => WrongUsage,

        // A baseline that is not of this dataset, or whose file is broken.
        "JE4007" => BadData,
        _ when code.StartsWith("JE45", StringComparison.Ordinal) => BadData,

        // A payload or a difference that cannot be read; what GitHub answers decides nothing.
        _ when code.StartsWith("JE70", StringComparison.Ordinal) => BadData,

        // The text of a gate in a configuration.
        _ when code.StartsWith("JE42", StringComparison.Ordinal) => BadData,
        _ when code.StartsWith("JE1", StringComparison.Ordinal) || code.StartsWith("JE2", StringComparison.Ordinal) => BadData,
        _ when code.StartsWith("JE3", StringComparison.Ordinal) => NotRecorded,
        _ when code.StartsWith("JE6", StringComparison.Ordinal) => JudgeFailures,
        _ => Failed,
    };
}
