using System.Collections.Immutable;

namespace JudgeEval.Harness.Reports.Boards;

/// <summary>A table of a leaderboard with its notes, before it is text, Markdown or anything else.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">What has to be said of it, each a sentence or more.</param>
internal sealed record BoardSection(string Title, ImmutableArray<TextColumn> Columns, ImmutableArray<ImmutableArray<TextCell>> Rows, ImmutableArray<string> Notes)
{
    /// <summary>Whether the columns after the first are alike, so that a table that is too wide goes on in another one below.</summary>
    public bool IsMatrix { get; init; }
}
