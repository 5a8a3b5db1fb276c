namespace JudgeEval.Statistics.Tests.Sequential;

public sealed class HostileSequencesTests
{
    [Fact]
    public void Constructors_NumbersWithoutDigits_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AsymptoticConfidenceSequence(10, double.Epsilon));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BernoulliConfidenceSequence(0.95, double.MaxValue, 1));
        Assert.Throws<ArgumentException>(() => new BoundedMeanConfidenceSequence(-double.MaxValue, double.MaxValue));
    }

    [Fact]
    public void At_IntervalBeyondTheLargestNumber_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AsymptoticConfidenceSequence(10).At(1e308, 1e308, 5));
}
