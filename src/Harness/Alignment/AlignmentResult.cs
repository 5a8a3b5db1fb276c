using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>How far a judge agrees with people: every number, what it rests on, and every item.</summary>
public sealed record AlignmentResult
{
    /// <summary>Which judge it was.</summary>
    public required JudgeIdentity Judge { get; init; }

    /// <summary>How many items the dataset has.</summary>
    public required int ItemCount { get; init; }

    /// <summary>How many items have a usable verdict.</summary>
    public required int VerdictCount { get; init; }

    /// <summary>
    /// How many items the judge was not asked, because its run was ended on purpose before them (<see cref="Runs.VerdictSet.Partial"/>);
    /// <see langword="null"/> for a whole run.
    /// </summary>
    public int? NotAsked { get; init; }

    /// <summary>The share of the items it was asked that have a usable verdict, 0..1.</summary>
    public double Coverage => ItemCount - (NotAsked ?? 0) is > 0 and int asked ? (double)VerdictCount / asked : 0;

    /// <summary>Failed judgements by kind, out-of-scale labels that were excluded among them; kinds that did not occur are absent.</summary>
    public required ImmutableSortedDictionary<FailureKind, int> Failures { get; init; }

    /// <summary>Every label off the scale, excluded or clipped.</summary>
    public required ImmutableArray<OutOfScaleVerdict> OutOfScale { get; init; }

    /// <summary>How far the judge agrees with itself; <see langword="null"/> when no item has several judgements.</summary>
    public JudgeStability? Stability { get; init; }

    /// <summary>What statistics leave out, and why.</summary>
    public required AlignmentExclusions Excluded { get; init; }

    /// <summary>People's annotations that an exclusion log left out before anything was computed; <see langword="null"/> where none was applied.</summary>
    public ExcludedAnnotations? ExcludedByLog { get; init; }

    /// <summary>The level at which labels were compared.</summary>
    public required MeasurementLevel Level { get; init; }

    /// <summary>The reference the judge was held against.</summary>
    public required Reference Reference { get; init; }

    /// <summary>The metric that stands first.</summary>
    public required AlignmentMetric Metric { get; init; }

    /// <summary>Every metric.</summary>
    public required ImmutableSortedDictionary<AlignmentMetric, Estimate> Statistics { get; init; }

    /// <summary>What people reach among themselves.</summary>
    public required HumanBaseline Human { get; init; }

    /// <summary>What simple rules reach by the metric that stands first, in fixed order; empty where they were not asked for.</summary>
    public ImmutableArray<BaselineAlignment> Baselines { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The judge beside the best of the baselines; <see langword="null"/> where none was asked for or none has a value.</summary>
    public BaselineComparison? BestBaseline { get; init; }

    /// <summary>A committee from within; <see langword="null"/> for a judge whose verdicts have no votes.</summary>
    public CommitteeReport? Committee { get; init; }

    /// <summary>The sets of a judge that may name several labels; <see langword="null"/> for a judge that names one.</summary>
    public CandidateSetScores? Candidates { get; init; }

    /// <summary>
    /// The predictions of a judge that says how hard items are, held against people's disagreement; <see langword="null"/> for a judge that labels. Where it
    /// stands, every statistic of labels is undefined, because there are no labels.
    /// </summary>
    public DifficultyAlignment? Difficulty { get; init; }

    /// <summary>People's reference labels against the judge's labels.</summary>
    public required ConfusionTable Confusion { get; init; }

    /// <summary>Every item of the dataset, sorted by id.</summary>
    public required ImmutableArray<ItemAlignment> Items { get; init; }

    /// <summary>The items on which the judge disagrees with people: unanimous people first, then by id.</summary>
    public required ImmutableArray<ItemAlignment> Disagreements { get; init; }
}

/// <summary>A judge's label off the scale.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Value">What the judge said.</param>
/// <param name="ClippedTo">The end of the scale it was taken for; <see langword="null"/> when it was excluded.</param>
public sealed record OutOfScaleVerdict(string Item, string Value, string? ClippedTo);

/// <summary>Items that statistics leave out.</summary>
/// <param name="WithoutVerdict">Items for which the judge gave no usable label.</param>
/// <param name="WithoutLabel">Items that no person labelled.</param>
/// <param name="TiedReference">
/// Items whose people tie, so that there is no reference label: agreement, plain kappa and pi (and every alpha and kappa of
/// nominal labels) leave them out; whatever measures a distance counts them from the middle of the tie.
/// </param>
public sealed record AlignmentExclusions(int WithoutVerdict, int WithoutLabel, int TiedReference);

/// <summary>What people reach among themselves: the bar a judge can be held to.</summary>
public sealed record HumanBaseline
{
    /// <summary>
    /// The human ceiling of each metric: every annotator in turn is held against the reference of the others, as the judge is
    /// held against the reference of all; the mean over annotators.
    /// </summary>
    public required ImmutableSortedDictionary<AlignmentMetric, Estimate> Ceiling { get; init; }

