using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Alignment;

public class DifficultyAlignmentTests
{
    private static readonly LabelScale Words = LabelScale.Ordinal(["Very Difficult", "Difficult", "Neutral", "Easy", "Very Easy"]);

    private static readonly LabelScale Rating = LabelScale.Ordinal(1, 5);

    [Fact]
    public void Compute_TwoRaters_CorrelatesWithTheirDifference()
    {
        // Differences 4 2 0 1, means 7/4: deviations 9/4 1/4 -7/4 -3/4. Difficulty -1 -2 -5 -4, mean -3: 2 1 -2 -1.
        // Products 18/4 + 1/4 + 14/4 + 3/4 = 9; squares 10 and 140/16 = 35/4: r = 9 / sqrt(87.5). Both in the same order: rho = 1.
        // Ambiguous from 3: one item. Hard from three quarters above Very Easy: Very Difficult and Difficult. Overlap 2 * 1 / (1 + 2).
        AnnotatedDataset dataset = Sample.Dataset(Rating, ["1", "5"], ["2", "4"], ["3", "3"], ["4", "5"], ["2", ""]);

        AlignmentResult result = Align(dataset, Words, "Very Difficult", "Difficult", "Very Easy", "Easy", "Very Difficult");
        DifficultyAlignment difficulty = result.Difficulty!;

        Assert.Equal(9 / Math.Sqrt(87.5), difficulty.Pearson.Value, 14);
        Assert.Equal((1.0, 4), (Math.Round(difficulty.Spearman.Value, 12), difficulty.Spearman.N));
        Assert.Equal((DisagreementMeasure.MeanDifference, 4, 1), (difficulty.Measure, difficulty.Items, difficulty.WithoutTwoLabels));
        Assert.Equal((3.0, 1, 2, 1), (difficulty.AmbiguousFrom, difficulty.Ambiguous, difficulty.Hard, difficulty.Both));
        Assert.Equal(2 / 3d, difficulty.Overlap.Value, 14);
        Assert.Equal("Very Difficult", difficulty.Hardest);
    }

    [Fact]
    public void Compute_DifficultyJudge_HasNoLabelsAndNoFailures()
    {
        AlignmentResult result = Align(Sample.Dataset(Rating, ["1", "5"], ["2", "4"]), Words, "Very Difficult", "Easy");

        Assert.Equal((1, 2), (result.Coverage, result.VerdictCount));
        Assert.Empty(result.Failures);
        Assert.Empty(result.OutOfScale);
        Assert.Empty(result.Disagreements);
        Assert.Empty(result.Baselines);
        Assert.All(result.Statistics.Values, e => Assert.Equal("the judge predicts difficulty, it gives no labels", e.UndefinedReason));
        Assert.Equal(["Very Difficult", "Easy"], result.Items.Select(i => i.Judge!));
        Assert.All(result.Items, i => Assert.Null(i.Delta));
    }

    [Fact]
    public void Compute_LabelOffTheJudgesOwnScale_IsAFailure()
    {
        // "3" is a label of the dataset, and that is no excuse.
        AlignmentResult result = Align(Sample.Dataset(Rating, ["1", "5"], ["2", "4"]), Words, "Very Difficult", "3");

        Assert.Equal((0.5, "3"), (result.Coverage, Assert.Single(result.OutOfScale).Value));
        Assert.Equal(1, result.Failures[FailureKind.OutOfScale]);
    }

    [Fact]
    public void Compute_JudgesOfBothKinds_AreEachHeldAgainstTheirOwn()
    {
        AnnotatedDataset dataset = Sample.Dataset(Rating, ["1", "5"], ["2", "4"]);

        ImmutableArray<AlignmentResult> results = JudgeAlignment.Compute(
            dataset, [Sample.Verdicts("3", "3"), Predictions(Words, "Easy", "Difficult")], new AlignmentOptions { Resamples = 0 });

        Assert.Null(results[0].Difficulty);
        Assert.True(results[0].Statistics[AlignmentMetric.MeanAbsoluteError].IsDefined);
        Assert.Equal(-1, results[1].Difficulty!.Pearson.Value, 14);
    }

