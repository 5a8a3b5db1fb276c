using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Tables;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>The result of <c>check</c> as text.</summary>
internal static class CheckOutput
{
    private const int ShownValues = 20;
    private const int ShownCharacters = 60;
    private const int ShownLabels = 50;

    /// <summary>Writes it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">How many disagreeing rows to print, 0 for all.</param>
    public static void Write(ToolConsole console, CheckedTable table, int rows)
    {
        string[] notes = [.. table.Assumption is { } assumption ? [assumption] : Array.Empty<string>(), .. table.Notes];
        foreach (string note in notes)
        {
            console.Text($"Note: {TextLayout.OneLine(note)}.");
        }

        string sampled = table.LintedItems < table.ItemCount ? $"{NumberText.Of(table.LintedItems)} of {NumberText.Count(table.ItemCount, "item")} were looked at; " : "";
        (string Heading, string Text)[] lint = [.. LintText.Notes(table.Lint, sampled + "'judgeeval lint', on the dataset that 'judgeeval import csv' makes of the table,")];
        foreach (string line in TextLayout.Notes(lint, console.Width).Skip(notes.Length > 0 ? 0 : 1))
        {
            console.Line(line);
        }

        if (notes.Length + lint.Length > 0)
        {
            console.Line();
        }

        if (table.Judges.Length > 1)
        {
            AlignmentMetric metric = table.Judges[0].Result.Metric;
            console.Out.Write(AlignmentText.Leaderboard([.. table.Judges.Select(j => j.Result)], metric, console.Width, console.Colour));
            console.Line();
        }

        foreach (CheckedJudge judge in table.Judges)
        {
            console.Out.Write(AlignmentText.Render(judge.Result, table.Name, console.Width, console.Colour));
            console.Line();
            WriteTwoLabels(console, table);
            console.Line("What these labels can tell:");
            foreach (string sentence in judge.Verdict.Sentences)
            {
                console.Text(sentence);
            }

            console.Line();
            WriteUnmapped(console, [.. table.Unmapped.Where(u => u.Column == judge.Result.Judge.Name)]);
            WriteConfusion(console, judge.Result.Confusion);
            console.Line();
            WriteDisagreements(console, judge, rows);
            console.Line();
        }
    }

    // Metrics of an order mean little to people who said pass or fail, and some of them are one another.
    private static void WriteTwoLabels(ToolConsole console, CheckedTable table)
    {
        if (table.Scale is not { Level: ScaleLevel.Nominal, Labels: [var one, var other], Positive: { } positive })
        {
            return;
        }

        console.Text(
            $"With two labels, cohenKappaLinear and cohenKappaQuadratic are cohenKappa. pearson, spearman, kendallTauB and meanAbsoluteError count '{TextLayout.OneLine(positive)}' as 1 and "
            + $"'{TextLayout.OneLine(positive == one ? other : one)}' as 0"
            + (table.People.Length > 1 ? "; the first three hold the judge against people's mean, the last against their majority, and items on which people tie count in all four." : "."));
        console.Line();
    }

    private static void WriteUnmapped(ToolConsole console, ImmutableArray<UnmappedValue> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        console.Text(
            $"Not mapped: {NumberText.Count(values.Length, "value")}, {NumberText.Count(values.Sum(v => v.Count), "judgement")}. No rule reads them as one of people's labels, so they are left out unless an option maps them:");
        console.Table(
            [new("count") { AlignRight = true }, new("value") { MinimumWidth = 12 }, new("line") { AlignRight = true }, new("maps it") { MinimumWidth = 12 }],
            [.. values.Take(ShownValues).Select(v => (ImmutableArray<TextCell>)
            [
                new(NumberText.Of(v.Count)), new(TextLayout.Cut(TextLayout.OneLine(v.Value), ShownCharacters)), new(NumberText.Of(v.Line)), new(TextLayout.OneLine(v.Option)),
            ])]);
        if (values.Length > ShownValues)
        {
            console.Line($"and {NumberText.Count(values.Length - ShownValues, "more value")}; --json lists all");
        }

        console.Line();
    }

    private static void WriteConfusion(ToolConsole console, ConfusionTable confusion)
    {
        if (confusion.Labels.IsEmpty)
        {
            console.Line("No confusion table: the scale has no list of labels.");
            return;
        }

        if (confusion.Labels.Length > ShownLabels)
        {
            console.Line($"No confusion table: the scale has {NumberText.Count(confusion.Labels.Length, "label")}, too many to read; --json has it.");
            return;
        }

        console.Line("Confusion (rows: people, columns: judge):");
        ImmutableArray<TextColumn> columns = [new("") { MinimumWidth = 8 }, .. confusion.Labels.Select(l => new TextColumn(TextLayout.OneLine(l)) { AlignRight = true })];
        console.Table(columns, [.. confusion.Counts.Select((row, r) => (ImmutableArray<TextCell>)
            [new(TextLayout.OneLine(confusion.Labels[r])), .. row.Select((count, c) => new TextCell(NumberText.Of(count), c == r ? TextStyle.Good : TextStyle.Plain))])]);
    }

    private static void WriteDisagreements(ToolConsole console, CheckedJudge judge, int rows)
    {
        int all = judge.DisagreementCount;
        if (all == 0)
        {
            console.Line("No row disagrees.");
            return;
        }

        int shown = rows == 0 ? all : Math.Min(rows, all);
        console.Line(
            $"{NumberText.Count(all, "row disagrees", "rows disagree")}"
            + (shown < all ? $", the first {NumberText.Of(shown)} of them (--rows 0 prints all):" : ":"));
        (ItemAlignment Item, int Line)[] printed = [.. judge.Disagreements().Take(shown)];
        bool differences = printed.Any(i => i.Item.Delta is not null);
        ImmutableArray<TextColumn> columns =
        [
            new("line") { AlignRight = true },
            new("item") { MinimumWidth = 8 },
            new("people") { MinimumWidth = 12 },
            new("judge") { MinimumWidth = 8 },
            .. differences ? [new TextColumn("difference") { AlignRight = true }] : ImmutableArray<TextColumn>.Empty,
        ];
        console.Table(columns, [.. printed.Select(i => (ImmutableArray<TextCell>)
        [
            new(NumberText.Of(i.Line)),
            new(TextLayout.OneLine(i.Item.Item)),
            new(TextLayout.OneLine(string.Join(", ", i.Item.People.Select(p => $"{p.Label} ×{NumberText.Of(p.Count)}")))),
            new(TextLayout.OneLine(i.Item.Judge ?? "")),
            .. differences ? [new TextCell(i.Item.Delta is { } delta ? NumberText.Signed(delta) : "")] : ImmutableArray<TextCell>.Empty,
        ])]);
    }
}
