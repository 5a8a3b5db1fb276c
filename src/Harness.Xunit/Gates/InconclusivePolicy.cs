namespace JudgeEval.Xunit;

/// <summary>What a suite does when the data cannot tell whether a gate holds.</summary>
public enum InconclusivePolicy
{
    /// <summary>The test fails. The default: what is not shown is not claimed.</summary>
    Fail,

    /// <summary>The test passes; the table at the end of the run says inconclusive, and why.</summary>
    Warn,

    /// <summary>The test passes; the table at the end of the run says inconclusive.</summary>
    Pass,
}
