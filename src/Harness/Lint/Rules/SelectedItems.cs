using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>Agreement significantly below chance over all people, which no common way of labelling gives: items that were chosen because people disagree on them.</summary>
internal static class SelectedItems
{
    private const int FewestItems = 20;

    // With one label nearly always given, alpha is a little below 0 by itself, and its interval is too narrow.
    private const double LargestAlpha = -0.05;

    public static IEnumerable<LintFinding> Find(LintData data, LintOptions options)
    {
        if (data.Count == 0)
        {
            yield break;
        }

        Rating[] ratings = new Rating[data.Count];
        for (int i = 0; i < ratings.Length; i++)
        {
            ratings[i] = new Rating(data.ItemOf[i], data.People[i], data.Values[i]);
        }

        RatingTable table = RatingTable.Create(data.ItemCount, data.PersonCount, ratings);
        CategoryWeights weights = data.IsOrdered && data.LabelCount > 2 ? CategoryWeights.Quadratic : default;
        ChanceCorrected alpha = ChanceCorrectedAgreement.KrippendorffAlpha(table, weights, 1 - (2 * options.Level));
        if (!alpha.Value.IsDefined || alpha.Value.Interval is not { } interval || alpha.Value.N < FewestItems || interval.Upper >= 0 || alpha.Value.Value > LargestAlpha)
        {
            yield break;
        }

        yield return new LintFinding
        {
            Rule = LintRules.SelectedForDisagreement,
            Severity = LintSeverity.Warning,
            What = FormattableString.Invariant($"people agree less than by chance: Krippendorff's alpha is {alpha.Value.Value:0.000} [{interval.Lower:0.000}, {interval.Upper:0.000}] over {alpha.Value.N} items"),
            Consequence = "items chosen for disagreement have no majority to be right about: agreement with a judge, ceilings and gates on them say nothing about other items",
            Remedy = "compare distributions instead of labels (subjectivity: latent-projective), and report these items apart from a random sample; if they were not chosen, look for a scale that some people read the other way round",
            Location = data.FileOf(DatasetFiles.Annotations),
            Evidence = [new("alpha", alpha.Value.Value), new("lower", interval.Lower), new("upper", interval.Upper), new("items", alpha.Value.N)],
        };
    }
}
