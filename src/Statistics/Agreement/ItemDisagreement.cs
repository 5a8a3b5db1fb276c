namespace JudgeEval.Statistics;

/// <summary>
/// The disagreement inside each item and how common each category is: what every coefficient starts from. One pass over the
/// ratings, no work that is quadratic in items.
/// </summary>
internal sealed class ItemDisagreement
{
    private readonly RatingTable _table;
    private readonly double[] _ofItem;

    public ItemDisagreement(RatingTable table, CategoryDistance distance)
    {
        _table = table;
        _ofItem = new double[table.ItemCount];
        Prevalence = new double[table.Categories.Length];
        int[] counts = new int[table.Categories.Length];
        int[] used = new int[counts.Length];
        CompensatedSum sum = default;
        CompensatedSum[] shares = new CompensatedSum[counts.Length];
        for (int i = 0; i < _ofItem.Length; i++)
        {
            ReadOnlySpan<int> codes = table.CodesOf(i);
            if (codes.IsEmpty)
            {
                continue;
            }

            Rated++;
            int distinct = CountCodes(codes, counts, used);
            ReadOnlySpan<int> of = used.AsSpan(0, distinct);
            if (codes.Length > 1)
            {
                Paired++;
                double pairs = (double)codes.Length * (codes.Length - 1);
                double disagreeing = distance.OfPairs(of, counts);
                _ofItem[i] = disagreeing / pairs;
                sum.Add(_ofItem[i]);
                AllPairs += pairs;
                DisagreeingPairs += disagreeing;
            }

            foreach (int code in of)
            {
                shares[code].Add((double)counts[code] / codes.Length);
                counts[code] = 0;
            }
        }

        Mean = Paired == 0 ? 0 : sum.Total / Paired;
        for (int c = 0; c < Prevalence.Length; c++)
        {
            Prevalence[c] = shares[c].Total / Math.Max(1, Rated);
            Used += Prevalence[c] > 0 ? 1 : 0;
        }
    }

    /// <summary>How many items have a rating.</summary>
    public int Rated { get; }

    /// <summary>How many items have two ratings or more.</summary>
    public int Paired { get; }

    /// <summary>How many categories occur.</summary>
    public int Used { get; }

    /// <summary>The mean disagreement over the items with two ratings or more.</summary>
    public double Mean { get; }

    /// <summary>How many ordered pairs of ratings the items have together.</summary>
    public double AllPairs { get; }

    /// <summary>The disagreement of all of these pairs.</summary>
    public double DisagreeingPairs { get; }

    /// <summary>Each category's mean share of an item's ratings.</summary>
    public double[] Prevalence { get; }

    /// <summary>The share of disagreeing pairs of an item's ratings; 0 for an item with fewer than two.</summary>
    public double this[int item] => _ofItem[item];

    /// <summary>For each item the mean over its ratings of a number that belongs to the category.</summary>
    public double[] MeanOf(ReadOnlySpan<double> byCategory)
    {
        double[] means = new double[_ofItem.Length];
        for (int i = 0; i < means.Length; i++)
        {
            ReadOnlySpan<int> codes = _table.CodesOf(i);
            double sum = 0;
            foreach (int code in codes)
            {
                sum += byCategory[code];
            }

            means[i] = sum / Math.Max(1, codes.Length);
        }

        return means;
    }

    /// <summary>Counts an item's ratings by category.</summary>
    /// <param name="codes">The ratings.</param>
    /// <param name="counts">Receives the counts; all 0 before.</param>
    /// <param name="used">Receives the categories that occur, each once.</param>
    /// <returns>How many categories occur.</returns>
    public static int CountCodes(ReadOnlySpan<int> codes, int[] counts, int[] used)
    {
        int distinct = 0;
        foreach (int code in codes)
        {
            if (counts[code]++ == 0)
            {
                used[distinct++] = code;
            }
        }

        return distinct;
    }

    /// <summary>
    /// A sum that keeps what each addition loses (Neumaier, 1974, doi:10.1002/zamm.19740540106): a million equal shares would otherwise
    /// lose the same digits a million times.
    /// </summary>
    private struct CompensatedSum
    {
        private double _sum;
        private double _lost;

        public readonly double Total => _sum + _lost;

        public void Add(double value)
        {
            double total = _sum + value;
            _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - total + value : value - total + _sum;
            _sum = total;
        }
    }
}
