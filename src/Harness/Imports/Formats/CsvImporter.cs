using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Tables of ratings, long or wide, with judges' labels and texts in further columns where there are any. A table is long
/// when it has the annotator's and the label's column.
/// </summary>
internal sealed class CsvImporter : IDatasetImporter
{
    /// <inheritdoc/>
    public string Format => "csv";

    /// <inheritdoc/>
    public string Description =>
        "a CSV table (also .gz): long with item, annotator, label, or wide with item and a column per annotator; --judge names judges' columns";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        CsvTable table = CsvTable.Read(ImportSources.One(request, Format));
        ImportColumns columns = request.Columns;
        int item = Required(table, columns.Item, "--item", target);
        int annotator = table.Columns.IndexOf(columns.Annotator);
        int label = table.Columns.IndexOf(columns.Label);
        bool isLong = annotator >= 0 && label >= 0 && columns.Human.IsEmpty;
        int[] people = [.. columns.Human.Select(h => Required(table, h, "--human", target))];
        int[] judges = [.. columns.Judge.Select(j => Required(table, j, "--judge", target))];
        var texts = new TextColumns(table, columns);
        if (target.HasErrors)
        {
            return;
        }

        if (!isLong && people.Length == 0)
        {
            people =
            [
                .. Enumerable.Range(0, table.Columns.Length)
                    .Where(c => c != item && !judges.Contains(c) && !texts.Has(c) && table.Columns[c].Length > 0),
            ];
        }

        DatasetTarget dataset = target.Begin(new ImportHead
        {
            Info = new DatasetInfo { Name = request.Name ?? ImportNames.OfFile(table.Path), Source = Path.GetFileName(table.Path), Card = texts.Card() },
            Path = table.Path,
            Shape = texts.ArePairs ? TaskShape.Preference : TaskShape.Single,
        });
        JudgeIdentity[] identities = [.. columns.Judge.Select(j => new JudgeIdentity { Name = j })];
        foreach (CsvRow row in table.Rows)
        {
            string id = row.Cells[item];
            if (isLong)
            {
                dataset.MentionItem(texts.Item(id, row), table.At(row, item));
                dataset.Annotate(id, row.Cells[annotator], row.Cells[label], table.At(row, label));
            }
            else
            {
                dataset.AddItem(texts.Item(id, row), table.At(row, item));
                Array.ForEach(people, p => dataset.Annotate(id, table.Columns[p], row.Cells[p], table.At(row, p)));
            }

            for (int j = 0; j < judges.Length; j++)
            {
                if (row.Cells[judges[j]] is { Length: > 0 } verdict)
                {
                    dataset.MentionVerdict(
                        identities[j], new Judgement(id, 0, PresentationOrder.Original, new RecordedVerdict { Label = verdict }), table.At(row, judges[j]));
                }
            }
        }

        string[] unused = isLong
            ? [.. Enumerable.Range(0, table.Columns.Length).Where(c => c != item && c != annotator && c != label && !judges.Contains(c) && !texts.Has(c)).Select(c => $"'{table.Columns[c]}'")]
            : [];
        if (unused.Length > 0)
        {
            dataset.Note($"not imported, as nothing names them: the columns {string.Join(", ", unused)}");
        }
    }

    private static int Required(CsvTable table, string column, string option, ImportTarget target)
    {
        if (!table.TryFind(column, out int position))
        {
            target.Error(
                "JE1602", new SourceLocation(table.Path, 1, 1), $"there is no column '{column}'",
                $"the columns are {string.Join(", ", table.Columns)}", $"name the column with {option}");
        }

        return position;
    }

    private sealed class TextColumns
    {
        private readonly int? _context;
        private readonly int? _response;
        private readonly int? _responseA;
        private readonly int? _responseB;

        public TextColumns(CsvTable table, ImportColumns columns)
        {
            int? Find(string name) => table.TryFind(name, out int position) ? position : null;
            _context = Find(columns.Context);
            _response = Find(columns.Response);
            _responseA = Find(columns.ResponseA);
            _responseB = Find(columns.ResponseB);
        }

        public bool ArePairs => _responseA is not null && _responseB is not null;

        public bool Has(int column) => column == _context || column == _response || column == _responseA || column == _responseB;

        public JudgeItem Item(string id, CsvRow row)
        {
            string context = _context is { } c ? row.Cells[c] : "";
            return ArePairs
                ? new JudgeItem { Id = id, Context = context, ResponseA = row.Cells[_responseA!.Value], ResponseB = row.Cells[_responseB!.Value] }
                : new JudgeItem { Id = id, Context = context, Response = _response is { } r ? row.Cells[r] : id };
        }

        public ImmutableSortedDictionary<string, string> Card() => ArePairs || _response is not null
            ? ImportCard.Of()
            : ImportCard.Of(("texts", "the table has none: the response is the item's id"));
    }
}
