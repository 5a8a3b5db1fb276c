using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Boards;

/// <summary>The order of judges by one metric, the spread over datasets, and what corrections and errors of labels do to the order.</summary>
internal static class OrderSections
{
    private const int NarrowestName = 12;
    private const int FewDatasets = 5;
    private const double SmallShare = 0.8;

    /// <summary>The sections of one comparison.</summary>
    public static IEnumerable<BoardSection> Of(Leaderboard board, LeaderboardComparison comparison)
    {
        if (comparison.Entries.Length < 2)
        {
            yield return new BoardSection(
                $"Order by {comparison.Metric.Name()}", [], [], ["No two judges have a figure on the same dataset, so there is no mean and no order.", .. LeftOut(comparison), .. UnusedCorrections(comparison)]);
            yield break;
        }

        yield return Order(board, comparison);
        if (comparison.Datasets.Length > 1)
        {
            yield return Spread(board, comparison);
        }

        if (comparison.LabelErrors is { } errors)
        {
            yield return Errors(comparison, errors);
        }

        if (comparison.Corrected is { } corrected)
        {
            yield return Corrected(comparison, corrected);
        }
    }

    private static BoardSection Order(Leaderboard board, LeaderboardComparison comparison)
    {
        bool resampled = !comparison.Differences.IsEmpty;
        string figure = comparison.Datasets.Length == 1 ? comparison.Metric.Name() : $"mean {comparison.Metric.Name()}";
        ImmutableArray<TextColumn> columns =
        [
            new("#") { AlignRight = true }, new("judge") { MinimumWidth = NarrowestName }, new(figure),
            .. resampled
                ? [new TextColumn("first") { AlignRight = true }, new TextColumn("likely") { AlignRight = true, DropOrder = 1 }, new TextColumn("possible") { AlignRight = true }, new TextColumn("alike")]
                : ImmutableArray<TextColumn>.Empty,
        ];
        return new BoardSection(
            comparison.Datasets.Length == 1
                ? $"Order by {comparison.Metric.Name()} on {TextLayout.OneLine(comparison.Datasets[0].Name)}"
                : string.Create(CultureInfo.InvariantCulture, $"Order by the mean of {comparison.Metric.Name()} over {comparison.Datasets.Length} datasets"),
            columns,
            [.. comparison.Entries.Select((entry, place) => Row(comparison, entry, place, resampled))],
            [.. OrderNotes(board, comparison, resampled)]);
    }

    private static ImmutableArray<TextCell> Row(LeaderboardComparison comparison, LeaderboardEntry entry, int place, bool resampled) =>
    [
        new(NumberText.Of(entry.Rank)), new(TextLayout.OneLine(entry.Judge)), new(NumberText.WithInterval(entry.Mean)),
        .. resampled
            ?
            [
                new TextCell(entry.RankProbabilities.IsEmpty ? "" : Percent(entry.RankProbabilities[0])), new TextCell(Range(entry.Likely)), new TextCell(Range(entry.Possible)),
                new TextCell(string.Concat(comparison.Runs.Select((run, r) => place >= run.From && place <= run.To ? Letter(r) : ' ')).TrimEnd()),
            ]
            : ImmutableArray<TextCell>.Empty,
    ];

