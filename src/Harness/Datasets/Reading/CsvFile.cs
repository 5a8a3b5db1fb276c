using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>
/// A CSV file with a header: reads it record by record and reports what is wrong with its form. The files of a dataset are strict; a table from elsewhere, opened with
/// <see cref="OpenTable"/>, may have another separator, and what spreadsheets leave at its margins.
/// </summary>
internal sealed class CsvFile : IDisposable
{
    private readonly Utf8Lines _lines;
    private readonly Utf8CsvReader _csv;
    private readonly string _file;
    private readonly DiagnosticList _errors;
    private readonly bool _isTable;

    public CsvFile(string file, Stream stream, DiagnosticList errors)
        : this(file, new Utf8Lines(stream), errors, CsvSeparator.Comma, isTable: false)
    {
    }

    private CsvFile(string file, Utf8Lines lines, DiagnosticList errors, byte separator, bool isTable)
    {
        _file = file;
        _errors = errors;
        _lines = lines;
        _isTable = isTable;
        Separator = separator;
        _csv = new Utf8CsvReader(_lines, separator);
    }

    /// <summary>What stands between the cells.</summary>
    public byte Separator { get; }

    /// <summary>The names of the columns; empty when the header cannot be used.</summary>
    public ImmutableArray<string> Columns { get; private set; } = [];

    public int Line => _csv.Line;

    /// <summary>A cell, without the apostrophe that keeps a spreadsheet from taking it for a formula.</summary>
    public ReadOnlySpan<byte> this[int column] => CellGuard.Open(_csv[column]);

    public string TextOf(int column) => Encoding.UTF8.GetString(this[column]);

    public SourceLocation At(int column) => AtOffset(_csv.OffsetOf(column));

    /// <summary>
    /// Opens a table from elsewhere. Beyond a strict file, it may be UTF-16 or UTF-32 with a byte order mark, have the separator that its header tells
    /// (<see cref="CsvSeparator"/>), several columns without a name, rows without any text, and cells without text behind the last column.
    /// </summary>
    /// <param name="file">The file, as messages name it.</param>
    /// <param name="stream">Its content, unpacked.</param>
    /// <param name="errors">Takes what is wrong with its form.</param>
    /// <param name="separator">What stands between the cells; <see langword="null"/> when the header is to tell.</param>
    public static CsvFile OpenTable(string file, Stream stream, DiagnosticList errors, byte? separator = null)
    {
        var lines = new Utf8Lines(Utf16Text.ToUtf8(stream));
        ReadOnlySpan<byte> ahead = lines.Ahead.TrimStart("\r\n"u8);
        int end = ahead.IndexOfAny((byte)'\n', (byte)'\r');
        byte stated = CsvSeparator.Stated(end < 0 ? ahead : ahead[..end]);
        if (stated == 0)
        {
            return new CsvFile(file, lines, errors, separator ?? CsvSeparator.Of(ahead), isTable: true);
        }

        while (lines.Next() && lines.Block.IsEmpty)
        {
        }

        return new CsvFile(file, lines, errors, separator ?? stated, isTable: true);
    }

    /// <summary>The line and column at which each field of the record starts, found in one pass over it.</summary>
    public ImmutableArray<(int Line, int Column)> Places()
    {
        var places = ImmutableArray.CreateBuilder<(int Line, int Column)>(_csv.FieldCount);
        (int line, int column) = _csv.PositionOf(0);
        int seen = 0;
        for (int field = 0; field < _csv.FieldCount; field++)
        {
            int start = _csv.OffsetOf(field);
            (int newLine, int newColumn) = Utf8Position.Of(_csv.Record[seen..start], start - seen, line);
            column = newLine == line ? column + newColumn - 1 : newColumn;
            line = newLine;
            seen = start;
            places.Add((line, column));
        }

        return places.MoveToImmutable();
    }

