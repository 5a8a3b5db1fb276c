using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>A dataset with its judges' labels beside people's references: what every part of a leaderboard is computed from. Immutable.</summary>
internal sealed class BoardDataset
{
    private readonly SortedDictionary<string, BoardJudge> _judges = new(StringComparer.Ordinal);

    /// <summary>Reads the judges against the dataset.</summary>
    /// <param name="source">The dataset and its judges.</param>
    /// <param name="options">How the leaderboard is computed.</param>
    public BoardDataset(LeaderboardSource source, LeaderboardOptions options)
    {
        Source = source;
        Plan = AlignmentPlan.Create(source.Dataset, OptionsOf(options));
        References = JudgeAlignment.References(Plan);
        Labelled = References.Count(r => r.Count > 0);
        Clusters = ItemClusters.Of(source.Dataset.Items);
        foreach (VerdictSet verdicts in source.Judges)
        {
            if (_judges.TryGetValue(verdicts.Judge.Name, out BoardJudge? other))
            {
                throw LeaderboardErrors.SameJudge(verdicts.Judge.Name, Name, verdicts.Path, other.Path);
            }

            _judges.Add(verdicts.Judge.Name, Read(verdicts));
        }
    }

    /// <summary>The dataset and its judges as they were given.</summary>
    public LeaderboardSource Source { get; }

    /// <summary>How it is aligned.</summary>
    public AlignmentPlan Plan { get; }

    /// <summary>People's reference of each item.</summary>
    public ReferenceLabel[] References { get; }

    /// <summary>How many items people labelled.</summary>
    public int Labelled { get; }

    /// <summary>What a resample draws whole.</summary>
    public ItemClusters Clusters { get; }

    /// <summary>The dataset's name.</summary>
    public string Name => Plan.Dataset.Info.Name;

    /// <summary>The judges, sorted by name.</summary>
    public IEnumerable<BoardJudge> Judges => _judges.Values;

    /// <summary>A judge by its name; <see langword="null"/> where it has no verdicts here.</summary>
    public BoardJudge? Judge(string name) => _judges.GetValueOrDefault(name);

    /// <summary>How one dataset of a leaderboard is aligned.</summary>
    public static AlignmentOptions OptionsOf(LeaderboardOptions options) => new()
    {
        Level = options.Level,
        Metric = options.Metric,
        Resamples = options.Resamples,
        Seed = options.Seed,
        Confidence = options.Confidence,
        Baselines = false,
    };

    /// <summary>The share of the labelled items that a judge answered.</summary>
    public double CoverageOf(BoardJudge judge) => Labelled == 0 ? 0 : (double)judge.Rows.Items.Length / Labelled;

    private BoardJudge Read(VerdictSet verdicts)
    {
        if (verdicts.Judge.DifficultyScale is { } scale)
        {
            JudgeLabels predictions = JudgeLabels.Read(Plan.Dataset, verdicts, Plan.OutOfScale, scale);
            AlignedRows none = AlignedRows.Create(Plan, References, _ => null, _ => null);
            return new BoardJudge(verdicts.Judge.Name, verdicts.Path, predictions, none, Estimate.Undefined("the judge predicts difficulty and gives no label", 0));
        }

        JudgeLabels labels = JudgeLabels.Read(Plan.Dataset, verdicts, Plan.OutOfScale);
        AlignedRows rows = AlignedRows.Create(Plan, References, labels);
        return new BoardJudge(verdicts.Judge.Name, verdicts.Path, labels, rows, rows.Estimate(Plan, [Plan.Metric])[Plan.Metric]);
    }
}

/// <summary>A judge's labels on one dataset.</summary>
/// <param name="Name">The judge.</param>
/// <param name="Path">The file its verdicts are of.</param>
/// <param name="Labels">Its labels by the item's position.</param>
/// <param name="Rows">Its labels beside people's references.</param>
/// <param name="Figure">The figure with its interval.</param>
internal sealed record BoardJudge(string Name, string? Path, JudgeLabels Labels, AlignedRows Rows, Estimate Figure);
