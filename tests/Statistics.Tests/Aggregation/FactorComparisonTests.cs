namespace JudgeEval.Statistics.Tests.Aggregation;

public class FactorComparisonTests
{
    private static readonly ComparisonRegressionOptions Positioned = new() { PositionEffect = true };

    [Fact]
    public void Estimate_PlantedBias_IsFoundAndTheRestIsNot()
    {
        // People weigh length 0.2 and politeness 0.5; the judge weighs length 1.2 and politeness the same. No one minds the place.
        (double[] x, ComparisonOutcome[] people, ComparisonOutcome[] judge) = Draw(1500, seed: 1);
        FactorComparison comparison = new(x, people, judge, 2, Positioned);
        ResamplingDesign design = ResamplingDesign.ByItem([.. Enumerable.Range(0, 1500)], 1500);

        Estimate[] estimates = [.. comparison.Estimate(design, new BootstrapOptions(200, 1, 0.95))];

        Assert.Equal(9, estimates.Length);
        Estimate length = estimates[6], politeness = estimates[7];
        Assert.Equal(1, length.Value, 0.25);
        Assert.True(length.Interval!.Lower > 0.5);
        Assert.True(politeness.Interval!.Lower < 0 && politeness.Interval.Upper > 0);
        Assert.Equal(estimates[3].Value - estimates[0].Value, length.Value);
    }

    [Fact]
    public void Estimate_EachRater_IsTheRegression()
    {
        (double[] x, ComparisonOutcome[] people, ComparisonOutcome[] judge) = Draw(100, seed: 2);

        Estimate[] estimates = [.. new FactorComparison(x, people, judge, 2, Positioned).Estimate()];
        ComparisonRegressionResult first = ComparisonRegression.Fit(x, people, 2, Positioned, out _)!;
        ComparisonRegressionResult second = ComparisonRegression.Fit(x, judge, 2, Positioned, out _)!;

        Assert.Equal(first.Factors[1].Weight.Value, estimates[1].Value);
        Assert.Equal(first.PositionEffect!.Weight.Value, estimates[2].Value);
        Assert.Equal(second.Factors[0].Weight.Value, estimates[3].Value);
    }

    [Fact]
    public void Evaluate_Counts_AreRepeatedComparisons()
    {
        (double[] x, ComparisonOutcome[] people, ComparisonOutcome[] judge) = Draw(60, seed: 3);
        RandomStream random = new(3, 1);
        int[] counts = [.. Enumerable.Range(0, 60).Select(_ => random.NextInt(3))];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, counts[i]))];
        double[] values = new double[9];

        new FactorComparison(x, people, judge, 2, Positioned).CreateEvaluator().Evaluate(counts, values);

        Estimate[] expected = [.. new FactorComparison(
            [.. repeated.SelectMany(i => new[] { x[2 * i], x[(2 * i) + 1] })], [.. repeated.Select(i => people[i])], [.. repeated.Select(i => judge[i])], 2, Positioned).Estimate()];
        SimulatedAnnotations.AssertClose([.. expected.Select(e => e.Value)], values, 1e-11);
    }

    [Fact]
    public void Estimate_SeparatedRater_IsUndefinedForThatRaterAndTheDifference()
    {
        ComparisonOutcome first = ComparisonOutcome.First, second = ComparisonOutcome.Second;

        Estimate[] estimates = [.. new FactorComparison([1, 2, -1, -2], [first, second, second, first], [first, first, second, second], 1, new()).Estimate()];

        Assert.True(estimates[0].IsDefined);
        Assert.False(estimates[1].IsDefined);
        Assert.False(estimates[2].IsDefined);
        Assert.Equal("there is no comparison", new FactorComparison([], [], [], 1, new()).Estimate()[0].UndefinedReason);
    }

    [Fact]
    public void Create_ShapesThatDoNotFit_Throw()
    {
        Assert.Throws<ArgumentException>(() => new FactorComparison([1, 2], [ComparisonOutcome.First], [ComparisonOutcome.First], 1, new()));
        Assert.Throws<ArgumentException>(() => new FactorComparison([], [ComparisonOutcome.First], [ComparisonOutcome.First], 0, new()));
    }

    private static (double[] X, ComparisonOutcome[] People, ComparisonOutcome[] Judge) Draw(int n, ulong seed)
    {
        RandomStream random = new(seed, 0);
        double[] x = [.. Enumerable.Range(0, 2 * n).Select(_ => (4 * random.NextDouble()) - 2)];
        ComparisonOutcome[] people = new ComparisonOutcome[n], judge = new ComparisonOutcome[n];
        for (int i = 0; i < n; i++)
        {
            people[i] = random.NextDouble() < 1 / (1 + Math.Exp(-(0.2 * x[2 * i]) - (0.5 * x[(2 * i) + 1]))) ? ComparisonOutcome.First : ComparisonOutcome.Second;
            judge[i] = random.NextDouble() < 1 / (1 + Math.Exp(-(1.2 * x[2 * i]) - (0.5 * x[(2 * i) + 1]))) ? ComparisonOutcome.First : ComparisonOutcome.Second;
        }

        return (x, people, judge);
    }
}
