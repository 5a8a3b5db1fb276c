using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Comparing;

/// <summary>Which items of today's dataset the baseline has as well. Immutable.</summary>
internal sealed class CommonItems
{
    private CommonItems(bool[] same, int onlyBaseline, int onlyCandidate, int otherContent)
    {
        Same = same;
        OnlyBaseline = onlyBaseline;
        OnlyCandidate = onlyCandidate;
        OtherContent = otherContent;
    }

    /// <summary>By the item's position today: whether the baseline has it, with the same content as far as that is known.</summary>
    public bool[] Same { get; }

    /// <summary>How many items only the baseline has.</summary>
    public int OnlyBaseline { get; }

    /// <summary>How many items only today's dataset has; where the baseline's items are not known, those it has no verdict on.</summary>
    public int OnlyCandidate { get; }

    /// <summary>How many items have the same id and another content.</summary>
    public int OtherContent { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Array.IndexOf(Same, true) < 0;

    /// <summary>Finds them.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="dataset">Today's dataset.</param>
    public static CommonItems Of(JudgeBaseline baseline, AnnotatedDataset dataset)
    {
        bool[] same = new bool[dataset.Items.Length];
        int gone = 0, found = 0, other = 0;
        string[] fingerprints = baseline.Items is null ? [] : ItemFingerprint.All(dataset);
        foreach ((string id, BaselineItem? then) in Ids(baseline))
        {
            if (!dataset.TryFindItem(id, out int item))
            {
                gone++;
                continue;
            }

            found++;
            same[item] = then is null || then.Fingerprint == fingerprints[item];
            other += same[item] ? 0 : 1;
        }

        return new CommonItems(same, gone, same.Length - found, other);
    }

    // Where the items are not known, those with a verdict are all that is known of them.
    private static IEnumerable<(string Id, BaselineItem? Then)> Ids(JudgeBaseline baseline) => baseline.Items is { } items
        ? items.Select(i => (i.Key, (BaselineItem?)i.Value))
        : OnVerdicts(baseline);

    private static IEnumerable<(string Id, BaselineItem? Then)> OnVerdicts(JudgeBaseline baseline)
    {
        string? last = null;
        foreach (Runs.Judgement judgement in baseline.Verdicts.Judgements)
        {
            if (judgement.Item != last)
            {
                yield return (last = judgement.Item, null);
            }
        }
    }
}
