using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>
/// The content's identity. The order of values below is the format; a change of it is a change of every identity and needs
/// another version in <see cref="Format"/>.
/// </summary>
internal static class DatasetHash
{
    /// <summary>How many characters the hash has.</summary>
    public const int Length = 64;

    private const string Format = "judgeeval.dataset/1";

    /// <summary>Computes the hashes.</summary>
    /// <param name="shape">The shape of the task.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="items">The items, sorted by id; enumerated once, and once more when labels are missing.</param>
    /// <param name="annotators">The people, sorted by id.</param>
    /// <param name="table">The annotations.</param>
    public static DatasetIdentity Of(
        TaskShape shape, LabelScale scale, int count, IEnumerable<JudgeItem> items, ImmutableArray<Annotator> annotators, AnnotationTable table)
    {
        using ContentHasher ofItems = new(), ofLabels = new();
        Begin(ofItems, ofLabels, count, scale, annotators, table.Annotations.Length);
        int position = 0;
        foreach (JudgeItem item in items)
        {
            AddItem(ofItems, item);
            AddAnnotations(ofLabels, item.Id, table, position++);
        }

        AddMissing(ofLabels, items, table.Missing);
        AddMarks(ofLabels, table);
        return Finish(ofItems, ofLabels, shape);
    }

    /// <summary>Begins both hashes; items and the annotations of each follow, sorted, then the missing ones.</summary>
    internal static void Begin(ContentHasher ofItems, ContentHasher ofLabels, int items, LabelScale scale, ImmutableArray<Annotator> annotators, int annotations)
    {
        ofItems.Add(Format);
        ofItems.Add(items);
        BeginLabels(ofLabels, scale, annotators);
        ofLabels.Add(annotations);
    }

    /// <summary>Ends both hashes.</summary>
    internal static DatasetIdentity Finish(ContentHasher ofItems, ContentHasher ofLabels, TaskShape shape)
    {
        string itemsHash = ofItems.Finish(), labelsHash = ofLabels.Finish();
        ofItems.Add(Format);
        ofItems.Add((int)shape);
        ofItems.Add(itemsHash);
        ofItems.Add(labelsHash);
        return new DatasetIdentity(ofItems.Finish(), itemsHash, labelsHash);
    }

    internal static void AddItem(ContentHasher hasher, JudgeItem item)
    {
        hasher.Add(item.Id);
        hasher.Add(item.Context);
        hasher.Add(item.Response);
        hasher.Add(item.ResponseA);
        hasher.Add(item.ResponseB);
        hasher.Add(item.Cluster);
        hasher.Add(item.Split);
        hasher.Add(item.Tags);
    }

    private static void BeginLabels(ContentHasher hasher, LabelScale scale, ImmutableArray<Annotator> annotators)
    {
        hasher.Add(Format);
        AddScale(hasher, scale);
        hasher.Add(annotators.Length);
        foreach (Annotator annotator in annotators)
        {
            hasher.Add(annotator.Id);
            hasher.Add(annotator.Attributes);
        }
    }

    private static void AddMissing(ContentHasher hasher, IEnumerable<JudgeItem> items, ImmutableArray<MissingAnnotation> missing)
    {
        hasher.Add(missing.Length);
        if (missing.IsEmpty)
        {
            return;
        }

        int next = 0;
        int position = 0;
        foreach (JudgeItem item in items)
        {
            for (; next < missing.Length && missing[next].Item == position; next++)
            {
                AddMissing(hasher, item.Id, missing[next].Annotator, missing[next].Explanation);
            }

            position++;
        }
    }

    /// <summary>Adds a row without a label; how many there are comes before the first.</summary>
    internal static void AddMissing(ContentHasher hasher, string item, int annotator, string? explanation)
    {
        hasher.Add(item);
        hasher.Add(annotator);
        hasher.Add(explanation);
    }

    // A dataset of ordinary annotations alone keeps the hash it had before there were marks.
    private static void AddMarks(ContentHasher hasher, AnnotationTable table)
    {
        if (table.Marks.Length == 0 && table.Missing.All(m => m.Mark.IsOrdinary))
        {
            return;
        }

        hasher.Add("marks");
        for (int i = 0; i < table.Marks.Length; i++)
        {
            AddMark(hasher, i, table.Marks[i]);
        }

        hasher.Add("missing");
        for (int i = 0; i < table.Missing.Length; i++)
        {
            AddMark(hasher, i, table.Missing[i].Mark);
        }
    }

    private static void AddMark(ContentHasher hasher, int position, AnnotationMark mark)
    {
        if (!mark.IsOrdinary)
        {
            hasher.Add(position);
            hasher.Add(mark.IsPractice ? 1 : 0);
            hasher.Add((int)mark.Attention);
            hasher.Add(mark.Expected);
        }
    }

    private static void AddScale(ContentHasher hasher, LabelScale scale)
    {
        hasher.Add((int)scale.Level);
        AddTexts(hasher, scale.Labels);
        hasher.Add(scale.Minimum);
        hasher.Add(scale.Maximum);
        AddTexts(hasher, scale.Missing);
        hasher.Add(scale.Positive);
        hasher.Add((int)scale.OutOfScale);
    }

    private static void AddTexts(ContentHasher hasher, ImmutableArray<string> texts)
    {
        hasher.Add(texts.Length);
        foreach (string text in texts)
        {
            hasher.Add(text);
        }
    }

    /// <summary>Annotators enter by their position among the sorted people and labels by their position on the scale: both were hashed before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddAnnotations(ContentHasher hasher, string id, AnnotationTable table, int item)
    {
        int end = table.Offsets[item + 1];
        if (table.Offsets[item] == end)
        {
            return;
        }

        hasher.Add(id);
        hasher.Add(end - table.Offsets[item]);
        for (int i = table.Offsets[item]; i < end; i++)
        {
            AddAnnotation(hasher, table.Annotations[i], table.Explanations.Length == 0 ? null : table.Explanations[i]);
        }
    }

    /// <summary>Adds an annotation; the item's id and how many annotations it has come before its first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddAnnotation(ContentHasher hasher, in Annotation annotation, string? explanation)
    {
        hasher.Add(annotation.Annotator);
        hasher.Add(annotation.Code);
        if (annotation.Code < 0)
        {
            hasher.Add(annotation.Value);
        }

        hasher.Add(explanation);
    }
}
