using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports;

/// <summary>What a case came to, gates and snapshot together.</summary>
internal static class Outcome
{
    /// <summary>The decision in one word.</summary>
    public static string Word(GateDecision? decision) => decision switch
    {
        GateDecision.Passed => "PASSED",
        GateDecision.Failed => "FAILED",
        GateDecision.Inconclusive => "INCONCLUSIVE",
        _ => "ungated",
    };

    /// <summary>The decision as a cell.</summary>
    public static TextCell Of(AlignmentRecord record)
    {
        GateDecision? decision = RecordDecision.Of(record);
        TextStyle style = decision switch
        {
            GateDecision.Passed => TextStyle.Good,
            GateDecision.Failed => TextStyle.Bad,
            GateDecision.Inconclusive => TextStyle.Uncertain,
            _ => TextStyle.Faint,
        };
        return new TextCell(Word(decision), style);
    }

    /// <summary>Why a case did not pass: each gate that did not, and the snapshot; empty when it passed.</summary>
    public static IEnumerable<string> Reasons(AlignmentRecord record)
    {
        // Who lets inconclusive gates pass does not want to read of each.
        bool quiet = record.Policy is { Inconclusive: InconclusiveAction.Pass };
        foreach (GateResult gate in record.Gates?.Results.Where(g => g.Decision == GateDecision.Failed || (g.Decision == GateDecision.Inconclusive && !quiet)) ?? [])
        {
            yield return Reason(gate);
        }

        if (record.Snapshot is { Matches: false } snapshot)
        {
            yield return Snapshot(snapshot);
        }

        if (RecordDecision.Of(record) is GateDecision.Failed or GateDecision.Inconclusive && Moved(record) is { } moved)
        {
            yield return moved;
        }
    }

    /// <summary>Why a gate did not pass.</summary>
    public static string Reason(GateResult gate)
    {
        string code = gate.Code is null ? "" : $" ({gate.Code})";
        string more = ItemsNeeded(gate) is { } items ? $"; about {NumberText.Count(items, "further item")} would decide" : "";
        string p = gate.Decision == GateDecision.Failed && PValues(gate) is { } values ? $"; {values}" : "";
        return $"{gate.Gate} {Verb(gate.Decision)}{code}: {gate.Reason}{more}{p}";
    }

    /// <summary>What changed since the baseline was accepted, in a phrase; <see langword="null"/> where nothing did, or there is no baseline.</summary>
    public static string? Moved(AlignmentRecord record) => record.Baseline is { Changes: { IsEmpty: false } changes }
        ? $"changed since the baseline: {string.Join(", ", changes.Select(change => $"{Words(change.Kind)} ({change.Code})"))}"
        : null;

    /// <summary>What a gate that did not pass does.</summary>
    public static string Verb(GateDecision decision) => decision == GateDecision.Failed ? "does not hold" : "cannot be decided";

    /// <summary>How many further items would decide, unless the gate's reason says so already.</summary>
    public static int? ItemsNeeded(GateResult gate) =>
        gate.ItemsNeeded is { } items && !gate.Reason.Contains(NumberText.Of(items), StringComparison.Ordinal) ? items : null;

    /// <summary>How likely a failure by chance is, alone and corrected for the other gates of the run; <see langword="null"/> where no test was made.</summary>
    public static string? PValues(GateResult gate) => gate.FailureP is not { } alone ? null
        : gate.AdjustedFailureP is { } corrected && !corrected.Equals(alone) ? $"{NumberText.P(alone)} alone, {NumberText.P(corrected)} corrected (Holm)"
        : NumberText.P(alone);

    /// <summary>What is the matter with a snapshot that does not match, in words.</summary>
    public static string Snapshot(SnapshotOutcome snapshot)
    {
        string changes = Changes(snapshot);
        return snapshot.Problem is { } problem ? $"the verified snapshot cannot be compared: {problem}"
            : snapshot.IsNew || changes.Length == 0
                ? $"there is no verified snapshot yet; the judge disagrees with people on {NumberText.Count(snapshot.Added.Length, "item")}"
            : changes;
    }

    /// <summary>How many disagreements are new, resolved and changed; empty when none is.</summary>
    public static string Changes(SnapshotOutcome snapshot)
    {
        IEnumerable<(int Count, string What)> parts =
        [
            (snapshot.Added.Length, NumberText.Count(snapshot.Added.Length, "new disagreement")),
            (snapshot.Removed.Length, $"{NumberText.Of(snapshot.Removed.Length)} resolved"),
            (snapshot.Changed.Length, $"{NumberText.Of(snapshot.Changed.Length)} changed"),
            (snapshot.Unstable.Length, $"{NumberText.Of(snapshot.Unstable.Length)} unstable"),
        ];
        return string.Join(", ", parts.Where(part => part.Count > 0).Select(part => part.What));
    }

    /// <summary>A kind of change in words.</summary>
    public static string Words(ChangeKind kind) => kind switch
    {
        ChangeKind.Prompt => "the prompt",
        ChangeKind.Model => "the model",
        ChangeKind.Options => "the model's options",
        ChangeKind.OutputContract => "the output contract",
        ChangeKind.Items => "the items",
        ChangeKind.Labels => "people's labels",
        _ => "the judge",
    };
}
