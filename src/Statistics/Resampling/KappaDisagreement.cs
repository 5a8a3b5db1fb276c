namespace JudgeEval.Statistics;

/// <summary>Kappa's disagreement between labels, and that of a label with the whole reference. Decimals are taken in whole steps of their grid: kappa does not depend on the unit.</summary>
internal sealed class KappaDisagreement
{
    private readonly PairStatistic _statistic;
    private readonly double[] _labels;
    private readonly double[] _values;
    private readonly double[] _expected;

    public KappaDisagreement(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> reference, PairStatistic statistic)
    {
        _statistic = statistic;
        HashSet<double> labels = [];
        Collect(first, labels);
        Collect(second, labels);
        Collect(reference, labels);
        _labels = [.. labels.Order()];
        DecimalGrid grid = DecimalGrid.For(_labels);
        IsWhole = grid.IsWhole || statistic == PairStatistic.CohenKappa;
        _values = [.. _labels.Select(label => grid.Steps(label) - grid.Steps(_labels[0]))];
        double[] counts = new double[_labels.Length];
        foreach (double label in reference)
        {
            counts[Code(label)]++;
        }

        _expected = Expect(counts, reference.Length);
    }

    /// <summary>Whether disagreements are whole numbers.</summary>
    public bool IsWhole { get; }

    public int Code(double label) => Array.BinarySearch(_labels, label + 0.0);

    /// <summary>The disagreement between two labels.</summary>
    public double Between(int a, int b) => _statistic switch
    {
        PairStatistic.CohenKappa => a == b ? 0 : 1,
        PairStatistic.CohenKappaLinear => Math.Abs(_values[a] - _values[b]),
        _ => (_values[a] - _values[b]) * (_values[a] - _values[b]),
    };

    /// <summary>The sum of the disagreements between a label and those of the reference.</summary>
    public double Expected(int code) => _expected[code];

    /// <summary>Whether the raters' numbers can be exchanged so that one of them gives the single label of the reference throughout; else kappa is always defined.</summary>
    public static bool MayBeUndefined(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> reference)
    {
        for (int i = 0; i < reference.Length; i++)
        {
            if (reference[i] != reference[0] || (first[i] != reference[0] && second[i] != reference[0]))
            {
                return false;
            }
        }

        return true;
    }

    private static void Collect(ReadOnlySpan<double> numbers, HashSet<double> distinct)
    {
        foreach (double number in numbers)
        {
            // Adding 0.0 turns -0.0 into 0.0.
            distinct.Add(number + 0.0);
        }
    }

    private double[] Expect(double[] counts, int n)
    {
        double[] expected = new double[counts.Length];
        double sum = 0, squares = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            sum += counts[c] * _values[c];
            squares += counts[c] * _values[c] * _values[c];
        }

        double below = 0, sumBelow = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            double v = _values[c];
            below += counts[c];
            sumBelow += counts[c] * v;
            expected[c] = _statistic switch
            {
                PairStatistic.CohenKappa => n - counts[c],
                PairStatistic.CohenKappaLinear => (below * v) - sumBelow + (sum - sumBelow) - ((n - below) * v),
                _ => (n * v * v) - (2 * v * sum) + squares,
            };
        }

        return expected;
    }
}
