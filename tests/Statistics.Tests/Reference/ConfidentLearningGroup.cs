using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Confident learning, by its authors' library cleanlab.</summary>
internal sealed class ConfidentLearningGroup : IReferenceGroup
{
    private const string OneCategory = "with labels of one category the library refuses some rules by its check of the input and not others";

    /// <summary>What the library has as the threshold of a category that no item is labelled as.</summary>
    private const double NoThreshold = 2;

    private static readonly Dictionary<string, LabelIssueFilter> Filters = new(StringComparer.Ordinal)
    {
        ["issues_prune_by_noise_rate"] = LabelIssueFilter.PruneByNoiseRate,
        ["issues_prune_by_class"] = LabelIssueFilter.PruneByClass,
        ["issues_both"] = LabelIssueFilter.Both,
        ["issues_confident_learning"] = LabelIssueFilter.ConfidentLearning,
        ["issues_predicted_neq_given"] = LabelIssueFilter.PredictedNotGiven,
        ["issues_low_normalized_margin"] = LabelIssueFilter.LowNormalizedMargin,
        ["issues_low_self_confidence"] = LabelIssueFilter.LowSelfConfidence,
    };

    private static readonly Dictionary<string, LabelQualityScore> Scores = new(StringComparer.Ordinal)
    {
        ["quality_self_confidence"] = LabelQualityScore.SelfConfidence,
        ["quality_normalized_margin"] = LabelQualityScore.NormalizedMargin,
        ["quality_confidence_weighted_entropy"] = LabelQualityScore.ConfidenceWeightedEntropy,
    };

    public string Name => "confident_learning";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        int[] labels = [.. input.GetProperty("labels").EnumerateArray().Select(label => (int)label.GetDouble())];
        JsonElement rows = input.GetProperty("pred_probs");
        int categories = rows.GetArrayLength() == 0 ? 1 : rows[0].GetArrayLength();
        ProbabilityTable probabilities = ProbabilityTable.Create(ReferenceInput.Matrix(rows), categories);
        ConfidentLearningResult? ours = ConfidentLearning.Run(labels, probabilities, out string? undefined);
        foreach (string path in expected.Open)
        {
            JsonElement raw = expected.Raw(path);
            if (ours is null)
            {
                // An error, NaN or an empty list of the library's: nothing to have a value of.
                expected.Take(path);
                Assert.True(raw.ValueKind != JsonValueKind.Number && (raw.ValueKind != JsonValueKind.Array || labels.Length == 0 || categories == 1), $"{path}: {undefined}");
                expected.Count();
            }
            else if (raw.ValueKind == JsonValueKind.Object && labels.Distinct().Count() == 1 && !IsUndefined(ours, path))
            {
                expected.Exclude(path, OneCategory);
            }
            else if (Filters.TryGetValue(path, out LabelIssueFilter filter))
            {
                CheckIssues(path, ours, filter, expected);
            }
            else if (Scores.TryGetValue(path, out LabelQualityScore score))
            {
                expected.Equal(path, LabelQualityScores.Compute(labels, probabilities, score).AsSpan());
            }
            else
            {
                CheckCounts(path, ours, expected);
            }
        }
    }

    private static bool IsUndefined(ConfidentLearningResult ours, string path) =>
        path.StartsWith("num_", StringComparison.Ordinal) || (Filters.TryGetValue(path, out LabelIssueFilter filter) && ours.Issues(filter, out _) is null);

    private static void CheckCounts(string path, ConfidentLearningResult ours, ExpectedValues expected)
    {
        switch (path)
        {
            case "thresholds":
                expected.Equal(path, [.. ours.Thresholds.Select(t => t.IsDefined ? t.Value : NoThreshold)]);
                break;
            case "confident_joint_raw":
                expected.Equal(path, ours.ConfidentJoint.AsSpan());
                break;
            case "confident_joint_calibrated":
                expected.Equal(path, ours.CalibratedJoint.AsSpan());
                break;
            case "estimated_joint":
                expected.Equal(path, ours.EstimatedJoint.AsSpan());
                break;
            case "num_label_issues_off_diagonal":
                expected.Equal(path, ours.IssueCount);
                break;
            case "num_label_issues_off_diagonal_calibrated":
                expected.Equal(path, ours.CalibratedIssueCount);
                break;
            default:
                break;
        }
    }

    private static void CheckIssues(string path, ConfidentLearningResult ours, LabelIssueFilter filter, ExpectedValues expected)
    {
        JsonElement raw = expected.Take(path);
        int[]? issues = ours.Issues(filter, out string? undefined) is { } found ? [.. found] : null;
        if (raw.ValueKind != JsonValueKind.Array)
        {
            Assert.True(issues is null, $"{path}: the library has no list ({raw}), ours has {issues?.Length} items.");
            expected.Count();
            return;
        }

        Assert.True(issues is not null, $"{path}: ours is undefined: {undefined}.");
        int[] theirs = [.. raw.EnumerateArray().Select(item => item.GetInt32())];

        // The library's sort is not stable: of items that tie at a cut it takes any. Ours takes the first. Nothing else may differ.
        foreach (int item in issues.Except(theirs).Concat(theirs.Except(issues)))
        {
            Assert.True(Ties(ours, filter, item), $"{path}: item {item} is in one list only, and no other item ties with it.");
        }

        if (filter is LabelIssueFilter.LowNormalizedMargin or LabelIssueFilter.LowSelfConfidence)
        {
            Assert.Equal(theirs.Length, issues.Length);
        }

        expected.Count(Math.Max(1, theirs.Length));
    }

    /// <summary>Whether an item has the same key as another that competes with it for a place.</summary>
    private static bool Ties(ConfidentLearningResult ours, LabelIssueFilter filter, int item) => filter switch
    {
        LabelIssueFilter.PruneByNoiseRate => TiesByNoiseRate(ours, item),
        LabelIssueFilter.PruneByClass => TiesWithin(ours, item, i => ours.Probabilities[i][ours.Labels[i]], sameLabel: true),
        LabelIssueFilter.Both => Ties(ours, LabelIssueFilter.PruneByNoiseRate, item) || Ties(ours, LabelIssueFilter.PruneByClass, item),
        LabelIssueFilter.LowNormalizedMargin => TiesByScore(ours, item, LabelQualityScore.NormalizedMargin),
        LabelIssueFilter.LowSelfConfidence => TiesByScore(ours, item, LabelQualityScore.SelfConfidence),
        _ => false,
    };

    private static bool TiesByNoiseRate(ConfidentLearningResult ours, int item) =>
        Enumerable.Range(0, ours.CategoryCount).Any(c =>
            c != ours.Labels[item] && TiesWithin(ours, item, i => ours.Probabilities[i][c] - ours.Probabilities[i][ours.Labels[i]], sameLabel: true));

    private static bool TiesByScore(ConfidentLearningResult ours, int item, LabelQualityScore score)
    {
        double[] scores = [.. LabelQualityScores.Compute(ours.Labels.AsSpan(), ours.Probabilities, score)];
        return TiesWithin(ours, item, i => scores[i], sameLabel: false);
    }

    private static bool TiesWithin(ConfidentLearningResult ours, int item, Func<int, double> key, bool sameLabel) =>
        Enumerable.Range(0, ours.Labels.Length).Any(i =>
            i != item && key(i) == key(item) && (!sameLabel || ours.Labels[i] == ours.Labels[item]));
}
