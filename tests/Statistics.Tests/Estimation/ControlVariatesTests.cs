namespace JudgeEval.Statistics.Tests.Estimation;

public class ControlVariatesTests
{
    [Fact]
    public void Compute_ByHand_HasTheFractions()
    {
        // cov(y, f) = 1/8, var(f) = 3/16, var(y) = 1/4: a = 2/3, ρ² = (1/8)² / (3/64) = 1/3. Mean of all 12 judge labels 1/3.
        // Estimate 1/2 - 2/3 (1/4 - 1/3) = 5/9.
        ControlVariatesResult result = ControlVariates.Compute([1, 0, 1, 0], [1, 0, 0, 0], [1, 1, 1, 0, 0, 0, 0, 0]);
        Assert.Equal(2 / 3.0, result.Coefficient.Value, 1e-15);
        Assert.Equal(Math.Sqrt(1 / 3.0), result.Correlation.Value, 1e-15);
        Assert.Equal(1 / 3.0, result.PredictedSaving.Value, 1e-15);
        Assert.Equal(2 / 9.0, result.VarianceReduction.Value, 1e-15);
        Assert.Equal(5 / 9.0, result.Point.Value, 1e-15);
    }

    [Fact]
    public void Compute_AnyData_EqualsThePredictionPoweredMeanOfTheSameWeight()
    {
        (double[] labels, double[] judge, double[] elsewhere) = JudgedSample.Draw(40, 160, 0.6, 41, 0);
        ControlVariatesResult special = ControlVariates.Compute(labels, judge, elsewhere);
        PredictionPoweredResult general = PredictionPoweredMean.Compute(labels, judge, elsewhere, new() { Lambda = special.Coefficient.Value * 0.8 });
        Assert.Equal(general.Point.Value, special.Point.Value);

        // The formula as the paper writes it: the control is the judge's mean over all items.
        double all = judge.Concat(elsewhere).Average();
        Assert.Equal(labels.Average() - (special.Coefficient.Value * (judge.Average() - all)), special.Point.Value, 1e-13);
    }

    [Theory]
    [InlineData(-2, 7)]
    [InlineData(1000, 0)]
    public void Compute_JudgeInAnotherUnit_ChangesNothing(double scale, double shift)
    {
        (double[] labels, double[] judge, double[] elsewhere) = JudgedSample.Draw(40, 160, 0.6, 42, 0);
        ControlVariatesResult plain = ControlVariates.Compute(labels, judge, elsewhere);
        ControlVariatesResult scaled = ControlVariates.Compute(
            labels, [.. judge.Select(f => (scale * f) + shift)], [.. elsewhere.Select(f => (scale * f) + shift)]);
        Assert.Equal(plain.Point.Value, scaled.Point.Value, 1e-11);
        Assert.Equal(plain.StandardError.Value, scaled.StandardError.Value, 1e-11);
        Assert.Equal(plain.PredictedSaving.Value, scaled.PredictedSaving.Value, 1e-11);
    }

    [Fact]
    public void Compute_ConstantJudge_GivesThePlainMean()
    {
        ControlVariatesResult result = ControlVariates.Compute([1, 0, 1], [1, 1, 1], [1, 0]);
        Assert.Equal(2 / 3.0, result.Point.Value, 1e-15);
        Assert.False(result.Coefficient.IsDefined);
        Assert.False(result.Correlation.IsDefined);
        Assert.False(result.PredictedSaving.IsDefined);
    }

    [Fact]
    public void WinRate_OutcomesOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlVariates.WinRate([1, 2], [1, 0], [1]));
        Assert.Equal(0.75, ControlVariates.WinRate([1, 0.5], [1, 0.5], [0.75, 0.75]).Point.Value, 1e-15);
    }

    [Fact]
    public void Compute_OtherLengths_Throws() => Assert.Throws<ArgumentException>(() => ControlVariates.Compute([1, 2], [1], [1]));
}
