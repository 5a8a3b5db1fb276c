using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Gates.SelfTests;

/// <summary>Aligns judges with as much as some gates look at: what people reach is left out where none of them asks for it.</summary>
/// <param name="gates">The gates.</param>
internal sealed class GateExaminer(IReadOnlyList<IGate> gates)
{
    private readonly bool _lean = gates.All(g => g is BaselineGate or MetricGate or CoverageGate);
    private readonly AlignmentMetric[] _metrics = [.. gates.OfType<MetricGate>().Select(g => g.Metric)];

    /// <summary>Aligns a judge.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="options">How to compute.</param>
    public AlignedJudge Examine(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions options) => _lean
        ? new LeanAlignment(dataset, options, _metrics).Examine(verdicts)
        : new AlignmentBasis(dataset, options).Examine(verdicts);
}
