using JudgeEval.Harness.Gates;

namespace JudgeEval.Xunit;

/// <summary>
/// States gates on one metric: against people or against the committed baseline. Each gate gives the builder back, so that gates are stated one after the
/// other.
/// </summary>
public abstract class RelativeGates
{
    private readonly GateBuilder _builder;

    private protected RelativeGates(GateBuilder builder, GateMetric metric, string? slice)
    {
        _builder = builder;
        Metric = metric;
        Slice = slice;
    }

    private protected GateBuilder Builder => _builder;

    private protected GateMetric Metric { get; }

    private protected string? Slice { get; }

    /// <summary>
    /// The judge must reach a fraction of what people reach among themselves: at least the fraction of the human ceiling, or, where less is better, at most
    /// the ceiling over the fraction. The ceiling's own uncertainty counts.
    /// </summary>
    /// <param name="fraction">The fraction, above 0; 1 asks for as much as people reach.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.CohenKappa.AtLeastOfCeiling(0.9))</c></example>
    public GateBuilder AtLeastOfCeiling(double fraction) => Add(Gate.AtLeastOfCeiling(fraction, Metric));

    /// <summary>
    /// The judge must not be worse than the k-th best annotator by more than a margin, both held against the others on the items that annotator labelled.
    /// </summary>
    /// <param name="k">The annotator's place, from 1, the best.</param>
    /// <param name="margin">The margin in the metric's own unit, at least 0. The default is 0.05.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.CohenKappa.NotWorseThanAnnotator(3))</c></example>
    public GateBuilder NotWorseThanAnnotator(int k, double margin = Gate.DefaultMargin) => Add(Gate.NotWorseThanAnnotator(k, margin, Metric));

    /// <summary>The judge must not be worse than the committed baseline by more than a margin, compared item by item.</summary>
    /// <param name="margin">The margin in the metric's own unit, above 0. The default is 0.05.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.CohenKappa.NotWorseThanBaseline(0.05))</c></example>
    public GateBuilder NotWorseThanBaseline(double margin = Gate.DefaultMargin) => Add(Gate.NotWorseThanBaseline(margin, Metric));

    private protected GateBuilder Add(IGate gate) => _builder.Add(Slice is null ? gate : Gate.PerSlice(Slice, gate), Metric);
}

/// <summary>States gates on a metric of which more is better.</summary>
public sealed class LowerBoundGate : RelativeGates
{
    internal LowerBoundGate(GateBuilder builder, GateMetric metric, string? slice = null)
        : base(builder, metric, slice)
    {
    }

    /// <summary>The lower bound of the confidence interval must be at least a threshold.</summary>
    /// <param name="threshold">The threshold, in the metric's own unit.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.CohenKappa.AtLeast(0.6))</c></example>
    public GateBuilder AtLeast(double threshold) => Add(Gate.AtLeast(Metric, threshold));

    /// <summary>The next gate is decided on each slice of the items by itself, with the people of that slice.</summary>
    /// <param name="tag">A tag of the items; where no item has such a tag, <c>split</c> and <c>cluster</c> are the items' own.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.CohenKappa.PerSlice("topic").AtLeastOfCeiling(0.8))</c></example>
    public LowerBoundGate PerSlice(string tag) => new(Builder, Metric, tag);
}

/// <summary>States gates on a metric of which less is better.</summary>
public sealed class UpperBoundGate : RelativeGates
{
    internal UpperBoundGate(GateBuilder builder, GateMetric metric, string? slice = null)
        : base(builder, metric, slice)
    {
    }

    /// <summary>The upper bound of the confidence interval must be at most a threshold.</summary>
    /// <param name="threshold">The threshold, in the metric's own unit.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.JensenShannon.AtMost(0.2))</c></example>
    public GateBuilder AtMost(double threshold) => Add(Gate.AtMost(Metric, threshold));

    /// <summary>The next gate is decided on each slice of the items by itself, with the people of that slice.</summary>
    /// <param name="tag">A tag of the items; where no item has such a tag, <c>split</c> and <c>cluster</c> are the items' own.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.JensenShannon.PerSlice("topic").AtMost(0.3))</c></example>
    public UpperBoundGate PerSlice(string tag) => new(Builder, Metric, tag);
}

/// <summary>States gates on the metric that stands first, which follows the level of the scale and the subjectivity of the dataset.</summary>
public sealed class FirstMetricGate : RelativeGates
{
    internal FirstMetricGate(GateBuilder builder, string? slice = null)
        : base(builder, GateMetric.First, slice)
    {
    }

    /// <summary>The metric must be at least a threshold. The gate fails on a dataset whose first metric is better when lower.</summary>
    /// <param name="threshold">The threshold, in the metric's own unit.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.Metric.AtLeast(0.6))</c></example>
    public GateBuilder AtLeast(double threshold) => Add(Gate.AtLeast(threshold));

    /// <summary>The metric must be at most a threshold. The gate fails on a dataset whose first metric is better when higher.</summary>
    /// <param name="threshold">The threshold, in the metric's own unit.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.Metric.AtMost(0.2))</c></example>
    public GateBuilder AtMost(double threshold) => Add(Gate.AtMost(threshold));

    /// <summary>The metric must lie on its better side of a threshold: at least it, or at most it where less is better.</summary>
    /// <param name="threshold">The threshold, in the metric's own unit.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.Metric.Within(0.3))</c></example>
    public GateBuilder Within(double threshold) => Add(Gate.Within(threshold));

    /// <summary>The next gate is decided on each slice of the items by itself, with the people of that slice.</summary>
    /// <param name="tag">A tag of the items; where no item has such a tag, <c>split</c> and <c>cluster</c> are the items' own.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.Metric.PerSlice("topic").AtLeastOfCeiling(0.8))</c></example>
    public FirstMetricGate PerSlice(string tag) => new(Builder, tag);
}

/// <summary>States the share of items that the judge must answer.</summary>
public sealed class CoverageShare
{
    private readonly GateBuilder _builder;

    internal CoverageShare(GateBuilder builder) => _builder = builder;

    /// <summary>The share must be at least a threshold. It is counted, not estimated, so it has no interval.</summary>
    /// <param name="threshold">The share, 0..1.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.CohenKappa.AtLeast(0.6).Coverage.AtLeast(0.95))</c></example>
    public GateBuilder AtLeast(double threshold) => _builder.CoverAtLeast(threshold);
}
