using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;

namespace JudgeEval.Harness.Reports.Boards;

/// <summary>Everything that a leaderboard says, in the order of reading.</summary>
internal static class BoardSections
{
    /// <summary>The first line.</summary>
    public static string Head(Leaderboard board)
    {
        string resamples = board.Options.Resamples == 0
            ? "no resamples, so no intervals"
            : string.Create(CultureInfo.InvariantCulture, $"{board.Options.Resamples} resamples, seed {board.Options.Seed}, {100 * board.Options.Confidence:0.##} % intervals");
        return $"{NumberText.Count(board.Judges.Length, "judge")} on {NumberText.Count(board.Datasets.Length, "dataset")}, {resamples}";
    }

    /// <summary>What holds for the whole.</summary>
    public static IEnumerable<string> HeadNotes(Leaderboard board)
    {
        if (board.Comparisons.Length > 1)
        {
            yield return $"The datasets have {NumberText.Of(board.Comparisons.Length)} metrics ({string.Join(", ", board.Comparisons.Select(c => c.Metric.Name()))}), and figures of different metrics have no mean: "
                + "each metric has an order of its own. --metric krippendorffAlpha, for one, is lawful on every scale.";
        }
    }

    /// <summary>The sections.</summary>
    public static ImmutableArray<BoardSection> Of(Leaderboard board) =>
    [
        .. FigureSections.Of(board),
        .. board.Comparisons.SelectMany(c => OrderSections.Of(board, c)),
        .. SystemSections.Of(board),
        .. FigureSections.Slices(board),
    ];
}
