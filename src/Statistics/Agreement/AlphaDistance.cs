using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// The distances that Krippendorff's alpha is made of, and their sums over rows of ratings. The ordinal distance depends on how
/// often each category occurs, so <see cref="ExpectedSum"/> is asked first. One is used by one thread.
/// </summary>
internal sealed class AlphaDistance
{
    /// <summary>Ratio distances of that many pairs of categories are kept; with more they are computed each time.</summary>
    private const int MostPairsKept = 1 << 20;

    private readonly MeasurementLevel? _level;
    private readonly ImmutableArray<double> _values;
    private readonly double[] _centred;
    private readonly double[] _ranks;
    private readonly double[]? _matrix;
    private readonly int _categoryCount;

    private AlphaDistance(MeasurementLevel? level, ImmutableArray<double> values, int categoryCount, double[]? matrix)
    {
        _level = level;
        _values = values;
        _centred = level == MeasurementLevel.Interval ? Centred(values) : [];
        _ranks = new double[level == MeasurementLevel.Ordinal ? categoryCount : 0];
        _matrix = matrix;
        _categoryCount = categoryCount;
    }

    /// <summary>Whether the distance is 1 between any two categories.</summary>
    public bool IsNominal => _level == MeasurementLevel.Nominal;

    /// <summary>Whether the distance is the squared difference of <see cref="Scores"/>: sums over pairs are then sums over ratings.</summary>
    public bool HasScores => _level is MeasurementLevel.Ordinal or MeasurementLevel.Interval;

    /// <summary>Whether distances are the same for all margins.</summary>
    public bool IsFixed => _level != MeasurementLevel.Ordinal;

    /// <summary>The score of each category, where there are scores.</summary>
    public double[] Scores => IsFixed ? _centred : _ranks;

    public static AlphaDistance Of(MeasurementLevel level, ImmutableArray<double> values)
    {
        Guard.Known(level);
        bool kept = level == MeasurementLevel.Ratio && (long)values.Length * values.Length <= MostPairsKept;
        double[]? matrix = kept ? DistanceMatrix.Create(values, KrippendorffDistance.Ratio).Values.ToArray() : null;
        return new(level, values, values.Length, matrix);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static AlphaDistance Of(DistanceMatrix own)
    {
        double largest = 0;
        foreach (double value in own.Values)
        {
            largest = Math.Max(largest, value);
        }

        double unit = PowerOfTwo(largest);
        return new(null, [], own.CategoryCount, [.. own.Values.ToArray().Select(v => v / unit)]);
    }

    /// <summary>The sum of n_c n_d d²(c, d) over all ordered pairs of categories.</summary>
    /// <param name="margin">How often each category occurs among ratings that can be paired.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ExpectedSum(double[] margin)
    {
        if (_matrix is null)
        {
            return KrippendorffDistance.ExpectedSum(_level!.Value, _centred, _values, margin, _ranks);
        }

        double sum = 0;
        int k = margin.Length;
        for (int c = 0; c < k; c++)
        {
            ReadOnlySpan<double> row = _matrix.AsSpan(c * k, k);
            double rest = 0;
            for (int d = c + 1; margin[c] > 0 && d < k; d++)
            {
                rest += margin[d] * row[d];
            }

            sum += 2 * margin[c] * rest;
        }

        return sum;
    }

    /// <summary>The sum of d² over all ordered pairs of different ratings of a row.</summary>
    /// <param name="codes">The distinct codes.</param>
    /// <param name="counts">How many ratings each has.</param>
    public double PairSum(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts) =>
        IsNominal ? UnequalPairs(counts)
        : HasScores ? ScorePairs(codes, counts)
        : PlainPairs(codes, counts);

    /// <summary>The distance itself, d².</summary>
    public double Squared(int c, int d) => _matrix is null
        ? KrippendorffDistance.Squared(_level!.Value, c, d, _centred, _values, _ranks)
        : _matrix[(c * _categoryCount) + d];

    /// <summary>m² - sum of n_c².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double UnequalPairs(ReadOnlySpan<int> counts)
    {
        long ratings = 0, same = 0;
        foreach (int count in counts)
        {
            ratings += count;
            same += (long)count * count;
        }

        return (ratings * ratings) - same;
    }

    /// <summary>2 (m Σ s² - (Σ s)²), with scores counted from the row's first one, so that equal ratings give exactly 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double ScorePairs(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts)
    {
        double[] scores = Scores;
        double first = scores[codes[0]], ratings = 0, sum = 0, squares = 0;
        for (int j = 0; j < codes.Length; j++)
        {
            double score = scores[codes[j]] - first;
            ratings += counts[j];
            sum += counts[j] * score;
            squares += counts[j] * score * score;
        }

        return 2 * ((ratings * squares) - (sum * sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double PlainPairs(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts)
    {
        double sum = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            for (int j = i + 1; j < codes.Length; j++)
            {
                sum += (double)counts[i] * counts[j] * Squared(codes[i], codes[j]);
            }
        }

        return 2 * sum;
    }

    /// <summary>The values from the middle of their range, in units of about half of it: alpha is the same, and no square overflows.</summary>
    private static double[] Centred(ImmutableArray<double> values)
    {
        if (values.IsEmpty)
        {
            return [];
        }

        double middle = (values[0] / 2) + (values[^1] / 2);
        double unit = PowerOfTwo((values[^1] / 2) - (values[0] / 2));
        return [.. values.Select(v => (v - middle) / unit)];
    }

    /// <summary>The power of two at or below a number; 1 for 0. Dividing by it loses no digit.</summary>
    private static double PowerOfTwo(double number) => number > 0 ? Math.ScaleB(1, Math.ILogB(number)) : 1;
}
