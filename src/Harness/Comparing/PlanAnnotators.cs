using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>What more people per item would bring.</summary>
internal static class PlanAnnotators
{
    private const double Good = 0.8;

    /// <summary>The reliability of one person and of the mean of several.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="perItem">How many people label an item now, on average.</param>
    public static AnnotatorPlan Of(AnnotatedDataset dataset, double perItem)
    {
        Estimate alpha = HumanAgreement.Compute(dataset, new AlignmentOptions { Resamples = 0 }).Statistics.First(s => s.Key == "krippendorffAlpha").Value;
        if (!alpha.IsDefined || alpha.Value <= 0)
        {
            return new AnnotatorPlan(perItem, alpha, [], null);
        }

        double one = Math.Min(alpha.Value, 1);
        int now = Math.Max(1, (int)Math.Round(perItem));
        ImmutableArray<PanelReliability> panels =
            [.. new[] { 1, 2, 3, 5, 10, now }.Distinct().Order().Select(people => new PanelReliability(people, AnnotatorReliability.OfMean(one, people)))];
        return new AnnotatorPlan(perItem, alpha, panels, AnnotatorReliability.NeededAnnotators(one, Good));
    }
}
