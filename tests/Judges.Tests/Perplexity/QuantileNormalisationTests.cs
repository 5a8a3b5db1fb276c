using System.Collections.Immutable;

namespace JudgeEval.Judges.Tests.Perplexity;

public class QuantileNormalisationTests
{
    [Fact]
    public void Signed_TenDifferences_AreAsDerivedByHand()
    {
        // By absolute value: i7 0.1, i2 0.2 | i1 0.3, i9 0.4, i4 0.5, i3 0.6 | i0 0.7, i5 0.8, i6 0.9, i8 2: a fifth of ten is two zeros, 0.55 of eight is 4.4, so four of magnitude 1.
        double[] values = [-0.7, 0.3, -0.2, 0.6, -0.5, 0.8, -0.9, 0.1, 2, -0.4];

        Assert.Equal([-2, 1, 0, 1, -1, 2, -2, 0, 2, -1], QuantileNormalisation.Signed(Items(values)).AsEnumerable());

        // An even split: four of each.
        Assert.Equal([-2, 1, 0, 1, -1, 2, -2, 0, 2, -1], QuantileNormalisation.Signed(Items(values), slightShare: 0.5).AsEnumerable());
        Assert.Equal([-1, 1, -1, 1, -1, 1, -1, 1, 1, -1], QuantileNormalisation.Signed(Items(values), 0, 1).AsEnumerable());
        Assert.All(QuantileNormalisation.Signed(Items(values), 1), v => Assert.Equal(0, v));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Signed_AnyNumberOfItems_HasExactlyAFifthOfZerosAndTheRestSplit(int seed)
    {
        for (int n = 0; n <= 200; n++)
        {
            ImmutableArray<ItemValue> items = Random(n, seed, levels: n % 3 == 0 ? 4 : 1_000_000);
            ImmutableArray<int> signed = QuantileNormalisation.Signed(items);

            // A fifth in whole numbers, rounded half up: (2n + 5) / 10; eleven twentieths of the rest likewise.
            int zeros = ((2 * n) + 5) / 10;
            int slight = ((11 * (n - zeros)) + 10) / 20;
            Assert.Equal(zeros, signed.Count(s => s == 0));
            Assert.Equal(slight, signed.Count(s => Math.Abs(s) == 1));
        }
    }

    [Fact]
    public void Signed_SidesSwapped_AreNegated()
    {
        ImmutableArray<ItemValue> items = Random(97, seed: 3, levels: 9);

        Assert.Equal(
            QuantileNormalisation.Signed(items).Select(s => -s),
            QuantileNormalisation.Signed([.. items.Select(i => i with { Value = -i.Value })]));
    }

    [Fact]
    public void Signed_OrderOfItems_ChangesNothing()
    {
        ImmutableArray<ItemValue> items = Random(60, seed: 4, levels: 5);
        ImmutableArray<int> reversed = QuantileNormalisation.Signed([.. items.Reverse()]);

        Assert.Equal(QuantileNormalisation.Signed(items).Reverse(), reversed);
    }

    [Fact]
    public void Signed_LargerDifference_IsNeverTheSmallerLabel()
    {
        ImmutableArray<ItemValue> items = Random(120, seed: 5, levels: 40);
        ImmutableArray<int> signed = QuantileNormalisation.Signed(items);
        for (int i = 0; i < items.Length; i++)
        {
            for (int j = 0; j < items.Length; j++)
            {
                Assert.True(items[i].Value >= items[j].Value || signed[i] <= signed[j]);
            }
        }
    }

    [Fact]
    public void Signed_EqualMagnitudes_AreOrderedByTheItemsId()
    {
        // Five equal magnitudes: one zero, 0.55 of four is 2.2, so two of magnitude 1; by the ids in ordinal order B, a, b, c, d.
        ImmutableArray<ItemValue> items = [new("d", 1), new("c", -1), new("b", 1), new("a", -1), new("B", 1)];

        Assert.Equal([2, -2, 1, -1, 0], QuantileNormalisation.Signed(items).AsEnumerable());
    }

    [Fact]
    public void Signed_NoDifference_HasNoSide()
    {
        // Three of four are equal, -0 among them: more than the fifth, and none of them can be a preference. The other is 0.55 of one, rounded up.
        Assert.Equal([0, 0, -1, 0], QuantileNormalisation.Signed(Items(0, -0.0, -3, 0)).AsEnumerable());
        Assert.Empty(QuantileNormalisation.Signed([]));
    }

    [Fact]
    public void Positions_Shares_AreCutWithExactCounts()
    {
        // Six values in three equal parts; then cuts after 0.1 * 6 = 0.6 (1) and 0.6 * 6 = 3.6 (4).
        Assert.Equal([2, 0, 1, 0, 2, 1], QuantileNormalisation.Positions(Items(9, 1, 4, 2, 8, 5), [1 / 3d, 1 / 3d, 1 / 3d]).AsEnumerable());
        Assert.Equal([2, 0, 1, 1, 2, 1], QuantileNormalisation.Positions(Items(9, 1, 4, 2, 8, 5), [0.1, 0.5, 0.4]).AsEnumerable());
        Assert.Equal([1, 1], QuantileNormalisation.Positions(Items(1, 2), [0, 1, 0]).AsEnumerable());
    }

    // Halves go up: 0.5 of 3 is 1.5, five sixths of 3 are 2.5, a sixth of 3 and a fourteenth of 7 are 0.5.
    [Theory]
    [InlineData(3, 0.5, 2)]
    [InlineData(15, 0.2, 3)]
    [InlineData(3, 5 / 6d, 3)]
    [InlineData(3, 1 / 6d, 1)]
    [InlineData(7, 1 / 14d, 1)]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 0.2, 0)]
    [InlineData(3, 0.2, 1)]
    [InlineData(0, 0.2, 0)]
    [InlineData(1_000_000, 0.2, 200_000)]
    public void CountOf_Share_IsRoundedHalfUp(int items, double share, int expected) => Assert.Equal(expected, QuantileNormalisation.CountOf(items, share));

    [Fact]
    public void Values_WithoutAQuantile_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => QuantileNormalisation.Signed(Items(1, double.NaN)));
        Assert.Throws<ArgumentException>(() => QuantileNormalisation.Positions(Items(double.PositiveInfinity), [0.5, 0.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileNormalisation.Signed(Items(1), -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileNormalisation.Signed(Items(1), 0.2, double.NaN));
        Assert.Throws<ArgumentException>(() => QuantileNormalisation.Positions(Items(1), [0.5, 0.4]));
        Assert.Throws<ArgumentException>(() => QuantileNormalisation.Positions(Items(1), []));
        Assert.Throws<ArgumentException>(() => QuantileNormalisation.Positions(Items(1), [-1, 2]));
    }

    private static ImmutableArray<ItemValue> Items(params double[] values) => [.. values.Select((v, i) => new ItemValue("i" + i, v))];

    /// <summary>Numbers other than 0, by a linear congruential generator, so that they are the same everywhere.</summary>
    private static ImmutableArray<ItemValue> Random(int n, int seed, int levels)
    {
        ulong state = (ulong)seed;
        double Next()
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            double magnitude = 1 + (int)((state >> 33) % (ulong)levels);
            return ((state >> 63) == 0 ? magnitude : -magnitude) / 8;
        }

        return [.. Enumerable.Range(0, n).Select(i => new ItemValue("i" + i, Next()))];
    }
}
