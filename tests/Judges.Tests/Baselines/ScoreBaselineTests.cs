using static JudgeEval.Judges.Baselines;
using static JudgeEval.Judges.Tests.Baselines.BaselineSamples;

namespace JudgeEval.Judges.Tests.Baselines;

public sealed class ScoreBaselineTests
{
    // Two of three preferences are strong, so the usual strength is 2.
    private static readonly BaselineExample[] Preferences =
    [
        Pair("p1", "short", "much longer", "B_2", context: "where is my parcel"),
        Pair("p2", "a", "b", "A_2", context: "where is my parcel"),
        Pair("p3", "a", "b", "B_1", context: "where is my parcel"),
        Pair("p4", "a", "b", "N", context: "where is my parcel"),
    ];

    [Theory]
    [InlineData("B_2", "one", "three")]
    [InlineData("A_2", "three", "one")]
    [InlineData("N", "two", "one")] // Three characters each.
    [InlineData("N", "one", "  one \n")] // White space around a text is no text.
    [InlineData("B_2", "", "x")]
    [InlineData("N", "", "")]
    public async Task Longer_Pair_IsTheLongerAsStronglyAsUsual(string expected, string a, string b)
    {
        IJudge judge = Create(BaselineKind.Longer, Preferences, Pairs, TaskShape.Preference);

        Assert.Equal(expected, await LabelOf(judge, new JudgeItem { Id = "new", ResponseA = a, ResponseB = b }, Pairs));
    }

    [Theory]
    [InlineData("B_2", "No idea.", "Your parcel is in Lyon.")] // None, against is and parcel.
    [InlineData("A_2", "WHERE? My parcel!", "parcel parcel parcel parcel")] // Three, against one said four times.
    [InlineData("N", "where", "my")]
    [InlineData("N", "wherever", "parcels")] // Whole words only.
    public async Task Overlap_Pair_IsTheOneWithMoreOfTheContextsWords(string expected, string a, string b)
    {
        IJudge judge = Create(BaselineKind.Overlap, Preferences, Pairs, TaskShape.Preference);

        Assert.Equal(expected, await LabelOf(judge, new JudgeItem { Id = "new", Context = "Where is my parcel?", ResponseA = a, ResponseB = b }, Pairs));
    }

    [Fact]
    public async Task Longer_Single_LabelsComeAsOftenAsPeoples()
    {
        // Lengths 1..5 by rank: shares below plus half of the own are 0.1, 0.3, 0.5, 0.7, 0.9, and of the sorted labels 1 1 2 4 5
        // these are the first to the fifth.
        BaselineExample[] examples =
        [
            Single("e1", "xxxxx", "1"), Single("e2", "x", "5"), Single("e3", "xxx", "1"), Single("e4", "xx", "4"), Single("e5", "xxxx", "2"),
        ];

        IJudge judge = Create(BaselineKind.Longer, examples, Five, TaskShape.Single);

        Assert.Equal(["5", "1", "2", "1", "4"], await LabelsOf(judge, examples, Five));

        // Longer than all has the rank 1, shorter than all 0; equal ones share a label.
        Assert.Equal("5", await LabelOf(judge, new JudgeItem { Id = "n", Response = new string('x', 99) }, Five));
        Assert.Equal("1", await LabelOf(judge, new JudgeItem { Id = "n", Response = "" }, Five));
        Assert.Equal("2", await LabelOf(judge, new JudgeItem { Id = "n", Response = "abc" }, Five));
    }

    [Fact]
    public async Task Overlap_Single_RanksTheShareOfTheContext()
    {
        // 1 of 2 words is more than 1 of 4, though as many.
        BaselineExample[] examples =
        [
            Single("e1", "alpha", "2", context: "alpha beta"), Single("e2", "alpha", "4", context: "alpha beta gamma delta"), Single("e3", "none", "1", context: "alpha"),
        ];

        IJudge judge = Create(BaselineKind.Overlap, examples, Five, TaskShape.Single);

        Assert.Equal(["4", "2", "1"], await LabelsOf(judge, examples, Five));
    }

    [Fact]
    public async Task Longer_BinaryScale_LongerIsThePositiveLabelWhereverItStands()
    {
        LabelScale scale = LabelScale.Nominal(["good", "bad"], positive: "good");
        BaselineExample[] examples = [Single("a", "xx", "bad", scale), Single("b", "x", "good", scale)];

        IJudge judge = Create(BaselineKind.Longer, examples, scale, TaskShape.Single);

        Assert.Equal(["good", "bad"], await LabelsOf(judge, examples, scale));
    }

    public static TheoryData<string, string> Inapplicable => new()
    {
        { "ids", "the items have no texts" }, { "parts of ids", "the items have no texts" }, { "no context", "the items have no contexts" },
        { "no polarity", "the scale does not say which label is the higher one" }, { "categories", "the scale does not say which label is the higher one" },
        { "pairs on another scale", "the labels of the pairs are not A, N and B" },
    };

    [Theory, MemberData(nameof(Inapplicable))]
    public void Create_NothingToGoBy_NotApplicableWithTheReason(string what, string reason)
    {
        LabelScale yesNo = LabelScale.Nominal(["yes", "no"]), three = LabelScale.Nominal(["x", "y", "z"]);
        (BaselineExample example, LabelScale scale) = what switch
        {
            "ids" => (Single("row-7", "row-7", "1"), Five),
            "parts of ids" => (Single("q7/doc9", "doc9", "1", context: "q7"), Five),
            "no context" => (Single("i", "text", "1", context: " "), Five),
            "no polarity" => (Single("i", "text", "yes", yesNo), yesNo),
            "categories" => (Single("i", "text", "x", three), three),
            _ => (Pair("i", "text", "other", "yes", yesNo), yesNo),
        };
        TaskShape shape = example.Item.ResponseA is null ? TaskShape.Single : TaskShape.Preference;

        Assert.False(TryCreate(BaselineKind.Overlap, [example], scale, shape, 1, out IJudge? judge, out string? why));

        Assert.Null(judge);
        Assert.Equal(reason, why);
        Assert.True(TryCreate(BaselineKind.Majority, [example], scale, shape, 1, out _, out _));
    }

    [Fact]
    public async Task JudgeAsync_ItemWithoutResponse_IsAFailureAndNoLabel()
    {
        IJudge judge = Create(BaselineKind.Longer, Preferences, Pairs, TaskShape.Preference);

        Verdict verdict = await judge.JudgeAsync(new JudgeTask { Item = new JudgeItem { Id = "n", ResponseA = "x" }, Scale = Pairs, Shape = TaskShape.Preference });

        Assert.Equal(new JudgeFailure(FailureKind.Refused, "the item has no response to read"), verdict.Failure);
    }
}
