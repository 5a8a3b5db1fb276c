using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>How the alternative annotator test scores a label against those of the remaining annotators.</summary>
public enum AltTestScoring
{
    /// <summary>The share of the remaining annotators with the same label: for nominal labels.</summary>
    Accuracy,

    /// <summary>The negative root mean squared difference from the remaining annotators: for ordered labels.</summary>
    NegativeRmse,
}

/// <summary>What the test is asked.</summary>
public sealed record AltTestOptions
{
    /// <summary>How labels are scored. The default is <see cref="AltTestScoring.Accuracy"/>.</summary>
    public AltTestScoring Scoring { get; init; } = AltTestScoring.Accuracy;

    /// <summary>The advantage a person is given for being a person, at least 0. The default is 0.1.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>The false discovery rate, between 0 and 1. The default is 0.05.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>Items with fewer annotators are left out. The default is 2, which is also the smallest.</summary>
    public int SmallestItem { get; init; } = 2;

    /// <summary>Annotators with fewer items are left out. The default is 30.</summary>
    public int SmallestAnnotator { get; init; } = 30;
}

/// <summary>One annotator's comparison with the judge.</summary>
/// <param name="Annotator">The annotator, from 0.</param>
/// <param name="Items">How many items were compared.</param>
/// <param name="AdvantageProbability">The share of items on which the judge scores as high as the annotator or higher, 0..1.</param>
/// <param name="PValue">The one-sided p-value, uncorrected; where the differences do not vary, 0 below the margin and 1 at the margin or above.</param>
/// <param name="Replaceable">Whether the judge may replace the annotator, after the correction.</param>
public sealed record AltTestComparison(int Annotator, int Items, double AdvantageProbability, double PValue, bool Replaceable);

/// <summary>The outcome of the test.</summary>
/// <param name="Comparisons">The annotators with enough items; never empty.</param>
public sealed record AltTestResult(ImmutableArray<AltTestComparison> Comparisons)
{
    /// <summary>The share of annotators that the judge may replace, 0..1. The test is passed at one half or more.</summary>
    public double WinningRate => (double)Comparisons.Count(c => c.Replaceable) / Comparisons.Length;

    /// <summary>The mean over annotators of the probability that the judge is as good or better, 0..1.</summary>
    public double AdvantageProbability => Comparisons.Average(c => c.AdvantageProbability);
}

/// <summary>
/// The alternative annotator test (Calderon, Reichart and Dror, 2025, arXiv:2501.10970): each annotator in turn is left out, and
/// the annotator and the judge are scored against those who remain. A one-sided t-test asks whether the annotator's advantage is
/// below the margin epsilon; the tests are corrected by Benjamini and Yekutieli. Ties count for both sides. The t-test is an
/// approximation: with some thirty items that annotator and judge rarely score differently on, it rejects at the margin too often.
/// The time grows with the square of the annotators of an item.
/// </summary>
public static class AlternativeAnnotatorTest
{
    /// <summary>Runs the test.</summary>
    /// <param name="ratings">People's labels.</param>
    /// <param name="judge">The judge's label for each item, <see langword="null"/> where it gave none.</param>
    /// <param name="options">Scoring, margin and limits.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>The result; <see langword="null"/> when no annotator has enough items.</returns>
    /// <exception cref="ArgumentException">The judge's labels are not one for each item, one is not finite, or an option is out of range.</exception>
    public static AltTestResult? Run(RatingTable ratings, IReadOnlyList<double?> judge, AltTestOptions options, out string? undefined) =>
        Run(ratings, judge, options, [], out undefined);

