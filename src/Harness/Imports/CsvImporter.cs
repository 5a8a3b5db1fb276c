using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

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
    public ImmutableArray<ImportedDataset> Import(ImportRequest request)
    {
        CsvTable table = CsvTable.Read(ImportSources.One(request, Format));
        ImportColumns columns = request.Columns;
        var errors = new ImportErrors();
        int item = Required(table, columns.Item, "--item", errors);
        int annotator = table.Columns.IndexOf(columns.Annotator);
        int label = table.Columns.IndexOf(columns.Label);
        bool isLong = annotator >= 0 && label >= 0 && columns.Human.IsEmpty;
        int[] people = [.. columns.Human.Select(h => Required(table, h, "--human", errors))];
        int[] judges = [.. columns.Judge.Select(j => Required(table, j, "--judge", errors))];
        var texts = new TextColumns(table, columns);
        errors.ThrowIfAny();

        if (!isLong && people.Length == 0)
        {
            people =
            [
                .. Enumerable.Range(0, table.Columns.Length)
                    .Where(c => c != item && !judges.Contains(c) && !texts.Has(c) && table.Columns[c].Length > 0),
            ];
        }

        var draft = new DatasetDraft();
        var verdicts = judges.Select(_ => new Dictionary<string, string>(StringComparer.Ordinal)).ToArray();
        foreach (CsvRow row in table.Rows)
        {
            string id = row.Cells[item];
            if (!isLong || !draft.Has(id))
            {
                draft.AddItem(texts.Item(id, row), table.At(row, item));
            }

            if (isLong)
            {
                draft.Annotate(id, row.Cells[annotator], row.Cells[label], table.At(row, label));
            }
            else
            {
                Array.ForEach(people, p => draft.Annotate(id, table.Columns[p], row.Cells[p], table.At(row, p)));
            }

            AddVerdicts(table, row, id, judges, verdicts, errors);
        }

        errors.ThrowIfAny();
        InferredScale inferred = ImportedScale.Of(draft, texts.ArePairs, request.Scale, verdicts.SelectMany(v => v.Values), table.Path);
        AnnotatedDataset dataset = draft.Build(
            new DatasetInfo { Name = request.Name ?? ImportNames.OfFile(table.Path), Source = Path.GetFileName(table.Path), Card = texts.Card() },
            texts.ArePairs ? TaskShape.Preference : TaskShape.Single, inferred.Scale, Subjectivity.LatentPattern, inferred.Canonical);
        IEnumerable<VerdictSet> sets = verdicts.Select((labels, j) => ImportedScale.Verdicts(columns.Judge[j], labels, inferred));
        string[] unused = isLong
            ? [.. Enumerable.Range(0, table.Columns.Length).Where(c => c != item && c != annotator && c != label && !judges.Contains(c) && !texts.Has(c)).Select(c => $"'{table.Columns[c]}'")]
            : [];
        IEnumerable<string> notes =
        [
            .. inferred.Assumption is { } assumption ? [assumption] : ImmutableArray<string>.Empty,
            .. unused.Length > 0 ? [$"not imported, as nothing names them: the columns {string.Join(", ", unused)}"] : ImmutableArray<string>.Empty,
        ];
        return [new ImportedDataset(dataset, [.. sets], [.. notes])];
    }

    private static void AddVerdicts(
        CsvTable table, CsvRow row, string id, int[] judges, Dictionary<string, string>[] verdicts, ImportErrors errors)
    {
        for (int j = 0; j < judges.Length; j++)
        {
            string verdict = row.Cells[judges[j]];
            if (verdict.Length > 0 && !verdicts[j].TryAdd(id, verdict) && verdicts[j][id] != verdict)
            {
                errors.Add(
                    "JE1606", table.At(row, judges[j]),
                    $"the judge '{table.Columns[judges[j]]}' labels the item '{id}' once '{verdicts[j][id]}' and once '{verdict}'",
                    "the rows of an item repeat its verdict", "write the same verdict in every row of the item");
            }
        }
    }

    private static int Required(CsvTable table, string column, string option, ImportErrors errors)
    {
        if (!table.TryFind(column, out int position))
        {
            errors.Add(
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
