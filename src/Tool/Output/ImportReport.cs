using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>Reports an import as text or as JSON.</summary>
internal sealed class ImportReport(ToolConsole console, bool json, bool verbose)
{
    /// <summary>Writes the report.</summary>
    /// <param name="imports">What was imported.</param>
    /// <param name="written">Whether it stays.</param>
    /// <param name="shown">How many items of each are shown; negative for no word of them.</param>
    public void Write(ImmutableArray<ImportedFolder> imports, bool written, int shown)
    {
        if (json)
        {
            JsonOutput.Write(console, writer => Write(writer, imports, written, shown));
            return;
        }

        foreach (ImportedFolder import in imports)
        {
            ImportOutput.Write(console, import, written, verbose);
            if (shown > 0)
            {
                ImportOutput.Write(console, ImportPreview.Read(import, shown));
            }
        }

        if (!written)
        {
            console.Line(shown < 0 ? "no mistakes; nothing was written (--check)" : "nothing was written (--dry-run)");
        }
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<ImportedFolder> imports, bool written, int shown)
    {
        json.WriteBoolean("written", written);
        json.WriteStartArray("datasets");
        foreach (ImportedFolder import in imports)
        {
            json.WriteStartObject();
            json.WriteString("name", import.Info.Name);
            if (written)
            {
                json.WriteString("folder", import.Folder);
            }

            json.WriteString("task", import.Shape == TaskShape.Single ? "single" : "preference");
            json.WriteNumber("items", import.Items);
            json.WriteNumber("annotators", import.Annotators);
            json.WriteNumber("annotations", import.Annotations);
            WriteScale(json, import.Scale);
            WriteJudges(json, import);
            Texts(json, "notes", import.Notes);
            WriteSkipped(json, import);
            if (shown >= 0)
            {
                WritePreview(json, ImportPreview.Read(import, shown));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteScale(Utf8JsonWriter json, LabelScale scale)
    {
        json.WriteStartObject("scale");
        json.WriteString("level", scale.Level.ToString().ToLowerInvariant());
        if (!scale.IsNumeric)
        {
            Texts(json, "labels", scale.Labels);
        }
        else
        {
            foreach ((string name, double bound) in new[] { ("min", scale.Minimum), ("max", scale.Maximum) }.Where(b => double.IsFinite(b.Item2)))
            {
                json.WriteNumber(name, bound);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteJudges(Utf8JsonWriter json, ImportedFolder import)
    {
        json.WriteStartArray("judges");
        foreach (ImportedJudge judge in import.Judges)
        {
            json.WriteStartObject();
            json.WriteString("name", judge.Name);
            json.WriteString("file", judge.File);
            json.WriteNumber("verdicts", judge.Verdicts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSkipped(Utf8JsonWriter json, ImportedFolder import)
    {
        json.WriteStartArray("skipped");
        foreach (SkippedRows skipped in import.Skipped)
        {
            json.WriteStartObject();
            json.WriteString("reason", skipped.Reason);
            json.WriteNumber("count", skipped.Count);
            json.WriteStartArray("first");
            foreach (SourceLocation place in skipped.First)
            {
                json.WriteStartObject();
                json.WriteString("file", place.File);
                json.WriteNumber("line", place.Line);
                json.WriteNumber("column", place.Column);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePreview(Utf8JsonWriter json, ImmutableArray<PreviewItem> items)
    {
        json.WriteStartArray("preview");
        foreach (PreviewItem preview in items)
        {
            json.WriteStartObject();
            json.WriteString("id", preview.Item.Id);
            json.WriteString("context", preview.Item.Context);
            foreach ((string name, string? text) in new[] { ("response", preview.Item.Response), ("responseA", preview.Item.ResponseA), ("responseB", preview.Item.ResponseB) })
            {
                if (text is not null)
                {
                    json.WriteString(name, text);
                }
            }

            Labels(json, "people", preview.People);
            Labels(json, "judges", preview.Judges);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Labels(Utf8JsonWriter json, string name, ImmutableArray<KeyValuePair<string, string>> labels)
    {
        json.WriteStartArray(name);
        foreach ((string who, string label) in labels)
        {
            json.WriteStartObject();
            json.WriteString("name", who);
            json.WriteString("label", label);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
