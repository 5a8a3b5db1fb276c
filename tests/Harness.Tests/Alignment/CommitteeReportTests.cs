using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Alignment;

public class CommitteeReportTests
{
    private static readonly LabelScale Kinds = LabelScale.Nominal(["x", "y", "z"]);

    [Fact]
    public void Of_Votes_HasSharesKappasAndGroups()
    {
        // a says x y x z x, b x y y z x: they agree on 4/5, by chance (3 * 2 + 1 * 2 + 1 * 1)/25 = 9/25: kappa = (20 - 9)/(25 - 9).
        // c says x x on the first two, a and b x y: 1/2, by chance 1/2: kappa 0.
        // People say x z x x and tie on the fifth; for it are 3 of 3, 0 of 3, 1 of 2 and 0 of 2.
        AnnotatedDataset dataset = Sample.Dataset(Kinds, ["x"], ["z"], ["x"], ["x"], ["x", "y"]);

        CommitteeReport report = CommitteeReport.Of(dataset, Verdicts(("i001", "a=x b=x c=x"), ("i002", "a=y b=y c=x"), ("i003", "a=x b=y"), ("i004", "a=z b=z"), ("i005", "a=x b=x")), cut: 0.6)!;

        Assert.Equal([("a", "b"), ("a", "c"), ("b", "c")], report.Pairs.Select(k => (k.First, k.Second)));
        Assert.Equal(11 / 16d, report.Pairs[0].Kappa.Value, 14);
        Assert.Equal(5, report.Pairs[0].Kappa.N);
        Assert.Equal(0, report.Pairs[1].Kappa.Value, 14);
        Assert.Equal(new AgreementCount(4, 5), report.Pairs[0].Agreement);
        Assert.Equal(["i002", "i004"], report.Groups[AgreementGroup.None].AsEnumerable());
        Assert.Equal(["i003"], report.Groups[AgreementGroup.Low].AsEnumerable());
        Assert.Equal(["i001"], report.Groups[AgreementGroup.All].AsEnumerable());
    }

