using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Boards;

/// <summary>Figures of judges on datasets and on slices of them.</summary>
internal static class FigureSections
{
    private const string Missing = "none";
    private const string Ceiling = "human ceiling";
    private const int NarrowestName = 12;

    /// <summary>The datasets, and the figure of each judge on each.</summary>
    public static IEnumerable<BoardSection> Of(Leaderboard board)
    {
        ImmutableArray<string> order = Order(board);
        yield return new BoardSection(
            "Datasets",
            [
                new("dataset") { MinimumWidth = NarrowestName }, new("items") { AlignRight = true }, new("labelled") { AlignRight = true }, new("drawn by") { DropOrder = 2 },
                new("level") { DropOrder = 1 }, new("metric"), new("human ceiling"),
            ],
            [.. board.Datasets.Select(DatasetRow)],
            [.. CeilingNotes(board)]);
        yield return new BoardSection(
            board.Datasets.Length == 1 ? $"Figures on {TextLayout.OneLine(board.Datasets[0].Name)}" : "Figures by dataset",
            [new("judge") { MinimumWidth = NarrowestName }, .. board.Datasets.Select(d => new TextColumn(TextLayout.OneLine(d.Name))), .. OneDatasetColumns(board)],
            [
                .. order.Select(judge => Row(board, judge)),
                [new TextCell(Ceiling, TextStyle.Faint), .. board.Datasets.Select(d => new TextCell(NumberText.WithInterval(d.Ceiling), TextStyle.Faint)), .. OneDatasetColumns(board).Select(_ => new TextCell(""))],
            ],
            [.. FigureNotes(board)])
        {
            IsMatrix = board.Datasets.Length > 1,
        };
    }

    /// <summary>The slices of each dataset.</summary>
    public static IEnumerable<BoardSection> Slices(Leaderboard board)
    {
        ImmutableArray<string> order = Order(board);
        foreach (LeaderboardDataset dataset in board.Datasets)
        {
            if (dataset.Slices is { } slices)
            {
                yield return Slices(board, dataset, slices, order);
            }
        }
    }

    /// <summary>The judges in the order of the comparisons; those that are in none last.</summary>
    public static ImmutableArray<string> Order(Leaderboard board) =>
        [.. board.Comparisons.SelectMany(c => c.Entries.Select(e => e.Judge)).Concat(board.Judges).Distinct(StringComparer.Ordinal)];

    private static ImmutableArray<TextCell> DatasetRow(LeaderboardDataset dataset) =>
    [
        new(TextLayout.OneLine(dataset.Name)), new(NumberText.Of(dataset.Items)), new(NumberText.Of(dataset.Labelled)),
        new(NumberText.Count(dataset.Units, dataset.Unit)), new(CamelCase.Of(dataset.Level)), new(dataset.Metric.Name()), new(NumberText.WithInterval(dataset.Ceiling)),
    ];

    private static IEnumerable<string> CeilingNotes(Leaderboard board)
    {
        foreach (IGrouping<string, LeaderboardDataset> same in board.Datasets.Where(d => !d.Ceiling.IsDefined).GroupBy(d => d.Ceiling.UndefinedReason ?? "", StringComparer.Ordinal))
        {
            yield return $"Human ceiling undefined on {Names(same.Select(d => d.Name))}: {same.Key}.";
        }
    }

    private static ImmutableArray<TextColumn> OneDatasetColumns(Leaderboard board) => board.Datasets.Length == 1
        ? [new("n") { AlignRight = true }, new("coverage") { AlignRight = true, DropOrder = 1 }]
        : [];

    private static ImmutableArray<TextCell> Row(Leaderboard board, string judge)
    {
        LeaderboardCell[] cells = [.. board.Datasets.Select(d => d.Cells[board.Judges.IndexOf(judge, StringComparer.Ordinal)])];
        return
        [
            new(TextLayout.OneLine(judge)),
            .. cells.Select(cell => Figure(cell, board.Datasets.Length > 1)),
            .. board.Datasets.Length == 1 ? [new TextCell(NumberText.Of(cells[0].Figure.N)), new TextCell(NumberText.Of(cells[0].Coverage))] : ImmutableArray<TextCell>.Empty,
        ];
    }

    private static TextCell Figure(LeaderboardCell cell, bool withCoverage) => cell.IsMissing
        ? new TextCell(Missing, TextStyle.Faint)
        : new TextCell(NumberText.WithInterval(cell.Figure) + (withCoverage && cell.Coverage < 1 && cell.Figure.IsDefined ? $" of {NumberText.Of(cell.Coverage)}" : ""));

