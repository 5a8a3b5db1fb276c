using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Agreement;

public class PairedDifferenceTests
{
    private static readonly ImmutableArray<PairStatistic> Statistics = [PairStatistic.CohenKappaQuadratic, PairStatistic.PercentAgreement, PairStatistic.Pearson];

    [Fact]
    public void Estimate_TwoJudges_IsTheDifferenceOfTheirStatistics()
    {
        (double[] reference, double[] a, double[] b) = Labels(80);
        ImmutableArray<Estimate> difference = PairedDifference.Create(reference, a, b, Statistics).Estimate();
        for (int s = 0; s < Statistics.Length; s++)
        {
            double first = PairStatistics.Compute(PairTable.Create(a, reference), Statistics[s]).Value;
            double second = PairStatistics.Compute(PairTable.Create(b, reference), Statistics[s]).Value;
            Assert.Equal(first - second, difference[s].Value, 14);
            Assert.Equal(80, difference[s].N);
        }
    }

    [Fact]
    public void Estimate_Swapped_IsExactlyMirrored()
    {
        (double[] reference, double[] a, double[] b) = Labels(80);
        BootstrapOptions options = new(500, 4, 0.9);
        PairedDifference there = PairedDifference.Create(reference, a, b, Statistics), back = PairedDifference.Create(reference, b, a, Statistics);
        double[] replicates = ClusterBootstrap.Replicates(there, Design(there), 500, 4);
        Assert.Equal(replicates.Select(r => -r), ClusterBootstrap.Replicates(back, Design(back), 500, 4));
        foreach (BootstrapMethod method in Enum.GetValues<BootstrapMethod>())
        {
            ImmutableArray<Estimate> forward = there.Estimate(Design(there), options with { Method = method });
            ImmutableArray<Estimate> mirrored = back.Estimate(Design(back), options with { Method = method });
            for (int s = 0; s < Statistics.Length; s++)
            {
                Assert.Equal(-forward[s].Value, mirrored[s].Value);
                Assert.Equal(-forward[s].Interval!.Lower, mirrored[s].Interval!.Upper, 12);
                Assert.Equal(-forward[s].Interval!.Upper, mirrored[s].Interval!.Lower, 12);
            }
        }
    }

    [Fact]
    public void Estimate_SameJudgeTwice_IsZeroInEveryResample()
    {
        (double[] reference, double[] a, _) = Labels(60);
        PairedDifference difference = PairedDifference.Create(reference, a, a, Statistics);
        Assert.All(ClusterBootstrap.Replicates(difference, Design(difference), 200, 1), r => Assert.Equal(0, r));
    }

    [Fact]
    public void Replicates_PercentAgreement_HaveTheVarianceOfThePairs()
    {
        // Of 400 items A alone is right on 60, B alone on 20, and on the others both or neither: the difference is the mean of
        // +1, -1 and 0 with mean 0.1 and variance 0.2 - 0.01 = 0.19. 4,000 replicates give it to 5 standard errors within 12 %.
        double[] reference = new double[400];
        double[] a = [.. Enumerable.Range(0, 400).Select(i => i is >= 60 and < 80 or >= 200 ? 1.0 : 0)];
        double[] b = [.. Enumerable.Range(0, 400).Select(i => i is < 60 or >= 200 ? 1.0 : 0)];
        PairedDifference difference = PairedDifference.Create(reference, a, b, [PairStatistic.PercentAgreement]);
        double[] replicates = ClusterBootstrap.Replicates(difference, Design(difference), 4000, 6);
        double mean = replicates.Average(), variance = replicates.Sum(r => (r - mean) * (r - mean)) / 3999;
        Assert.InRange(mean, 0.1 - 0.002, 0.1 + 0.002);
        Assert.InRange(variance, 0.19 / 400 * 0.88, 0.19 / 400 * 1.12);
    }

    [Fact]
    public void Estimate_UndefinedForOne_IsUndefinedAndSaysWhich()
    {
        PairedDifference difference = PairedDifference.Create([0, 1, 1], [0, 1, 0], [1, 1, 1], [PairStatistic.Pearson]);
        Assert.Equal(
            "the second rater's statistic is undefined: one of the two always gives the same label, so nothing can vary together",
            difference.Estimate()[0].UndefinedReason);
    }

    private static ResamplingDesign Design(PairedDifference difference) => ResamplingDesign.ByItem(difference.PatternOfItem, difference.PatternCount);

    private static (double[] Reference, double[] A, double[] B) Labels(int items)
    {
        RandomStream random = new(12, 0);
        double[] reference = new double[items], a = new double[items], b = new double[items];
        for (int i = 0; i < items; i++)
        {
            reference[i] = random.NextInt(4);
            a[i] = random.NextDouble() < 0.7 ? reference[i] : random.NextInt(4);
            b[i] = random.NextDouble() < 0.5 ? reference[i] : random.NextInt(4);
        }

        return (reference, a, b);
    }
}
