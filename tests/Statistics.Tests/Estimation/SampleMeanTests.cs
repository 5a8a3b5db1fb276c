namespace JudgeEval.Statistics.Tests.Estimation;

public class SampleMeanTests
{
    [Fact]
    public void Compute_ByHand_IsStudents()
    {
        // 1, 2, 4, 5: mean 3, squared deviations 4 + 1 + 1 + 4 = 10, standard error √(10 / 3 / 4). Student's 97.5 % point at 3 degrees is 3.182446.
        SampleMeanResult result = SampleMean.Compute([1, 2, 4, 5]);
        Assert.Equal(3, result.Mean.Value, 1e-15);
        Assert.Equal(Math.Sqrt(10 / 12.0), result.StandardError.Value, 1e-15);
        Assert.Equal(3 - (3.182446305284263 * Math.Sqrt(10 / 12.0)), result.Mean.Interval!.Lower, 1e-12);
        Assert.Equal(3 + (3.182446305284263 * Math.Sqrt(10 / 12.0)), result.Mean.Interval.Upper, 1e-12);
    }

    [Fact]
    public void Compute_EqualNumbers_HaveNoError()
    {
        SampleMeanResult result = SampleMean.Compute([0.1, 0.1, 0.1]);
        Assert.Equal((0.1, 0.0), (result.Mean.Value, result.StandardError.Value));
        Assert.Equal((0.1, 0.1), (result.Mean.Interval!.Lower, result.Mean.Interval.Upper));
    }

    [Fact]
    public void Compute_TooFewOrTooLarge_SaysWhy()
    {
        Assert.Equal("there are no numbers", SampleMean.Compute([]).Mean.UndefinedReason);
        SampleMeanResult one = SampleMean.Compute([7]);
        Assert.Equal((7.0, null, "one number has no spread"), (one.Mean.Value, one.Mean.Interval, one.StandardError.UndefinedReason));
        Assert.False(SampleMean.Compute([1e300, -1e300]).StandardError.IsDefined);
        Assert.Throws<ArgumentException>(() => SampleMean.Compute([double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleMean.Compute([1, 2], 1));
    }
}
