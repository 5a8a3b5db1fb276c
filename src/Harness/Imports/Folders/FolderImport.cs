using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Takes what an importer reads straight into folders, in memory that does not grow with the rows.</summary>
internal sealed class FolderImport(ImportRequest request, ImportWorkspace workspace, int memory, CancellationToken cancellationToken) : ImportTarget, IDisposable
{
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

    private void Put(string directory, ImmutableArray<ImportedFolder> placed)
    {
        cancellationToken.ThrowIfCancellationRequested();
        new FolderSwap(directory, workspace.Folder).Put([.. placed.Select((p, i) => (_datasets[i].Folder, Path.GetFileName(p.Folder)))]);
    }
}
