using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// LLMBar: pairs of outputs to one instruction with a gold preference, and evaluators' verdicts in both orders. The source is
/// a folder with <c>items/&lt;subset&gt;.json</c> and <c>verdicts.csv</c>; each subset becomes a dataset.
/// </summary>
/// <remarks>
/// Zeng et al. (2024), "Evaluating Large Language Models at Evaluating Instruction Following", arXiv:2310.07641. Winners stand
/// in the dataset's own numbering in both orders; 1 is A and 2 is B. Any other text is an unparsable verdict and is kept.
/// </remarks>
internal sealed class LlmBarImporter : IDatasetImporter
{
    private const string Gold = "gold";

    private static readonly string[] VerdictColumns = ["subset", "evaluator", "strategy", "item", "label", "winner_original_order", "winner_swapped_order"];

    /// <inheritdoc/>
    public string Format => "llmbar";

    /// <inheritdoc/>
    public string Description => "LLMBar: pairs with a gold label, judged in two orders";

    /// <inheritdoc/>
    public string Source => "a folder with items/<subset>.json and verdicts.csv (each also as .gz); every subset becomes a dataset";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string folder = ImportSources.Folder(request, Format);
        CsvTable table = CsvTable.Read(SourceFile.PlainOrPacked(Path.Combine(folder, "verdicts.csv")));
        foreach (string column in VerdictColumns.Where(c => !table.TryFind(c, out _)))
        {
            target.Error(
                "JE1602", new SourceLocation(table.Path, 1, 1), $"there is no column '{column}'",
                $"the columns are {string.Join(", ", table.Columns)}", "give the folder as it was published");
        }

        if (target.HasErrors)
        {
            return;
        }

        int[] at = [.. VerdictColumns.Select(c => table.Columns.IndexOf(c))];
        IEnumerable<VerdictRow> rows = table.Rows.Select(r => new VerdictRow(table.At(r), [.. at.Select(i => r.Cells[i])]));
        foreach (IGrouping<string, VerdictRow> subset in rows.GroupBy(r => r.Subset, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            ReadSubset(folder, subset.Key, [.. subset], request.Name, target);
        }
    }

    private static void ReadSubset(string folder, string subset, VerdictRow[] rows, string? name, ImportTarget target)
    {
        string file = SourceFile.PlainOrPacked(Path.Combine(folder, "items", ItemsName(subset)));
        DatasetTarget dataset = target.Begin(new ImportHead
        {
            Info = Info(name is null ? DatasetName(subset) : $"{name}-{DatasetName(subset)}", subset),
            Path = file,
            Shape = TaskShape.Preference,
            Scale = LabelScale.Preference(withMagnitude: false),
            Subjectivity = Subjectivity.Manifest,
        });
        string[] labels = ReadItems(file, dataset, target);
        foreach (IGrouping<string, VerdictRow> judge in rows.GroupBy(r => $"{r.Evaluator}_{r.Strategy}", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var identity = new JudgeIdentity { Name = judge.Key, Model = judge.First().Evaluator, Prompt = judge.First().Strategy };
            foreach (VerdictRow row in judge.Where(r => Fits(r, subset, labels, target)))
            {
                dataset.AddVerdict(identity, new Judgement(ItemId(row.Item), 0, PresentationOrder.Original, Verdict(row.Original)), row.Location);
                dataset.AddVerdict(identity, new Judgement(ItemId(row.Item), 0, PresentationOrder.Swapped, Verdict(row.Swapped)), row.Location);
            }
        }

        int unparsed = rows.Sum(r => (Winner(r.Original) is null ? 1 : 0) + (Winner(r.Swapped) is null ? 1 : 0));
        if (unparsed > 0)
        {
            dataset.Note(string.Create(CultureInfo.InvariantCulture, $"{unparsed} of {2 * rows.Length} verdicts are neither 1 nor 2; they are kept as unparsable"));
        }
    }

    private static bool Fits(VerdictRow row, string subset, string[] labels, ImportTarget target)
    {
        if (!int.TryParse(row.Item, NumberStyles.None, CultureInfo.InvariantCulture, out int item) || item >= labels.Length)
        {
            target.Error(
                "JE1609", row.Location, $"there is no item '{row.Item}' in {subset}",
                "items are counted from 0 in the order of the items' file", "mend the row");
            return false;
        }

        if (labels[item] != row.Label)
        {
            target.Error(
                "JE1607", row.Location, $"the label is '{row.Label}', the items' file says '{labels[item]}'",
                "the two files are of different versions", "take both from one version");
            return false;
        }

        return true;
    }

    private static RecordedVerdict Verdict(string winner) => Winner(winner) is { } label
        ? new RecordedVerdict { Label = label }
        : new RecordedVerdict
        {
            Failure = new JudgeFailure(FailureKind.Unparsable, winner.Length == 0 ? "no winner was parsed" : $"'{winner}' is not a winner", winner),
        };

    private static string? Winner(string text) => text switch { "1" => "A", "2" => "B", _ => null };

    private static string[] ReadItems(string file, DatasetTarget dataset, ImportTarget target)
    {
        var labels = new List<string>();
        foreach (SourceJson element in SourceJson.Read(file).Elements("an items' file is an array of {\"input\", \"output_1\", \"output_2\", \"label\": 1 or 2}"))
        {
            string id = ItemId(labels.Count.ToString(CultureInfo.InvariantCulture));
            SourceJson label = element.Required("label");
            string said = label.Scalar();
            dataset.AddItem(
                new JudgeItem
                {
                    Id = id,
                    Context = element.Required("input").Text(),
                    ResponseA = element.Required("output_1").Text(),
                    ResponseB = element.Required("output_2").Text(),
                },
                element.Location);
            if (Winner(said) is { } winner)
            {
                dataset.Annotate(id, Gold, winner, label.Location);
            }
            else
            {
                target.Error("JE1603", label.Location, $"the label '{said}' is neither 1 nor 2", "it tells which output is better", "mend the label");
            }

            labels.Add(said);
        }

        return [.. labels];
    }

    // Ids sort as the file does.
    private static string ItemId(string index) => index.PadLeft(4, '0');

    private static string ItemsName(string subset) =>
        subset.Replace("/", "--", StringComparison.Ordinal).Replace("^", "", StringComparison.Ordinal) + ".json";

    private static string DatasetName(string subset)
    {
        string name = VerdictFileName.Safe(subset.Replace("^", "", StringComparison.Ordinal)).ToLowerInvariant();
        return name.StartsWith("llmbar-", StringComparison.Ordinal) ? name : $"llmbar-{name}";
    }

    private static DatasetInfo Info(string name, string subset) => new()
    {
        Name = name,
        Description = $"LLMBar, subset {subset}: which of two outputs follows the instruction better",
        Source = "LLMBar, arXiv:2310.07641; github.com/princeton-nlp/LLMBar",
        Licence = "MIT",
        Card = ImportCard.Of(
            ("annotator", "one gold label for each pair, agreed on by the authors"),
            ("numbering", "output 1 is A, output 2 is B, in both orders")),
    };

    private sealed record VerdictRow(SourceLocation Location, string[] Cells)
    {
        public string Subset => Cells[0];

        public string Evaluator => Cells[1];

        public string Strategy => Cells[2];

        public string Item => Cells[3];

        public string Label => Cells[4];

        public string Original => Cells[5];

        public string Swapped => Cells[6];
    }
}
