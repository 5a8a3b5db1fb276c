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
    private readonly ImmutableArray<AlignmentMetric> _metrics;

    /// <summary>Computes what judges share.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="metrics">The metrics that are wanted; the one that stands first is always among them.</param>
    public LeanAlignment(AnnotatedDataset dataset, AlignmentOptions options, IEnumerable<AlignmentMetric> metrics)
    {
        _plan = AlignmentPlan.Create(dataset, options);
        _references = JudgeAlignment.References(_plan);
        _metrics = [.. metrics.Append(_plan.Metric).Distinct().Order()];
    }

    /// <summary>Aligns a judge.</summary>
    /// <param name="verdicts">Its verdicts on items of the dataset.</param>
    public AlignedJudge Examine(VerdictSet verdicts)
    {
        AnnotatedDataset dataset = _plan.Dataset;
        JudgeLabels judge = JudgeLabels.Read(dataset, verdicts, _plan.OutOfScale);
        AlignedRows rows = AlignedRows.Create(_plan, _references, judge);
        ImmutableArray<ItemAlignment> items = [.. _references.Select((reference, item) => ItemAlignments.Of(_plan, item, reference, judge.OfItem[item]))];
        int usable = judge.OfItem.Count(label => label?.Label is not null);
        var result = new AlignmentResult
        {
            Judge = verdicts.Judge,
            ItemCount = dataset.Items.Length,
            VerdictCount = usable,
            Failures = judge.Failures,
            OutOfScale = judge.OutOfScale,
            Stability = judge.Stability,
            Excluded = new AlignmentExclusions(dataset.Items.Length - usable, _references.Count(r => r.Count == 0), _references.Count(r => r.IsTied)),
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

        // Who asks about people does not come here.
        return new AlignedJudge(_plan, _references, null!, null, judge, rows, verdicts, result);
    }
}
