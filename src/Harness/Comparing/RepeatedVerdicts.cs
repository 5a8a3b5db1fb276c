using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Comparing;

/// <summary>A judge's verdicts by item and repeat. A repeat of a pair judged in both orders is both of its judgements.</summary>
internal sealed class RepeatedVerdicts
{
    private readonly AnnotatedDataset _dataset;
    private readonly VerdictSet _verdicts;
    private readonly Judgement[][][] _ofItem;

    /// <summary>Sorts the verdicts.</summary>
    /// <param name="dataset">The dataset that was judged.</param>
    /// <param name="verdicts">The verdicts; those on items that the dataset does not have are left out.</param>
    public RepeatedVerdicts(AnnotatedDataset dataset, VerdictSet verdicts)
    {
        _dataset = dataset;
        _verdicts = verdicts;
        _ofItem = new Judgement[dataset.Items.Length][][];
        Array.Fill(_ofItem, []);
        foreach (IGrouping<string, Judgement> item in verdicts.Judgements.GroupBy(j => j.Item, StringComparer.Ordinal))
        {
            if (dataset.TryFindItem(item.Key, out int at))
            {
                _ofItem[at] = [.. item.GroupBy(j => j.Repeat).OrderBy(r => r.Key).Select(r => r.ToArray())];
            }
        }

        Fewest = _ofItem.Length == 0 ? 0 : _ofItem.Min(r => r.Length);
        Most = _ofItem.Length == 0 ? 0 : _ofItem.Max(r => r.Length);
    }

    /// <summary>The smallest number of repeats of an item.</summary>
    public int Fewest { get; }

    /// <summary>The largest number of repeats of an item.</summary>
    public int Most { get; }

    /// <summary>The repeats of an item, in their order.</summary>
    /// <param name="item">The item's position.</param>
    public Judgement[][] Of(int item) => _ofItem[item];

    /// <summary>The label of each item by one repeat, or by one order of it; <see langword="null"/> where there is none.</summary>
    /// <param name="plan">How labels are read.</param>
    /// <param name="repeat">Which repeat, by its place among the item's own; <see langword="null"/> for all of them together.</param>
    /// <param name="order">Which order; <see langword="null"/> for what both come to.</param>
    public Label?[] Labels(AlignmentPlan plan, int? repeat, PresentationOrder? order)
    {
        IEnumerable<Judgement> chosen = _ofItem
            .SelectMany(repeats => repeat is not int r ? repeats.SelectMany(j => j) : r < repeats.Length ? repeats[r] : [])
            .Where(j => order is null || j.Order == order);
        var part = new VerdictSet(_verdicts.Judge, null, null, chosen);
        return [.. JudgeLabels.Read(_dataset, part, plan.OutOfScale).OfItem.Select(label => label?.Label)];
    }
}