    /// <summary>Reads the header.</summary>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="known">All columns that may be there; <see langword="null"/> when others are welcome.</param>
    /// <param name="nearest">Finds what was meant.</param>
    /// <param name="unnamed">Whether a column may have no name, as tools write for a row index.</param>
    /// <param name="repeated">Whether names may stand twice, because whoever reads looks only at some columns.</param>
    /// <returns>Whether there is a first line, and its form is right.</returns>
    public bool ReadHeader(IReadOnlyList<string> required, IReadOnlyList<string>? known, NearestName nearest, bool unnamed = false, bool repeated = false)
    {
        if (_lines.IsUtf16)
        {
            _errors.Add(DatasetErrors.Utf16(_file));
            return false;
        }

        if (!_csv.Read())
        {
            return false;
        }

        if (_csv.Fault != CsvFault.None)
        {
            _errors.Add(DiagnosticOfFault());
            return false;
        }

        Columns = [.. Enumerable.Range(0, _csv.FieldCount).Select(i => _isTable ? TextOf(i).Trim() : TextOf(i))];
        CheckColumns(required, known, nearest, unnamed, repeated);
        return true;
    }

    /// <summary>Goes to the next record whose form is right.</summary>
    /// <returns>Whether there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read()
    {
        while (_csv.Read())
        {
            if (_csv.Fault != CsvFault.None)
            {
                _errors.Add(DiagnosticOfFault());
            }
            else if (_isTable && IsBlank(0))
            {
                // Spreadsheets write rows that were once used, and rows of a table's neighbour, as separators alone.
            }
            else if (_csv.FieldCount != Columns.Length && !(_isTable && _csv.FieldCount > Columns.Length && IsBlank(Columns.Length)))
            {
                int offset = _csv.FieldCount > Columns.Length ? _csv.OffsetOf(Columns.Length) : _csv.Record.Length;
                _errors.Add(DatasetErrors.WrongFieldCount(AtOffset(offset), _csv.FieldCount, Columns.Length, (char)Separator));
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _csv.Dispose();
        _lines.Dispose();
    }

    private bool IsBlank(int from)
    {
        for (int field = from; field < _csv.FieldCount; field++)
        {
            if (_csv[field].ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }

    private void CheckColumns(IReadOnlyList<string> required, IReadOnlyList<string>? known, NearestName nearest, bool unnamed, bool repeated)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            string column = Columns[i];
            if (Columns.IndexOf(column, 0, i, StringComparer.Ordinal) >= 0 && !repeated && !(column.Length == 0 && _isTable))
            {
                _errors.Add(DatasetErrors.DuplicateColumn(At(i), column));
            }
            else if ((column.Length == 0 && !unnamed) || (known is not null && !known.Contains(column, StringComparer.Ordinal)))
            {
                string? meant = nearest.Of(column, known ?? []);
                _errors.Add(DatasetErrors.UnknownColumn(At(i), column, meant, known ?? []));
            }
        }

        foreach (string column in required.Where(r => !Columns.Contains(r, StringComparer.Ordinal)))
        {
            _errors.Add(DatasetErrors.MissingColumn(AtOffset(0), column, nearest.Of(column, Columns)));
        }
    }

    private SourceLocation AtOffset(int offset)
    {
        (int line, int column) = _csv.PositionOf(offset);
        return new SourceLocation(_file, line, column);
    }

    private Diagnostic DiagnosticOfFault()
    {
        SourceLocation at = AtOffset(_csv.FaultOffset);
        return _csv.Fault switch
        {
            CsvFault.NotUtf8 => DatasetErrors.NotUtf8(at, _csv.Record[_csv.FaultOffset]),
            CsvFault.UnclosedQuote => DatasetErrors.UnclosedQuote(at),
            CsvFault.TextAfterQuote => DatasetErrors.TextAfterQuote(at, _csv.Line),
            CsvFault.QuoteInField => DatasetErrors.QuoteInField(at),
            _ => DatasetErrors.BareCarriageReturn(at),
        };
    }
}
