using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Comparing;

public sealed class JudgeChangesTests
{
    private static readonly JudgeIdentity Whole = new()
    {
        Name = "quality/m1",
        Model = "m1",
        Prompt = "quality",
        PromptHash = "1111111111aaaa",
        OptionsHash = "2222222222aaaa",
        OutputContract = "choice/1",
    };

    private static readonly AnnotatedDataset People = Compared.People(Compared.YesNo, "ynyny");

    [Fact]
    public void Changes_SameIdentity_AreNone() => Assert.Empty(Between(Whole, Whole with { Name = "renamed" }));

    [Fact]
    public void Changes_OfEverything_StandInOrderEachWithItsCode()
    {
        JudgeIdentity other = Whole with
        {
            Name = "quality/m2", Model = "m2", PromptHash = "3333333333bbbb", OptionsHash = "4444444444bbbb", OutputContract = "json/2", Group = "nurses", Criteria = "be kind",
        };
        AnnotatedDataset today = People.Items(item => item.Id == "i001" ? item with { Response = "edited" } : item).With("i002", "a1", "yes");

        JudgeComparison comparison = JudgeComparer.Compare(
            Compared.Align(today, Compared.Verdicts("ynyny", other)), JudgeBaseline.Of(Compared.Verdicts("ynyny", Whole), People));

        Assert.Equal(["JE4101", "JE4102", "JE4103", "JE4104", "JE4105", "JE4106", "JE4107"], comparison.Changes.Select(c => c.Code));
        Assert.Equal(Enum.GetValues<ChangeKind>(), comparison.Changes.Select(c => c.Kind));
        Assert.Equal(
            [
                "the text of the prompt 'quality' changed (hash 11111111, now 33333333)",
                "the model was 'm1' and is 'm2'",
                "the model's options, such as the temperature, changed (hash 22222222, now 44444444)",
                "the output contract, by which a reply becomes a label, was choice/1 and is json/2",
                "the items changed: 1 of another content; only the 4 that are the same are compared",
                "people's labels changed: 1 label of 1 item (1 changed)",
                "the judge answered in the place of no group and answers in that of 'nurses'; the criteria were the prompt's own and are 'be kind'",
            ],
            comparison.Changes.Select(c => c.Text));
    }

    [Fact]
    public void Changes_WhatOneSideDoesNotKnow_IsNotSaid() => Assert.Empty(Between(new JudgeIdentity { Name = "old", Model = "m1" }, Whole));

    [Fact]
    public void Changes_NamesAlone_TellJudgesApartWhereNothingElseDoes()
    {
        JudgeChange change = Assert.Single(Between(new JudgeIdentity { Name = "always yes" }, new JudgeIdentity { Name = "longer" }));

        Assert.Equal(("JE4107", "the judge was 'always yes' and is 'longer'; nothing else is known of both"), (change.Code, change.Text));
        Assert.Empty(Between(new JudgeIdentity { Name = "a", Model = "m" }, new JudgeIdentity { Name = "b", Model = "m" }));
    }

    [Fact]
    public void Changes_PromptKnownByItsNameAlone_IsSaid() =>
        Assert.Equal("the prompt was 'a' and is 'b'", Assert.Single(Between(new JudgeIdentity { Name = "x", Prompt = "a", Model = "m" }, new JudgeIdentity { Name = "x", Prompt = "b", Model = "m" })).Text);

    [Fact]
    public void Changes_NewAndGoneItems_AreCounted()
    {
        AnnotatedDataset then = People.Items(item => item.Id is "i004" or "i005" ? null : item), today = People.Items(item => item.Id == "i001" ? null : item);

        JudgeComparison comparison = JudgeComparer.Compare(Compared.Align(today, Only(today, "ynyny")), JudgeBaseline.Of(Only(then, "ynyny"), then));

        Assert.Equal("the items changed: 2 new, 1 gone; only the 2 that are the same are compared", Assert.Single(comparison.Changes).Text);
        Assert.Equal(new ComparedItems(2, 1, 2, 0, 0), comparison.Items);
    }

    [Theory]
    [InlineData("context")]
    [InlineData("cluster")]
    [InlineData("tag")]
    public void Changes_ContentOfAnItem_LeavesItOut(string what)
    {
        AnnotatedDataset today = People.Items(item => item.Id != "i002" ? item : what switch
        {
            "context" => item with { Context = "another question" },
            "cluster" => item with { Cluster = "c" },
            _ => item with { Tags = item.Tags.Add("t", "v") },
        });

        JudgeComparison comparison = JudgeComparer.Compare(Compared.Align(today, Compared.Verdicts("ynyny")), JudgeBaseline.Of(Compared.Verdicts("yyyny"), People));

        Assert.Equal(new ComparedItems(4, 0, 0, 1, 0), comparison.Items);
        Assert.Empty(comparison.Resolved);
    }

