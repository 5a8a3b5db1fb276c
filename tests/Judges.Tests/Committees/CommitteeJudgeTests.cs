namespace JudgeEval.Judges.Tests.Committees;

public class CommitteeJudgeTests
{
    private static readonly LabelScale Colours = LabelScale.Nominal(["red", "green", "blue"]);

    private static readonly LabelScale Strength = LabelScale.Preference(withMagnitude: true);

    // Three of five say 4; the tied cases: {1,2} has the mean 1.5, equally far from both, so the lower; {1,1,2,2,5} has the mean 2.2, nearest to 2.
    [Theory]
    [InlineData("4 4 4 1 2", "4")]
    [InlineData("1 2", "1")]
    [InlineData("1 1 2 2 5", "2")]
    [InlineData("1 5 3", "3")]
    [InlineData("5", "5")]
    public async Task Majority_Ordinal_IsTheMostFrequentElseNearestToTheMean(string votes, string expected) =>
        Assert.Equal(expected, (await JudgeAsync(Sample.Stars, CommitteeRule.Majority, votes)).Label?.Text);

    [Theory]
    [InlineData("A_2 B_1", "N")]
    [InlineData("A_2 N", "N")]
    [InlineData("A_2 A_1", "A_1")]
    [InlineData("B_2 B_1", "B_1")]
    [InlineData("A_1 A_1 B_2 B_2 N", "N")]
    [InlineData("A_1 A_1 B_2", "A_1")]
    public async Task Majority_PreferenceTie_IsNoneUnlessOnOneSide(string votes, string expected) =>
        Assert.Equal(expected, (await JudgeAsync(Strength, CommitteeRule.Majority, votes)).Label?.Text);

    [Fact]
    public async Task Majority_NominalTie_IsTheMoreProbable()
    {
        // Mass: red 1 + 0.1 = 1.1, blue 0.9 by the second member alone; then red 1 + 0, blue 1, which is equal, and red stands first.
        FixedJudge certain = FixedJudge.Saying("a", "red");
        Assert.Equal("red", (await JudgeAsync(Colours, CommitteeRule.Majority, certain, FixedJudge.Saying("b", "blue", ("blue", 0.9), ("red", 0.1)))).Label?.Text);
        Assert.Equal("red", (await JudgeAsync(Colours, CommitteeRule.Majority, FixedJudge.Saying("b", "blue"), certain)).Label?.Text);

        // Mass: green 0.6 + 0.3 = 0.9, red 0.4; blue 0.7 is less than green.
        Assert.Equal("green", (await JudgeAsync(
            Colours, CommitteeRule.Majority, FixedJudge.Saying("a", "green", ("green", 0.6), ("red", 0.4)), FixedJudge.Saying("b", "blue", ("blue", 0.7), ("green", 0.3)))).Label?.Text);
    }

    [Fact]
    public async Task Soft_MassesThatDifferInTheLastDigit_Tie()
    {
        // Both labels have the mass 2 from the same four numbers, but added in another order, so that the sums differ in the last digit. The first of the scale wins.
        Verdict verdict = await JudgeAsync(
            LabelScale.Nominal(["x", "y"]),
            CommitteeRule.Soft,
            FixedJudge.Saying("a", "x", ("x", 0.3), ("y", 0.7)),
            FixedJudge.Saying("b", "y", ("x", 0.7), ("y", 0.3)),
            FixedJudge.Saying("c", "y", ("x", 0.1), ("y", 0.9)),
            FixedJudge.Saying("d", "y", ("x", 0.9), ("y", 0.1)));

        Assert.Equal("x", verdict.Label?.Text);
    }

    // 1.5 is half-way: the lower; 10/3 is nearest to 3; -0.5 and 0.5 are half-way to N; -1.5 is half-way between A_2 and A_1.
    [Theory]
    [InlineData("1 2", 1.5, "1")]
    [InlineData("2 3 5", 10 / 3d, "3")]
    [InlineData("3 4 5", 4, "4")]
    public async Task Mean_Ordinal_HasTheMeanAndTheNearestLabel(string votes, double mean, string label)
    {
        Verdict verdict = await JudgeAsync(Sample.Stars, CommitteeRule.Mean, votes);

        Assert.Equal((label, (double?)mean), (verdict.Label?.Text, verdict.Score));
    }

