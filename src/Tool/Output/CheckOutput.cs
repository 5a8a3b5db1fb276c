using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>The result of <c>check</c>, as JSON and as text.</summary>
internal static class CheckOutput
{
    /// <summary>Writes the JSON: that of <c>align</c>, with the line of each disagreeing row.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="results">The alignment of each judge.</param>
    public static void WriteJson(ToolConsole console, JudgedTable table, ImmutableArray<AlignmentResult> results) => JsonOutput.Write(console, json =>
    {
        AlignmentJson.WriteDataset(json, table.Dataset);
        if (table.Assumption is not null)
        {
            json.WriteString("levelAssumed", table.Assumption);
        }

        json.WriteStartArray("judges");
        foreach (AlignmentResult result in results)
        {
            AlignmentJson.WriteJudge(json, result.Judge.Name, result, table.Lines);
        }

        json.WriteEndArray();
    });

    /// <summary>Writes the text.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="results">The alignment of each judge.</param>
    /// <param name="rows">How many disagreeing rows to print, 0 for all.</param>
    public static void WriteText(ToolConsole console, JudgedTable table, ImmutableArray<AlignmentResult> results, int rows)
    {
        if (table.Assumption is not null)
        {
            console.Text($"Note: {table.Assumption}.");
            console.Line();
        }

        foreach (AlignmentResult result in results)
        {
            console.Out.Write(AlignmentText.Render(result, table.Dataset.Info.Name, console.Width, console.Colour));
            console.Line();
            WriteOutOfScale(console, table, result);
            WriteConfusion(console, result.Confusion);
            console.Line();
            WriteDisagreements(console, table, result, rows);
            console.Line();
        }
    }

    private static void WriteOutOfScale(ToolConsole console, JudgedTable table, AlignmentResult result)
    {
        IEnumerable<IGrouping<string, OutOfScaleVerdict>> byValue = result.OutOfScale.GroupBy(v => v.Value, StringComparer.Ordinal);
        foreach (IGrouping<string, OutOfScaleVerdict> group in byValue.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            console.Text(
                $"Out of scale: '{TextLayout.OneLine(group.Key)}', {NumberText.Count(group.Count(), "row")}; no person uses this label, so these rows are left out."
                + (table.Dataset.Scale.IsNumeric ? "" : " --labels with all labels counts them in."));
        }

        if (!result.OutOfScale.IsEmpty)
        {
            console.Line();
        }
    }

    private static void WriteConfusion(ToolConsole console, ConfusionTable confusion)
    {
        if (confusion.Labels.IsEmpty)
        {
            console.Line("No confusion table: the scale has no list of labels.");
            return;
        }

        console.Line("Confusion (rows: people, columns: judge):");
        ImmutableArray<TextColumn> columns = [new("") { MinimumWidth = 8 }, .. confusion.Labels.Select(l => new TextColumn(TextLayout.OneLine(l)) { AlignRight = true })];
        console.Table(columns, [.. confusion.Counts.Select((row, r) => (ImmutableArray<TextCell>)
            [new(TextLayout.OneLine(confusion.Labels[r])), .. row.Select((count, c) => new TextCell(NumberText.Of(count), c == r ? TextStyle.Good : TextStyle.Plain))])]);
    }

    private static void WriteDisagreements(ToolConsole console, JudgedTable table, AlignmentResult result, int rows)
    {
        if (result.Disagreements.IsEmpty)
        {
            console.Line("No row disagrees.");
            return;
        }

        int shown = rows == 0 ? result.Disagreements.Length : Math.Min(rows, result.Disagreements.Length);
        console.Line(
            $"{NumberText.Count(result.Disagreements.Length, "row disagrees", "rows disagree")}"
            + (shown < result.Disagreements.Length ? $", the first {NumberText.Of(shown)} of them (--rows 0 prints all):" : ":"));
        bool differences = result.Disagreements.Any(i => i.Delta is not null);
        ImmutableArray<TextColumn> columns =
        [
            new("line") { AlignRight = true },
            new("item") { MinimumWidth = 8 },
            new("people") { MinimumWidth = 12 },
            new("judge") { MinimumWidth = 8 },
            .. differences ? [new TextColumn("difference") { AlignRight = true }] : ImmutableArray<TextColumn>.Empty,
        ];
        console.Table(columns, [.. result.Disagreements.Take(shown).Select(i => (ImmutableArray<TextCell>)
        [
            new(NumberText.Of(table.Lines[i.Item])),
            new(TextLayout.OneLine(i.Item)),
            new(TextLayout.OneLine(string.Join(", ", i.People.Select(p => $"{p.Label} ×{NumberText.Of(p.Count)}")))),
            new(TextLayout.OneLine(i.Judge ?? "")),
            .. differences ? [new TextCell(i.Delta is { } delta ? NumberText.Signed(delta) : "")] : ImmutableArray<TextCell>.Empty,
        ])]);
    }
}
