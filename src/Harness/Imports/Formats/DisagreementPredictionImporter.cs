using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Tables whose cells are lists, one element for each annotator, as the work on predicting disagreement published them: the Gab Hate Corpus
/// (<c>Hate</c> by <c>Annotator</c>), GoEmotions (<c>positive</c>, <c>negative</c> and <c>ambiguous</c> by <c>rater_id</c>) and HelpSteer2
/// (<c>strengths</c>). The source is a file or a folder of them; each label becomes a dataset.
/// </summary>
/// <remarks>Files that end in <c>_dis</c> hold items that were selected for disagreement: their alpha is negative, and says nothing of the annotators.</remarks>
internal sealed class DisagreementPredictionImporter : IDatasetImporter
{
    private const string Selected = "items that were selected for disagreement: alpha is negative for that reason, and says nothing of the annotators";

    private static readonly ImmutableArray<Kind> Kinds =
    [
        new("Gab Hate Corpus", ["Hate"], "Annotator", "ID.1", "Text", "hate speech", LabelScale.Nominal(["0", "1"], positive: "1")),
        new("GoEmotions", ["positive", "negative", "ambiguous"], "rater_id", null, "text", "comments from Reddit, some of them offensive", LabelScale.Nominal(["False", "True"], positive: "True")),
        new("HelpSteer2", ["strengths"], null, null, "prompt", "prompts and responses of chatbots", LabelScale.Ordinal(-3, 3)),
    ];

    /// <inheritdoc/>
    public string Format => "disagreement-prediction";

    /// <inheritdoc/>
    public string Description => "GHC, GoEmotions, HelpSteer2: a cell lists the labels";

    /// <inheritdoc/>
    public string Source => "tables with a list of labels in a cell (.csv, also .gz), or a folder of them: Gab Hate Corpus, GoEmotions, HelpSteer2";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string[] files = [.. request.Sources.SelectMany(FilesOf)];
        if (files.Length == 0)
        {
            throw ImportErrors.Fatal(
                "JE1635", SourceLocation.InFile(request.Sources[0]), "there is no table in the folder", "no file in it ends in .csv or .csv.gz", "give a table or a folder of tables");
        }

