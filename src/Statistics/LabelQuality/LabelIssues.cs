using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>By which rule a label counts as likely wrong (Northcutt, Jiang and Chuang, 2021, section 3.2).</summary>
public enum LabelIssueFilter
{
    /// <summary>For each pair of categories as many items as the calibrated joint counts, those with the largest margin first.</summary>
    PruneByNoiseRate,

    /// <summary>For each given label as many items as the calibrated joint counts off the diagonal, the least probable first.</summary>
    PruneByClass,

    /// <summary>The items that both pruning rules take.</summary>
    Both,

    /// <summary>The items counted off the diagonal of the confident joint.</summary>
    ConfidentLearning,

    /// <summary>The items whose most probable category is not the given label: a baseline.</summary>
    PredictedNotGiven,

    /// <summary>The items with the lowest normalized margin, as many as <see cref="ConfidentLearningResult.IssueCount"/>.</summary>
    LowNormalizedMargin,

    /// <summary>The items with the lowest self-confidence, as many as <see cref="ConfidentLearningResult.IssueCount"/>.</summary>
    LowSelfConfidence,
}

/// <summary>The rules that turn a confident joint into items.</summary>
internal static class LabelIssues
{
    public static ImmutableArray<int>? Find(ConfidentLearningResult result, LabelIssueFilter filter, out string? undefined)
    {
        undefined = filter is LabelIssueFilter.LowNormalizedMargin or LabelIssueFilter.LowSelfConfidence ? result.IssueCount.UndefinedReason : null;
        if (undefined is not null)
        {
            return null;
        }

        bool[] issues = filter switch
        {
            LabelIssueFilter.PruneByNoiseRate => Except(Predicted(result), ByNoiseRate(result)),
            LabelIssueFilter.PruneByClass => Except(Predicted(result), ByClass(result)),
            LabelIssueFilter.Both => Except(Predicted(result), [.. ByNoiseRate(result).Zip(ByClass(result), (a, b) => a && b)]),
            LabelIssueFilter.ConfidentLearning => Confident(result),
            LabelIssueFilter.PredictedNotGiven => [.. Predicted(result).Select(predicted => !predicted)],
            LabelIssueFilter.LowNormalizedMargin => Lowest(result, LabelQualityScore.NormalizedMargin),
            LabelIssueFilter.LowSelfConfidence => Lowest(result, LabelQualityScore.SelfConfidence),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "There is no such rule."),
        };
        return [.. Enumerable.Range(0, issues.Length).Where(item => issues[item])];
    }

    public static bool[] Confident(ConfidentLearningResult result) => Except(Predicted(result), result.ConfidentlyOther.ToArray());

    private static bool[] Predicted(ConfidentLearningResult result)
    {
        bool[] predicted = new bool[result.Labels.Length];
        for (int item = 0; item < predicted.Length; item++)
        {
            predicted[item] = ConfidentLearning.IsPredicted(result.Labels[item], result.Probabilities[item]);
        }

        return predicted;
    }

    private static bool[] ByClass(ConfidentLearningResult result)
    {
        bool[] issues = new bool[result.Labels.Length];
        for (int given = 0; given < result.CategoryCount; given++)
        {
            // The only label of its kind is kept, and so is one of each kind.
            int[] items = ItemsOf(result, given);
            int kept = Math.Max(1, result.CalibratedJoint[(given * result.CategoryCount) + given]);
            Take(issues, items, items.Length - kept, item => result.Probabilities[item][given]);
        }

        return issues;
    }

    private static bool[] ByNoiseRate(ConfidentLearningResult result)
    {
        bool[] issues = new bool[result.Labels.Length];
        for (int given = 0; given < result.CategoryCount; given++)
        {
            int[] items = ItemsOf(result, given);
            int[] counts = items.Length > 1 ? NoiseCounts(result, given) : [];
            for (int other = 0; other < counts.Length; other++)
            {
                Take(issues, items, counts[other], item => result.Probabilities[item][given] - result.Probabilities[item][other]);
            }
        }

        return issues;
    }

    /// <summary>
    /// How many of the items with a label to take for each other category. Where the joint leaves no correct one, one is kept, and
    /// the others give it up evenly, in whole numbers.
    /// </summary>
    private static int[] NoiseCounts(ConfidentLearningResult result, int given)
    {
        int[] counts = result.CalibratedJoint.AsSpan().Slice(given * result.CategoryCount, result.CategoryCount).ToArray();
        bool nothingKept = counts[given] == 0;
        double share = nothingKept ? 1 / Math.Max(counts.Count(c => c > 0) - 1.0, 1) : 0;
        counts = [.. counts.Select(c => (int)Math.Max(0, c - share))];
        counts[given] = 0;
        return counts;
    }

    private static bool[] Lowest(ConfidentLearningResult result, LabelQualityScore score)
    {
        bool[] issues = new bool[result.Labels.Length];
        Take(
            issues,
            [.. Enumerable.Range(0, issues.Length)],
            (int)result.IssueCount.Value,
            item => LabelQualityScores.Of(result.Labels[item], result.Probabilities[item], score));
        return issues;
    }

    /// <summary>Marks the items with the smallest keys, ties in the order of the items.</summary>
    private static void Take(bool[] issues, int[] items, int count, Func<int, double> key)
    {
        if (count <= 0)
        {
            return;
        }

        (double Key, int Item)[] order = [.. items.Select(item => (key(item), item))];
        Array.Sort(order);
        foreach ((_, int item) in order.AsSpan(0, Math.Min(count, order.Length)))
        {
            issues[item] = true;
        }
    }

    private static int[] ItemsOf(ConfidentLearningResult result, int given)
    {
        int[] items = new int[result.LabelCounts[given]];
        int next = 0;
        for (int item = 0; item < result.Labels.Length; item++)
        {
            if (result.Labels[item] == given)
            {
                items[next++] = item;
            }
        }

        return items;
    }

    private static bool[] Except(bool[] predicted, bool[] issues)
    {
        for (int item = 0; item < issues.Length; item++)
        {
            issues[item] &= !predicted[item];
        }

        return issues;
    }
}
