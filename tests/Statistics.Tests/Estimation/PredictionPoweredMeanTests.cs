namespace JudgeEval.Statistics.Tests.Estimation;

public class PredictionPoweredMeanTests
{
    private static readonly double[] Labels = [1, 0, 1, 0];
    private static readonly double[] Judge = [1, 0, 0, 0];
    private static readonly double[] Elsewhere = [1, 1, 1, 0, 0, 0, 0, 0];

    [Fact]
    public void Compute_TunedByHand_HasTheFractions()
    {
        // cov(y, f) = 1/4 - 1/2 · 1/4 = 1/8. All 12 judge labels: 4 ones, variance (4 - 16/12) / 11 = 8/33.
        // λ = 1/8 / ((1 + 4/8) 8/33) = 11/32. Estimate 1/2 - 11/32 (1/4 - 3/8) = 139/256.
        // var(y - λf) = (441/1024 + 1) / 4 - (53/128)² = 3051/16384; λ² var(f) = 121/1024 · 15/64.
        // Variance 3051/65536 + 1815/524288 = 26223/524288; plain variance (1/4) / 4 = 1/16.
        PredictionPoweredResult result = PredictionPoweredMean.Compute(Labels, Judge, Elsewhere, new());
        Assert.Equal(11 / 32.0, result.Lambda.Value, 1e-15);
        Assert.Equal(11 / 32.0, result.OptimalLambda.Value, 1e-15);
        Assert.Equal(139 / 256.0, result.Point.Value, 1e-15);
        Assert.Equal(Math.Sqrt(26223 / 524288.0), result.StandardError.Value, 1e-15);
        Assert.Equal(131072 / 26223.0, result.EffectiveSampleSize.Value, 1e-13);
        Assert.Equal((131072 / 26223.0) - 4, result.LabelsSaved.Value, 1e-13);
        Assert.Equal(0.5, result.Classical.Value);
        Assert.Equal(4, result.Point.N);

        // 1.959963984540054 is the 97.5 % quantile of the normal distribution.
        Assert.Equal((139 / 256.0) - (1.959963984540054 * Math.Sqrt(26223 / 524288.0)), result.Point.Interval!.Lower, 1e-14);
        Assert.Equal("prediction-powered", result.Point.Interval.Method);
        Assert.Equal(0.95, result.Point.Interval.Level);
    }

    [Fact]
    public void Compute_WeightZero_IsTheClassicalMean()
    {
        PredictionPoweredResult result = PredictionPoweredMean.Compute(Labels, Judge, Elsewhere, new() { Lambda = 0, Level = 0.9 });
        Estimate classical = PredictionPoweredMean.Classical(Labels, 0.9);
        Assert.Equal(classical.Value, result.Point.Value);
        Assert.Equal(classical.Interval!.Lower, result.Point.Interval!.Lower, 1e-15);
        Assert.Equal(classical.Interval.Upper, result.Point.Interval.Upper, 1e-15);
        Assert.Equal(4, result.EffectiveSampleSize.Value, 1e-12);
        Assert.Equal(0, result.LabelsSaved.Value, 1e-12);
    }

    [Fact]
    public void Compute_WeightOne_IsTheCorrectedMeanOfTheJudge()
    {
        // 3/8 + (1/2 - 1/4).
        Assert.Equal(0.625, PredictionPoweredMean.Compute(Labels, Judge, Elsewhere, new() { Lambda = 1 }).Point.Value, 1e-15);
    }

    [Fact]
    public void Compute_OpposedJudge_IsNotUsed()
    {
        double[] opposed = [.. Judge.Select(f => 1 - f)], elsewhere = [.. Elsewhere.Select(f => 1 - f)];
        PredictionPoweredResult result = PredictionPoweredMean.Compute(Labels, opposed, elsewhere, new());
        Assert.Equal(-11 / 32.0, result.OptimalLambda.Value, 1e-15);
        Assert.Equal(0, result.Lambda.Value);
        Assert.Equal(0.5, result.Point.Value);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(0, -3)]
    public void Compute_JudgeShifted_ChangesNothing(double shift, double labelShift)
    {
        // A constant bias of the judge is taken off; a constant on the labels moves the estimate by it.
        PredictionPoweredResult plain = PredictionPoweredMean.Compute(Labels, Judge, Elsewhere, new());
        PredictionPoweredResult shifted = PredictionPoweredMean.Compute(
            [.. Labels.Select(y => y + labelShift)], [.. Judge.Select(f => f + shift)], [.. Elsewhere.Select(f => f + shift)], new());
        Assert.Equal(plain.Point.Value + labelShift, shifted.Point.Value, 1e-13);
        Assert.Equal(plain.StandardError.Value, shifted.StandardError.Value, 1e-13);
    }

    [Fact]
    public void Compute_ItemsInAnotherOrder_ChangesNothing()
    {
        (double[] labels, double[] judge, double[] elsewhere) = JudgedSample.Draw(60, 500, 0.7, 21, 0);
        PredictionPoweredResult plain = PredictionPoweredMean.Compute(labels, judge, elsewhere, new());
        Array.Reverse(labels);
        Array.Reverse(judge);
        Array.Sort(elsewhere);
        PredictionPoweredResult other = PredictionPoweredMean.Compute(labels, judge, elsewhere, new());
        Assert.Equal(plain.Point.Value, other.Point.Value, 1e-13);
        Assert.Equal(plain.StandardError.Value, other.StandardError.Value, 1e-13);
    }

