using System.Collections.Immutable;
using JudgeEval.Harness.Leaderboards;

namespace JudgeEval.Harness.Reports.Boards;

/// <summary>Judges and people by systems.</summary>
internal static class SystemSections
{
    private const int NarrowestName = 12;

    /// <summary>A section for each dataset.</summary>
    public static IEnumerable<BoardSection> Of(Leaderboard board)
    {
        ImmutableArray<string> order = FigureSections.Order(board);
        foreach (LeaderboardDataset dataset in board.Datasets.Where(d => d.Systems is not null))
        {
            yield return Of(dataset, dataset.Systems!, order);
        }
    }

    private static BoardSection Of(LeaderboardDataset dataset, SystemLevel systems, ImmutableArray<string> order)
    {
        string title = $"System level on {TextLayout.OneLine(dataset.Name)} by {TextLayout.OneLine(systems.Tag)}";
        if (systems.Undefined is { } why)
        {
            return new BoardSection(title, [], [], [$"Undefined: {why}."]);
        }

        bool outliers = !systems.Outliers.IsEmpty;
        return new BoardSection(
            title,
            [
                new("judge") { MinimumWidth = NarrowestName }, new("systems") { AlignRight = true, DropOrder = 3 }, new("Pearson"), .. outliers ? [new TextColumn("without outliers")] : ImmutableArray<TextColumn>.Empty,
                new("Spearman") { DropOrder = 2 }, new("Kendall tau-b") { DropOrder = 1 },
            ],
            [
                .. order.Select(judge => systems.Judges.FirstOrDefault(j => j.Judge == judge)).OfType<SystemCorrelations>().Select(j => (ImmutableArray<TextCell>)
                [
                    new(TextLayout.OneLine(j.Judge)), new(NumberText.Of(j.All.Pearson.N)), new(NumberText.WithInterval(j.All.Pearson)),
                    .. outliers ? [new TextCell(j.WithoutOutliers is { } kept ? NumberText.WithInterval(kept.Pearson) : "")] : ImmutableArray<TextCell>.Empty,
                    new(NumberText.WithInterval(j.All.Spearman)), new(NumberText.WithInterval(j.All.KendallTauB)),
                ]),
            ],
            [.. Notes(systems)]);
    }

    private static IEnumerable<string> Notes(SystemLevel systems)
    {
        yield return $"Correlation of the judge's and people's mean score of {NumberText.Count(systems.Systems.Length, "system")}; items are drawn anew, systems are taken as they are."
            + (systems.Systems.Length < SystemLevel.Few ? " So few systems leave wide intervals, and other systems may give another picture." : "");
        if (systems.WithoutSystem > 0)
        {
            yield return $"{NumberText.Count(systems.WithoutSystem, "labelled item names", "labelled items name")} no system and {(systems.WithoutSystem == 1 ? "is" : "are")} left out.";
        }

        yield return systems.NoOutlierRule is { } why ? $"Outliers cannot be told: {why}."
            : systems.Outliers.IsEmpty ? "No system is an outlier by people's scores (farther than 2.5 × 1.483 × the median absolute deviation from the median)."
            : $"Outliers by people's scores (farther than 2.5 × 1.483 × the median absolute deviation from the median): {string.Join(", ", systems.Outliers)}.";
        SystemCorrelations[] moved = [.. systems.Judges.Where(j => j.Influence.Point is not null)];
        if (moved.MaxBy(j => j.Influence.Change is { } change ? Math.Abs(change) : double.PositiveInfinity) is { } most)
        {
            yield return $"The system that moves a Pearson correlation most is {most.Influence.Point}: without it that of {most.Judge} goes from "
                + $"{NumberText.ValueOf(most.Influence.Pearson)} to {NumberText.ValueOf(most.Influence.Without)}.";
        }
    }
}
