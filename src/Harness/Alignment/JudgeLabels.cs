using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Alignment;

/// <summary>What one judge's judgements of one item come to.</summary>
internal sealed record JudgeLabel
{
    /// <summary>The label; <see langword="null"/> when no judgement of the item has one.</summary>
    public Label? Label { get; init; }

    /// <summary>How many judgements gave that label.</summary>
    public int Stable { get; init; }

    /// <summary>How many judgements there are.</summary>
    public int Judgements { get; init; }

    /// <summary>Whether two judgements of the item gave different labels; a failure gives none.</summary>
    public bool Unstable { get; init; }

    /// <summary>How often each label of the scale was given, or its mean probability; <see langword="null"/> on numeric scales.</summary>
    public double[]? Distribution { get; init; }

    public string? Rationale { get; init; }

    public JudgeFailure? Failure { get; init; }
}

/// <summary>Reads a judge's verdicts against the dataset's scale and brings repeats and orders of an item to one label.</summary>
internal sealed class JudgeLabels
{
    private JudgeLabels(
        JudgeLabel?[] ofItem, ImmutableSortedDictionary<FailureKind, int> failures, ImmutableArray<OutOfScaleVerdict> outOfScale, JudgeStability? stability)
    {
        Stability = stability;
        OfItem = ofItem;
        Failures = failures;
        OutOfScale = outOfScale;
    }

    /// <summary>By the item's position in the dataset; <see langword="null"/> where there is no judgement at all.</summary>
    public JudgeLabel?[] OfItem { get; }

    public ImmutableSortedDictionary<FailureKind, int> Failures { get; }

    public ImmutableArray<OutOfScaleVerdict> OutOfScale { get; }

    /// <summary><see langword="null"/> when no item has several judgements.</summary>
    public JudgeStability? Stability { get; }

    /// <summary>Reads a judge's verdicts.</summary>
    /// <param name="dataset">The dataset that was judged.</param>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="policy">What to do with labels off the scale.</param>
    /// <param name="own">The scale that the judge answers on, where it is not the dataset's.</param>
    public static JudgeLabels Read(AnnotatedDataset dataset, VerdictSet verdicts, OutOfScalePolicy policy, LabelScale? own = null)
    {
        if (verdicts.DatasetHash is string hash && hash != dataset.Identity.Hash)
        {
            throw AlignmentErrors.OtherDataset(dataset, verdicts);
        }

        if (verdicts.Dataset is string name && name != dataset.Info.Name)
        {
            throw AlignmentErrors.OtherDatasetName(dataset, verdicts);
        }

        List<string> unknown = [];
        JudgeLabels labels = Read(dataset, verdicts, policy, own ?? dataset.Scale, (id, out item) =>
        {
            bool found = dataset.TryFindItem(id, out item);
            if (!found)
            {
                unknown.Add(id);
            }

            return found;
        });
        return unknown.Count == 0 ? labels : throw AlignmentErrors.UnknownItems(dataset, verdicts, unknown);
    }

    /// <summary>Reads the verdicts on some items alone, whatever dataset they are of.</summary>
    /// <param name="dataset">The dataset that has the items.</param>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="policy">What to do with labels off the scale.</param>
    /// <param name="among">Whether an item, by its position, is among them.</param>
    public static JudgeLabels ReadSome(AnnotatedDataset dataset, VerdictSet verdicts, OutOfScalePolicy policy, bool[] among) =>
        Read(dataset, verdicts, policy, dataset.Scale, (id, out item) => dataset.TryFindItem(id, out item) && among[item]);

    private delegate bool ItemFinder(string id, out int item);

    private static JudgeLabels Read(AnnotatedDataset dataset, VerdictSet verdicts, OutOfScalePolicy policy, LabelScale scale, ItemFinder find)
    {
        CheckProbabilities(dataset, scale, verdicts);

        JudgeLabel?[] ofItem = new JudgeLabel?[dataset.Items.Length];
        SortedDictionary<FailureKind, int> failures = [];
        ImmutableArray<OutOfScaleVerdict>.Builder outOfScale = ImmutableArray.CreateBuilder<OutOfScaleVerdict>();
        StabilityCounter stability = new(scale.Level == ScaleLevel.Preference);
        ImmutableArray<Judgement> all = verdicts.Judgements;
        for (int start = 0; start < all.Length;)
        {
            int end = start;
            while (end < all.Length && all[end].Item == all[start].Item)
            {
                end++;
            }

            if (find(all[start].Item, out int item))
            {
                int count = dataset.Counts?.Of[item] ?? 1;
                ofItem[item] = Combine(scale, all.AsSpan(start, end - start), count, policy, failures, outOfScale, stability);
            }

            start = end;
        }

        return new JudgeLabels(ofItem, failures.ToImmutableSortedDictionary(), outOfScale.ToImmutable(), stability.Result());
    }

    private static void CheckProbabilities(AnnotatedDataset dataset, LabelScale scale, VerdictSet verdicts)
    {
        if (scale.IsNumeric)
        {
            return;
        }

        string[] unknown =
        [
            .. verdicts.Judgements.Where(j => j.Verdict.Probabilities is not null).SelectMany(j => j.Verdict.Probabilities!.Keys)
                .Distinct(StringComparer.Ordinal).Where(label => !scale.Labels.Contains(label, StringComparer.Ordinal)).Order(StringComparer.Ordinal),
        ];
        if (unknown.Length > 0)
        {
            throw AlignmentErrors.UnknownProbabilities(dataset, scale, verdicts, unknown);
        }
    }

