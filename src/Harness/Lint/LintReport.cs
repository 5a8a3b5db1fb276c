using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Lint;

/// <summary>Everything that lint found in a dataset.</summary>
/// <param name="Findings">The findings, in the order of <see cref="LintRules.All"/>, of one rule in the order of the dataset.</param>
/// <param name="Exclusions">
/// What should be left out of statistics: annotations of people who failed their attention checks, the checks themselves, and practice rounds, sorted by
/// annotator, then by item. Nothing is left out before somebody applies it.
/// </param>
public sealed record LintReport(ImmutableArray<LintFinding> Findings, ImmutableArray<Exclusion> Exclusions)
{
    /// <summary>How many findings are of a severity.</summary>
    /// <param name="severity">The severity.</param>
    public int Count(LintSeverity severity) => Findings.Count(finding => finding.Severity == severity);

    /// <summary>Whether there is an error, or, when strict, a warning.</summary>
    /// <param name="strict">Whether warnings count.</param>
    public bool Fails(bool strict) => Count(LintSeverity.Error) > 0 || (strict && Count(LintSeverity.Warning) > 0);
}
