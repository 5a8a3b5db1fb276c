using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>A table that holds people's and judges' labels side by side, one row for each item, read into memory.</summary>
public sealed record JudgedTable
{
    /// <summary>People's labels; each column is an annotator.</summary>
    public required AnnotatedDataset Dataset { get; init; }

    /// <summary>Each judge's verdicts, in the order the columns were named.</summary>
    public required ImmutableArray<VerdictSet> Judges { get; init; }

    /// <summary>The line of each item in the table, from 1.</summary>
    public required ImmutableDictionary<string, int> Lines { get; init; }

    /// <summary>What was assumed of the scale, why, and how to choose otherwise; <see langword="null"/> when nothing was.</summary>
    public required string? Assumption { get; init; }

    /// <summary>Makes dataset and verdicts of a table. An empty cell is a missing label.</summary>
    /// <param name="table">The table.</param>
    /// <param name="people">The columns of the annotators, one or more.</param>
    /// <param name="judges">The columns of the judges, one or more.</param>
    /// <param name="item">The column of the items' ids; <see langword="null"/> numbers the rows from 1.</param>
    /// <param name="request">What is said of the scale.</param>
    /// <exception cref="JudgeEvalException">No row has a label, an item stands twice, or the labels do not fit the level.</exception>
    /// <exception cref="ArgumentException">A column does not exist.</exception>
    public static JudgedTable From(
        CsvTable table, ImmutableArray<string> people, ImmutableArray<string> judges, string? item, ScaleRequest request)
    {
        var draft = new DatasetDraft();
        int[] peopleColumns = [.. people.Select(p => Column(table, p))];
        int[] judgeColumns = [.. judges.Select(j => Column(table, j))];
        int? itemColumn = item is null ? null : Column(table, item);
        var lines = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        string[] ids = new string[table.Rows.Length];
        for (int r = 0; r < table.Rows.Length; r++)
        {
            CsvRow row = table.Rows[r];
            ids[r] = itemColumn is { } column ? row.Cells[column] : (r + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            lines[ids[r]] = row.Line;
            draft.AddItem(new JudgeItem { Id = ids[r], Response = ids[r] }, itemColumn is { } id ? table.At(row, id) : table.At(row));
            for (int p = 0; p < peopleColumns.Length; p++)
            {
                draft.Annotate(ids[r], people[p], row.Cells[peopleColumns[p]], table.At(row, peopleColumns[p]));
            }
        }

        if (draft.Labels.Count == 0)
        {
            throw ImportErrors.Fatal(
                "JE1608", SourceLocation.InFile(table.Path), $"no row has a label in {string.Join(", ", people)}",
                "the table has no rows, or the columns are empty", "name the columns of people's labels");
        }

        IEnumerable<string> judgeLabels = table.Rows.SelectMany(row => judgeColumns.Select(c => row.Cells[c]));
        InferredScale inferred = ScaleInference.Infer(draft.Labels, request, judgeLabels);
        return new JudgedTable
        {
            Dataset = draft.Build(
                new DatasetInfo { Name = ImportNames.OfFile(table.Path) }, TaskShape.Single, inferred.Scale, Subjectivity.LatentPattern,
                inferred.Canonical),
            Judges = [.. judges.Select((name, j) => Verdicts(table, name, judgeColumns[j], ids, inferred))],
            Lines = lines.ToImmutable(),
            Assumption = inferred.Assumption,
        };
    }

    private static VerdictSet Verdicts(CsvTable table, string judge, int column, string[] ids, InferredScale inferred)
    {
        IEnumerable<Judgement> judgements = table.Rows
            .Select((row, r) => (Label: row.Cells[column], Item: ids[r]))
            .Where(v => v.Label.Length > 0)
            .Select(v => new Judgement(v.Item, 0, PresentationOrder.Original, new RecordedVerdict { Label = inferred.Canonical(v.Label) }));
        return new VerdictSet(new JudgeIdentity { Name = judge }, null, null, judgements);
    }

    private static int Column(CsvTable table, string name) =>
        table.TryFind(name, out int column) ? column : throw new ArgumentException($"There is no column '{name}'.", nameof(name));
}
