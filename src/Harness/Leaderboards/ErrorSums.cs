using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// A metric that is a function of sums over items, so that exchanged references cost no more than the items that are hit, however many values the scale
/// has: Pearson's correlation, by sums around the means of the data, the mean absolute error and the mean divergence. Immutable.
/// </summary>
internal sealed class ErrorSums
{
    // Less than this part of the sum of squares is rounding.
    private const double Rounding = 1e-12;

    private readonly CommonRows _rows;
    private readonly int _judge;
    private readonly MetricRow[] _own;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double _first;
    private readonly double _second;
    private readonly double _product;

    /// <summary>Sums up a judge's rows.</summary>
    /// <param name="rows">The rows of all judges.</param>
    /// <param name="judge">Which judge.</param>
    public ErrorSums(CommonRows rows, int judge)
    {
        _rows = rows;
        _judge = judge;
        _own = rows.Rows[judge];
        double meanX = _own.Length == 0 ? 0 : _own.Average(r => r.Value), meanY = _own.Length == 0 ? 0 : _own.Average(r => r.Mean);
        _x = [.. _own.Select(r => r.Value - meanX)];
        _y = [.. _own.Select(r => r.Mean - meanY)];
        if (rows.Metric == AlignmentMetric.Pearson)
        {
            _first = _x.Sum(x => x * x);
            _second = _y.Sum(y => y * y);
            _product = _x.Zip(_y, (x, y) => x * y).Sum();
        }
        else
        {
            _first = _own.Sum(Error);
        }
    }

    /// <summary>Whether a metric is one of these.</summary>
    /// <param name="metric">A metric.</param>
    public static bool Knows(AlignmentMetric metric) =>
        metric is AlignmentMetric.Pearson or AlignmentMetric.MeanAbsoluteError or AlignmentMetric.JensenShannon;

    /// <summary>The metric with some references exchanged; NaN where it is undefined.</summary>
    /// <param name="hits">The rows that are hit.</param>
    /// <param name="donors">The row whose reference each row would take.</param>
    public double Evaluate(ReadOnlySpan<int> hits, int[] donors) => _own.Length == 0 ? double.NaN
        : _rows.Metric == AlignmentMetric.Pearson ? Correlation(hits, donors)
        : Mean(hits, donors);

    private double Correlation(ReadOnlySpan<int> hits, int[] donors)
    {
        // The sums of deviations are 0 before; that of the second coordinate moves.
        double sum = 0, squares = _second, product = _product;
        foreach (int row in hits)
        {
            double before = _y[row], after = _y[donors[row]];
            sum += after - before;
            squares += (after * after) - (before * before);
            product += _x[row] * (after - before);
        }

        double variance = squares - (sum * sum / _own.Length);
        return _first > 0 && variance > Rounding * _second ? Math.Clamp(product / Math.Sqrt(_first * variance), -1, 1) : double.NaN;
    }

    private double Mean(ReadOnlySpan<int> hits, int[] donors)
    {
        double sum = _first;
        foreach (int row in hits)
        {
            sum += Exchanged(row, donors[row]) - Error(_own[row]);
        }

        return sum / _own.Length;
    }

    private double Error(MetricRow row) => _rows.Metric == AlignmentMetric.JensenShannon ? row.Divergence : Math.Abs(row.Value - row.Middle);

    private double Exchanged(int row, int donor)
    {
        if (_rows.Metric != AlignmentMetric.JensenShannon)
        {
            return Error(_own[row] with { Middle = _own[donor].Middle });
        }

        AlignmentPlan plan = _rows.Dataset.Plan;
        double[]? said = _rows.Judges[_judge].Labels.OfItem[_rows.Items[row]]?.Distribution;
        return PeopleDistribution.Divergence(plan.Dataset.Scale, plan.Dataset.AnnotationsOf(_rows.Items[donor]), said);
    }
}
