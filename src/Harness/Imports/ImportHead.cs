using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>What an importer knows of a dataset before its first row.</summary>
public sealed record ImportHead
{
    /// <summary>What the dataset says of itself: name, source, licence, card.</summary>
    public required DatasetInfo Info { get; init; }

    /// <summary>The file or folder it comes from, for errors that concern the whole.</summary>
    public required string Path { get; init; }

    /// <summary>The shape of the task.</summary>
    /// <value>The default value is <see cref="TaskShape.Single"/>.</value>
    public TaskShape Shape { get; init; } = TaskShape.Single;

    /// <summary>The scale of people's labels; <see langword="null"/> when the labels and <see cref="ImportRequest.Scale"/> decide at the end.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public LabelScale? Scale { get; init; }

    /// <summary>How disagreement is to be read.</summary>
    /// <value>The default value is <see cref="Subjectivity.LatentPattern"/>.</value>
    public Subjectivity Subjectivity { get; init; } = Subjectivity.LatentPattern;
}
