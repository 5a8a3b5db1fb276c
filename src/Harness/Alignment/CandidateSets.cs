using System.Runtime.InteropServices;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>How good the sets of a judge are that may name several labels when it is unsure. Repeats and orders of one item are averaged and are one item.</summary>
public sealed record CandidateSetScores
{
    /// <summary>The share of items whose reference label is in the judge's set, from 0 to 1; its n is the items that have both. Larger sets cover more: read it with <see cref="MeanSize"/>.</summary>
    public required Estimate Coverage { get; init; }

    /// <summary>The mean number of labels in a set, at least 1, over the items with a set.</summary>
    public required Estimate MeanSize { get; init; }

    /// <summary>The share of sets with one label, from 0 to 1, over the items with a set.</summary>
    public required Estimate SingleShare { get; init; }

    /// <summary>Items with a set, but without one reference label: nobody labelled them, people tie, or their mean is no label.</summary>
    public required int WithoutReference { get; init; }

    /// <summary>Items of the dataset without a set: not judged, or every judgement failed.</summary>
    public required int WithoutSet { get; init; }
}

/// <summary>Scores judges that may name several labels (candidates of "Prompt Candidates, then Distill").</summary>
public static class CandidateSets
{
    /// <summary>Scores a judge's sets.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="verdicts">The judge's verdicts. A verdict without candidates is the set of its one label; a candidate that stands twice or is not on the scale does not count.</param>
    /// <param name="options">Which reference, and how intervals are computed; what else stands there has no effect.</param>
    /// <returns>The scores; <see langword="null"/> when no verdict has candidates.</returns>
    /// <exception cref="JudgeEvalException">The verdicts are not of this dataset, or the options do not fit the scale.</exception>
    public static CandidateSetScores? Score(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(verdicts);
        AlignmentPlan plan = AlignmentPlan.Create(dataset, options ?? new AlignmentOptions());
        _ = JudgeLabels.Read(dataset, verdicts, plan.OutOfScale);
        return Score(plan, JudgeAlignment.References(plan), verdicts);
    }

    /// <summary>Scores verdicts that are known to be of the dataset.</summary>
    internal static CandidateSetScores? Score(AlignmentPlan plan, ReferenceLabel[] references, VerdictSet verdicts)
    {
        AnnotatedDataset dataset = plan.Dataset;
        if (verdicts.Judgements.All(j => j.Verdict.Candidates.IsDefaultOrEmpty))
        {
            return null;
        }

        List<double> covered = [], sizes = [], singles = [];
        List<int> withReference = [], withSet = [];
        foreach (IGrouping<string, Judgement> judgements in verdicts.Judgements.GroupBy(j => j.Item, StringComparer.Ordinal))
        {
            double[][] sets = [.. judgements.Select(j => SetOf(dataset.Scale, j.Verdict)).Where(s => s.Length > 0)];
            if (sets.Length == 0 || !dataset.TryFindItem(judgements.Key, out int item))
            {
                continue;
            }

            withSet.Add(item);
            sizes.Add(sets.Average(s => s.Length));
            singles.Add(sets.Average(s => s.Length == 1 ? 1.0 : 0));
            if (!double.IsNaN(references[item].Hard))
            {
                withReference.Add(item);
                covered.Add(sets.Average(s => s.Contains(references[item].Hard) ? 1.0 : 0));
            }
        }

        return new CandidateSetScores
        {
            Coverage = Mean(plan, covered, withReference, "no item has both a set and one reference label"),
            MeanSize = Mean(plan, sizes, withSet, "no item has a set"),
            SingleShare = Mean(plan, singles, withSet, "no item has a set"),
            WithoutReference = sizes.Count - covered.Count,
            WithoutSet = dataset.Items.Length - sizes.Count,
        };
    }

    private static double[] SetOf(LabelScale scale, RecordedVerdict verdict)
    {
        IEnumerable<string> texts = verdict.Label is not { } label ? [] : verdict.Candidates.IsDefaultOrEmpty ? [label] : verdict.Candidates;
        return [.. texts.Where(t => scale.TryParse(t, out _)).Select(t => scale.TryParse(t, out Label found) ? found.Value : double.NaN).Distinct()];
    }

    private static Estimate Mean(AlignmentPlan plan, List<double> values, List<int> items, string whyUndefined) =>
        values.Count == 0 ? Estimate.Undefined(whyUndefined, 0) : ItemMeans.Estimate(plan, CollectionsMarshal.AsSpan(values), CollectionsMarshal.AsSpan(items));
}
