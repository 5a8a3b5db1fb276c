using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Puts a leaderboard together.</summary>
internal static class LeaderboardCalculator
{
    /// <summary>The most slices of a dataset.</summary>
    public const int MostSlices = 100;

    /// <summary>Why a cell is empty.</summary>
    public const string NoVerdicts = "no verdicts on this dataset";

    /// <inheritdoc cref="Leaderboard.Compute"/>
    public static Leaderboard Compute(IEnumerable<LeaderboardSource> sources, LeaderboardOptions options)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        LeaderboardSource[] sorted = [.. sources.OrderBy(s => s.Dataset.Info.Name, StringComparer.Ordinal)];
        for (int i = 1; i < sorted.Length; i++)
        {
            AnnotatedDataset own = sorted[i].Dataset, before = sorted[i - 1].Dataset;
            if (own.Info.Name == before.Info.Name)
            {
                throw LeaderboardErrors.SameName(own.Info.Name, own.Folder, before.Folder);
            }
        }

        CorrectionComparison.Check(sorted);
        ImmutableArray<BoardDataset> boards = [.. sorted.Select(s => new BoardDataset(s, options))];
        ImmutableArray<string> judges = [.. boards.SelectMany(b => b.Judges).Select(j => j.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new Leaderboard(
            judges,
            [.. boards.Select(b => Dataset(b, judges, options))],
            [.. boards.GroupBy(b => b.Plan.Metric).OrderBy(g => g.Key).Select(g => ComparisonCalculator.Compare(judges, [.. g], options))],
            options);
    }

    private static void Check(LeaderboardOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Resamples, nameof(options));
        ArgumentOutOfRangeException.ThrowIfEqual(options.Resamples, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.ErrorDraws, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxDegreeOfParallelism, nameof(options));
        if (options.LeastCoverage is not (>= 0 and <= 1) || options.ErrorRates.Any(rate => rate is not (> 0 and <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), "A coverage lies between 0 and 1, and a rate of label error above 0 and up to 1.");
        }
    }

    private static LeaderboardDataset Dataset(BoardDataset board, ImmutableArray<string> judges, LeaderboardOptions options)
    {
        AnnotatedDataset dataset = board.Plan.Dataset;
        int[] labelled = [.. Enumerable.Range(0, dataset.Items.Length).Where(i => board.References[i].Count > 0)];
        board.Clusters.Among(labelled, out int units);
        return new LeaderboardDataset
        {
            Name = board.Name,
            Hash = dataset.Identity.Hash,
            Items = dataset.Items.Length,
            Labelled = board.Labelled,
            Unit = board.Clusters.Unit,
            Units = units,
            Level = board.Plan.Level,
            Metric = board.Plan.Metric,
            Ceiling = new HumanBaselineCalculator(board.Plan).Ceiling[board.Plan.Metric],
            Cells = [.. judges.Select(j => Cell(board, j))],
            Slices = options.By is { } tag ? SliceCalculator.Of(board, judges, tag) : null,
            Systems = options.System is null ? null : SystemLevelCalculator.Of(board, options),
        };
    }

    private static LeaderboardCell Cell(BoardDataset board, string name) => board.Judge(name) is not { } judge
        ? new LeaderboardCell
        {
            Judge = name,
            Figure = Estimate.Undefined(NoVerdicts, 0),
            IsMissing = true,
            Answered = 0,
            Coverage = 0,
            OutOfScale = 0,
            Items = new Influence(Estimate.Undefined(NoVerdicts, 0), null, Estimate.Undefined(NoVerdicts, 0)),
        }
        : new LeaderboardCell
        {
            Judge = name,
            Figure = judge.Figure,
            IsMissing = false,
            Answered = judge.Rows.Items.Length,
            Coverage = board.CoverageOf(judge),
            OutOfScale = judge.Labels.OutOfScale.Length,
            Items = ItemInfluence(board, judge),
        };

    private static Influence ItemInfluence(BoardDataset board, BoardJudge judge)
    {
        if (!board.Plan.Ordered)
        {
            Estimate none = Estimate.Undefined("the categories have no order", judge.Rows.Items.Length);
            return new Influence(none, null, none);
        }

        double[] said = [.. judge.Rows.Rows.Select(r => r.Value)], people = [.. judge.Rows.Rows.Select(r => r.Mean)];
        return PearsonInfluence.Of(said, people, row => board.Plan.Dataset.Items[judge.Rows.Items[row]].Id);
    }
}
