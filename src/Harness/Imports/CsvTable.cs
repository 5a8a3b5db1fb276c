using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>A table of texts read from CSV or TSV (RFC 4180; UTF-8; plain or gzip). Cells are trimmed of surrounding space. Immutable.</summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> _positions;

    private CsvTable(string path, ImmutableArray<string> columns, ImmutableArray<CsvRow> rows)
    {
        Path = path;
        Columns = columns;
        Rows = rows;
        _positions = new Dictionary<string, int>(columns.Length, StringComparer.Ordinal);
        for (int i = 0; i < columns.Length; i++)
        {
            _positions[columns[i]] = i;
        }
    }

    /// <summary>The file, as the user gave it.</summary>
    public string Path { get; }

    /// <summary>The names of the columns, distinct; empty where the header names none, as tools write for a row index.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The rows, in the order of the file; lines without any text are left out.</summary>
    public ImmutableArray<CsvRow> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file; <c>.tsv</c> is separated by tabs, anything else by commas; <c>.gz</c> behind it is unpacked.</param>
    /// <exception cref="JudgeEvalException">The file is absent, not UTF-8, malformed, without a header or with a column named twice; or a row has too many or too few cells.</exception>
    public static CsvTable Read(string path)
    {
        string plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        char separator = plain.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        var errors = new ImportErrors();
        using IEnumerator<CsvRow> records = CsvText.Parse(SourceFile.ReadText(path), separator, path, errors).GetEnumerator();
        if (!records.MoveNext())
        {
            throw ImportErrors.Fatal("JE1608", SourceLocation.InFile(path), "the table is empty", "there is no header line", "write a header and one row for each rating");
        }

        CsvRow header = records.Current;
        CheckHeader(header, path, errors);
        var rows = ImmutableArray.CreateBuilder<CsvRow>();
        while (records.MoveNext())
        {
            CsvRow row = records.Current;
            if (row.Cells.Length != header.Cells.Length)
            {
                errors.Add(
                    "JE1603", new SourceLocation(path, row.Line, 1), $"the row has {row.Cells.Length} cells, the header has {header.Cells.Length}",
                    "a separator is missing or too many, or a text with a separator is not in quotes", "mend the row");
            }

            rows.Add(row);
        }

        errors.ThrowIfAny();
        return new CsvTable(path, header.Cells, rows.DrainToImmutable());
    }

    /// <summary>The position of a column.</summary>
    /// <param name="name">The column's name, in exact spelling.</param>
    /// <param name="column">The position in <see cref="Columns"/>.</param>
    public bool TryFind(string name, out int column) => _positions.TryGetValue(name, out column);

    /// <summary>The place of a cell's row; CSV cells have no column number worth trusting once quotes are in play.</summary>
    /// <param name="row">The row.</param>
    public SourceLocation At(CsvRow row) => new(Path, row.Line, 1);

    private static void CheckHeader(CsvRow header, string path, ImportErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in header.Cells)
        {
            if (!seen.Add(name) && name.Length > 0)
            {
                errors.Add("JE1602", new SourceLocation(path, header.Line, 1), $"the column '{name}' stands twice", "two columns have the same name", "rename one of them");
            }
        }
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="Cells">The cells, trimmed.</param>
public readonly record struct CsvRow(int Line, ImmutableArray<string> Cells);
