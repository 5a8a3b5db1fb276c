using static JudgeEval.Judges.Baselines;
using static JudgeEval.Judges.Tests.Baselines.BaselineSamples;

namespace JudgeEval.Judges.Tests.Baselines;

public sealed class ConstantBaselineTests
{
    [Theory]
    [InlineData("2", "2 2 5 5 2")] // The most frequent.
    [InlineData("4", "1 1 4 4 5")] // 1 and 4 twice each; the mean is 3, so 4 is nearer.
    [InlineData("2", "2 4")] // As often and as near to the mean of 3: the lower one.
    [InlineData("5", "5")]
    public async Task Majority_Ordinal_IsTheMostFrequentReference(string expected, string labels)
    {
        BaselineExample[] examples = [.. labels.Split(' ').Select((label, i) => Single($"i{i}", "text", label))];

        IJudge judge = Create(BaselineKind.Majority, examples, Five, TaskShape.Single);

        Assert.Equal(expected, await LabelOf(judge, new JudgeItem { Id = "new", Response = "any" }, Five));
    }

    [Fact]
    public async Task Majority_NominalTie_IsTheFirstOfTheScale()
    {
        LabelScale scale = LabelScale.Nominal(["spam", "question", "praise"]);
        BaselineExample[] examples = [Single("a", "x", "praise", scale), Single("b", "x", "question", scale)];

        IJudge judge = Create(BaselineKind.Majority, examples, scale, TaskShape.Single);

        Assert.Equal("question", await LabelOf(judge, examples[0].Item, scale));
    }

    [Fact]
    public async Task Majority_Interval_IsTheLowerMedian()
    {
        // Sorted 0.1 0.2 0.4 9: the lower of the two middle ones; the mean of 2.425 would be further from most.
        LabelScale scale = LabelScale.Interval(0, 10);
        BaselineExample[] examples = [Single("a", "x", "9", scale), Single("b", "x", "0.1", scale), Single("c", "x", "0.4", scale), Single("d", "x", "0.2", scale)];

        IJudge judge = Create(BaselineKind.Majority, examples, scale, TaskShape.Single);

        Assert.Equal("0.2", await LabelOf(judge, examples[0].Item, scale));
    }

    [Fact]
    public async Task Random_ManyItems_FollowsPeoplesFrequenciesWhateverTheOrder()
    {
        // 70 % of people's labels are 5, 30 % are 1: of 4,000 draws 2,800 are expected to be 5, give or take 29 (one standard deviation).
        BaselineExample[] examples = [.. Enumerable.Range(0, 4000).Select(i => Single($"i{i}", "x", i % 10 < 7 ? "5" : "1"))];
        IJudge judge = Create(BaselineKind.Random, examples, Five, TaskShape.Single, seed: 3);
        IJudge reversed = Create(BaselineKind.Random, examples.Reverse(), Five, TaskShape.Single, seed: 3);
        IJudge other = Create(BaselineKind.Random, examples, Five, TaskShape.Single, seed: 4);

        string[] labels = await LabelsOf(judge, examples, Five);

        Assert.InRange(labels.Count(l => l == "5"), 2800 - (4 * 29), 2800 + (4 * 29));
        Assert.Equal(labels, await LabelsOf(reversed, examples, Five));
        Assert.NotEqual(labels, await LabelsOf(other, examples, Five));

        // Agreement of independent draws is the sum of squared shares, 0.49 + 0.09.
        Assert.Equal(0.58, Agreement(labels, examples), 0.04);
    }

    [Fact]
    public async Task Random_ItemsAdded_DrawsOfTheOthersStay()
    {
        BaselineExample[] examples = [.. Enumerable.Range(0, 100).Select(i => Single($"i{i}", "x", (1 + (i % 5)).ToString(System.Globalization.CultureInfo.InvariantCulture)))];
        BaselineExample[] more = [.. examples, .. Enumerable.Range(100, 100).Select(i => Single($"i{i}", "x", (1 + (i % 5)).ToString(System.Globalization.CultureInfo.InvariantCulture)))];

        string[] few = await LabelsOf(Create(BaselineKind.Random, examples, Five, TaskShape.Single), examples, Five);
        string[] many = await LabelsOf(Create(BaselineKind.Random, more, Five, TaskShape.Single), examples, Five);

        Assert.Equal(few, many);
    }

    [Fact]
    public void Create_NoSingleLabel_NotApplicable()
    {
        BaselineExample tied = new(new JudgeItem { Id = "a", Response = "text" }, null, 2.5);

        JudgeEvalException error = Assert.Throws<JudgeEvalException>(() =>
            Create(BaselineKind.Majority, [tied], Five, TaskShape.Single));

        Assert.Equal(
            "judgeeval: error JE2701: the baseline 'majority' does not apply to these items; no item has a single label from people; "
            + "take another baseline; majority and random need no more than items with one label from people", error.Message);
    }
}
