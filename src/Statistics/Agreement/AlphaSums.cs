namespace JudgeEval.Statistics;

/// <summary>Krippendorff's alpha straight from a table of ratings: no item is copied or sorted.</summary>
internal sealed class AlphaSums
{
    private readonly RatingTable _table;
    private readonly AlphaDistance _distance;

    // What the ratings of one item are counted into.
    private readonly int[] _counts;
    private readonly int[] _rowCodes;
    private readonly int[] _rowCounts;

    public AlphaSums(RatingTable table, AlphaDistance distance)
    {
        _table = table;
        _distance = distance;
        int k = table.Categories.Length;
        Margin = new double[k];
        _counts = new int[k];
        _rowCodes = new int[Math.Min(k, table.AnnotatorCount)];
        _rowCounts = new int[_rowCodes.Length];
    }

    /// <summary>How often each category occurs among ratings that can be paired.</summary>
    public double[] Margin { get; }

    /// <summary>How many items have two or more ratings.</summary>
    public int PairableItems { get; private set; }

    /// <summary>Counts the margin.</summary>
    public void CountMargin()
    {
        Span<int> counts = new int[Margin.Length];
        PairableItems = _table.IsComplete && _table.AnnotatorCount > 1 ? CountAll(counts) : CountPairable(counts);
        for (int c = 0; c < counts.Length; c++)
        {
            Margin[c] = counts[c];
        }
    }

    /// <summary>
    /// The sum over items with m ratings of the sum of d² over ordered pairs, divided by m - 1. Items are summed in blocks, so
    /// that a million of them cost no digits.
    /// </summary>
    public double Observed()
    {
        const int Block = 1024;
        double total = 0;
        for (int start = 0; start < _table.ItemCount; start += Block)
        {
            int end = Math.Min(start + Block, _table.ItemCount);
            double sum = 0;
            for (int i = start; i < end; i++)
            {
                ReadOnlySpan<int> codes = _table.CodesOf(i);
                if (codes.Length > 1)
                {
                    sum += PairSum(codes) / (codes.Length - 1);
                }
            }

            total += sum;
        }

        return total;
    }

    private int CountAll(Span<int> counts)
    {
        foreach (int code in _table.Codes)
        {
            counts[code]++;
        }

        return _table.ItemCount;
    }

    private int CountPairable(Span<int> counts)
    {
        int items = 0;
        for (int i = 0; i < _table.ItemCount; i++)
        {
            ReadOnlySpan<int> codes = _table.CodesOf(i);
            if (codes.Length > 1)
            {
                items++;
                foreach (int code in codes)
                {
                    counts[code]++;
                }
            }
        }

        return items;
    }

    /// <summary>As <see cref="AlphaDistance.PairSum"/>, rating by rating.</summary>
    private double PairSum(ReadOnlySpan<int> codes) =>
        _distance.HasScores ? ScorePairs(codes, _distance.Scores)
        : _distance.IsNominal ? UnequalPairs(codes)
        : CountedPairs(codes);

    /// <summary>Every rating makes a pair with each equal one before it; the other pairs are unequal.</summary>
    private double UnequalPairs(ReadOnlySpan<int> codes)
    {
        long equal = 0;
        foreach (int code in codes)
        {
            equal += _counts[code]++;
        }

        foreach (int code in codes)
        {
            _counts[code] = 0;
        }

        return ((long)codes.Length * (codes.Length - 1)) - (2 * equal);
    }

    private static double ScorePairs(ReadOnlySpan<int> codes, double[] scores)
    {
        double first = scores[codes[0]], sum = 0, squares = 0;
        foreach (int code in codes)
        {
            double score = scores[code] - first;
            sum += score;
            squares += score * score;
        }

        return 2 * ((codes.Length * squares) - (sum * sum));
    }

    private double CountedPairs(ReadOnlySpan<int> codes)
    {
        int distinct = 0;
        foreach (int code in codes)
        {
            if (_counts[code]++ == 0)
            {
                _rowCodes[distinct++] = code;
            }
        }

        for (int j = 0; j < distinct; j++)
        {
            _rowCounts[j] = _counts[_rowCodes[j]];
            _counts[_rowCodes[j]] = 0;
        }

        return _distance.PairSum(_rowCodes.AsSpan(0, distinct), _rowCounts.AsSpan(0, distinct));
    }
}