    [Fact]
    public void Of_OrderedScale_WeighsByTheSquare()
    {
        // a 1 2 3, b 1 2 5: squared distances 0 0 4, mean 4/3. All pairs of (1 2 3) and (1 2 5): 0 1 16, 1 0 9, 4 1 4: 36/9 = 4. kappa = 1 - 1/3.
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), ["1"], ["2"], ["3"]);

        CommitteeReport report = CommitteeReport.Of(dataset, Verdicts(("i001", "a=1 b=1"), ("i002", "a=2 b=2"), ("i003", "a=3 b=5")))!;

        Assert.Equal(2 / 3d, Assert.Single(report.Pairs).Kappa.Value, 14);
    }

    [Fact]
    public void Of_Preferences_AreGroupedBySide()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Preference(withMagnitude: true), ["A_2"]);

        CommitteeReport report = CommitteeReport.Of(dataset, Verdicts(("i001", "a=A_1 b=A_2 c=N")))!;

        Assert.Equal([AgreementGroup.High], report.Groups.Keys);
    }

    [Fact]
    public void Of_MembersThatNeverMeetOrAreOffTheScale_HaveNoKappa()
    {
        AnnotatedDataset dataset = Sample.Dataset(Kinds, ["x"], ["y"]);

        CommitteeReport report = CommitteeReport.Of(dataset, Verdicts(("i001", "a=x"), ("i002", "b=y"), ("i002", "a=nonsense b=y")))!;

        Assert.Equal("no item has both votes", Assert.Single(report.Pairs).Kappa.UndefinedReason);
    }

    [Fact]
    public void Compute_Committee_HoldsEachMemberAgainstPeopleBesideTheCommittee()
    {
        // People x y z x. The committee (a's first vote) says x y z x: 4/4. a x y z x: 4/4, b x x z on three: 2/3. a with b: 2 of 3; a with the committee 4 of 4.
        AnnotatedDataset dataset = Sample.Dataset(Kinds, ["x"], ["y"], ["z"], ["x"]);

        AlignmentResult result = JudgeAlignment.Compute(
            dataset, Verdicts(("i001", "a=x b=x"), ("i002", "a=y b=x"), ("i003", "a=z b=z"), ("i004", "a=x")), Plain(AlignmentMetric.PercentAgreement));

        Assert.Equal((1, 4), (result.Statistics[AlignmentMetric.PercentAgreement].Value, result.Committee!.Items));
        Assert.Equal(
            [
                ("a", new AgreementCount(4, 4), new AgreementCount(2, 3), 4),
                ("b", new AgreementCount(2, 3), new AgreementCount(2, 3), 3),
            ],
            result.Committee.Members.Select(m => (m.Name, m.WithCommittee, m.WithOthers, m.WithPeople.N)));
        Assert.Equal(1, result.Committee.Members[0].WithPeople.Value, 14);
        Assert.Equal(2 / 3d, result.Committee.Members[1].WithPeople.Value, 14);
        Assert.Equal(["i001", "i003", "i004"], result.Committee.Groups[AgreementGroup.All].AsEnumerable());
        Assert.Equal(["i002"], result.Committee.Groups[AgreementGroup.High].AsEnumerable());
    }

    [Theory]
    [InlineData(AlignmentMetric.CohenKappa)]
    [InlineData(AlignmentMetric.JensenShannon)]
    public void Compute_Member_AgreesWithPeopleAsAJudgeOfItsOwnDoes(AlignmentMetric metric)
    {
        // Whatever the metric, its interval included: the same labels in the same repeats, once as votes and once as verdicts.
        AnnotatedDataset dataset = Sample.Dataset(Kinds, ["x", "x"], ["y", "z"], ["z", "z"], ["x", "y"], ["y", "y"], ["z", "x"]);
        (string, string)[] rows =
            [("i001", "a=x b=x"), ("i001", "a=y b=y"), ("i001", "a=y b=x"), ("i002", "a=y b=z"), ("i003", "a=z b=x"), ("i004", "a=y b=y"), ("i005", "a=nonsense b=y"), ("i006", "a=z b=x")];
        VerdictSet alone = new(new JudgeIdentity { Name = "a" }, "sample", null, Verdicts(rows).Judgements.Select(j =>
            j with { Verdict = new RecordedVerdict { Label = j.Verdict.Votes!["a"] } }));

        AlignmentOptions options = Plain(metric) with { Resamples = 200 };
        Estimate own = JudgeAlignment.Compute(dataset, alone, options).Statistics[metric];

        Assert.NotNull(own.Interval);
        Assert.Equal(own, JudgeAlignment.Compute(dataset, Verdicts(rows), options).Committee!.Members[0].WithPeople);
    }

    [Fact]
    public void Compute_JudgeWithoutVotes_HasNoCommittee() =>
        Assert.Null(JudgeAlignment.Compute(Sample.Dataset(Kinds, ["x"], ["y"]), Sample.Verdicts("x", "y"), Plain(AlignmentMetric.CohenKappa)).Committee);

    [Fact]
    public void Of_NoCommittee_IsNothing() => Assert.Null(CommitteeReport.Of(Sample.Dataset(Kinds, ["x"]), Sample.Verdicts("x")));

    private static AlignmentOptions Plain(AlignmentMetric metric) => new() { Resamples = 0, Metric = metric, Baselines = false };

    private static VerdictSet Verdicts(params (string Item, string Votes)[] rows) => new(
        new JudgeIdentity { Name = "team" },
        "sample",
        null,
        rows.Select((r, i) => new Judgement(r.Item, i, PresentationOrder.Original, new RecordedVerdict
        {
            Label = r.Votes.Split('=', ' ')[1],
            Votes = r.Votes.Split(' ').Select(v => v.Split('=')).ToImmutableSortedDictionary(v => v[0], v => v[1], StringComparer.Ordinal),
        })));
}
