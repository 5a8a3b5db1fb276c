using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Harness.Records;

/// <summary>
/// What a suite case was accepted with: the judge, its verdicts, people's labels then, and the decision. It is committed, and later judges are compared
/// with it. Immutable.
/// </summary>
public sealed record BaselineRecord
{
    /// <summary>The format's name and version.</summary>
    public const string FormatName = "judgeeval.baseline/1";

    /// <summary>The suite, as <see cref="AlignmentRecord.Suite"/>.</summary>
    public required string Suite { get; init; }

    /// <summary>The case within the suite, as <see cref="AlignmentRecord.Case"/>.</summary>
    public required string Case { get; init; }

    /// <summary>The fully qualified name of the test; <see langword="null"/> when a tool made it.</summary>
    public string? Test { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The judge, its verdicts, and the items and labels then.</summary>
    public required JudgeBaseline Baseline { get; init; }

    /// <summary>What was demanded, and what came of it.</summary>
    public ImmutableArray<AcceptedGate> Gates { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The acceptance; <see langword="null"/> where no gate was stated.</summary>
    public BaselineAcceptance? Acceptance { get; init; }

    /// <summary>A judge as the baseline of later ones. What later ones are not compared with, such as rationales and usage, is left out.</summary>
    /// <param name="judge">The judge, aligned.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="case">The case within the suite.</param>
    /// <param name="test">The fully qualified name of the test, where there is one.</param>
    /// <param name="gates">What its gates decided, where there are any.</param>
    public static BaselineRecord Of(AlignedJudge judge, string suite, string @case, string? test, GateReport? gates)
    {
        ArgumentNullException.ThrowIfNull(judge);
        AnnotatedDataset dataset = judge.Dataset;
        return new BaselineRecord
        {
            Suite = suite,
            Case = @case,
            Test = test,
            Dataset = dataset.Info.Name,
            Baseline = JudgeBaseline.Of(judge.Verdicts, dataset),
            Gates = [.. (gates?.Results ?? []).Select(AcceptedGate.Of)],
            Acceptance = gates is null ? null : new BaselineAcceptance(gates.Decision),
        };
    }
}

/// <summary>A gate as it was when a baseline was accepted.</summary>
/// <param name="Gate">The demand in words.</param>
/// <param name="Decision">What it decided.</param>
/// <param name="Threshold">The threshold.</param>
public sealed record AcceptedGate(string Gate, GateDecision Decision, double Threshold)
{
    /// <summary>The code of a gate that did not pass; <see langword="null"/> where it passed.</summary>
    public string? Code { get; init; }

    /// <summary>Why it did not pass, with its figures; <see langword="null"/> where it passed, so that branches that change other items do not conflict here.</summary>
    public string? Reason { get; init; }

    /// <summary>The figure that did not pass; <see langword="null"/> where it passed or is undefined.</summary>
    public double? Estimate { get; init; }

    /// <summary>What is kept of a gate's result.</summary>
    /// <param name="result">The result.</param>
    public static AcceptedGate Of(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        AcceptedGate gate = new(result.Gate, result.Decision, result.Threshold);
        return result.Decision == GateDecision.Passed
            ? gate
            : gate with { Code = result.Code, Reason = result.Reason, Estimate = result.Estimate.IsDefined ? result.Estimate.Value : null };
    }
}

/// <summary>That a judge was taken as the baseline.</summary>
/// <param name="Decision">What the case's gates decided.</param>
/// <param name="Reason">Why it was taken, in a person's words: needed where the gates did not pass.</param>
public sealed record BaselineAcceptance(GateDecision Decision, string? Reason = null);
