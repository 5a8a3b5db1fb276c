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
        bool Any(string prefix) => exception.Diagnostics.Any(d => d.Code.StartsWith(prefix, StringComparison.Ordinal));
        return Any("JE1") || Any("JE2") ? BadData
            : Any("JE3") ? NotRecorded
            : Any("JE6") ? JudgeFailures
            : Failed;
    }
}
