using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

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
    public string Description => "a folder with items/<subset>.json and verdicts.csv (each also as .gz); every subset becomes a dataset";

    /// <inheritdoc/>
    public ImmutableArray<ImportedDataset> Import(ImportRequest request)
    {
        string folder = ImportSources.Folder(request, Format);
        CsvTable table = CsvTable.Read(SourceFile.PlainOrPacked(Path.Combine(folder, "verdicts.csv")));
        var errors = new ImportErrors();
        foreach (string column in VerdictColumns.Where(c => !table.TryFind(c, out _)))
        {
            errors.Add(
                "JE1602", new SourceLocation(table.Path, 1, 1), $"there is no column '{column}'",
                $"the columns are {string.Join(", ", table.Columns)}", "give the folder as it was published");
        }

        errors.ThrowIfAny();
        int[] at = [.. VerdictColumns.Select(c => table.Columns.IndexOf(c))];
        IEnumerable<VerdictRow> rows = table.Rows.Select(r => new VerdictRow(table.At(r), [.. at.Select(i => r.Cells[i])]));
        ImmutableArray<ImportedDataset> datasets =
        [
            .. rows.GroupBy(r => r.Subset, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Subset(folder, g.Key, [.. g], request.Name, errors)).OfType<ImportedDataset>(),
        ];
        errors.ThrowIfAny();
        return datasets;
    }

    // Null when the subset has errors; the caller throws all of them together.
    private static ImportedDataset? Subset(string folder, string subset, VerdictRow[] rows, string? name, ImportErrors errors)
    {
        string file = SourceFile.PlainOrPacked(Path.Combine(folder, "items", ItemsName(subset)));
        var draft = new DatasetDraft();
        string[] labels = ReadItems(file, draft, errors);
        foreach (VerdictRow row in rows)
        {
            if (!int.TryParse(row.Item, NumberStyles.None, CultureInfo.InvariantCulture, out int item) || item >= labels.Length)
            {
                errors.Add(
                    "JE1609", row.Location, $"there is no item '{row.Item}' in {subset}",
                    "items are counted from 0 in the order of the items' file", "mend the row");
            }
            else if (labels[item] != row.Label)
            {
                errors.Add(
                    "JE1607", row.Location, $"the label is '{row.Label}', the items' file says '{labels[item]}'",
                    "the two files are of different versions", "take both from one version");
            }
        }

        if (!errors.None)
        {
            return null;
        }

        var notes = ImmutableArray.CreateBuilder<string>();
        int unparsed = rows.Sum(r => (Winner(r.Original) is null ? 1 : 0) + (Winner(r.Swapped) is null ? 1 : 0));
        if (unparsed > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{unparsed} of {2 * rows.Length} verdicts are neither 1 nor 2; they are kept as unparsable"));
        }

        AnnotatedDataset dataset = draft.Build(
            Info(name is null ? DatasetName(subset) : $"{name}-{DatasetName(subset)}", subset), TaskShape.Preference,
            LabelScale.Preference(withMagnitude: false), Subjectivity.Manifest, label => label);
        ImmutableArray<VerdictSet> judges =
        [
            .. rows.GroupBy(r => $"{r.Evaluator}_{r.Strategy}", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Judge(g.Key, g.First(), g)),
        ];
        return new ImportedDataset(dataset, judges, notes.DrainToImmutable());
    }

    private static VerdictSet Judge(string name, VerdictRow first, IEnumerable<VerdictRow> rows) => new(
        new JudgeIdentity { Name = name, Model = first.Evaluator, Prompt = first.Strategy },
        null,
        null,
        rows.SelectMany(r => new[]
        {
            new Judgement(ItemId(r.Item), 0, PresentationOrder.Original, Verdict(r.Original)),
            new Judgement(ItemId(r.Item), 0, PresentationOrder.Swapped, Verdict(r.Swapped)),
        }));

    private static RecordedVerdict Verdict(string winner) => Winner(winner) is { } label
        ? new RecordedVerdict { Label = label }
        : new RecordedVerdict
        {
            Failure = new JudgeFailure(FailureKind.Unparsable, winner.Length == 0 ? "no winner was parsed" : $"'{winner}' is not a winner", winner),
        };

    private static string? Winner(string text) => text switch { "1" => "A", "2" => "B", _ => null };

    private static string[] ReadItems(string file, DatasetDraft draft, ImportErrors errors)
    {
        var location = SourceLocation.InFile(file);
        try
        {
            using JsonDocument document = JsonDocument.Parse(SourceFile.ReadText(file));
            var labels = new List<string>();
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                string id = ItemId(labels.Count.ToString(CultureInfo.InvariantCulture));
                string label = element.GetProperty("label").GetRawText();
                draft.AddItem(
                    new JudgeItem
                    {
                        Id = id,
                        Context = element.GetProperty("input").GetString() ?? "",
                        ResponseA = element.GetProperty("output_1").GetString() ?? "",
                        ResponseB = element.GetProperty("output_2").GetString() ?? "",
                    },
                    location);
                draft.Annotate(
                    id, Gold, Winner(label) ?? throw new FormatException($"label {label} of item {labels.Count} is neither 1 nor 2"),
                    location);
                labels.Add(label);
            }

            return [.. labels];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            errors.Add(
                "JE1603", location, "the items cannot be read", exception.Message.TrimEnd('.'),
                "an items' file is an array of {\"input\", \"output_1\", \"output_2\", \"label\": 1 or 2}");
            return [];
        }
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
        Source = "LLMBar, arXiv:2310.07641",
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
