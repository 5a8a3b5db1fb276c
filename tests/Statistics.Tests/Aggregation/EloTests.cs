namespace JudgeEval.Statistics.Tests.Aggregation;

public class EloTests
{
    private static readonly EloOptions Default = new();

    [Fact]
    public void Rate_TwoGames_FollowsTheFormula()
    {
        // Equal ratings: the winner gains 32 * (1 - 1/2) = 16. Then 1516 against 1484 draw: the expected score of the first is
        // 1 / (1 + 10^(-32/400)), and the rating moves by 32 * (1/2 - that).
        double expected = 1 / (1 + Math.Pow(10, -0.08));

        Estimate[] ratings = [.. Elo.Rate(3, [new(0, 1, ComparisonOutcome.First), new(0, 1, ComparisonOutcome.Tie)], Default)];

        Assert.Equal(1516 + (32 * (0.5 - expected)), ratings[0].Value, 1e-10);
        Assert.Equal(1484 - (32 * (0.5 - expected)), ratings[1].Value, 1e-10);
        Assert.Equal("the player has no game", ratings[2].UndefinedReason);
        Assert.Equal(2, ratings[0].N);
    }

    [Fact]
    public void Rate_AnotherOrder_GivesAnotherRating()
    {
        PairedComparison win = new(0, 1, ComparisonOutcome.First), loss = new(0, 1, ComparisonOutcome.Second);

        double lossLast = Elo.Rate(2, [win, loss], Default)[0].Value, winLast = Elo.Rate(2, [loss, win], Default)[0].Value;

        Assert.True(winLast > 1500);
        Assert.True(lossLast < 1500);
    }

    [Fact]
    public void Rate_Count_IsThatManyGamesInARow() =>
        Assert.Equal(
            Elo.Rate(2, [new(0, 1, ComparisonOutcome.First), new(0, 1, ComparisonOutcome.First)], Default)[0].Value,
            Elo.Rate(2, [new(0, 1, ComparisonOutcome.First, 2)], Default)[0].Value);

    [Fact]
    public void Rate_ExchangedPlaces_ChangeNothing()
    {
        PairedComparison[] games = Games(200);

        Estimate[] first = [.. Elo.Rate(4, games, Default)], second = [.. Elo.Rate(4, [.. games.Select(g => g.Swap())], Default)];

        for (int player = 0; player < 4; player++)
        {
            Assert.Equal(first[player].Value, second[player].Value, 1e-9);
        }

        Assert.Equal(4 * 1500, first.Sum(r => r.Value), 1e-9);
    }

    [Fact]
    public void RateOverOrders_GivenOrder_DoesNotMatter()
    {
        PairedComparison[] games = Games(100);

        EloRating[] first = [.. Elo.RateOverOrders(4, games, Default, 50, seed: 1)];
        EloRating[] second = [.. Elo.RateOverOrders(4, [.. games.Reverse()], Default, 50, seed: 1)];

        Assert.Equal(first, second);
        Assert.All(first, rating => Assert.True(rating.StandardDeviation.Value > 0));
        Assert.NotEqual(first, Elo.RateOverOrders(4, games, Default, 50, seed: 2));
    }

    [Fact]
    public void RateOverOrders_TwoGames_IsTheMeanOfTheTwoOrders()
    {
        // Win and loss: by symmetry the two orders' ratings lie equally far on both sides of 1500.
        PairedComparison win = new(0, 1, ComparisonOutcome.First), loss = new(0, 1, ComparisonOutcome.Second);
        double distance = Elo.Rate(2, [loss, win], Default)[0].Value - 1500;

        EloRating rating = Elo.RateOverOrders(2, [win, loss], Default, 10_000, seed: 1)[0];

        Assert.Equal(1500, rating.Mean.Value, 4 * distance / 100);
        Assert.Equal(distance, rating.StandardDeviation.Value, 0.01 * distance);
    }

    [Fact]
    public void Rate_OptionsOutOfRange_Throw()
    {
        Assert.Throws<ArgumentException>(() => Elo.Rate(2, [], Default with { K = 0 }));
        Assert.Throws<ArgumentException>(() => Elo.Rate(2, [], Default with { Scale = double.NaN }));
        Assert.Throws<ArgumentException>(() => Elo.Rate(2, [new(0, 2, ComparisonOutcome.Tie)], Default));
    }

    private static PairedComparison[] Games(int count)
    {
        RandomStream random = new(6, 0);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int first = random.NextInt(4);
            return new PairedComparison(first, (first + 1 + random.NextInt(3)) % 4, (ComparisonOutcome)random.NextInt(3));
        })];
    }
}
