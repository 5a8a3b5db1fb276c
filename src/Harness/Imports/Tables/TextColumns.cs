using System.Collections.Immutable;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Tables;

/// <summary>The columns of a table that tell of the item itself.</summary>
internal sealed class TextColumns
{
    private readonly int _context;
    private readonly int _response;
    private readonly int _responseA;
    private readonly int _responseB;
    private readonly int _cluster;
    private readonly int _split;
    private readonly (string Name, int Column)[] _tags;

    public TextColumns(ImportColumns wanted, TableColumnFinder finder)
    {
        var usual = new ImportColumns();
        _context = finder.Optional(wanted.Context, usual.Context, "--context");
        _response = finder.Optional(wanted.Response, usual.Response, "--response");
        _responseA = finder.Optional(wanted.ResponseA, usual.ResponseA, "--response-a");
        _responseB = finder.Optional(wanted.ResponseB, usual.ResponseB, "--response-b");
        _cluster = finder.Optional(wanted.Cluster, usual.Cluster, "--cluster");
        _split = finder.Optional(wanted.Split, usual.Split, "--split");
        _tags = [.. wanted.Tags.Select(t => (t, finder.Required(t, "--tag")))];
    }

    /// <summary>Whether the items are pairs.</summary>
    public bool ArePairs => _responseA >= 0 && _responseB >= 0;

    /// <summary>Whether there is any response.</summary>
    public bool Any => ArePairs || _response >= 0;

    /// <summary>Whether a column is one of them.</summary>
    public bool Has(int column) =>
        column == _context || column == _cluster || column == _split || column == _response || column == _responseA || column == _responseB
        || Array.Exists(_tags, t => t.Column == column);

    /// <summary>The columns of responses that are no part of the item: one of a pair alone, or a single one beside a pair.</summary>
    public IEnumerable<int> Ignored => (ArePairs ? [_response] : new[] { _responseA, _responseB }).Where(c => c >= 0);

    /// <summary>The item of a row. Texts keep their surrounding space, names do not; an empty cell is no cluster, split or tag.</summary>
    public JudgeItem Item(string id, CsvFile row)
    {
        var item = new JudgeItem
        {
            Id = id,
            Context = _context < 0 ? "" : row.TextOf(_context),
            Response = ArePairs ? null : _response >= 0 ? row.TextOf(_response) : id,
            ResponseA = ArePairs ? row.TextOf(_responseA) : null,
            ResponseB = ArePairs ? row.TextOf(_responseB) : null,
            Cluster = Name(row, _cluster),
            Split = Name(row, _split),
        };
        return _tags.Length == 0 ? item : item with { Tags = Tags(row) };
    }

    private static string? Name(CsvFile row, int column) => column >= 0 && row.TextOf(column).Trim() is { Length: > 0 } name ? name : null;

    private ImmutableSortedDictionary<string, string> Tags(CsvFile row)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string name, int column) in _tags)
        {
            if (Name(row, column) is { } value)
            {
                tags[name] = value;
            }
        }

        return tags.ToImmutable();
    }
}
