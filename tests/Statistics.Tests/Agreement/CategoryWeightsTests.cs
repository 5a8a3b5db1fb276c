using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Agreement;

public class CategoryWeightsTests
{
    private static readonly ImmutableArray<double> Scale = [1, 2, 5];

    public static TheoryData<string> Names() => ["identity", "linear", "quadratic", "ordinal", "own"];

    [Fact]
    public void Matrix_ScaleWithAGap_WeighsByValuesAndOrdinalByOrder()
    {
        // Range 4: distances 1, 4, 3 are 1/4, 1, 3/4 of it. Ordinal: 1 place of 2 is 1 * 2 / (3 * 2) = 1/3, 2 places are 2 * 3 / 6 = 1.
        AssertMatrix([1, 0, 0, 0, 1, 0, 0, 0, 1], CategoryWeights.Identity);
        AssertMatrix([1, 0.75, 0, 0.75, 1, 0.25, 0, 0.25, 1], CategoryWeights.Linear);
        AssertMatrix([1, 15 / 16.0, 0, 15 / 16.0, 1, 7 / 16.0, 0, 7 / 16.0, 1], CategoryWeights.Quadratic);
        AssertMatrix([1, 2 / 3.0, 0, 2 / 3.0, 1, 2 / 3.0, 0, 2 / 3.0, 1], CategoryWeights.Ordinal);
    }

    [Fact]
    public void Matrix_OwnWeightsOfSomeOfTheCategories_ArePickedByValue()
    {
        CategoryWeights own = CategoryWeights.Own([1, 2, 5], [1, 0.5, 0.1, 0.5, 1, 0.2, 0.1, 0.2, 1]);
        Assert.All(own.Matrix([1, 5]).Zip([1, 0.1, 0.1, 1]), w => Assert.Equal(w.Second, w.First, 15));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sum_FastPath_EqualsThePlainSumOfTheMatrix(string name)
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            RandomStream random = new(seed, 2);
            int k = 1 + random.NextInt(12);
            double[] categories = new double[k], shares = new double[k];
            for (int c = 0; c < k; c++)
            {
                categories[c] = (c == 0 ? -3 : categories[c - 1]) + 0.1 + random.NextDouble();
                shares[c] = random.NextInt(3) * random.NextDouble();
            }

            CategoryDistance distance = Weights(name, [.. categories]).For([.. categories]);
            double[] sums = new double[k];
            distance.Sum(shares, sums);
            for (int c = 0; c < k; c++)
            {
                Assert.Equal(Enumerable.Range(0, k).Sum(l => shares[l] * distance[c, l]), sums[c], 13);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OfPairs_CountsOfAnItem_EqualsTheSumOverItsPairsOfRatings(string name)
    {
        int[] ratings = [0, 2, 2, 1, 0, 2], counts = [2, 1, 3];
        CategoryDistance distance = Weights(name, Scale).For(Scale);
        double pairs = 0;
        for (int i = 0; i < ratings.Length; i++)
        {
            for (int j = 0; j < ratings.Length; j++)
            {
                pairs += i == j ? 0 : distance[ratings[i], ratings[j]];
            }
        }

        Assert.Equal(pairs, distance.OfPairs([2, 0, 1], counts), 13);
    }

    [Theory]
    [InlineData(new[] { 1, 0.5, 0.4, 1 }, "The weight of 1 and 2 depends on their order; weights are symmetric.")]
    [InlineData(new[] { 1, 0.5, 0.5, 0.9 }, "The weight of 2 with itself is 0.9; it is 1.")]
    [InlineData(new[] { 1, -0.5, -0.5, 1 }, "The weight of 1 and 2 is -0.5; weights are from 0 to 1.")]
    [InlineData(new[] { 1, double.NaN, double.NaN, 1 }, "The weight of 1 and 2 is NaN; weights are from 0 to 1.")]
    [InlineData(new double[] { 1, 1, 1 }, "2 categories need 2 rows of 2 weights; 3 weights were given.")]
    public void Own_WeightsThatBreakARule_ThrowWithTheRule(double[] matrix, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => CategoryWeights.Own([1, 2], matrix)).Message, StringComparison.Ordinal);

    [Fact]
    public void Matrix_CategoriesOutOfOrderOrUnknown_Throw()
    {
        Assert.Throws<ArgumentException>(() => CategoryWeights.Linear.Matrix([2, 1]));
        Assert.Throws<ArgumentException>(() => CategoryWeights.Linear.Matrix([]));
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => CategoryWeights.Own([1, 2], [1, 0, 0, 1]).Matrix([1, 3]));
        Assert.StartsWith("The weights do not know the category 3.", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_SameWeights_AreEqualByContent()
    {
        Assert.Equal(CategoryWeights.Own([1, 2], [1, 0.5, 0.5, 1]), CategoryWeights.Own([1, 2], [1, 0.5, 0.5, 1]));
        Assert.NotEqual(CategoryWeights.Own([1, 2], [1, 0.5, 0.5, 1]), CategoryWeights.Own([1, 2], [1, 0.4, 0.4, 1]));
        Assert.NotEqual(CategoryWeights.Own([1, 2], [1, 0.5, 0.5, 1]), CategoryWeights.Own([1, 3], [1, 0.5, 0.5, 1]));
        Assert.Equal(default, CategoryWeights.Identity);
        Assert.NotEqual(CategoryWeights.Linear, CategoryWeights.Quadratic);
    }

    internal static CategoryWeights Weights(string name, ImmutableArray<double> categories) => name switch
    {
        "identity" => CategoryWeights.Identity,
        "linear" => CategoryWeights.Linear,
        "quadratic" => CategoryWeights.Quadratic,
        "ordinal" => CategoryWeights.Ordinal,
        _ => CategoryWeights.Own(categories, [.. Enumerable.Range(0, categories.Length * categories.Length).Select(i =>
            i / categories.Length == i % categories.Length ? 1 : 1.0 / (2 + (i / categories.Length) + (i % categories.Length)))]),
    };

    private static void AssertMatrix(double[] expected, CategoryWeights weights)
    {
        ImmutableArray<double> actual = weights.Matrix(Scale);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), w => Assert.Equal(w.First, w.Second, 15));
    }
}
