using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>
/// An own distance between categories for Krippendorff's alpha: a square of numbers, one row and one column for each category of
/// a <see cref="RatingTable"/> in the order of its codes. Immutable.
/// </summary>
/// <remarks>
/// The numbers enter alpha as they are: they stand where the formula has the squared difference δ² of two categories. Alpha does
/// not change when all are multiplied by one number.
/// </remarks>
public sealed class DistanceMatrix
{
    private readonly double[] _values;

    private DistanceMatrix(double[] values, int categoryCount)
    {
        _values = values;
        CategoryCount = categoryCount;
    }

    /// <summary>How many categories there are.</summary>
    public int CategoryCount { get; }

    /// <summary>All distances, row after row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The distance of two categories, at least 0; 0 from a category to itself.</summary>
    /// <param name="first">The code of one category.</param>
    /// <param name="second">The code of the other.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public double this[int first, int second] => (uint)first < (uint)CategoryCount && (uint)second < (uint)CategoryCount
        ? _values[(first * CategoryCount) + second]
        : throw new ArgumentOutOfRangeException(nameof(first), (first, second), "There is no such category.");

    /// <summary>Takes distances from a square of numbers.</summary>
    /// <param name="values">The distances, row after row; finite, at least 0, the same in both directions, 0 on the diagonal.</param>
    /// <param name="categoryCount">How many categories there are, at least 0.</param>
    /// <exception cref="ArgumentException">The numbers do not fill a square, or are no distances.</exception>
    public static DistanceMatrix Create(ReadOnlySpan<double> values, int categoryCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(categoryCount);
        if (values.Length != (long)categoryCount * categoryCount)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Distances of {categoryCount} categories are {(long)categoryCount * categoryCount} numbers, not {values.Length}."), nameof(values));
        }

        for (int c = 0; c < categoryCount; c++)
        {
            for (int d = 0; d <= c; d++)
            {
                double there = values[(c * categoryCount) + d], back = values[(d * categoryCount) + c];
                if (!double.IsFinite(there) || there < 0 || there != back || (c == d && there != 0))
                {
                    throw new ArgumentException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"A distance is finite, at least 0, the same both ways, and 0 from a category to itself; between categories {d} and {c} it is {back} one way and {there} the other."),
                        nameof(values));
                }
            }
        }

        return new(values.ToArray(), categoryCount);
    }

    /// <summary>Takes distances from a function of two values.</summary>
    /// <param name="categories">The categories' values in the order of the codes, as in <see cref="RatingTable.Categories"/>.</param>
    /// <param name="distance">The distance of two values; it is asked for every ordered pair, equal ones included.</param>
    /// <exception cref="ArgumentException">The function's numbers are no distances.</exception>
    public static DistanceMatrix Create(IReadOnlyList<double> categories, Func<double, double, double> distance)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(distance);
        int k = categories.Count;
        double[] values = new double[Guard.Cells(k, k, nameof(categories))];
        for (int c = 0; c < k; c++)
        {
            for (int d = 0; d < k; d++)
            {
                values[(c * k) + d] = distance(categories[c], categories[d]);
            }
        }

        return Create(values, k);
    }
}
