using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Reading;

namespace JudgeEval.Harness.Datasets;

/// <summary>Reads a dataset folder: <c>dataset.yaml</c>, <c>items.jsonl</c>, <c>annotations.csv</c> and, where there is one, <c>annotators.csv</c>.</summary>
public static class DatasetReader
{
    /// <summary>Reads and checks a whole folder.</summary>
    /// <param name="folder">The folder; error messages name its files by this path.</param>
    /// <returns>The dataset.</returns>
    /// <remarks>
    /// Files are UTF-8, with or without a byte order mark, with LF or CRLF. Blank lines of <c>items.jsonl</c> and of the CSV
    /// files carry nothing. Line breaks inside a quoted CSV field are read as LF. Where <c>dataset.yaml</c> states no
    /// <c>subjectivity</c>, it is <see cref="Subjectivity.LatentPattern"/>.
    /// </remarks>
    /// <exception cref="JudgeEvalException">
    /// The folder is refused, with every mistake of every file: file by file, in the order of lines; of one file at most
    /// 1000, followed by the number of the others.
    /// </exception>
    public static AnnotatedDataset Read(string folder)
    {
        HeldItems items = new();
        return Read(folder, new DatasetAssembler(items)).With(items, folder);
    }

    /// <summary>Reads and checks a whole folder; the items go where the assembler puts them.</summary>
    internal static SortedDataset Read(string folder, DatasetAssembler assembler)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new JudgeEvalException(DatasetErrors.FolderNotFound(folder, File.Exists(folder)));
        }

        HeadParts head = HeadParts.None;
        string headFile = Path.Combine(folder, DatasetFiles.Head);
        WithFile(headFile, assembler.HeadErrors, stream => head = HeadFile.Read(headFile, stream, assembler));

        string itemsFile = Path.Combine(folder, DatasetFiles.Items);
        WithFile(itemsFile, assembler.ItemErrors, stream => ItemsFile.Read(itemsFile, stream, head.Shape, head.Splits, assembler));

        string annotationsFile = Path.Combine(folder, DatasetFiles.Annotations);
        bool itemsAreKnown = assembler.Items.Count > 0;
        WithFile(
            annotationsFile, assembler.AnnotationErrors, stream => new AnnotationsFile(annotationsFile, head.Scale, itemsAreKnown, assembler).Read(stream));

        string annotatorsFile = Path.Combine(folder, DatasetFiles.Annotators);
        if (File.Exists(annotatorsFile))
        {
            WithFile(annotatorsFile, assembler.AnnotatorErrors, stream => AnnotatorsFile.Read(annotatorsFile, stream, assembler));
        }

        return assembler.Sort(head.Complete);
    }

    private static void WithFile(string file, DiagnosticList errors, Action<Stream> read)
    {
        try
        {
            // The readers have buffers of their own.
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            read(stream);
        }
        catch (FileNotFoundException)
        {
            errors.Add(DatasetErrors.FileNotFound(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.Add(DatasetErrors.FileUnreadable(file, error.Message.TrimEnd('.')));
        }
    }
}
