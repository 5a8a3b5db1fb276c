using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Figures of a dataset by the value of a tag.</summary>
internal static class SliceCalculator
{
    /// <summary>The slices.</summary>
    /// <param name="board">The dataset.</param>
    /// <param name="judges">Every judge of the leaderboard, sorted.</param>
    /// <param name="tag">The tag.</param>
    /// <exception cref="JudgeEvalException">The tag has too many values (<c>JE1832</c>).</exception>
    public static LeaderboardSlices Of(BoardDataset board, ImmutableArray<string> judges, string tag)
    {
        ImmutableArray<JudgeItem> items = board.Plan.Dataset.Items;
        Func<JudgeItem, string?> valueOf = TagValues.Of(items, tag);
        SortedDictionary<string, List<int>> slices = new(StringComparer.Ordinal);
        int without = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (valueOf(items[i]) is not { Length: > 0 } value)
            {
                without++;
                continue;
            }

            if (!slices.TryGetValue(value, out List<int>? own))
            {
                slices.Add(value, own = []);
            }

            if (board.References[i].Count > 0)
            {
                own.Add(i);
            }
        }

        if (slices.Count > LeaderboardCalculator.MostSlices)
        {
            throw LeaderboardErrors.TooManySlices(tag, board.Name, slices.Count, board.Plan.Dataset.Folder);
        }

        // Within one cluster there is nothing to draw but its items.
        bool byItem = TagValues.IsCluster(items, tag);
        AlignmentPlan plan = byItem ? AlignmentPlan.Create(board.Plan.Dataset, board.Plan.Options, byItem) : board.Plan;
        return new LeaderboardSlices(tag, [.. slices.Select(s => Slice(board, plan, judges, s.Key, [.. s.Value], byItem, valueOf))], without);
    }

    private static LeaderboardSlice Slice(
        BoardDataset board, AlignmentPlan plan, ImmutableArray<string> judges, string value, int[] items, bool byItem, Func<JudgeItem, string?> valueOf)
    {
        AlignmentMetric metric = board.Plan.Metric;
        int units = items.Length;
        if (!byItem)
        {
            board.Clusters.Among(items, out units);
        }

        AnnotatedDataset? part = DatasetPart.Of(board.Plan.Dataset, item => valueOf(item) == value);
        Estimate ceiling = part is null
            ? Estimate.Undefined("nobody labelled an item of the slice", 0)
            : new HumanBaselineCalculator(AlignmentPlan.Create(part, board.Plan.Options with { Metric = metric }, byItem)).Ceiling[metric];
        return new LeaderboardSlice(value, items.Length, units, ceiling, [.. judges.Select(Figure)]);

        Estimate Figure(string name) => board.Judge(name) is not { } judge
            ? Estimate.Undefined(LeaderboardCalculator.NoVerdicts, 0)
            : board.Judge(name)!.Rows.Part(items) is { Items.Length: > 0 } rows ? rows.Estimate(plan, [metric])[metric]
            : Estimate.Undefined(judge.Rows.Items.IsEmpty ? judge.Figure.UndefinedReason ?? LeaderboardCalculator.NoVerdicts : "the judge answered no item of the slice", 0);
    }
}
