using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>An item as the record keeps it: its texts, every person's label, and every judgement.</summary>
/// <param name="Item">The item with its texts.</param>
/// <param name="Line">Its line in <c>items.jsonl</c>, or 0.</param>
/// <param name="Labels">Every person's label, by annotator, sorted.</param>
public sealed record RecordedItem(JudgeItem Item, int Line, ImmutableSortedDictionary<string, string> Labels)
{
    /// <summary>The reason that people gave for their labels, by annotator; people who gave none are absent.</summary>
    public ImmutableSortedDictionary<string, string> Explanations { get; init => field = value ?? NoTexts; } = NoTexts;

    /// <summary>What the judge said, by repeat and order; empty where it was not asked, and in records of a time before it was kept.</summary>
    public ImmutableArray<RecordedJudgement> Judgements { get; init => field = value.IsDefault ? [] : value; } = [];

    private static ImmutableSortedDictionary<string, string> NoTexts { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The items of a dataset with a judge's judgements, sorted by id.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="verdicts">The judge's verdicts; those on items that the dataset does not have are left out.</param>
    public static ImmutableArray<RecordedItem> All(AnnotatedDataset dataset, VerdictSet verdicts)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(verdicts);
        var items = ImmutableArray.CreateBuilder<RecordedItem>(dataset.Items.Length);
        int next = 0;
        for (int i = 0; i < dataset.Items.Length; i++)
        {
            JudgeItem item = dataset.Items[i];
            while (next < verdicts.Judgements.Length && string.CompareOrdinal(verdicts.Judgements[next].Item, item.Id) < 0)
            {
                next++;
            }

            int first = next;
            while (next < verdicts.Judgements.Length && verdicts.Judgements[next].Item == item.Id)
            {
                next++;
            }

            items.Add(new RecordedItem(item, dataset.LineOf(i), dataset.LabelsOf(i))
            {
                Explanations = ExplanationsOf(dataset, i),
                Judgements = [.. verdicts.Judgements[first..next].Select(j => new RecordedJudgement(j.Repeat, j.Order, j.Verdict))],
            });
        }

        return items.MoveToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> ExplanationsOf(AnnotatedDataset dataset, int item)
    {
        ReadOnlySpan<Annotation> annotations = dataset.AnnotationsOf(item);
        ImmutableSortedDictionary<string, string>.Builder? given = null;
        for (int a = 0; a < annotations.Length; a++)
        {
            if (dataset.ExplanationOf(item, a) is { } text)
            {
                given ??= ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
                given.Add(dataset.Annotators[annotations[a].Annotator].Id, text);
            }
        }

        return given?.ToImmutable() ?? NoTexts;
    }
}

/// <summary>What the judge said of an item in one repeat and one order.</summary>
/// <param name="Repeat">The repeat, from 0.</param>
/// <param name="Order">The order in which a pair was shown.</param>
/// <param name="Verdict">A label as the judge stated it, or a failure; with rationale, probabilities and usage where there are.</param>
public sealed record RecordedJudgement(int Repeat, PresentationOrder Order, RecordedVerdict Verdict);
