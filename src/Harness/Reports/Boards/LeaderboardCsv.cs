using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets.Writing;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Boards;

/// <summary>The figures of a leaderboard as a long CSV table: a row for each judge and dataset, each judge and slice, and each judge's mean.</summary>
public static class LeaderboardCsv
{
    private const string Whole = "dataset";
    private const string Slice = "slice";
    private const string Mean = "mean";

    private static readonly string[] Columns = ["kind", "metric", "dataset", "slice", "judge", "value", "lower", "upper", "n", "coverage", "rank", "ceiling", "undefined"];

    /// <summary>The CSV: RFC 4180 with LF, numbers as they round-trip. What a spreadsheet would take for a formula begins with an apostrophe.</summary>
    /// <param name="board">The leaderboard.</param>
    public static string Render(Leaderboard board)
    {
        ArgumentNullException.ThrowIfNull(board);
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        CsvWriter.Write(writer, Columns);
        foreach (LeaderboardDataset dataset in board.Datasets)
        {
            string metric = dataset.Metric.Name();
            foreach (LeaderboardCell cell in dataset.Cells)
            {
                Row(writer, Whole, metric, dataset.Name, "", cell.Judge, cell.Figure, cell.IsMissing ? "" : Number(cell.Coverage), "", dataset.Ceiling);
            }

            foreach (LeaderboardSlice slice in dataset.Slices?.Slices ?? [])
            {
                for (int j = 0; j < board.Judges.Length; j++)
                {
                    Row(writer, Slice, metric, dataset.Name, slice.Value, board.Judges[j], slice.Figures[j], "", "", slice.Ceiling);
                }
            }
        }

        foreach (LeaderboardComparison comparison in board.Comparisons)
        {
            foreach (LeaderboardEntry entry in comparison.Entries)
            {
                Row(writer, Mean, comparison.Metric.Name(), "", "", entry.Judge, entry.Mean, "", entry.Rank.ToString(CultureInfo.InvariantCulture), default);
            }
        }

        return writer.ToString();
    }

    private static void Row(StringWriter writer, string kind, string metric, string dataset, string slice, string judge, Estimate figure, string coverage, string rank, Estimate ceiling) =>
        CsvWriter.Write(
            writer,
            [
                kind, metric, Inert(dataset), Inert(slice), Inert(judge), figure.IsDefined ? Number(figure.Value) : "", Bound(figure, i => i.Lower), Bound(figure, i => i.Upper),
                figure.N.ToString(CultureInfo.InvariantCulture), coverage, rank, ceiling.IsDefined ? Number(ceiling.Value) : "", figure.UndefinedReason ?? "",
            ]);

    private static string Bound(Estimate figure, Func<ConfidenceInterval, double> bound) => figure is { IsDefined: true, Interval: { } interval } ? Number(bound(interval)) : "";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Inert(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
}
