using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Imports;

/// <summary>The importers in the box, and how an import is written down.</summary>
public static class DatasetImporters
{
    /// <summary>Every importer, in the order of the help.</summary>
    public static ImmutableArray<IDatasetImporter> All { get; } =
        [new CsvImporter(), new JsonLinesImporter(), new LlmJudgeImporter(), new LlmBarImporter()];

    /// <summary>Finds an importer.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="importer">The importer.</param>
    public static bool TryFind(string format, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IDatasetImporter? importer)
    {
        importer = All.FirstOrDefault(i => i.Format == format);
        return importer is not null;
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
