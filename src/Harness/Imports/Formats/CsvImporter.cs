using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Harness.Imports.Tables;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Tables of ratings, long or wide, with judges' labels and texts in further columns where there are any. A table is long
/// when it has the annotator's and the label's column. Rows are read one by one; a table may be cut into several files, each with its header.
/// </summary>
internal sealed class CsvImporter : IDatasetImporter
{
    /// <inheritdoc/>
    public string Format => "csv";

    /// <inheritdoc/>
    public string Description => "a table, long or wide; --judge names judges' columns";

    /// <inheritdoc/>
    public string Source => "CSV tables (.gz too): long (item, annotator, label) or wide (item and a column per annotator); --judge names judges";

    /// <inheritdoc/>
    public ImmutableArray<string> Heeds => ImportColumns.All;

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        var table = new Table(request, target);
        foreach (string path in request.Sources)
        {
            TableSource.Read(path, stream =>
            {
                table.Read(path, stream);
                return true;
            });
        }

        table.Finish();
    }

    private sealed class Table(ImportRequest request, ImportTarget target)
    {
        private readonly JudgeIdentity[] _judges = [.. request.Columns.Judge.Select(j => new JudgeIdentity { Name = j })];
        private readonly SortedSet<string> _unused = new(StringComparer.Ordinal);
        private DatasetTarget? _dataset;
        private (bool IsLong, bool IsPair) _form;

        public void Read(string path, Stream stream)
        {
            var errors = new DiagnosticList();
            using CsvFile file = CsvFile.OpenTable(path, stream, errors);
            bool any = file.ReadHeader([], null, new NearestName(), unnamed: true);
            if (any && errors.Count == 0)
            {
                ReadRows(path, file);
            }
            else if (!any && errors.Count == 0)
            {
                target.Error("JE1608", SourceLocation.InFile(path), "the table is empty", "there is no header line", "write a header and one row for each rating");
            }

            var all = ImmutableArray.CreateBuilder<Diagnostic>();
            errors.AppendTo(all);
            target.Add(all);
        }

        public void Finish()
        {
            if (_unused.Count > 0)
            {
                _dataset?.Note($"not imported, as nothing names them: the columns {string.Join(", ", _unused)}");
            }
        }

        private void ReadRows(string path, CsvFile file)
        {
            var columns = TableColumns.Find(path, [.. file.Columns.Select(c => c.Trim())], request.Columns, target);
            if (columns is null || !Begin(path, columns))
            {
                return;
            }

            _unused.UnionWith(columns.Unused);
            while (file.Read())
            {
                if (columns.IsLong)
                {
                    ReadLong(file, columns);
                }
                else
                {
                    ReadWide(file, columns);
                }
            }
        }

        private bool Begin(string path, TableColumns columns)
        {
            if (_dataset is null)
            {
                _form = (columns.IsLong, columns.ArePairs);
                _dataset = target.Begin(new ImportHead
                {
                    Info = new DatasetInfo { Name = request.Name ?? ImportNames.OfFile(path), Source = ImportNames.OfSources(request.Sources), Card = columns.Card },
                    Path = path,
                    Shape = columns.ArePairs ? TaskShape.Preference : TaskShape.Single,
                });
            }
            else if (_form != (columns.IsLong, columns.ArePairs))
            {
                target.Error(
                    "JE1613", new SourceLocation(path, 1, 1), "the file is a table of another form than the first one",
                    "several files are one table only if all are long or all wide, with one response or with two", "import it by itself");
                return false;
            }

            return true;
        }

        private void ReadLong(CsvFile file, TableColumns columns)
        {
            JudgeItem item = columns.Item(file);
            _dataset!.MentionItem(item, file.At(columns.Id));
            _dataset.Annotate(
                item.Id, file.TextOf(columns.Annotator).Trim(), file.TextOf(columns.Label).Trim(), file.At(columns.Label), columns.Explanation(file), columns.Time(file));
            for (int judge = 0; judge < _judges.Length; judge++)
            {
                if (file.TextOf(columns.Judges[judge]).Trim() is { Length: > 0 } verdict)
                {
                    _dataset.MentionVerdict(_judges[judge], Judged(item.Id, verdict), file.At(columns.Judges[judge]));
                }
            }
        }

        private void ReadWide(CsvFile file, TableColumns columns)
        {
            ImmutableArray<(int Line, int Column)> places = file.Places();
            SourceLocation At(int column) => new(columns.Path, places[column].Line, places[column].Column);
            JudgeItem item = columns.Item(file);
            _dataset!.AddItem(item, At(columns.Id));
            foreach (int person in columns.People)
            {
                _dataset.Annotate(item.Id, columns.Names[person], file.TextOf(person).Trim(), At(person), columns.Explanation(file), columns.Time(file));
            }

            for (int judge = 0; judge < _judges.Length; judge++)
            {
                if (file.TextOf(columns.Judges[judge]).Trim() is { Length: > 0 } verdict)
                {
                    _dataset.AddVerdict(_judges[judge], Judged(item.Id, verdict), At(columns.Judges[judge]));
                }
            }
        }

        private static Judgement Judged(string item, string label) => new(item, 0, PresentationOrder.Original, new RecordedVerdict { Label = label });
    }
}
