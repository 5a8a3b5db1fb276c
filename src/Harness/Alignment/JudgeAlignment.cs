using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>Holds judges' verdicts against people's labels.</summary>
public static class JudgeAlignment
{
    /// <summary>Aligns one judge.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="verdicts">The judge's verdicts on items of the dataset.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="JudgeEvalException">A verdict is on an item the dataset does not have, the verdicts are of another dataset, or the options do not fit the scale.</exception>
    public static AlignmentResult Compute(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions options) =>
        Compute(dataset, [verdicts], options)[0];

    /// <summary>Aligns several judges; what people reach among themselves is computed once.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="judges">Each judge's verdicts on items of the dataset.</param>
    /// <param name="options">How to compute.</param>
    /// <returns>The results in the order of <paramref name="judges"/>.</returns>
    /// <exception cref="JudgeEvalException">A verdict is on an item the dataset does not have, the verdicts are of another dataset, or the options do not fit the scale.</exception>
    public static ImmutableArray<AlignmentResult> Compute(AnnotatedDataset dataset, IReadOnlyList<VerdictSet> judges, AlignmentOptions options)
    {
        AlignmentPlan plan = AlignmentPlan.Create(dataset, options);
        ReferenceLabel[] references = References(plan);
        HumanBaselineCalculator people = new(plan);
        BaselineCalculator? baselines = options.Baselines ? new(plan, references) : null;
        return
        [
            .. judges.Select(verdicts => verdicts.Judge.DifficultyScale is { } scale
                ? DifficultyAligner.Align(plan, references, people, verdicts, scale)
                : Align(plan, references, people, baselines, verdicts)),
        ];
    }

    internal static ReferenceLabel[] References(AlignmentPlan plan)
    {
        ReferenceCalculator calculator = new(plan.Dataset, plan.Reference, plan.Ordered);
        ReferenceLabel[] references = new ReferenceLabel[plan.Dataset.Items.Length];
        for (int item = 0; item < references.Length; item++)
        {
            references[item] = calculator.Of(plan.Dataset.AnnotationsOf(item));
        }

        return references;
    }

    private static AlignmentResult Align(
        AlignmentPlan plan, ReferenceLabel[] references, HumanBaselineCalculator people, BaselineCalculator? baselines, VerdictSet verdicts)
    {
        AnnotatedDataset dataset = plan.Dataset;
        JudgeLabels judge = JudgeLabels.Read(dataset, verdicts, plan.OutOfScale);
        AlignedRows rows = AlignedRows.Create(plan, references, judge);
        double?[] values = [.. judge.OfItem.Select(label => label?.Label?.Value)];
        ImmutableSortedDictionary<AlignmentMetric, Estimate> statistics = rows.Estimate(plan, AlignmentMetrics.All);
        ImmutableArray<ItemAlignment> items = [.. references.Select((reference, item) => ItemAlignments.Of(plan, item, reference, judge.OfItem[item]))];
        int usable = values.Count(v => v is not null);
        return new AlignmentResult
        {
            Judge = verdicts.Judge,
            ItemCount = dataset.Items.Length,
            VerdictCount = usable,
            Failures = judge.Failures,
            OutOfScale = judge.OutOfScale,
            Stability = judge.Stability,
            Excluded = new AlignmentExclusions(dataset.Items.Length - usable, references.Count(r => r.Count == 0), references.Count(r => r.IsTied)),
            Level = plan.Level,
            Reference = plan.Reference,
            Metric = plan.Metric,
            Statistics = statistics,
            Human = people.For(statistics, values),
            Baselines = baselines?.All ?? [],
            BestBaseline = baselines?.Compare(rows),
            Committee = CommitteeReport.Of(plan, references, verdicts),
            Candidates = CandidateSets.Score(plan, references, verdicts),
            Confusion = ItemAlignments.Confusion(plan, references, judge),
            Items = items,
            Disagreements = [.. items.Where(i => i.Disagrees).OrderByDescending(i => i.Unanimous).ThenBy(i => i.Item, StringComparer.Ordinal)],
        };
    }
}
