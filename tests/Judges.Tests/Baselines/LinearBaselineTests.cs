using System.Globalization;
using static JudgeEval.Judges.Baselines;
using static JudgeEval.Judges.Tests.Baselines.BaselineSamples;

namespace JudgeEval.Judges.Tests.Baselines;

public sealed class LinearBaselineTests
{
    private const int Many = 400;

    [Fact]
    public async Task Linear_PlantedWords_LearnsThem()
    {
        // The label is told by one word among twenty that say nothing.
        string[] tells = ["awful", "poor", "middling", "decent", "superb"];
        BaselineExample[] examples = [.. Enumerable.Range(0, Many).Select(i =>
            Single($"i{i}", $"{Noise(1, i)} {tells[Draw(2, i, 5)]}", Text(1 + Draw(2, i, 5))))];

        string[] labels = await LabelsOf(Create(BaselineKind.Linear, examples, Five, TaskShape.Single), examples, Five);

        Assert.InRange(Agreement(labels, examples), 0.7, 1);
    }

    [Fact]
    public async Task Linear_LabelsAreNoise_AgreesNoBetterThanChance()
    {
        // Five labels of equal share agree by chance on a fifth; the standard error of 400 is 0.02. Models that had seen their own items would
        // reach far more: they have more words than items to remember them by.
        BaselineExample[] examples = [.. Enumerable.Range(0, Many).Select(i => Single($"i{i}", Noise(3, i), Text(1 + Draw(4, i, 5))))];

        string[] labels = await LabelsOf(Create(BaselineKind.Linear, examples, Five, TaskShape.Single), examples, Five);

        Assert.InRange(Agreement(labels, examples), 0.2 - (4 * 0.02), 0.2 + (4 * 0.02));
    }

    [Fact]
    public async Task Linear_ClusterToldByItsWordsAlone_CannotBeLearnt()
    {
        // Every cluster has words and a label of its own, so a model that had seen one item of a cluster would know the label of all of them.
        BaselineExample[] examples = [.. Enumerable.Range(0, Many).Select(i =>
            Single($"i{i}", $"cluster{i / 10} theme{i / 10}", Text(1 + Draw(5, i / 10, 5)), cluster: $"c{i / 10}"))];
        BaselineExample[] apart = [.. examples.Select(e => e with { Item = e.Item with { Cluster = null } })];

        string[] together = await LabelsOf(Create(BaselineKind.Linear, examples, Five, TaskShape.Single), examples, Five);
        string[] leaking = await LabelsOf(Create(BaselineKind.Linear, apart, Five, TaskShape.Single), apart, Five);

        // 40 independent clusters: the standard error of a fifth is 0.063.
        Assert.InRange(Agreement(together, examples), 0, 0.2 + (3 * 0.063));
        Assert.InRange(Agreement(leaking, apart), 0.6, 1);
    }

