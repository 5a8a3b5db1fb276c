using System.Collections.Immutable;
using System.Text;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Writing;

namespace JudgeEval.Harness.Datasets;

/// <summary>Writes a dataset as a folder that <see cref="DatasetReader"/> reads back to the same identity.</summary>
public static class DatasetWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Writes the files of a dataset in UTF-8 with LF, sorted by id: the same dataset gives the same bytes. Files of these
    /// names that stand in the folder are replaced; an <c>annotators.csv</c> is deleted when the dataset has no attributes.
    /// </summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="folder">The folder; created when it does not exist.</param>
    /// <remarks>A label that the scale lists as missing is written as an empty one.</remarks>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(AnnotatedDataset dataset, string folder)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        using (StreamWriter writer = Open(folder, DatasetFiles.Head))
        {
            HeadWriter.Write(new DatasetHead(dataset.Info, dataset.Shape, dataset.Scale, dataset.Subjectivity), writer);
        }

        using (FileStream stream = new(Path.Combine(folder, DatasetFiles.Items), FileMode.Create, FileAccess.Write))
        {
            ItemWriter.Write(dataset.Items, stream);
        }

        using (StreamWriter writer = Open(folder, DatasetFiles.Annotations))
        {
            WriteAnnotations(dataset, writer);
        }

        // People without attributes are named by their annotations; people with neither must be named here.
        bool[] labelled = Labelled(dataset);
        int[] named = [.. Enumerable.Range(0, dataset.Annotators.Length).Where(a => !labelled[a] || !dataset.Annotators[a].Attributes.IsEmpty)];
        WriteAnnotators([.. named.Select(a => dataset.Annotators[a])], folder);
    }

    /// <summary>Writes <c>annotators.csv</c>; deletes it when there is nobody to write.</summary>
    internal static void WriteAnnotators(ImmutableArray<Annotator> annotators, string folder)
    {
        if (annotators.IsEmpty)
        {
            File.Delete(Path.Combine(folder, DatasetFiles.Annotators));
            return;
        }

        using StreamWriter people = Open(folder, DatasetFiles.Annotators);
        WriteAnnotators(annotators, people);
    }

    private static StreamWriter Open(string folder, string file) => new(Path.Combine(folder, file), append: false, Utf8) { NewLine = "\n" };

    private static bool[] Labelled(AnnotatedDataset dataset)
    {
        bool[] labelled = new bool[dataset.Annotators.Length];
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            foreach (Annotation annotation in dataset.AnnotationsOf(item))
            {
                labelled[annotation.Annotator] = true;
            }
        }

        foreach (MissingAnnotation missing in dataset.MissingAnnotations)
        {
            labelled[missing.Annotator] = true;
        }

        return labelled;
    }

    private static void WriteAnnotations(AnnotatedDataset dataset, TextWriter writer)
    {
        List<AnnotationLine> lines = [.. Lines(dataset)];
        bool hasExplanations = lines.Exists(l => l.Explanation is not null);
        bool hasTimes = lines.Exists(l => l.At is not null);
        bool hasPhases = lines.Exists(l => l.Mark.IsPractice);
        bool hasChecks = lines.Exists(l => l.Mark.Attention != AttentionOutcome.None);
        CsvWriter.Write(
            writer,
            [
                "item", "annotator", "label", .. Columns(hasExplanations, "explanation"), .. Columns(hasTimes, "at"),
                .. Columns(hasPhases, "phase"), .. Columns(hasChecks, "attention"),
            ]);
        foreach (AnnotationLine line in lines)
        {
            CsvWriter.Write(
                writer,
                [
                    dataset.Items[line.Item].Id,
                    dataset.Annotators[line.Annotator].Id,
                    line.Label,
                    .. Columns(hasExplanations, line.Explanation),
                    .. Columns(hasTimes, line.At),
                    .. Columns(hasPhases, line.Mark.IsPractice ? "practice" : ""),
                    .. Columns(hasChecks, AttentionOf(line.Mark)),
                ]);
        }
    }

    private static IEnumerable<AnnotationLine> Lines(AnnotatedDataset dataset)
    {
        int missing = 0;
        ImmutableArray<MissingAnnotation> allMissing = dataset.MissingAnnotations;
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            List<AnnotationLine> lines = [];
            for (int i = 0; i < dataset.AnnotationsOf(item).Length; i++)
            {
                Annotation annotation = dataset.AnnotationsOf(item)[i];
                lines.Add(new(item, annotation.Annotator, dataset.LabelOf(annotation).Text, dataset.ExplanationOf(item, i), dataset.TimeOf(item, i), dataset.MarkOf(item, i)));
            }

            for (; missing < allMissing.Length && allMissing[missing].Item == item; missing++)
            {
                lines.Add(new(item, allMissing[missing].Annotator, "", allMissing[missing].Explanation, allMissing[missing].At, allMissing[missing].Mark));
            }

            foreach (AnnotationLine line in lines.OrderBy(l => l.Annotator))
            {
                yield return line;
            }
        }
    }

    private static void WriteAnnotators(ImmutableArray<Annotator> annotators, TextWriter writer)
    {
        string[] names = [.. annotators.SelectMany(a => a.Attributes.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        CsvWriter.Write(writer, ["annotator", .. names]);
        foreach (Annotator annotator in annotators)
        {
            CsvWriter.Write(writer, [annotator.Id, .. names.Select(n => annotator.Attributes.GetValueOrDefault(n, ""))]);
        }
    }

    private static string AttentionOf(AnnotationMark mark) => mark.Expected ?? mark.Attention switch
    {
        AttentionOutcome.Passed => "passed",
        AttentionOutcome.Failed => "failed",
        _ => "",
    };

    private static string[] Columns(bool present, string? text) => present ? [text ?? ""] : [];

    private readonly record struct AnnotationLine(int Item, int Annotator, string Label, string? Explanation, string? At, AnnotationMark Mark);
}
