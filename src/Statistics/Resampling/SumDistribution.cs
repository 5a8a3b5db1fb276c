namespace JudgeEval.Statistics;

/// <summary>
/// The exact distribution of a sum of independent steps, each taken or not: distinct points with their probabilities, sorted by the
/// first coordinate and then by the second. Equal points are merged, so that its size is that of the sums and not of the choices.
/// </summary>
internal sealed class SumDistribution
{
    private double[] _first = [0];
    private double[] _second = [0];
    private double[] _weight = [1];
    private double[] _nextFirst = [];
    private double[] _nextSecond = [];
    private double[] _nextWeight = [];

    /// <summary>How many distinct points there are.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The first coordinates.</summary>
    public ReadOnlySpan<double> First => _first.AsSpan(0, Count);

    /// <summary>The second coordinates.</summary>
    public ReadOnlySpan<double> Second => _second.AsSpan(0, Count);

    /// <summary>The probabilities.</summary>
    public ReadOnlySpan<double> Weight => _weight.AsSpan(0, Count);

    /// <summary>Joins a step that is taken with a probability. Adding keeps the order, so the two halves are merged.</summary>
    public void Add(double first, double second, double probability)
    {
        int room = 2 * Count;
        if (_nextFirst.Length < room)
        {
            _nextFirst = new double[2 * room];
            _nextSecond = new double[2 * room];
            _nextWeight = new double[2 * room];
        }

        int stay = 0, move = 0, count = 0;
        while (stay < Count || move < Count)
        {
            double movedFirst = move < Count ? _first[move] + first : double.PositiveInfinity;
            double movedSecond = move < Count ? _second[move] + second : double.PositiveInfinity;
            int order = stay == Count ? 1 : _first[stay].CompareTo(movedFirst) is not 0 and int byFirst ? byFirst : _second[stay].CompareTo(movedSecond);
            double weight = 0;
            if (order <= 0)
            {
                _nextFirst[count] = _first[stay];
                _nextSecond[count] = _second[stay];
                weight = _weight[stay++] * (1 - probability);
            }

            if (order >= 0)
            {
                _nextFirst[count] = movedFirst;
                _nextSecond[count] = movedSecond;
                weight += _weight[move++] * probability;
            }

            _nextWeight[count++] = weight;
        }

        (_first, _nextFirst) = (_nextFirst, _first);
        (_second, _nextSecond) = (_nextSecond, _second);
        (_weight, _nextWeight) = (_nextWeight, _weight);
        Count = count;
    }

    /// <summary>The probability that the first coordinates of two independent points add up to a number and the second ones to at most a bound.</summary>
    public static double AtMost(SumDistribution a, SumDistribution b, double first, double bound) => Tail(a, b, first, bound, descending: true);

    /// <summary>As <see cref="AtMost"/>, for at least a bound.</summary>
    public static double AtLeast(SumDistribution a, SumDistribution b, double first, double bound) => Tail(a, b, first, bound, descending: false);

    private static double Tail(SumDistribution a, SumDistribution b, double first, double bound, bool descending)
    {
        double sum = 0;
        int start = 0;
        while (start < a.Count)
        {
            int end = a.EndOfBlock(start);
            int partner = b.StartOfBlock(first - a._first[start]);
            if (partner >= 0)
            {
                sum += descending
                    ? BlockAtMost(a, start, end, b, partner, b.EndOfBlock(partner), bound)
                    : BlockAtLeast(a, start, end, b, partner, b.EndOfBlock(partner), bound);
            }

            start = end;
        }

        return sum;
    }

    /// <summary>Two fingers: as the one point falls, more of the others are below the bound.</summary>
    private static double BlockAtMost(SumDistribution a, int start, int end, SumDistribution b, int from, int to, double bound)
    {
        double sum = 0, reached = 0;
        for (int i = end - 1; i >= start; i--)
        {
            while (from < to && a._second[i] + b._second[from] <= bound)
            {
                reached += b._weight[from++];
            }

            sum += a._weight[i] * reached;
        }

        return sum;
    }

    private static double BlockAtLeast(SumDistribution a, int start, int end, SumDistribution b, int from, int to, double bound)
    {
        double sum = 0, reached = 0;
        for (int i = start; i < end; i++)
        {
            while (from < to && a._second[i] + b._second[to - 1] >= bound)
            {
                reached += b._weight[--to];
            }

            sum += a._weight[i] * reached;
        }

        return sum;
    }

    /// <summary>The first point with this first coordinate; -1 where there is none.</summary>
    private int StartOfBlock(double first)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_first[middle] < first)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < Count && _first[low] == first ? low : -1;
    }

    /// <summary>The end of the points that share the first coordinate of this one.</summary>
    private int EndOfBlock(int start)
    {
        int low = start, high = Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_first[middle] <= _first[start])
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
