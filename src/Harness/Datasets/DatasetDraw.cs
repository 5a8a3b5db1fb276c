using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>Items of a dataset drawn anew, as a dataset of its own: an item may stand in it several times, each time under another id.</summary>
internal static class DatasetDraw
{
    private static readonly DatasetIdentity Drawn = new("drawn", "drawn", "drawn");

    /// <summary>The id of the item at a place.</summary>
    /// <param name="place">The place among those drawn, from 0.</param>
    public static string IdOf(int place) => place.ToString("D9", CultureInfo.InvariantCulture);

    /// <summary>The drawn items with people's labels, in the order in which they were drawn.</summary>
    /// <param name="dataset">What is drawn from.</param>
    /// <param name="items">The positions of the items, in any order and any number of times.</param>
    /// <param name="clusters">The number of the cluster of each; empty where every item stands alone. A cluster drawn twice has two numbers.</param>
    public static AnnotatedDataset Of(AnnotatedDataset dataset, ReadOnlySpan<int> items, ReadOnlySpan<int> clusters = default)
    {
        var drawn = ImmutableArray.CreateBuilder<JudgeItem>(items.Length);
        int[] offsets = new int[items.Length + 1];
        List<Annotation> annotations = new(items.Length * 4);
        for (int i = 0; i < items.Length; i++)
        {
            drawn.Add(dataset.Items[items[i]] with { Id = IdOf(i), Cluster = clusters.IsEmpty ? null : IdOf(clusters[i]) });
            annotations.AddRange(dataset.AnnotationsOf(items[i]));
            offsets[i + 1] = annotations.Count;
        }

        return new AnnotatedDataset(
            dataset.Info,
            dataset.Shape,
            dataset.Scale,
            dataset.Subjectivity,
            drawn.MoveToImmutable(),
            dataset.Annotators,
            new AnnotationTable(offsets, [.. annotations], [], [], []),
            Drawn,
            null,
            []);
    }
}
