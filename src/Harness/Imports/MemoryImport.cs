using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>Takes what an importer reads into memory.</summary>
internal sealed class MemoryImport(ImportRequest request) : ImportTarget
{
    private readonly List<MemoryDataset> _datasets = [];

    /// <inheritdoc/>
    public override DatasetTarget Begin(ImportHead head)
    {
        var dataset = new MemoryDataset(head, request.Scale, this);
        _datasets.Add(dataset);
        return dataset;
    }

    /// <summary>Ends the import.</summary>
    /// <exception cref="JudgeEvalException">Something is wrong with the source.</exception>
    public ImmutableArray<ImportedDataset> ToDatasets()
    {
        _datasets.ForEach(d => d.AddNamed());
        _datasets.ForEach(d => d.CheckVerdicts());
        if (_datasets.Count == 0)
        {
            RefuseNothing(request);
        }

        ThrowIfAny();
        return [.. _datasets.Select(d => d.ToDataset())];
    }
}
