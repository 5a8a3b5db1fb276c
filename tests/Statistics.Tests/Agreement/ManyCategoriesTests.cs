using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Agreement;

/// <summary>With as many categories as items, as numbers with decimals have, nothing may grow with their square. The short ways equal the plain ones.</summary>
public sealed class ManyCategoriesTests
{
    private const int Items = 40_000;

    public static TheoryData<string> Weights => ["identity", "linear", "quadratic", "ordinal"];

    [Theory]
    [MemberData(nameof(Weights))]
    public void NullVariance_BySums_IsThatPairByPair(string weights)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            RandomStream random = new(seed, 0);
            int k = 2 + random.NextInt(30);
            PairTable pairs = PairTable.Create(Numbers(ref random, 60, k), Numbers(ref random, 60, k));
            KappaMargins margins = new(pairs, [.. Enumerable.Range(0, pairs.Values.Length)], Named(weights).For(pairs.Values), pairs.Values.Length);
            Assert.Equal(margins.NullVariancePlainly(), margins.NullVarianceBySums(), 1e-13);
        }
    }

    [Fact]
    public void NullVariance_NoCommonCategory_IsExactlyZeroBothWays()
    {
        // Every pair differs whatever the raters do, so the variance is 0 and must not be the rest of a rounding.
        PairTable pairs = PairTable.Create([0, 1, 2, 0, 1, 2, 2], [3, 4, 5, 4, 3, 3, 5]);
        KappaMargins margins = new(pairs, [0, 1, 2, 3, 4, 5], CategoryWeights.Identity.For(pairs.Values), 6);
        Assert.Equal(0, margins.NullVariancePlainly());
        Assert.Equal(0, margins.NullVarianceBySums());
    }

    [Theory]
    [MemberData(nameof(Weights))]
    public void OfPairs_ItemOfManyCategories_IsThatPairByPair(string weights)
    {
        RandomStream random = new(3, 0);
        ImmutableArray<double> categories = [.. Enumerable.Range(0, 200).Select(c => (c * c) + 0.5)];
        CategoryDistance distance = Named(weights).For(categories);
        int[] counts = [.. categories.Select(_ => random.NextInt(3))];
        int[] codes = [.. Enumerable.Range(0, 200).Where(c => counts[c] > 0)];
        double plain = distance.OfPairsPlainly(codes, counts);
        Assert.Equal(plain, distance.OfPairs(codes, counts), 1e-12 * plain);
    }

    [Fact]
    public void WeightSums_UnevenPlaces_AreThoseOfAllPairs()
    {
        double[] places = [-0.5, -0.4, 0.1, 0.5];
        double quadratic = 0, linear = 0;
        foreach (double a in places)
        {
            foreach (double b in places)
            {
                quadratic += 1 - ((a - b) * (a - b));
                linear += 1 - Math.Abs(a - b);
            }
        }

        (double quadraticSum, double linearSum) = GroupEvaluator.WeightSums(places);
        Assert.Equal(quadratic, quadraticSum, 1e-14);
        Assert.Equal(linear, linearSum, 1e-14);
    }

    /// <summary>The square of the categories would be 1.6 thousand million steps for each: with it the test takes minutes.</summary>
    [Fact]
    public void Coefficients_EveryNumberItsOwnCategory_TakeNoSquareOfTime()
    {
        RandomStream random = new(1, 0);
        double[] first = new double[Items], second = new double[Items];
        for (int i = 0; i < Items; i++)
        {
            (first[i], second[i]) = (random.NextDouble(), random.NextDouble());
        }

        RatingTable table = RatingTable.FromColumns([.. first, .. second], 2);
        PairTable pairs = PairTable.Create(first, second);
        Assert.All(new[] { "identity", "linear", "quadratic", "ordinal" }.Select(Named), w => Assert.True(CohenKappa.Compute(pairs, w).Value.IsDefined));
        Assert.All(Enum.GetValues<GroupStatistic>(), s => Assert.True(GroupStatistics.Compute(table, s, MeasurementLevel.Ordinal).IsDefined));
        CrossedAgreement crossed = new(table, [.. Enum.GetValues<GroupStatistic>()], MeasurementLevel.Interval);
        Assert.Equal(8, crossed.Estimate(ResamplingDesign.OfUnits(Items, "item"), null, new(2, 1, 0.9)).Length);
        Assert.Equal(2, AnnotatorConsensus.Of(table).Length);
        Assert.Equal(Items, MajorityConsensus.Of(table, null).Labels.Length);
    }

    [Fact]
    public void GroupStatistics_RangeBeyondTheLargestNumber_IsDefined()
    {
        // Half the range is a number, the range is not; two pairs of three agree on all.
        RatingTable table = RatingTable.FromRows([[-1.7e308, -1.7e308], [1.7e308, 1.7e308], [-1.7e308, 1.7e308]]);
        RatingTable small = RatingTable.FromRows([[-1, -1], [1, 1], [-1, 1]]);
        foreach (GroupStatistic statistic in Enum.GetValues<GroupStatistic>())
        {
            double expected = GroupStatistics.Compute(small, statistic, MeasurementLevel.Interval).Value;
            Assert.Equal(expected, GroupStatistics.Compute(table, statistic, MeasurementLevel.Interval).Value, 1e-12);
        }
    }

    private static CategoryWeights Named(string name) => name switch
    {
        "linear" => CategoryWeights.Linear,
        "quadratic" => CategoryWeights.Quadratic,
        "ordinal" => CategoryWeights.Ordinal,
        _ => CategoryWeights.Identity,
    };

    private static double[] Numbers(ref RandomStream random, int count, int categories)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            int code = random.NextInt(categories);
            numbers[i] = code + (0.1 * code * code);
        }

        return numbers;
    }
}
