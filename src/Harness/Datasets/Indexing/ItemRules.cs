using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>The fields of an item in <c>items.jsonl</c>.</summary>
internal enum ItemField
{
    Id,
    Context,
    Response,
    ResponseA,
    ResponseB,
    Cluster,
    Tags,
    Split,
}

/// <summary>Where an item and its fields stand; worked out only when something is wrong.</summary>
internal readonly ref struct ItemPlace
{
    private readonly SourceLocation _start;
    private readonly ReadOnlySpan<byte> _line;
    private readonly ReadOnlySpan<int> _offsets;

    /// <summary>An item that stands in no line of JSON.</summary>
    public ItemPlace(SourceLocation start) => _start = start;

    /// <summary>An item in a line of JSON.</summary>
    public ItemPlace(SourceLocation start, ReadOnlySpan<byte> line, ReadOnlySpan<int> offsets)
    {
        _start = start;
        _line = line;
        _offsets = offsets;
    }

    public SourceLocation Start => _start;

    public SourceLocation Of(ItemField field) =>
        _offsets.IsEmpty ? _start : _start with { Column = Utf8Position.Of(_line, _offsets[(int)field], _start.Line).Column };
}

/// <summary>What makes an item usable, wherever it comes from.</summary>
internal sealed class ItemRules(TaskShape? shape, ImmutableArray<string> splits, NearestName nearest, DiagnosticList errors)
{
    /// <summary>Checks an item's id for itself.</summary>
    /// <returns>Whether it can be used.</returns>
    public bool CheckId(string id, in ItemPlace place)
    {
        int before = errors.Count;
        CheckName(id, ItemField.Id, "'id'", place);
        return errors.Count == before;
    }

    /// <summary>Checks everything of an item but its id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Check(JudgeItem item, in ItemPlace place)
    {
        CheckName(item.Cluster, ItemField.Cluster, "'cluster'", place);
        CheckName(item.Split, ItemField.Split, "'split'", place);
        if (item.Split is { Length: > 0 } split && !splits.IsEmpty && !splits.Contains(split, StringComparer.Ordinal))
        {
            errors.Add(DatasetErrors.UnknownSplit(place.Of(ItemField.Split), split, nearest.Of(split, splits), splits));
        }

        bool single = item.Response is not null;
        bool pair = item.ResponseA is not null || item.ResponseB is not null;
        bool wantsSingle = shape == TaskShape.Single || (shape is null && !pair);
        bool wantsPair = shape == TaskShape.Preference || (shape is null && pair);
        Require(wantsSingle, item.Response, "response", item, place);
        Require(wantsPair, item.ResponseA, "responseA", item, place);
        Require(wantsPair, item.ResponseB, "responseB", item, place);
        Forbid((shape == TaskShape.Preference || (shape is null && pair)) && single, ItemField.Response, "response", place);
        Forbid(shape == TaskShape.Single && item.ResponseA is not null, ItemField.ResponseA, "responseA", place);
        Forbid(shape == TaskShape.Single && item.ResponseB is not null, ItemField.ResponseB, "responseB", place);
    }

    private void CheckName(string? text, ItemField field, string name, in ItemPlace place)
    {
        if (text is not null && Texts.ProblemOfName(text) is { } problem)
        {
            errors.Add(DatasetErrors.UnusableText(place.Of(field), name, problem));
        }
    }

    private void Require(bool wanted, string? text, string name, JudgeItem item, in ItemPlace place)
    {
        if (wanted && text is null)
        {
            errors.Add(DatasetErrors.MissingItemField(place.Start, item.Id.Length == 0 ? null : item.Id, name, shape));
        }
    }

    private void Forbid(bool wrong, ItemField field, string name, in ItemPlace place)
    {
        if (wrong)
        {
            errors.Add(DatasetErrors.WrongShape(place.Of(field), name, shape));
        }
    }
}
