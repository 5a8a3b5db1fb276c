namespace JudgeEval.Statistics.Tests.Published;

/// <summary>
/// The worked examples of Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", with the three digits printed there
/// and the fraction that the definition gives (all ordered pairs within units, in exact arithmetic).
/// </summary>
public class KrippendorffWorkedExamplesTests
{
    private const double No = double.NaN;

    private static readonly RatingTable FourObservers = RatingTable.FromColumns(
        [
            1, 2, 3, 3, 2, 1, 4, 1, 2, No, No, No,
            1, 2, 3, 3, 2, 2, 4, 1, 2, 5, No, 3,
            No, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, No,
            1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, No,
        ],
        4);

    [Theory]
    [InlineData(MeasurementLevel.Nominal, 0.743, 113.0 / 152)]
    [InlineData(MeasurementLevel.Ordinal, 0.815, 108577.0 / 133160)]
    [InlineData(MeasurementLevel.Interval, 0.849, 951.0 / 1120)]
    [InlineData(MeasurementLevel.Ratio, 0.797, 18222619.0 / 22852465)]
    public void Compute_FourObserversTwelveUnits_IsAsPrinted(MeasurementLevel level, double printed, double exact)
    {
        Estimate alpha = KrippendorffAlpha.Compute(FourObservers, level);
        Assert.Equal(printed, alpha.Value, 3);
        Assert.Equal(exact, alpha.Value, 1e-15);

        // The last unit has one value, which pairs with nothing.
        Assert.Equal(11, alpha.N);
    }

    [Fact]
    public void Compute_TwoObserversBinary_IsAsPrinted()
    {
        RatingTable table = RatingTable.FromColumns([0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0], 2);
        Assert.Equal(0.095, KrippendorffAlpha.Compute(table, MeasurementLevel.Nominal).Value, 3);
        Assert.Equal(2.0 / 21, KrippendorffAlpha.Compute(table, MeasurementLevel.Nominal).Value, 1e-15);
    }

    [Fact]
    public void Compute_TwoObserversNominal_IsAsPrinted()
    {
        string[] meg = [.. "aabbdcccedda".Select(c => c.ToString())], owen = [.. "babbbccceddd".Select(c => c.ToString())];
        RatingTable table = RatingTable.FromLabels([.. meg.Zip(owen, (m, o) => (IReadOnlyList<string?>)[m, o])]);
        Assert.Equal(0.692, KrippendorffAlpha.Compute(table, MeasurementLevel.Nominal).Value, 3);
        Assert.Equal(155.0 / 224, KrippendorffAlpha.Compute(table, MeasurementLevel.Nominal).Value, 1e-15);
    }
}
