using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>A table of people's labels as a dataset in memory, with what had to be assumed.</summary>
/// <param name="Dataset">The dataset; its items have no texts.</param>
/// <param name="Assumption">What was assumed of the scale, why, and how to choose otherwise; <see langword="null"/> when nothing was.</param>
public sealed record RatingsTable(AnnotatedDataset Dataset, string? Assumption);

/// <summary>
/// Reads ratings from a table: long with the columns <c>item,annotator,label</c>, or wide with <c>item</c> and a column
/// for each annotator, where an empty cell is a missing label.
/// </summary>
public static class RatingsCsv
{
    private const string Item = "item";
    private const string Annotator = "annotator";
    private const string Label = "label";

    /// <summary>Reads ratings.</summary>
    /// <param name="path">The table.</param>
    /// <param name="request">What is said of the scale.</param>
    /// <exception cref="JudgeEvalException">The table is malformed, has no column <c>item</c>, labels an item twice by the same person, or does not fit the level.</exception>
    public static RatingsTable Read(string path, ScaleRequest request)
    {
        CsvTable table = CsvTable.Read(path);
        var errors = new ImportErrors();
        var draft = new DatasetDraft();
        if (!table.TryFind(Item, out int item))
        {
            throw ImportErrors.Fatal(
                "JE1602", new SourceLocation(path, 1, 1), "there is no column 'item'", $"the columns are {string.Join(", ", table.Columns)}",
                "name the column of the items 'item', or use 'judgeeval check' for a table of another shape");
        }

        if (table.TryFind(Annotator, out int annotator) && table.TryFind(Label, out int label))
        {
            ReadLong(table, new LongColumns(item, annotator, label), draft, errors);
        }
        else
        {
            ReadWide(table, item, AnnotatorColumns(table, item), draft);
        }

        errors.ThrowIfAny();
        if (draft.Labels.Count == 0)
        {
            throw ImportErrors.Fatal(
                "JE1608", SourceLocation.InFile(path), "there is no label in the table", "it has no rows, or every label is empty",
                "add ratings");
        }

        InferredScale inferred = ScaleInference.Infer(draft.Labels, request);
        var info = new DatasetInfo { Name = ImportNames.OfFile(path) };
        return new RatingsTable(
            draft.Build(info, TaskShape.Single, inferred.Scale, Subjectivity.LatentPattern, inferred.Canonical), inferred.Assumption);
    }

    /// <summary>Adds the rows of a long table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Where item, annotator and label stand.</param>
    /// <param name="draft">Takes items and labels.</param>
    /// <param name="errors">Takes rows without an item or annotator.</param>
    internal static void ReadLong(CsvTable table, LongColumns columns, DatasetDraft draft, ImportErrors errors)
    {
        foreach (CsvRow row in table.Rows)
        {
            string item = row.Cells[columns.Item];
            string annotator = row.Cells[columns.Annotator];
            if (item.Length == 0 || annotator.Length == 0)
            {
                errors.Add(
                    "JE1603", table.At(row, item.Length == 0 ? columns.Item : columns.Annotator), $"the row has no {(item.Length == 0 ? "item" : "annotator")}", "the cell is empty",
                    "fill the cell or remove the row");
                continue;
            }

            if (!draft.Has(item))
            {
                draft.AddItem(new JudgeItem { Id = item, Response = item }, table.At(row, columns.Item));
            }

            draft.Annotate(item, annotator, row.Cells[columns.Label], table.At(row, columns.Label));
        }
    }

    /// <summary>Adds the rows of a wide table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="item">The column of the items.</param>
    /// <param name="annotators">The columns of the people.</param>
    /// <param name="draft">Takes items and labels.</param>
    internal static void ReadWide(CsvTable table, int item, ImmutableArray<int> annotators, DatasetDraft draft)
    {
        foreach (CsvRow row in table.Rows)
        {
            string id = row.Cells[item];
            draft.AddItem(new JudgeItem { Id = id, Response = id }, table.At(row, item));
            foreach (int annotator in annotators)
            {
                draft.Annotate(id, table.Columns[annotator], row.Cells[annotator], table.At(row, annotator));
            }
        }
    }

    private static ImmutableArray<int> AnnotatorColumns(CsvTable table, int item)
    {
        int unnamed = table.Columns.IndexOf("");
        if (unnamed >= 0)
        {
            throw ImportErrors.Fatal(
                "JE1602", new SourceLocation(table.Path, 1, 1),
                string.Create(CultureInfo.InvariantCulture, $"column {unnamed + 1} has no name"),
                "in a wide table every column but 'item' is an annotator; a row index was probably written along",
                "name the column or remove it");
        }

        return table.Columns.Length > 1
            ? [.. Enumerable.Range(0, table.Columns.Length).Where(c => c != item)]
            : throw ImportErrors.Fatal(
                "JE1602", new SourceLocation(table.Path, 1, 1), "there is no column beside 'item'",
                "a wide table has a column for each annotator, a long one the columns annotator and label",
                "add the columns");
    }
}

/// <summary>Where the parts of a rating stand in a long table.</summary>
/// <param name="Item">The item.</param>
/// <param name="Annotator">The person.</param>
/// <param name="Label">The label.</param>
internal readonly record struct LongColumns(int Item, int Annotator, int Label);
