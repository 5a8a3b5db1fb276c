namespace JudgeEval.Statistics.Tests.Inference;

public sealed class MultipleTestingTests
{
    [Fact]
    public void Adjust_ThreePValues_IsByHand()
    {
        // Sorted .01 .03 .04. Holm: 3 (.01), max(.03, 2 (.03)), max(.06, .04). Hochberg: .04 down, min(.04, .06), min(.04, .03).
        // Benjamini-Hochberg: 3/3 (.04), min(.04, 3/2 (.03)), min(.04, 3 (.01)); Benjamini-Yekutieli times 1 + 1/2 + 1/3 = 11/6.
        double[] p = [0.04, 0.01, 0.03];

        AssertEqual([0.06, 0.03, 0.06], p, MultipleTestingMethod.Holm);
        AssertEqual([0.12, 0.03, 0.09], p, MultipleTestingMethod.Bonferroni);
        AssertEqual([0.04, 0.03, 0.04], p, MultipleTestingMethod.Hochberg);
        AssertEqual([0.04, 0.03, 0.04], p, MultipleTestingMethod.Hommel);
        AssertEqual([0.04, 0.03, 0.04], p, MultipleTestingMethod.BenjaminiHochberg);
        AssertEqual([0.04 * 11 / 6, 0.03 * 11 / 6, 0.04 * 11 / 6], p, MultipleTestingMethod.BenjaminiYekutieli);
        Assert.Equal<bool>([true, true, true], MultipleTesting.Adjust(p, MultipleTestingMethod.Hochberg).Rejected);
        Assert.Equal<bool>([false, true, false], MultipleTesting.Adjust(p, MultipleTestingMethod.Holm).Rejected);
    }

    [Fact]
    public void Adjust_RandomPValues_OrdersTheProceduresByStrength()
    {
        RandomStream random = new(11, 0);
        for (int round = 0; round < 200; round++)
        {
            double[] p = new double[1 + random.NextInt(20)];
            for (int i = 0; i < p.Length; i++)
            {
                p[i] = Math.Pow(random.NextDouble(), 3);
            }

            MultipleTestingResult Of(MultipleTestingMethod method) => MultipleTesting.Adjust(p, method);
            for (int i = 0; i < p.Length; i++)
            {
                double bonferroni = Of(MultipleTestingMethod.Bonferroni).AdjustedPValues[i], holm = Of(MultipleTestingMethod.Holm).AdjustedPValues[i];
                double hochberg = Of(MultipleTestingMethod.Hochberg).AdjustedPValues[i], hommel = Of(MultipleTestingMethod.Hommel).AdjustedPValues[i];
                double bh = Of(MultipleTestingMethod.BenjaminiHochberg).AdjustedPValues[i], by = Of(MultipleTestingMethod.BenjaminiYekutieli).AdjustedPValues[i];
                const double Rounding = 1e-15;
                Assert.True(bonferroni >= holm && holm >= hochberg - Rounding && hochberg >= hommel - Rounding && hommel >= bh - Rounding && bh >= p[i] - Rounding && by >= bh);
            }
        }
    }

    [Fact]
    public void Adjust_AnotherOrder_MovesWithThePValues()
    {
        double[] p = [0.2, 0.01, 0.03, 0.03, 0.5], reversed = [.. p.Reverse()];
        foreach (MultipleTestingMethod method in Enum.GetValues<MultipleTestingMethod>())
        {
            Assert.Equal(MultipleTesting.Adjust(p, method).AdjustedPValues.Reverse(), MultipleTesting.Adjust(reversed, method).AdjustedPValues);
        }
    }

    [Fact]
    public void Adjust_NoPValue_IsUndefined()
    {
        MultipleTestingResult result = MultipleTesting.Adjust([], MultipleTestingMethod.Holm);

        Assert.False(result.IsDefined);
        Assert.Equal("there is no p-value to correct", result.UndefinedReason);
        Assert.Empty(result.AdjustedPValues);
    }

    [Theory]
    [InlineData(double.NaN, 0.05)]
    [InlineData(1.1, 0.05)]
    [InlineData(0.5, 0)]
    public void Adjust_OutOfRange_Throws(double p, double alpha) =>
        Assert.ThrowsAny<ArgumentException>(() => MultipleTesting.Adjust([p], MultipleTestingMethod.Holm, alpha));

    private static void AssertEqual(double[] expected, double[] p, MultipleTestingMethod method)
    {
        MultipleTestingResult result = MultipleTesting.Adjust(p, method);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], result.AdjustedPValues[i], 1e-15);
        }
    }
}
