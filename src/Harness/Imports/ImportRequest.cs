using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>What to import and how to read it.</summary>
public sealed record ImportRequest
{
    /// <summary>The files or folders, as the user gave them; at least one.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>The dataset's name. The default, <see langword="null"/>, is the format's own or the source's file name.</summary>
    public string? Name { get; init; }

    /// <summary>What is said of the scale, for formats that declare none.</summary>
    public ScaleRequest Scale { get; init; } = ScaleRequest.Unstated;

    /// <summary>The columns of a table.</summary>
    public ImportColumns Columns { get; init; } = new();
}

/// <summary>Which columns of a table hold what. Formats that are no tables have fields of their own names.</summary>
public sealed record ImportColumns
{
    /// <summary>The column of the items' ids in a table where nobody names one.</summary>
    internal const string UsualItem = "item";

    /// <summary>The column of the labels in a long table, and the key of them in an export, where nobody names one.</summary>
    internal const string UsualLabel = "label";

    /// <summary>The names of all columns.</summary>
    internal static ImmutableArray<string> All { get; } =
    [
        nameof(Item), nameof(Annotator), nameof(Label), nameof(Human), nameof(Judge), nameof(Context), nameof(Response), nameof(ResponseA), nameof(ResponseB),
        nameof(Cluster), nameof(Split), nameof(Explanation), nameof(At), nameof(Tags),
    ];

    /// <summary>The items' ids. The default, <see langword="null"/>, is <c>item</c> in a table and <c>id</c> in JSON Lines.</summary>
    public string? Item { get; init; }

    /// <summary>The annotators of a long table. The default is <c>annotator</c>.</summary>
    public string Annotator { get; init; } = "annotator";

    /// <summary>
    /// The labels of a long table, or the question of an export that is wanted. The default, <see langword="null"/>, is <c>label</c> in a table and every question of an export.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>The annotators' columns of a wide table; empty for every column that is nothing else.</summary>
    public ImmutableArray<string> Human { get; init; } = [];

    /// <summary>The judges' columns.</summary>
    public ImmutableArray<string> Judge { get; init; } = [];

    /// <summary>The context's texts. The default is <c>context</c>, where there is such a column.</summary>
    public string Context { get; init; } = "context";

    /// <summary>The responses' texts. The default is <c>response</c>, where there is such a column.</summary>
    public string Response { get; init; } = "response";

    /// <summary>The first responses of pairs. The default is <c>responseA</c>, where there is such a column.</summary>
    public string ResponseA { get; init; } = "responseA";

    /// <summary>The second responses of pairs. The default is <c>responseB</c>, where there is such a column.</summary>
    public string ResponseB { get; init; } = "responseB";

    /// <summary>What items hang together by. The default is <c>cluster</c>, where there is such a column.</summary>
    public string Cluster { get; init; } = "cluster";

    /// <summary>The splits. The default is <c>split</c>, where there is such a column.</summary>
    public string Split { get; init; } = "split";

    /// <summary>The reasons of the annotators. The default is <c>explanation</c>, where there is such a column.</summary>
    public string Explanation { get; init; } = "explanation";

    /// <summary>When the annotations were made. The default is <c>at</c>, where there is such a column.</summary>
    public string At { get; init; } = "at";

    /// <summary>Columns that become tags of the items, named as the column.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];
}