        foreach (string file in files)
        {
            if (target.Try(() => CsvTable.Read(file)) is { } table)
            {
                ReadTable(table, files.Length == 1 ? request.Name : request.Name is { } stated ? $"{stated}-{ImportNames.OfFile(file)}" : null, target);
            }
        }
    }

    private static IEnumerable<string> FilesOf(string source) => Directory.Exists(source)
        ? Directory.EnumerateFiles(source).Where(f => f.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
        : [source];

    private static void ReadTable(CsvTable table, string? name, ImportTarget target)
    {
        if (Kinds.FirstOrDefault(k => k.Columns.All(c => table.TryFind(c, out _))) is not { } kind)
        {
            target.Error(
                "JE1635", new SourceLocation(table.Path, 1, 1), "the table is of none of the known sets",
                $"the columns are {string.Join(", ", table.Columns.Select(c => $"'{c}'"))}",
                $"give a table with the columns of one of them: {string.Join("; ", Kinds.Select(k => string.Join(", ", k.Columns)))}");
            return;
        }

        string stem = name ?? ImportNames.OfFile(table.Path);
        foreach (string label in kind.Labels)
        {
            string own = kind.Labels.Length == 1 ? stem : $"{stem}-{label}";
            DatasetTarget dataset = target.Begin(new ImportHead
            {
                Info = Info(own, kind, label, table.Path),
                Path = table.Path,
                Shape = kind.IsPair ? TaskShape.Preference : TaskShape.Single,
                Scale = kind.Scale,
                Subjectivity = Subjectivity.LatentProjective,
            });
            new Rows(table, kind, label, dataset, target).Read();
        }
    }

    private static DatasetInfo Info(string name, Kind kind, string label, string path) => new()
    {
        Name = name,
        Description = $"{kind.Title}: {label}",
        Source = "EdisonNi-hku/Disagreement_Prediction",
        Licence = "MIT; the texts are those of the original dataset",
        Card = ImportCard.Of(
        [
            ("content", kind.Content),
            ("annotators", kind.Annotators is null ? "positions in an item's list of labels and no persons: the source has no ids" : "the ids of the source"),
            .. IsSelected(path, kind, label) ? [("selection", Selected)] : Array.Empty<(string, string)>(),
            .. kind.IsPair ? [("strength", "-3 to 3, negative when the first response is better")] : Array.Empty<(string, string)>(),
        ]),
    };

    // A file of GoEmotions is selected by the label in its name, and has the other two along.
    private static bool IsSelected(string path, Kind kind, string label)
    {
        string stem = ImportNames.OfFile(path);
        return stem.EndsWith("_dis", StringComparison.Ordinal) && (kind.Labels.Length == 1 || stem.Contains(label, StringComparison.Ordinal));
    }

    /// <summary>One of the sets.</summary>
    /// <param name="Title">Its name.</param>
    /// <param name="Labels">The columns of labels that become datasets.</param>
    /// <param name="Annotators">The column of the annotators' ids; <see langword="null"/> where there is none.</param>
    /// <param name="Id">The column of the items' ids; <see langword="null"/> where the row's number is the id.</param>
    /// <param name="Text">The column of the text.</param>
    /// <param name="Content">What the texts are.</param>
    /// <param name="Scale">The scale of the labels.</param>
    private sealed record Kind(
        string Title, ImmutableArray<string> Labels, string? Annotators, string? Id, string Text, string Content, LabelScale Scale)
    {
        public bool IsPair => Annotators is null;

        public IEnumerable<string> Columns =>
            [.. Labels, .. Annotators is null ? ["response_1", "response_2"] : new[] { Annotators }, .. Id is null ? [] : new[] { Id }, Text];
    }

    private sealed class Rows(CsvTable table, Kind kind, string label, DatasetTarget dataset, ImportTarget target)
    {
        private const int Listed = 5;

        private readonly int _labels = table.Columns.IndexOf(label);
        private int _row;

        public void Read()
        {
            foreach (CsvRow row in table.Rows)
            {
                _row++;
                Read(row);
            }

            if (IsSelected(table.Path, kind, label))
            {
                dataset.Note(Selected);
            }

            // The lists of the other labels of the set are datasets of their own.
            string[] unused = [.. table.Columns.Where(c => IsList(c) && !kind.Columns.Contains(c, StringComparer.Ordinal)).Select(c => $"'{c}'")];
            if (unused.Length > 0)
            {
                string more = unused.Length > Listed ? string.Create(CultureInfo.InvariantCulture, $" and {unused.Length - Listed} more") : "";
                dataset.Note($"not imported: the lists {string.Join(", ", unused.Take(Listed))}{more}");
            }
        }

        private void Read(CsvRow row)
        {
            string id = kind.Id is { } column ? Cell(row, column) : _row.ToString("0000", CultureInfo.InvariantCulture);
            dataset.AddItem(Item(id, row), kind.Id is null ? table.At(row) : table.At(row, table.Columns.IndexOf(kind.Id)));
            if (ListOf(row, _labels) is not { } labels)
            {
                return;
            }

            if (kind.Annotators is null)
            {
                Annotate(row, id, labels, [.. labels.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"position-{i + 1}"))]);
            }
            else if (ListOf(row, table.Columns.IndexOf(kind.Annotators)) is { } annotators)
            {
                if (annotators.Count == labels.Count)
                {
                    Annotate(row, id, labels, annotators);
                }
                else
                {
                    target.Error(
                        "JE1634", table.At(row, _labels),
                        string.Create(CultureInfo.InvariantCulture, $"the list has {labels.Count} labels, and '{kind.Annotators}' names {annotators.Count} annotators"),
                        "each label is by the annotator at the same position", "mend the row");
                }
            }
        }

        private void Annotate(CsvRow row, string id, List<string> labels, List<string> annotators)
        {
            SourceLocation at = table.At(row, _labels);
            for (int i = 0; i < labels.Count; i++)
            {
                dataset.Annotate(id, annotators[i], labels[i], at);
            }
        }

        private JudgeItem Item(string id, CsvRow row) => kind.IsPair
            ? new JudgeItem { Id = id, Context = Cell(row, kind.Text), ResponseA = Cell(row, "response_1"), ResponseB = Cell(row, "response_2") }
            : new JudgeItem { Id = id, Response = Cell(row, kind.Text) };

        private List<string>? ListOf(CsvRow row, int column)
        {
            if (ListCell.TryRead(row.Cells[column], out List<string> elements, out string? problem))
            {
                return elements;
            }

            target.Error(
                "JE1633", table.At(row, column), $"the cell of '{table.Columns[column]}' is not a list: {problem}", "it was probably cut, or quoted wrongly",
                "write a list such as [0, 1, 0]");
            return null;
        }

        private string Cell(CsvRow row, string column) => row.Cells[table.Columns.IndexOf(column)];

        private bool IsList(string column) => table.Rows.Length > 0 && Cell(table.Rows[0], column) is ['[', .., ']'];
    }
}
