using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Comparing;

/// <summary>How people's labels differ between the baseline's time and today, on the common items.</summary>
/// <param name="Items">On how many items any label differs.</param>
/// <param name="Changed">How many labels are others.</param>
/// <param name="New">How many labels there were not.</param>
/// <param name="Gone">How many labels there are no longer.</param>
internal sealed record LabelShift(int Items, int Changed, int New, int Gone)
{
    /// <summary>How many labels differ in any way.</summary>
    public int Labels => Changed + New + Gone;

    /// <summary>Counts.</summary>
    /// <param name="then">The items then.</param>
    /// <param name="dataset">Today's dataset.</param>
    /// <param name="common">The common items.</param>
    public static LabelShift Of(ImmutableSortedDictionary<string, BaselineItem> then, AnnotatedDataset dataset, CommonItems common)
    {
        int items = 0, changed = 0, added = 0, gone = 0;
        for (int item = 0; item < common.Same.Length; item++)
        {
            if (!common.Same[item])
            {
                continue;
            }

            ImmutableSortedDictionary<string, string> before = then[dataset.Items[item].Id].Labels;
            int known = 0, others = 0, unknown = 0;
            foreach (Annotation annotation in dataset.AnnotationsOf(item))
            {
                bool had = before.TryGetValue(dataset.Annotators[annotation.Annotator].Id, out string? label);
                known += had ? 1 : 0;
                unknown += had ? 0 : 1;
                others += had && label != dataset.LabelOf(annotation).Text ? 1 : 0;
            }

            items += others + unknown + before.Count - known > 0 ? 1 : 0;
            (changed, added, gone) = (changed + others, added + unknown, gone + before.Count - known);
        }

        return new LabelShift(items, changed, added, gone);
    }
}
