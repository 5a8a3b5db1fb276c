using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>
/// A table of texts read from CSV: RFC 4180 with comma, semicolon, tab or pipe between the cells; UTF-8, or UTF-16 with a byte order mark; plain or gzip. Cells are
/// trimmed of surrounding space. Immutable.
/// </summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> _positions;

    private CsvTable(string path, char separator, ImmutableArray<string> columns, ImmutableArray<CsvRow> rows)
    {
        Path = path;
        Separator = separator;
        Columns = columns;
        Rows = rows;
        _positions = new Dictionary<string, int>(columns.Length, StringComparer.Ordinal);
        for (int i = 0; i < columns.Length; i++)
        {
            _positions.TryAdd(columns[i], i);
        }
    }

    /// <summary>The file, as the user gave it.</summary>
    public string Path { get; }

    /// <summary>What stands between the cells.</summary>
    public char Separator { get; }

    /// <summary>The names of the columns, distinct; empty where the header names none, as tools write for a row index.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The rows, in the order of the file; rows without any text are left out.</summary>
    public ImmutableArray<CsvRow> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file; <c>.gz</c> at its end is unpacked.</param>
    /// <param name="separator">
    /// What stands between the cells: any character of ASCII but a quote or a line break. <see langword="null"/>: a first line <c>sep=;</c> states it, else it is that of
    /// comma, semicolon, tab and pipe that stands most often outside quotes in the header, the earlier in this list where two stand equally often.
    /// </param>
    /// <exception cref="JudgeEvalException">The file is absent, not UTF-8, malformed, without a header or with a column named twice; or a row has too many or too few cells.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The separator is a quote, a line break or no character of ASCII.</exception>
    public static CsvTable Read(string path, char? separator = null) => separator is { } given && (!char.IsAscii(given) || given is '"' or '\r' or '\n')
        ? throw new ArgumentOutOfRangeException(nameof(separator), "A separator is a character of ASCII, neither a quote nor a line break.")
        : TableSource.Read(path, stream => Read(path, stream, (byte?)separator));

    /// <summary>The position of a column.</summary>
    /// <param name="name">The column's name, in exact spelling.</param>
    /// <param name="column">The position in <see cref="Columns"/>.</param>
    public bool TryFind(string name, out int column) => _positions.TryGetValue(name, out column);

    /// <summary>The place where a row starts.</summary>
    /// <param name="row">The row.</param>
    public SourceLocation At(CsvRow row) => new(Path, row.Line, 1);

    /// <summary>The place where a cell starts.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The position of the column in <see cref="Columns"/>.</param>
    public SourceLocation At(CsvRow row, int column) => row.Places.IsDefault
        ? At(row)
        : new SourceLocation(Path, row.Places[column].Line, row.Places[column].Column);

    private static CsvTable Read(string path, Stream stream, byte? separator)
    {
        var errors = new DiagnosticList();
        using CsvFile file = CsvFile.OpenTable(path, stream, errors, separator);
        var rows = ImmutableArray.CreateBuilder<CsvRow>();
        bool any = file.ReadHeader([], null, new NearestName(), unnamed: true);
        while (any && file.Read())
        {
            var cells = ImmutableArray.CreateBuilder<string>(file.Columns.Length);
            for (int column = 0; column < file.Columns.Length; column++)
            {
                cells.Add(file.TextOf(column).Trim());
            }

            rows.Add(new CsvRow(file.Line, cells.MoveToImmutable()) { Places = file.Places() });
        }

        errors.ThrowIfAny();

        return any
            ? new CsvTable(path, (char)file.Separator, file.Columns, rows.ToImmutable())
            : throw ImportErrors.Fatal(
                "JE1608", SourceLocation.InFile(path), "the table is empty", "there is no header line",
                "write a header and one row for each rating");
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="Cells">The cells, trimmed.</param>
public readonly record struct CsvRow(int Line, ImmutableArray<string> Cells)
{
    /// <summary>Where each cell starts.</summary>
    internal ImmutableArray<(int Line, int Column)> Places { get; init; }
}
