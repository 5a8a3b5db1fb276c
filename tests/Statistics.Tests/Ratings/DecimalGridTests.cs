namespace JudgeEval.Statistics.Tests.Ratings;

public sealed class DecimalGridTests
{
    [Fact]
    public void For_Decimals_IsTheCoarsestPowerOfTen()
    {
        Assert.Equal(1, DecimalGrid.For([1, 2, 5]).PerUnit);
        Assert.Equal(10, DecimalGrid.For([1, 11.5, -0.3]).PerUnit);
        Assert.Equal(1000, DecimalGrid.For([0.1, 0.125]).PerUnit);
    }

    [Fact]
    public void Steps_SumsThatAreEqualOnPaper_AreEqual()
    {
        DecimalGrid grid = DecimalGrid.For([0.1, 0.2, 0.15]);

        // As doubles, 0.1 + 0.2 is 0.30000000000000004 and 0.15 + 0.15 is 0.3.
        Assert.NotEqual(0.1 + 0.2, 0.15 + 0.15);
        Assert.Equal(grid.Steps(0.1) + grid.Steps(0.2), grid.Steps(0.15) + grid.Steps(0.15));
    }

    [Fact]
    public void For_NumberThatNobodyWroteByHand_IsNoGrid()
    {
        DecimalGrid grid = DecimalGrid.For([0.5, Math.PI]);

        Assert.False(grid.IsWhole);
        Assert.Equal((1.0, Math.PI), (grid.PerUnit, grid.Steps(Math.PI)));
    }
}
