using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Ranks judges anew on corrected labels: the same judges, datasets and items.</summary>
internal static class CorrectionComparison
{
    private const string NoFigure = "the metric is undefined on these labels";

    /// <summary>The order before and after.</summary>
    /// <param name="rows">The common rows of each dataset.</param>
    /// <param name="order">The judges' places before, the best first.</param>
    /// <param name="means">Each judge's mean before.</param>
    /// <param name="ranks">Each judge's rank before.</param>
    /// <returns><see langword="null"/> where no dataset has corrections.</returns>
    public static CorrectedOrder? Of(CommonRows[] rows, int[] order, double[] means, int[] ranks)
    {
        CommonRows[] corrected = [.. rows.Where(r => r.Dataset.Source.Corrections is not null)];
        if (corrected.Length == 0)
        {
            return null;
        }

        int changed = 0;
        double[] sums = new double[means.Length];
        foreach (CommonRows dataset in rows)
        {
            double[] values = dataset.Values();
            if (dataset.Dataset.Source.Corrections is { } corrections)
            {
                ReferenceLabel[] references = Apply(dataset.Dataset, corrections, out AlignmentPlan plan);
                changed += dataset.Items.Count(item => !Same(references[item], dataset.Dataset.References[item]));
                values = [.. dataset.Judges.Select(judge => dataset.Value(AlignedRows.Create(plan, references, judge.Labels).Part(dataset.Items).Rows.ToArray()))];
            }

            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += values[j] / rows.Length;
            }
        }

        double sign = rows[0].Metric.HigherIsBetter() ? 1 : -1;
        double[] after = [.. sums.Select(s => sign * s)];
        int[] ranksAfter = JudgeOrder.Ranks(after);
        int items = rows.Sum(r => r.Items.Length);
        return new CorrectedOrder(
            [.. corrected.Select(r => r.Dataset.Name)],
            corrected.Sum(r => r.Dataset.Source.Corrections!.Items.Length),
            changed,
            [.. order.Select(j => new CorrectedJudge(rows[0].Judges[j].Name, Figure(means[j], items), Figure(sums[j], items), ranks[j], ranksAfter[j]))],
            JudgeOrder.WinnerFlips(ranks, after),
            JudgeOrder.Reversed(ranks, after) > 0);
    }

    /// <summary>The references with the corrected labels in the place of what people said.</summary>
    public static ReferenceLabel[] Apply(BoardDataset board, LabelCorrections corrections, out AlignmentPlan plan)
    {
        AnnotatedDataset dataset = board.Plan.Dataset;
        ILookup<string, CorrectedLabel> corrected = corrections.Labels.ToLookup(l => l.Item, StringComparer.Ordinal);
        var builder = new DatasetBuilder(dataset.Info, dataset.Shape, dataset.Scale, dataset.Subjectivity);
        for (int i = 0; i < dataset.Items.Length; i++)
        {
            JudgeItem item = dataset.Items[i];
            builder.AddItem(item);
            if (corrected.Contains(item.Id))
            {
                foreach (CorrectedLabel label in corrected[item.Id])
                {
                    builder.AddAnnotation(item.Id, label.Annotator, label.Label, location: label.At);
                }

                continue;
            }

            foreach (Annotation label in dataset.AnnotationsOf(i))
            {
                builder.AddAnnotation(item.Id, dataset.Annotators[label.Annotator].Id, dataset.LabelOf(label).Text);
            }
        }

        plan = AlignmentPlan.Create(builder.Build(), board.Plan.Options with { Metric = board.Plan.Metric });
        return JudgeAlignment.References(plan);
    }

    /// <summary>Checks the corrections of all datasets, whether or not they count in a comparison.</summary>
    /// <param name="sources">The datasets.</param>
    /// <exception cref="JudgeEvalException">A label is of no item (<c>JE1835</c>), not on the scale (<c>JE1836</c>), or twice by the same person (<c>JE1837</c>).</exception>
    public static void Check(IEnumerable<LeaderboardSource> sources)
    {
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (LeaderboardSource source in sources)
        {
            if (source.Corrections is { } corrections)
            {
                errors.AddRange(Errors(source.Dataset, corrections));
            }
        }

        if (errors.Count > 0)
        {
            throw new JudgeEvalException(errors.ToImmutable());
        }
    }

    private static IEnumerable<Diagnostic> Errors(AnnotatedDataset dataset, LabelCorrections corrections)
    {
        HashSet<(string, string)> seen = [];
        foreach (CorrectedLabel label in corrections.Labels)
        {
            if (!dataset.TryFindItem(label.Item, out _))
            {
                yield return LeaderboardErrors.UnknownItem(label.At, label.Item, dataset.Info.Name);
            }
            else if (!dataset.Scale.TryParse(label.Label, out _))
            {
                yield return LeaderboardErrors.NotOnTheScale(label.At, label.Label, dataset.Info.Name, dataset.Scale.ToString());
            }
            else if (!seen.Add((label.Item, label.Annotator)))
            {
                yield return LeaderboardErrors.SameAnnotator(label.At, label.Item, label.Annotator);
            }
        }
    }

    private static bool Same(ReferenceLabel first, ReferenceLabel second) =>
        (first.Hard.Equals(second.Hard) && first.Middle.Equals(second.Middle) && first.Mean.Equals(second.Mean)) || (first.Count == 0 && second.Count == 0);

    private static Estimate Figure(double value, int items) => double.IsNaN(value) ? Estimate.Undefined(NoFigure, items) : Estimate.Of(value, items);
}