    /// <summary>Runs the test on items of which each stands for several.</summary>
    /// <param name="ratings">People's labels.</param>
    /// <param name="judge">The judge's label for each item, <see langword="null"/> where it gave none.</param>
    /// <param name="options">Scoring, margin and limits.</param>
    /// <param name="counts">How many items each stands for; empty where each stands for itself.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    internal static AltTestResult? Run(
        RatingTable ratings, IReadOnlyList<double?> judge, AltTestOptions options, ReadOnlySpan<int> counts, out string? undefined)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(options);
        Guard.Known(options.Scoring, nameof(options));
        if (judge.Count != ratings.ItemCount)
        {
            throw new ArgumentException("The judge needs a label, or null, for each item.", nameof(judge));
        }

        if (!(options.Epsilon >= 0 && double.IsFinite(options.Epsilon)) || options.FalseDiscoveryRate is not (> 0 and < 1) || options.SmallestItem < 2 || options.SmallestAnnotator < 2)
        {
            throw new ArgumentException("The margin is at least 0, the rate between 0 and 1, and the smallest sizes at least 2.", nameof(options));
        }

        Guard.Finite([.. judge.OfType<double>()], nameof(judge));

        Tally[] tallies = new Tally[ratings.AnnotatorCount];
        int[] times = counts.ToArray();
        Compare(ratings, judge, options, (item, annotator, judgeAsGood, ownAsGood) =>
            tallies[annotator].Add(judgeAsGood, ownAsGood, times.Length == 0 ? 1 : times[item]));
        int[] kept = [.. Enumerable.Range(0, tallies.Length).Where(a => tallies[a].Items >= options.SmallestAnnotator)];
        if (kept.Length == 0)
        {
            undefined = string.Create(
                CultureInfo.InvariantCulture,
                $"no annotator has {options.SmallestAnnotator} items that the judge and at least {options.SmallestItem - 1} other annotator labelled too");
            return null;
        }

        undefined = null;
        double[] pValues = [.. kept.Select(a => tallies[a].PValue(options.Epsilon))];
        ImmutableArray<bool> rejected = MultipleTesting.Adjust(pValues, MultipleTestingMethod.BenjaminiYekutieli, options.FalseDiscoveryRate).Rejected;
        return new AltTestResult([.. kept.Select((a, i) => new AltTestComparison(a, tallies[a].Items, tallies[a].AdvantageProbability, pValues[i], rejected[i]))]);
    }

    /// <summary>Compares the judge with every annotator on every item that counts.</summary>
    /// <param name="ratings">People's labels.</param>
    /// <param name="judge">The judge's label for each item, <see langword="null"/> where it gave none.</param>
    /// <param name="options">Scoring and limits.</param>
    /// <param name="add">Takes the item, the annotator, whether the judge scores as high or higher, and whether the annotator does.</param>
    internal static void Compare(RatingTable ratings, IReadOnlyList<double?> judge, AltTestOptions options, Action<int, int, bool, bool> add)
    {
        // Scores are only compared, so any unit does; in whole steps equal distances are equal numbers.
        DecimalGrid grid = DecimalGrid.For(ratings.Categories.Concat(judge.Where(label => label is not null).Select(label => label!.Value)));
        double[] values = [.. ratings.Categories.Select(grid.Steps)];
        for (int item = 0; item < ratings.ItemCount; item++)
        {
            ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(item);
            if (judge[item] is not double label || annotators.Length < options.SmallestItem)
            {
                continue;
            }

            ReadOnlySpan<int> codes = ratings.CodesOf(item);
            for (int left = 0; left < annotators.Length; left++)
            {
                double judgeScore = Score(grid.Steps(label), values, codes, left, options.Scoring);
                double ownScore = Score(values[codes[left]], values, codes, left, options.Scoring);
                add(item, annotators[left], judgeScore >= ownScore, ownScore >= judgeScore);
            }
        }
    }

    /// <summary>How well a label fits those who remain; only compared, so the root and the mean are left out.</summary>
    private static double Score(double label, double[] values, ReadOnlySpan<int> codes, int left, AltTestScoring scoring)
    {
        double sum = 0;
        for (int other = 0; other < codes.Length; other++)
        {
            if (other == left)
            {
                continue;
            }

            double difference = label - values[codes[other]];
            sum += scoring == AltTestScoring.Accuracy ? (difference == 0 ? 1 : 0) : -(difference * difference);
        }

        return sum;
    }

    /// <summary>Counts of one annotator's items by who scored as high or higher. The difference (annotator minus judge) is 1, 0 or -1.</summary>
    private struct Tally
    {
        private int _judgeWins;
        private int _ownWins;
        private int _ties;

        public readonly int Items => _judgeWins + _ownWins + _ties;

        public readonly double AdvantageProbability => (double)(_judgeWins + _ties) / Items;

        public void Add(bool judgeAsGood, bool ownAsGood, int times)
        {
            _ties += judgeAsGood && ownAsGood ? times : 0;
            _judgeWins += ownAsGood ? 0 : times;
            _ownWins += judgeAsGood ? 0 : times;
        }

        public readonly double PValue(double epsilon)
        {
            double n = Items;
            double mean = (_ownWins - _judgeWins) / n;
            double variance = (_ownWins + _judgeWins - (n * mean * mean)) / (n - 1);
            bool constant = _ties == Items || _ownWins == Items || _judgeWins == Items;
            if (constant)
            {
                return mean < epsilon ? 0 : 1;
            }

            double t = (mean - epsilon) / Math.Sqrt(variance / n);
            return StudentTail.Above(-t, n - 1);
        }
    }
}
