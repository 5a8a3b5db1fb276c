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
    /// <summary>The reason that people gave for their labels, or for giving none, by annotator; people who gave no reason are absent.</summary>
    public ImmutableSortedDictionary<string, string> Explanations { get; init => field = value ?? NoTexts; } = NoTexts;

    /// <summary>The people who were asked and gave no label, sorted.</summary>
    public ImmutableArray<string> Missing { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Which annotations are of a practice round or an attention check, by annotator; <see langword="null"/> where none is.</summary>
    public ImmutableSortedDictionary<string, AnnotationMark>? Marks { get; init; }

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
        ILookup<int, MissingAnnotation> missing = dataset.MissingAnnotations.ToLookup(m => m.Item);
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
                Explanations = ExplanationsOf(dataset, i, missing[i]),
                Marks = MarksOf(dataset, i, missing[i]),
                Missing = [.. missing[i].Select(m => dataset.Annotators[m.Annotator].Id)],
                Judgements = [.. verdicts.Judgements[first..next].Select(j => new RecordedJudgement(j.Repeat, j.Order, j.Verdict))],
            });
        }

        return items.MoveToImmutable();
    }

    private static ImmutableSortedDictionary<string, AnnotationMark>? MarksOf(AnnotatedDataset dataset, int item, IEnumerable<MissingAnnotation> missing)
    {
        if (!dataset.HasMarks)
        {
            return null;
        }

        KeyValuePair<string, AnnotationMark>[] marks =
        [
            .. dataset.AnnotationsOf(item).ToArray().Select((a, index) => KeyValuePair.Create(dataset.Annotators[a.Annotator].Id, dataset.MarkOf(item, index)))
                .Concat(missing.Select(m => KeyValuePair.Create(dataset.Annotators[m.Annotator].Id, m.Mark)))
                .Where(mark => !mark.Value.IsOrdinary),
        ];
        return marks.Length == 0 ? null : marks.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static ImmutableSortedDictionary<string, string> ExplanationsOf(AnnotatedDataset dataset, int item, IEnumerable<MissingAnnotation> missing)
    {
        ReadOnlySpan<Annotation> annotations = dataset.AnnotationsOf(item);
        ImmutableSortedDictionary<string, string>.Builder? given = null;
        for (int a = 0; a < annotations.Length; a++)
        {
            Add(annotations[a].Annotator, dataset.ExplanationOf(item, a));
        }

        foreach (MissingAnnotation none in missing)
        {
            Add(none.Annotator, none.Explanation);
        }

        return given?.ToImmutable() ?? NoTexts;

        void Add(int annotator, string? text)
        {
            if (text is not null)
            {
                given ??= ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
                given.Add(dataset.Annotators[annotator].Id, text);
            }
        }
    }
}

/// <summary>What the judge said of an item in one repeat and one order.</summary>
/// <param name="Repeat">The repeat, from 0.</param>
/// <param name="Order">The order in which a pair was shown.</param>
/// <param name="Verdict">A label as the judge stated it, or a failure; with rationale, probabilities and usage where there are.</param>
public sealed record RecordedJudgement(int Repeat, PresentationOrder Order, RecordedVerdict Verdict);
