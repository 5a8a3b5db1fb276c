using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

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

        Assert.Equal([("a", "b"), ("a", "c"), ("b", "c")], report.Kappas.Select(k => (k.First, k.Second)));
        Assert.Equal(11 / 16d, report.Kappas[0].Kappa.Value, 14);
        Assert.Equal(5, report.Kappas[0].Kappa.N);
        Assert.Equal(0, report.Kappas[1].Kappa.Value, 14);
        Assert.Equal(new AgreementCount(4, 5), report.Agreement.Pairs[0].Agreement);
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

        Assert.Equal(2 / 3d, Assert.Single(report.Kappas).Kappa.Value, 14);
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

        Assert.Equal("no item has both votes", Assert.Single(report.Kappas).Kappa.UndefinedReason);
    }

    [Fact]
    public void Of_NoCommittee_IsNothing() => Assert.Null(CommitteeReport.Of(Sample.Dataset(Kinds, ["x"]), Sample.Verdicts("x")));

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
