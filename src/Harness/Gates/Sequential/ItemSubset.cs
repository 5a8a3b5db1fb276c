using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Gates.Sequential;

/// <summary>Some items of a dataset, as a source for the runner.</summary>
/// <param name="dataset">The dataset.</param>
/// <param name="items">The positions of the items, rising.</param>
internal sealed class ItemSubset(AnnotatedDataset dataset, IReadOnlyList<int> items) : IItemSource
{
    public string Name => dataset.Info.Name;

    public string Hash => dataset.Identity.Hash;

    public TaskShape Shape => dataset.Shape;

    public LabelScale Scale => dataset.Scale;

    public int? Count => items.Count;

    public string? Folder => dataset.Folder;

    public IEnumerable<JudgeItem> Items => items.Select(i => dataset.Items[i]);
}
