using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace JudgeEval.Statistics;

/// <summary>Builds a <see cref="RatingTable"/> from single ratings in any order.</summary>
internal static class RatingRecords
{
    /// <summary>Builds a table from rows of cells, each a rating or none.</summary>
    public static RatingTable Build<TCell>(IReadOnlyList<IReadOnlyList<TCell>> rows, Func<TCell, double?> valueOf, IEnumerable<double>? categories)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<Rating> ratings = [];
        int annotators = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            IReadOnlyList<TCell> row = rows[i];
            annotators = Math.Max(annotators, row.Count);
            for (int a = 0; a < row.Count; a++)
            {
                if (valueOf(row[a]) is double value)
                {
                    ratings.Add(new Rating(i, a, value));
                }
            }
        }

        return Build(rows.Count, annotators, ratings, categories);
    }

    public static RatingTable Build(int itemCount, int annotatorCount, IReadOnlyCollection<Rating> ratings, IEnumerable<double>? categories)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ArgumentOutOfRangeException.ThrowIfNegative(annotatorCount);
        ArgumentNullException.ThrowIfNull(ratings);
        ReadOnlySpan<Rating> records = AsSpan(ratings);
        double[]? declared = new ValueCoder(categories).Declared;
        return RecordCells.TryBuild(itemCount, annotatorCount, records, declared) ?? Items(itemCount, annotatorCount, records, declared);
    }

    /// <summary>A code for each rating, first in the order of items and then, in each, of annotators.</summary>
    private static RatingTable Items(int itemCount, int annotatorCount, ReadOnlySpan<Rating> ratings, double[]? declared)
    {
        int[] offsets = Offsets(itemCount, annotatorCount, ratings);
        ValueCoder coder = new(declared);
        int[] annotators = new int[ratings.Length];
        int[] codes = new int[ratings.Length];
        int[] next = offsets[..^1];
        foreach (ref readonly Rating rating in ratings)
        {
            int at = next[rating.Item]++;
            annotators[at] = rating.Annotator;
            codes[at] = coder.TryCode(rating.Value, out int code) ? code : throw Undeclared(rating);
        }

        SortByAnnotator(offsets, annotators, codes);
        ImmutableArray<double> values = coder.Finish(codes);
        ItemCodes items = ratings.Length == (long)itemCount * annotatorCount
            ? ItemCodes.Complete(annotatorCount, codes)
            : ItemCodes.Sparse(offsets, annotators, codes);
        return RatingTable.Of(values, itemCount, annotatorCount, items);
    }

    /// <summary>Whether a rating has a place in a table.</summary>
    public static bool IsInside(in Rating rating, int itemCount, int annotatorCount) =>
        (uint)rating.Item < (uint)itemCount && (uint)rating.Annotator < (uint)annotatorCount && double.IsFinite(rating.Value);

    public static ArgumentException Outside(in Rating rating, int itemCount, int annotatorCount) => Invalid(Describe(
        rating, FormattableString.Invariant($"is outside a table of {itemCount} items and {annotatorCount} annotators, or not a finite number")));

    public static ArgumentException Undeclared(in Rating rating) => Invalid(Describe(rating, "is not among the declared categories"));

    public static ArgumentException Twice(int item, int annotator) =>
        Invalid(string.Create(CultureInfo.InvariantCulture, $"Annotator {annotator} rates item {item} twice."));

    /// <summary>Where each item's ratings begin, once all are in the order of items.</summary>
    private static int[] Offsets(int itemCount, int annotatorCount, ReadOnlySpan<Rating> ratings)
    {
        int[] offsets = new int[itemCount + 1];
        foreach (ref readonly Rating rating in ratings)
        {
            if (!IsInside(rating, itemCount, annotatorCount))
            {
                throw Outside(rating, itemCount, annotatorCount);
            }

            offsets[rating.Item + 1]++;
        }

        for (int i = 0; i < itemCount; i++)
        {
            offsets[i + 1] += offsets[i];
        }

        return offsets;
    }

    private static void SortByAnnotator(int[] offsets, int[] annotators, int[] codes)
    {
        for (int i = 0; i + 1 < offsets.Length; i++)
        {
            int start = offsets[i], end = offsets[i + 1];
            if (IsAscending(annotators.AsSpan(start, end - start)))
            {
                continue;
            }

            Array.Sort(annotators, codes, start, end - start);
            for (int j = start + 1; j < end; j++)
            {
                if (annotators[j] == annotators[j - 1])
                {
                    throw Twice(i, annotators[j]);
                }
            }
        }
    }

    private static bool IsAscending(ReadOnlySpan<int> annotators)
    {
        for (int j = 1; j < annotators.Length; j++)
        {
            if (annotators[j] <= annotators[j - 1])
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<Rating> AsSpan(IReadOnlyCollection<Rating> ratings) => ratings switch
    {
        Rating[] array => array,
        List<Rating> list => CollectionsMarshal.AsSpan(list),
        _ => ratings.ToArray(),
    };

    private static string Describe(in Rating rating, string problem) => string.Create(
        CultureInfo.InvariantCulture, $"The rating {rating.Value} of item {rating.Item} by annotator {rating.Annotator} {problem}.");

    private static ArgumentException Invalid(string message, string parameter = "ratings") => new(message, parameter);
}
