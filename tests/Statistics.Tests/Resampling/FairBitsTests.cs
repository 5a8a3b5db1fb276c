namespace JudgeEval.Statistics.Tests.Resampling;

public sealed class FairBitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    [InlineData(5_000)]
    public void Heads_ManyDraws_HaveTheBinomialsMeanAndVariance(int coins)
    {
        FairBits bits = new(new RandomStream(1, (ulong)coins));
        const int Draws = 20_000;
        double sum = 0, squares = 0;
        for (int i = 0; i < Draws; i++)
        {
            double difference = bits.Heads(coins) - (coins / 2.0);
            Assert.InRange(difference, -coins / 2.0, coins / 2.0);
            sum += difference;
            squares += difference * difference;
        }

        // The mean within five standard errors; the variance within 5 sqrt(2 / draws) = 5 %.
        Assert.InRange(sum / Draws, -5 * Math.Sqrt(coins / 4.0 / Draws), 5 * Math.Sqrt(coins / 4.0 / Draws));
        Assert.Equal(1, squares / Draws / (coins / 4.0), 0.05);
    }

    [Fact]
    public void Heads_NoCoin_IsZero() => Assert.Equal(0, new FairBits(new RandomStream(1, 0)).Heads(0));
}
