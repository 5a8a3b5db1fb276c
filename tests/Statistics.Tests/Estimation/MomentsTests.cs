namespace JudgeEval.Statistics.Tests.Estimation;

public class MomentsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(2_048)]
    [InlineData(2_049)]
    [InlineData(100_003)]
    public void Of_Numbers_EqualsThePlainFormula(int count)
    {
        double[] values = Values(count, 1);
        double mean = values.Average();
        Moments moments = Moments.Of(values);
        Assert.Equal(count, moments.Count);
        Assert.Equal(mean, moments.Mean, 1e-12);
        Assert.Equal(values.Sum(v => (v - mean) * (v - mean)) / count, moments.PopulationVariance, 1e-12);
    }

    [Fact]
    public void Of_LargeCommonPart_KeepsTheDigits()
    {
        // 0, 1, 2, ... 9 repeated has mean 4.5 and variance 8.25 wherever it lies; the squares of 2^40 + 9 have 80 bits.
        double[] values = [.. Enumerable.Range(0, 10_000).Select(i => (double)(i % 10) + (1L << 40))];
        Moments moments = Moments.Of(values);
        Assert.Equal((1L << 40) + 4.5, moments.Mean);
        Assert.Equal(8.25, moments.PopulationVariance, 1e-11);
    }

    [Fact]
    public void Of_EqualNumbers_HasExactlyNoVariance()
    {
        // The sum of many 0.1 is not a multiple of 0.1, so a mean by the sum would leave a variance of rounding noise.
        Moments moments = Moments.Of([.. Enumerable.Repeat(0.1, 70_001)]);
        Assert.Equal(0.1, moments.Mean);
        Assert.Equal(0, moments.Deviations);
    }

    [Fact]
    public void AddLanes_VectorsAndPlainForm_HaveTheSameBits()
    {
        // The result may not depend on the vectors that a processor has.
        double[] values = Values(16 * 128, 3);
        double[] plain = new double[16], squares = new double[16], vectorPlain = new double[16], vectorSquares = new double[16];
        Moments.AddLanes(values, 0.7, plain, squares);
        Moments.AddLanes256(values, 0.7, vectorPlain, vectorSquares);
        Assert.Equal(plain.Select(BitConverter.DoubleToInt64Bits), vectorPlain.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(squares.Select(BitConverter.DoubleToInt64Bits), vectorSquares.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Of_MillionNumbers_HasTheBitsOfEveryMachine()
    {
        // Computed once, with vectors and without (DOTNET_EnableHWIntrinsic=0): a change of these bits is a change of results.
        Moments moments = Moments.Of(Values(1_000_003, 9));
        Assert.Equal(4607171382999252596L, BitConverter.DoubleToInt64Bits(moments.Mean));
        Assert.Equal(4698480268473939300L, BitConverter.DoubleToInt64Bits(moments.Deviations));
    }

    [Fact]
    public void Of_SortedNumbers_EqualsThePlainFormula()
    {
        // The worst order for a mean that moves on: every block lies far from those before it.
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => 1e6 + (i / 7.0))];
        double mean = 1e6 + (99_999 / 14.0);

        // 0, 1 ... n - 1 has variance (n² - 1) / 12.
        Moments moments = Moments.Of(values);
        Assert.Equal(mean, moments.Mean, 1e-9);
        Assert.Equal((1e10 - 1) / 12 / 49, moments.PopulationVariance, 1e-12 * 2e7);
    }

    [Fact]
    public void OfDifferences_TwoLists_EqualsTheMomentsOfTheirDifferences()
    {
        double[] first = Values(5_000, 4), second = Values(5_000, 5);
        Assert.Equal(Moments.Of([.. first.Zip(second, (a, b) => a - b)]), Moments.OfDifferences(first, second));
    }

    [Fact]
    public void Join_PartsInEitherOrder_EqualsTheWhole()
    {
        double[] values = Values(777, 6);
        Moments head = Moments.Of(values.AsSpan(0, 100)), tail = Moments.Of(values.AsSpan(100)), whole = Moments.Of(values);
        foreach (Moments joined in (Moments[])[head.Join(tail), tail.Join(head), whole.Join(default), default(Moments).Join(whole)])
        {
            Assert.Equal(whole.Count, joined.Count);
            Assert.Equal(whole.Mean, joined.Mean, 1e-13);
            Assert.Equal(whole.Deviations, joined.Deviations, 1e-9);
        }
    }

    [Fact]
    public void ResidualVariance_NearlyEqualLists_KeepsTheDifference()
    {
        // second = first + 1e-9 · (0 or 1), half each: the residual has variance 1e-18 / 4, far below the rounding of the variances.
        double[] first = [.. Enumerable.Range(0, 1_000).Select(i => i / 1024.0)];
        double[] second = [.. first.Select((v, i) => v + ((i % 2) * Math.Pow(2, -30)))];
        Assert.Equal(Math.Pow(2, -62), PairMoments.ResidualVariance(first, second, 1), 1e-12 * Math.Pow(2, -62));
    }

    private static double[] Values(int count, ulong seed)
    {
        RandomStream random = new(seed, 0);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (4 * random.NextDouble()) - 1;
        }

        return values;
    }
}
