namespace JudgeEval.Statistics;

/// <summary>
/// Disagreement between categories: 1 - weight, 0 for a category with itself. Agreement statistics are computed from it, since
/// 1 - agreement loses its digits where almost everything agrees.
/// </summary>
internal abstract class CategoryDistance
{
    /// <summary>The disagreement of two categories, 0..1.</summary>
    /// <param name="c">A category's position.</param>
    /// <param name="k">Another's.</param>
    public abstract double this[int c, int k] { get; }

    /// <summary>For each category c the sum over k of share_k d(c, k), in time linear in the categories for all but a matrix.</summary>
    /// <param name="shares">How often each category occurs, none negative.</param>
    /// <param name="sums">Receives the sums.</param>
    public abstract void Sum(ReadOnlySpan<double> shares, Span<double> sums);

    /// <summary>As <see cref="Sum"/>, of share_k d(c, k)².</summary>
    /// <param name="shares">How often each category occurs, none negative.</param>
    /// <param name="sums">Receives the sums.</param>
    public abstract void SumSquares(ReadOnlySpan<double> shares, Span<double> sums);

    /// <summary>The sum over the ordered pairs of different ratings of an item of their disagreement.</summary>
    /// <param name="codes">The categories of the item, each once.</param>
    /// <param name="counts">How many ratings each has, by category.</param>
    public virtual double OfPairs(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts) => OfPairsPlainly(codes, counts);

    /// <summary>The same, pair by pair.</summary>
    public double OfPairsPlainly(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts)
    {
        double sum = 0;
        for (int i = 1; i < codes.Length; i++)
        {
            double row = 0;
            for (int j = 0; j < i; j++)
            {
                row += counts[codes[j]] * this[codes[i], codes[j]];
            }

            sum += counts[codes[i]] * row;
        }

        return 2 * sum;
    }

    /// <summary>Pair by pair, or by <see cref="Sum"/> over all categories where an item has so many that this is less work.</summary>
    protected double OfPairsBySums(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts)
    {
        if (codes.Length < 64 || (long)codes.Length * codes.Length < 8L * counts.Length)
        {
            return OfPairsPlainly(codes, counts);
        }

        double[] shares = new double[counts.Length], sums = new double[counts.Length];
        foreach (int code in codes)
        {
            shares[code] = counts[code];
        }

        Sum(shares, sums);
        return Between(sums, shares);
    }

    /// <summary>The sum over both of share_c other_k d(c, k).</summary>
    /// <param name="sums">The result of <see cref="Sum"/> for the one.</param>
    /// <param name="shares">The other.</param>
    public static double Between(ReadOnlySpan<double> sums, ReadOnlySpan<double> shares)
    {
        double sum = 0;
        for (int c = 0; c < sums.Length; c++)
        {
            sum += shares[c] * sums[c];
        }

        return sum;
    }
}

/// <summary>1 between any two categories.</summary>
internal sealed class IdentityDistance(int count) : CategoryDistance
{
    public override double this[int c, int k] => c == k ? 0 : 1;

    public override void Sum(ReadOnlySpan<double> shares, Span<double> sums)
    {
        // From both ends: the total minus the own share would lose the digits of a small remainder.
        double below = 0;
        for (int c = 0; c < count; c++)
        {
            sums[c] = below;
            below += shares[c];
        }

        double above = 0;
        for (int c = count - 1; c >= 0; c--)
        {
            sums[c] += above;
            above += shares[c];
        }
    }

    public override void SumSquares(ReadOnlySpan<double> shares, Span<double> sums) => Sum(shares, sums);

    public override double OfPairs(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts)
    {
        long ratings = 0, same = 0;
        foreach (int code in codes)
        {
            long given = counts[code];
            ratings += given;
            same += given * given;
        }

        return (ratings * ratings) - same;
    }
}

/// <summary>The absolute difference of places in a range of width 1.</summary>
internal sealed class LinearDistance(double[] places) : CategoryDistance
{
    public override double this[int c, int k] => Math.Abs(places[c] - places[k]);

    public override void SumSquares(ReadOnlySpan<double> shares, Span<double> sums) => new QuadraticDistance(places).Sum(shares, sums);

    public override double OfPairs(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts) => OfPairsBySums(codes, counts);

    public override void Sum(ReadOnlySpan<double> shares, Span<double> sums)
    {
        // From one category to the next, everything below moves away by the gap; the same from above.
        double share = 0, distance = 0;
        for (int c = 0; c < places.Length; c++)
        {
            distance += c == 0 ? 0 : share * (places[c] - places[c - 1]);
            share += shares[c];
            sums[c] = distance;
        }

        share = 0;
        distance = 0;
        for (int c = places.Length - 1; c >= 0; c--)
        {
            distance += c == places.Length - 1 ? 0 : share * (places[c + 1] - places[c]);
            share += shares[c];
            sums[c] += distance;
        }
    }
}

