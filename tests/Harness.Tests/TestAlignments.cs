using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests;

/// <summary>Makes alignments and records in memory. Only what a test states differs from the plain case.</summary>
internal static class TestAlignments
{
    /// <summary>An item on which the judge disagrees; people as <c>1×2 2×3</c>.</summary>
    public static ItemAlignment Disagreement(string id, string people, string? judge, double? delta, string repeats = "1/1", string? rationale = null) => new()
    {
        Item = id,
        People = [.. people.Split(' ').Select(p => p.Split('×')).Select(p => new LabelCount(p[0], int.Parse(p[1], CultureInfo.InvariantCulture)))],
        Judge = judge,
        Delta = delta,
        Disagrees = true,
        StableRepeats = int.Parse(repeats.Split('/')[0], CultureInfo.InvariantCulture),
        Repeats = int.Parse(repeats.Split('/')[1], CultureInfo.InvariantCulture),
        Rationale = rationale,
    };

    /// <summary>An estimate with a bootstrap interval.</summary>
    public static Estimate Interval(double value, double lower, double upper, int n = 120) =>
        Estimate.Of(value, n).WithInterval(new ConfidenceInterval(lower, upper, 0.95, "bootstrap-bayesian", 2000, 1, "item"));

    /// <summary>An alignment with the given disagreements, quadratic kappa first.</summary>
    public static AlignmentResult Aligned(params ItemAlignment[] disagreements) => new()
    {
        Judge = new JudgeIdentity { Name = "quality-v2/small-model", Model = "small-model", Prompt = "quality-v2" },
        ItemCount = 120,
        VerdictCount = 120,
        Failures = ImmutableSortedDictionary<FailureKind, int>.Empty,
        OutOfScale = [],
        Excluded = new AlignmentExclusions(0, 0, 0),
        Level = MeasurementLevel.Ordinal,
        Reference = new Reference(ReferenceRule.Median),
        Metric = AlignmentMetric.CohenKappaQuadratic,
        Statistics = ImmutableSortedDictionary<AlignmentMetric, Estimate>.Empty
            .Add(AlignmentMetric.CohenKappaQuadratic, Interval(0.742, 0.661, 0.812))
            .Add(AlignmentMetric.PercentAgreement, Estimate.Of(0.7, 120)),
        Human = new HumanBaseline
        {
            Ceiling = ImmutableSortedDictionary<AlignmentMetric, Estimate>.Empty.Add(AlignmentMetric.CohenKappaQuadratic, Estimate.Of(0.801, 120)),
            PercentileAmongAnnotators = Estimate.Of(0.4, 5),
            WorthKAnnotators = Estimate.Undefined("fewer than three annotators", 0),
            AltTestUndefined = "fewer than three annotators",
        },
        Confusion = new ConfusionTable([], []),
        Items = [.. disagreements],
        Disagreements = [.. disagreements],
    };

    /// <summary>A record of an alignment.</summary>
    public static AlignmentRecord RecordOf(AlignmentResult alignment, string suite = "support-answers", string name = "quality-v2") => new()
    {
        Suite = suite,
        Case = name,
        Test = "Sample.Evals.SupportAnswers.Align",
        Dataset = "support-answers",
        DatasetPath = "datasets/support-answers",
        DatasetIdentity = new DatasetIdentity("a", "b", "c"),
        Scale = "ordinal 1..5",
        Options = new AlignmentOptions(),
        Alignment = alignment,
        Items = [],
    };

    /// <summary>A report of one gate on quadratic kappa.</summary>
    public static GateReport Gated(GateDecision decision, Estimate estimate, string reason, int? itemsNeeded = null) => new(decision,
    [
        new GateResult
        {
            Code = decision switch { GateDecision.Failed => "JE4001", GateDecision.Inconclusive => "JE4004", _ => null },
            Gate = "cohenKappaQuadratic >= 0.6",
            Decision = decision,
            Reason = reason,
            Threshold = 0.6,
            Estimate = estimate,
            ItemsNeeded = itemsNeeded,
        },
    ]);

    /// <summary>A single item with its texts.</summary>
    public static RecordedItem Item(string id, int line, string context, string response) =>
        new(new JudgeItem { Id = id, Context = context, Response = response }, line, ImmutableSortedDictionary<string, string>.Empty);
}