    [Theory]
    [InlineData("0.9", "0.1")]
    [InlineData("1", "0")]
    public void Compute_NumericScale_GrowsWithTheDifficulty(string first, string second)
    {
        DifficultyAlignment difficulty = Align(Sample.Dataset(Rating, ["1", "5"], ["2", "2"]), LabelScale.Interval(0, 1), first, second).Difficulty!;

        Assert.Equal((1.0, "1"), (Math.Round(difficulty.Pearson.Value, 12), difficulty.Hardest));
        Assert.Equal((1, 1, 1.0), (difficulty.Ambiguous, difficulty.Hard, difficulty.Overlap.Value));
    }

    [Fact]
    public void Compute_LabelsThatAreNumbers_GrowWithTheDifficulty() =>
        Assert.Equal(1, Align(Sample.Dataset(Rating, ["1", "5"], ["2", "2"]), Rating, "5", "1").Difficulty!.Pearson.Value, 14);

    [Fact]
    public void Compute_PositiveLabel_NamesTheHardest()
    {
        LabelScale rising = LabelScale.Ordinal(["Easy", "Neutral", "Hard"], positive: "Hard");

        DifficultyAlignment difficulty = Align(Sample.Dataset(Rating, ["1", "5"], ["2", "2"]), rising, "Hard", "Easy").Difficulty!;

        Assert.Equal((1.0, "Hard"), (Math.Round(difficulty.Pearson.Value, 12), difficulty.Hardest));
    }

    [Fact]
    public void Compute_ManyItems_HasAnIntervalAroundTheValueByTheOptions()
    {
        AnnotatedDataset dataset = Sample.Dataset(Rating, [.. Enumerable.Range(0, 60).Select(i => new[] { "1", (1 + (i % 5)).ToString(System.Globalization.CultureInfo.InvariantCulture) })]);
        string[] predictions = [.. Enumerable.Range(0, 60).Select(i => Words.Labels[(i * 7 % 11) < 8 ? 4 - (i % 5) : i % 5])];

        AlignmentOptions options = new() { Resamples = 500, Seed = 3, Confidence = 0.9 };
        Estimate pearson = JudgeAlignment.Compute(dataset, Predictions(Words, predictions), options).Difficulty!.Pearson;

        Assert.Equal((0.9, 500, 3UL, "item"), (pearson.Interval!.Level, pearson.Interval.Resamples, pearson.Interval.Seed, pearson.Interval.Cluster));
        Assert.True(pearson.Interval.Lower < pearson.Value && pearson.Value < pearson.Interval.Upper);
        Assert.InRange(pearson.Interval.Lower, -1, pearson.Value);
    }

    [Fact]
    public void Compute_PeopleWhoAlwaysAgree_LeaveItUndefined()
    {
        DifficultyAlignment difficulty = Align(Sample.Dataset(Rating, ["1", "1"], ["5", "5"]), Words, "Easy", "Difficult").Difficulty!;

        Assert.Equal("people disagree on all items alike, so nothing can go along with it", difficulty.Pearson.UndefinedReason);
        Assert.Equal("people disagree on all items alike, so nothing can go along with it", difficulty.Spearman.UndefinedReason);
        Assert.Equal("no item is ambiguous", difficulty.Overlap.UndefinedReason);
    }

    [Fact]
    public void Compute_JudgeThatNeverVaries_LeavesItUndefined()
    {
        DifficultyAlignment difficulty = Align(Sample.Dataset(Rating, ["1", "5"], ["5", "5"]), Words, "Easy", "Easy").Difficulty!;

        Assert.Equal("the judge calls all items equally hard", difficulty.Pearson.UndefinedReason);
        Assert.Equal("the judge calls no item hard", difficulty.Overlap.UndefinedReason);
    }

    [Fact]
    public void Compute_OneLabelAnItem_LeavesItUndefined()
    {
        DifficultyAlignment difficulty = Align(Sample.Dataset(Rating, ["1"], ["5"]), Words, "Easy", "Difficult").Difficulty!;

        Assert.Equal((0, 2), (difficulty.Items, difficulty.WithoutTwoLabels));
        Assert.Equal("no item has a prediction and labels from two people", difficulty.Pearson.UndefinedReason);
        Assert.Equal("no item has a prediction and labels from two people", difficulty.Overlap.UndefinedReason);
    }

