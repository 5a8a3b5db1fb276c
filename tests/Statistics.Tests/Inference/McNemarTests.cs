namespace JudgeEval.Statistics.Tests.Inference;

public sealed class McNemarTests
{
    [Fact]
    public void Run_NoDiscordantPair_IsDefinedForTheExactTestOnly()
    {
        Assert.Equal(1, McNemarTest.Run(0, 0, McNemarMethod.Exact).PValue);
        foreach (McNemarMethod method in new[] { McNemarMethod.MidP, McNemarMethod.Asymptotic, McNemarMethod.AsymptoticCorrected })
        {
            TestResult result = McNemarTest.Run(0, 0, method);
            Assert.False(result.IsDefined);
            Assert.Equal("the two agree on every pair, so there is no discordant pair to test", result.UndefinedReason);
        }
    }

    [Fact]
    public void Run_FiveToOne_IsTheBinomialByHand()
    {
        // X ~ Binomial(6, 1/2): P(X <= 1) = 7/64, so exact 14/64; mid-p less P(X = 1) = 6/64. (5 - 1)²/6 and (|5 - 1| - 1)²/6.
        Assert.Equal(14.0 / 64, McNemarTest.Run(5, 1, McNemarMethod.Exact).PValue, 1e-15);
        Assert.Equal(8.0 / 64, McNemarTest.Run(5, 1).PValue, 1e-15);
        Assert.Equal(16.0 / 6, McNemarTest.Run(5, 1, McNemarMethod.Asymptotic).Statistic, 1e-15);
        Assert.Equal(9.0 / 6, McNemarTest.Run(5, 1, McNemarMethod.AsymptoticCorrected).Statistic, 1e-15);
    }

    [Fact]
    public void Run_Exchanged_IsTheSame()
    {
        foreach (McNemarMethod method in Enum.GetValues<McNemarMethod>())
        {
            Assert.Equal(McNemarTest.Run(3, 90_000, method), McNemarTest.Run(90_000, 3, method));
        }
    }

    [Fact]
    public void Run_Pairs_CountsDiscordantOnes()
    {
        bool[] first = [true, true, true, false, false, true], second = [true, false, false, false, true, false];

        Assert.Equal(McNemarTest.Run(3, 1), McNemarTest.Run(first, second));
        Assert.Throws<ArgumentException>(() => McNemarTest.Run(first, second.AsSpan(1)));
    }
}
