using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tables;

/// <summary>Reads the labels of a table in one pass, as numbers: no text is kept twice and no object is made for a cell or a row.</summary>
internal sealed class TableReader
{
    private readonly string _path;
    private readonly CheckRequest _request;
    private readonly CsvFile _file;
    private readonly DiagnosticList _errors;
    private readonly TableLayout _layout;
    private readonly ByteKeys _texts = new();
    private readonly ByteKeys? _ids;
    private readonly List<int> _lines = [];
    private readonly LabelFacts? _facts;
    private readonly PatternList _patterns = new();

    private TableReader(CheckRequest request, CsvFile file, DiagnosticList errors, List<string> notes)
    {
        (_path, _request, _file, _errors) = (request.Path, request, file, errors);
        _layout = TableLayout.Find(file, request.Columns, notes);
        _ids = _layout.Item is null ? null : new ByteKeys();
        _facts = _layout.IsLong ? new LabelFacts() : null;
    }

    /// <summary>Reads a table.</summary>
    /// <param name="request">What is asked of it.</param>
    /// <exception cref="JudgeEvalException">The table is not in order; with every mistake.</exception>
    /// <exception cref="ArgumentException">A column does not exist.</exception>
    public static TableContent Read(CheckRequest request) => TableSource.Read(request.Path, stream =>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var errors = new DiagnosticList();
        List<string> notes = [];
        using CsvFile file = CsvFile.OpenTable(request.Path, new HashedStream(stream, hash), errors, (byte?)request.Separator);
        if (!file.ReadHeader([], null, new NearestName(), unnamed: true, repeated: true))
        {
            errors.ThrowIfAny();
            throw Empty(request.Path);
        }

        TableReader reader = new(request, file, errors, notes);
        TableContent content = reader.ReadRows(notes, () => Convert.ToHexStringLower(hash.GetHashAndReset()));
        errors.ThrowIfAny();
        return content;
    });

    /// <summary>The columns of a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">What stands between the cells; <see langword="null"/> when the header is to tell.</param>
    public static ImmutableArray<string> Columns(string path, char? separator) => TableSource.Read(path, stream =>
    {
        var errors = new DiagnosticList();
        using CsvFile file = CsvFile.OpenTable(path, stream, errors, (byte?)separator);
        bool any = file.ReadHeader([], null, new NearestName(), unnamed: true, repeated: true);
        errors.ThrowIfAny();
        return any ? file.Columns : throw Empty(path);
    });

    private static JudgeEvalException Empty(string path) =>
        ImportErrors.Fatal("JE1608", SourceLocation.InFile(path), "the table is empty", "there is no header line", "write a header and one row for each item");

    private TableContent ReadRows(List<string> notes, Func<string> hash)
    {
        if (_layout.IsLong)
        {
            while (_file.Read())
            {
                TakeLong();
            }
        }
        else
        {
            TakeWideRows();
        }

        List<string> people = [.. _request.Columns.People];
        IReadOnlyList<JudgeSlot> slots = [.. _layout.Judges.Select(j => new JudgeSlot(j.Judge, j.Repeat, j.Swapped))];
        if (_facts is not null)
        {
            people = _layout.Annotator is null ? people : [.. _facts.Annotators()];
            slots = _facts.Settle(_lines.Count, _layout, _patterns, new Conflicts(this));
        }

        return new TableContent
        {
            Path = _path,
            Separator = (char)_file.Separator,
            Hash = hash(),
            People = people,
            Slots = slots,
            Texts = _texts,
            Patterns = _patterns.Keys,
            FirstItems = _patterns.FirstItems,
            PatternOfItem = _patterns.OfItem,
            Lines = _lines,
            Ids = _ids,
            Notes = notes,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeWideRows()
    {
        int[] pairs = new int[2 * (_layout.People.Length + _layout.Judges.Length)];
        while (_file.Read())
        {
            if (!TakeItem(out int item, out bool isNew))
            {
                continue;
            }

            if (!isNew)
            {
                _errors.Add(TableErrors.ItemTwice(
                    _file.At(_layout.Item!.Value), Encoding.UTF8.GetString(_ids![item]), _lines[item], "--run COL for a judge's repeats, --annotator COL for a row of each person"));
                continue;
            }

            int filled = 0;
            for (int p = 0; p < _layout.People.Length; p++)
            {
                Add(pairs, ref filled, p, _layout.People[p]);
            }

            for (int j = 0; j < _layout.Judges.Length; j++)
            {
                Add(pairs, ref filled, ~j, _layout.Judges[j].Column);
            }

            _patterns.Add(pairs.AsSpan(0, filled));
        }
    }

    private void Add(int[] pairs, ref int filled, int slot, int column)
    {
        if (TextAt(column) is >= 0 and var text)
        {
            pairs[filled++] = slot;
            pairs[filled++] = text;
        }
    }

    private void TakeLong()
    {
        if (!TakeItem(out int item, out _))
        {
            return;
        }

        int line = _file.Line;
        bool swapped = false;
        if (_layout.Order is { } order && !TryOrder(_file.TextOf(order).Trim(), out swapped))
        {
            _errors.Add(TableErrors.UnknownOrder(_file.At(order), _file.Columns[order], _file.TextOf(order).Trim()));
            return;
        }

        int run = _layout.Run is { } runs ? TextAt(runs) : -1;
        int person = -1;
        if (_layout.Annotator is { } annotator)
        {
            ReadOnlySpan<byte> name = Trim(_file[annotator]);
            person = name.IsEmpty ? -1 : _facts!.PersonOf(name);
        }

        for (int p = 0; p < _layout.People.Length; p++)
        {
            if (TextAt(_layout.People[p]) is >= 0 and var text)
            {
                if (_layout.Annotator is { } who && person < 0)
                {
                    _errors.Add(TableErrors.NoId(_file.At(who), _file.Columns[who]));
                    return;
                }

                _facts!.Add(new LabelFact(item, _layout.Annotator is null ? p : person, -1, text, line));
            }
        }

        for (int j = 0; j < _layout.Judges.Length; j++)
        {
            if (TextAt(_layout.Judges[j].Column) is >= 0 and var text)
            {
                _facts!.Add(new LabelFact(item, ~((2 * j) + (swapped || _layout.Judges[j].Swapped ? 1 : 0)), run, text, line));
            }
        }
    }

    private bool TakeItem(out int item, out bool isNew)
    {
        item = _lines.Count;
        isNew = true;
        if (_layout.Item is { } column)
        {
            ReadOnlySpan<byte> id = Trim(_file[column]);
            if (id.IsEmpty)
            {
                _errors.Add(TableErrors.NoId(_file.At(column), _file.Columns[column]));
                return false;
            }

            item = _ids!.FindOrAdd(id, out isNew);
        }

        if (isNew)
        {
            _lines.Add(_file.Line);
        }

        return true;
    }

    private int TextAt(int column)
    {
        ReadOnlySpan<byte> text = Trim(_file[column]);
        return text.IsEmpty ? -1 : _texts.FindOrAdd(text, out _);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) =>
        text.Length > 0 && (text[0] <= (byte)' ' || text[^1] <= (byte)' ') ? text.Trim(" \t\r\n"u8) : text;

    private static bool TryOrder(string text, out bool swapped)
    {
        string order = text.ToLowerInvariant();
        swapped = order is "swapped" or "ba" or "true" or "yes" or "1";
        return swapped || order is "original" or "ab" or "false" or "no" or "0";
    }

    /// <summary>Reports labels of an item that contradict each other.</summary>
    internal sealed class Conflicts(TableReader reader)
    {
        public void Twice(LabelFact first, LabelFact second) => reader._errors.Add(TableErrors.ItemTwice(
            At(second), IdOf(second.Item), first.Line, reader._layout.Run is null ? "--run COL" : "a column of repeats in which they differ"));

        public void Differ(LabelFact first, LabelFact second, string who) => reader._errors.Add(TableErrors.TwoLabels(
            At(second), who, IdOf(second.Item), Encoding.UTF8.GetString(reader._texts[first.Text]), Encoding.UTF8.GetString(reader._texts[second.Text])));

        public string NameOf(int slot) => slot >= 0
            ? $"the person '{(reader._layout.Annotator is null ? reader._request.Columns.People[slot] : reader._facts!.Annotators().ElementAt(slot))}'"
            : $"the judge '{reader._request.Columns.Judges[reader._layout.Judges[~slot / 2].Judge].Name}'";

        private string IdOf(int item) => reader._ids is null ? (item + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(reader._ids[item]);

        private SourceLocation At(LabelFact fact) => new(reader._path, fact.Line, 1);
    }
}

/// <summary>Numbers patterns of labels, item after item.</summary>
internal sealed class PatternList
{
    public ByteKeys Keys { get; } = new();

    public List<int> OfItem { get; } = [];

    public List<int> FirstItems { get; } = [];

    public void Add(ReadOnlySpan<int> pairs)
    {
        int pattern = Keys.FindOrAdd(MemoryMarshal.AsBytes(pairs), out bool isNew);
        if (isNew)
        {
            FirstItems.Add(OfItem.Count);
        }

        OfItem.Add(pattern);
    }
}
