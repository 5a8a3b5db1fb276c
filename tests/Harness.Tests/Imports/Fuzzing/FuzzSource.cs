using System.Collections.Immutable;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports.Fuzzing;

/// <summary>A small valid source of a format, of which one file is broken in many ways.</summary>
/// <param name="Format">The format.</param>
/// <param name="Main">The file that is broken.</param>
/// <param name="Text">What it holds.</param>
internal sealed record FuzzSource(string Format, string Main, string Text)
{
    /// <summary>Further files that stay whole, by name.</summary>
    public ImmutableSortedDictionary<string, string> Others { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the source is the folder of the files, and not the file.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Names that the user gives.</summary>
    public ImportColumns Columns { get; init; } = new();

    /// <summary>Whether the format unpacks <c>.gz</c>.</summary>
    public bool Packs { get; init; } = true;

    /// <summary>How many lines stand before the first row.</summary>
    public int HeadLines { get; init; }

    /// <summary>Whether each line after the head that does not close a list is a row of its own, for which the import has to account.</summary>
    public bool AccountsForLines { get; init; } = true;

    /// <summary>Whether the file is a JSON value, or one on each line.</summary>
    public bool IsJson => Main.EndsWith(".json", StringComparison.Ordinal) || IsJsonLines;

    /// <summary>Whether each line is a JSON value.</summary>
    public bool IsJsonLines => Main.EndsWith(".jsonl", StringComparison.Ordinal);

    /// <summary>Whether it is a table.</summary>
    public bool IsTable => Main.EndsWith(".csv", StringComparison.Ordinal) || Main.EndsWith(".tsv", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Format} {Main}";
}
