namespace JudgeEval.Judges.Tests.Perplexity;

public class PerplexityJudgeTests
{
    private static readonly LabelScale Strength = LabelScale.Preference(withMagnitude: true);

    [Fact]
    public async Task Fit_Pairs_LowerPerplexityIsPreferred()
    {
        // Perplexities are the numbers in the texts. Differences A - B: -4, 3, -2, 1, 0.5: one zero (0.5), 0.55 of four is two of magnitude 1.
        JudgeItem[] items = [Pair("p1", 2, 6), Pair("p2", 5, 2), Pair("p3", 2, 4), Pair("p4", 3, 2), Pair("p5", 2.5, 2)];

        PerplexityJudge judge = await PerplexityJudge.FitAsync(items, TaskShape.Preference, Strength, new SpokenPerplexity());

        Assert.Equal(["A_2", "B_2", "A_1", "B_1", "N"], await LabelsAsync(judge, items, Strength, TaskShape.Preference));
        Assert.Equal(-4, (await judge.JudgeAsync(Task(items[0], Strength, TaskShape.Preference))).Score!.Value, 1e-12);
    }

    [Fact]
    public async Task Fit_PreferenceWithoutMagnitude_HasTheSigns()
    {
        JudgeItem[] items = [Pair("p1", 2, 6), Pair("p2", 5, 2), Pair("p3", 2, 4), Pair("p4", 3, 2), Pair("p5", 2.5, 2)];

        PerplexityJudge judge = await PerplexityJudge.FitAsync(items, TaskShape.Preference, Sample.Choice, new SpokenPerplexity());

        Assert.Equal(["A", "B", "A", "B", "N"], await LabelsAsync(judge, items, Sample.Choice, TaskShape.Preference));
    }

    [Fact]
    public async Task Judge_SwappedOrder_IsTheSameVerdictAndAsksNothing()
    {
        JudgeItem[] items = [Pair("p1", 2, 6)];
        var model = new SpokenPerplexity();
        PerplexityJudge judge = await PerplexityJudge.FitAsync(items, TaskShape.Preference, Strength, model);
        int calls = model.Calls;

        JudgeTask task = Task(items[0], Strength, TaskShape.Preference);
        Assert.Equal(await judge.JudgeAsync(task), await judge.JudgeAsync(task with { Order = PresentationOrder.Swapped, Repeat = 1 }));
        Assert.Equal((2, 2), (calls, model.Calls));
    }

    [Fact]
    public async Task Fit_SingleResponses_LowestPerplexityIsTheHighestLabel()
    {
        JudgeItem[] items = [Single("a", 9), Single("b", 2), Single("c", 4), Single("d", 5), Single("e", 30)];

        PerplexityJudge judge = await PerplexityJudge.FitAsync(items, TaskShape.Single, Sample.Stars, new SpokenPerplexity());

        Assert.Equal(["2", "5", "4", "3", "1"], await LabelsAsync(judge, items, Sample.Stars, TaskShape.Single));
        Assert.Equal(9, (await judge.JudgeAsync(Task(items[0], Sample.Stars, TaskShape.Single))).Score!.Value, 1e-12);
    }

    [Fact]
    public async Task Fit_OwnShares_RunFromTheLowestLabel()
    {
        JudgeItem[] items = [Single("a", 9), Single("b", 2), Single("c", 4), Single("d", 5)];
        LabelScale scale = LabelScale.Ordinal(["bad", "good"]);

        PerplexityJudge judge = await PerplexityJudge.FitAsync(items, TaskShape.Single, scale, new SpokenPerplexity(), new PerplexityOptions { LabelShares = [0.25, 0.75] });

        Assert.Equal(["bad", "good", "good", "good"], await LabelsAsync(judge, items, scale, TaskShape.Single));
    }

