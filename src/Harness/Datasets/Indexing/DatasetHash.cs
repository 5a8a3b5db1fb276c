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
    private const string Format = "judgeeval.dataset/1";

    public static DatasetIdentity Of(
        TaskShape shape, LabelScale scale, ImmutableArray<JudgeItem> items, ImmutableArray<Annotator> annotators, AnnotationTable table)
    {
        using ContentHasher hasher = new();
        string itemsHash = OfItems(hasher, items);
        string labelsHash = OfLabels(hasher, scale, items, annotators, table);
        hasher.Add(Format);
        hasher.Add((int)shape);
        hasher.Add(itemsHash);
        hasher.Add(labelsHash);
        return new DatasetIdentity(hasher.Finish(), itemsHash, labelsHash);
    }

    private static string OfItems(ContentHasher hasher, ImmutableArray<JudgeItem> items)
    {
        hasher.Add(Format);
        hasher.Add(items.Length);
        foreach (JudgeItem item in items)
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

        return hasher.Finish();
    }

    private static string OfLabels(
        ContentHasher hasher, LabelScale scale, ImmutableArray<JudgeItem> items, ImmutableArray<Annotator> annotators, AnnotationTable table)
    {
        hasher.Add(Format);
        AddScale(hasher, scale);
        hasher.Add(annotators.Length);
        foreach (Annotator annotator in annotators)
        {
            hasher.Add(annotator.Id);
            hasher.Add(annotator.Attributes);
        }

        AddAnnotations(hasher, items, table);
        hasher.Add(table.Missing.Length);
        foreach (MissingAnnotation missing in table.Missing)
        {
            hasher.Add(items[missing.Item].Id);
            hasher.Add(missing.Annotator);
            hasher.Add(missing.Explanation);
        }

        return hasher.Finish();
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
    private static void AddAnnotations(ContentHasher hasher, ImmutableArray<JudgeItem> items, AnnotationTable table)
    {
        hasher.Add(table.Annotations.Length);
        for (int item = 0; item < items.Length; item++)
        {
            int end = table.Offsets[item + 1];
            if (table.Offsets[item] == end)
            {
                continue;
            }

            hasher.Add(items[item].Id);
            hasher.Add(end - table.Offsets[item]);
            for (int i = table.Offsets[item]; i < end; i++)
            {
                Annotation annotation = table.Annotations[i];
                hasher.Add(annotation.Annotator);
                hasher.Add(annotation.Code);
                if (annotation.Code < 0)
                {
                    hasher.Add(annotation.Value);
                }

                hasher.Add(table.Explanations.Length == 0 ? null : table.Explanations[i]);
            }
        }
    }
}
