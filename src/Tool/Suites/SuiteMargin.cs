using System.Collections.Immutable;

namespace JudgeEval.Tool.Suites;

/// <summary>A suite as a compiled test assembly declares it, and the margins that its gates state as constants.</summary>
/// <param name="Test">The fully qualified name of the test.</param>
/// <param name="Datasets">The datasets as <c>[JudgeSuite]</c> names them; empty where they come from a class.</param>
/// <param name="Margins">The margins, in the order of the code.</param>
internal sealed record CompiledSuite(string Test, ImmutableArray<string> Datasets, ImmutableArray<SuiteMargin> Margins)
{
    /// <summary>The suite's name in tables, and in <c>gates:</c> of <c>judgeeval.yaml</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the suite leaves its gates to <c>judgeeval.yaml</c>.</summary>
    public bool IsConfigured { get; init; }
}

/// <summary>A margin that a suite states.</summary>
/// <param name="Value">The margin, in the metric's own unit.</param>
/// <param name="File">The source file as the compiler knew it; <see langword="null"/> where there are no debugging symbols.</param>
/// <param name="Line">The line, from 1; 0 where it is not known.</param>
internal sealed record SuiteMargin(double Value, string? File, int Line);
