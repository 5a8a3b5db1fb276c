using BenchmarkDotNet.Attributes;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Statistics;

/// <summary>The ways into a table of 5 annotators × 1,000,000 items: a matrix in both orders, and single records in two orders.</summary>
public class RatingTableBench
{
    private const int Items = 1_000_000;
    private const int Annotators = 5;

    private double[] _byItem = [];
    private double[] _byAnnotator = [];
    private double[] _halves = [];
    private Rating[] _records = [];
    private Rating[] _shuffled = [];

    [GlobalSetup]
    public void Setup()
    {
        RandomStream random = new(1, 0);
        _byItem = new double[Items * Annotators];
        _byAnnotator = new double[_byItem.Length];
        _records = new Rating[_byItem.Length];
        for (int i = 0; i < _byItem.Length; i++)
        {
            _byItem[i] = 1 + random.NextInt(5);
            _byAnnotator[((i % Annotators) * Items) + (i / Annotators)] = _byItem[i];
            _records[i] = new(i / Annotators, i % Annotators, _byItem[i]);
        }

        _halves = [.. _byItem.Select(v => v / 2)];
        _shuffled = [.. _records];
        for (int i = _shuffled.Length - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (_shuffled[i], _shuffled[other]) = (_shuffled[other], _shuffled[i]);
        }
    }

    [Benchmark]
    public RatingTable FromMatrix() => RatingTable.FromMatrix(_byItem, Annotators);

    [Benchmark]
    public RatingTable FromMatrixOfHalves() => RatingTable.FromMatrix(_halves, Annotators);

    [Benchmark]
    public RatingTable FromColumns() => RatingTable.FromColumns(_byAnnotator, Annotators);

    [Benchmark]
    public RatingTable FromRecords() => RatingTable.Create(Items, Annotators, _records);

    [Benchmark]
    public RatingTable FromShuffledRecords() => RatingTable.Create(Items, Annotators, _shuffled);
}
