using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>The gates in the box.</summary>
public static class Gate
{
    /// <summary>A metric that is better when higher must be at least a threshold.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">The threshold, in the metric's own unit.</param>
    public static IGate AtLeast(AlignmentMetric metric, double threshold) => throw new NotSupportedException("Not built yet.");

    /// <summary>A metric that is better when lower must be at most a threshold.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">The threshold, in the metric's own unit.</param>
    public static IGate AtMost(AlignmentMetric metric, double threshold) => throw new NotSupportedException("Not built yet.");

    /// <summary>The judge must answer a share of the items.</summary>
    /// <param name="threshold">The share, 0..1. The default is 0.98.</param>
    public static IGate Coverage(double threshold = 0.98) => throw new NotSupportedException("Not built yet.");

    /// <summary>Evaluates gates in order.</summary>
    /// <param name="alignment">The alignment under test.</param>
    /// <param name="gates">One or more gates.</param>
    public static GateReport Evaluate(AlignmentResult alignment, IReadOnlyList<IGate> gates) => throw new NotSupportedException("Not built yet.");
}
