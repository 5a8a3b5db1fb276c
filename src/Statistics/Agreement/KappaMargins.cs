namespace JudgeEval.Statistics;

/// <summary>Two raters' shares of the categories, the disagreement they lead to by chance, and the variances built from it.</summary>
internal sealed class KappaMargins
{
    // With more categories, sums over them replace their pairs.
    private const int MostPlain = 256;

    private readonly PairTable _table;
    private readonly int[] _codes;
    private readonly CategoryDistance _distance;
    private readonly double[] _x;
    private readonly double[] _y;

    // The expected disagreement of a rating of the one rater with all of the other.
    private readonly double[] _ofX;
    private readonly double[] _ofY;

    // Where one rater is constant, chance alone makes all the disagreement there is, and no part of any variance is left.
    private readonly bool _isConstant;

    public KappaMargins(PairTable table, int[] codes, CategoryDistance distance, int count)
    {
        _table = table;
        _codes = codes;
        _distance = distance;
        (_x, _y, _ofX, _ofY) = (new double[count], new double[count], new double[count], new double[count]);
        double n = table.ItemCount;
        for (int p = 0; p < table.PatternCount; p++)
        {
            int c = codes[table.X[p]], k = codes[table.Y[p]];
            _x[c] += table.Counts[p];
            _y[k] += table.Counts[p];
            Observed += table.Counts[p] / n * distance[c, k];
        }

        _isConstant = Scale(_x, n) < 2 | Scale(_y, n) < 2;
        distance.Sum(_y, _ofX);
        distance.Sum(_x, _ofY);
        Expected = CategoryDistance.Between(_ofX, _x);
        IsSingleCategory = codes.Length < 2;
    }

    /// <summary>The observed disagreement, Do.</summary>
    public double Observed { get; }

    /// <summary>The disagreement expected of independent raters, De.</summary>
    public double Expected { get; }

    /// <summary>Whether both raters gave one and the same category throughout.</summary>
    public bool IsSingleCategory { get; }

    /// <summary>
    /// De² n times the variance of kappa: the variance of an item's part in 1 - Do / De, which is
    /// (Do / De) (its expected disagreement of either rating) - its own disagreement, with mean Do.
    /// </summary>
    public double Variance()
    {
        double ratio = Observed / Expected, sum = 0, n = _table.ItemCount;
        for (int p = 0; p < _table.PatternCount; p++)
        {
            int c = _codes[_table.X[p]], k = _codes[_table.Y[p]];
            double expected = ratio * (_ofX[c] + _ofY[k]), own = _distance[c, k] + Observed;
            sum += _table.Counts[p] / n * SquaredDifference(expected, own);
        }

        return _isConstant ? 0 : sum;
    }

    /// <summary>The same when the raters are independent: the variance of d(c, k) - d(c) - d(k), over all pairs of categories in use.</summary>
    public double NullVariance() => _isConstant ? 0 : _x.Length <= MostPlain ? NullVariancePlainly() : NullVarianceBySums();

    /// <summary>Pair by pair.</summary>
    internal double NullVariancePlainly()
    {
        double sum = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            for (int k = 0; _x[c] > 0 && k < _y.Length; k++)
            {
                sum += _x[c] * _y[k] * SquaredDifference(_ofX[c] + _ofY[k], _distance[c, k] + Expected);
            }
        }

        return sum;
    }

    /// <summary>
    /// The same in time linear in the categories: over independent raters d(c) and d(k) are independent with mean De, so the variance is
    /// that of d(c, k) and of both of them, less twice their covariances with d(c, k), which are their own variances: E d² + De² - E d(c)²
    /// - E d(k)².
    /// </summary>
    internal double NullVarianceBySums()
    {
        double[] squares = new double[_x.Length];
        _distance.SumSquares(_y, squares);
        double ofPairs = CategoryDistance.Between(squares, _x) + (Expected * Expected), ofRatings = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            ofRatings += (_x[c] * _ofX[c] * _ofX[c]) + (_y[c] * _ofY[c] * _ofY[c]);
        }

        return ofPairs - ofRatings <= 1e-12 * ofPairs ? 0 : ofPairs - ofRatings;
    }

    /// <summary>
    /// Of two numbers that are not negative. Raters without a common category can make them all equal; a rest of that is rounding, and a
    /// standard error or a test must not stand on it.
    /// </summary>
    private static double SquaredDifference(double a, double b) => Math.Abs(a - b) <= 1e-14 * (a + b) ? 0 : (a - b) * (a - b);

    /// <summary>Turns counts into shares and says how many are above 0.</summary>
    private static int Scale(double[] counts, double n)
    {
        int used = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            used += counts[c] > 0 ? 1 : 0;
            counts[c] /= n;
        }

        return used;
    }
}
