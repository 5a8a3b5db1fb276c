using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>
/// Compares a candidate with a baseline, item by item: both are held against today's labels on the items that both judged and that are the same. The time
/// grows with the number of items, never with its square.
/// </summary>
public static class JudgeComparer
{
    /// <summary>Compares.</summary>
    /// <param name="candidate">The candidate, aligned.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="metric">The metric; <see langword="null"/> for the one that stands first.</param>
    /// <exception cref="JudgeEvalException">The two cannot be compared (<c>JE4007</c>).</exception>
    public static JudgeComparison Compare(AlignedJudge candidate, JudgeBaseline baseline, AlignmentMetric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(baseline);
        AlignmentPlan plan = candidate.Plan;
        AlignmentMetric compared = metric ?? plan.Metric;
        CommonItems common = Comparability.Check(candidate, baseline);
        JudgeLabels before = JudgeLabels.ReadSome(plan.Dataset, baseline.Verdicts, plan.OutOfScale, common.Same);
        AlignedRows rows = AlignedRows.Create(plan, candidate.References, before);
        SharedRows shared = RowDifference.Share(plan, compared, candidate.Rows, rows);
        MeasuredDifference evidence = RowDifference.Measure(plan, compared, shared);
        PairedSides sides = new(plan, candidate.References, item => before.OfItem[item], item => common.Same[item] ? candidate.Labels.OfItem[item] : null);
        LabelShift? labels = baseline.Items is { } then ? LabelShift.Of(then, plan.Dataset, common) : null;
        return new JudgeComparison
        {
            Metric = compared,
            BaselineJudge = baseline.Verdicts.Judge.Name,
            Baseline = Side(plan, compared, rows, shared),
            Candidate = Side(plan, compared, candidate.Rows, shared),
            Delta = evidence.Estimate.WithInterval(evidence.Interval(plan.Options.Confidence)),
            Items = new ComparedItems(sides.Common, common.OnlyBaseline, common.OnlyCandidate, common.OtherContent, common.Same.Count(s => s) - sides.Common)
            {
                WithoutReference = sides.Common - shared.Items.Length,
            },
            Hits = sides.Hits,
            HitTests = HitTests.Of(sides.Hits),
            Errors = sides.Errors,
            NewlyDisagreeing = [.. sides.Moved.Where(m => m is { Disagrees: true, Unstable: false }).OrderByDescending(m => m.Unanimous).Select(m => m.Item)],
            Resolved = [.. sides.Moved.Where(m => m is { Disagrees: false, Unstable: false }).Select(m => m.Item)],
            Unstable = [.. sides.Moved.Where(m => m.Unstable).Select(m => m.Item)],
            Moved = sides.Moved,
            SameJudge = sides is { Common: > 0, SameLabels: true } && evidence.Estimate is { IsDefined: true, Value: 0 }
                && JudgeChanges.IsSame(candidate.Verdicts.Judge, baseline.Verdicts.Judge),
            Changes = JudgeChanges.Of(candidate, baseline, common, labels),
            OldLabels = labels is { Labels: > 0 } ? OldLabelScoring.Score(plan, compared, baseline.Items!, common, before, candidate.Labels) : null,
            Evidence = evidence,
        };
    }

    private static Estimate Side(AlignmentPlan plan, AlignmentMetric metric, AlignedRows rows, SharedRows shared) =>
        rows.Part(shared.Items).Estimate(plan, [metric])[metric];
}
