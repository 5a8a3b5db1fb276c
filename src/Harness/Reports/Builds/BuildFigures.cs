using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Records;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>The figures of a record that a build server is told.</summary>
public static class BuildFigures
{
    /// <summary>The metric that stands first.</summary>
    /// <param name="record">The record.</param>
    public static Estimate Of(AlignmentRecord record) => Find(record.Alignment.Statistics, record);

    /// <summary>The human ceiling of the metric that stands first.</summary>
    /// <param name="record">The record.</param>
    public static Estimate CeilingOf(AlignmentRecord record) => Find(record.Alignment.Human.Ceiling, record);

    /// <summary>The comparison with the committed baseline; <see langword="null"/> where no gate made one.</summary>
    /// <param name="record">The record.</param>
    public static JudgeComparison? ComparisonOf(AlignmentRecord record) => record.Gates?.Results.Select(g => g.Comparison).FirstOrDefault(c => c is not null);

    private static Estimate Find(ImmutableSortedDictionary<AlignmentMetric, Estimate> estimates, AlignmentRecord record) =>
        estimates.TryGetValue(record.Alignment.Metric, out Estimate estimate) ? estimate : Estimate.Undefined("not computed", 0);
}
