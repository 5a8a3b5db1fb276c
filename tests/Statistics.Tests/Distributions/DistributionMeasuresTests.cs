namespace JudgeEval.Statistics.Tests.Distributions;

public class DistributionMeasuresTests
{
    private delegate Estimate OfTwo(ReadOnlySpan<double> p, ReadOnlySpan<double> q);

    private static readonly OfTwo[] Symmetric =
    [
        DistributionMeasures.JensenShannonDivergence, DistributionMeasures.JensenShannonDistance, DistributionMeasures.TotalVariation, DistributionMeasures.Hellinger,
    ];

    [Fact]
    public void EveryMeasure_HalvesAndQuarters_IsAsDerivedByHand()
    {
        // p = (1/2, 1/2), q = (1/4, 3/4). Middle (3/8, 5/8).
        double[] p = [1, 1], q = [1, 3];
        Assert.Equal(1, DistributionMeasures.Entropy(p).Value, 1e-15);
        Assert.Equal(Math.Log(2), DistributionMeasures.Entropy(p, InformationUnit.Nats).Value, 1e-15);
        Assert.Equal(2 - (0.75 * Math.Log2(3)), DistributionMeasures.Entropy(q).Value, 1e-15);
        Assert.Equal(2 - (0.75 * Math.Log2(3)), DistributionMeasures.NormalizedEntropy(q).Value, 1e-15);
        Assert.Equal((0.5 * Math.Log2(2)) + (0.5 * Math.Log2(2.0 / 3)), DistributionMeasures.KullbackLeiblerDivergence(p, q).Value, 1e-15);
        Assert.Equal(2 - (0.5 * Math.Log2(3)), DistributionMeasures.CrossEntropy(p, q).Value, 1e-15);
        Assert.Equal(0.25, DistributionMeasures.TotalVariation(p, q).Value, 1e-15);
        Assert.Equal(Math.Sqrt(1 - Math.Sqrt(1.0 / 8) - Math.Sqrt(3.0 / 8)), DistributionMeasures.Hellinger(p, q).Value, 1e-15);
        double js = ((0.5 * Math.Log2(4.0 / 3)) + (0.5 * Math.Log2(4.0 / 5)) + (0.25 * Math.Log2(2.0 / 3)) + (0.75 * Math.Log2(6.0 / 5))) / 2;
        Assert.Equal(js, DistributionMeasures.JensenShannonDivergence(p, q).Value, 1e-15);
        Assert.Equal(Math.Sqrt(js), DistributionMeasures.JensenShannonDistance(p, q).Value, 1e-15);
    }

    [Fact]
    public void EveryMeasure_RandomWeights_EqualsThePlainFormulaAndItsBounds()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            RandomStream random = new(seed, 0);
            int k = 2 + random.NextInt(9);
            double[] p = Draw(ref random, k), q = Draw(ref random, k);
            double[] a = [.. p.Select(v => v / p.Sum())], b = [.. q.Select(v => v / q.Sum())];
            double js = Of(DistributionMeasures.JensenShannonDivergence, p, q), tv = Of(DistributionMeasures.TotalVariation, p, q), h = Of(DistributionMeasures.Hellinger, p, q);
            Assert.Equal(a.Zip(b).Sum(s => Plain(s.First, (s.First + s.Second) / 2) + Plain(s.Second, (s.First + s.Second) / 2)) / 2, js, 1e-14);
            Assert.Equal(a.Zip(b).Sum(s => Math.Abs(s.First - s.Second)) / 2, tv, 1e-14);
            Assert.InRange(js, 0, 1);

            // Total variation bounds: h² <= tv <= h sqrt(2 - h²); Lin (1991): js <= tv; Pinsker: kl >= 2 tv² in nats.
            Assert.InRange(tv, (h * h) - 1e-14, (h * Math.Sqrt(2 - (h * h))) + 1e-14);
            Assert.True(js <= tv + 1e-14);
            double entropy = DistributionMeasures.Entropy(p).Value;
            Assert.InRange(entropy, 0, Math.Log2(k) + 1e-14);
            Assert.Equal(entropy / Math.Log2(k), DistributionMeasures.NormalizedEntropy(p).Value, 1e-14);
            Estimate kl = DistributionMeasures.KullbackLeiblerDivergence(p, q, InformationUnit.Nats);
            Assert.Equal(a.Zip(b).Any(s => s.First > 0 && s.Second == 0), !kl.IsDefined);
            if (kl.IsDefined)
            {
                Assert.True(kl.Value >= (2 * tv * tv) - 1e-14);
                Assert.Equal(kl.Value, DistributionMeasures.CrossEntropy(p, q, InformationUnit.Nats).Value - DistributionMeasures.Entropy(p, InformationUnit.Nats).Value, 1e-13);
            }

