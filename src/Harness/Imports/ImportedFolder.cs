using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>A dataset that was imported into a folder, in numbers. Its content need never have been in memory.</summary>
public sealed record ImportedFolder
{
    /// <summary>The file beside the dataset that lists every row that was left out.</summary>
    public const string LogFile = "import-log.csv";

    /// <summary>The dataset's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>What the dataset says of itself.</summary>
    public required DatasetInfo Info { get; init; }

    /// <summary>The shape of the task.</summary>
    public required TaskShape Shape { get; init; }

    /// <summary>The scale, stated or inferred.</summary>
    public required LabelScale Scale { get; init; }

    /// <summary>How many items there are.</summary>
    public required int Items { get; init; }

    /// <summary>How many people there are.</summary>
    public required int Annotators { get; init; }

    /// <summary>How many annotations there are; missing ones are not among them.</summary>
    public required int Annotations { get; init; }

    /// <summary>The judges in the order in which they came.</summary>
    public required ImmutableArray<ImportedJudge> Judges { get; init; }

    /// <summary>What a person has to know: assumptions, columns that were not imported.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>What was left out, by reason. Every row of it stands in <see cref="LogFile"/>.</summary>
    public required ImmutableArray<SkippedRows> Skipped { get; init; }
}

/// <summary>A judge whose verdicts came along.</summary>
/// <param name="Name">The judge's name.</param>
/// <param name="File">The verdict file, relative to the dataset's folder.</param>
/// <param name="Verdicts">How many verdicts it has.</param>
public sealed record ImportedJudge(string Name, string File, int Verdicts);
