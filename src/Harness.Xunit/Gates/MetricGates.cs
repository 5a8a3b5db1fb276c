using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Xunit;

/// <summary>States a gate on a figure of which more is better.</summary>
public readonly struct FloorGate
{
    private readonly GateBuilder _builder;
    private readonly Func<double, IGate> _gate;
    private readonly AlignmentMetric? _metric;

    internal FloorGate(GateBuilder builder, AlignmentMetric? metric, Func<double, IGate> gate)
    {
        _builder = builder;
        _metric = metric;
        _gate = gate;
    }

    /// <summary>The lower bound of the confidence interval must be at least a threshold.</summary>
    /// <param name="threshold">The threshold, in the figure's own unit.</param>
    public GateBuilder AtLeast(double threshold) => _builder.Add(_gate(threshold), _metric);
}

/// <summary>States a gate on a figure of which less is better.</summary>
public readonly struct CeilingGate
{
    private readonly GateBuilder _builder;
    private readonly Func<double, IGate> _gate;
    private readonly AlignmentMetric? _metric;

    internal CeilingGate(GateBuilder builder, AlignmentMetric? metric, Func<double, IGate> gate)
    {
        _builder = builder;
        _metric = metric;
        _gate = gate;
    }

    /// <summary>The upper bound of the confidence interval must be at most a threshold.</summary>
    /// <param name="threshold">The threshold, in the figure's own unit.</param>
    public GateBuilder AtMost(double threshold) => _builder.Add(_gate(threshold), _metric);
}
