using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>The judge of a record as a baseline: the record holds every item, every person's label and the judge's label of each item.</summary>
public static class RecordedJudge
{
    /// <summary>Reads the judge out of a record. Of repeats a record holds the majority alone, so no item of such a baseline is unstable.</summary>
    /// <param name="record">The record.</param>
    /// <param name="path">The file it was read from, for messages; <see langword="null"/> where it is of no file.</param>
    public static JudgeBaseline Of(AlignmentRecord record, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new JudgeBaseline
        {
            Verdicts = new VerdictSet(record.Alignment.Judge, record.Dataset, record.DatasetIdentity.Hash, record.Alignment.Items.Select(Judgement).OfType<Judgement>()) { Path = path },
            DatasetIdentity = record.DatasetIdentity,
            Scale = record.Scale,
            Items = record.Items.ToImmutableSortedDictionary(i => i.Item.Id, i => new BaselineItem(ItemFingerprint.Of(i.Item), i.Labels), StringComparer.Ordinal),
            Path = path,
        };
    }

    private static Judgement? Judgement(ItemAlignment item)
    {
        RecordedVerdict? verdict = item.Judge is { } label ? new RecordedVerdict { Label = label }
            : item.Failure is { } failure ? new RecordedVerdict { Failure = new JudgeFailure(failure.Kind, "") { Value = failure.Value } }
            : null;
        return verdict is null ? null : new Judgement(item.Item, 0, PresentationOrder.Original, verdict);
    }
}
