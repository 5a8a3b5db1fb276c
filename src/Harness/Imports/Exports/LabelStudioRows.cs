using System.Text;
using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>
/// The short exports of Label Studio, JSON_MIN, CSV and TSV: a row an annotation, in which the labels stand beside the texts, so that the
/// user has to say which key is the label.
/// </summary>
internal static class LabelStudioRows
{
    private static readonly string[] Reserved = ["id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement"];

    private static readonly string[] Times = ["updated_at", "created_at"];

    /// <summary>Adds a row of JSON_MIN.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">The names that the user gives.</param>
    /// <param name="sheet">Takes the label.</param>
    /// <param name="pairs">Takes the control when it compares two responses.</param>
    /// <exception cref="JudgeEvalException">The row is not as Label Studio writes it, or has no such key.</exception>
    public static string Add(SourceJson row, ImportColumns columns, LabelSheet sheet, PairControls pairs)
    {
        string id = row.Required("id").Scalar();
        string key = columns.Label ?? ImportColumns.UsualLabel;

        // A control that was left blank has no key.
        if (!row.TryGet(key, out SourceJson? label) && columns.Label is null)
        {
            throw NoLabel(row.Location, key, row.Properties.Select(p => p.Key));
        }

        AddItem(sheet, columns, id, row.Location, row.Properties.Where(p => p.Key != key && !p.Value.IsNull).Select(p => KeyValuePair.Create(p.Key, ExportText.Of(p.Value))));
        if (label is null or { IsNull: true })
        {
            sheet.Skip(row.Location, "the label is empty");
        }
        else if (Label(key, label, sheet, pairs) is { } text)
        {
            sheet.Annotate(key, new SheetLabel(id, LabelStudioValue.Person(row.Optional("annotator")) ?? sheet.NextUnnamed(id), text, label.Location)
            {
                Time = (row.Optional("updated_at") ?? row.Optional("created_at"))?.Scalar(),
            });
        }

        return id;
    }

    /// <summary>Reads a CSV or TSV export.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The names that the user gives.</param>
    /// <param name="sheet">Takes the labels.</param>
    /// <param name="pairs">Takes the control when it compares two responses.</param>
    /// <param name="target">Takes the errors.</param>
    public static void ReadTable(string path, ImportColumns columns, LabelSheet sheet, PairControls pairs, ImportTarget target)
    {
        if (target.Try(() => CsvTable.Read(path, path.Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',')) is not { } table)
        {
            return;
        }

        var head = new SourceLocation(path, 1, 1);
        if (!table.TryFind("id", out int id) || !table.TryFind("annotator", out int annotator))
        {
            target.Error(
                "JE1650", head, "there is no column 'id' or 'annotator'", $"the columns are {string.Join(", ", table.Columns)}",
                "give the CSV export of Label Studio; import other tables with the format csv");
            return;
        }

        string key = columns.Label ?? ImportColumns.UsualLabel;
        if (!table.TryFind(key, out int label))
        {
            target.Try<string>(() => throw NoLabel(head, key, table.Columns));
            return;
        }

        int[] times = [.. Times.Select(n => table.TryFind(n, out int column) ? column : -1).Where(c => c >= 0)];
        foreach (CsvRow row in table.Rows)
        {
            target.Try(() =>
            {
                AddItem(
                    sheet, columns, row.Cells[id], table.At(row, id),
                    table.Columns.Select((c, i) => KeyValuePair.Create(c, row.Cells[i])).Where((c, i) => i != label && c.Value.Length > 0));
                SourceLocation at = table.At(row, label);
                if (Cell(key, row.Cells[label], at, sheet, pairs) is { } text)
                {
                    string person = row.Cells[annotator].Length > 0 ? row.Cells[annotator] : sheet.NextUnnamed(row.Cells[id]);
                    sheet.Annotate(key, new SheetLabel(row.Cells[id], person, text, at)
                    {
                        Time = times.Select(t => row.Cells[t]).FirstOrDefault(t => t.Length > 0),
                    });
                }

                return "";
            });
        }
    }

    private static void AddItem(LabelSheet sheet, ImportColumns columns, string id, SourceLocation at, IEnumerable<KeyValuePair<string, string>> fields) =>
        sheet.Mention(new ExportItem(id, [.. fields.Where(f => !Reserved.Contains(f.Key, StringComparer.Ordinal))], at), columns);

    // A cell holds a choice as it is, and anything else as JSON.
    private static string? Cell(string control, string cell, SourceLocation at, LabelSheet sheet, PairControls pairs)
    {
        if (cell.Length > 0 && cell[0] is '[' or '{')
        {
            return Label(control, SourceJsonReader.Read(Encoding.UTF8.GetBytes(cell), at.File!, at.Line), sheet, pairs);
        }

        if (cell.Length == 0)
        {
            sheet.Skip(at, "the label is empty");
        }

        return cell.Length == 0 ? null : cell;
    }

    private static string? Label(string control, SourceJson label, LabelSheet sheet, PairControls pairs)
    {
        SourceJson value = label.Kind == JsonValueKind.Array && label.Elements("labels") is [{ Kind: JsonValueKind.Object } only] ? only : label;
        if (value.Kind == JsonValueKind.Array)
        {
            return LabelStudioValue.One(control, value, sheet)?.Text;
        }

        if (value.Kind != JsonValueKind.Object)
        {
            return value.Scalar();
        }

        switch (value.Properties)
        {
            case [("rating" or "number", var number)]:
                return number.Scalar();
            case [("choices", var choices)]:
                return LabelStudioValue.One(control, choices, sheet)?.Text;
            case [("taxonomy", var paths)]:
                return LabelStudioValue.Path(control, paths, sheet)?.Text;
            case [("selected", var selected)]:
                pairs.Add(control);
                return LabelStudioValue.Side(control, selected).Text;
            default:
                sheet.Skip(label.Location, "a value that is no label of the item");
                return null;
        }
    }

    private static JudgeEvalException NoLabel(SourceLocation at, string label, IEnumerable<string> keys) => ImportErrors.Fatal(
        "JE1652", at, $"there is no '{label}', and which of the keys is the label is not known", $"the keys are {string.Join(", ", keys)}",
        "name the control with --label, or export as JSON, which tells labels from texts");
}
