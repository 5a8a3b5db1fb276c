namespace JudgeEval.Statistics.Tests.Aggregation;

public class SoftLabelsTests
{
    /// <summary>Two votes for 1, one for 2, none for 3; and a tie of 1 and 3.</summary>
    private static readonly AnnotationTable Votes = AnnotationTable.Create(
        2, 3, [new(0, 0, 1), new(0, 1, 1), new(0, 2, 2), new(1, 0, 1), new(1, 1, 3)]);

    private static readonly SoftLabelOptions Options = new();

    [Fact]
    public void Compute_SimpleMethods_EqualTheirFormulas()
    {
        double e = Math.E, all = (e * e) + e + 1;

        Assert.Equal([1, 0, 0, 0.5, 0, 0.5], Compute(SoftLabelMethod.Majority));
        Assert.Equal([2.0 / 3, 1.0 / 3, 0, 0.5, 0, 0.5], Compute(SoftLabelMethod.VoteShare));
        Assert.Equal([3.0 / 6, 2.0 / 6, 1.0 / 6, 2.0 / 5, 1.0 / 5, 2.0 / 5], Compute(SoftLabelMethod.SmoothedVoteShare));
        SimulatedAnnotations.AssertClose([e * e / all, e / all, 1 / all], Compute(SoftLabelMethod.Softmax).AsSpan(0, 3), 1e-15);
    }

    [Fact]
    public void Compute_FittedMethods_AreTheFits()
    {
        AnnotationTable table = SimulatedAnnotations.Table(40, [0.9, 0.6, 0.5], 3, seed: 2);

        Assert.Equal(DawidSkene.Fit(table, new(), out _)!.Posteriors.Table.Values.ToArray(), Of(table, SoftLabelMethod.DawidSkene));
        Assert.Equal(
            DawidSkene.Fit(table, new() { Errors = AnnotatorErrors.OneCoin }, out _)!.Posteriors.Table.Values.ToArray(), Of(table, SoftLabelMethod.OneCoin));
        Assert.Equal(Mace.Fit(table, new(), out _)!.Posteriors.Table.Values.ToArray(), Of(table, SoftLabelMethod.Mace));
        Assert.Equal(Glad.Fit(table, new(), out _)!.Posteriors.Table.Values.ToArray(), Of(table, SoftLabelMethod.Glad));
        Assert.Equal(Wawa.Aggregate(table, out _)!.Shares.Table.Values.ToArray(), Of(table, SoftLabelMethod.Wawa));
        Assert.Equal(Wawa.Aggregate(table, out _, 20)!.Shares.Table.Values.ToArray(), Of(table, SoftLabelMethod.IteratedWawa));
    }

    [Fact]
    public void Average_TwoMethods_IsTheirMean()
    {
        ItemDistributions mean = SoftLabels.Average(Votes, [SoftLabelMethod.Majority, SoftLabelMethod.SmoothedVoteShare], Options, out _)!;

        SimulatedAnnotations.AssertClose([0.75, 1.0 / 6, 1.0 / 12, 0.45, 0.1, 0.45], mean.Table.Values, 1e-15);
    }

    [Fact]
    public void Average_EveryMethod_IsADistributionForEachRatedItem()
    {
        AnnotationTable table = SimulatedAnnotations.Table(60, [0.8, 0.7, 0.6], 4, seed: 4, share: 0.5);

        ItemDistributions mean = SoftLabels.Average(table, SoftLabels.AllMethods, Options, out string? undefined)!;

        Assert.Null(undefined);
        Assert.Equal(10, SoftLabels.AllMethods.Length);
        Assert.Equal(table.RatedItems.ToArray(), mean.Items.ToArray());
        Assert.True(mean.Items.Length < 60);
        Assert.All(mean.Items, item => Assert.Equal(1, mean.Of(item).ToArray().Sum(), 1e-12));
    }

    [Fact]
    public void Average_OtherItemsOrCategories_Throws()
    {
        ItemDistributions own = SoftLabels.Compute(Votes, SoftLabelMethod.VoteShare, Options, out _)!;
        ItemDistributions other = MajorityVote.Shares(AnnotationTable.Create(2, 1, [new(0, 0, 1)], [1, 2, 3]), out _)!;

        Assert.Throws<ArgumentException>(() => SoftLabels.Average([own, other]));
        Assert.Throws<ArgumentException>(() => SoftLabels.Average([]));
    }

    [Fact]
    public void Compute_OneCategory_IsCertainByEveryMethod()
    {
        AnnotationTable table = AnnotationTable.Create(2, 2, [new(0, 0, 7), new(0, 1, 7), new(1, 0, 7)]);

        Assert.All(SoftLabels.AllMethods, method => Assert.Equal([1, 1], Of(table, method)));
    }

    [Fact]
    public void Compute_NoAnnotation_IsUndefinedByEveryMethod()
    {
        AnnotationTable empty = AnnotationTable.Create(2, 2, [], [1, 2]);
        foreach (SoftLabelMethod method in SoftLabels.AllMethods)
        {
            Assert.Null(SoftLabels.Compute(empty, method, Options, out string? undefined));
            Assert.Equal("no item has an annotation", undefined);
        }

        Assert.Null(SoftLabels.Average(empty, SoftLabels.AllMethods, Options, out string? average));
        Assert.Equal("no item has an annotation", average);
    }

    [Fact]
    public void Compute_PseudoVotesOutOfRange_Throw() =>
        Assert.Throws<ArgumentException>(() => SoftLabels.Compute(Votes, SoftLabelMethod.SmoothedVoteShare, Options with { PseudoVotes = 0 }, out _));

    private static double[] Compute(SoftLabelMethod method) => Of(Votes, method);

    private static double[] Of(AnnotationTable table, SoftLabelMethod method) => SoftLabels.Compute(table, method, Options, out _)!.Table.Values.ToArray();
}