    [Theory]
    [InlineData("A_1 N", -0.5, "N")]
    [InlineData("B_1 N", 0.5, "N")]
    [InlineData("A_2 A_1", -1.5, "A_1")]
    [InlineData("A_2 B_1", -0.5, "N")]
    public async Task Mean_Preference_HalfIsTowardsNone(string votes, double mean, string label)
    {
        Verdict verdict = await JudgeAsync(Strength, CommitteeRule.Mean, votes);

        Assert.Equal((label, (double?)mean), (verdict.Label?.Text, verdict.Score));
    }

    [Fact]
    public async Task Mean_NumericScale_IsTheLabelItself()
    {
        Assert.Equal(new Label("0.375", 0.375), (await JudgeAsync(LabelScale.Interval(0, 1), CommitteeRule.Mean, "0.25 0.5")).Label);

        // The sum of the two overflows; their mean does not.
        Assert.Equal(1.5e308, (await JudgeAsync(LabelScale.Interval(), CommitteeRule.Mean, "1.5e308 1.5e308")).Score);
    }

    [Fact]
    public async Task Mean_NominalScale_IsRefusedBeforeAnyoneIsAsked()
    {
        var member = new FixedJudge("a", _ => throw new InvalidOperationException("asked"));

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(async () => await JudgeAsync(Colours, CommitteeRule.Mean, member));

        Assert.Equal(
            "judgeeval: error JE2301: the committee 'team' takes the mean of its votes, but the scale (nominal red, green, blue) has categories without order; "
            + "categories have no mean; write 'rule: majority' or 'rule: soft'",
            exception.Message);
    }

