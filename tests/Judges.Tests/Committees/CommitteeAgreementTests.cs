using System.Collections.Immutable;

namespace JudgeEval.Judges.Tests.Committees;

public class CommitteeAgreementTests
{
    [Fact]
    public void Of_Votes_CountsMembersAndPairs()
    {
        // Four verdicts: a b c say 111, 112, 12-, and 1-- of a committee that failed.
        // With the committee (1, 1, 1, none): a 3/3, b 2/3, c 1/2.
        // With the others' most frequent label: a: {1,1} 1 yes, {1,2} tie, {2} no, nobody -> 1/2. b: {1,1} yes, {1,2} tie, {1} no -> 1/2.
        // c: {1,1} yes, {1,1} no, no vote, no vote -> 1/2. Pairs: ab 2/3, ac 1/2, bc 1/2.
        CommitteeAgreement agreement = CommitteeAgreement.Of(
        [
            new(Votes(("a", "1"), ("b", "1"), ("c", "1")), "1"),
            new(Votes(("a", "1"), ("b", "1"), ("c", "2")), "1"),
            new(Votes(("b", "2"), ("a", "1")), "1"),
            new(Votes(("a", "1")), null),
        ]);

        Assert.Equal(4, agreement.Verdicts);
        Assert.Equal(
            [
                new MemberAgreement("a", new(3, 3), new(1, 2)),
                new MemberAgreement("b", new(2, 3), new(1, 2)),
                new MemberAgreement("c", new(1, 2), new(1, 2)),
            ],
            agreement.Members.AsEnumerable());
        Assert.Equal(
            [new MemberPairAgreement("a", "b", new(2, 3)), new MemberPairAgreement("a", "c", new(1, 2)), new MemberPairAgreement("b", "c", new(1, 2))],
            agreement.Pairs.AsEnumerable());
        Assert.Equal(0.5, agreement.Members[0].WithOthers.Share);
    }

    [Fact]
    public void Of_NothingToCompare_HasNoShare()
    {
        CommitteeAgreement agreement = CommitteeAgreement.Of([new(Votes(("a", "1")), null), new(Votes(("b", "1")), null)]);

        Assert.Null(agreement.Members[0].WithCommittee.Share);
        Assert.Null(agreement.Members[0].WithOthers.Share);
        Assert.Null(Assert.Single(agreement.Pairs).Agreement.Share);
        Assert.Empty(CommitteeAgreement.Of([]).Members);
    }

    // Eight votes and the cut of a half: 1..3 are low, 4..7 high.
    [Theory]
    [InlineData(0, AgreementGroup.None)]
    [InlineData(1, AgreementGroup.Low)]
    [InlineData(3, AgreementGroup.Low)]
    [InlineData(4, AgreementGroup.High)]
    [InlineData(7, AgreementGroup.High)]
    [InlineData(8, AgreementGroup.All)]
    public void Group_OfEight_IsCutAtHalf(int votesFor, AgreementGroup expected) => Assert.Equal(expected, AgreementGroups.Of(votesFor, 8));

    // 0.3 of ten votes is three, though 0.3 as a binary number is a little less; 0.7 likewise.
    [Theory]
    [InlineData(2, 10, 0.3, AgreementGroup.Low)]
    [InlineData(3, 10, 0.3, AgreementGroup.High)]
    [InlineData(6, 10, 0.7, AgreementGroup.Low)]
    [InlineData(7, 10, 0.7, AgreementGroup.High)]
    [InlineData(9, 10, 1, AgreementGroup.Low)]
    [InlineData(1, 1, 1, AgreementGroup.All)]
    public void Group_OwnCut_IsInclusive(int votesFor, int votes, double cut, AgreementGroup expected) => Assert.Equal(expected, AgreementGroups.Of(votesFor, votes, cut));

    [Fact]
    public void Group_PreferenceVotes_CountBySide()
    {
        LabelScale scale = LabelScale.Preference(withMagnitude: true);
        ImmutableSortedDictionary<string, string> votes = Votes(("a", "A_1"), ("b", "A_2"), ("c", "N"), ("d", "B_1"));

        Assert.Equal(AgreementGroup.High, AgreementGroups.Of(votes, "A_2", scale));
        Assert.Equal(AgreementGroup.Low, AgreementGroups.Of(votes, "B_2", scale));
        Assert.Equal(AgreementGroup.Low, AgreementGroups.Of(votes, "N", scale));
        Assert.Equal(AgreementGroup.None, AgreementGroups.Of(Votes(("a", "4")), "5", Sample.Stars));
    }

    [Fact]
    public void Group_NumbersOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreementGroups.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreementGroups.Of(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreementGroups.Of(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreementGroups.Of(1, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgreementGroups.Of(1, 2, double.NaN));
        Assert.Throws<ArgumentException>(() => AgreementGroups.Of(Votes(("a", "9")), "5", Sample.Stars));
    }

    private static ImmutableSortedDictionary<string, string> Votes(params (string Member, string Label)[] votes) =>
        votes.ToImmutableSortedDictionary(v => v.Member, v => v.Label, StringComparer.Ordinal);
}
