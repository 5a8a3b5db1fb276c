using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>
/// A probability of each category for each item, for example a judge's or an aggregation's. Items × categories, row-major.
/// Immutable; every row sums to 1.
/// </summary>
public sealed class ProbabilityTable
{
    /// <summary>How far the sum of a row may be from 1, so that numbers written with a few digits are accepted as they are.</summary>
    public const double SumTolerance = 1e-4;

    private readonly double[] _values;

    private ProbabilityTable(double[] values, ImmutableArray<double> categories)
    {
        _values = values;
        Categories = categories;
    }

    /// <summary>The categories' values, ascending. Columns are positions in it.</summary>
    public ImmutableArray<double> Categories { get; }

    /// <summary>How many categories there are, at least 1.</summary>
    public int CategoryCount => Categories.Length;

    /// <summary>How many items there are.</summary>
    public int ItemCount => _values.Length / CategoryCount;

    /// <summary>All probabilities, item after item.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The probabilities of one item, in the order of <see cref="Categories"/>.</summary>
    /// <param name="item">The item, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public ReadOnlySpan<double> this[int item]
    {
        get
        {
            Guard.Index(item, ItemCount);
            return _values.AsSpan(item * CategoryCount, CategoryCount);
        }
    }

    /// <summary>Builds a table.</summary>
    /// <param name="values">The probabilities, item after item, 0..1; as many as items times categories.</param>
    /// <param name="categories">The categories' values, finite and strictly ascending, at least one.</param>
    /// <exception cref="ArgumentException">A number is no probability, a row does not sum to 1 within <see cref="SumTolerance"/>, or the shape does not fit.</exception>
    public static ProbabilityTable Create(ReadOnlySpan<double> values, ImmutableArray<double> categories)
    {
        if (categories.IsDefaultOrEmpty || values.Length % categories.Length != 0)
        {
            throw new ArgumentException("A table of probabilities has one number for each item and category, and at least one category.", nameof(values));
        }

        for (int c = 0; c < categories.Length; c++)
        {
            if (!double.IsFinite(categories[c]) || (c > 0 && categories[c] <= categories[c - 1]))
            {
                throw new ArgumentException("The categories are finite and strictly ascending.", nameof(categories));
            }
        }

        for (int start = 0; start < values.Length; start += categories.Length)
        {
            double sum = 0;
            foreach (double value in values.Slice(start, categories.Length))
            {
                sum += value is >= 0 and <= 1
                    ? value
                    : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Item {start / categories.Length} has {value}, which is no probability."), nameof(values));
            }

            if (Math.Abs(sum - 1) > SumTolerance)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The probabilities of item {start / categories.Length} sum to {sum}, not to 1."), nameof(values));
            }
        }

        return new(values.ToArray(), categories);
    }

    /// <summary>Builds a table whose categories are 0, 1, 2 and so on.</summary>
    /// <param name="values">The probabilities, item after item.</param>
    /// <param name="categoryCount">How many categories there are, at least 1.</param>
    /// <exception cref="ArgumentException">As for <see cref="Create(ReadOnlySpan{double}, ImmutableArray{double})"/>.</exception>
    public static ProbabilityTable Create(ReadOnlySpan<double> values, int categoryCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categoryCount, 1);
        return Create(values, [.. Enumerable.Range(0, categoryCount).Select(c => (double)c)]);
    }
}
