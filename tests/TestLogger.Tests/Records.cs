using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.TestLogger.Tests;

/// <summary>Small records.</summary>
internal static class Records
{
    public static AlignmentRecord Of(string suite, string @case, string? test, GateDecision decision = GateDecision.Passed)
    {
        Estimate kappa = Estimate.Of(0.75, 8);
        return new AlignmentRecord
        {
            Suite = suite,
            Case = @case,
            Test = test,
            Dataset = "answers",
            DatasetIdentity = new DatasetIdentity("h", "i", "l"),
            Scale = "nominal No, Yes",
            Options = new AlignmentOptions(),
            Alignment = new AlignmentResult
            {
                Judge = new JudgeIdentity { Name = "quality/m", Model = "m", Prompt = "quality" },
                ItemCount = 8,
                VerdictCount = 8,
                Failures = ImmutableSortedDictionary<FailureKind, int>.Empty,
                OutOfScale = [],
                Excluded = new AlignmentExclusions(0, 0, 0),
                Level = MeasurementLevel.Nominal,
                Reference = new Reference(ReferenceRule.Majority),
                Metric = AlignmentMetric.CohenKappa,
                Statistics = ImmutableSortedDictionary<AlignmentMetric, Estimate>.Empty.Add(AlignmentMetric.CohenKappa, kappa),
                Human = new HumanBaseline
                {
                    Ceiling = ImmutableSortedDictionary<AlignmentMetric, Estimate>.Empty,
                    PercentileAmongAnnotators = Estimate.Undefined("one annotator", 8),
                    WorthKAnnotators = Estimate.Undefined("one annotator", 8),
                },
                Confusion = new ConfusionTable([], []),
                Items = [],
                Disagreements = [],
            },
            Gates = new GateReport(decision, [new GateResult { Gate = "cohenKappa >= 0.6", Decision = decision, Reason = "made up", Threshold = 0.6, Estimate = kappa }]),
            Items = [],
        };
    }
}
