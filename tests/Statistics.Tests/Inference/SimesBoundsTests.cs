namespace JudgeEval.Statistics.Tests.Inference;

public sealed class SimesBoundsTests
{
    [Fact]
    public void Of_ByTheHull_IsThatPValueByPValue()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            RandomStream random = new(seed, 0);
            double[] p = new double[1 + random.NextInt(40)];
            int grid = random.NextInt(3) == 0 ? 5 : 1_000_000;
            for (int i = 0; i < p.Length; i++)
            {
                // Ties, zeros and ones among them.
                p[i] = random.NextInt(grid + 1) / (double)grid;
            }

            Array.Sort(p);
            double[] plain = SimesBounds.Plainly(p), fast = SimesBounds.Of(p);
            for (int j = 0; j < p.Length; j++)
            {
                Assert.Equal(plain[j], fast[j], 1e-14);
            }
        }
    }

    /// <summary>Pair by pair this is forty thousand million steps.</summary>
    [Fact]
    public void Adjust_HommelOfManyPValues_TakesNoSquareOfTime()
    {
        double[] p = [.. Enumerable.Range(0, 200_000).Select(i => (i + 0.5) / 200_000)];
        MultipleTestingResult result = MultipleTesting.Adjust(p, MultipleTestingMethod.Hommel);
        Assert.DoesNotContain(true, result.Rejected);
        Assert.All(result.AdjustedPValues, a => Assert.InRange(a, 0, 1));
    }
}
