using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class SliceGateTests
{
    // 'clean': 140 items, people agree on all. 'noisy': 200 items, people part on 60, so a judge is held against the 140 others. In both the judge is wrong
    // on 30 of 140, on two kinds of labels in the same numbers: the same kappa. People reach 1 in the one and 1 - 2 x 0.3 = 0.4 in the other.
    private static readonly GateContext TwoTopics = Panel.Topics(
        340,
        i => i < 140 ? "clean" : "noisy",
        i => Panel.Wrong(i, i < 140 ? i % 14 < 3 : (i - 140) % 20 < 3),
        Panel.Truth,
        i => Panel.Wrong(i, i >= 140 && (i - 140) % 10 is 3 or 4 or 5 && i >= 140));

    [Fact]
    public void Evaluate_SameKappaInTwoSlices_HasTheBarOfEachSlicesPeople()
    {
        GateResult result = Gate.PerSlice("topic", Gate.AtLeastOfCeiling(0.9, AlignmentMetric.CohenKappa)).Evaluate(TwoTopics);
        (SliceResult clean, SliceResult noisy) = (result.Slices[0], result.Slices[1]);

        Assert.Equal(("clean", 140, GateDecision.Failed), (clean.Slice, clean.Items, clean.Result.Decision));
        Assert.Equal(("noisy", 200, GateDecision.Passed), (noisy.Slice, noisy.Items, noisy.Result.Decision));
        Assert.Equal(clean.Result.Facts[0].Text[..16], noisy.Result.Facts[0].Text[..16]);
        Assert.Equal(("0.9 x 1.000 = 0.900", "0.9 x 0.400 = 0.360"), (clean.Result.Facts[2].Text, noisy.Result.Facts[2].Text));
        Assert.Equal((GateDecision.Failed, "JE4043"), (result.Decision, result.Code));
        Assert.Equal("1 of 2 slices of 'topic' pass; 'clean' fails", result.Reason);
        Assert.Equal("cohenKappa >= 0.9 of ceiling per topic", result.Gate);
        Assert.Equal(clean.Result.Estimate, result.Estimate);
    }

    [Fact]
    public void Evaluate_AbsoluteGate_IsDecidedOnEachSlice()
    {
        GateResult result = Gate.PerSlice("topic", Gate.AtLeast(AlignmentMetric.CohenKappa, 0.2)).Evaluate(TwoTopics);

        Assert.Equal(GateDecision.Passed, result.Decision);
        Assert.Equal(result.Slices.Max(s => s.Result.PassP), result.PassP);
        Assert.True(result.FailureP > TwoTopics.Level);
    }

    [Fact]
    public void Evaluate_ItemsWithoutTheTag_AreCounted()
    {
        GateResult result = Gate.PerSlice("topic", Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.5))
            .Evaluate(Panel.Topics(60, i => i < 57 ? "a" : null, Panel.Truth, Panel.Truth));

        Assert.Equal("1 of 1 slices of 'topic' pass; 3 items have no 'topic'", result.Reason);
        Assert.Equal(57, Assert.Single(result.Slices).Items);
    }

    [Fact]
    public void Evaluate_SliceWithoutLabelsOrOfOneItem_IsInconclusiveAndListed()
    {
        // 'none' has four items that nobody labelled, 'one' a single item.
        GateContext context = Panel.Topics(
            65, i => i < 60 ? "many" : i < 64 ? "none" : "one", Panel.Truth, i => i is >= 60 and < 64 ? null : Panel.Truth(i));
        GateResult result = Gate.PerSlice("topic", Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.5)).Evaluate(context);

        Assert.Equal(
            [("many", 60, GateDecision.Passed, null), ("none", 4, GateDecision.Inconclusive, "JE4049"), ("one", 1, GateDecision.Inconclusive, "JE4003")],
            result.Slices.Select(s => (s.Slice, s.Items, s.Result.Decision, s.Result.Code)));
        Assert.Equal((GateDecision.Inconclusive, "JE4045"), (result.Decision, result.Code));
        Assert.Equal("1 of 3 slices of 'topic' pass; 'none', 'one' are inconclusive", result.Reason);
    }

    [Fact]
    public void Evaluate_UndefinedInOneSliceAlone_IsInconclusiveThere()
    {
        GateContext context = Panel.Topics(80, i => i < 60 ? "a" : "b", i => i < 60 ? Panel.Truth(i) : "y", i => i < 60 ? Panel.Truth(i) : "y");
        GateResult result = Gate.PerSlice("topic", Gate.AtLeast(AlignmentMetric.CohenKappa, 0.5)).Evaluate(context);

        Assert.Equal("JE4046", result.Slices[1].Result.Code);
        Assert.Equal(GateDecision.Inconclusive, result.Decision);
    }

    [Fact]
    public void Evaluate_UndefinedInEverySlice_Fails()
    {
        GateResult result = Gate.PerSlice("topic", Gate.AtLeastOfCeiling(0.9)).Evaluate(Panel.Topics(80, i => i < 60 ? "a" : "b", Panel.Truth, Panel.Truth));

        Assert.Equal((GateDecision.Failed, "JE4047", (double?)null), (result.Decision, result.Code, result.FailureP));
        Assert.Equal("no slice of 'topic' has a value: there is no human ceiling of cohenKappa: no item has labels from two annotators", result.Reason);
    }

    [Fact]
    public void Evaluate_UnknownTag_NamesTheNearest()
    {
        GateResult result = Gate.PerSlice("topc", Gate.AtLeast(0.5)).Evaluate(TwoTopics);

        Assert.Equal((GateDecision.Failed, "JE4044"), (result.Decision, result.Code));
        Assert.Equal("no item has a 'topc'; did you mean 'topic'?", result.Reason);
        Assert.Equal("no item has a 'topic'; the items have no tags", Gate.PerSlice("topic", Gate.AtLeast(0.5)).Evaluate(Panel.Context(4, Panel.Truth, Panel.Truth)).Reason);
    }

    [Fact]
    public void Evaluate_Cluster_DrawsItemsWithinIt()
    {
        string?[] clusters = [.. Enumerable.Range(0, 80).Select(i => i < 40 ? "c1" : "c2")];
        GateContext context = Sample.Context(
            Sample.Clustered(Panel.YesNo, clusters, [.. Enumerable.Range(0, 80).Select(i => new[] { Panel.Truth(i) })]),
            Panel.Verdicts(80, i => Panel.Wrong(i, i % 10 == 0)),
            new AlignmentOptions());
        GateResult result = Gate.PerSlice("cluster", Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.5)).Evaluate(context);

        Assert.Equal(["c1", "c2"], result.Slices.Select(s => s.Slice));
        Assert.All(result.Slices, s => Assert.Equal("item", s.Result.Estimate.Interval!.Cluster));
        Assert.Equal(GateDecision.Passed, result.Decision);
    }

    [Fact]
    public void Evaluate_NamedAnnotatorAsReference_WhoLabelledNothingOfASlice_IsInconclusiveThere()
    {
        var options = new AlignmentOptions { Reference = new Reference(ReferenceRule.Annotator, "a2") };
        GateContext context = Sample.Context(
            Panel.Dataset(80, i => i < 60 ? "a" : "b", Panel.Truth, i => i < 60 ? Panel.Truth(i) : null), Panel.Verdicts(80, Panel.Truth), options);
        GateResult result = Gate.PerSlice("topic", Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.5)).Evaluate(context);

        Assert.Equal([GateDecision.Passed, GateDecision.Inconclusive], result.Slices.Select(s => s.Result.Decision));
    }

    [Fact]
    public void Evaluate_JudgeThatPredictsDifficulty_HasNothingToHoldAgainstPeople()
    {
        // Such a judge gives no labels, so no gate on labels may take its predictions for some.
        var judge = new JudgeIdentity { Name = "judge", DifficultyScale = LabelScale.Ordinal(1, 5) };
        VerdictSet verdicts = new(judge, "sample", null, Panel.Verdicts(60, i => (1 + (i % 5)).ToString(CultureInfo.InvariantCulture)).Judgements);
        GateContext context = Sample.Context(Panel.Dataset(60, i => i % 2 == 0 ? "a" : "b", Panel.Truth, Panel.Truth), verdicts, new AlignmentOptions());
        IGate[] gates =
        [
            Gate.AtLeast(0.5), Gate.AtLeastOfCeiling(0.9), Gate.NotWorseThanAnnotator(1), Gate.PassesAltTest(), Gate.ReplacementKeepsAlpha(), Gate.BeatsSimpleBaselines(),
            Gate.PerSlice("topic", Gate.AtLeast(0.5)),
        ];

        Assert.Equal(
            ["JE4002", "JE4022", "JE4026", "JE4031", "JE4036", "JE4040", "JE4047"],
            gates.Select(gate => gate.Evaluate(context)).Select(r => r.Decision == GateDecision.Failed ? r.Code : $"{r.Decision}"));
    }

    [Fact]
    public void Correct_FailuresBeyondTheLevelOfMany_AreWithdrawn()
    {
        // Benjamini and Hochberg over 0.01, 0.02, 0.8, 0.9: 4 x 0.01 = 0.04, 4/2 x 0.02 = 0.04, 4/3 x 0.8, 0.9. At 0.025 nothing is rejected, at 0.05 two are.
        ImmutableArray<SliceResult> slices = [Slice("a", 0.01), Slice("b", 0.8), Slice("c", 0.02), Slice("d", 0.9)];

        ImmutableArray<SliceResult> strict = ManySlices.Correct(slices, 0.025), lax = ManySlices.Correct(slices, 0.05);

        Assert.Equal([0.04, 0.9, 0.04, 0.9], strict.Select(s => Math.Round(s.Result.AdjustedFailureP!.Value, 12)));
        Assert.Equal(["JE4048", null, "JE4048", null], strict.Select(s => s.Result.Code));
        Assert.Equal((GateDecision.Inconclusive, GateDecision.Failed), (strict[0].Result.Decision, strict[0].Result.Alone));
        Assert.Equal([0.01, 0.8, 0.02, 0.9], strict.Select(s => s.Result.FailureP));
        Assert.Equal([GateDecision.Failed, GateDecision.Passed, GateDecision.Failed, GateDecision.Passed], lax.Select(s => s.Result.Decision));
        Assert.Equal(0.04, ManySlices.Simes([0.01, 0.8, 0.02, 0.9]), 1e-12);
    }

    [Fact]
    public void Evaluate_WithOtherGates_IsOneGateOfHolms()
    {
        GateReport report = Gate.Evaluate(
            TwoTopics, [Gate.PerSlice("topic", Gate.AtLeastOfCeiling(0.9, AlignmentMetric.CohenKappa)), Gate.AtLeast(AlignmentMetric.CohenKappa, 0.2)]);

        Assert.Equal(2, report.Correction!.Gates);
        Assert.Equal(2 * report.Results[0].FailureP!.Value, report.Results[0].AdjustedFailureP!.Value, 1e-12);
    }

    [Fact]
    public void PerSlice_OfSlicesOrWithoutAName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Gate.PerSlice("a", Gate.PerSlice("b", Gate.AtLeast(0.5))));
        Assert.Throws<ArgumentException>(() => Gate.PerSlice(" ", Gate.AtLeast(0.5)));
        Assert.Throws<ArgumentException>(() => Gate.PerSlice("a\nb", Gate.AtLeast(0.5)));
    }

    private static SliceResult Slice(string name, double p) => new(name, 10, new GateResult
    {
        Gate = "g",
        Decision = p <= 0.025 ? GateDecision.Failed : GateDecision.Passed,
        Reason = "r",
        Threshold = 0,
        Estimate = Estimate.Of(0, 10),
        FailureP = p,
    });
}
