namespace JudgeEval.Statistics.Tests.Aggregation;

public class MajorityVoteTests
{
    [Fact]
    public void Shares_TieAndUnratedItem_AreKeptApart()
    {
        // Item 0: one vote each for 1 and 3. Item 1: nobody. Item 2: two of three for 3.
        AnnotationTable table = AnnotationTable.Create(3, 3, [new(0, 0, 3), new(0, 1, 1), new(2, 0, 3), new(2, 1, 3), new(2, 2, 1)], [1, 2, 3]);

        ItemDistributions shares = MajorityVote.Shares(table, out string? undefined)!;

        Assert.Null(undefined);
        Assert.Equal([0.5, 0, 0.5], shares.Of(0).ToArray());
        Assert.Equal([1, 3], shares.ModesOf(0).ToArray());
        Assert.False(shares.Has(1));
        Assert.Empty(shares.Of(1).ToArray());
        Assert.Empty(shares.ModesOf(1));
        Assert.Equal([3], shares.ModesOf(2).ToArray());
        Assert.Equal([0], shares.TiedItems().ToArray());
        Assert.Equal([0, 2], shares.Items.ToArray());
    }

    [Fact]
    public void Shares_NoAnnotation_AreUndefined()
    {
        Assert.Null(MajorityVote.Shares(AnnotationTable.Create(3, 2, []), out string? undefined));
        Assert.Equal("no item has an annotation", undefined);
    }

    [Fact]
    public void Shares_RatingTable_AreThoseOfItsAnnotations()
    {
        RatingTable ratings = RatingTable.FromRows([[1, 2, 2], [null, 1, null]]);

        Assert.Equal([1.0 / 3, 2.0 / 3, 1, 0], MajorityVote.Shares(ratings, out _)!.Table.Values.ToArray());
    }

    [Fact]
    public void ItemDistributions_ItemsThatDoNotFit_Throw()
    {
        ProbabilityTable table = ProbabilityTable.Create([1, 0, 0.5, 0.5], 2);

        Assert.Throws<ArgumentException>(() => new ItemDistributions(3, [0], table));
        Assert.Throws<ArgumentException>(() => new ItemDistributions(3, [1, 1], table));
        Assert.Throws<ArgumentException>(() => new ItemDistributions(2, [0, 2], table));
    }
}
