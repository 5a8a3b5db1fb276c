using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Reading;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Takes what an importer reads straight into folders, in memory that does not grow with the rows.</summary>
internal sealed class FolderImport(ImportRequest request, ImportWorkspace workspace, int memory, CancellationToken cancellationToken) : ImportTarget, IDisposable
{
    private const int StrangersNamed = 5;

    private readonly List<FolderDataset> _datasets = [];

    /// <inheritdoc/>
    public override DatasetTarget Begin(ImportHead head)
    {
        var dataset = new FolderDataset(
            head, request.Scale, this, new FolderPlaces(workspace.NewFolder(), workspace.NewFolder()), memory, cancellationToken);
        _datasets.Add(dataset);
        return dataset;
    }

    /// <summary>Ends the import and puts the datasets in their places.</summary>
    /// <param name="directory">The folder that takes the datasets' folders.</param>
    /// <exception cref="JudgeEvalException">Something is wrong with the source; nothing was put anywhere.</exception>
    public ImmutableArray<ImportedFolder> Finish(string directory)
    {
        bool isWhole = !HasErrors;
        CheckNames();
        if (_datasets.Count == 0)
        {
            RefuseNothing(request);
        }

        ImmutableArray<ImportedFolder?> finished = [.. _datasets.Select(d => d.Finish(isWhole))];
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        AppendTo(errors);
        _datasets.ForEach(d => d.AppendErrors(errors));
        if (errors.Count > 0)
        {
            throw new JudgeEvalException(errors.ToImmutable());
        }

        var names = new DistinctFileNames();
        ImmutableArray<ImportedFolder> placed = [.. finished.Select(f => f! with { Folder = Path.Combine(directory, names.Of(f.Info.Name)) })];
        CheckPlaces(placed);
        ThrowIfAny();
        placed = [.. placed.Select((p, i) => p with { Notes = [.. p.Notes, .. Strangers(_datasets[i].Folder, p)] })];
        Put(directory, placed);
        return placed;
    }

    /// <inheritdoc/>
    public void Dispose() => _datasets.ForEach(d => d.Dispose());

    private void CheckNames()
    {
        foreach (string name in _datasets.GroupBy(d => d.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            Error(
                "JE1612", SourceLocation.None, $"several datasets of the source are called '{name}'", "each gets a folder of its own, which is called as the dataset",
                "leave out --name, so that each has its own name, or import one at a time");
        }
    }

    /// <summary>Refuses to replace a dataset of another name whose folder is called the same.</summary>
    private void CheckPlaces(ImmutableArray<ImportedFolder> placed)
    {
        foreach (ImportedFolder import in placed)
        {
            if (NameIn(import.Folder) is { } name && name != import.Info.Name)
            {
                Error(
                    "JE1618", SourceLocation.InFile(import.Folder), $"the folder holds the dataset '{name}', and the import is called '{import.Info.Name}'",
                    "what a folder cannot be called becomes '-', so that both have the same folder", "give another --name, or another folder");
            }
        }
    }

    // A head that cannot be read is replaced like any other file.
    private static string? NameIn(string folder)
    {
        string head = Path.Combine(folder, DatasetFiles.Head);
        if (!File.Exists(head))
        {
            return null;
        }

        using FileStream stream = File.OpenRead(head);
        return HeadFile.Read(head, stream, new DatasetAssembler(new ItemIndex())).Complete?.Info.Name;
    }

    // They stay, because they may be of 'judgeeval run'; where their headers name other content, an alignment refuses them.
    private static IEnumerable<string> Strangers(string prepared, ImportedFolder placed)
    {
        string verdicts = Path.Combine(placed.Folder, JudgeFiles.FolderName);
        string[] strangers = !Directory.Exists(verdicts) ? [] :
        [
            .. Directory.EnumerateFiles(verdicts, "*" + Runs.VerdictFile.Extension).Select(f => Path.GetFileName(f))
                .Where(f => !File.Exists(Path.Combine(prepared, JudgeFiles.FolderName, f))).Order(StringComparer.Ordinal),
        ];
        return strangers.Length == 0 ? [] :
        [
            $"verdict files that stood there before and are not of this import: {string.Join(", ", strangers.Take(StrangersNamed))}"
            + (strangers.Length > StrangersNamed ? string.Create(CultureInfo.InvariantCulture, $" and {strangers.Length - StrangersNamed} more") : ""),
        ];
    }

    private void Put(string directory, ImmutableArray<ImportedFolder> placed)
    {
        cancellationToken.ThrowIfCancellationRequested();
        new FolderSwap(directory, workspace.Folder).Put([.. placed.Select((p, i) => (_datasets[i].Folder, Path.GetFileName(p.Folder)))]);
    }
}
