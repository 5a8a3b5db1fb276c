namespace JudgeEval.Statistics.Tests.Aggregation;

public class WawaTests
{
    [Fact]
    public void Aggregate_TieCredit_IsSharedOrGoesToTheSmallest()
    {
        // Item 0: annotators 0 and 1 tie. Items 1, 2: all agree. Shared: (0.5 + 1 + 1) / 3 each. Smallest (1): annotator 0 is right.
        AnnotationTable table = AnnotationTable.Create(
            3, 2, [new(0, 0, 1), new(0, 1, 2), new(1, 0, 1), new(1, 1, 1), new(2, 0, 2), new(2, 1, 2)]);

        WawaResult shared = Wawa.Aggregate(table, out _)!;
        WawaResult smallest = Wawa.Aggregate(table, out _, ties: TiedVoteCredit.SmallestCategory)!;

        Assert.Equal([2.5 / 3, 2.5 / 3], shared.Skills.Select(s => s.Value));
        Assert.Equal([1, 2.0 / 3], smallest.Skills.Select(s => s.Value));
        Assert.Equal([1, 2], shared.Shares.ModesOf(0).ToArray());
        SimulatedAnnotations.AssertClose([0.6, 0.4], smallest.Shares.Of(0), 1e-15);
    }

    [Fact]
    public void Aggregate_EqualRepeat_CountsOnceForTheSkillAndTwiceAsVote()
    {
        // Annotator 0 says 1 twice on item 0, where annotators 0 and 1 outvote 2; on item 1 annotator 0 is alone against two.
        AnnotationTable table = AnnotationTable.Create(
            2, 3, [new(0, 0, 1), new(0, 0, 1), new(0, 1, 1), new(0, 2, 2), new(1, 0, 1), new(1, 1, 2), new(1, 2, 2)]);

        WawaResult result = Wawa.Aggregate(table, out _)!;

        Assert.Equal([0.5, 1, 0.5], result.Skills.Select(s => s.Value));
        Assert.Equal([2, 2, 2], result.Skills.Select(s => s.N));
        SimulatedAnnotations.AssertClose([2 / 2.5, 0.5 / 2.5], result.Shares.Of(0), 1e-15);
    }

    [Fact]
    public void Aggregate_AnnotatorWithoutSkill_HasNoWeight()
    {
        // Annotator 1 is outvoted on both items: skill 0, and no weight left on category 2.
        AnnotationTable table = AnnotationTable.Create(2, 3, [new(0, 0, 1), new(0, 2, 1), new(0, 1, 2), new(1, 1, 2), new(1, 0, 1), new(1, 2, 1)]);

        WawaResult result = Wawa.Aggregate(table, out _)!;

        Assert.Equal([1, 0, 1], result.Skills.Select(s => s.Value));
        Assert.Equal([1, 0], result.Shares.Of(1).ToArray());
    }

    [Fact]
    public void Aggregate_SeveralRounds_TrustsTheGoodMore()
    {
        AnnotationTable table = SimulatedAnnotations.Table(300, [0.95, 0.5, 0.4, 0.4], 3, seed: 3);

        WawaResult once = Wawa.Aggregate(table, out _)!, often = Wawa.Aggregate(table, out _, rounds: 20)!;

        Assert.True(often.Skills[0].Value > once.Skills[0].Value);
        Assert.True(often.Skills[3].Value < once.Skills[3].Value);
    }

    [Fact]
    public void Aggregate_NoAnnotation_IsUndefined()
    {
        Assert.Null(Wawa.Aggregate(AnnotationTable.Create(1, 1, []), out string? undefined));
        Assert.Equal("no item has an annotation", undefined);
    }
}