    private static IEnumerable<string> FigureNotes(Leaderboard board)
    {
        if (board.Datasets.Length > 1 && board.Datasets.Any(d => d.Cells.Any(c => !c.IsMissing && c.Coverage < 1)))
        {
            yield return "'of 0.9': the judge gave a usable label on that share of the items that people labelled; where nothing stands, on all.";
        }

        // Judges that are missing from the same datasets stand together.
        IEnumerable<(string Judge, string Where)> missing = board.Judges
            .Select((judge, j) => (judge, Names(board.Datasets.Where(d => d.Cells[j].IsMissing).Select(d => d.Name), int.MaxValue)))
            .Where(m => m.Item2.Length > 0);
        foreach (IGrouping<string, string> same in missing.GroupBy(m => m.Where, m => m.Judge, StringComparer.Ordinal))
        {
            yield return $"No verdicts on {same.Key} are of {Names(same)}; that is no figure of 0.";
        }

        foreach (LeaderboardDataset dataset in board.Datasets)
        {
            foreach (IGrouping<string, LeaderboardCell> same in dataset.Cells.Where(c => !c.IsMissing && !c.Figure.IsDefined).GroupBy(c => c.Figure.UndefinedReason ?? "", StringComparer.Ordinal))
            {
                yield return $"Undefined on {dataset.Name} for {Names(same.Select(c => c.Judge))}: {same.Key}.";
            }

            if (dataset.Cells.Where(c => c.OutOfScale > 0).ToArray() is { Length: > 0 } off)
            {
                yield return $"Labels off the scale of {dataset.Name}: {string.Join(", ", off.Select(c => $"{c.Judge} {NumberText.Of(c.OutOfScale)}"))}.";
            }

            if (MostInfluential(dataset) is { } cell)
            {
                Influence item = cell.Items;
                yield return $"The item that moves a Pearson correlation most on {dataset.Name} is {item.Point}: without it that of {cell.Judge} goes from "
                    + $"{NumberText.ValueOf(item.Pearson)} to {NumberText.ValueOf(item.Without)}.";
            }
        }
    }

    private static LeaderboardCell? MostInfluential(LeaderboardDataset dataset) =>
        dataset.Cells.Where(c => c.Items.Point is not null).MaxBy(c => c.Items.Change is { } change ? Math.Abs(change) : double.PositiveInfinity);

    private static BoardSection Slices(Leaderboard board, LeaderboardDataset dataset, LeaderboardSlices slices, ImmutableArray<string> order)
    {
        ImmutableArray<LeaderboardSlice> all = slices.Slices;
        string unit = dataset.Unit == "item" ? "labelled" : dataset.Unit + "s";
        List<string> notes = [];
        if (all.IsEmpty)
        {
            notes.Add($"No item of {dataset.Name} has the tag '{slices.Tag}'.");
        }

        if (slices.Without > 0 && !all.IsEmpty)
        {
            notes.Add($"{NumberText.Count(slices.Without, "item has", "items have")} no value of '{slices.Tag}' and {(slices.Without == 1 ? "stands" : "stand")} in no slice.");
        }

        if (all.Where(s => s.IsSmall).ToArray() is { Length: > 0 } small)
        {
            notes.Add($"Too small to conclude from, with fewer than {NumberText.Of(LeaderboardSlice.Small)} {(dataset.Unit == "item" ? "items" : unit)}: {Names(small.Select(s => s.Value))}.");
        }

        foreach (IGrouping<string, LeaderboardSlice> same in all.Where(s => !s.Ceiling.IsDefined).GroupBy(s => s.Ceiling.UndefinedReason ?? "", StringComparer.Ordinal))
        {
            notes.Add($"Human ceiling undefined in {Names(same.Select(s => s.Value))}: {same.Key}.");
        }

        ImmutableArray<TextCell> counts = [new("labelled items", TextStyle.Faint), .. all.Select(s => new TextCell(NumberText.Of(s.Items), s.IsSmall ? TextStyle.Uncertain : TextStyle.Faint))];
        ImmutableArray<TextCell> units = [new(unit, TextStyle.Faint), .. all.Select(s => new TextCell(NumberText.Of(s.Units), TextStyle.Faint))];
        return new BoardSection(
            $"{dataset.Metric.Name()} on {TextLayout.OneLine(dataset.Name)} by {TextLayout.OneLine(slices.Tag)}",
            [new("judge") { MinimumWidth = NarrowestName }, .. all.Select(s => new TextColumn(TextLayout.OneLine(s.Value)))],
            [
                counts,
                .. dataset.Unit == "item" ? [] : ImmutableArray.Create(units),
                .. order.Select(judge => (ImmutableArray<TextCell>)
                [
                    new(TextLayout.OneLine(judge)), .. all.Select(s => SliceCell(dataset.Cells[board.Judges.IndexOf(judge, StringComparer.Ordinal)], s.Figures[board.Judges.IndexOf(judge, StringComparer.Ordinal)], s.Items)),
                ]),
                [new(Ceiling, TextStyle.Faint), .. all.Select(s => new TextCell(NumberText.WithInterval(s.Ceiling), TextStyle.Faint))],
            ],
            [.. notes])
        {
            IsMatrix = true,
        };
    }

    private static TextCell SliceCell(LeaderboardCell whole, Estimate figure, int items) => whole.IsMissing
        ? new TextCell(Missing, TextStyle.Faint)
        : new TextCell(NumberText.WithInterval(figure) + (figure.N < items && figure.IsDefined ? $" n {NumberText.Of(figure.N)}" : ""));

    private static string Names(IEnumerable<string> names, int shown = 8)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(shown)) + (all.Length > shown ? $" and {NumberText.Of(all.Length - shown)} more" : "");
    }
}
