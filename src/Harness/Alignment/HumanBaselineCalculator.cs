using System.Collections.Immutable;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>What people reach among themselves. The part that does not depend on a judge is computed once.</summary>
internal sealed class HumanBaselineCalculator
{
    /// <summary>The epsilon of the alternative annotator test that its authors recommend for crowd workers.</summary>
    private const double Epsilon = 0.1;

    /// <summary>Two equal correlations may differ by this much, because they are sums in another order; equal is not above.</summary>
    private const double Rounding = 1e-12;

    private readonly AlignmentPlan _plan;
    private readonly LeaveOneOut _leaveOneOut;
    private readonly RatingTable _ratings;
    private readonly double[] _ofEach;
    private readonly PanelCurve _panels;

    public HumanBaselineCalculator(AlignmentPlan plan)
    {
        _plan = plan;
        _leaveOneOut = LeaveOneOut.Create(plan.Dataset, plan.ReferenceOfOthers, plan.Level, plan.Ordered);
        int labelled = _leaveOneOut.ItemCount;
        Ceiling = plan.Estimate(
            _leaveOneOut,
            _leaveOneOut.Values(),
            plan.Resampling.Design(_leaveOneOut.RowOfItem, _leaveOneOut.PatternCount),
            _ => labelled,
            _ => LeaveOneOut.WhyUndefined(labelled));
        _ratings = HumanAgreement.ToRatingTable(plan.Dataset);
        _ofEach = _leaveOneOut.OfEach(ComparisonMetric);
        _panels = new PanelCurve(plan.Dataset, plan.Options.Seed);
    }

    /// <summary>The human ceiling of every metric.</summary>
    public ImmutableSortedDictionary<AlignmentMetric, Estimate> Ceiling { get; }

    private AlignmentMetric ComparisonMetric => _plan.Ordered ? AlignmentMetric.Pearson : AlignmentMetric.CohenKappa;

    public HumanBaseline For(ImmutableSortedDictionary<AlignmentMetric, Estimate> judge, double?[] labels)
    {
        Estimate own = judge[ComparisonMetric];
        AltTestResult? test = AlternativeAnnotatorTest.Run(
            _ratings,
            labels,
            AlternativeAnnotators.OptionsOf(_plan, Epsilon),
            _plan.Dataset.Counts is { } counts ? counts.Of.AsSpan() : [],
            out string? undefined);
        return new HumanBaseline
        {
            Ceiling = Ceiling,
            PercentileAmongAnnotators = Percentile(own),
            WorthKAnnotators = Worth(own),
            AltTest = test is null ? null : new AltTestSummary(test.WinningRate, test.AdvantageProbability, Epsilon, test.Comparisons.Length),
            AltTestUndefined = undefined,
        };
    }

    /// <summary>What people reach, beside a judge that cannot be held against it.</summary>
    /// <param name="why">Why it cannot.</param>
    public HumanBaseline WithoutJudge(string why) => new()
    {
        Ceiling = Ceiling,
        PercentileAmongAnnotators = Estimate.Undefined(why, 0),
        WorthKAnnotators = Estimate.Undefined(why, 0),
        AltTestUndefined = why,
    };

    private Estimate Percentile(Estimate judge)
    {
        double[] defined = [.. _ofEach.Where(v => !double.IsNaN(v))];
        return !judge.IsDefined
            ? Estimate.Undefined($"the judge's {ComparisonMetric.Name()} is undefined", defined.Length)
            : defined.Length == 0
                ? Estimate.Undefined("no annotator can be held against the others", 0)
                : Estimate.Of((double)defined.Count(v => v < judge.Value - Rounding) / defined.Length, defined.Length);
    }

    private Estimate Worth(Estimate judge) => !_plan.Ordered
        ? Estimate.Undefined("the categories have no order, so there is no mean of a panel", 0)
        : !judge.IsDefined
            ? Estimate.Undefined("the judge's correlation is undefined", 0)
            : _panels.Worth(judge.Value);
}
