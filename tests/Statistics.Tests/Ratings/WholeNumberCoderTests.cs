using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Ratings;

/// <summary>The fast way from numbers to codes against the plain one, <see cref="ValueCoder"/>.</summary>
public class WholeNumberCoderTests
{
    [Fact]
    public void TryEncode_WholeNumbersOfTheRange_GivesTheCodesOfTheGeneralCoder()
    {
        RandomStream random = new(1, 0);
        for (int round = 0; round < 5000; round++)
        {
            // Both ends of the range, short scales and long ones, with gaps, and whole vectors as well as their rest.
            int width = 1 + random.NextInt(round % 2 == 0 ? 8 : 128), start = -20 + random.NextInt(129 - width), step = 1 + random.NextInt(3);
            double[] numbers = new double[random.NextInt(200)];
            for (int i = 0; i < numbers.Length; i++)
            {
                int number = start + (random.NextInt(((width - 1) / step) + 1) * step);
                numbers[i] = random.NextInt(5) == 0 ? double.NaN : number == 0 && random.NextInt(2) == 0 ? -0.0 : number;
            }

            double[]? declared = random.NextInt(3) == 0 ? [-1e9, .. Enumerable.Range(-20, 128).Select(n => (double)n).Append(0.5).Order(), 1e9] : null;
            AssertSame(numbers, declared);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-21.0)]
    [InlineData(108.0)]
    [InlineData(235.0)]
    [InlineData(236.0)]
    [InlineData(-276.0)]
    [InlineData(1.0000000000000002)]
    [InlineData(4294967296.0)]
    [InlineData(4503599627370496.0)]
    [InlineData(6755399441055744.0)]
    [InlineData(-6755399441055744.0)]
    [InlineData(-6755399441055764.0)]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(double.Epsilon)]
    [InlineData(-double.Epsilon)]
    [InlineData(-5e-322)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void TryEncode_OtherNumberAnywhere_IsRefused(double other)
    {
        for (int at = 0; at < 70; at++)
        {
            double[] numbers = [.. Enumerable.Range(0, 70).Select(i => i == at ? other : i % 9 == 0 ? double.NaN : i % 5)];
            Assert.False(new WholeNumberCoder().TryEncode(numbers, new byte[70]), $"at {at}");
        }
    }

    [Fact]
    public void TryFinish_NumberNotDeclared_IsRefused()
    {
        WholeNumberCoder coder = new();
        byte[] codes = new byte[3];
        Assert.True(coder.TryEncode([1, 2, double.NaN], codes));
        Assert.False(coder.TryFinish(codes, [1, 3], out _));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(128)]
    [InlineData(255)]
    public void Recode_AnyCodes_ReplacesEachAndKeepsMissingOnes(int range)
    {
        RandomStream random = new(3, 0);
        for (int least = 0; least + range <= 255; least += 25)
        {
            byte[] replacements = [.. Enumerable.Range(0, range).Select(c => (byte)((c * 7) % 255))];
            byte[] codes = new byte[101];
            foreach (ref byte code in codes.AsSpan())
            {
                code = random.NextInt(4) == 0 ? CellCodes.Missing : (byte)(least + random.NextInt(range));
            }

            byte[] expected = [.. codes.Select(code => code == CellCodes.Missing ? code : replacements[code - least])];
            CellCodes.Recode(codes, least, replacements);
            Assert.Equal(expected, codes);
        }
    }

    private static void AssertSame(double[] numbers, double[]? declared)
    {
        int[] expected = new int[numbers.Length];
        ValueCoder plain = new(declared);
        Assert.Equal(numbers.Length, plain.Encode(numbers, expected));
        ImmutableArray<double> categories = plain.Finish(expected);

        byte[] codes = new byte[numbers.Length];
        WholeNumberCoder fast = new();
        Assert.True(fast.TryEncode(numbers, codes));
        Assert.True(fast.TryFinish(codes, declared, out ImmutableArray<double> values));
        Assert.Equal(categories.AsSpan(), values.AsSpan());
        Assert.Equal(expected, codes.Select(code => code == CellCodes.Missing ? ValueCoder.Missing : code));
    }
}
