using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Distributions;

public class VoteAlignmentTests
{
    /// <summary>Five people vote on four items: 3:2, 2:3, 4:1 and 5:0.</summary>
    private static readonly RatingTable Votes = Table([0, 0, 0, 1, 1], [0, 1, 0, 1, 1], [0, 0, 1, 0, 0], [1, 1, 1, 1, 1]);

    private static readonly ProbabilityTable Shares = Judge(0.6, 0.4, 0.4, 0.6, 0.8, 0.2, 0, 1);

    [Fact]
    public void EveryMeasure_JudgeHasTheVoteShares_IsPerfect()
    {
        Assert.Equal(0, VoteAlignment.JensenShannonDivergence(Shares, Votes).Value, 1e-30);
        Assert.Equal(0, VoteAlignment.HumanCalibrationError(Shares, Votes).Value, 1e-15);
        Assert.Equal(0, VoteAlignment.EntropyGap(Shares, Votes).Value, 1e-15);
        Assert.Equal(0, VoteAlignment.BrierScore(Shares, Votes).Value, 1e-30);
        Assert.Equal(1, VoteAlignment.NBestHitRate(Shares, Votes, 1).Value);
        Assert.Equal(1, VoteAlignment.EntropyCorrelation(Shares, Votes).Estimate.Value, 1e-15);
        Assert.Equal(1, VoteAlignment.EntropyCorrelation(Shares, Votes, byRank: true).Estimate.Value, 1e-15);
        double entropy = (DistributionMeasures.Entropy([3, 2]).Value * 2 / 4) + (DistributionMeasures.Entropy([4, 1]).Value / 4);
        Assert.Equal(entropy, VoteAlignment.CrossEntropy(Shares, Votes).Value, 1e-15);
        foreach (CalibrationTarget target in Enum.GetValues<CalibrationTarget>())
        {
            foreach (CalibrationBinning binning in Enum.GetValues<CalibrationBinning>())
            {
                CalibrationTable table = VoteAlignment.Calibration(Shares, Votes, new() { Bins = 3, Binning = binning, Target = target });
                Assert.Equal(0, table.ExpectedError.Value, 1e-15);
                Assert.Equal(0, table.MaximumError.Value, 1e-15);
            }
        }
    }

    [Fact]
    public void EveryMeasure_RightMajorityButTooSure_Fails()
    {
        // The mode is always named, with 0.99: accuracy sees nothing, every measure of the shares does.
        ProbabilityTable sure = Judge(0.99, 0.01, 0.01, 0.99, 0.99, 0.01, 0.01, 0.99);
        Assert.Equal(1, VoteAlignment.NBestHitRate(sure, Votes, 1).Value);

        // |0.99 - 0.6|, 0.39, 0.19 and 0.01: mean 0.245. Brier: 2 (0.39² + 0.39² + 0.19² + 0.01²) / 4.
        Assert.Equal(0.245, VoteAlignment.HumanCalibrationError(sure, Votes).Value, 1e-15);
        Assert.Equal((0.1521 + 0.1521 + 0.0361 + 0.0001) / 2, VoteAlignment.BrierScore(sure, Votes).Value, 1e-15);
        Assert.True(VoteAlignment.EntropyGap(sure, Votes).Value < -0.5);
        Assert.True(VoteAlignment.JensenShannonDivergence(sure, Votes).Value > 0.05);
        Assert.True(VoteAlignment.CrossEntropy(sure, Votes).Value > VoteAlignment.CrossEntropy(Shares, Votes).Value + 0.5);

        // Top category: probability 0.99 everywhere, shares 0.6, 0.6, 0.8, 1 with mean 0.75.
        CalibrationTable top = VoteAlignment.Calibration(sure, Votes, new() { Target = CalibrationTarget.TopCategory });
        Assert.Equal(0.24, top.ExpectedError.Value, 1e-15);
        CalibrationBin bin = Assert.Single(top.Bins);
        Assert.Equal((0.9, 1.0, 4), (bin.Lower, bin.Upper, bin.Cells));
        Assert.Equal((0.99, 0.75), (bin.MeanProbability, bin.MeanShare));
        Assert.Equal("one of the two lists does not vary, so nothing can vary together", VoteAlignment.EntropyCorrelation(sure, Votes).Estimate.UndefinedReason);
    }

    [Fact]
    public void Calibration_EqualWidth_PutsAnEdgeIntoTheBinAbove()
    {
        // 0.3 and 0.7 are edges of ten bins although 0.3 * 10 and 0.7 * 10 need not be whole numbers; 1 is in the last bin.
        CalibrationTable table = VoteAlignment.Calibration(Judge(0.3, 0.7, 0.1, 0.9, 0, 1, 0.6, 0.4), Votes);
        Assert.Equal([0, 0.1, 0.3, 0.4, 0.6, 0.7, 0.9], table.Bins.Select(b => b.Lower));
        Assert.Equal([1, 1, 1, 1, 1, 1, 2], table.Bins.Select(b => b.Cells));
        Assert.All(table.Bins, b => Assert.InRange(b.MeanProbability, b.Lower, b.Upper));

        // Gaps: 0 with 0.8; 0.1 with 0.4; 0.3 with 0.6; 0.4 with 1; 0.6 with 0; 0.7 with 0.4; the last 0.95 with (0.6 + 0.2) / 2.
        Assert.Equal((0.8 + 0.3 + 0.3 + 0.6 + 0.6 + 0.3 + (2 * 0.55)) / 8, table.ExpectedError.Value, 1e-15);
        Assert.Equal(0.8, table.MaximumError.Value, 1e-15);
    }

