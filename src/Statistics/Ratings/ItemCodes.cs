namespace JudgeEval.Statistics;

/// <summary>The ratings of a table item after item: a code for each and, unless every annotator rated every item, who gave it.</summary>
internal sealed class ItemCodes
{
    // Null where every annotator rated every item: then the offsets are multiples of the annotators, who are the same for all.
    private readonly int[]? _offsets;
    private readonly int[] _annotators;
    private readonly int[] _codes;

    private ItemCodes(int[]? offsets, int[] annotators, int[] codes)
    {
        _offsets = offsets;
        _annotators = annotators;
        _codes = codes;
    }

    /// <summary>All codes, item after item, in each item by annotator.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>Every annotator rated every item.</summary>
    public static ItemCodes Complete(int annotatorCount, int[] codes) => new(null, [.. Enumerable.Range(0, annotatorCount)], codes);

    /// <summary>Ratings are missing; offsets say where each item's ratings begin, and where the last one's end.</summary>
    public static ItemCodes Sparse(int[] offsets, int[] annotators, int[] codes) => new(offsets, annotators, codes);

    /// <summary>The annotators who rated an item, ascending.</summary>
    public ReadOnlySpan<int> AnnotatorsOf(int item) => _offsets is null ? _annotators : _annotators.AsSpan(_offsets[item], _offsets[item + 1] - _offsets[item]);

    /// <summary>The codes of an item's ratings.</summary>
    public ReadOnlySpan<int> CodesOf(int item) => _offsets is null
        ? _codes.AsSpan(item * _annotators.Length, _annotators.Length)
        : _codes.AsSpan(_offsets[item], _offsets[item + 1] - _offsets[item]);
}
