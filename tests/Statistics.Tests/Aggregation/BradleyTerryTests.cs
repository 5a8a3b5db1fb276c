namespace JudgeEval.Statistics.Tests.Aggregation;

public class BradleyTerryTests
{
    private static readonly BradleyTerryOptions Default = new();
    private static readonly BradleyTerryOptions Davidson = new() { Ties = ComparisonTies.Davidson };

    [Fact]
    public void Fit_TwoPlayers_IsTheLogOddsOfTheCounts()
    {
        // 3 wins to 1: the difference is log 3, half of it on each side. Its variance is 1 / (n p q) = 1 / (4 * 3/4 * 1/4) = 4/3;
        // each centred strength has half the difference's error. 1.959963984540054 is the normal quantile of 0.975.
        BradleyTerryResult result = Fit(2, Default, new(0, 1, ComparisonOutcome.First, 3), new(1, 0, ComparisonOutcome.First));

        Assert.Equal(Math.Log(3) / 2, result.Strengths[0].Value, 1e-14);
        Assert.Equal(-Math.Log(3) / 2, result.Strengths[1].Value, 1e-14);
        Assert.Equal(Math.Sqrt(4.0 / 3) / 2, result.StandardErrorOf(0).Value, 1e-14);
        Assert.Equal(0.75, result.WinProbability(0, 1).Value, 1e-14);
        Estimate difference = result.Difference(0, 1);
        Assert.Equal(Math.Log(3) - (1.959963984540054 * Math.Sqrt(4.0 / 3)), difference.Interval!.Lower, 1e-13);
        Assert.Equal((3 * Math.Log(0.75)) + Math.Log(0.25), result.LogLikelihood, 1e-13);
        Assert.Equal(4, result.Strengths[0].N);
    }

    [Fact]
    public void Fit_DavidsonTwoPlayers_ReproducesTheShares()
    {
        // Three outcomes and two parameters: the fit is exact. Shares 1/2, 1/6, 1/3: the difference is log 3 and
        // ν = (1/3) / sqrt(1/2 * 1/6) = 2 / sqrt(3).
        BradleyTerryResult result = Fit(
            2, Davidson, new(0, 1, ComparisonOutcome.First, 3), new(0, 1, ComparisonOutcome.Second, 1), new(0, 1, ComparisonOutcome.Tie, 2));

        Assert.Equal(Math.Log(3), result.Difference(0, 1).Value, 1e-13);
        Assert.Equal(2 / Math.Sqrt(3), result.TieParameter.Value, 1e-13);
        Assert.Equal(0.5, result.WinProbability(0, 1).Value, 1e-13);
        Assert.Equal((3 * Math.Log(0.5)) + Math.Log(1.0 / 6) + (2 * Math.Log(1.0 / 3)), result.LogLikelihood, 1e-12);
    }

    [Theory]
    [InlineData(ComparisonTies.HalfWins)]
    [InlineData(ComparisonTies.Davidson)]
    public void Fit_ExchangedPlaces_TurnsThePositionEffectAlone(ComparisonTies ties)
    {
        BradleyTerryOptions options = new() { Ties = ties, PositionEffect = true };
        PairedComparison[] comparisons = Draw(5, 400, seed: 3);

        BradleyTerryResult first = Fit(5, options, comparisons), second = Fit(5, options, [.. comparisons.Select(c => c.Swap())]);

        Assert.Equal(first.PositionEffect.Value, -second.PositionEffect.Value, 1e-12);
        for (int player = 0; player < 5; player++)
        {
            Assert.Equal(first.Strengths[player].Value, second.Strengths[player].Value, 1e-12);
            Assert.Equal(first.StandardErrorOf(player).Value, second.StandardErrorOf(player).Value, 1e-12);
        }
    }

