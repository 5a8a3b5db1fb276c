namespace JudgeEval.Harness.Imports;

/// <summary>The table of a published dataset: a file, or the one file of its pattern in a folder, with the columns that its format needs.</summary>
internal sealed class PublishedTable
{
    private readonly Dictionary<string, int> _positions;

    private PublishedTable(CsvTable table, Dictionary<string, int> positions)
    {
        Table = table;
        _positions = positions;
    }

    /// <summary>The table.</summary>
    public CsvTable Table { get; }

    /// <summary>Reads the table.</summary>
    /// <param name="request">The request, with one source.</param>
    /// <param name="target">Takes columns that are missing.</param>
    /// <param name="format">The format's name, for errors.</param>
    /// <param name="pattern">The file's name in a folder; <c>*</c> stands for any text, and <c>.gz</c> may follow.</param>
    /// <param name="separator">What stands between the cells.</param>
    /// <param name="required">The columns.</param>
    /// <returns>The table; <see langword="null"/> when a column is missing.</returns>
    /// <exception cref="JudgeEvalException">The source is absent or malformed, or a folder without exactly one such file.</exception>
    public static PublishedTable? Read(ImportRequest request, ImportTarget target, string format, string pattern, char separator, params ReadOnlySpan<string> required)
    {
        CsvTable table = CsvTable.Read(FileOf(ImportSources.One(request, format), format, pattern), separator);
        Dictionary<string, int> positions = new(StringComparer.Ordinal);
        foreach (string column in required)
        {
            if (table.TryFind(column, out int position))
            {
                positions.Add(column, position);
            }
            else
            {
                target.Error(
                    "JE1602", new SourceLocation(table.Path, 1, 1), $"there is no column '{column}'",
                    $"the columns are {string.Join(", ", table.Columns)}", "give the file as it was published");
            }
        }

        return positions.Count == required.Length ? new PublishedTable(table, positions) : null;
    }

    /// <summary>A cell of a required column.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    public string Cell(CsvRow row, string column) => row.Cells[_positions[column]];

    /// <summary>Where a cell of a required column stands.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    public SourceLocation At(CsvRow row, string column) => Table.At(row, _positions[column]);

    /// <summary>Whether none of the cells is empty; an empty one is an error.</summary>
    /// <param name="row">The row.</param>
    /// <param name="target">Takes the error.</param>
    /// <param name="columns">The columns.</param>
    public bool Has(CsvRow row, ImportTarget target, params ReadOnlySpan<string> columns)
    {
        foreach (string column in columns)
        {
            if (Cell(row, column).Length == 0)
            {
                target.Error("JE1603", At(row, column), $"the row has no {column}", "the cell is empty", "fill the cell or remove the row");
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes the columns that are not imported.</summary>
    /// <param name="dataset">Takes the note.</param>
    /// <param name="known">The columns that are, beside the required ones.</param>
    public void NoteUnused(DatasetTarget dataset, params IEnumerable<string> known)
    {
        string[] unused = [.. Table.Columns.Where(c => c.Length > 0 && !_positions.ContainsKey(c)).Except(known, StringComparer.Ordinal).Select(c => $"'{c}'")];
        if (unused.Length > 0)
        {
            dataset.Note($"not imported, as the format does not know them: the columns {string.Join(", ", unused)}");
        }
    }

    private static string FileOf(string source, string format, string pattern)
    {
        if (!Directory.Exists(source))
        {
            return source;
        }

        string[] found = [.. Directory.EnumerateFiles(source, pattern).Concat(Directory.EnumerateFiles(source, pattern + ".gz")).Order(StringComparer.Ordinal)];
        return found.Length == 1
            ? found[0]
            : throw ImportErrors.Fatal(
                "JE1601", SourceLocation.InFile(source), $"the folder has {(found.Length == 0 ? "no" : "more than one")} file {pattern}",
                $"the format {format} is one such table, plain or .gz", "give the file itself");
    }
}
