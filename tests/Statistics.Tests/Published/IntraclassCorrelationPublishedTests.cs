namespace JudgeEval.Statistics.Tests.Published;

/// <summary>The example of Shrout and Fleiss (1979, doi:10.1037/0033-2909.86.2.420), Tables 2 to 4: six targets, four judges.</summary>
public class IntraclassCorrelationPublishedTests
{
    [Fact]
    public void Compute_ShroutAndFleissExample_ReproducesTheirTables()
    {
        double?[][] rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
        IntraclassCorrelations icc = IntraclassCorrelation.Compute(RatingTable.FromRows(rows));
        Assert.Equal(
            [0.17, 0.29, 0.71, 0.44, 0.62, 0.91],
            new[] { icc.OneWaySingle, icc.TwoWayRandomSingle, icc.TwoWayMixedSingle, icc.OneWayAverage, icc.TwoWayRandomAverage, icc.TwoWayMixedAverage }
                .Select(form => Math.Round(form.Estimate.Value, 2)));
        Assert.Equal(
            [11.24, 6.26, 32.49, 1.02],
            new[] { icc.MeanSquares.Items, icc.MeanSquares.Within, icc.MeanSquares.Annotators, icc.MeanSquares.Residual }.Select(square => Math.Round(square.Value, 2)));
    }
}
