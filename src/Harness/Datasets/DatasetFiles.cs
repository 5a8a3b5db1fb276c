using System.Collections.Immutable;

namespace JudgeEval.Harness.Datasets;

/// <summary>The names of the files in a dataset folder.</summary>
public static class DatasetFiles
{
    /// <summary>What the dataset is, its task and its scale.</summary>
    public const string Head = "dataset.yaml";

    /// <summary>One item per line.</summary>
    public const string Items = "items.jsonl";

    /// <summary>One annotation per row.</summary>
    public const string Annotations = "annotations.csv";

    /// <summary>One annotator per row; optional.</summary>
    public const string Annotators = "annotators.csv";

    /// <summary>All of them, in this order.</summary>
    public static ImmutableArray<string> All { get; } = [Head, Items, Annotations, Annotators];
}
