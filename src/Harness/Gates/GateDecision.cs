using System.Collections.Immutable;
using JudgeEval.Harness.Comparing;
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
    /// <summary>The demand in words, for example <c>cohenKappaQuadratic &gt;= 0.6</c>. Of the gates in the box it is the text that <see cref="GateLanguage"/> reads.</summary>
    string Name { get; }

    /// <summary>Whether the gate needs the committed baseline, so that one is kept for it. The default is no.</summary>
    bool ComparesWithBaseline => false;

    /// <summary>Decides, as if this gate were the only one; <see cref="Gate.Evaluate"/> corrects for the others.</summary>
    /// <param name="context">The judge under test, and the baseline where there is one.</param>
    GateResult Evaluate(GateContext context);
}

/// <summary>What a gate decided and why.</summary>
public sealed record GateResult
{
    /// <summary>The stable code of the failure, <c>JE4xxx</c>; <see langword="null"/> when the gate passed.</summary>
    public string? Code { get; init; }

    /// <summary>The demand in words; where it was stated without a metric's name, the metric that it came to stands in it.</summary>
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

    /// <summary>
    /// The one-sided p-value of the claim that the demand does not hold, 0..1, before any correction; <see langword="null"/> where the decision rests on
    /// no test, as that on coverage.
    /// </summary>
    public double? FailureP { get; init; }

    /// <summary>The same, corrected for all gates of the run (Holm); <see langword="null"/> where there is no p-value.</summary>
    public double? AdjustedFailureP { get; init; }

    /// <summary>The one-sided p-value of the claim that the demand holds, 0..1; <see langword="null"/> where the decision rests on no test.</summary>
    public double? PassP { get; init; }

    /// <summary>What the gate would have decided alone, where the correction changed it; else <see langword="null"/>.</summary>
    public GateDecision? Alone { get; init; }

    /// <summary>The comparison with the baseline, where the gate rests on one.</summary>
    public JudgeComparison? Comparison { get; init; }

    /// <summary>The slices, where the gate has a threshold for each; sorted by name.</summary>
    public ImmutableArray<SliceResult> Slices { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Further steps of the arithmetic, in the order in which they are told; empty where estimate and threshold say all.</summary>
    public ImmutableArray<GateFact> Facts { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>A step of the arithmetic behind a decision.</summary>
/// <param name="Name">What it is, in a word or two.</param>
/// <param name="Text">The figures.</param>
public sealed record GateFact(string Name, string Text);

/// <summary>A slice of the items and what its gate decided.</summary>
/// <param name="Slice">The slice's name: the value of the tag.</param>
/// <param name="Items">How many items it has.</param>
/// <param name="Result">The decision on it, corrected for the other slices (Benjamini and Hochberg).</param>
public sealed record SliceResult(string Slice, int Items, GateResult Result);

/// <summary>How decisions were corrected for being many.</summary>
/// <param name="Method">The correction, <see cref="Holm"/> or <see cref="None"/>.</param>
/// <param name="Level">The level of the whole run: the chance of any false failure is at most this. Without a correction it is that of each gate.</param>
/// <param name="Gates">How many tested gates the case has.</param>
/// <param name="Cases">How many cases share the level.</param>
public sealed record GateCorrection(string Method, double Level, int Gates, int Cases)
{
    /// <summary>Holm's procedure.</summary>
    public const string Holm = "holm";

    /// <summary>No correction: each gate decided as if it were the only one.</summary>
    public const string None = "none";
}

/// <summary>All gates of a suite case together.</summary>
/// <param name="Decision">Failed if any failed, else inconclusive if any is, else passed.</param>
/// <param name="Results">Each gate's result, in the order they were stated.</param>
public sealed record GateReport(GateDecision Decision, ImmutableArray<GateResult> Results)
{
    /// <summary>The correction for many gates; <see langword="null"/> where none was needed.</summary>
    public GateCorrection? Correction { get; init; }
}