    [Fact]
    public void Compute_ConstantJudge_GivesThePlainMeanAndNoWeight()
    {
        PredictionPoweredResult result = PredictionPoweredMean.Compute(Labels, [0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1], new());
        Assert.Equal("the judge's numbers are all equal", result.Lambda.UndefinedReason);
        Assert.False(result.OptimalLambda.IsDefined);
        Assert.Equal(0.5, result.Point.Value);
        Assert.Equal(PredictionPoweredMean.Classical(Labels, 0.95).Interval!.Lower, result.Point.Interval!.Lower, 1e-15);
    }

    [Fact]
    public void Compute_NothingVaries_IsUndefinedWhenTuned()
    {
        Assert.False(PredictionPoweredMean.Compute([1, 1], [1, 1], [1, 1], new()).Point.IsDefined);
        Assert.Equal(1, PredictionPoweredMean.Compute([1, 1], [1, 1], [1, 1], new() { Lambda = 1 }).Point.Value);
    }

    [Fact]
    public void Compute_EmptySet_IsUndefined()
    {
        Assert.Equal("no item has people's labels", PredictionPoweredMean.Compute([], [], [1, 2], new()).Point.UndefinedReason);
        Assert.Contains("plain mean", PredictionPoweredMean.Compute([1, 2], [1, 2], [], new()).Point.UndefinedReason, StringComparison.Ordinal);
        Assert.False(PredictionPoweredMean.Classical([], 0.95).IsDefined);
    }

    [Fact]
    public void Compute_SingleItem_HasNoIntervalAndNoTest()
    {
        PredictionPoweredResult one = PredictionPoweredMean.Compute([3], [2], [2, 4], new() { Lambda = 1 });
        Assert.Equal(4, one.Point.Value);
        Assert.Null(one.Point.Interval);
        Assert.Equal("one labelled item has no spread", one.StandardError.UndefinedReason);
        Assert.False(one.Test(0, Alternative.TwoSided).IsDefined);
        Assert.Null(PredictionPoweredMean.Compute([3, 4], [2, 3], [2], new() { Lambda = 1 }).Point.Interval);
        Assert.NotNull(PredictionPoweredMean.Compute([3, 4], [2, 3], [2], new() { Lambda = 0 }).Point.Interval);
    }

    [Fact]
    public void Compute_NumbersTooLargeToSquare_IsUndefined()
    {
        PredictionPoweredResult result = PredictionPoweredMean.Compute([1e200, -1e200], [1e200, 0], [1e200, 2e200], new());
        Assert.Contains("too large", result.Point.UndefinedReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_BadArguments_Throws()
    {
        Assert.Throws<ArgumentException>(() => PredictionPoweredMean.Compute([1, 2], [1], [1], new()));
        Assert.Throws<ArgumentException>(() => PredictionPoweredMean.Compute([1, 2], [1, 2], [1, double.NaN], new()));
        Assert.Throws<ArgumentException>(() => PredictionPoweredMean.Compute([1, double.PositiveInfinity], [1, 2], [1, 2], new()));
        Assert.Throws<ArgumentException>(() => PredictionPoweredMean.Compute([1, 2], [1, 2], [1, 2], new() { Lambda = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionPoweredMean.Compute([1, 2], [1, 2], [1, 2], new() { Level = 1 }));
    }

    [Theory]
    [InlineData(Alternative.Greater)]
    [InlineData(Alternative.Less)]
    [InlineData(Alternative.TwoSided)]
    public void Test_ByHand_IsTheNormalTail(Alternative alternative)
    {
        // z = (139/256 - 1/4) / sqrt(26223/524288); the upper tail is scipy.stats.norm.sf(1.3099812193705431).
        PredictionPoweredResult result = PredictionPoweredMean.Compute(Labels, Judge, Elsewhere, new());
        const double Upper = 0.09510109451695686;
        TestResult test = result.Test(0.25, alternative);
        Assert.Equal(1.3099812193705431, test.Statistic, 1e-13);
        double expected = alternative switch { Alternative.Greater => Upper, Alternative.Less => 1 - Upper, _ => 2 * Upper };
        Assert.Equal(expected, test.PValue, 1e-14);
    }

    [Fact]
    public void Test_NoSpreadAtAll_IsCertain()
    {
        PredictionPoweredResult result = PredictionPoweredMean.Compute([1, 1, 1], [1, 1, 1], [1, 1], new() { Lambda = 1 });
        Assert.Equal(0, result.Test(0.5, Alternative.Greater).PValue);
        Assert.Equal(1, result.Test(0.5, Alternative.Less).PValue);
        Assert.False(result.EffectiveSampleSize.IsDefined);
    }

    // Errors below 1e-16 were taken as 1e-16, so that labels in small units were never significant.
    [Fact]
    public void Test_LabelsInATinyUnit_IsThatOfAnyUnit()
    {
        const double Unit = 1e-30;
        double[] labels = [.. Labels.ToArray().Select(v => v * Unit)], judge = [.. Judge.ToArray().Select(v => v * Unit)];
        double[] elsewhere = [.. Elsewhere.ToArray().Select(v => v * Unit)];
        TestResult test = PredictionPoweredMean.Compute(labels, judge, elsewhere, new()).Test(0.25 * Unit, Alternative.Greater);
        Assert.Equal(1.3099812193705431, test.Statistic, 1e-12);
    }
}
