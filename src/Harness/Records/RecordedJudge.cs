using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>The judge of a record: the record holds every item, every person's label and every judgement.</summary>
public static class RecordedJudge
{
    /// <summary>Reads the judge out of a record, to compare others with. Records of a time before judgements were kept hold the majority of repeats alone.</summary>
    /// <param name="record">The record.</param>
    /// <param name="path">The file it was read from, for messages; <see langword="null"/> where it is of no file.</param>
    public static JudgeBaseline Of(AlignmentRecord record, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new JudgeBaseline
        {
            Verdicts = Verdicts(record, path),
            DatasetIdentity = record.DatasetIdentity,
            Scale = record.Scale,
            Items = record.Items.ToImmutableSortedDictionary(i => i.Item.Id, i => new BaselineItem(ItemFingerprint.Of(i.Item), i.Labels), StringComparer.Ordinal),
            Path = path,
        };
    }

    /// <summary>The verdicts of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="path">The file it was read from, for messages; <see langword="null"/> where it is of no file.</param>
    public static VerdictSet Verdicts(AlignmentRecord record, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        IEnumerable<Judgement> judgements = record.Items.Any(i => !i.Judgements.IsEmpty)
            ? record.Items.SelectMany(i => i.Judgements.Select(j => new Judgement(i.Item.Id, j.Repeat, j.Order, j.Verdict)))
            : record.Alignment.Items.Select(Judgement).OfType<Judgement>();
        return new VerdictSet(record.Alignment.Judge, record.Dataset, record.DatasetIdentity.Hash, judgements) { Path = path, Partial = PartialOf(record.Alignment) };
    }

    private static PartialRun? PartialOf(AlignmentResult alignment) =>
        alignment.NotAsked is { } left ? new PartialRun(alignment.ItemCount - left, alignment.ItemCount) : null;

    private static Judgement? Judgement(ItemAlignment item)
    {
        RecordedVerdict? verdict = item.Judge is { } label ? new RecordedVerdict { Label = label }
            : item.Failure is { } failure ? new RecordedVerdict { Failure = new JudgeFailure(failure.Kind, "") { Value = failure.Value } }
            : null;
        return verdict is null ? null : new Judgement(item.Item, 0, PresentationOrder.Original, verdict);
    }
}