    [Fact]
    public void Fit_RenamedPlayers_RenamesTheStrengths()
    {
        PairedComparison[] comparisons = Draw(5, 300, seed: 5);

        BradleyTerryResult first = Fit(5, Davidson, comparisons);
        BradleyTerryResult second = Fit(5, Davidson, [.. comparisons.Select(c => c with { First = 4 - c.First, Second = 4 - c.Second })]);

        Assert.Equal(0, first.Strengths.Sum(s => s.Value), 1e-12);
        for (int player = 0; player < 5; player++)
        {
            Assert.Equal(first.Strengths[player].Value, second.Strengths[4 - player].Value, 1e-12);
            Assert.Equal(first.Difference(player, (player + 1) % 5).Value, -first.Difference((player + 1) % 5, player).Value, 1e-15);
        }
    }

    [Fact]
    public void Fit_Maximum_IsTheFixedPointOfHuntersAlgorithm()
    {
        // Hunter's step: the strength of i becomes W_i divided by the sum over opponents of n_ij / (p_i + p_j).
        PairedComparison[] comparisons = Draw(6, 300, seed: 7);
        BradleyTerryResult result = Fit(6, Default, comparisons);
        double[] p = [.. result.Strengths.Select(s => Math.Exp(s.Value))];

        for (int i = 0; i < 6; i++)
        {
            double wins = comparisons.Sum(c => c.First == i ? c.FirstScore : c.Second == i ? 1 - c.FirstScore : 0);
            double sum = comparisons.Where(c => c.First == i || c.Second == i).Sum(c => 1 / (p[c.First] + p[c.Second]));
            Assert.Equal(p[i], wins / sum, 1e-10);
        }
    }

    [Fact]
    public void Fit_HomeAdvantage_ReproducesTheBaseballExample()
    {
        // American League East, 1987: Agresti (2013), "Categorical data analysis", table 11.10; wins at home - wins away by home
        // team (row) and visitor (column): Milwaukee, Detroit, Toronto, New York, Boston, Cleveland, Baltimore.
        string[] table =
        [
            "--- 4-3 4-2 4-3 6-1 4-2 6-0", "3-3 --- 4-2 4-3 6-0 6-1 4-3", "2-5 4-3 --- 2-4 4-3 4-2 6-0", "3-3 5-1 2-5 --- 4-3 4-2 6-1",
            "5-1 2-5 3-3 4-2 --- 5-2 6-0", "2-5 3-3 3-4 4-3 4-2 --- 2-4", "2-5 1-5 1-6 2-4 1-6 3-4 ---",
        ];
        List<PairedComparison> games = [];
        for (int home = 0; home < 7; home++)
        {
            string[] cells = table[home].Split(' ');
            for (int away = 0; away < 7; away++)
            {
                if (home != away)
                {
                    games.Add(new(home, away, ComparisonOutcome.First, cells[away][0] - '0'));
                    if (cells[away][2] != '0')
                    {
                        games.Add(new(home, away, ComparisonOutcome.Second, cells[away][2] - '0'));
                    }
                }
            }
        }

        BradleyTerryResult plain = Fit(7, Default, [.. games]);
        BradleyTerryResult atHome = Fit(7, new() { PositionEffect = true }, [.. games]);

        // R, BradleyTerry2: BTm(cbind(home.wins, away.wins), home.team, away.team, data = baseball), reference Baltimore.
        double[] published = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839];
        for (int team = 0; team < 6; team++)
        {
            Assert.Equal(published[team], plain.Difference(team, 6).Value, 5e-5);
        }

