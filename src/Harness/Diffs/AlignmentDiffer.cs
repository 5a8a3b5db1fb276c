using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Diffs;

/// <summary>Compares the cases of two revisions. A pure function of the two sets.</summary>
public static class AlignmentDiffer
{
    /// <summary>Compares.</summary>
    /// <param name="base">What was.</param>
    /// <param name="head">What is.</param>
    public static AlignmentDiff Compare(CaseSet @base, CaseSet head)
    {
        ArgumentNullException.ThrowIfNull(@base);
        ArgumentNullException.ThrowIfNull(head);
        HashSet<(string Suite, string Case)> notRun = [.. head.Problems.Select(p => (p.Suite, p.Case))];

        // A case that could not run has no record; one that lies there is of an earlier run.
        CaseSide[] ran = [.. CaseSide.All(head).Where(r => !notRun.Contains((r.Suite, r.Case)))];
        CaseSide[] before = [.. CaseSide.All(@base).Where(r => !notRun.Contains((r.Suite, r.Case)))];
        CaseDiff[] cases =
        [
            .. CasePairing.Pair(before, ran).Select(pair => CaseDiffer.Of(pair.Base, pair.Head)),
            .. head.Problems.Select(p => new CaseDiff(CaseDiffKind.NotRun, p.Suite, p.Case) { Problem = p.Text, Decision = GateDecision.Failed }),
            .. head.Broken.Select(b => new CaseDiff(CaseDiffKind.Broken, b.Path, "") { Problem = string.Join('\n', head.Revision is null ? b.Named().Diagnostics : b.Diagnostics), Decision = GateDecision.Failed }),
        ];

        // Where nothing ran, nothing was shown: a filter that finds no suite, or a build that made none, must not look like a pass.
        bool nothingRan = ran.Length == 0;
        return new AlignmentDiff(
            nothingRan ? GateDecision.Failed : RecordDecision.Worst(cases.Select(c => (c.Decision, c.Head?.Policy))),
            [.. cases.OrderBy(c => c.Suite, StringComparer.Ordinal).ThenBy(c => c.Case, StringComparer.Ordinal).ThenBy(c => c.Kind)])
        {
            BrokenBase = @base.Revision is null ? [.. @base.Broken.Select(b => b.Named())] : @base.Broken,
            BaseRevision = @base.Revision,
            HeadRevision = head.Revision,
        };
    }
}
