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
    public void Of_AnyVectorWidth_HasTheBitsOfThirtyTwoLanesInOrder()
    {
        // One lane after the other, without vectors: the result may not depend on the vectors that a processor has.
        double[] values = Values(2_048 + 77, 3);
        Moments expected = Lanes(values.AsSpan(0, 2_048)).Join(Lanes(values.AsSpan(2_048)));
        Moments actual = Moments.Of(values);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Mean), BitConverter.DoubleToInt64Bits(actual.Mean));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Deviations), BitConverter.DoubleToInt64Bits(actual.Deviations));
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

    private static Moments Lanes(ReadOnlySpan<double> values)
    {
        double centre = values[0] + (Sums(values, values[0]).Plain / values.Length);
        (double rest, double squares) = Sums(values, centre);
        return new(values.Length, centre, rest / values.Length, squares - (rest * rest / values.Length));
    }

    private static (double Plain, double Squares) Sums(ReadOnlySpan<double> values, double point)
    {
        double[] plain = new double[32], squares = new double[32];
        int whole = values.Length / 32 * 32;
        for (int i = 0; i < whole; i++)
        {
            double distance = values[i] - point;
            plain[i % 32] += distance;
            squares[i % 32] += distance * distance;
        }

        (double p, double s) = (Add(plain), Add(squares));
        foreach (double value in values[whole..])
        {
            p += value - point;
            s += (value - point) * (value - point);
        }

        return (p, s);
    }

    private static double Add(double[] lanes)
    {
        double[] eight = [.. Enumerable.Range(0, 8).Select(i => (lanes[i] + lanes[i + 8]) + (lanes[i + 16] + lanes[i + 24]))];
        return ((eight[0] + eight[1]) + (eight[2] + eight[3])) + ((eight[4] + eight[5]) + (eight[6] + eight[7]));
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