    [Fact]
    public async Task Fit_ItemThatFails_IsTypedAndOutsideTheQuantiles()
    {
        // Without p6 the five are those of the first test; with it, the counts would be others.
        JudgeItem[] items = [Pair("p1", 2, 6), Pair("p2", 5, 2), Pair("p3", 2, 4), Pair("p4", 3, 2), Pair("p5", 2.5, 2), Pair("p6", 0, 2), Pair("p7", 0, 0)];

        PerplexityJudge judge = await PerplexityJudge.FitAsync(items, TaskShape.Preference, Strength, new SpokenPerplexity());

        Assert.Equal(["A_2", "B_2", "A_1", "B_1", "N", "-", "-"], await LabelsAsync(judge, items, Strength, TaskShape.Preference));
        Verdict failed = await judge.JudgeAsync(Task(items[5], Strength, TaskShape.Preference));
        Assert.Equal(new JudgeFailure(FailureKind.Transport, "response A: down"), failed.Failure);
        Assert.Equal(new TokenUsage(2, 0), failed.Usage);
        Assert.Equal("response A: down; response B: down", (await judge.JudgeAsync(Task(items[6], Strength, TaskShape.Preference))).Failure?.Detail);
    }

    [Fact]
    public async Task Judge_ItemThatWasNotFitted_IsLabelledByTheCuts()
    {
        // The fitted differences: 0.5 is 0, up to 2 is 1, above it 2.
        JudgeItem[] items = [Pair("p1", 2, 6), Pair("p2", 5, 2), Pair("p3", 2, 4), Pair("p4", 3, 2), Pair("p5", 2.5, 2)];
        PerplexityJudge judge = await PerplexityJudge.FitAsync(items, TaskShape.Preference, Strength, new SpokenPerplexity());

        JudgeItem[] others = [Pair("q1", 2, 2), Pair("q2", 2.25, 2), Pair("q3", 2.75, 2), Pair("q4", 2, 3.75), Pair("q5", 2, 4.5), Pair("q6", 99, 2), Pair("p1", 6, 2), Pair("q7", 2.5, 2), Pair("q8", 2, 4)];

        Assert.Equal(["N", "N", "B_1", "A_1", "A_2", "B_2", "B_2", "N", "A_1"], await LabelsAsync(judge, others, Strength, TaskShape.Preference));
    }

    [Fact]
    public async Task Judge_FittedToNothing_HasNoLabel()
    {
        PerplexityJudge judge = await PerplexityJudge.FitAsync([Single("a", 0)], TaskShape.Single, Sample.Stars, new SpokenPerplexity());

        Verdict verdict = await judge.JudgeAsync(Task(Single("b", 2), Sample.Stars, TaskShape.Single));

        Assert.Equal("the judge was fitted to no item that could be scored, so it has no quantiles", verdict.Failure?.Detail);
    }

    [Theory]
    [InlineData("Why?", "Why?\n")]
    [InlineData("", "")]
    public async Task Fit_Context_EndsWithTheSeparatorUnlessEmpty(string context, string expected)
    {
        var model = new SpokenPerplexity();

        await PerplexityJudge.FitAsync([Single("a", 2) with { Context = context }], TaskShape.Single, Sample.Stars, model);

        Assert.Equal(expected, model.LastContext);
    }

    [Fact]
    public async Task Fit_MoreAtOnce_IsTheSameJudge()
    {
        JudgeItem[] items = [.. Enumerable.Range(0, 40).Select(i => Pair("p" + i, 2 + (i % 7), 5))];

        PerplexityJudge one = await PerplexityJudge.FitAsync(items, TaskShape.Preference, Strength, new SpokenPerplexity(), new PerplexityOptions { Concurrency = 1 });
        PerplexityJudge many = await PerplexityJudge.FitAsync([.. items.Reverse()], TaskShape.Preference, Strength, new SpokenPerplexity(), new PerplexityOptions { Concurrency = 8 });

        Assert.Equal(one.Identity, many.Identity);
        Assert.Equal(await LabelsAsync(one, items, Strength, TaskShape.Preference), await LabelsAsync(many, items, Strength, TaskShape.Preference));
    }

    [Fact]
    public async Task Identity_Fit_IsPartOfIt()
    {
        JudgeItem[] items = [Pair("p1", 2, 6), Pair("p2", 5, 2)];
        async Task<JudgeIdentity> OfAsync(JudgeItem[] fitted, PerplexityOptions? options = null) =>
            (await PerplexityJudge.FitAsync(fitted, TaskShape.Preference, Strength, new SpokenPerplexity(), options)).Identity;

        JudgeIdentity identity = await OfAsync(items);

        Assert.Equal(("perplexity/spoken", "spoken", "perplexity/1"), (identity.Name, identity.Model, identity.OutputContract));
        string?[] hashes =
        [
            identity.OptionsHash, (await OfAsync([Pair("p1", 2, 6), Pair("p2", 4, 2)])).OptionsHash, (await OfAsync(items, new PerplexityOptions { ZeroShare = 0.3 })).OptionsHash,
            (await OfAsync(items, new PerplexityOptions { SlightShare = 0.5 })).OptionsHash, (await OfAsync(items, new PerplexityOptions { Separator = " " })).OptionsHash,
        ];
        Assert.Equal(5, hashes.Distinct().Count());
    }

