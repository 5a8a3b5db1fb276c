using System.Collections.Immutable;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tables;

/// <summary>A judge in a table: its columns, each a repeat, in the original and in the swapped order.</summary>
/// <param name="Name">The judge's name.</param>
/// <param name="Columns">The columns with its labels.</param>
/// <param name="Swapped">The columns with its labels for the pair shown the other way round; empty where there are none.</param>
public sealed record JudgeColumns(string Name, ImmutableArray<string> Columns, ImmutableArray<string> Swapped);

/// <summary>What a table's columns are.</summary>
public sealed record TableColumns
{
    /// <summary>The columns with people's labels, at least one.</summary>
    public required ImmutableArray<string> People { get; init; }

    /// <summary>The judges, at least one.</summary>
    public required ImmutableArray<JudgeColumns> Judges { get; init; }

    /// <summary>The column with the items' ids. The default, <see langword="null"/>, is the column <c>item</c>; where there is none every row is an item.</summary>
    public string? Item { get; init; }

    /// <summary>The column that says who gave the label, in a long table. The default, <see langword="null"/>, takes each of <see cref="People"/> for a person.</summary>
    public string? Annotator { get; init; }

    /// <summary>The column that tells the repeats of a judge apart. The default, <see langword="null"/>, is a column <c>run</c> or <c>repeat</c>, where an item stands several times.</summary>
    public string? Run { get; init; }

    /// <summary>The column that says in which order a pair was shown. The default, <see langword="null"/>, is no such column.</summary>
    public string? Order { get; init; }
}

/// <summary>How the texts of cells become labels, beyond the rules that always hold.</summary>
public sealed record CellRules
{
    /// <summary>Texts and the labels they are read as; found without regard to case.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Map { get; init; } = [];

    /// <summary>From which number on a score is <c>pass</c>; a lower one is <c>fail</c>. The default, <see langword="null"/>, reads no score as pass or fail.</summary>
    public double? PassFrom { get; init; }

    /// <summary>The texts that are no label, found without regard to case; the empty text always is none. The default value is <see cref="DefaultMissing"/>.</summary>
    public ImmutableArray<string> Missing { get; init; } = DefaultMissing;

    /// <summary>Whether a comma in a number is a decimal comma. The default, <see langword="null"/>, is: where the separator is no comma.</summary>
    public bool? DecimalComma { get; init; }

    /// <summary>Whether labels of swapped rows and columns name places, so that they are turned round. The default is <see langword="false"/>: they name the responses.</summary>
    public bool SwappedNamesPlaces { get; init; }

    /// <summary>What spreadsheets and statistics programs write for no value.</summary>
    public static ImmutableArray<string> DefaultMissing { get; } = ["#N/A", "N/A", "NA", "NaN", "null"];
}

/// <summary>What is asked of a table.</summary>
public sealed record CheckRequest
{
    /// <summary>The file, also <c>.gz</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What the columns are.</summary>
    public required TableColumns Columns { get; init; }

    /// <summary>What stands between the cells. The default, <see langword="null"/>, is what the header tells.</summary>
    public char? Separator { get; init; }

    /// <summary>How texts become labels.</summary>
    public CellRules Rules { get; init; } = new();

    /// <summary>
    /// Whether fewer resamples may be drawn than the options say, where nearly all rows of labels are different and so many would take minutes. A note says so. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool MayDrawFewer { get; init; }

    /// <summary>What is said of the scale.</summary>
    public ScaleRequest Scale { get; init; } = ScaleRequest.Unstated;
}
