using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>A dataset with the verdicts of the judges that judged it.</summary>
/// <param name="Dataset">People's labels. Its name stands for it on the leaderboard.</param>
/// <param name="Judges">A set of verdicts for each judge; judges are the same across datasets where their names are.</param>
public sealed record LeaderboardSource(AnnotatedDataset Dataset, ImmutableArray<VerdictSet> Judges)
{
    /// <summary>Corrections of people's labels.</summary>
    /// <value>The default value is <see langword="null"/>: none are known.</value>
    public LabelCorrections? Corrections { get; init; }
}