    [Fact]
    public void Calibration_EqualMass_NeverPartsEqualProbabilities()
    {
        // Cells in order: 0.1, 0.5 (six times), 0.9. Four bins of two would part the equal ones; they stay together.
        CalibrationTable table = VoteAlignment.Calibration(Judge(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1, 0.9), Votes, new() { Bins = 4, Binning = CalibrationBinning.EqualMass });
        Assert.Equal([(0.1, 0.5, 7), (0.9, 0.9, 1)], table.Bins.Select(b => (b.Lower, b.Upper, b.Cells)));
        CalibrationTable fine = VoteAlignment.Calibration(Judge(0.45, 0.55, 0.2, 0.8, 0.7, 0.3, 0.1, 0.9), Votes, new() { Bins = 4, Binning = CalibrationBinning.EqualMass });
        Assert.Equal([2, 2, 2, 2], fine.Bins.Select(b => b.Cells));
    }

    [Fact]
    public void NBestHitRate_TiesInModeAndProbability_TakesAnyModeAndTheExpectation()
    {
        // Votes 2:2:1:0: two modes. Probabilities 0.1, 0.2, 0.2, 0.5.
        RatingTable votes = Table([0, 0, 1, 1, 2]);
        ProbabilityTable judge = ProbabilityTable.Create([0.1, 0.2, 0.2, 0.5], 4);
        Assert.Equal(0, VoteAlignment.NBestHitRate(judge, votes, 1).Value);
        Assert.Equal(0.5, VoteAlignment.NBestHitRate(judge, votes, 2).Value);
        Assert.Equal(1, VoteAlignment.NBestHitRate(judge, votes, 3).Value);
        Assert.Equal(1, VoteAlignment.NBestHitRate(judge, votes, 9).Value);

        // All four tied, both modes among them: with two places the chance that neither is drawn is (2/4)(1/3).
        ProbabilityTable even = ProbabilityTable.Create([0.25, 0.25, 0.25, 0.25], 4);
        Assert.Equal(0.5, VoteAlignment.NBestHitRate(even, votes, 1).Value, 1e-15);
        Assert.Equal(5.0 / 6, VoteAlignment.NBestHitRate(even, votes, 2).Value, 1e-15);
        Assert.Equal(1, VoteAlignment.NBestHitRate(even, votes, 3).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => VoteAlignment.NBestHitRate(even, votes, 0));
    }

    [Fact]
    public void EveryMeasure_CategoriesAndItemsOfTheTables_AreMatchedByValue()
    {
        // The judge has more categories than the votes, and item 1 has no vote.
        RatingTable votes = RatingTable.FromRows([[5, 5], [null, null], [1, 5]]);
        ProbabilityTable judge = ProbabilityTable.Create([0, 0.5, 0.5, 1, 0, 0, 0.5, 0, 0.5], ImmutableArray.Create(1.0, 3, 5));
        Estimate error = VoteAlignment.HumanCalibrationError(judge, votes);
        Assert.Equal((0.25, 2), (error.Value, error.N));
        Assert.Equal("item 2: the second distribution has no weight on an outcome that the first has", VoteAlignment.CrossEntropy(
            ProbabilityTable.Create([0, 0, 1, 1, 0, 0, 1, 0, 0], ImmutableArray.Create(1.0, 3, 5)), votes).UndefinedReason);
        Assert.Throws<ArgumentException>(() => VoteAlignment.BrierScore(ProbabilityTable.Create([1, 0, 1, 0, 1, 0], ImmutableArray.Create(1.0, 3)), votes));
        Assert.Throws<ArgumentException>(() => VoteAlignment.BrierScore(ProbabilityTable.Create([1, 0, 0], ImmutableArray.Create(1.0, 3, 5)), votes));
    }

    [Fact]
    public void EveryMeasure_NoVotes_IsUndefined()
    {
        RatingTable none = RatingTable.FromRows([[null, null]]);
        ProbabilityTable judge = Judge(0.5, 0.5);
        Assert.Equal("no item has a vote", VoteAlignment.BrierScore(judge, none).UndefinedReason);
        Assert.Equal("no item has a vote", VoteAlignment.Calibration(judge, none).ExpectedError.UndefinedReason);
        Assert.Empty(VoteAlignment.Calibration(judge, none).Bins);
        Assert.False(VoteAlignment.EntropyCorrelation(judge, none).Estimate.IsDefined);
        Assert.Throws<ArgumentException>(() => VoteAlignment.Calibration(judge, none, new() { Bins = 0 }));
    }

    private static ProbabilityTable Judge(params double[] probabilities) => ProbabilityTable.Create(probabilities, 2);

    private static RatingTable Table(params double[][] rows) => RatingTable.FromRows([.. rows.Select(row => (IReadOnlyList<double?>)[.. row.Select(v => (double?)v)])]);
}
