using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>Compares a candidate with a baseline, item by item.</summary>
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
        AnnotatedDataset dataset = plan.Dataset;
        AlignmentMetric compared = metric ?? plan.Metric;

        // Only what is there today, and is what it was, can be held against the same labels.
        Judgement[] common = [.. baseline.Verdicts.Judgements.Where(j => dataset.TryFindItem(j.Item, out int at) && IsSame(baseline, dataset, at))];
        JudgeLabels before = JudgeLabels.Read(dataset, new VerdictSet(baseline.Verdicts.Judge, null, null, common), plan.OutOfScale);
        AlignedRows rows = AlignedRows.Create(plan, candidate.References, before);
        SharedRows shared = RowDifference.Share(plan, compared, candidate.Rows, rows);
        MeasuredDifference evidence = RowDifference.Measure(plan, compared, shared);
        return new JudgeComparison
        {
            Metric = compared,
            BaselineJudge = baseline.Verdicts.Judge.Name,
            Baseline = Side(plan, compared, rows, shared),
            Candidate = Side(plan, compared, candidate.Rows, shared),
            Delta = evidence.Estimate.WithInterval(evidence.Interval(plan.Options.Confidence)),
            Items = new ComparedItems(shared.Items.Length, 0, 0, 0, 0),
            Hits = new HitTable(0, 0, 0, 0),
            Evidence = evidence,
        };
    }

    private static bool IsSame(JudgeBaseline baseline, AnnotatedDataset dataset, int item) => baseline.Items is not { } items
        || (items.TryGetValue(dataset.Items[item].Id, out BaselineItem? then) && then.Fingerprint == ItemFingerprint.Of(dataset.Items[item]));

    private static Estimate Side(AlignmentPlan plan, AlignmentMetric metric, AlignedRows rows, SharedRows shared) =>
        rows.Part(shared.Items).Estimate(plan, [metric])[metric];
}
