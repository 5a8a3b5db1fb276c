using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>What confident learning counts in a set of labels. Rows of a joint are given labels, columns estimated true ones. Immutable.</summary>
public sealed class ConfidentLearningResult
{
    private readonly ImmutableArray<bool> _confidentlyOther;
    private readonly int[] _labelCounts;

    internal ConfidentLearningResult(
        ImmutableArray<int> labels, ProbabilityTable probabilities, ImmutableArray<Estimate> thresholds, ImmutableArray<int> joint, ImmutableArray<bool> confidentlyOther)
    {
        Labels = labels;
        Probabilities = probabilities;
        Thresholds = thresholds;
        ConfidentJoint = joint;
        _confidentlyOther = confidentlyOther;
        _labelCounts = new int[CategoryCount];
        foreach (int label in labels)
        {
            _labelCounts[label]++;
        }

        CalibratedJoint = ImmutableArray.Create(JointCalibration.Calibrate(joint.AsSpan(), _labelCounts));
        EstimatedJoint = [.. CalibratedJoint.Select(count => (double)count / labels.Length)];
        bool[] issues = LabelIssues.Confident(this);
        IssueCount = Count(issues.Count(issue => issue));
        CalibratedIssueCount = Count(labels.Length - Enumerable.Range(0, CategoryCount).Sum(c => CalibratedJoint[(c * CategoryCount) + c]));
    }

    /// <summary>The given label of each item.</summary>
    public ImmutableArray<int> Labels { get; }

    /// <summary>The probabilities that the labels were held against.</summary>
    public ProbabilityTable Probabilities { get; }

    /// <summary>How many categories there are, at least 2.</summary>
    public int CategoryCount => Probabilities.CategoryCount;

    /// <summary>The mean probability of each category over the items labelled so, at least 2e-6; undefined for a category without labels.</summary>
    public ImmutableArray<Estimate> Thresholds { get; }

    /// <summary>
    /// How many items of each given label (row) are confidently of each category (column), row after row. Each count on the
    /// diagonal is raised to at least 1, also for a category without labels.
    /// </summary>
    public ImmutableArray<int> ConfidentJoint { get; }

    /// <summary>The confident joint scaled so that each row sums to the number of its labels, in whole numbers.</summary>
    public ImmutableArray<int> CalibratedJoint { get; }

    /// <summary>The calibrated joint over the number of items: the share of each pair of given and true label. Sums to 1.</summary>
    public ImmutableArray<double> EstimatedJoint { get; }

    /// <summary>
    /// How many labels are confidently another category's: the off-diagonal of the confident joint, less the items whose given
    /// label is the most probable all the same. Undefined when all labels are of one category.
    /// </summary>
    public Estimate IssueCount { get; }

    /// <summary>The sum of the calibrated joint off its diagonal: an estimate of all wrong labels, confident or not. Undefined as <see cref="IssueCount"/> is.</summary>
    public Estimate CalibratedIssueCount { get; }

    internal ReadOnlySpan<bool> ConfidentlyOther => _confidentlyOther.AsSpan();

    internal ReadOnlySpan<int> LabelCounts => _labelCounts;

    /// <summary>The noise matrix: the estimated probability that an item truly of one category is labelled as another.</summary>
    /// <param name="given">The given label.</param>
    /// <param name="trueLabel">The true label.</param>
    /// <returns>A probability, which sums to 1 over the given labels; undefined when no item is estimated to be of the true category.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public Estimate NoiseRate(int given, int trueLabel)
    {
        Guard.Index(given, CategoryCount);
        Guard.Index(trueLabel, CategoryCount);
        int sum = Enumerable.Range(0, CategoryCount).Sum(row => CalibratedJoint[(row * CategoryCount) + trueLabel]);
        return Share(given, trueLabel, sum, "no item is estimated to be of this category");
    }

    /// <summary>The inverse noise matrix: the estimated probability that an item labelled as one category truly is of another.</summary>
    /// <param name="trueLabel">The true label.</param>
    /// <param name="given">The given label.</param>
    /// <returns>A probability, which sums to 1 over the true labels; undefined when no item has the given label.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public Estimate InverseNoiseRate(int trueLabel, int given)
    {
        Guard.Index(trueLabel, CategoryCount);
        Guard.Index(given, CategoryCount);
        return Share(given, trueLabel, _labelCounts[given], "no item has this label");
    }

    /// <summary>The items whose label is likely wrong.</summary>
    /// <param name="filter">By which rule.</param>
    /// <param name="undefined">Why there is no list; <see langword="null"/> when there is one.</param>
    /// <returns>
    /// Items, ascending. At the cut of a rule, items that tie are taken in their order. <see langword="null"/> for a rule that
    /// cuts at <see cref="IssueCount"/> when that is undefined.
    /// </returns>
    public ImmutableArray<int>? Issues(LabelIssueFilter filter, out string? undefined) => LabelIssues.Find(this, filter, out undefined);

    /// <summary>The items whose label is likely wrong, the worst first.</summary>
    /// <param name="filter">By which rule.</param>
    /// <param name="score">By which score they are ranked; items that tie are in their order.</param>
    /// <param name="undefined">Why there is no list; <see langword="null"/> when there is one.</param>
    /// <returns>Items by ascending score, or <see langword="null"/> as for <see cref="Issues"/>.</returns>
    public ImmutableArray<int>? RankedIssues(LabelIssueFilter filter, LabelQualityScore score, out string? undefined)
    {
        Guard.Known(score);
        return Issues(filter, out undefined) is ImmutableArray<int> issues
            ? [.. issues.OrderBy(item => LabelQualityScores.Of(Labels[item], Probabilities[item], score))]
            : null;
    }

    private Estimate Count(int count) => _labelCounts.Count(c => c > 0) < 2
        ? Estimate.Undefined("all labels are of one category", Labels.Length)
        : Estimate.Of(count, Labels.Length);

    private Estimate Share(int given, int trueLabel, int sum, string reason) => sum == 0
        ? Estimate.Undefined(reason, 0)
        : Estimate.Of((double)CalibratedJoint[(given * CategoryCount) + trueLabel] / sum, sum);
}
