using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>
/// How far two ratings in different categories agree: 1 for the same category, 0 for the farthest ones. Weights act on the
/// categories' values, not on their position among those observed; <see cref="Ordinal"/> ones act on the order of the declared
/// categories. The default of the type is <see cref="Identity"/>. Immutable.
/// </summary>
public readonly record struct CategoryWeights
{
    private readonly Scheme _scheme;
    private readonly ImmutableArray<double> _categories;
    private readonly ImmutableArray<double> _matrix;

    private CategoryWeights(Scheme scheme, ImmutableArray<double> categories = default, ImmutableArray<double> matrix = default)
    {
        _scheme = scheme;
        _categories = categories;
        _matrix = matrix;
    }

    private enum Scheme
    {
        Identity,
        Linear,
        Quadratic,
        Ordinal,
        Own,
    }

    /// <summary>Only the same category agrees: the weights of an unweighted statistic.</summary>
    public static CategoryWeights Identity => new(Scheme.Identity);

    /// <summary>1 - |a - b| / (largest - smallest category) (Cohen, 1968, doi:10.1037/h0026256).</summary>
    public static CategoryWeights Linear => new(Scheme.Linear);

    /// <summary>1 - (a - b)² / (largest - smallest category)² (Cohen, 1968, doi:10.1037/h0026256).</summary>
    public static CategoryWeights Quadratic => new(Scheme.Quadratic);

    /// <summary>
    /// 1 - m (m + 1) / (k (k - 1)) for two of k categories that stand m places apart: the share of pairs of categories from the one to
    /// the other (Gwet, 2014, "Handbook of Inter-Rater Reliability", ISBN 978-0970806284).
    /// </summary>
    public static CategoryWeights Ordinal => new(Scheme.Ordinal);

    /// <summary>The weights' name: identity, linear, quadratic, ordinal or own.</summary>
    public string Name => _scheme switch
    {
        Scheme.Identity => "identity",
        Scheme.Linear => "linear",
        Scheme.Quadratic => "quadratic",
        Scheme.Ordinal => "ordinal",
        _ => "own",
    };

    /// <summary>Weights of one's own.</summary>
    /// <param name="categories">The categories' values, strictly ascending, at least one; every category of the data must be among them.</param>
    /// <param name="matrix">The weights, row after row in the order of the categories: symmetric, from 0 to 1, with 1 on the diagonal.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a weight breaks the rules; the message names it.</exception>
    public static CategoryWeights Own(ImmutableArray<double> categories, ReadOnlySpan<double> matrix)
    {
        CheckAscending(categories);
        int k = categories.Length;
        if (matrix.Length != k * k)
        {
            throw new ArgumentException(Text($"{k} categories need {k} rows of {k} weights; {matrix.Length} weights were given."), nameof(matrix));
        }

        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double weight = matrix[(i * k) + j];
                if (weight is not (>= 0 and <= 1))
                {
                    throw new ArgumentException(Text($"The weight of {categories[i]} and {categories[j]} is {weight}; weights are from 0 to 1."), nameof(matrix));
                }

                if (weight != matrix[(j * k) + i])
                {
                    throw new ArgumentException(Text($"The weight of {categories[i]} and {categories[j]} depends on their order; weights are symmetric."), nameof(matrix));
                }

                if (i == j && weight != 1)
                {
                    throw new ArgumentException(Text($"The weight of {categories[i]} with itself is {weight}; it is 1."), nameof(matrix));
                }
            }
        }

        return new(Scheme.Own, categories, ImmutableArray.Create(matrix));
    }

    /// <summary>The weights of some categories as a matrix.</summary>
    /// <param name="categories">The declared categories' values, strictly ascending, at least one.</param>
    /// <returns>The weights from 0 to 1, row after row.</returns>
    /// <exception cref="ArgumentException">The categories are not ascending, or one has no weight of its own.</exception>
    public ImmutableArray<double> Matrix(ImmutableArray<double> categories)
    {
        CheckAscending(categories);
        CategoryDistance distance = For(categories);
        ImmutableArray<double>.Builder matrix = ImmutableArray.CreateBuilder<double>(categories.Length * categories.Length);
        for (int i = 0; i < categories.Length; i++)
        {
            for (int j = 0; j < categories.Length; j++)
            {
                matrix.Add(1 - distance[i, j]);
            }
        }

        return matrix.MoveToImmutable();
    }

    /// <inheritdoc/>
    public bool Equals(CategoryWeights other) =>
        _scheme == other._scheme
        && (_scheme != Scheme.Own || (_categories.AsSpan().SequenceEqual(other._categories.AsSpan()) && _matrix.AsSpan().SequenceEqual(other._matrix.AsSpan())));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_scheme, _scheme == Scheme.Own ? _matrix.Length : 0);

    /// <summary>The disagreement, 1 - weight, of some categories in ascending order.</summary>
    internal CategoryDistance For(ImmutableArray<double> categories) => _scheme switch
    {
        Scheme.Identity => new IdentityDistance(categories.Length),
        Scheme.Linear => new LinearDistance(ShareOfRange(categories)),
        Scheme.Quadratic => new QuadraticDistance(ShareOfRange(categories)),
        Scheme.Ordinal => new OrdinalDistance(categories.Length),
        _ => OwnDistance(categories),
    };

    /// <summary>Each category's place in the range, from -1/2 to 1/2. All 0 where the range is a single value.</summary>
    internal static double[] ShareOfRange(ImmutableArray<double> categories)
    {
        if (categories.Length < 2)
        {
            return new double[categories.Length];
        }

        // Half of each end, so that the width of the widest range is still a number.
        double middle = (categories[0] / 2) + (categories[^1] / 2), half = (categories[^1] / 2) - (categories[0] / 2);
        return [.. categories.Select(c => (c - middle) / half / 2)];
    }

    /// <summary>Throws unless the categories are some finite numbers in ascending order.</summary>
    internal static void CheckAscending(ImmutableArray<double> categories)
    {
        if (categories.IsDefaultOrEmpty)
        {
            throw new ArgumentException("Weights need at least one category.", nameof(categories));
        }

        for (int i = 0; i < categories.Length; i++)
        {
            if (!double.IsFinite(categories[i]) || (i > 0 && categories[i] <= categories[i - 1]))
            {
                throw new ArgumentException("The categories are finite numbers, strictly ascending.", nameof(categories));
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private MatrixDistance OwnDistance(ImmutableArray<double> categories)
    {
        int k = categories.Length;
        int[] own = new int[k];
        for (int i = 0; i < k; i++)
        {
            own[i] = _categories.BinarySearch(categories[i]);
            if (own[i] < 0)
            {
                throw new ArgumentException(Text($"The weights do not know the category {categories[i]}."), nameof(categories));
            }
        }

        double[] distance = new double[k * k];
        for (int i = 0; i < distance.Length; i++)
        {
            distance[i] = 1 - _matrix[(own[i / k] * _categories.Length) + own[i % k]];
        }

        return new MatrixDistance(distance, k);
    }
}