    [Fact]
    public void Changes_NewAndGoneLabels_AreCounted()
    {
        AnnotatedDataset then = People.With("i001", "b", "no").With("i002", "b", "no"), today = People.With("i003", "b", "yes");

        JudgeComparison comparison = JudgeComparer.Compare(Compared.Align(today, Compared.Verdicts("ynyny")), JudgeBaseline.Of(Compared.Verdicts("ynyny"), then));

        Assert.Equal("people's labels changed: 3 labels of 3 items (1 new, 2 gone)", Assert.Single(comparison.Changes).Text);
    }

    [Fact]
    public void OfFile_HeaderNamesAnotherContent_SaysThatItCannotTellWhich()
    {
        VerdictSet verdicts = new(Whole, "sample", "0123456789abcdef", Compared.Verdicts("ynyny").Judgements);

        JudgeComparison comparison = JudgeComparer.Compare(Compared.Align(People, Compared.Verdicts("ynyny", Whole)), JudgeBaseline.OfFile(verdicts, People));

        JudgeChange change = Assert.Single(comparison.Changes);
        Assert.Equal("JE4105", change.Code);
        Assert.Contains("items (JE4105) or people's labels (JE4106) changed", change.Text, StringComparison.Ordinal);
        Assert.Null(comparison.OldLabels);
        Assert.Equal(5, comparison.Items.Common);
    }

    [Fact]
    public void OfFile_HeaderNamesThisContent_KnowsItemsAndLabels()
    {
        VerdictSet verdicts = new(Whole, "sample", People.Identity.Hash, Compared.Verdicts("ynyny").Judgements);

        Assert.NotNull(JudgeBaseline.OfFile(verdicts, People).Items);
        Assert.Empty(JudgeComparer.Compare(Compared.Align(People, Compared.Verdicts("ynyny", Whole)), JudgeBaseline.OfFile(verdicts, People)).Changes);
    }

    [Fact]
    public void OfFile_NoHash_KnowsOnlyTheItemsThatWereJudged()
    {
        AnnotatedDataset today = People.Items(item => item.Id == "i001" ? null : item);

        JudgeComparison comparison = JudgeComparer.Compare(Compared.Align(today, Only(today, "ynyny")), JudgeBaseline.OfFile(Compared.Verdicts("yn-", Whole), today));

        // Item 1 is gone, 2 was judged, 3 failed, and of 4 and 5 nobody knows whether they are new.
        Assert.Equal(new ComparedItems(1, 1, 2, 0, 1), comparison.Items);
        Assert.Equal("the items changed: 1 gone; only the 2 that are the same are compared", Assert.Single(comparison.Changes).Text);
    }

    [Fact]
    public void SameJudge_NeedsHashesTheSameIdentityAndTheSameVerdicts()
    {
        JudgeIdentity named = new() { Name = "j" };

        Assert.True(Compare(Whole, Whole, "ynyny", "ynyny").SameJudge);
        Assert.True(Compare(Whole, Whole with { Name = "renamed" }, "ynyn-", "ynyn-").SameJudge);
        Assert.False(Compare(Whole, Whole, "ynyny", "ynynn").SameJudge);

        // A record keeps the majority of the repeats alone.
        VerdictSet repeated = new(Whole, "sample", null, Compared.Repeated("yyn", "nnn", "yyy", "nnn", "yyy").Judgements);
        Assert.True(Compared.Compare(People, Compared.Verdicts("ynyny", Whole), repeated).SameJudge);
        Assert.False(Compared.Compare(People, Compared.Verdicts("ynyny", Whole), repeated, AlignmentMetric.JensenShannon).SameJudge);
        Assert.False(Compare(Whole, Whole, "ynyny", "ynyn-").SameJudge);
        Assert.False(Compare(Whole, Whole with { PromptHash = "other" }, "ynyny", "ynyny").SameJudge);
        Assert.False(Compare(Whole, Whole with { Group = "nurses" }, "ynyny", "ynyny").SameJudge);
        Assert.False(Compare(named, named, "ynyny", "ynyny").SameJudge);

        static JudgeComparison Compare(JudgeIdentity then, JudgeIdentity now, string before, string after) =>
            Compared.Compare(People, Compared.Verdicts(before, then), Compared.Verdicts(after, now));
    }

    private static ImmutableArray<JudgeChange> Between(JudgeIdentity then, JudgeIdentity now) =>
        Compared.Compare(People, Compared.Verdicts("ynyny", then), Compared.Verdicts("ynyny", now)).Changes;

    private static VerdictSet Only(AnnotatedDataset dataset, string labels) =>
        new(Whole, "sample", null, Compared.Verdicts(labels).Judgements.Where(j => dataset.TryFindItem(j.Item, out _)));
}
