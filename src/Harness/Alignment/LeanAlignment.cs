using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// A judge aligned for some metrics alone, without what people reach among themselves and without baselines: for work that aligns hundreds of times
/// and asks for little each time. The figures it has are those of <see cref="AlignmentBasis.Examine"/>.
/// </summary>
internal sealed class LeanAlignment
{
    private const string NotAsked = "it was not asked for";

    private readonly AlignmentPlan _plan;
    private readonly ReferenceLabel[] _references;
    private readonly Lazy<HumanBaselineCalculator> _people;
    private readonly ImmutableArray<AlignmentMetric> _metrics;

    /// <summary>Computes what judges share.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="metrics">The metrics that are wanted; the one that stands first is always among them.</param>
    public LeanAlignment(AnnotatedDataset dataset, AlignmentOptions options, IEnumerable<AlignmentMetric> metrics)
    {
        _plan = AlignmentPlan.Create(dataset, options);
        _references = JudgeAlignment.References(_plan);
        _people = new Lazy<HumanBaselineCalculator>(() => new HumanBaselineCalculator(_plan));
        _metrics = [.. metrics.Append(_plan.Metric).Distinct().Order()];
    }

    /// <summary>Aligns a judge.</summary>
    /// <param name="verdicts">Its verdicts on items of the dataset.</param>
    public AlignedJudge Examine(VerdictSet verdicts)
    {
        JudgeLabels judge = JudgeLabels.Read(_plan.Dataset, verdicts, _plan.OutOfScale);
        AlignedRows rows = AlignedRows.Create(_plan, _references, judge);
        return new AlignedJudge(_plan, _references, _people, null, judge, rows, verdicts, () => Figures(judge, rows, verdicts));
    }

    private AlignmentResult Figures(JudgeLabels judge, AlignedRows rows, VerdictSet verdicts)
    {
        ImmutableArray<ItemAlignment> items = [.. _references.Select((reference, item) => ItemAlignments.Of(_plan, item, reference, judge.OfItem[item]))];
        int usable = judge.OfItem.Count(label => label?.Label is not null);
        return new AlignmentResult
        {
            Judge = verdicts.Judge,
            ItemCount = _references.Length,
            VerdictCount = usable,
            Failures = judge.Failures,
            OutOfScale = judge.OutOfScale,
            Stability = judge.Stability,
            Excluded = new AlignmentExclusions(_references.Length - usable, _references.Count(r => r.Count == 0), _references.Count(r => r.IsTied)),
            Level = _plan.Level,
            Reference = _plan.Reference,
            Metric = _plan.Metric,
            Statistics = rows.Estimate(_plan, _metrics),
            Human = new HumanBaseline
            {
                Ceiling = ImmutableSortedDictionary<AlignmentMetric, Estimate>.Empty,
                PercentileAmongAnnotators = Estimate.Undefined(NotAsked, 0),
                WorthKAnnotators = Estimate.Undefined(NotAsked, 0),
                AltTestUndefined = NotAsked,
            },
            Confusion = ItemAlignments.Confusion(_plan, _references, judge),
            Items = items,
            Disagreements = [.. items.Where(i => i.Disagrees).OrderByDescending(i => i.Unanimous).ThenBy(i => i.Item, StringComparer.Ordinal)],
        };
    }
}
