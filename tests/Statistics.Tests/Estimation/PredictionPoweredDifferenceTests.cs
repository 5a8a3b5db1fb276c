namespace JudgeEval.Statistics.Tests.Estimation;

public class PredictionPoweredDifferenceTests
{
    [Fact]
    public void Paired_SystemsExchanged_ChangesTheSignOnly()
    {
        (JudgedSystem a, JudgedSystem b) = (System(0.7, 51), System(0.5, 52));
        PredictionPoweredResult forward = PredictionPoweredDifference.Paired(a, b, new()), backward = PredictionPoweredDifference.Paired(b, a, new());
        Assert.Equal(forward.Point.Value, -backward.Point.Value, 1e-14);
        Assert.Equal(forward.StandardError.Value, backward.StandardError.Value, 1e-14);
        Assert.Equal(forward.Point.Interval!.Lower, -backward.Point.Interval!.Upper, 1e-14);
        Assert.Equal(forward.Test(0, Alternative.Greater).PValue, backward.Test(0, Alternative.Less).PValue, 1e-14);
    }

    [Fact]
    public void Paired_AnyData_EqualsTheMeanOfTheDifferences()
    {
        (JudgedSystem a, JudgedSystem b) = (System(0.7, 53), System(0.9, 54));
        PredictionPoweredResult expected = PredictionPoweredMean.Compute(
            Minus(a.Labels, b.Labels), Minus(a.Judge, b.Judge), Minus(a.JudgeElsewhere, b.JudgeElsewhere), new());
        Assert.Equal(expected, PredictionPoweredDifference.Paired(a, b, new()));
    }

    [Fact]
    public void Unpaired_AnyData_IsTheDifferenceOfTheMeansWithAddedVariances()
    {
        (JudgedSystem a, JudgedSystem b) = (System(0.7, 55), System(0.9, 56));
        UnpairedDifference result = PredictionPoweredDifference.Unpaired(a, b, new());
        Assert.Equal(result.First.Point.Value - result.Second.Point.Value, result.Difference.Value);
        Assert.Equal(
            Math.Pow(result.First.StandardError.Value, 2) + Math.Pow(result.Second.StandardError.Value, 2), Math.Pow(result.StandardError.Value, 2), 1e-15);
        Assert.Equal(160, result.Difference.N);
        UnpairedDifference exchanged = PredictionPoweredDifference.Unpaired(b, a, new());
        Assert.Equal(result.Difference.Value, -exchanged.Difference.Value);
        Assert.Equal(result.Test(0.1, Alternative.TwoSided).PValue, exchanged.Test(-0.1, Alternative.TwoSided).PValue, 1e-14);
    }

    [Fact]
    public void Paired_NoiseCommonToBothSystems_IsSharperThanUnpaired()
    {
        // The same items: half of the variance of a label is the item's and cancels in the difference.
        JudgedSystem a = System(0.7, 57);
        JudgedSystem b = new(Shifted(a.Labels), Shifted(a.Judge), Shifted(a.JudgeElsewhere));
        PredictionPoweredResult paired = PredictionPoweredDifference.Paired(a, b, new() { Lambda = 1 });
        Assert.Equal(-0.25, paired.Point.Value, 1e-13);
        Assert.InRange(paired.StandardError.Value, 0, 1e-12);
        Assert.True(PredictionPoweredDifference.Unpaired(a, b, new() { Lambda = 1 }).StandardError.Value > 0.05);
    }

    [Fact]
    public void Unpaired_OneSystemWithoutLabels_SaysWhich()
    {
        UnpairedDifference result = PredictionPoweredDifference.Unpaired(System(0.7, 58), new(default, default, new double[] { 1 }), new());
        Assert.Equal("second system: no item has people's labels", result.Difference.UndefinedReason);
        Assert.False(result.Test(0, Alternative.TwoSided).IsDefined);
    }

    [Fact]
    public void Paired_OtherItems_Throws()
    {
        JudgedSystem shorter = new(new double[] { 1 }, new double[] { 1 }, new double[] { 1 });
        Assert.Throws<ArgumentException>(() => PredictionPoweredDifference.Paired(System(0.7, 59), shorter, new()));
        Assert.Throws<ArgumentException>(() => PredictionPoweredDifference.Unpaired(shorter, new(new[] { double.NaN }, new[] { 1.0 }, new[] { 1.0 }), new()));
    }

    private static JudgedSystem System(double correlation, ulong seed)
    {
        (double[] labels, double[] judge, double[] elsewhere) = JudgedSample.Draw(80, 400, correlation, seed, 0);
        return new(labels, judge, elsewhere);
    }

    private static double[] Minus(ReadOnlyMemory<double> a, ReadOnlyMemory<double> b) => [.. a.ToArray().Zip(b.ToArray(), (x, y) => x - y)];

    private static double[] Shifted(ReadOnlyMemory<double> values) => [.. values.ToArray().Select(v => v + 0.25)];
}