    /// <summary>The share of annotators whose own ceiling metric is below the judge's, 0..1.</summary>
    public required Estimate PercentileAmongAnnotators { get; init; }

    /// <summary>How many annotators' mean correlates with the rest as well as the judge does.</summary>
    public required Estimate WorthKAnnotators { get; init; }

    /// <summary>The alternative annotator test; <see langword="null"/> when it cannot be computed.</summary>
    public AltTestSummary? AltTest { get; init; }

    /// <summary>Why there is no alternative annotator test; <see langword="null"/> when there is one.</summary>
    public string? AltTestUndefined { get; init; }
}

/// <summary>The alternative annotator test (Calderon, Reichart and Dror, 2025, arXiv:2501.10970).</summary>
/// <param name="WinningRate">The share of annotators that the judge may replace, 0..1.</param>
/// <param name="AdvantageProbability">The mean probability that the judge is as good as the annotator or better, 0..1.</param>
/// <param name="Epsilon">The cost-benefit margin.</param>
/// <param name="Annotators">How many annotators had enough items.</param>
public sealed record AltTestSummary(double WinningRate, double AdvantageProbability, double Epsilon, int Annotators);

/// <summary>Counts of reference label (rows) against judge's label (columns).</summary>
/// <param name="Labels">The labels, in the order of the scale.</param>
/// <param name="Counts">A row for each reference label, a column for each judge's label.</param>
public sealed record ConfusionTable(ImmutableArray<string> Labels, ImmutableArray<ImmutableArray<int>> Counts);

/// <summary>One item: what people said, what the judge said, and whether they disagree.</summary>
public sealed record ItemAlignment
{
    /// <summary>The item's id.</summary>
    public required string Item { get; init; }

    /// <summary>People's labels with their counts, in the order of the scale; empty when nobody labelled the item.</summary>
    public required ImmutableArray<LabelCount> People { get; init; }

    /// <summary>Whether two or more people labelled the item and all gave the same label.</summary>
    public bool Unanimous => People.Length == 1 && People[0].Count > 1;

    /// <summary>The reference's value; <see langword="null"/> when nobody labelled the item or people tie without a middle.</summary>
    public double? Reference { get; init; }

    /// <summary>The judge's label, the most frequent one over repeats; <see langword="null"/> when the judge failed.</summary>
    public string? Judge { get; init; }

    /// <summary>The judge's label minus the reference, in units of the scale; <see langword="null"/> on nominal scales or where either is missing.</summary>
    public double? Delta { get; init; }

    /// <summary>Whether the judge disagrees with people beyond the disagreement distance.</summary>
    public required bool Disagrees { get; init; }

    /// <summary>How many judgements of the item gave the judge's label.</summary>
    public int StableRepeats { get; init; }

    /// <summary>How many judgements of the item there are.</summary>
    public int Repeats { get; init; }

    /// <summary>The judge's reason, where it gave one.</summary>
    public string? Rationale { get; init; }

    /// <summary>The failure, where the judge gave no label.</summary>
    public JudgeFailure? Failure { get; init; }
}

/// <summary>A label and how many people gave it.</summary>
/// <param name="Label">The label as the scale spells it.</param>
/// <param name="Count">How many people, at least 1.</param>
public readonly record struct LabelCount(string Label, int Count);
