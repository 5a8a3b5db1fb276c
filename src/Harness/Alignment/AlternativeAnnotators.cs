using System.Collections.Immutable;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>One annotator beside the judge.</summary>
/// <param name="Test">The published test: is the annotator better by less than epsilon?</param>
/// <param name="Advantage">
/// The annotator's advantage over the judge: the mean over items of 1 where the annotator fits the others better, -1 where the judge does, and 0 where
/// they tie; with its evidence where intervals are asked for.
/// </param>
internal sealed record AlternativeAnnotator(AltTestComparison Test, MeasuredDifference Advantage);

/// <summary>The alternative annotator test with the reverse of each of its tests.</summary>
/// <param name="Annotators">Who has enough items; empty where the test is undefined.</param>
/// <param name="Items">How many items were compared with anyone.</param>
/// <param name="Undefined">Why there is no test; <see langword="null"/> where there is one.</param>
internal sealed record AlternativeAnnotators(ImmutableArray<AlternativeAnnotator> Annotators, int Items, string? Undefined)
{
    /// <summary>The share of annotators that the judge may replace.</summary>
    public double WinningRate => (double)Annotators.Count(a => a.Test.Replaceable) / Annotators.Length;

    /// <summary>Runs the test.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="epsilon">The advantage a person is given for being a person.</param>
    public static AlternativeAnnotators Run(AlignedJudge judge, double epsilon)
    {
        AlignmentPlan plan = judge.Plan;
        RatingTable ratings = HumanAgreement.ToRatingTable(plan.Dataset);
        double?[] labels = [.. Enumerable.Range(0, plan.Dataset.Items.Length).Select(i => judge.LabelOf(i)?.Value)];
        AltTestOptions options = OptionsOf(plan, epsilon);
        List<(int Item, double Advantage)>[] advantages = [.. Enumerable.Range(0, ratings.AnnotatorCount).Select(_ => new List<(int, double)>())];
        HashSet<int> items = [];
        AlternativeAnnotatorTest.Compare(ratings, labels, options, (item, annotator, judgeAsGood, ownAsGood) =>
        {
            items.Add(item);
            advantages[annotator].Add((item, (ownAsGood ? 1 : 0) - (judgeAsGood ? 1 : 0)));
        });
        return AlternativeAnnotatorTest.Run(ratings, labels, options, out string? undefined) is { } test
            ? new AlternativeAnnotators([.. test.Comparisons.Select(c => new AlternativeAnnotator(c, Measure(plan, advantages[c.Annotator])))], items.Count, null)
            : new AlternativeAnnotators([], items.Count, undefined);
    }

    /// <summary>What the test is asked: whether the labels are the same at the nominal level, how far apart they are at others.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="epsilon">The advantage a person is given for being a person.</param>
    public static AltTestOptions OptionsOf(AlignmentPlan plan, double epsilon) =>
        new() { Epsilon = epsilon, Scoring = plan.Level == MeasurementLevel.Nominal ? AltTestScoring.Accuracy : AltTestScoring.NegativeRmse };

    private static MeasuredDifference Measure(AlignmentPlan plan, List<(int Item, double Advantage)> advantages) =>
        ItemMeans.Measure(plan, [.. advantages.Select(a => a.Advantage)], [.. advantages.Select(a => a.Item)]);
}
