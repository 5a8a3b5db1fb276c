using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>What a suite does where the data cannot tell whether a gate holds.</summary>
public enum InconclusiveAction
{
    /// <summary>The suite fails.</summary>
    Fail,

    /// <summary>The suite passes; the table at the end of the run says inconclusive, and why.</summary>
    Warn,

    /// <summary>The suite passes; the table at the end of the run says inconclusive.</summary>
    Pass,
}

/// <summary>How failures are corrected where many gates are tested at once.</summary>
public enum FailureCorrection
{
    /// <summary>By Holm's procedure, with the level shared by all cases of a test assembly.</summary>
    Holm,

    /// <summary>Not at all: each gate decides as if it were the only one.</summary>
    None,
}

/// <summary>What holds on a branch, or where an environment variable is set.</summary>
/// <param name="Name">The branch, in which <c>*</c> and <c>?</c> stand for other characters, or the variable.</param>
/// <param name="Action">What is done.</param>
public sealed record PolicyRule(string Name, InconclusiveAction Action);

/// <summary>What <c>policy:</c> of <c>judgeeval.yaml</c> says. Immutable.</summary>
public sealed record PolicySettings
{
    /// <summary>What is done where no other rule holds.</summary>
    /// <value>The default value is <see langword="null"/>: the file does not say, and an inconclusive gate fails.</value>
    public InconclusiveAction? Inconclusive { get; init; }

    /// <summary>What is done on branches, in the order of the file.</summary>
    /// <value>The default value is none.</value>
    public ImmutableArray<PolicyRule> Branches { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What is done where an environment variable is set and not empty, in the order of the file.</summary>
    /// <value>The default value is none.</value>
    public ImmutableArray<PolicyRule> Environments { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How failures are corrected.</summary>
    /// <value>The default value is <see cref="FailureCorrection.Holm"/>.</value>
    public FailureCorrection Correction { get; init; } = FailureCorrection.Holm;
}
