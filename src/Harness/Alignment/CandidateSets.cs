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
    /// <param name="options">Which reference; what else stands there has no effect.</param>
    /// <returns>The scores; <see langword="null"/> when no verdict has candidates.</returns>
    /// <exception cref="JudgeEvalException">The verdicts are not of this dataset, or the options do not fit the scale.</exception>
    public static CandidateSetScores? Score(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(verdicts);
        AlignmentPlan plan = AlignmentPlan.Create(dataset, options ?? new AlignmentOptions());
        _ = JudgeLabels.Read(dataset, verdicts, plan.OutOfScale);
        if (verdicts.Judgements.All(j => j.Verdict.Candidates.IsDefaultOrEmpty))
        {
            return null;
        }

        ReferenceCalculator references = new(dataset, plan.Reference, plan.Ordered);
        List<double> covered = [], sizes = [], singles = [];
        int withoutReference = 0;
        foreach (IGrouping<string, Judgement> judgements in verdicts.Judgements.GroupBy(j => j.Item, StringComparer.Ordinal))
        {
            double[][] sets = [.. judgements.Select(j => SetOf(dataset.Scale, j.Verdict)).Where(s => s.Length > 0)];
            if (sets.Length == 0 || !dataset.TryFindItem(judgements.Key, out int item))
            {
                continue;
            }

            sizes.Add(sets.Average(s => s.Length));
            singles.Add(sets.Average(s => s.Length == 1 ? 1.0 : 0));
            double reference = references.Of(dataset.AnnotationsOf(item)).Hard;
            if (double.IsNaN(reference))
            {
                withoutReference++;
                continue;
            }

            covered.Add(sets.Average(s => s.Contains(reference) ? 1.0 : 0));
        }

        return new CandidateSetScores
        {
            Coverage = Mean(covered, "no item has both a set and one reference label"),
            MeanSize = Mean(sizes, "no item has a set"),
            SingleShare = Mean(singles, "no item has a set"),
            WithoutReference = withoutReference,
            WithoutSet = dataset.Items.Length - sizes.Count,
        };
    }

    private static double[] SetOf(LabelScale scale, RecordedVerdict verdict)
    {
        IEnumerable<string> texts = verdict.Label is not { } label ? [] : verdict.Candidates.IsDefaultOrEmpty ? [label] : verdict.Candidates;
        return [.. texts.Where(t => scale.TryParse(t, out _)).Select(t => scale.TryParse(t, out Label found) ? found.Value : double.NaN).Distinct()];
    }

    private static Estimate Mean(List<double> values, string whyUndefined) =>
        values.Count == 0 ? Estimate.Undefined(whyUndefined, 0) : Estimate.Of(values.Average(), values.Count);
}
