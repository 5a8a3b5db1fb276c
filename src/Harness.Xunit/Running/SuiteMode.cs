namespace JudgeEval.Xunit;

/// <summary>Where a judge's replies come from.</summary>
internal enum SuiteMode
{
    /// <summary>From the recordings alone; a reply that is not recorded is an error.</summary>
    Replay,

    /// <summary>From the recordings, and where they have none from the model, whose reply is recorded in the source tree.</summary>
    Record,

    /// <summary>From the model.</summary>
    Live,
}

/// <summary>Reads the mode.</summary>
internal static class SuiteModes
{
    /// <summary>The environment variable that names the mode.</summary>
    public const string Variable = "JUDGEEVAL_MODE";

    /// <summary>The mode of this process.</summary>
    /// <exception cref="JudgeEvalException"><c>JE2908</c>: the variable names no mode.</exception>
    public static SuiteMode Current => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The mode of a value of the variable.</summary>
    /// <exception cref="JudgeEvalException"><c>JE2908</c>: the value names no mode.</exception>
    public static SuiteMode Parse(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        null or "" or "replay" => SuiteMode.Replay,
        "record" => SuiteMode.Record,
        "live" => SuiteMode.Live,
        _ => throw new JudgeEvalException(SuiteErrors.BadMode(value!)),
    };
}
