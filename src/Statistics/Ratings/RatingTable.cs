using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>One rating of a <see cref="RatingTable"/>.</summary>
/// <param name="Item">The item, from 0.</param>
/// <param name="Annotator">The annotator, from 0.</param>
/// <param name="Value">The rating; finite. On a nominal scale any number that stands for the category.</param>
public readonly record struct Rating(int Item, int Annotator, double Value);

/// <summary>
/// Ratings of items by annotators, missing ones allowed, in compact codes. Immutable. Every agreement statistic of several
/// annotators starts from it, and building it is the one place where labels become codes.
/// </summary>
/// <remarks>
/// It holds a byte for each cell of items × annotators where that suffices, which is all that some statistics read; a code of four
/// bytes for each rating, and who gave it unless every annotator rated every item, follow when first asked for. 0 and -0 are one
/// category.
/// </remarks>
public sealed class RatingTable
{
    private readonly Lazy<ItemCodes> _items;

    private RatingTable(ImmutableArray<double> categories, ImmutableArray<string> labels, CellCodes cells)
    {
        Categories = categories;
        Labels = labels;
        Cells = cells;
        (ItemCount, AnnotatorCount, RatingCount) = (cells.ItemCount, cells.AnnotatorCount, cells.RatingCount);
        _items = new(cells.ToItems);
    }

    private RatingTable(ImmutableArray<double> categories, ImmutableArray<string> labels, int itemCount, int annotatorCount, ItemCodes items)
    {
        Categories = categories;
        Labels = labels;
        (ItemCount, AnnotatorCount, RatingCount) = (itemCount, annotatorCount, items.Codes.Length);
        _items = new(items);
    }

    /// <summary>The categories' values, ascending. Codes are positions in it.</summary>
    public ImmutableArray<double> Categories { get; }

    /// <summary>The name of each category in the order of the codes; empty where ratings are numbers.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>How many items there are, unrated ones included.</summary>
    public int ItemCount { get; }

    /// <summary>How many annotators there are, those without a rating included.</summary>
    public int AnnotatorCount { get; }

    /// <summary>How many ratings there are.</summary>
    public int RatingCount { get; }

    /// <summary>Whether every annotator rated every item.</summary>
    public bool IsComplete => RatingCount == (long)ItemCount * AnnotatorCount;

    /// <summary>The codes of all ratings, item after item, in each item by annotator.</summary>
    public ReadOnlySpan<int> Codes => Items.Codes;

    /// <summary>The ratings item after item, for loops over all items.</summary>
    internal ItemCodes Items => _items.Value;

    /// <summary>The same codes as bytes, the fastest to read; <see langword="null"/> where there are many categories or few ratings.</summary>
    internal CellCodes? Cells { get; }

    /// <summary>The annotators who rated an item, ascending.</summary>
    /// <param name="item">The item, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public ReadOnlySpan<int> AnnotatorsOf(int item) => Items.AnnotatorsOf(Required(item));

    /// <summary>The codes of an item's ratings, in the order of <see cref="AnnotatorsOf"/>.</summary>
    /// <param name="item">The item, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public ReadOnlySpan<int> CodesOf(int item) => Items.CodesOf(Required(item));

    /// <summary>Builds a table from single ratings.</summary>
    /// <param name="itemCount">How many items there are, at least 0.</param>
    /// <param name="annotatorCount">How many annotators there are, at least 0.</param>
    /// <param name="ratings">The ratings, in any order; at most one for each item and annotator.</param>
    /// <param name="categories">The declared categories, used or not; by default those that occur. Gwet's coefficients depend on how many are declared.</param>
    /// <exception cref="ArgumentException">An index or value is out of range, a rating is not among the declared categories, or an annotator rates an item twice.</exception>
    public static RatingTable Create(int itemCount, int annotatorCount, IReadOnlyCollection<Rating> ratings, IEnumerable<double>? categories = null) =>
        RatingRecords.Build(itemCount, annotatorCount, ratings, categories);

    /// <summary>Builds a table from rows.</summary>
    /// <param name="rows">A row for each item, a cell for each annotator, <see langword="null"/> where a rating is missing; a short row misses its end.</param>
    /// <param name="categories">The declared categories; by default those that occur.</param>
    /// <exception cref="ArgumentException">A rating is not finite or not among the declared categories.</exception>
    public static RatingTable FromRows(IReadOnlyList<IReadOnlyList<double?>> rows, IEnumerable<double>? categories = null) =>
        RatingRecords.Build(rows, cell => cell, categories);

