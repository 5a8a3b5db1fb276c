using System.Collections.Immutable;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>What <c>judgeeval import</c> says of formats and of what it imported.</summary>
internal static class ImportOutput
{
    private const int TextWidth = 60;
    private const int PlacesShown = 3;

    /// <summary>Names the formats: the general ones first, then those of public datasets and other tools, each in a line.</summary>
    public static int List(ToolConsole console)
    {
        string[] general = ["csv", "jsonl", "judgements"];
        int widest = DatasetImporters.All.Max(i => i.Format.Length);
        foreach (IGrouping<bool, IDatasetImporter> group in DatasetImporters.All.GroupBy(i => general.Contains(i.Format, StringComparer.Ordinal)).OrderByDescending(g => g.Key))
        {
            console.Line(group.Key ? "your own data:" : "public datasets and other tools:");
            foreach (IDatasetImporter importer in group)
            {
                console.Line($"  {importer.Format.PadRight(widest + 2)}{importer.Description}");
            }
        }

        console.Line("judgeeval import FORMAT alone tells what the source has to be");

        return ExitCode.Passed;
    }

    /// <summary>Writes what was imported.</summary>
    public static void Write(ToolConsole console, ImportedFolder import, bool written, bool verbose)
    {
        console.Line(
            $"{(written ? import.Folder : import.Info.Name)}: {NumberText.Count(import.Items, "item")}, {NumberText.Count(import.Annotators, "annotator")}, "
            + $"{NumberText.Count(import.Annotations, "annotation")}, {NumberText.Count(import.Judges.Length, "judge")}; labels {import.Scale}");
        foreach (string note in import.Notes)
        {
            console.Line($"  note: {note}");
        }

        foreach (SkippedRows skipped in import.Skipped)
        {
            string places = string.Join(", ", skipped.First.Take(PlacesShown).Select(p => p.ToString()));
            console.Line($"  left out: {NumberText.Count(skipped.Count, "row")}, {skipped.Reason} ({places}{(skipped.Count > PlacesShown ? ", …" : "")})");
        }

        if (import.Skipped.Length > 0 && verbose)
        {
            foreach (string line in File.ReadLines(Path.Combine(import.Folder, ImportedFolder.LogFile)).Skip(1))
            {
                console.Line($"    {line}");
            }
        }
        else if (import.Skipped.Length > 0 && written)
        {
            console.Line($"  all of them stand in {ImportedFolder.LogFile}");
        }
    }

    /// <summary>Writes the first items.</summary>
    public static void Write(ToolConsole console, ImmutableArray<PreviewItem> items)
    {
        foreach (PreviewItem preview in items)
        {
            console.Line($"  {TextLayout.Cut(TextLayout.OneLine(preview.Item.Id), TextWidth)}");
            Text(console, "context", preview.Item.Context);
            Text(console, "response", preview.Item.Response);
            Text(console, "response A", preview.Item.ResponseA);
            Text(console, "response B", preview.Item.ResponseB);
            Text(console, "cluster", preview.Item.Cluster);
            Text(console, "split", preview.Item.Split);
            Text(console, "tags", string.Join(", ", preview.Item.Tags.Select(t => $"{t.Key}: {t.Value}")));
            Text(console, "people", string.Join(", ", preview.People.Select(p => $"{p.Key} {p.Value}")));
            Text(console, "judges", string.Join(", ", preview.Judges.Select(p => $"{p.Key} {p.Value}")));
        }
    }

    private static void Text(ToolConsole console, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            console.Line($"    {name,-11} {TextLayout.Cut(TextLayout.OneLine(text), TextWidth)}");
        }
    }
}
