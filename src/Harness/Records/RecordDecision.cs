using JudgeEval.Harness.Gates;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>What a record's case comes to. Tables, diffs, reports and exit codes all ask here, so that none of them has a rule of its own.</summary>
public static class RecordDecision
{
    /// <summary>Failed when a gate failed or the snapshot changed; else what the gates say; <see langword="null"/> when nothing was demanded.</summary>
    /// <param name="record">The record.</param>
    public static GateDecision? Of(AlignmentRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record switch
        {
            { Gates.Decision: GateDecision.Failed } or { Snapshot.Matches: false } => GateDecision.Failed,
            { Gates: { } gates } => gates.Decision,
            { Snapshot: not null } => GateDecision.Passed,
            _ => null,
        };
    }

    /// <summary>Whether a decision fails a build: failed, or inconclusive unless the case's policy lets that pass.</summary>
    /// <param name="decision">The decision; <see langword="null"/> where nothing was demanded.</param>
    /// <param name="policy">The case's policy; <see langword="null"/> where none is known, and inconclusive fails.</param>
    public static bool Fails(GateDecision? decision, GatePolicy? policy) =>
        decision == GateDecision.Failed || (decision == GateDecision.Inconclusive && !IsLenient(policy));

    /// <summary>Whether an inconclusive decision lets the case pass.</summary>
    /// <param name="policy">The case's policy; <see langword="null"/> where none is known.</param>
    public static bool IsLenient(GatePolicy? policy) => policy is { Inconclusive: InconclusiveAction.Pass or InconclusiveAction.Warn };

    /// <summary>What cases come to together: failed if one failed, else inconclusive if one is and that fails it, else passed.</summary>
    /// <param name="cases">The decision and the policy of each case.</param>
    public static GateDecision Worst(IEnumerable<(GateDecision? Decision, GatePolicy? Policy)> cases) =>
        cases.Where(c => Fails(c.Decision, c.Policy)).Select(c => c.Decision!.Value).DefaultIfEmpty(GateDecision.Passed).Max();

    /// <summary>A path of the project as it is from the root of the repository, where commands are run.</summary>
    /// <param name="record">The record.</param>
    /// <param name="path">The path, relative to the project.</param>
    public static string InRepository(AlignmentRecord record, string path)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.ProjectPath is null or "." ? path : $"{record.ProjectPath.TrimEnd('/')}/{path}";
    }
}
