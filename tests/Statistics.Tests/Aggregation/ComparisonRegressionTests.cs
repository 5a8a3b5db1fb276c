namespace JudgeEval.Statistics.Tests.Aggregation;

public class ComparisonRegressionTests
{
    private static readonly ComparisonRegressionOptions Default = new();
    private static readonly ComparisonRegressionOptions Positioned = new() { PositionEffect = true };

    [Fact]
    public void Fit_OneBinaryFactor_IsTheLogOddsOfTheCounts()
    {
        // With a difference of 1, 3 of 4 win: the weight is log 3, its standard error sqrt(1 / (4 * 3/4 * 1/4)) = sqrt(4/3),
        // z = log 3 / sqrt(4/3) and p = erfc(z / sqrt 2) = 0.34138 (scipy: 2 * norm.sf(0.951426150896362)).
        ComparisonRegressionResult result = Fit([1, 1, 1, 1], [First, First, First, Second], 1, Default);

        FactorWeight weight = Assert.Single(result.Factors);
        Assert.Equal(Math.Log(3), weight.Weight.Value, 1e-13);
        Assert.Equal(Math.Sqrt(4.0 / 3), weight.StandardError, 1e-13);
        Assert.Equal(0.341388, weight.Test.PValue, 1e-6);
        Assert.Equal((3 * Math.Log(0.75)) + Math.Log(0.25), result.LogLikelihood, 1e-13);
        Assert.Equal(-4 * Math.Log(2), result.NullLogLikelihood);
        Assert.Null(result.PositionEffect);
    }

    [Fact]
    public void Fit_PlantedFactors_AreRecovered()
    {
        // True log-odds: 0.8 length - 0.5 politeness + 0.3 for being first; the third factor does nothing.
        (double[] x, ComparisonOutcome[] outcomes) = Draw(20_000, [0.8, -0.5, 0], 0.3, seed: 1);

        ComparisonRegressionResult result = Fit(x, outcomes, 3, Positioned);

        double[] truth = [0.8, -0.5, 0, 0.3];
        FactorWeight[] weights = [.. result.Factors, result.PositionEffect!];
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(truth[i], weights[i].Weight.Value, 4 * weights[i].StandardError);
            Assert.True(weights[i].StandardError < 0.03);
        }