    [Fact]
    public async Task Soft_Members_AreAveragedAndTheMostProbableWins()
    {
        // red (0.5 + 0)/2, green (0.45 + 0)/2, blue (0.05 + 1)/2: nobody's first choice counts beyond its probability.
        Verdict verdict = await JudgeAsync(
            Colours, CommitteeRule.Soft, FixedJudge.Saying("a", "red", ("red", 0.5), ("green", 0.45), ("blue", 0.05)), FixedJudge.Saying("b", "blue"));

        Assert.Equal("blue", verdict.Label?.Text);
        Assert.Equal([("blue", 0.525), ("green", 0.225), ("red", 0.25)], verdict.Probabilities!.Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public async Task Judge_Verdict_HasVotesSharesUsageAndReasons()
    {
        Verdict verdict = await JudgeAsync(
            Colours,
            CommitteeRule.Majority,
            new FixedJudge("b", t => Verdict.Of(t.Scale.At(0)) with { Rationale = "warm", Usage = new TokenUsage(10, null) }),
            new FixedJudge("a", t => Verdict.Of(t.Scale.At(0)) with { Usage = new TokenUsage(5, 2) }),
            new FixedJudge("c", t => Verdict.Of(t.Scale.At(2))),
            new FixedJudge("d", _ => Verdict.Failed(FailureKind.Refused, "no") with { Usage = new TokenUsage(1, 1) }));

        Assert.Equal("red", verdict.Label?.Text);
        Assert.Equal([("a", "red"), ("b", "red"), ("c", "blue")], verdict.Votes!.Select(v => (v.Key, v.Value)));
        Assert.Equal([("blue", 1 / 3d), ("green", 0), ("red", 2 / 3d)], verdict.Probabilities!.Select(p => (p.Key, p.Value)));
        Assert.Equal(new TokenUsage(16, 3), verdict.Usage);
        Assert.Equal("b: warm\n\nd: no vote (refused: no)", verdict.Rationale);
        Assert.Null(verdict.Score);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Judge_TwoOfFour_AnswerOnlyForAQuorumOfTwo(int? quorum, bool answered)
    {
        IJudge[] members =
        [
            FixedJudge.Saying("a", "red"), FixedJudge.Saying("b", "red"), FixedJudge.Failing("c", FailureKind.Transport, "down"), FixedJudge.Failing("d", FailureKind.Transport, "down"),
        ];

        Verdict verdict = await new CommitteeJudge("team", members, CommitteeRule.Majority, new CommitteeOptions { Quorum = quorum }).JudgeAsync(Sample.Task(scale: Colours));

        Assert.Equal(answered, verdict.HasLabel);
    }

    [Fact]
    public async Task Judge_BelowTheQuorum_FailsWithTheMostFrequentKindAndAllDetails()
    {
        Verdict verdict = await JudgeAsync(
            Colours,
            CommitteeRule.Majority,
            FixedJudge.Failing("c", FailureKind.Transport, "down"),
            FixedJudge.Failing("a", FailureKind.Refused, "no"),
            FixedJudge.Failing("b", FailureKind.Transport, "slow"),
            FixedJudge.Saying("d", "red"));

        Assert.Equal(
            new JudgeFailure(FailureKind.Transport, "1 of 4 members voted, and the quorum is 3; a: refused: no; b: transport: slow; c: transport: down"),
            verdict.Failure);
    }

    [Fact]
    public async Task Judge_KindsEquallyFrequent_TheFirstKindIsNamed() =>
        Assert.Equal(
            FailureKind.Unparsable,
            (await JudgeAsync(Colours, CommitteeRule.Majority, FixedJudge.Failing("a", FailureKind.Budget, "x"), FixedJudge.Failing("b", FailureKind.Unparsable, "y"))).Failure?.Kind);

    [Fact]
    public async Task Judge_MemberOffTheScale_HasNoVote()
    {
        Verdict verdict = await JudgeAsync(Colours, CommitteeRule.Majority, FixedJudge.Saying("a", "mauve"));

        Assert.Equal(FailureKind.OutOfScale, verdict.Failure?.Kind);
        Assert.Contains("a: outOfScale: the label 'mauve' is not on the scale (nominal red, green, blue)", verdict.Failure!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mauve", 1, "'mauve' is no label of the scale (nominal red, green, blue)")]
    [InlineData("red", 0.5, "they sum to 0.5")]
    [InlineData("red", -1, "a probability is negative or not a number")]
    [InlineData("red", double.NaN, "a probability is negative or not a number")]
    public async Task Judge_MemberWithoutADistribution_IsNamed(string label, double probability, string why)
    {
        var exception = await Assert.ThrowsAsync<JudgeEvalException>(async () => await JudgeAsync(Colours, CommitteeRule.Soft, FixedJudge.Saying("a", "red", (label, probability))));

        Assert.Equal(("JE2302", why), (exception.Diagnostics[0].Code, exception.Diagnostics[0].Why));
    }

    [Fact]
    public async Task Judge_MembersThatOnlyTheUserCanMend_AreAllNamedOnce()
    {
        static JudgeEvalException Missing(string what) => new(new Diagnostic("JE3011", what, "w", "r", SourceLocation.None));

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(async () => await JudgeAsync(
            Colours,
            CommitteeRule.Majority,
            new FixedJudge("a", _ => throw Missing("first")),
            FixedJudge.Saying("b", "red"),
            new FixedJudge("c", _ => throw Missing("second")),
            new FixedJudge("d", _ => throw Missing("first"))));

        Assert.Equal(["first", "second"], exception.Diagnostics.Select(d => d.What));
    }

    [Fact]
    public async Task Judge_BugOfAMember_IsNotSwallowed() =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await JudgeAsync(Colours, CommitteeRule.Majority, new FixedJudge("a", _ => throw new InvalidOperationException("bug")), FixedJudge.Saying("b", "red")));

    [Fact]
    public async Task Judge_Members_AreAskedAtOnce()
    {
        // Each member answers only when the other has been asked, so one after the other would never end.
        var asked = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        IJudge[] members = [.. Enumerable.Range(0, 2).Select(i => new WaitingJudge("m" + i, asked[i], asked[1 - i].Task))];

        Verdict verdict = await new CommitteeJudge("team", members, CommitteeRule.Majority).JudgeAsync(Sample.Task()).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("1", verdict.Label?.Text);
    }

    [Fact]
    public async Task Judge_EveryRuleWithSwappedSides_SwapsTheLabel()
    {
        // Every committee of three on the five labels: negating all votes negates the label.
        foreach (CommitteeRule rule in Enum.GetValues<CommitteeRule>())
        {
            for (int votes = 0; votes < 125; votes++)
            {
                int[] positions = [votes % 5, votes / 5 % 5, votes / 25];
                async Task<double> ValueAsync(Func<int, int> map) =>
                    (await JudgeAsync(Strength, rule, string.Join(' ', positions.Select(p => Strength.Labels[map(p)])))).Label!.Value.Value;
                Assert.Equal(await ValueAsync(p => p), -await ValueAsync(p => 4 - p));
            }
        }
    }

    [Fact]
    public void Identity_Hash_DependsOnMembersRuleAndQuorumButNotOnOrder()
    {
        IJudge a = FixedJudge.Saying("a", "1"), b = FixedJudge.Saying("b", "1");
        IJudge other = new FixedJudge("b", _ => throw new InvalidOperationException()) { Identity = new JudgeIdentity { Name = "b", PromptHash = "x" } };

        JudgeIdentity identity = new CommitteeJudge("team", [a, b], CommitteeRule.Majority).Identity;

        Assert.Equal(("team", "committee/1"), (identity.Name, identity.OutputContract));
        Assert.Equal(identity, new CommitteeJudge("team", [b, a], CommitteeRule.Majority).Identity);
        string?[] hashes =
        [
            identity.OptionsHash,
            new CommitteeJudge("team", [a, other], CommitteeRule.Majority).Identity.OptionsHash,
            new CommitteeJudge("team", [a, b], CommitteeRule.Mean).Identity.OptionsHash,
            new CommitteeJudge("team", [a, b], CommitteeRule.Majority, new CommitteeOptions { Quorum = 1 }).Identity.OptionsHash,
            new CommitteeJudge("team", [a], CommitteeRule.Majority).Identity.OptionsHash,
        ];
        Assert.Equal(5, hashes.Distinct().Count());
    }

    [Fact]
    public void Create_BadMembersOrQuorum_IsRefused()
    {
        IJudge a = FixedJudge.Saying("a", "1");

        Assert.Throws<ArgumentException>(() => new CommitteeJudge("team", [], CommitteeRule.Majority));
        Assert.Throws<ArgumentException>(() => new CommitteeJudge("team", [a, FixedJudge.Saying("a", "2")], CommitteeRule.Majority));
        Assert.Throws<ArgumentException>(() => new CommitteeJudge(" ", [a], CommitteeRule.Majority));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitteeJudge("team", [a], (CommitteeRule)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitteeJudge("team", [a], CommitteeRule.Majority, new CommitteeOptions { Quorum = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitteeJudge("team", [a], CommitteeRule.Majority, new CommitteeOptions { Quorum = 2 }));
    }

    private static Task<Verdict> JudgeAsync(LabelScale scale, CommitteeRule rule, string votes) =>
        JudgeAsync(scale, rule, [.. votes.Split(' ').Select((v, i) => FixedJudge.Saying("m" + i, v))]);

    private static async Task<Verdict> JudgeAsync(LabelScale scale, CommitteeRule rule, params IJudge[] members) =>
        await new CommitteeJudge("team", members, rule).JudgeAsync(Sample.Task(scale: scale));

    private sealed class WaitingJudge(string name, TaskCompletionSource asked, Task other) : IJudge
    {
        public JudgeIdentity Identity => new() { Name = name };

        public async ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default)
        {
            asked.SetResult();
            await other;
            return Verdict.Of(task.Scale.At(0));
        }
    }
}
