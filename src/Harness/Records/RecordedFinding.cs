using System.Collections.Immutable;
using JudgeEval.Harness.Lint;

namespace JudgeEval.Harness.Records;

/// <summary>What lint found, as a record keeps it: without places, which are of one machine.</summary>
/// <param name="Rule">The rule; see <see cref="LintRules"/>.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="What">What was found.</param>
/// <param name="Consequence">What follows from it.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Subjects">The annotators, items, labels or judges it is about.</param>
public sealed record RecordedFinding(string Rule, LintSeverity Severity, string What, string Consequence, string Remedy, ImmutableArray<string> Subjects)
{
    /// <summary>The findings of a report, in its order.</summary>
    /// <param name="report">What lint found.</param>
    public static ImmutableArray<RecordedFinding> Of(LintReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. report.Findings.Select(f => new RecordedFinding(f.Rule, f.Severity, f.What, f.Consequence, f.Remedy, f.Subjects))];
    }
}
