using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace JudgeEval.Statistics;

/// <summary>
/// Annotations of items by annotators, grouped by item: the input of the aggregation methods. Unlike in a <see cref="RatingTable"/>
/// an annotator may annotate an item several times; each annotation then counts as one of its own. Immutable.
/// </summary>
public sealed class AnnotationTable
{
    private readonly int[] _offsets;
    private readonly int[] _rows;

    private AnnotationTable(ImmutableArray<double> categories, int annotatorCount, int[] offsets, int[] rows)
    {
        Categories = categories;
        AnnotatorCount = annotatorCount;
        _offsets = offsets;
        _rows = rows;
        RatedItems = [.. Enumerable.Range(0, offsets.Length - 1).Where(i => offsets[i + 1] > offsets[i])];
    }

    /// <summary>The categories' values, ascending. Codes are positions in it.</summary>
    public ImmutableArray<double> Categories { get; }

    /// <summary>How many items there are, those without annotations included.</summary>
    public int ItemCount => _offsets.Length - 1;

    /// <summary>How many annotators there are, those without annotations included.</summary>
    public int AnnotatorCount { get; }

    /// <summary>How many annotations there are, repeats included.</summary>
    public int AnnotationCount => _rows.Length;

    /// <summary>The items with at least one annotation, ascending.</summary>
    public ImmutableArray<int> RatedItems { get; }

    /// <summary>Every annotation as annotator × categories + code, item after item.</summary>
    internal ReadOnlySpan<int> Rows => _rows;

    /// <summary>Where each item starts in <see cref="Rows"/>, and at last where they end.</summary>
    internal ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The annotations of one item as annotator × categories + code, ascending.</summary>
    internal ReadOnlySpan<int> RowsOf(int item) => _rows.AsSpan(_offsets[item], _offsets[item + 1] - _offsets[item]);

    /// <summary>The annotations of one item, by annotator, then by category.</summary>
    /// <param name="item">The item, from 0.</param>
    public ImmutableArray<Rating> AnnotationsOf(int item)
    {
        Guard.Index(item, ItemCount);
        ImmutableArray<Rating>.Builder annotations = ImmutableArray.CreateBuilder<Rating>();
        foreach (int row in RowsOf(item))
        {
            annotations.Add(new(item, row / Categories.Length, Categories[row % Categories.Length]));
        }

        return annotations.ToImmutable();
    }

    /// <summary>Builds a table.</summary>
    /// <param name="itemCount">How many items there are, at least 0.</param>
    /// <param name="annotatorCount">How many annotators there are, at least 0.</param>
    /// <param name="annotations">The annotations, in any order; repeats are allowed.</param>
    /// <param name="categories">The declared categories, used or not; by default those that occur.</param>
    /// <exception cref="ArgumentException">An index or value is out of range, or an annotation is not among the declared categories.</exception>
    public static AnnotationTable Create(int itemCount, int annotatorCount, IReadOnlyCollection<Rating> annotations, IEnumerable<double>? categories = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ArgumentOutOfRangeException.ThrowIfNegative(annotatorCount);
        ArgumentNullException.ThrowIfNull(annotations);
        double[] values = Distinct(categories ?? annotations.Select(a => a.Value));
        if ((long)annotatorCount * values.Length > int.MaxValue)
        {
            throw new ArgumentException("There are too many annotators and categories: their product does not fit into 32 bits.", nameof(annotatorCount));
        }

        int[] offsets = Count(itemCount, annotatorCount, annotations);
        int[] next = offsets[..^1];
        int[] rows = new int[annotations.Count];
        foreach (Rating annotation in annotations)
        {
            int code = Array.BinarySearch(values, annotation.Value + 0.0);
            rows[next[annotation.Item]++] = code >= 0
                ? (annotation.Annotator * values.Length) + code
                : throw new ArgumentException(Describe(annotation, "is not among the declared categories"), nameof(annotations));
        }

        // In a fixed order, results do not depend on the order of the input, to the last bit.
        for (int i = 0; i < itemCount; i++)
        {
            rows.AsSpan(offsets[i], offsets[i + 1] - offsets[i]).Sort();
        }

        return new(ImmutableArray.Create(values), annotatorCount, offsets, rows);
    }

    /// <summary>The ratings of a table as annotations.</summary>
    /// <param name="ratings">The ratings.</param>
    public static AnnotationTable From(RatingTable ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        int[] offsets = new int[ratings.ItemCount + 1];
        List<int> rows = new(ratings.RatingCount);
        for (int i = 0; i < ratings.ItemCount; i++)
        {
            ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(i);
            ReadOnlySpan<int> codes = ratings.CodesOf(i);
            for (int j = 0; j < codes.Length; j++)
            {
                rows.Add((annotators[j] * ratings.Categories.Length) + codes[j]);
            }

            offsets[i + 1] = rows.Count;
            CollectionsMarshal.AsSpan(rows)[offsets[i]..].Sort();
        }

        return new(ratings.Categories, ratings.AnnotatorCount, offsets, [.. rows]);
    }

    private static double[] Distinct(IEnumerable<double> categories)
    {
        // Adding 0.0 turns -0.0 into 0.0, so that the two are one category.
        double[] distinct = [.. categories.Select(value => value + 0.0).Distinct()];
        Array.Sort(distinct);
        return distinct.Length == 0 || (double.IsFinite(distinct[0]) && double.IsFinite(distinct[^1]))
            ? distinct
            : throw new ArgumentException("A category is a finite number.", nameof(categories));
    }

    private static int[] Count(int itemCount, int annotatorCount, IReadOnlyCollection<Rating> annotations)
    {
        int[] offsets = new int[itemCount + 1];
        foreach (Rating annotation in annotations)
        {
            if ((uint)annotation.Item >= (uint)itemCount || (uint)annotation.Annotator >= (uint)annotatorCount)
            {
                throw new ArgumentException(
                    Describe(annotation, string.Create(CultureInfo.InvariantCulture, $"is outside a table of {itemCount} items and {annotatorCount} annotators")),
                    nameof(annotations));
            }

            offsets[annotation.Item + 1]++;
        }

        for (int i = 0; i < itemCount; i++)
        {
            offsets[i + 1] += offsets[i];
        }

        return offsets;
    }

    private static string Describe(Rating annotation, string problem) =>
        string.Create(CultureInfo.InvariantCulture, $"The annotation {annotation.Value} of item {annotation.Item} by annotator {annotation.Annotator} {problem}.");
}
