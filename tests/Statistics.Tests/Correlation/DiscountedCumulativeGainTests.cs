namespace JudgeEval.Statistics.Tests.Correlations;

public class DiscountedCumulativeGainTests
{
    [Fact]
    public void Normalized_ThreeItems_IsAsDerivedByHand()
    {
        // Relevance in the order by score: 1, 3, 0; discounts 1, 1/log2 3, 1/2. Best: 3, 1, 0.
        double[] relevance = [3, 0, 1], scores = [0.5, 0.1, 0.9];
        double second = 1 / Math.Log2(3);
        Assert.Equal((1 + (3 * second)) / (3 + second), Value(relevance, scores), 1e-15);

        // 2^r - 1: 7, 0, 1.
        Assert.Equal((1 + (7 * second)) / (7 + second), Value(relevance, scores, gain: RelevanceGain.Exponential), 1e-15);
        Assert.Equal(1.0 / 3, Value(relevance, scores, cutoff: 1), 1e-15);
    }

    [Theory]
    [InlineData(null, 0.852428370549085)]
    [InlineData(1, 0.6666666666666666)]
    [InlineData(2, 0.6666666666666667)]
    [InlineData(3, 0.6666666666666667)]
    [InlineData(10, 0.852428370549085)]
    public void Normalized_TiedScores_EqualsScikitLearn(int? cutoff, double expected) =>

        // sklearn.metrics.ndcg_score([[3, 2, 3, 0, 1, 2]], [[.1, .5, .9, .5, .9, .5]], k=k), scikit-learn 1.2.1.
        Assert.Equal(expected, Value([3, 2, 3, 0, 1, 2], [.1, .5, .9, .5, .9, .5], cutoff), 1e-14);

    [Fact]
    public void Normalized_TiedScores_IsTheMeanOverAllOrdersOfTheTie()
    {
        double[] relevance = [0, 2, 1, 3], near = [0.1, 0.2, 0.3];
        foreach (int? cutoff in new int?[] { null, 1, 2, 3 })
        {
            double sum = 0;
            foreach (int[] order in new int[][] { [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] })
            {
                sum += Value(relevance, [near[order[0]], near[order[1]], near[order[2]], 0], cutoff);
            }

            Assert.Equal(sum / 6, Value(relevance, [0.2, 0.2, 0.2, 0], cutoff), 1e-14);
        }
    }

    [Fact]
    public void Normalized_PerfectOrder_IsOneAndNoOrderIsBetter()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            RandomStream random = new(seed, 0);
            double[] relevance = [.. Draw(ref random, 12, 4)], scores = [.. Draw(ref random, 12, 6)];
            if (relevance.Max() == 0)
            {
                continue;
            }

            foreach (RelevanceGain gain in Enum.GetValues<RelevanceGain>())
            {
                Assert.Equal(1, Value(relevance, relevance, 5, gain), 1e-15);
                double value = Value(relevance, scores, 5, gain);
                Assert.InRange(value, 0, 1);

                // Only the order of the scores counts.
                Assert.Equal(value, Value(relevance, [.. scores.Select(s => Math.Exp(s) - 7)], 5, gain), 1e-15);
            }

            // Linear gain does not depend on the unit of relevance.
            Assert.Equal(Value(relevance, scores), Value([.. relevance.Select(r => r * 1e300)], scores), 1e-14);
        }
    }

    // 1 - 2^-r was 0 for tiny r, and a gain of 0 / 0 made a tie without end. Here 2^r - 1 is r ln 2, so the gain is as linear as can be.
    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-17)]
    [InlineData(1e-300)]
    public void Normalized_TinyRelevanceWithExponentialGain_IsThatOfLinearGain(double unit)
    {
        double[] relevance = [3 * unit, unit, 0, 2 * unit], scores = [0.1, 0.4, 0.3, 0.2];
        Assert.Equal(Value(relevance, scores), Value(relevance, scores, gain: RelevanceGain.Exponential), 2e-9);
    }

    [Fact]
    public void Normalized_Degenerate_IsUndefinedOrRejected()
    {
        Assert.Equal("no item is relevant, so every order is as good", DiscountedCumulativeGain.Normalized([0, 0], [1, 2]).UndefinedReason);
        Assert.Equal("there is no item to rank", DiscountedCumulativeGain.Normalized([], []).UndefinedReason);
        Assert.Equal(1, Value([2000, 0], [1, 0], gain: RelevanceGain.Exponential));
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscountedCumulativeGain.Normalized([-1, 1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscountedCumulativeGain.Normalized([1, 1], [1, 2], cutoff: 0));
        Assert.Throws<ArgumentException>(() => DiscountedCumulativeGain.Normalized([1, 1], [1]));
    }

    private static double[] Draw(ref RandomStream random, int n, int bound)
    {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++)
        {
            numbers[i] = random.NextInt(bound);
        }

        return numbers;
    }

    private static double Value(double[] relevance, double[] scores, int? cutoff = null, RelevanceGain gain = RelevanceGain.Linear) =>
        DiscountedCumulativeGain.Normalized(relevance, scores, cutoff, gain).Value;
}
