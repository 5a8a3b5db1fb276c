using System.Collections.Immutable;

namespace JudgeEval.Harness.Lint;

/// <summary>How much a finding weighs.</summary>
public enum LintSeverity
{
    /// <summary>What a reader has to know; it is no defect, and <c>--strict</c> passes it.</summary>
    Note,

    /// <summary>What makes figures misleading unless somebody has looked at it.</summary>
    Warning,

    /// <summary>What makes figures wrong.</summary>
    Error,
}

/// <summary>A number that a finding rests on.</summary>
/// <param name="Name">What it is, in a word or two, for example <c>items</c>.</param>
/// <param name="Value">The number.</param>
public readonly record struct LintNumber(string Name, double Value);

/// <summary>One thing that lint found: what and where, the numbers it rests on, what follows from it and what to do.</summary>
public sealed record LintFinding
{
    /// <summary>The rule, for example <c>constant-annotator</c>; see <see cref="LintRules"/>. It never changes.</summary>
    public required string Rule { get; init; }

    /// <summary>How much it weighs.</summary>
    public required LintSeverity Severity { get; init; }

    /// <summary>What was found, in a sentence without a full stop.</summary>
    public required string What { get; init; }

    /// <summary>What follows from it, in a sentence without a full stop.</summary>
    public required string Consequence { get; init; }

    /// <summary>What to do, in a sentence without a full stop.</summary>
    public required string Remedy { get; init; }

    /// <summary>Where it stands: a file, with the line where that is known; no file for a dataset made in memory.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>The annotators, items, labels or judges it is about, in order; a long list is cut.</summary>
    public ImmutableArray<string> Subjects { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The numbers it rests on.</summary>
    public ImmutableArray<LintNumber> Evidence { get; init => field = value.IsDefault ? [] : value; } = [];
}