    /// <summary>Builds a table from a matrix, items × annotators: the fastest way in.</summary>
    /// <param name="ratings">A number for each item and annotator, item after item (row-major); <see cref="double.NaN"/> where a rating is missing.</param>
    /// <param name="annotatorCount">How many annotators there are, at least 1; 0 only where there is no number.</param>
    /// <param name="categories">The declared categories; by default those that occur.</param>
    /// <exception cref="ArgumentException">The numbers do not fill whole rows, one is infinite, or one is not among the declared categories.</exception>
    public static RatingTable FromMatrix(ReadOnlySpan<double> ratings, int annotatorCount, IEnumerable<double>? categories = null) =>
        new RatingMatrix(ratings, annotatorCount, byItem: true).Build(categories);

    /// <summary>Builds a table from a matrix, annotators × items, as the reliability data of other libraries stand.</summary>
    /// <param name="ratings">A number for each annotator and item, annotator after annotator; <see cref="double.NaN"/> where a rating is missing.</param>
    /// <param name="annotatorCount">How many annotators there are, at least 1; 0 only where there is no number.</param>
    /// <param name="categories">The declared categories; by default those that occur.</param>
    /// <exception cref="ArgumentException">As for <see cref="FromMatrix"/>.</exception>
    public static RatingTable FromColumns(ReadOnlySpan<double> ratings, int annotatorCount, IEnumerable<double>? categories = null) =>
        new RatingMatrix(ratings, annotatorCount, byItem: false).Build(categories);

    /// <summary>Builds a table from names of categories. Their values are 0, 1, 2 and so on in the order of <see cref="Labels"/>.</summary>
    /// <param name="rows">A row for each item, a cell for each annotator, <see langword="null"/> where a label is missing; a short row misses its end. Labels are compared by their characters.</param>
    /// <param name="categories">
    /// The declared labels, used or not, in the order of the scale, each once; by default those that occur, in ordinal order of their
    /// characters, which means nothing on an ordinal scale.
    /// </param>
    /// <exception cref="ArgumentException">A label is not among the declared ones, or one is declared twice.</exception>
    public static RatingTable FromLabels(IReadOnlyList<IReadOnlyList<string?>> rows, IEnumerable<string>? categories = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ImmutableArray<string> labels = LabelOrder.Of(rows, categories);
        Dictionary<string, double> values = LabelOrder.Positions(labels);
        RatingTable table = RatingRecords.Build(rows, cell => LabelOrder.ValueOf(cell, values), values.Values);
        return table.Cells is { } cells
            ? new(table.Categories, labels, cells)
            : new(table.Categories, labels, table.ItemCount, table.AnnotatorCount, table.Items);
    }

    /// <summary>The items that both of two annotators rated, as pairs, in the order of the items.</summary>
    /// <param name="first">The first annotator, from 0.</param>
    /// <param name="second">The second annotator, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such annotator.</exception>
    public PairTable PairsOf(int first, int second)
    {
        RequireAnnotator(first, nameof(first));
        RequireAnnotator(second, nameof(second));
        int[] x = new int[ItemCount], y = new int[ItemCount];
        int n = 0;
        for (int i = 0; i < ItemCount; i++)
        {
            ReadOnlySpan<int> annotators = AnnotatorsOf(i), codes = CodesOf(i);
            int a = IsComplete ? first : annotators.BinarySearch(first);
            int b = IsComplete ? second : annotators.BinarySearch(second);
            if (a >= 0 && b >= 0)
            {
                x[n] = codes[a];
                y[n++] = codes[b];
            }
        }

        return PairTable.FromCodes(Categories, x.AsSpan(0, n), y.AsSpan(0, n));
    }

    /// <summary>A table whose codes are bytes.</summary>
    internal static RatingTable Of(ImmutableArray<double> categories, CellCodes cells) => new(categories, [], cells);

    /// <summary>Any table.</summary>
    internal static RatingTable Of(ImmutableArray<double> categories, int itemCount, int annotatorCount, ItemCodes items) =>
        new(categories, [], itemCount, annotatorCount, items);

    private int Required(int item) =>
        (uint)item < (uint)ItemCount ? item : throw new ArgumentOutOfRangeException(nameof(item), item, "There is no such item.");

    private void RequireAnnotator(int annotator, string name)
    {
        if ((uint)annotator >= (uint)AnnotatorCount)
        {
            throw new ArgumentOutOfRangeException(name, annotator, "There is no such annotator.");
        }
    }
}
