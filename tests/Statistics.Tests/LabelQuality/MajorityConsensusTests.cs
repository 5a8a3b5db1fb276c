namespace JudgeEval.Statistics.Tests.LabelQuality;

public class MajorityConsensusTests
{
    [Fact]
    public void Of_ClearMajorityAndNoRating_TakesTheOneAndLeavesTheOther()
    {
        MajorityConsensus consensus = MajorityConsensus.Of(Table([1, 1, 0], [null, null, null]), null);
        Assert.Equal([1, null], consensus.Labels.ToArray());
        Assert.Empty(consensus.UnresolvedTies);
    }

    [Fact]
    public void Of_Tie_GoesToTheMoreProbable() =>
        Assert.Equal(
            [0, 1],
            MajorityConsensus.Of(Table([0, 1], [0, 1]), ProbabilityTable.Create([0.6, 0.4, 0.4, 0.6], 2)).Labels.ToArray());

    [Fact]
    public void Of_TieWithoutJudge_GoesToTheRarerCategory() =>
        Assert.Equal([0, 0, 1], MajorityConsensus.Of(Table([0, 0], [0, 0], [0, 1]), null).Labels.ToArray());

    [Fact]
    public void Of_TieOfEquallyRareCategories_GoesToTheMoreReliableAnnotators()
    {
        // Each category is given four times. Where there is no tie, annotator 0 is always with the majority and annotator 3 never;
        // on the last item they stand against each other.
        RatingTable table = Table([0, 0, null, 1], [1, 1, null, 0], [1, null, null, 0]);
        Assert.Equal([0, 1, 1], MajorityConsensus.Of(table, null).Labels.ToArray());
    }

    [Fact]
    public void Of_TieThatNothingBreaks_TakesTheLowestAndSaysSo()
    {
        MajorityConsensus consensus = MajorityConsensus.Of(Table([0, 1]), ProbabilityTable.Create([0.5, 0.5], 2));
        Assert.Equal([0], consensus.Labels.ToArray());
        Assert.Equal([0], consensus.UnresolvedTies.ToArray());
    }

    [Fact]
    public void Of_OtherCategories_Throws() =>
        Assert.Throws<ArgumentException>(() => MajorityConsensus.Of(Table([0, 1]), ProbabilityTable.Create([0.5, 0.25, 0.25], 3)));

    [Fact]
    public void AnnotatorConsensus_ByHand_LeavesTheOwnLabelOut()
    {
        // Item 0: 0 0 1. Without annotator 0 the others tie, without annotator 1 too; without annotator 2 they say 0.
        // Item 1: 1 1 1. All agree. Item 2: annotator 0 alone.
        var compared = AnnotatorConsensus.Of(Table([0, 0, 1], [1, 1, 1], [0, null, null]));
        Assert.Equal(new AnnotatorConsensus(0, 1, 1, 1, 1), compared[0]);
        Assert.Equal(new AnnotatorConsensus(1, 1, 1, 1, 0), compared[1]);
        Assert.Equal(new AnnotatorConsensus(2, 2, 1, 0, 0), compared[2]);
        Assert.Equal(0.5, compared[2].Agreement.Value);
        Assert.Equal(2, compared[2].Agreement.N);
    }

    [Fact]
    public void AnnotatorConsensus_AlwaysAlone_IsUndefined() =>
        Assert.False(AnnotatorConsensus.Of(Table([0, null], [null, 1]))[0].Agreement.IsDefined);

    private static RatingTable Table(params double?[][] rows) => RatingTable.FromRows(rows, [0, 1]);
}
