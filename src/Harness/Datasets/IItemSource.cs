using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>Items to judge, handed out one after the other, so that a run need not hold them all.</summary>
public interface IItemSource
{
    /// <summary>The dataset's name.</summary>
    string Name { get; }

    /// <summary>The dataset's content hash, see <see cref="DatasetIdentity.Hash"/>.</summary>
    string Hash { get; }

    /// <summary>The shape of the task.</summary>
    TaskShape Shape { get; }

    /// <summary>The scale of people's labels, on which a judge answers too.</summary>
    LabelScale Scale { get; }

    /// <summary>How many items there are; <see langword="null"/> where that is not known before the last one.</summary>
    int? Count { get; }

    /// <summary>The folder the items are read from, for messages; <see langword="null"/> for items made in memory.</summary>
    string? Folder { get; }

    /// <summary>The items, sorted by id (ordinal), every id once; each enumeration yields the same.</summary>
    IEnumerable<JudgeItem> Items { get; }
}