    private static IEnumerable<string> OrderNotes(Leaderboard board, LeaderboardComparison comparison, bool resampled)
    {
        yield return $"Held against each other on the items that all {NumberText.Count(comparison.Entries.Length, "judge")} answered: "
            + string.Join(", ", comparison.Datasets.Select(Shared))
            + $".{(comparison.Metric.HigherIsBetter() ? "" : " Less is better.")}";
        foreach (SharedDataset few in comparison.Datasets.Where(d => d.Items < SmallShare * (d.Labelled - d.Tied)))
        {
            yield return $"That is a small part of {few.Name}: leave out the judge that answered least with --judges, or judge the items again.";
        }

        if (!comparison.OtherDatasets.IsEmpty)
        {
            yield return $"Not in the mean, because a compared judge has no figure there: {string.Join(", ", comparison.OtherDatasets)}.";
        }

        foreach (string leftOut in LeftOut(comparison))
        {
            yield return leftOut;
        }

        foreach (string unused in UnusedCorrections(comparison))
        {
            yield return unused;
        }

        if (resampled)
        {
            int tests = comparison.Differences.Count(d => d.PValue is not null), real = comparison.Differences.Count(d => d.IsReal), alone = comparison.Differences.Count(d => d.PValue <= 1 - board.Options.Confidence);
            yield return $"first: how often the judge is first over resamples of the same {(comparison.Datasets.Length == 1 ? "data" : "data within each dataset")} for all judges; likely: the ranks that hold "
                + $"{Percent(board.Options.Confidence)} of the resamples; possible: the ranks that no real difference speaks against, for all judges at once; alike: judges that share a letter do not really differ.";
            yield return $"{NumberText.Of(real)} of {NumberText.Count(tests, "difference is", "differences are")} real (paired, at {NumberText.Stated(Math.Round(1 - board.Options.Confidence, 6))} for all together by Holm's correction; each by itself it would be {NumberText.Of(alone)}).{Leader(comparison)}";
        }
    }

    private static string Shared(SharedDataset dataset)
    {
        int judged = dataset.Labelled - dataset.Tied;
        string tied = dataset.Tied == 0 ? "" : $" (people tie on {NumberText.Count(dataset.Tied, "other", "others")})";
        return (dataset.Items == judged ? $"all {NumberText.Of(judged)} of {dataset.Name}" : $"{NumberText.Of(dataset.Items)} of {NumberText.Of(judged)} of {dataset.Name}") + tied;
    }

    private static string Leader(LeaderboardComparison comparison)
    {
        string first = comparison.Entries[0].Judge;
        int alike = comparison.Entries.Length - 1 - comparison.Differences.Count(d => d.First == first && d.IsReal);
        return alike == 0 ? $" {first} is really better than all others." : $" The data cannot tell {first} from {NumberText.Count(alike, "other judge")}.";
    }

    private static IEnumerable<string> LeftOut(LeaderboardComparison comparison) => comparison.LeftOut
        .GroupBy(l => l.Reason, StringComparer.Ordinal).Select(g => $"Not compared: {string.Join(", ", g.Select(l => l.Judge))} ({g.Key}).");

    private static IEnumerable<string> UnusedCorrections(LeaderboardComparison comparison) => comparison.UnusedCorrections.IsEmpty ? []
        : [$"The corrected labels of {string.Join(", ", comparison.UnusedCorrections)} count nowhere, because the dataset is not in the comparison."];

    private static BoardSection Spread(Leaderboard board, LeaderboardComparison comparison)
    {
        bool resampled = !comparison.Differences.IsEmpty, predicted = comparison.Datasets.Length > 2;
        List<string> notes =
        [
            "sd: standard deviation of the judge's figures over datasets; between: the part of it that sampling of items does not explain.",
            $"The interval of a mean above holds for these very datasets. {(predicted ? $"next: where the figure on another dataset like these may lie ({Percent(board.Options.Confidence)}), if these are a sample of such datasets." : "Two datasets cannot say where a figure on another dataset may lie.")}",
        ];
        if (comparison.Datasets.Length < FewDatasets)
        {
            notes.Add($"{NumberText.Of(comparison.Datasets.Length)} datasets are few: sd, between and next are rough.");
        }

        return new BoardSection(
            $"Spread of {comparison.Metric.Name()} over datasets",
            [
                new("judge") { MinimumWidth = NarrowestName }, new("sd") { AlignRight = true }, .. resampled ? [new TextColumn("between") { AlignRight = true, DropOrder = 1 }] : ImmutableArray<TextColumn>.Empty,
                new("range") { DropOrder = 2 }, new("worst on") { MinimumWidth = NarrowestName }, .. predicted ? [new TextColumn("next")] : ImmutableArray<TextColumn>.Empty,
            ],
            [.. comparison.Entries.Where(e => e.Spread is not null).Select(e => SpreadRow(e.Judge, e.Spread!, resampled, predicted))],
            [.. notes]);
    }