            foreach (OfTwo measure in Symmetric)
            {
                Assert.Equal(Of(measure, p, q), Of(measure, q, p), 1e-15);
                Assert.Equal(Of(measure, p, q), Of(measure, [.. p.Select(v => v * 1e250)], [.. q.Select(v => v * 1e-250)]), 1e-14);
                Assert.Equal(0, Of(measure, p, [.. p.Select(v => 4 * v)]));
            }
        }
    }

    [Fact]
    public void Measures_NearlyEqual_KeepTheirDigits()
    {
        // p = (1 + e, 1 - e) / 2 and q = (1 - e, 1 + e) / 2: total variation e; the middle is uniform and u = ±e, so the divergence is
        // (e² + e⁴/6 + ...) / (2 ln 2) bits, and the Kullback-Leibler divergence 2 e atanh e = 2 e² + ... nats.
        const double e = 1.0 / (1 << 30);
        double[] p = [1 + e, 1 - e], q = [1 - e, 1 + e];
        Assert.Equal(1, DistributionMeasures.TotalVariation(p, q).Value / e, 1e-15);
        Assert.Equal(1, DistributionMeasures.JensenShannonDivergence(p, q).Value / (e * e / (2 * Math.Log(2))), 1e-14);
        Assert.Equal(1, DistributionMeasures.KullbackLeiblerDivergence(p, q, InformationUnit.Nats).Value / (2 * e * e), 1e-14);
        Assert.Equal(1, DistributionMeasures.Hellinger(p, q).Value / (e / Math.Sqrt(2)), 1e-14);
    }

    [Fact]
    public void JensenShannon_DisjointOutcomes_IsOneAndTheDistanceItsRoot()
    {
        Assert.All(Symmetric, measure => Assert.Equal(1, Of(measure, [6, 0, 0], [0, 1, 2]), 1e-15));
        double[] p = [1, 2, 3], q = [3, 2, 2];
        double divergence = Of(DistributionMeasures.JensenShannonDivergence, p, q), distance = Of(DistributionMeasures.JensenShannonDistance, p, q);
        Assert.Equal(divergence, distance * distance, 1e-15);
        Assert.NotEqual(divergence, distance);
    }

    [Fact]
    public void EveryMeasure_Degenerate_IsUndefinedOrRejected()
    {
        foreach (OfTwo measure in Symmetric.Append((p, q) => DistributionMeasures.CrossEntropy(p, q)).Append((p, q) => DistributionMeasures.KullbackLeiblerDivergence(p, q)))
        {
            Assert.Equal("a distribution needs some weight", measure([], []).UndefinedReason);
            Assert.Equal("a distribution needs some weight", measure([1, 2], [0, 0]).UndefinedReason);
            Assert.Throws<ArgumentException>(() => measure([1, 2], [1]));
            Assert.Throws<ArgumentException>(() => measure([1, -2], [1, 2]));
            Assert.Throws<ArgumentException>(() => measure([1, 2], [1, double.NaN]));
        }

        Assert.False(DistributionMeasures.Entropy([]).IsDefined);
        Assert.Equal(0, DistributionMeasures.Entropy([0, 4]).Value);
        Assert.Equal("with one outcome there is nothing to be uncertain of", DistributionMeasures.NormalizedEntropy([3]).UndefinedReason);
        Assert.Equal("the second distribution has no weight on an outcome that the first has", DistributionMeasures.KullbackLeiblerDivergence([1, 1], [1, 0]).UndefinedReason);
        Assert.False(DistributionMeasures.CrossEntropy([1, 1], [1, 0]).IsDefined);
        Assert.Equal(1, DistributionMeasures.KullbackLeiblerDivergence([1, 0], [1, 1]).Value, 1e-15);
    }

    private static double Of(OfTwo measure, double[] p, double[] q) => measure(p, q).Value;

    private static double Plain(double share, double middle) => share == 0 ? 0 : share * Math.Log2(share / middle);

    private static double[] Draw(ref RandomStream random, int n)
    {
        double[] weights = new double[n];
        for (int i = 0; i < n; i++)
        {
            weights[i] = random.NextInt(5) == 0 ? 0 : random.NextDouble();
        }

        weights[random.NextInt(n)] = 1;
        return weights;
    }
}
