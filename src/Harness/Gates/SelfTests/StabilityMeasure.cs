using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates.SelfTests;

/// <summary>Measures how far a judge agrees with itself, item by item.</summary>
internal sealed class StabilityMeasure
{
    private readonly AlignmentPlan _plan;
    private readonly RepeatedVerdicts _verdicts;
    private readonly Label?[][] _original;
    private readonly Label?[][] _swapped;

    /// <summary>Reads the labels of every repeat.</summary>
    /// <param name="plan">How labels are read and intervals computed.</param>
    /// <param name="verdicts">The verdicts.</param>
    public StabilityMeasure(AlignmentPlan plan, RepeatedVerdicts verdicts)
    {
        _plan = plan;
        _verdicts = verdicts;
        _original = [.. Enumerable.Range(0, verdicts.Most).Select(r => verdicts.Labels(plan, r, PresentationOrder.Original))];
        _swapped = [.. Enumerable.Range(0, verdicts.Most).Select(r => verdicts.Labels(plan, r, PresentationOrder.Swapped))];
    }

    /// <summary>The figures.</summary>
    public StabilityFigures Figures()
    {
        List<int> repeated = [], both = [];
        List<double> flipped = [], agreement = [], orderFlips = [];
        Label?[] first = _verdicts.Labels(_plan, null, PresentationOrder.Original), second = _verdicts.Labels(_plan, null, PresentationOrder.Swapped);
        for (int item = 0; item < first.Length; item++)
        {
            int[] original = Counts(_original, item), swapped = Counts(_swapped, item);
            long pairs = Pairs(original.Sum()) + Pairs(swapped.Sum());
            if (pairs > 0)
            {
                long equal = original.Sum(c => Pairs(c)) + swapped.Sum(c => Pairs(c));
                repeated.Add(item);
                flipped.Add(equal < pairs ? 1 : 0);
                agreement.Add((double)equal / pairs);
            }

            if (_plan.Dataset.Scale.Level == ScaleLevel.Preference && first[item] is Label shownFirst && second[item] is Label shownSecond)
            {
                both.Add(item);
                orderFlips.Add(shownFirst.Value * shownSecond.Value < 0 ? 1 : 0);
            }
        }

        const string once = "no item has two labels in one order";
        return new StabilityFigures
        {
            FewestRepeats = _verdicts.Fewest,
            MostRepeats = _verdicts.Most,
            FlipRate = Share(flipped, repeated, once),
            SelfAgreement = Mean(agreement, repeated, once),
            OrderFlipRate = Share(orderFlips, both, "no pair has a label in both orders"),
        };
    }

    /// <summary>The items by how often each label was given over their repeats, with the number of such items; those with one label alone are left out.</summary>
    public IReadOnlyList<(int[] Counts, int Items)> Patterns()
    {
        Label?[][] labels = [.. Enumerable.Range(0, _verdicts.Most).Select(r => _verdicts.Labels(_plan, r, null))];
        return
        [
            .. Enumerable.Range(0, _plan.Dataset.Items.Length).Select(item => Counts(labels, item)).Where(c => c.Sum() > 1)
                .GroupBy(c => string.Join(' ', c), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.First(), g.Count())),
        ];
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    // How often each label was given, the most frequent first.
    private static int[] Counts(Label?[][] labels, int item) =>
        [.. labels.Select(l => l[item]).OfType<Label>().CountBy(l => l.Text, StringComparer.Ordinal).Select(c => c.Value).OrderDescending()];

    private Estimate Share(List<double> values, List<int> items, string none) =>
        values.Count == 0 || ClusterList.IsClustered(_plan.Dataset)
            ? Mean(values, items, none)
            : Proportion.Estimate(values.Count(v => v > 0), values.Count, _plan.Options.Confidence, ProportionInterval.ClopperPearson);

    private Estimate Mean(List<double> values, List<int> items, string none)
    {
        if (values.Count == 0)
        {
            return Estimate.Undefined(none, 0);
        }

        if (values.Exists(v => v != values[0]) || values[0] is not (0 or 1))
        {
            return ItemMeans.Estimate(_plan, [.. values], [.. items]);
        }

        // Of what never varied a bootstrap knows nothing: as for so many items, or clusters, of which none is otherwise.
        HashSet<int> kept = [.. items];
        int units = ClusterList.Of(_plan.Dataset).Count(c => c.Any(kept.Contains));
        return Estimate.Of(values[0], values.Count).WithInterval(
            Proportion.Interval(values[0] == 0 ? 0 : units, units, _plan.Options.Confidence, ProportionInterval.ClopperPearson));
    }
}