    private static ImmutableArray<TextCell> SpreadRow(string judge, DatasetSpread spread, bool resampled, bool predicted) =>
    [
        new(TextLayout.OneLine(judge)), new(NumberText.Of(spread.StandardDeviation)),
        .. resampled ? [new TextCell(spread.Between is { } between ? NumberText.Of(between) : "")] : ImmutableArray<TextCell>.Empty,
        new($"{NumberText.Of(spread.Lowest)} to {NumberText.Of(spread.Highest)}"), new(TextLayout.OneLine(spread.Worst)),
        .. predicted ? [new TextCell(spread.Prediction is { } next ? $"[{NumberText.Of(next.Lower)}, {NumberText.Of(next.Upper)}]" : "")] : ImmutableArray<TextCell>.Empty,
    ];

    private static BoardSection Errors(LeaderboardComparison comparison, LabelErrorStability errors) => errors.Undefined is { } why
        ? new BoardSection($"The order under label errors ({comparison.Metric.Name()})", [], [], [$"Not tried: {why}."])
        : new BoardSection(
            $"The order under label errors ({comparison.Metric.Name()})",
            [new("wrong labels") { AlignRight = true }, new("winner flips") { AlignRight = true }, new("order changes") { AlignRight = true }, new("pairs that swap") { AlignRight = true }],
            [
                .. errors.Rates.Select(r => (ImmutableArray<TextCell>)
                    [new(Percent(r.Rate)), new(Share(r.Winner), IsOften(r.Winner) ? TextStyle.Uncertain : TextStyle.Plain), new(Share(r.Order)), new(Share(r.Pairs))]),
            ],
            [
                $"Share of {NumberText.Count(errors.Draws, "draw")}: each item's reference becomes, with that probability, the one of another item with a different reference.",
                errors.IsSearched
                    ? FlipNote("The winner flips", errors.WinnerFlip) + " " + FlipNote("The order changes", errors.OrderFlip)
                    : "The rate from which on the leaderboard flips was not looked for: with this metric and so many values each draw costs a walk over all items.",
            ]);

    private static string FlipNote(string what, double? rate) => rate is { } found
        ? $"{what} in more than {Percent(LabelErrorStability.Often)} of the draws from {Percent(found)} wrong labels on."
        : $"{what} in no more than {Percent(LabelErrorStability.Often)} of the draws up to {Percent(LabelErrorStability.Highest)} wrong labels.";

    private static bool IsOften(Estimate share) => share.IsDefined && share.Value > LabelErrorStability.Often;

    private static BoardSection Corrected(LeaderboardComparison comparison, CorrectedOrder corrected) => new(
        $"The order on corrected labels ({comparison.Metric.Name()})",
        [new("before") { AlignRight = true }, new("after") { AlignRight = true }, new("judge") { MinimumWidth = NarrowestName }, new("figure before") { AlignRight = true }, new("figure after") { AlignRight = true }],
        [
            .. corrected.Judges.Select(j => (ImmutableArray<TextCell>)
            [
                new(NumberText.Of(j.RankBefore)), new(NumberText.Of(j.RankAfter), j.RankAfter == j.RankBefore ? TextStyle.Plain : TextStyle.Uncertain), new(TextLayout.OneLine(j.Judge)),
                new(NumberText.ValueOf(j.Before)), new(NumberText.ValueOf(j.After)),
            ]),
        ],
        [
            $"{NumberText.Count(corrected.Corrections, "item has a corrected label", "items have a corrected label")} on {string.Join(", ", corrected.Datasets)}, "
            + $"and {NumberText.Count(corrected.Changed, "of the common items has", "of the common items have")} another reference for it. "
            + (corrected.WinnerChanged ? "Another judge is first." : corrected.OrderChanged ? "The first stays first; others change places." : "The order stays as it is."),
        ]);

    private static string Share(Estimate share) => share.IsDefined ? Percent(share.Value) : NumberText.Undefined;

    private static string Range(RankRange? range) => range is not { } r ? "" : r.Best == r.Worst ? NumberText.Of(r.Best) : $"{NumberText.Of(r.Best)}-{NumberText.Of(r.Worst)}";

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    // After z come capital letters, and then the letters again: runs that far apart are not mistaken for each other.
    private static char Letter(int run) => (run % 52) < 26 ? (char)('a' + (run % 26)) : (char)('A' + (run % 26));
}
