using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.Leaderboards.BoardSample;

namespace JudgeEval.Harness.Tests.Leaderboards;

public sealed class LabelErrorTests
{
    private static readonly LeaderboardOptions Errors = Agreement with { Resamples = 0, ErrorDraws = 2000 };

    [Fact]
    public void Run_OneItemBetweenTwoJudges_FlipsAtTheRateItself()
    {
        // Labels have two values: the one item that a alone is right on is hit with the probability of the rate, and then b is ahead by it.
        LabelErrorStability errors = Apart(1);

        Assert.Equal([0.01, 0.033, 0.05, 0.1], errors.Rates.Select(r => r.Rate));
        Assert.All(errors.Rates, r => Assert.Equal(r.Rate, r.Winner.Value, 4 * Math.Sqrt(r.Rate * (1 - r.Rate) / 2000)));
        Assert.InRange(errors.WinnerFlip!.Value, 0.04, 0.062);
    }

    [Fact]
    public void Run_TenItemsBetweenTwoJudges_FindsTheBuiltFlipPoint()
    {
        // a is ahead by ten items that b is wrong on. H of them are hit, H ~ Bin(10, r), and b is first from H = 6 on: P(H >= 6) passes 0.05 at r = 0.3035,
        // is 0.0197 at 0.25 and 0.0949 at 0.35.
        LabelErrorStability errors = Apart(10);

        Assert.InRange(errors.WinnerFlip!.Value, 0.28, 0.33);
        Assert.All(errors.Rates, r => Assert.Equal(0.0, r.Winner.Value));
    }

    [Fact]
    public void Run_TwoJudges_ChangeTheirOrderWhenTheWinnerDoes()
    {
        LabelErrorStability errors = Apart(10);

        Assert.Equal(errors.WinnerFlip, errors.OrderFlip);
        Assert.All(errors.Rates, r => Assert.Equal(r.Order, r.Pairs));
    }

    [Fact]
    public void Run_JudgesThatSayTheSame_NeverFlip()
    {
        LabelErrorStability errors = Board(Errors, Source("d", Signs(50, 50), ("a", Signs(60, 40)), ("b", Signs(60, 40)))).Comparisons[0].LabelErrors!;

        Assert.Null(errors.WinnerFlip);
        Assert.Null(errors.OrderFlip);
    }

    [Fact]
    public void Run_OneReferenceForAll_SaysThatNothingCanErr()
    {
        LabelErrorStability errors = Board(Errors, Source("d", Signs(50, 0), ("a", Signs(40, 10)), ("b", Signs(30, 20)))).Comparisons[0].LabelErrors!;

        Assert.Equal("people gave every common item the same reference, so no other can stand for it", errors.Undefined);
    }

    [Theory]
    [InlineData(AlignmentMetric.CohenKappaQuadratic, 5)]
    [InlineData(AlignmentMetric.KendallTauB, 5)]
    [InlineData(AlignmentMetric.JensenShannon, 5)]
    [InlineData(AlignmentMetric.Pearson, 5)]
    [InlineData(AlignmentMetric.Pearson, 900)]
    [InlineData(AlignmentMetric.MeanAbsoluteError, 900)]
    [InlineData(AlignmentMetric.Spearman, 900)]
    public void Evaluate_ExchangedReferences_AreThoseOfADatasetWithTheseLabels(AlignmentMetric metric, int labels)
    {
        // Each judge's metric with some references exchanged, beside the metric on a dataset whose people gave the donors' labels.
        (LeaderboardSource source, int[] people) = Graded(labels);
        CommonRows rows = Common(source, metric);
        ErrorRows errors = new(rows);
        double[] chances = new double[errors.Count], values = new double[2];
        int[] donors = new int[errors.Count];
        RandomStream random = new(3, 0);
        errors.Draw(ref random, chances, donors);
        int[] hits = [.. Enumerable.Range(0, errors.Count).Where(row => chances[row] < 0.2)];

        errors.Evaluate(hits, donors, errors.CreateScratch(), values);

        int[] exchanged = [.. people];
        foreach (int row in hits)
        {
            Assert.NotEqual(people[row], people[donors[row]]);
            exchanged[row] = people[donors[row]];
        }

        double[] expected = Common(Graded(labels, exchanged).Source, metric).Values();
        Assert.InRange(hits.Length, 10, 90);
        Assert.Equal(expected[0], values[0], 1e-12);
        Assert.Equal(expected[1], values[1], 1e-12);
    }

    [Fact]
    public void Draw_Donors_AreEveryItemOfAnotherReference()
    {
        // References 1, 1, 2, 3: the first may become that of the third or the fourth, each as often.
        LeaderboardSource source = Tagged("d", LabelScale.Ordinal(1, 3), ["1123"], _ => [], ("a", "1123"), ("b", "1122"));
        ErrorRows errors = new(Common(source, AlignmentMetric.PercentAgreement));
        int[] counts = new int[4], donors = new int[4];
        for (int draw = 0; draw < 1000; draw++)
        {
            RandomStream random = new(1, (ulong)draw);
            errors.Draw(ref random, new double[4], donors);
            counts[donors[0]]++;
        }

        Assert.Equal((0, 0), (counts[0], counts[1]));
        Assert.InRange(counts[2], 430, 570);
    }

    private static LabelErrorStability Apart(int items)
    {
        // Both are wrong on nothing else; half of the labels are yes, so that an error turns one into the other.
        string people = Signs(100, 100), b = new string('n', items) + people[items..];
        return Board(Errors, Source("d", people, ("a", people), ("b", b))).Comparisons[0].LabelErrors!;
    }

    private static CommonRows Common(LeaderboardSource source, AlignmentMetric metric) =>
        CommonRows.Create(new BoardDataset(source, Errors with { Metric = metric }), ["a", "b"]);

    // 200 items with labels from 1 on; judges are right on half of them.
    private static (LeaderboardSource Source, int[] People) Graded(int labels, int[]? given = null)
    {
        RandomStream random = new(11, 0);
        int[] people = new int[200], a = new int[200], b = new int[200];
        for (int i = 0; i < people.Length; i++)
        {
            people[i] = 1 + random.NextInt(labels);
            a[i] = random.NextDouble() < 0.5 ? people[i] : 1 + random.NextInt(labels);
            b[i] = random.NextDouble() < 0.5 ? people[i] : 1 + random.NextInt(labels);
        }

        LabelScale scale = labels > 9 ? LabelScale.Interval(1, labels) : LabelScale.Ordinal(1, labels);
        var builder = new JudgeEval.Harness.Datasets.DatasetBuilder(new JudgeEval.Harness.Datasets.DatasetInfo { Name = "d" }, TaskShape.Single, scale);
        for (int i = 0; i < people.Length; i++)
        {
            builder.AddItem(new JudgeItem { Id = Id(i), Context = "c", Response = "r" });
            builder.AddAnnotation(Id(i), "p", (given ?? people)[i].ToString(CultureInfo.InvariantCulture));
        }

        return (new LeaderboardSource(builder.Build(), [Judge("a", a), Judge("b", b)]), people);
    }

    private static JudgeEval.Harness.Runs.VerdictSet Judge(string name, int[] labels) => new(
        new JudgeIdentity { Name = name },
        null,
        null,
        labels.Select((label, i) => new JudgeEval.Harness.Runs.Judgement(
            Id(i), 0, PresentationOrder.Original, new JudgeEval.Harness.Runs.RecordedVerdict { Label = label.ToString(CultureInfo.InvariantCulture) })));
}
