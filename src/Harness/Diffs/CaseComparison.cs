using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Diffs;

/// <summary>A judge of a record beside an earlier one, renamed items as one. The comment and the report both ask here, so that they mean the same items.</summary>
/// <param name="Context">What gates that compare are evaluated with.</param>
/// <param name="Baseline">The earlier judge, its items under their new names.</param>
/// <param name="Result">The comparison.</param>
/// <param name="Renamed">The renamed items.</param>
internal sealed record CaseComparison(GateContext Context, JudgeBaseline Baseline, JudgeComparison Result, ImmutableArray<RenamedItem> Renamed)
{
    /// <summary>The judge of today.</summary>
    public VerdictSet Verdicts => Context.Judge.Verdicts;

    /// <summary>Compares.</summary>
    /// <param name="before">The earlier judge.</param>
    /// <param name="head">The record.</param>
    /// <param name="resamples">How many resamples the intervals take; <see langword="null"/> for as many as the record's.</param>
    /// <returns><see langword="null"/> where the record is of an earlier version, which kept no dataset card.</returns>
    /// <exception cref="JudgeEvalException">The two cannot be compared (<c>JE4007</c>).</exception>
    public static CaseComparison? Of(JudgeBaseline before, AlignmentRecord head, int? resamples = null)
    {
        if (RecordedDataset.Of(head) is not { } dataset)
        {
            return null;
        }

        ImmutableArray<RenamedItem> renamed = RenamedItems.Find(before, head);
        JudgeBaseline baseline = RenamedItems.Apply(before, renamed);
        AlignmentOptions options = head.Options with { Baselines = false, Resamples = resamples ?? head.Options.Resamples };
        var context = new GateContext(new AlignmentBasis(dataset, options).Examine(RecordedJudge.Verdicts(head))) { Baseline = baseline };
        return new CaseComparison(context, baseline, context.Compare(), renamed);
    }
}
