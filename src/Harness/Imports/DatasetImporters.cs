using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Imports.Folders;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Imports;

/// <summary>The importers in the box, and how an import is read into memory and written down.</summary>
public static class DatasetImporters
{
    /// <summary>Every importer, sorted by the name of its format (ordinal).</summary>
    public static ImmutableArray<IDatasetImporter> All { get; } =
    [
        .. typeof(DatasetImporters).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IDatasetImporter).IsAssignableFrom(t))
            .Select(t => (IDatasetImporter)Activator.CreateInstance(t)!)
            .OrderBy(i => i.Format, StringComparer.Ordinal),
    ];

    /// <summary>Finds an importer.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="importer">The importer.</param>
    public static bool TryFind(string format, [NotNullWhen(true)] out IDatasetImporter? importer)
    {
        importer = All.FirstOrDefault(i => i.Format == format);
        return importer is not null;
    }

    /// <summary>Reads a source into memory.</summary>
    /// <param name="importer">The format.</param>
    /// <param name="request">What to read and how.</param>
    /// <returns>One or more datasets, in a stable order.</returns>
    /// <exception cref="JudgeEvalException">The source is absent or malformed; every error that was found is told.</exception>
    public static ImmutableArray<ImportedDataset> Import(this IDatasetImporter importer, ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(importer);
        ArgumentNullException.ThrowIfNull(request);
        var target = new MemoryImport(request);
        importer.Read(request, target);
        return target.ToDatasets();
    }

    /// <summary>
    /// Reads a source straight into dataset folders <c>DIR/&lt;dataset&gt;/</c> with verdict files <c>DIR/&lt;dataset&gt;/verdicts/&lt;judge&gt;.verdicts.jsonl</c>,
    /// the same bytes as <see cref="Write"/> gives of the datasets in memory, in memory that does not grow with the rows, unless the
    /// format itself holds its source. All of it is put there, or nothing; files of the same names are replaced, others stay. What a process that was killed while
    /// it put folders in their places left is finished first.
    /// </summary>
    /// <param name="importer">The format.</param>
    /// <param name="request">What to read and how.</param>
    /// <param name="directory">The folder that takes the datasets' folders. Temporary files stand in a folder below it, which is removed in every case.</param>
    /// <param name="cancellationToken">Ends the import, and nothing is put anywhere.</param>
    /// <returns>One or more datasets, in a stable order.</returns>
    /// <exception cref="JudgeEvalException">The source is absent or malformed; every error that was found is told, of very many the first.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static ImmutableArray<ImportedFolder> ImportInto(
        this IDatasetImporter importer, ImportRequest request, string directory, CancellationToken cancellationToken = default) =>
        ImportInto(importer, request, directory, RecordSort.DefaultMemory, cancellationToken);

    /// <summary>The same, with the memory for each of the sorts of a dataset.</summary>
    internal static ImmutableArray<ImportedFolder> ImportInto(
        IDatasetImporter importer, ImportRequest request, string directory, int memory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(importer);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        using ImportWorkspace workspace = ImportWorkspace.In(directory);
        using var target = new FolderImport(request, workspace, memory, cancellationToken);
        importer.Read(request, target);
        return target.Finish(directory);
    }

    /// <summary>
    /// Writes a dataset folder <c>DIR/&lt;dataset&gt;/</c> and its verdict files
    /// <c>DIR/&lt;dataset&gt;/verdicts/&lt;judge&gt;.verdicts.jsonl</c>. Files of the same name are replaced.
    /// </summary>
    /// <param name="import">What was imported.</param>
    /// <param name="directory">The folder that takes the dataset's folder.</param>
    /// <returns>The dataset's folder.</returns>
    public static string Write(ImportedDataset import, string directory)
    {
        string folder = Path.Combine(directory, VerdictFileName.Safe(import.Dataset.Info.Name));
        DatasetWriter.Write(import.Dataset, folder);
        var names = new DistinctFileNames();
        foreach (VerdictSet judge in import.Judges)
        {
            VerdictFile.Write(judge, Path.Combine(folder, JudgeFiles.FolderName, names.Of(judge.Judge.Name) + VerdictFile.Extension));
        }

        return folder;
    }
}
