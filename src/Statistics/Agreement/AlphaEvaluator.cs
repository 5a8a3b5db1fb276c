using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// Krippendorff's alpha on weighted rows, without allocation. What a row adds to the observed disagreement is known beforehand,
/// except on the ordinal level, where it is summed from ranks.
/// </summary>
internal sealed class AlphaEvaluator : IPatternEvaluator
{
    private readonly AlphaDistance _distance;

    // The rows with two or more ratings, one after the other; the others are empty.
    private readonly int[] _offsets;
    private readonly int[] _codes;
    private readonly int[] _counts;
    private readonly int[] _ratings;
    private readonly double[] _observed;
    private readonly double[] _margin;

    public AlphaEvaluator(CountTable table, AlphaDistance distance)
    {
        _distance = distance;
        _margin = new double[table.Categories.Length];
        _ratings = table.RatingsOf.ToArray();
        _observed = new double[table.PatternCount];
        _offsets = new int[table.PatternCount + 1];
        List<int> codes = [], counts = [];
        for (int p = 0; p < _ratings.Length; p++)
        {
            if (_ratings[p] > 1)
            {
                codes.AddRange(table.CodesOf(p));
                counts.AddRange(table.CountsOf(p));
                _observed[p] = distance.IsFixed ? distance.PairSum(table.CodesOf(p), table.CountsOf(p)) / (_ratings[p] - 1) : 0;
            }

            _offsets[p + 1] = codes.Count;
        }

        _codes = [.. codes];
        _counts = [.. counts];
    }

    /// <summary>Alpha, or NaN where it is undefined.</summary>
    /// <param name="weights">How often each row occurs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Evaluate(ReadOnlySpan<int> weights)
    {
        CountMargin(weights);
        double expected = _distance.ExpectedSum(_margin);
        return KrippendorffAlpha.FromSums(_margin, expected, _distance.IsFixed ? FixedSum(weights) : RankSum(weights));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(ReadOnlySpan<int> weights, Span<double> values) => values[0] = Evaluate(weights);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountMargin(ReadOnlySpan<int> weights)
    {
        double[] margin = _margin;
        int[] codes = _codes, counts = _counts;
        Array.Clear(margin);
        int j = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            double weight = weights[p];
            for (int end = _offsets[p + 1]; j < end; j++)
            {
                margin[codes[j]] += weight * counts[j];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double FixedSum(ReadOnlySpan<int> weights)
    {
        double sum = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            sum += weights[p] * _observed[p];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double RankSum(ReadOnlySpan<int> weights)
    {
        double sum = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            int start = _offsets[p], length = _offsets[p + 1] - start;
            if (weights[p] > 0 && length > 1)
            {
                sum += weights[p] * _distance.PairSum(_codes.AsSpan(start, length), _counts.AsSpan(start, length)) / (_ratings[p] - 1);
            }
        }

        return sum;
    }
}
