using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>Parts of a dataset as datasets of their own.</summary>
public static class DatasetPart
{
    /// <summary>
    /// The items that are kept, with the labels of the people who are kept on them; items without such a label are left out. Everybody who is kept
    /// stays an annotator, with a label in the part or without.
    /// </summary>
    /// <param name="dataset">The whole.</param>
    /// <param name="keepItem">Which items.</param>
    /// <param name="keepAnnotator">Which people; by default all.</param>
    /// <returns>The part; <see langword="null"/> when nothing is left.</returns>
    public static AnnotatedDataset? Of(AnnotatedDataset dataset, Func<JudgeItem, bool> keepItem, Func<Annotator, bool>? keepAnnotator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(keepItem);
        var builder = new DatasetBuilder(dataset.Info, dataset.Shape, dataset.Scale, dataset.Subjectivity);
        bool[] kept = [.. dataset.Annotators.Select(annotator => keepAnnotator?.Invoke(annotator) != false)];
        foreach (Annotator annotator in dataset.Annotators.Where((_, a) => kept[a]))
        {
            builder.AddAnnotator(annotator.Id, annotator.Attributes);
        }

        bool any = false;
        for (int i = 0; i < dataset.Items.Length; i++)
        {
            JudgeItem item = dataset.Items[i];
            (Annotation Label, AnnotationMark Mark)[] labels = keepItem(item)
                ? [.. dataset.AnnotationsOf(i).ToArray().Select((label, index) => (label, dataset.MarkOf(i, index))).Where(label => kept[label.label.Annotator])]
                : [];
            if (labels.Length == 0)
            {
                continue;
            }

            any = true;
            builder.AddItem(item);
            foreach ((Annotation label, AnnotationMark mark) in labels)
            {
                builder.AddAnnotation(item.Id, dataset.Annotators[label.Annotator].Id, dataset.LabelOf(label).Text, mark: mark);
            }
        }

        return any ? builder.Build() : null;
    }
}