        // R, BradleyTerry2: the same with at.home: 0.3023, standard error 0.1309.
        Assert.Equal(0.3023, atHome.PositionEffect.Value, 5e-5);
        Assert.Equal(0.1309, (atHome.PositionEffect.Interval!.Upper - atHome.PositionEffect.Value) / 1.959963984540054, 5e-5);
    }

    [Fact]
    public void Fit_GroupThatNeverLost_IsUndefinedWithoutARidge()
    {
        PairedComparison[] comparisons =
        [
            new(0, 1, ComparisonOutcome.First), new(1, 0, ComparisonOutcome.First), new(2, 3, ComparisonOutcome.First), new(3, 2, ComparisonOutcome.First),
            new(0, 2, ComparisonOutcome.First, 5),
        ];

        Assert.Null(BradleyTerry.Fit(4, comparisons, Default, out string? undefined));
        Assert.StartsWith("the players fall into two groups of which one never lost or tied against the other", undefined, StringComparison.Ordinal);
        BradleyTerryResult ridge = Fit(4, Default with { Ridge = 0.1 }, comparisons);
        Assert.True(ridge.Difference(0, 2).Value > 1);

        // One tie is enough to link them.
        Assert.NotNull(BradleyTerry.Fit(4, [.. comparisons, new(2, 0, ComparisonOutcome.Tie)], Default, out _));
    }

    [Fact]
    public void Fit_PlayerWithoutComparisons_IsUndefinedAlone()
    {
        BradleyTerryResult result = Fit(3, Default, new(0, 2, ComparisonOutcome.First), new(0, 2, ComparisonOutcome.Second));

        Assert.Equal("the player was never compared", result.Strengths[1].UndefinedReason);
        Assert.Equal("the player was never compared", result.Difference(0, 1).UndefinedReason);
        Assert.Equal(0, result.Difference(0, 2).Value, 1e-15);
    }

    [Fact]
    public void Fit_DavidsonWithoutAMaximum_IsUndefined()
    {
        // 0 beats 1 once, both tie with 2: strengths may part and ν grow together until everything observed is certain.
        PairedComparison[] comparisons = [new(0, 1, ComparisonOutcome.First), new(0, 2, ComparisonOutcome.Tie), new(2, 1, ComparisonOutcome.Tie)];

        Assert.Null(BradleyTerry.Fit(3, comparisons, Davidson, out string? undefined));
        Assert.StartsWith("the likelihood has no maximum", undefined, StringComparison.Ordinal);
        Assert.Null(BradleyTerry.Fit(2, [new(0, 1, ComparisonOutcome.Tie)], Davidson, out undefined));
        Assert.Equal("every comparison is a tie, so a tie is certain", undefined);
    }

    [Fact]
    public void Fit_DavidsonWithoutTies_IsThePlainModel()
    {
        PairedComparison[] comparisons = [.. Draw(4, 200, seed: 9).Where(c => c.Outcome != ComparisonOutcome.Tie)];

        BradleyTerryResult davidson = Fit(4, Davidson, comparisons), plain = Fit(4, Default, comparisons);

        Assert.Equal(0, davidson.TieParameter.Value);
        Assert.Equal(plain.Strengths.Select(s => s.Value), davidson.Strengths.Select(s => s.Value));
    }

    [Fact]
    public void Fit_PairsInOneOrderOnly_CannotTellThePositionEffect()
    {
        PairedComparison[] comparisons = [new(0, 1, ComparisonOutcome.First, 3), new(0, 1, ComparisonOutcome.Second, 2)];

        Assert.Null(BradleyTerry.Fit(2, comparisons, new() { PositionEffect = true }, out string? undefined));
        Assert.Equal("the position effect cannot be told apart from the strengths; show pairs in both orders", undefined);
    }

    [Fact]
    public void Fit_NoComparison_IsUndefined()
    {
        Assert.Null(BradleyTerry.Fit(3, [], Default, out string? undefined));
        Assert.Equal("there is no comparison", undefined);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 1, 0)]
    public void Fit_ComparisonOutOfRange_Throws(int first, int second, int count) =>
        Assert.Throws<ArgumentException>(() => BradleyTerry.Fit(3, [new(first, second, ComparisonOutcome.First, count)], Default, out _));

    private static BradleyTerryResult Fit(int players, BradleyTerryOptions options, params PairedComparison[] comparisons)
    {
        BradleyTerryResult? result = BradleyTerry.Fit(players, comparisons, options, out string? undefined);
        Assert.True(result is not null, undefined);
        return result;
    }

    private static PairedComparison[] Draw(int players, int count, ulong seed)
    {
        RandomStream random = new(seed, 0);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int first = random.NextInt(players);
            return new PairedComparison(first, (first + 1 + random.NextInt(players - 1)) % players, (ComparisonOutcome)random.NextInt(3));
        })];
    }
}
