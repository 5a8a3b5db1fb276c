using BenchmarkDotNet.Attributes;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Statistics;

/// <summary>Permutation test of a difference of two quadratic kappas: 2,000 items, 5 labels, 10,000 random exchanges; from the ratings on.</summary>
public class PermutationBench
{
    private static readonly PermutationOptions Options = new() { Resamples = 10_000, ExactLimit = 0 };
    private readonly double[] _first = new double[2_000];
    private readonly double[] _second = new double[2_000];
    private readonly double[] _reference = new double[2_000];

    [GlobalSetup]
    public void Setup()
    {
        RandomStream random = new(1, 0);
        for (int i = 0; i < _reference.Length; i++)
        {
            int gold = 1 + random.NextInt(5);
            _reference[i] = gold;
            _first[i] = random.NextDouble() < 0.6 ? gold : 1 + random.NextInt(5);
            _second[i] = random.NextDouble() < 0.55 ? gold : 1 + random.NextInt(5);
        }
    }

    [Benchmark]
    public PermutationResult QuadraticKappaDifference() =>
        PermutationTest.AgreementDifference(_first, _second, _reference, PairStatistic.CohenKappaQuadratic, options: Options);

    [Benchmark]
    public PermutationResult KappaDifference() =>
        PermutationTest.AgreementDifference(_first, _second, _reference, PairStatistic.CohenKappa, options: Options);

    [Benchmark]
    public PermutationResult PairedMeans() => PermutationTest.Paired(_first, _second, Options);
}