    private static JudgeLabel Combine(
        LabelScale scale,
        ReadOnlySpan<Judgement> judgements,
        int count,
        OutOfScalePolicy policy,
        SortedDictionary<FailureKind, int> failures,
        ImmutableArray<OutOfScaleVerdict>.Builder outOfScale,
        StabilityCounter stability)
    {
        List<Label> labels = new(judgements.Length);
        double[]? distribution = scale.IsNumeric ? null : new double[scale.Labels.Length];
        JudgeFailure? failure = null;
        string? rationale = null;
        List<Label> original = [], swapped = [];
        foreach (Judgement judgement in judgements)
        {
            if (Resolve(scale, judgement, policy, outOfScale, out JudgeFailure? problem) is not Label label)
            {
                failures[problem!.Kind] = failures.GetValueOrDefault(problem.Kind) + count;
                failure ??= problem;
                continue;
            }

            labels.Add(label);
            (judgement.Order == PresentationOrder.Original ? original : swapped).Add(label);
            rationale ??= judgement.Verdict.Rationale;
            Spread(scale, distribution, label, judgement.Verdict.Probabilities);
        }

        Label? first = original.Count == 0 ? null : Choose(original), second = swapped.Count == 0 ? null : Choose(swapped);
        stability.Add(count, judgements.Length, original, swapped, first, second);
        if (labels.Count == 0)
        {
            return new JudgeLabel { Judgements = judgements.Length, Failure = failure };
        }

        Label chosen = first is { } shownFirst && second is { } shownSecond && scale.Level == ScaleLevel.Preference
            ? Reconcile(scale, shownFirst, shownSecond)
            : Choose(labels);
        return new JudgeLabel
        {
            Label = chosen,
            Stable = labels.Count(l => l == chosen),
            Judgements = judgements.Length,
            Unstable = labels.Exists(l => l != labels[0]),
            Distribution = distribution,
            Rationale = rationale,
        };
    }

    /// <summary>
    /// What a pair's two orders come to. A side that only one of the orders takes is the side of a place and not of a response: a tie
    /// (Zheng et al., 2023, arXiv:2306.05685, section 3.4). Of one side with two magnitudes the weaker holds in both orders. Neither depends on
    /// which of the responses the dataset calls A.
    /// </summary>
    private static Label Reconcile(LabelScale scale, Label original, Label swapped)
    {
        int weaker = Math.Abs(original.Value) <= Math.Abs(swapped.Value) ? scale.Labels.IndexOf(original.Text) : scale.Labels.IndexOf(swapped.Text);
        return original.Value * swapped.Value > 0 ? scale.At(weaker) : scale.At(scale.Labels.Length / 2);
    }

    private static Label? Resolve(
        LabelScale scale,
        Judgement judgement,
        OutOfScalePolicy policy,
        ImmutableArray<OutOfScaleVerdict>.Builder outOfScale,
        out JudgeFailure? failure)
    {
        failure = judgement.Verdict.Failure;
        if (failure is not null)
        {
            if (failure.Kind == FailureKind.OutOfScale)
            {
                outOfScale.Add(new OutOfScaleVerdict(judgement.Item, failure.Value ?? failure.Detail, null));
            }

            return null;
        }

        string text = judgement.Verdict.Label ?? "";
        if (scale.TryParse(text, out Label label))
        {
            return label;
        }

        if (policy == OutOfScalePolicy.Clip && scale.TryClip(text, out label))
        {
            outOfScale.Add(new OutOfScaleVerdict(judgement.Item, text, label.Text));
            return label;
        }

        outOfScale.Add(new OutOfScaleVerdict(judgement.Item, text, null));
        failure = new JudgeFailure(FailureKind.OutOfScale, $"'{text}' is not on the scale {scale}");
        return null;
    }

    /// <summary>
    /// The most frequent label; of equally frequent ones the one nearest to the mean of all, and of those the one that was given
    /// first, so that a choice never depends on anything but the judgements in their fixed order.
    /// </summary>
    private static Label Choose(List<Label> labels)
    {
        double mean = labels.Average(l => l.Value);
        Label best = labels[0];
        int bestCount = 0;
        foreach (Label candidate in labels)
        {
            int count = labels.Count(l => l == candidate);
            if (count > bestCount || (count == bestCount && Math.Abs(candidate.Value - mean) < Math.Abs(best.Value - mean)))
            {
                (best, bestCount) = (candidate, count);
            }
        }

        return best;
    }

    private static void Spread(LabelScale scale, double[]? distribution, Label label, ImmutableSortedDictionary<string, double>? probabilities)
    {
        if (distribution is null)
        {
            return;
        }

        if (probabilities is null)
        {
            distribution[scale.Labels.IndexOf(label.Text)]++;
            return;
        }

        double total = probabilities.Values.Sum();
        foreach ((string name, double probability) in probabilities)
        {
            if (total > 0)
            {
                distribution[scale.Labels.IndexOf(name)] += probability / total;
            }
        }
    }
}
