using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// A dataset to hold judges against, one after another or at once: the references, what people reach among themselves and the baselines do not
/// depend on a judge and are computed once. Safe for concurrent use.
/// </summary>
public sealed class AlignmentBasis
{
    private readonly Lock _peopleLock = new();
    private readonly AlignmentPlan _plan;
    private readonly ReferenceLabel[] _references;
    private readonly Lazy<HumanBaselineCalculator> _people;
    private readonly BaselineCalculator? _baselines;

    /// <summary>Computes what judges share.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="JudgeEvalException">The options do not fit the scale.</exception>
    public AlignmentBasis(AnnotatedDataset dataset, AlignmentOptions options)
        : this(dataset, options, byItem: false)
    {
    }

    /// <summary>Computes what judges share.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="byItem">Whether items are resampled one by one, whatever clusters the dataset declares.</param>
    internal AlignmentBasis(AnnotatedDataset dataset, AlignmentOptions options, bool byItem)
    {
        ArgumentNullException.ThrowIfNull(options);
        _plan = AlignmentPlan.Create(dataset, options, byItem);
        _references = JudgeAlignment.References(_plan);
        _people = new Lazy<HumanBaselineCalculator>(() => new HumanBaselineCalculator(_plan));
        _baselines = options.Baselines ? new BaselineCalculator(_plan, _references) : null;
    }

    /// <summary>Aligns a judge.</summary>
    /// <param name="verdicts">The judge's verdicts on items of the dataset.</param>
    /// <exception cref="JudgeEvalException">A verdict is on an item the dataset does not have, or the verdicts are of another dataset.</exception>
    public AlignmentResult Align(VerdictSet verdicts) => Examine(verdicts).Result;

    /// <summary>Aligns a judge and keeps what the figures rest on, for gates that ask further.</summary>
    /// <param name="verdicts">The judge's verdicts on items of the dataset.</param>
    /// <exception cref="JudgeEvalException">A verdict is on an item the dataset does not have, or the verdicts are of another dataset.</exception>
    public AlignedJudge Examine(VerdictSet verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        if (verdicts.Judge.DifficultyScale is { } scale)
        {
            // What such a judge says is no label: it has no rows.
            JudgeLabels predictions = JudgeLabels.Read(_plan.Dataset, verdicts, _plan.OutOfScale, scale);
            AlignedRows none = AlignedRows.Create(_plan, _references, _ => null, _ => null);
            return new AlignedJudge(_plan, _references, _people, _baselines, predictions, none, verdicts, () => AlignDifficulty(verdicts, scale));
        }

        JudgeLabels judge = JudgeLabels.Read(_plan.Dataset, verdicts, _plan.OutOfScale);
        AlignedRows rows = AlignedRows.Create(_plan, _references, judge);
        return new AlignedJudge(_plan, _references, _people, _baselines, judge, rows, verdicts, () => Figures(judge, rows, verdicts));
    }

    private AlignmentResult AlignDifficulty(VerdictSet verdicts, LabelScale scale)
    {
        lock (_peopleLock)
        {
            return DifficultyAligner.Align(_plan, _references, _people.Value, verdicts, scale);
        }
    }

    private AlignmentResult Figures(JudgeLabels judge, AlignedRows rows, VerdictSet verdicts)
    {
        AnnotatedDataset dataset = _plan.Dataset;
        double?[] values = [.. judge.OfItem.Select(label => label?.Label?.Value)];
        ImmutableSortedDictionary<AlignmentMetric, Estimate> statistics = rows.Estimate(_plan, AlignmentMetrics.All);
        ImmutableArray<ItemAlignment> items = [.. _references.Select((reference, item) => ItemAlignments.Of(_plan, item, reference, judge.OfItem[item]))];
        int total = dataset.Counts?.Total ?? dataset.Items.Length, usable = Count(item => values[item] is not null);
        return new AlignmentResult
        {
            Judge = verdicts.Judge,
            ItemCount = total,
            VerdictCount = usable,
            NotAsked = verdicts.Partial is null ? null : judge.OfItem.Count(label => label is null),
            Failures = judge.Failures,
            OutOfScale = judge.OutOfScale,
            Stability = judge.Stability,
            Excluded = new AlignmentExclusions(total - usable, Count(item => _references[item].Count == 0), Count(item => _references[item].IsTied)),
            Level = _plan.Level,
            Reference = _plan.Reference,
            Metric = _plan.Metric,
            Statistics = statistics,
            Human = HumanBaseline(statistics, values),
            Baselines = _baselines?.All ?? [],
            BestBaseline = _baselines?.Compare(rows),
            Committee = CommitteeReport.Of(_plan, _references, verdicts),
            Candidates = CandidateSets.Score(_plan, _references, verdicts),
            Confusion = ItemAlignments.Confusion(_plan, _references, judge),
            Items = items,

            // Items are sorted by id, and this order is stable.
            Disagreements = [.. items.Where(i => i.Disagrees).OrderByDescending(i => i.Unanimous)],
        };
    }

    private int Count(Func<int, bool> counts) => Enumerable.Range(0, _references.Length).Where(counts).Sum(item => _plan.Dataset.Counts?.Of[item] ?? 1);

    // What people reach in panels is computed as judges ask for it.
    private HumanBaseline HumanBaseline(ImmutableSortedDictionary<AlignmentMetric, Estimate> statistics, double?[] values)
    {
        lock (_peopleLock)
        {
            return _people.Value.For(statistics, values);
        }
    }
}
