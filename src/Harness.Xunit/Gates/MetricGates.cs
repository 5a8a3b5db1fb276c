using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Xunit;

/// <summary>States a gate on a figure of which more is better, by the lower bound of its interval.</summary>
public readonly struct LowerBoundGate
{
    private readonly GateBuilder _builder;
    private readonly Func<double, IGate> _gate;
    private readonly AlignmentMetric? _metric;

    internal LowerBoundGate(GateBuilder builder, AlignmentMetric? metric, Func<double, IGate> gate)
    {
        _builder = builder;
        _metric = metric;
        _gate = gate;
    }

    /// <summary>The lower bound of the confidence interval must be at least a threshold.</summary>
    /// <param name="threshold">The threshold, in the figure's own unit.</param>
    public GateBuilder AtLeast(double threshold) => _builder.Add(_gate(threshold), _metric);
}

/// <summary>States a gate on a figure of which less is better, by the upper bound of its interval.</summary>
public readonly struct UpperBoundGate
{
    private readonly GateBuilder _builder;
    private readonly Func<double, IGate> _gate;
    private readonly AlignmentMetric? _metric;

    internal UpperBoundGate(GateBuilder builder, AlignmentMetric? metric, Func<double, IGate> gate)
    {
        _builder = builder;
        _metric = metric;
        _gate = gate;
    }

    /// <summary>The upper bound of the confidence interval must be at most a threshold.</summary>
    /// <param name="threshold">The threshold, in the figure's own unit.</param>
    public GateBuilder AtMost(double threshold) => _builder.Add(_gate(threshold), _metric);
}
