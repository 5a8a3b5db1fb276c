using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>What a gate says.</summary>
public enum GateDecision
{
    /// <summary>The whole interval is on the good side.</summary>
    Passed,

    /// <summary>The data cannot tell.</summary>
    Inconclusive,

    /// <summary>The whole interval is on the bad side, or what the gate needs is missing.</summary>
    Failed,
}

/// <summary>A demand on an alignment. It tests a bound of a confidence interval, never a bare estimate.</summary>
public interface IGate
{
    /// <summary>The demand in words, for example <c>cohenKappaQuadratic &gt;= 0.6</c>.</summary>
    string Name { get; }

    /// <summary>Decides.</summary>
    /// <param name="alignment">The alignment under test.</param>
    GateResult Evaluate(AlignmentResult alignment);
}

/// <summary>What a gate decided and why.</summary>
public sealed record GateResult
{
    /// <summary>The stable code of the failure, <c>JE4xxx</c>; <see langword="null"/> when the gate passed.</summary>
    public string? Code { get; init; }

    /// <summary>The demand in words.</summary>
    public required string Gate { get; init; }

    /// <summary>The decision.</summary>
    public required GateDecision Decision { get; init; }

    /// <summary>The reason in a sentence, without a full stop.</summary>
    public required string Reason { get; init; }

    /// <summary>The threshold.</summary>
    public required double Threshold { get; init; }

    /// <summary>The figure that was tested, with its interval.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>How many further items would decide at the variance seen; <see langword="null"/> when decided or not computable.</summary>
    public int? ItemsNeeded { get; init; }
}

/// <summary>All gates of a suite case together.</summary>
/// <param name="Decision">Failed if any failed, else inconclusive if any is, else passed.</param>
/// <param name="Results">Each gate's result, in the order they were stated.</param>
public sealed record GateReport(GateDecision Decision, ImmutableArray<GateResult> Results);