    [Fact]
    public async Task Linear_OneLabelChanged_NeitherItsOwnNorItsClustersPredictionChanges()
    {
        BaselineExample[] examples = [.. Enumerable.Range(0, 90).Select(i =>
            Single($"i{i}", Noise(6, i, 8), Text(1 + Draw(7, i, 5)), cluster: $"c{i / 3}"))];
        string[] before = await LabelsOf(Create(BaselineKind.Linear, examples, Five, TaskShape.Single), examples, Five);
        int changedElsewhere = 0;
        for (int i = 0; i < examples.Length; i += 9)
        {
            BaselineExample[] other = [.. examples];
            string opposite = examples[i].Reference!.Value.Value > 3 ? "1" : "5";
            other[i] = Single($"i{i}", examples[i].Item.Response!, opposite, cluster: examples[i].Item.Cluster);

            string[] after = await LabelsOf(Create(BaselineKind.Linear, other, Five, TaskShape.Single), other, Five);

            int fold = LinearBaseline.FoldOf(examples[i].Item, 1);
            Assert.All(Enumerable.Range(0, 90).Where(k => LinearBaseline.FoldOf(examples[k].Item, 1) == fold), k => Assert.Equal(before[k], after[k]));
            changedElsewhere += before.Zip(after).Count(pair => pair.First != pair.Second);
        }

        // The changes are not lost: other folds do learn from them.
        Assert.True(changedElsewhere > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Linear_PairsMirrored_LabelsAreMirrored(bool withMagnitude)
    {
        LabelScale scale = LabelScale.Preference(withMagnitude);
        BaselineExample[] examples = [.. Enumerable.Range(0, Many).Select(i =>
            Pair($"i{i}", Noise(8, i), Noise(9, i, 5 + Draw(9, i, 30)), scale.Labels[Draw(10, i, scale.Labels.Length)], scale, context: Noise(11, i)))];

        IJudge judge = Create(BaselineKind.Linear, examples, scale, TaskShape.Preference);

        foreach (BaselineExample example in examples)
        {
            string straight = await LabelOf(judge, example.Item, scale), mirrored = await LabelOf(judge, Mirrored(example.Item), scale);
            Assert.True(scale.TryParse(straight, out Label label));
            Assert.Equal(scale.Swap(label).Text, mirrored);
        }
    }

    [Fact]
    public async Task Linear_PlantedPreference_LearnsItFromEitherSide()
    {
        // The response with "sorry" is better; which side has it is drawn.
        LabelScale scale = LabelScale.Preference(withMagnitude: false);
        BaselineExample[] examples = [.. Enumerable.Range(0, Many).Select(i => Draw(12, i, 2) == 0
            ? Pair($"i{i}", Noise(13, i) + " sorry", Noise(14, i), "A", scale)
            : Pair($"i{i}", Noise(13, i), Noise(14, i) + " sorry", "B", scale))];

        string[] labels = await LabelsOf(Create(BaselineKind.Linear, examples, scale, TaskShape.Preference), examples, scale);

        Assert.InRange(Agreement(labels, examples), 0.9, 1);
    }

    [Fact]
    public async Task Linear_SameResponses_IsNone()
    {
        BaselineExample[] examples = [.. Enumerable.Range(0, 60).Select(i => Pair($"i{i}", Noise(15, i), Noise(16, i), i % 2 == 0 ? "A_1" : "B_2"))];

        IJudge judge = Create(BaselineKind.Linear, examples, Pairs, TaskShape.Preference);

        Assert.Equal("N", await LabelOf(judge, new JudgeItem { Id = "n", ResponseA = "the same", ResponseB = "the same" }, Pairs));
    }

    [Fact]
    public async Task Linear_Categories_LearnsOneAgainstTheRest()
    {
        LabelScale scale = LabelScale.Nominal(["bug", "question", "praise"]);
        string[] tells = ["crash", "how", "thanks"];
        BaselineExample[] examples = [.. Enumerable.Range(0, Many).Select(i =>
            Single($"i{i}", $"{Noise(17, i, 10)} {tells[Draw(18, i, 3)]}", scale.Labels[Draw(18, i, 3)], scale))];

        string[] labels = await LabelsOf(Create(BaselineKind.Linear, examples, scale, TaskShape.Single), examples, scale);

        Assert.InRange(Agreement(labels, examples), 0.9, 1);
    }

    [Fact]
    public async Task Linear_Numbers_PredictsWithinTheScale()
    {
        // The rating is the length: 10 words for each unit.
        LabelScale scale = LabelScale.Interval(0, 9);
        BaselineExample[] examples = [.. Enumerable.Range(0, Many).Select(i => Single($"i{i}", Noise(19, i, 5 + (10 * Draw(20, i, 10))), Text(Draw(20, i, 10)), scale))];

        string[] labels = await LabelsOf(Create(BaselineKind.Linear, examples, scale, TaskShape.Single), examples, scale);

        double[] numbers = [.. labels.Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
        Assert.All(numbers, n => Assert.InRange(n, 0, 9));
        Assert.DoesNotContain("-0", labels);

        // The constant nearest to digits 0..9 of equal share is 2.5 away on average.
        Assert.InRange(numbers.Zip(examples, (n, e) => Math.Abs(n - e.Mean)).Average(), 0, 1.5);
    }

    [Fact]
    public async Task Linear_ExamplesInAnotherOrder_SameJudge()
    {
        BaselineExample[] examples = [.. Enumerable.Range(0, 80).Select(i => Single($"i{i}", Noise(21, i), Text(1 + Draw(22, i, 5))))];

        IJudge judge = Create(BaselineKind.Linear, examples, Five, TaskShape.Single), shuffled = Create(BaselineKind.Linear, examples.Reverse(), Five, TaskShape.Single);

        Assert.Equal(judge.Identity, shuffled.Identity);
        Assert.Equal(await LabelsOf(judge, examples, Five), await LabelsOf(shuffled, examples, Five));
    }

    [Fact]
    public async Task LabelsOfExamples_EveryKind_AreThoseOfJudgeAsync()
    {
        BaselineExample[] examples = [.. Enumerable.Range(0, 60).Select(i => Single($"i{i:00}", Noise(23, i, 1 + Draw(23, i, 40)), Text(1 + Draw(24, i, 5)), context: Noise(25, i, 5)))];
        BaselineExamples shared = new(examples, Five, TaskShape.Single, 1);
        foreach (BaselineKind kind in All)
        {
            Assert.True(TryCreate(kind, shared, out BaselineJudge? judge, out _));
            Assert.Equal(await LabelsOf(judge, examples, Five), judge.LabelsOfExamples().Select(l => l!.Value.Text));
        }
    }

    [Fact]
    public async Task Linear_EmptyAndStrangeTexts_StillLabels()
    {
        string[] texts = ["", " ", "\n\n- \n1. ", "👍👍", "\uD800", new string('?', 50_000), "東京", "1) a\n* b\n• c"];
        BaselineExample[] examples = [.. Enumerable.Range(0, 80).Select(i => Single($"i{i}", texts[i % texts.Length], Text(1 + (i % 5))))];

        string[] labels = await LabelsOf(Create(BaselineKind.Linear, examples, Five, TaskShape.Single), examples, Five);

        Assert.All(labels, label => Assert.True(Five.TryParse(label, out _), label));
    }

    [Theory]
    [InlineData(19, "19 labelled texts are too few to learn from; it needs 20")]
    [InlineData(40, "all labelled texts are in one fold, so that nothing is left to learn from")]
    public void Create_NothingToLearnFrom_NotApplicable(int count, string reason)
    {
        BaselineExample[] examples = [.. Enumerable.Range(0, count).Select(i => Single($"i{i}", Noise(26, i), "3", cluster: "one"))];

        Assert.False(TryCreate(BaselineKind.Linear, examples, Five, TaskShape.Single, 1, out _, out string? why));

        Assert.Equal(reason, why);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