    [Fact]
    public async Task Fit_WhatDoesNotFit_IsRefused()
    {
        static Task<PerplexityJudge> FitAsync(TaskShape shape, LabelScale scale, PerplexityOptions? options = null, params JudgeItem[] items) =>
            PerplexityJudge.FitAsync(items, shape, scale, new SpokenPerplexity(), options);

        Assert.Equal(
            "judgeeval: error JE2501: a perplexity judge of single responses cannot label on the scale nominal x, y; its numbers become labels by their rank, for which the scale must be ordinal; "
            + "use a dataset with 'level: ordinal', or another judge",
            (await Assert.ThrowsAsync<JudgeEvalException>(() => FitAsync(TaskShape.Single, LabelScale.Nominal(["x", "y"])))).Message);
        Assert.Equal("JE2501", (await Assert.ThrowsAsync<JudgeEvalException>(() => FitAsync(TaskShape.Preference, Sample.Stars))).Diagnostics[0].Code);
        Assert.Equal(
            "JE2502", (await Assert.ThrowsAsync<JudgeEvalException>(() => FitAsync(TaskShape.Single, Sample.Stars, new PerplexityOptions { LabelShares = [1] }))).Diagnostics[0].Code);
        await Assert.ThrowsAsync<ArgumentException>(() => FitAsync(TaskShape.Single, Sample.Stars, new PerplexityOptions { LabelShares = [1, 1, 0, 0, 0] }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => FitAsync(TaskShape.Preference, Strength, new PerplexityOptions { ZeroShare = 2 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => FitAsync(TaskShape.Preference, Strength, new PerplexityOptions { Concurrency = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => FitAsync(TaskShape.Single, Sample.Stars, null, Single("a", 2), Single("a", 3)));
        await Assert.ThrowsAsync<ArgumentException>(() => FitAsync(TaskShape.Preference, Strength, null, Single("a", 2)));
        PerplexityJudge judge = await FitAsync(TaskShape.Preference, Strength, null, Pair("p", 2, 3));
        await Assert.ThrowsAsync<ArgumentException>(async () => await judge.JudgeAsync(Task(Pair("p", 2, 3), Sample.Choice, TaskShape.Preference)));
    }

    private static JudgeItem Pair(string id, double a, double b) => new() { Id = id, ResponseA = Text(a), ResponseB = Text(b) };

    private static JudgeItem Single(string id, double value) => new() { Id = id, Response = Text(value) };

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JudgeTask Task(JudgeItem item, LabelScale scale, TaskShape shape) => new() { Item = item, Scale = scale, Shape = shape };

    /// <summary>The labels of some items; a failure is a dash.</summary>
    private static async Task<string[]> LabelsAsync(PerplexityJudge judge, JudgeItem[] items, LabelScale scale, TaskShape shape)
    {
        var labels = new List<string>();
        foreach (JudgeItem item in items)
        {
            labels.Add((await judge.JudgeAsync(Task(item, scale, shape))).Label?.Text ?? "-");
        }

        return [.. labels];
    }

    /// <summary>A model by which a text has the perplexity that it spells; 0 means that it is down.</summary>
    private sealed class SpokenPerplexity : ILogProbabilityModel
    {
        private int _calls;

        public string Model => "spoken";

        public int Calls => _calls;

        public string? LastContext { get; private set; }

        public ValueTask<LogProbability> ScoreAsync(string context, string continuation, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _calls);
            LastContext = context;
            double perplexity = double.Parse(continuation, System.Globalization.CultureInfo.InvariantCulture);
            LogProbability score = perplexity == 0 ? LogProbability.Failed(FailureKind.Transport, "down") : LogProbability.Of(-3 * Math.Log(perplexity), 3);
            return new(score with { Usage = new TokenUsage(1, 0) });
        }
    }
}
