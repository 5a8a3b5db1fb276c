using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using JudgeEval.Harness.Datasets;
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
        foreach (VerdictSet judge in import.Judges)
        {
            VerdictFile.Write(judge, Path.Combine(folder, "verdicts", VerdictFileName.Of(judge.Judge.Name)));
        }

        return folder;
    }
}