    [Fact]
    public void Compute_CategoriesAsDifficulty_HaveNoOrderToCorrelate() => Assert.Equal(
        "the judge's scale has no order",
        Align(Sample.Dataset(Rating, ["1", "5"], ["5", "5"]), LabelScale.Nominal(["a", "b", "c"]), "a", "b").Difficulty!.Pearson.UndefinedReason);

    [Fact]
    public void Compute_OpenScales_HaveNoOverlap()
    {
        AnnotatedDataset open = Sample.Dataset(LabelScale.Interval(), ["1", "5"], ["5", "5"]);

        DifficultyAlignment people = Align(open, Words, "Difficult", "Easy").Difficulty!;
        DifficultyAlignment judge = Align(Sample.Dataset(Rating, ["1", "5"], ["5", "5"]), LabelScale.Interval(), "9", "1").Difficulty!;

        Assert.Equal("people's scale is open, so no disagreement is stated from which on an item is ambiguous", people.Overlap.UndefinedReason);
        Assert.Equal((null, null, 1), (people.AmbiguousFrom, people.Ambiguous, people.Hard));
        Assert.Equal("the judge's scale is open, so no answer means hard", judge.Overlap.UndefinedReason);
        Assert.Equal((1, null, null), (judge.Ambiguous, judge.Hard, judge.Hardest));
    }

    [Fact]
    public void Compute_AmbiguousFrom_CountsADifferenceOfJustThatMuch()
    {
        // In binary 0.7 - 0.4 is 0.29999999999999993.
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Interval(0, 1), ["0.4", "0.7"], ["0.5", "0.5"]);

        AlignmentResult result = JudgeAlignment.Compute(dataset, Predictions(Words, "Difficult", "Easy"), new AlignmentOptions { Resamples = 0, AmbiguousFrom = 0.3 });

        Assert.Equal((0.3, 1, 1.0), (result.Difficulty!.AmbiguousFrom, result.Difficulty.Ambiguous, result.Difficulty.Overlap.Value));
    }

    [Theory]
    [InlineData("1 5", 4)]
    [InlineData("1 3 5", 8 / 3d)]
    [InlineData("2 5 2", 2)]
    [InlineData("3 3 3 3", 0)]
    [InlineData("5 1 1 5", 16 / 6d)]
    public void Of_Labels_IsTheMeanDifferenceOfPairs(string labels, double expected) =>
        Assert.Equal(expected, Disagreement(Rating, MeasurementLevel.Ordinal, labels.Split(' ')), 14);

    [Theory]
    [InlineData("x y", 1)]
    [InlineData("x x y", 2 / 3d)]
    [InlineData("x y z", 1)]
    [InlineData("y x x y", 4 / 6d)]
    [InlineData("z z", 0)]
    public void Of_Categories_IsTheShareOfUnequalPairs(string labels, double expected) =>
        Assert.Equal(expected, Disagreement(LabelScale.Nominal(["x", "y", "z"]), MeasurementLevel.Nominal, labels.Split(' ')), 14);

    [Fact]
    public void Of_ManyLabels_IsWhatCountingEveryPairGives()
    {
        int[] labels = [.. Enumerable.Range(0, 101).Select(i => 1 + (i * i % 5))];
        double expected = (from i in Enumerable.Range(0, 101) from j in Enumerable.Range(0, i) select (double)Math.Abs(labels[i] - labels[j])).Average();

        Assert.Equal(expected, Disagreement(Rating, MeasurementLevel.Ordinal, [.. labels.Select(l => l.ToString(System.Globalization.CultureInfo.InvariantCulture))]), 12);
    }

    private static double Disagreement(LabelScale scale, MeasurementLevel level, string[] labels) =>
        new PeopleDisagreement(level).Of(Sample.Dataset(scale, labels).AnnotationsOf(0));

    private static AlignmentResult Align(AnnotatedDataset dataset, LabelScale scale, params string[] predictions) =>
        JudgeAlignment.Compute(dataset, Predictions(scale, predictions), new AlignmentOptions { Resamples = 0 });

    private static VerdictSet Predictions(LabelScale scale, params string[] predictions) =>
        new(new JudgeIdentity { Name = "judge", DifficultyScale = scale }, "sample", null, Sample.Verdicts(predictions).Judgements);
}
