using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace JudgeEval.Statistics;

/// <summary>One rating of a <see cref="RatingTable"/>.</summary>
/// <param name="Item">The item, from 0.</param>
/// <param name="Annotator">The annotator, from 0.</param>
/// <param name="Value">The rating; finite. On a nominal scale any number that stands for the category.</param>
public readonly record struct Rating(int Item, int Annotator, double Value);

/// <summary>
/// Ratings of items by annotators, missing ones allowed, in compact codes. Immutable. Every agreement statistic of several
/// annotators starts from it.
/// </summary>
public sealed class RatingTable
{
    private readonly int[] _offsets;
    private readonly int[] _annotators;
    private readonly int[] _codes;

    private RatingTable(ImmutableArray<double> categories, int annotatorCount, int[] offsets, int[] annotators, int[] codes)
    {
        Categories = categories;
        AnnotatorCount = annotatorCount;
        _offsets = offsets;
        _annotators = annotators;
        _codes = codes;
    }

    /// <summary>The categories' values, ascending. Codes are positions in it.</summary>
    public ImmutableArray<double> Categories { get; }

    /// <summary>How many items there are, unrated ones included.</summary>
    public int ItemCount => _offsets.Length - 1;

    /// <summary>How many annotators there are.</summary>
    public int AnnotatorCount { get; }

    /// <summary>How many ratings there are.</summary>
    public int RatingCount => _codes.Length;

    /// <summary>The annotators who rated an item, ascending.</summary>
    /// <param name="item">The item, from 0.</param>
    public ReadOnlySpan<int> AnnotatorsOf(int item) => _annotators.AsSpan(_offsets[item], _offsets[item + 1] - _offsets[item]);

    /// <summary>The codes of an item's ratings, in the order of <see cref="AnnotatorsOf"/>.</summary>
    /// <param name="item">The item, from 0.</param>
    public ReadOnlySpan<int> CodesOf(int item) => _codes.AsSpan(_offsets[item], _offsets[item + 1] - _offsets[item]);

    /// <summary>Builds a table.</summary>
    /// <param name="itemCount">How many items there are, at least 0.</param>
    /// <param name="annotatorCount">How many annotators there are, at least 0.</param>
    /// <param name="ratings">The ratings, in any order; at most one for each item and annotator.</param>
    /// <param name="categories">The declared categories, used or not; by default those that occur. Gwet's coefficients depend on how many are declared.</param>
    /// <exception cref="ArgumentException">An index or value is out of range, a rating is not among the declared categories, or an annotator rates an item twice.</exception>
    public static RatingTable Create(int itemCount, int annotatorCount, IReadOnlyCollection<Rating> ratings, IEnumerable<double>? categories = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ArgumentOutOfRangeException.ThrowIfNegative(annotatorCount);
        double[] values = [.. new SortedSet<double>(categories ?? ratings.Select(r => r.Value + 0.0))];
        int[] offsets = new int[itemCount + 1];
        foreach (Rating rating in ratings)
        {
            if ((uint)rating.Item >= (uint)itemCount || (uint)rating.Annotator >= (uint)annotatorCount || !double.IsFinite(rating.Value))
            {
                throw new ArgumentException(Describe(rating, $"is outside a table of {itemCount} items and {annotatorCount} annotators, or not a finite number"), nameof(ratings));
            }

            offsets[rating.Item + 1]++;
        }

        for (int i = 0; i < itemCount; i++)
        {
            offsets[i + 1] += offsets[i];
        }

        int[] next = offsets[..^1];
        int[] annotators = new int[ratings.Count];
        int[] codes = new int[ratings.Count];
        foreach (Rating rating in ratings)
        {
            int code = Array.BinarySearch(values, rating.Value + 0.0);
            if (code < 0)
            {
                throw new ArgumentException(Describe(rating, $"is not among the declared categories"), nameof(ratings));
            }

            int at = next[rating.Item]++;
            annotators[at] = rating.Annotator;
            codes[at] = code;
        }

        for (int i = 0; i < itemCount; i++)
        {
            int length = offsets[i + 1] - offsets[i];
            Array.Sort(annotators, codes, offsets[i], length);
            for (int j = offsets[i] + 1; j < offsets[i + 1]; j++)
            {
                if (annotators[j] == annotators[j - 1])
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Annotator {annotators[j]} rates item {i} twice."), nameof(ratings));
                }
            }
        }

        return new(ImmutableArray.Create(values), annotatorCount, offsets, annotators, codes);
    }

    /// <summary>Builds a table from a matrix.</summary>
    /// <param name="rows">A row for each item, a cell for each annotator, <see langword="null"/> where a rating is missing.</param>
    /// <param name="categories">The declared categories; by default those that occur.</param>
    public static RatingTable FromRows(IReadOnlyList<IReadOnlyList<double?>> rows, IEnumerable<double>? categories = null)
    {
        List<Rating> ratings = [];
        int annotators = rows.Count == 0 ? 0 : rows.Max(r => r.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            for (int a = 0; a < rows[i].Count; a++)
            {
                if (rows[i][a] is double value)
                {
                    ratings.Add(new Rating(i, a, value));
                }
            }
        }

        return Create(rows.Count, annotators, ratings, categories);
    }

    /// <summary>The items that both of two annotators rated, as pairs.</summary>
    /// <param name="first">The first annotator.</param>
    /// <param name="second">The second annotator.</param>
    public PairTable PairsOf(int first, int second)
    {
        List<double> x = [], y = [];
        for (int i = 0; i < ItemCount; i++)
        {
            ReadOnlySpan<int> annotators = AnnotatorsOf(i);
            int a = annotators.BinarySearch(first);
            int b = annotators.BinarySearch(second);
            if (a >= 0 && b >= 0)
            {
                x.Add(Categories[CodesOf(i)[a]]);
                y.Add(Categories[CodesOf(i)[b]]);
            }
        }

        return PairTable.Create(CollectionsMarshal.AsSpan(x), CollectionsMarshal.AsSpan(y));
    }

    private static string Describe(Rating rating, FormattableString problem) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The rating {rating.Value} of item {rating.Item} by annotator {rating.Annotator} {FormattableString.Invariant(problem)}.");
}