/// <summary>The squared difference of places in a range of width 1.</summary>
internal sealed class QuadraticDistance(double[] places) : CategoryDistance
{
    public override double this[int c, int k] => (places[c] - places[k]) * (places[c] - places[k]);

    public override void SumSquares(ReadOnlySpan<double> shares, Span<double> sums)
    {
        // The sum over k of share_k (t - u)⁴ with t and u counted from the mean, at which the sum of share_k u is 0.
        double total = 0, mean = 0, second = 0, third = 0, fourth = 0;
        for (int k = 0; k < places.Length; k++)
        {
            total += shares[k];
            mean += shares[k] * places[k];
        }

        mean = total > 0 ? mean / total : 0;
        for (int k = 0; k < places.Length; k++)
        {
            double u = places[k] - mean, square = shares[k] * u * u;
            second += square;
            third += square * u;
            fourth += square * u * u;
        }

        for (int c = 0; c < places.Length; c++)
        {
            double t = places[c] - mean;
            sums[c] = (((((total * t * t) + (6 * second)) * t) - (4 * third)) * t) + fourth;
        }
    }

    public override double OfPairs(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts) => OfPairsBySums(codes, counts);

    public override void Sum(ReadOnlySpan<double> shares, Span<double> sums)
    {
        // The sum over k of share_k (p_c - p_k)² = total (p_c - mean)² + the squares around the mean.
        double total = 0, mean = 0, squares = 0;
        for (int k = 0; k < places.Length; k++)
        {
            total += shares[k];
            mean += shares[k] * places[k];
        }

        mean = total > 0 ? mean / total : 0;
        for (int k = 0; k < places.Length; k++)
        {
            squares += shares[k] * (places[k] - mean) * (places[k] - mean);
        }

        for (int c = 0; c < places.Length; c++)
        {
            sums[c] = (total * (places[c] - mean) * (places[c] - mean)) + squares;
        }
    }
}

/// <summary>m (m + 1) / (k (k - 1)) for categories m places apart: the mean of a linear and a quadratic distance of positions.</summary>
internal sealed class OrdinalDistance(int count) : CategoryDistance
{
    private readonly LinearDistance _linear = new(Positions(count));
    private readonly QuadraticDistance _quadratic = new(Positions(count));
    private readonly double _unit = count < 2 ? 0 : 1.0 / ((double)count * (count - 1));

    public override double this[int c, int k] => Math.Abs((double)c - k) * (Math.Abs((double)c - k) + 1) * _unit;

    public override void Sum(ReadOnlySpan<double> shares, Span<double> sums)
    {
        double[] linear = new double[sums.Length];
        _linear.Sum(shares, linear);
        _quadratic.Sum(shares, sums);
        for (int c = 0; c < sums.Length; c++)
        {
            sums[c] = (sums[c] + linear[c]) * _unit;
        }
    }

    public override void SumSquares(ReadOnlySpan<double> shares, Span<double> sums)
    {
        sums.Clear();
        Powers below = default, above = default;
        for (int c = 0; c < count; c++)
        {
            int mirror = count - 1 - c;
            sums[c] += below.Squares * _unit * _unit;
            sums[mirror] += above.Squares * _unit * _unit;
            below = below.Next(shares[c]);
            above = above.Next(shares[mirror]);
        }
    }

    public override double OfPairs(ReadOnlySpan<int> codes, ReadOnlySpan<int> counts) => OfPairsBySums(codes, counts);

    private static double[] Positions(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];

    /// <summary>The sums of share m^j over the categories passed, m places behind; one step on, every m grows by 1.</summary>
    private readonly record struct Powers(double Zero, double One, double Two, double Three, double Four)
    {
        /// <summary>The sum of share (m (m + 1))².</summary>
        public double Squares => Four + (2 * Three) + Two;

        public Powers Next(double share)
        {
            double zero = Zero + share;
            return new(zero, One + zero, Two + (2 * One) + zero, Three + (3 * Two) + (3 * One) + zero, Four + (4 * Three) + (6 * Two) + (4 * One) + zero);
        }
    }
}

/// <summary>Any disagreement, row after row.</summary>
internal sealed class MatrixDistance(double[] matrix, int count) : CategoryDistance
{
    public override double this[int c, int k] => matrix[(c * count) + k];

    public override void Sum(ReadOnlySpan<double> shares, Span<double> sums)
    {
        for (int c = 0; c < count; c++)
        {
            sums[c] = Between(matrix.AsSpan(c * count, count), shares);
        }
    }

    public override void SumSquares(ReadOnlySpan<double> shares, Span<double> sums)
    {
        for (int c = 0; c < count; c++)
        {
            sums[c] = 0;
            for (int k = 0; k < count; k++)
            {
                sums[c] += shares[k] * this[c, k] * this[c, k];
            }
        }
    }
}
