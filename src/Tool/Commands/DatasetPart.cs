using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Commands;

/// <summary>Parts of a dataset as datasets of their own.</summary>
internal static class DatasetPart
{
    /// <summary>The items that are kept, with the labels of the people who are kept on them; items without such a label are left out.</summary>
    /// <param name="dataset">The whole.</param>
    /// <param name="keepItem">Which items.</param>
    /// <param name="keepAnnotator">Which people.</param>
    /// <returns>The part; <see langword="null"/> when nothing is left.</returns>
    public static AnnotatedDataset? Of(AnnotatedDataset dataset, Func<JudgeItem, bool> keepItem, Func<Annotator, bool> keepAnnotator)
    {
        var builder = new DatasetBuilder(dataset.Info, dataset.Shape, dataset.Scale, dataset.Subjectivity);
        bool any = false;
        for (int i = 0; i < dataset.Items.Length; i++)
        {
            Annotation[] kept = keepItem(dataset.Items[i])
                ? [.. dataset.AnnotationsOf(i).ToArray().Where(a => keepAnnotator(dataset.Annotators[a.Annotator]))]
                : [];
            if (kept.Length == 0)
            {
                continue;
            }

            any = true;
            builder.AddItem(dataset.Items[i]);
            foreach (Annotation annotation in kept)
            {
                builder.AddAnnotation(dataset.Items[i].Id, dataset.Annotators[annotation.Annotator].Id, dataset.LabelOf(annotation).Text);
            }
        }

        return any ? builder.Build() : null;
    }
}
