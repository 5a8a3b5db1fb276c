using BenchmarkDotNet.Attributes;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Statistics;

/// <summary>The prediction-powered mean with a tuned weight: 1,000 labelled and 1,000,000 other items.</summary>
public class PredictionPoweredBench
{
    private readonly PredictionPoweredOptions _options = new();
    private double[] _labels = null!;
    private double[] _judge = null!;
    private double[] _elsewhere = null!;

    [GlobalSetup]
    public void Setup()
    {
        RandomStream random = new(1, 0);
        _labels = new double[1_000];
        _judge = new double[1_000];
        for (int i = 0; i < _labels.Length; i++)
        {
            _labels[i] = random.NextDouble();
            _judge[i] = _labels[i] + (0.3 * random.NextDouble());
        }

        _elsewhere = new double[1_000_000];
        for (int i = 0; i < _elsewhere.Length; i++)
        {
            _elsewhere[i] = random.NextDouble() + (0.3 * random.NextDouble());
        }
    }

    [Benchmark]
    public PredictionPoweredResult Tuned1000And1000000() => PredictionPoweredMean.Compute(_labels, _judge, _elsewhere, _options);
}
