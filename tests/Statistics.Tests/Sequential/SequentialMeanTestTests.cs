namespace JudgeEval.Statistics.Tests.Sequential;

/// <summary>
/// The stakes are the nodes of Gauss-Chebyshev quadrature moved to 0..1, so a mean over them is exact for polynomials of degree 127: the mean of f^k is
/// C(2k, k) / 4^k, which is 1/2 for k = 1 and 3/8 for k = 2.
/// </summary>
public sealed class SequentialMeanTestTests
{
    [Fact]
    public void Interval_OneSuccess_IsDerivedByHand()
    {
        SequentialMeanTest test = Test(0.8, 1);

        // 1 + (1/m - 1) / 2 = 40 where the lower bound is, so m = 1/79; a single success says nothing of an upper bound.
        Assert.Equal(1.0 / 79, test.Interval().Lower, 1e-9);
        Assert.Equal(1, test.Interval().Upper);
    }

    [Fact]
    public void Interval_TwoSuccesses_IsDerivedByHand()
    {
        SequentialMeanTest test = Test(0.8, 1, 1);

        // 1 + u + 3/8 u² = 40 with u = 1/m - 1, so u = (sqrt(1 + 4 * 39 * 3/8) - 1) / (3/4).
        double u = (Math.Sqrt(1 + (4 * 39 * 0.375)) - 1) / 0.75;
        Assert.Equal(1 / (1 + u), test.Interval().Lower, 1e-9);
    }

    [Theory]
    [InlineData(1, 0.8, 23)]
    [InlineData(0, 0.8, 3)]
    public void Add_TheSameScoreAlways_DecidesWhereTheMomentsSay(double score, double threshold, int after)
    {
        // sum over k of C(t, k) u^k C(2k, k) / 4^k reaches 40 at t = 23 for u = 1/0.8 - 1 and at t = 3 for u = 1/0.2 - 1.
        var test = new SequentialMeanTest(0, 1, threshold);
        while (!test.IsDecided)
        {
            test.Add(score);
        }

        Assert.Equal(after, test.Observations);
        Assert.Equal((score > threshold, score < threshold), (test.IsAbove, test.IsBelow));
    }

    [Fact]
    public void Add_TheThresholdItself_NeverDecides()
    {
        var test = new SequentialMeanTest(-1, 1, -0.05);
        for (int i = 0; i < 10_000; i++)
        {
            test.Add(-0.05);
        }

        Assert.False(test.IsDecided);
    }

    [Fact]
    public void Add_MirroredScores_MirrorTheAnswer()
    {
        RandomStream random = new(3, 0);
        SequentialMeanTest test = new(0, 1, 0.3), mirror = new(0, 1, 0.7);
        for (int i = 0; i < 200 && !test.IsDecided; i++)
        {
            double score = random.NextDouble();
            test.Add(score);
            mirror.Add(1 - score);
        }

        Assert.True(test.IsAbove && mirror.IsBelow);
        Assert.Equal(test.Interval().Lower, 1 - mirror.Interval().Upper, 1e-9);
        Assert.Equal(test.Interval().Upper, 1 - mirror.Interval().Lower, 1e-9);
    }

    [Fact]
    public void Add_ScoresInAnotherUnit_DecideAtTheSameTime()
    {
        RandomStream random = new(4, 0);
        SequentialMeanTest test = new(0, 1, 0.6), scaled = new(-10, 10, 2);
        while (!test.IsDecided && test.Observations < 5000)
        {
            double score = random.NextInt(4) / 3.0;
            test.Add(score);
            scaled.Add((20 * score) - 10);
        }

        Assert.Equal((test.IsAbove, test.IsBelow), (scaled.IsAbove, scaled.IsBelow));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void Interval_WhenItDecides_LeavesTheThresholdOut(ulong seed)
    {
        RandomStream random = new(seed, 0);
        var test = new SequentialMeanTest(-1, 1, -0.05);
        while (!test.IsDecided)
        {
            AnytimeInterval before = test.Interval();
            Assert.InRange(-0.05, before.Lower - 1e-9, before.Upper + 1e-9);
            test.Add(random.NextInt(10) switch { 0 => 1, 1 => -1, _ => 0 });
        }

        AnytimeInterval interval = test.Interval();
        Assert.True(test.IsAbove ? interval.Lower >= -0.05 - 1e-9 : interval.Upper <= -0.05 + 1e-9);
    }

    [Fact]
    public void Add_AMillionSuccesses_StaysANumber()
    {
        var test = new SequentialMeanTest(0, 1, 0.001);
        for (int i = 0; i < 1_000_000; i++)
        {
            test.Add(1);
        }

        Assert.True(test.IsAbove && !test.IsBelow);
        Assert.InRange(test.Interval().Lower, 0.9999, 1);
        Assert.Equal(1, test.Interval().Upper);
    }

    [Fact]
    public void Add_MeanAtTheThreshold_IsSeldomWrong()
    {
        // 2,000 runs of up to 400 looks: the exact 99.9 % upper bound of a true rate of 0.025 is 75 wrong answers of each kind.
        int above = 0, below = 0;
        for (ulong run = 0; run < 2000; run++)
        {
            RandomStream random = new(11, run);
            var test = new SequentialMeanTest(0, 1, 0.7);
            while (test.Observations < 400 && !test.IsDecided)
            {
                test.Add(random.NextDouble() < 0.7 ? 1 : 0);
            }

            above += test.IsAbove ? 1 : 0;
            below += test.IsBelow ? 1 : 0;
        }

        Assert.InRange(above, 1, 75);
        Assert.InRange(below, 1, 75);
    }

    [Fact]
    public void Interval_WithoutScores_IsTheWholeRange() => Assert.Equal(new AnytimeInterval(-1, 1, 0), new SequentialMeanTest(-1, 1, 0).Interval());

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(0, 1, double.NaN)]
    [InlineData(1, 0, 0.5)]
    [InlineData(0, double.PositiveInfinity, 0.5)]
    public void Constructor_NumbersThatDecideNothing_Throw(double smallest, double largest, double threshold) =>
        Assert.ThrowsAny<ArgumentException>(() => new SequentialMeanTest(smallest, largest, threshold));

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void Constructor_LevelOutOfRange_Throws(double alpha) => Assert.ThrowsAny<ArgumentException>(() => new SequentialMeanTest(0, 1, 0.5, alpha));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Add_NumberOutside_Throws(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialMeanTest(0, 1, 0.5).Add(value));

    private static SequentialMeanTest Test(double threshold, params double[] scores)
    {
        var test = new SequentialMeanTest(0, 1, threshold);
        Array.ForEach(scores, test.Add);
        return test;
    }
}