        Assert.True(result.Factors[0].Test.PValue < 1e-10);
        Assert.True(result.Factors[2].Test.PValue > 0.001);
    }

    [Fact]
    public void Fit_ExchangedSides_TurnsThePositionEffectAlone()
    {
        (double[] x, ComparisonOutcome[] outcomes) = Draw(300, [0.8, -0.5], 0.3, seed: 2);
        outcomes[7] = ComparisonOutcome.Tie;

        ComparisonRegressionResult first = Fit(x, outcomes, 2, Positioned);
        ComparisonRegressionResult second = Fit([.. x.Select(d => -d)], [.. outcomes.Select(Exchange)], 2, Positioned);

        Assert.Equal(first.PositionEffect!.Weight.Value, -second.PositionEffect!.Weight.Value, 1e-12);
        for (int factor = 0; factor < 2; factor++)
        {
            Assert.Equal(first.Factors[factor].Weight.Value, second.Factors[factor].Weight.Value, 1e-12);
            Assert.Equal(first.Factors[factor].StandardError, second.Factors[factor].StandardError, 1e-12);
        }
    }

    [Fact]
    public void Fit_IndicatorsOfPlayers_IsBradleyTerry()
    {
        // Player 0 is the reference: a column for each of the players 1 to 3.
        RandomStream random = new(3, 0);
        List<PairedComparison> comparisons = [];
        List<double> x = [];
        for (int i = 0; i < 200; i++)
        {
            int first = random.NextInt(4), second = (first + 1 + random.NextInt(3)) % 4;
            comparisons.Add(new(first, second, (ComparisonOutcome)random.NextInt(3)));
            x.AddRange(Enumerable.Range(1, 3).Select(player => player == first ? 1.0 : player == second ? -1.0 : 0));
        }

        ComparisonRegressionResult factors = Fit([.. x], [.. comparisons.Select(c => c.Outcome)], 3, Positioned);
        BradleyTerryResult players = BradleyTerry.Fit(4, comparisons, new() { PositionEffect = true }, out _)!;

        for (int player = 1; player < 4; player++)
        {
            Assert.Equal(players.Difference(player, 0).Value, factors.Factors[player - 1].Weight.Value, 1e-11);
            Assert.Equal(players.Difference(player, 0).Interval!.Lower, factors.Factors[player - 1].Weight.Interval!.Lower, 1e-11);
        }

        Assert.Equal(players.PositionEffect.Value, factors.PositionEffect!.Weight.Value, 1e-11);
        Assert.Equal(players.LogLikelihood, factors.LogLikelihood, 1e-9);
    }

    [Fact]
    public void Fit_ScaledFactor_ScalesTheWeight()
    {
        (double[] x, ComparisonOutcome[] outcomes) = Draw(200, [0.8, -0.5], 0, seed: 4);

        ComparisonRegressionResult first = Fit(x, outcomes, 2, Default);
        ComparisonRegressionResult second = Fit([.. x.Select((d, i) => i % 2 == 0 ? d * 1e6 : d)], outcomes, 2, Default);

        Assert.Equal(first.Factors[0].Weight.Value, second.Factors[0].Weight.Value * 1e6, 1e-10);
        Assert.Equal(first.Factors[1].Weight.Value, second.Factors[1].Weight.Value, 1e-10);
        Assert.Equal(first.Factors[0].Test.PValue, second.Factors[0].Test.PValue, 1e-10);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, -1, -3 }, new[] { 0, 0, 1, 1 })] // completely: the sign of the factor is the outcome
    [InlineData(new[] { 1.0, 0, 0, -3 }, new[] { 0, 0, 1, 1 })] // quasi: no win is lost to a smaller factor, equals go both ways
    public void Fit_SeparatedOutcomes_AreUndefinedWithoutARidge(double[] x, int[] outcomes)
    {
        ComparisonOutcome[] wins = [.. outcomes.Select(o => (ComparisonOutcome)o)];

        Assert.Null(ComparisonRegression.Fit(x, wins, 1, Default, out string? undefined));
        Assert.StartsWith("the factors separate wins from losses", undefined, StringComparison.Ordinal);
        Assert.True(Fit(x, wins, 1, Default with { Ridge = 1 }).Factors[0].Weight.Value > 0);
    }

    [Fact]
    public void Fit_CollinearOrConstantFactor_IsUndefinedWithoutARidge()
    {
        double[] collinear = [1, 2, -1, -2, 3, 6, -2, -4], zero = [0, 0, 0, 0];
        ComparisonOutcome[] outcomes = [First, Second, First, Second];

        Assert.Null(ComparisonRegression.Fit(collinear, outcomes, 2, Default, out string? undefined));
        Assert.Equal("a factor is a combination of the others or never differs; leave it out or give a ridge", undefined);
        Assert.Null(ComparisonRegression.Fit(zero, outcomes, 1, Default, out undefined));
        Assert.NotNull(undefined);
    }

    [Fact]
    public void Fit_NoComparisonOrFactor_IsUndefined()
    {
        Assert.Null(ComparisonRegression.Fit([], [], 2, Default, out string? undefined));
        Assert.Equal("there is no comparison", undefined);
        Assert.Null(ComparisonRegression.Fit([], [First], 0, Default, out undefined));
        Assert.Equal("there is no factor", undefined);
    }

    [Fact]
    public void Fit_PositionEffectAlone_IsTheLogOddsOfTheFirst()
    {
        ComparisonRegressionResult result = Fit([], [First, First, First, Second], 0, Positioned);

        Assert.Equal(Math.Log(3), result.PositionEffect!.Weight.Value, 1e-13);
    }

    [Fact]
    public void Fit_ShapesThatDoNotFit_Throw()
    {
        Assert.Throws<ArgumentException>(() => ComparisonRegression.Fit([1, 2, 3], [First, Second], 2, Default, out _));
        Assert.Throws<ArgumentException>(() => ComparisonRegression.Fit([double.NaN], [First], 1, Default, out _));
        Assert.Throws<ArgumentException>(() => ComparisonRegression.Fit([1], [First], 1, Default with { Ridge = -1 }, out _));
    }

    private static ComparisonOutcome First => ComparisonOutcome.First;

    private static ComparisonOutcome Second => ComparisonOutcome.Second;

    private static ComparisonOutcome Exchange(ComparisonOutcome outcome) => new PairedComparison(0, 1, outcome).Swap().Outcome;

    private static ComparisonRegressionResult Fit(double[] x, ComparisonOutcome[] outcomes, int factors, ComparisonRegressionOptions options)
    {
        ComparisonRegressionResult? result = ComparisonRegression.Fit(x, outcomes, factors, options, out string? undefined);
        Assert.True(result is not null, undefined);
        return result;
    }

    private static (double[] X, ComparisonOutcome[] Outcomes) Draw(int n, double[] weights, double position, ulong seed)
    {
        RandomStream random = new(seed, 0);
        double[] x = [.. Enumerable.Range(0, n * weights.Length).Select(_ => (4 * random.NextDouble()) - 2)];
        ComparisonOutcome[] outcomes = new ComparisonOutcome[n];
        for (int i = 0; i < n; i++)
        {
            double logOdds = position + weights.Select((w, f) => w * x[(i * weights.Length) + f]).Sum();
            outcomes[i] = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds)) ? First : Second;
        }

        return (x, outcomes);
    }
}
