using System.Globalization;
using System.Runtime.CompilerServices;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Cases;

/// <summary>
/// The record that a committed baseline and the dataset beside it come to. Agreement is computed anew, with default options; what a baseline does not keep
/// stays absent and is said to be unknown, never taken for zero.
/// </summary>
internal static class CommittedRecord
{
    // Along a history most cases stay as they are.
    private static readonly ConditionalWeakTable<CommittedCase, Made> Known = [];

    private const string NotKept = "a committed baseline keeps no figure";

    /// <summary>Makes the record, once for each case.</summary>
    /// <returns>The record, <see langword="null"/> where there is no dataset to hold the verdicts against; and where it is from.</returns>
    public static (AlignmentRecord? Record, CaseOrigin Origin) Of(CommittedCase committed)
    {
        Made made = Known.GetValue(committed, static c => Make(c));
        return (made.Record, made.Origin);
    }

    private static Made Make(CommittedCase committed)
    {
        BaselineRecord accepted = committed.Baseline;
        AcceptedGate[] comparing = [.. accepted.Gates.Where(g => g.Code == BaselineGate.NoBaseline || Comparing(g.Gate))];
        AcceptedGate[] kept = [.. accepted.Gates.Except(comparing)];
        CaseOrigin origin = new(committed.Path)
        {
            OfBaseline = true,
            Notes = ["it was read from a committed baseline: rationales, usage and cost are not recorded"],
            Known = [.. committed.Snapshot.Select(e => e.Item)],
            ComparingGates = [.. comparing.Select(g => g.Gate)],
            AcceptedPrompt = committed.PromptPath,
            OtherPrompts = committed.OtherPrompts,
        };
        if (Unusable(committed) is { } why)
        {
            return new Made(null, origin with { Notes = [.. origin.Notes, why] });
        }

        AnnotatedDataset dataset = committed.Dataset!;
        VerdictSet verdicts = VerdictsOn(dataset, accepted.Baseline, out int otherContent, out int gone);
        AlignmentOptions options = new() { Baselines = false };
        AlignmentResult alignment = new AlignmentBasis(dataset, options).Align(verdicts);
        SnapshotOutcome? snapshot = SnapshotOf(committed, alignment, out string? unlike);
        AlignmentRecord record = new()
        {
            Suite = accepted.Suite,
            Case = accepted.Case,
            Test = accepted.Test,
            ProjectPath = ".",
            Dataset = dataset.Info.Name,
            DatasetPath = committed.DatasetPath,
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Card = DatasetCard.Of(dataset),
            PromptPath = committed.PromptPath,
            PromptText = committed.PromptText,
            Options = options,
            Alignment = alignment,
            Gates = kept.Length == 0 ? null : new GateReport(kept.Max(g => g.Decision), [.. kept.Select(Result)]),
            Snapshot = snapshot,
            Items = RecordedItem.All(dataset, verdicts),
        };
        int unjudged = dataset.Items.Count(i => !accepted.Baseline.Items!.ContainsKey(i.Id));
        string?[] notes =
        [
            unjudged > 0 ? $"the dataset has {Items(unjudged)} more than the baseline, without a verdict" : null,
            otherContent > 0 ? $"the content of {Items(otherContent)} is another one than when the baseline was accepted; their verdicts are left out" : null,
            gone > 0 ? $"the dataset no longer has {Items(gone)} of the baseline; their verdicts are left out" : null,
            unlike,
        ];
        return new Made(record, origin with { Notes = [.. origin.Notes, .. notes.OfType<string>()] });
    }

    private static string? Unusable(CommittedCase committed) => committed.Dataset is not { } dataset
        ? $"the revision has no dataset '{committed.Baseline.Dataset}'; the items' texts are not known"
        : committed.Baseline.Baseline.Scale is { } scale && scale != dataset.Scale.ToString()
            ? $"the scale of '{dataset.Info.Name}' is {dataset.Scale} and was {scale} when the baseline was accepted"
        : null;

    // A verdict on a text that is no longer the item's says nothing of the item.
    private static VerdictSet VerdictsOn(AnnotatedDataset dataset, JudgeBaseline baseline, out int otherContent, out int gone)
    {
        string[] fingerprints = ItemFingerprint.All(dataset);
        HashSet<string> same = new(StringComparer.Ordinal);
        (otherContent, gone) = (0, 0);
        foreach ((string id, BaselineItem item) in baseline.Items!)
        {
            if (!dataset.TryFindItem(id, out int at))
            {
                gone++;
            }
            else if (fingerprints[at] != item.Fingerprint)
            {
                otherContent++;
            }
            else
            {
                same.Add(id);
            }
        }

        Judgement[] judgements = [.. baseline.Verdicts.Judgements.Where(j => same.Contains(j.Item))];
        int asked = judgements.Select(j => j.Item).Distinct(StringComparer.Ordinal).Count();
        return new VerdictSet(baseline.Verdicts.Judge, dataset.Info.Name, null, judgements)
        {
            Partial = asked < dataset.Items.Length ? new PartialRun(asked, dataset.Items.Length) : null,
        };
    }

    // The options of the suite are not known. Where default ones give the very lines that were accepted, the snapshot holds; where not, nothing follows.
    private static SnapshotOutcome? SnapshotOf(CommittedCase committed, AlignmentResult alignment, out string? unlike)
    {
        unlike = null;
        if (committed.SnapshotPath is not { } path)
        {
            return null;
        }

        HashSet<string> flips = [.. alignment.Items.Where(i => i.StableRepeats < i.Repeats).Select(i => i.Item)];
        SnapshotDifference difference = SnapshotComparer.Compare(committed.Snapshot, DisagreementSnapshot.Entries(alignment)).SetUnstableApart(flips.Contains);
        if (difference.IsEmpty)
        {
            return difference.ToOutcome(path);
        }

        unlike = $"the committed snapshot is not what baseline and dataset give ({difference.Summary}): the one was accepted without the other, the labels changed since, or the suite computes with options of its own";
        return null;
    }

    private static bool Comparing(string gate)
    {
        try
        {
            return GateLanguage.Parse(gate).ComparesWithBaseline;
        }
        catch (JudgeEvalException)
        {
            // A gate of the suite's own; what it decided is all that is known of it.
            return false;
        }
    }

    private static GateResult Result(AcceptedGate gate) => new()
    {
        Gate = gate.Gate,
        Decision = gate.Decision,
        Code = gate.Code,
        Reason = gate.Reason ?? "it passed when the baseline was accepted",
        Threshold = gate.Threshold,
        Estimate = Estimate.Undefined(NotKept, 0),
    };

    private sealed record Made(AlignmentRecord? Record, CaseOrigin Origin);

    private static string Items(int count) => count == 1 ? "1 item" : string.Create(CultureInfo.InvariantCulture, $"{count} items");
}
