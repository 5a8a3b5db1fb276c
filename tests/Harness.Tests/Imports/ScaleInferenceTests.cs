using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports;

public sealed class ScaleInferenceTests
{
    [Fact]
    public void Infer_Words_IsNominalAndSaysSo()
    {
        InferredScale inferred = Infer(ScaleRequest.Unstated, "Yes", "No");

        Assert.Equal(ScaleLevel.Nominal, inferred.Scale.Level);
        Assert.Equal(["No", "Yes"], inferred.Scale.Labels.AsEnumerable());
        Assert.Equal(
            "level nominal is assumed, because the label 'Yes' is not a number; --level ordinal with --labels LOW,…,HIGH gives the labels an order",
            inferred.Assumption);
    }

    [Fact]
    public void Infer_WholeNumbers_IsOrdinalAndSaysSo()
    {
        InferredScale inferred = Infer(ScaleRequest.Unstated, "10", "2", "4.0");

        Assert.Equal(ScaleLevel.Ordinal, inferred.Scale.Level);
        Assert.Equal(["2", "4", "10"], inferred.Scale.Labels.AsEnumerable());
        Assert.Equal("4", inferred.Canonical("4.0"));
        Assert.Equal(
            "level ordinal is assumed, because every label is a whole number; --level nominal, ordinal, interval or ratio chooses another",
            inferred.Assumption);
    }

    [Fact]
    public void Infer_Fractions_IsIntervalAndSaysSo()
    {
        InferredScale inferred = Infer(ScaleRequest.Unstated, "1", "2.5");

        Assert.Equal(ScaleLevel.Interval, inferred.Scale.Level);
        Assert.Equal((1, 2.5), (inferred.Scale.Minimum, inferred.Scale.Maximum));
        Assert.Equal(
            "level interval is assumed, because every label is a number and '2.5' is not whole; --level nominal, ordinal, interval or ratio chooses another",
            inferred.Assumption);
    }

    [Fact]
    public void Infer_LevelStated_AssumesNothing() => Assert.Null(Infer(new ScaleRequest(ScaleLevel.Nominal, []), "1", "2").Assumption);

    [Fact]
    public void Infer_ListedLabels_HaveTheirOrder()
    {
        InferredScale inferred = Infer(new ScaleRequest(ScaleLevel.Ordinal, ["bad", "fair", "good"]), "good", "bad");

        Assert.Equal(["bad", "fair", "good"], inferred.Scale.Labels.AsEnumerable());
        Assert.Equal([1, 2, 3], inferred.Scale.Values.AsEnumerable());
    }

    [Fact]
    public void Infer_LabelNotListed_IsAnError()
    {
        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => Infer(new ScaleRequest(null, ["bad", "good"]), "god"));

        Assert.Equal(
            "t.csv(2,1): error JE1607: 'god' is not one of the labels bad, good; the list of labels does not name it; add it to the list or mend the cell",
            exception.Message);
    }

    [Fact]
    public void Infer_OrdinalWithoutOrder_IsAnError()
    {
        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => Infer(new ScaleRequest(ScaleLevel.Ordinal, []), "1", "high"));

        Assert.Equal(
            "t.csv(3,1): error JE1604: 'high' is not a number, as level ordinal needs; the labels carry no order of their own; list them from low to high with --labels, or choose --level nominal",
            exception.Message);
    }

    [Fact]
    public void Infer_JudgeLabelsWithinPeoplesRange_BelongToTheScale() =>
        Assert.Equal(
            ["1", "2", "4"],
            ScaleInference.Infer(Labels("1", "4"), ScaleRequest.Unstated, ["2", "9", "-1", "x"]).Scale.Labels.AsEnumerable());

    [Fact]
    public void Infer_JudgeNumbersBeyondPeoples_WidenAScaleWithoutStatedEnds()
    {
        LabelScale interval = ScaleInference.Infer(Labels("0.5", "1.5"), ScaleRequest.Unstated, ["2.5", "-1", "x"]).Scale;
        LabelScale ratio = ScaleInference.Infer(Labels("0.5", "1.5"), new ScaleRequest(ScaleLevel.Ratio, []), ["2.5", "-1", "x"]).Scale;

        Assert.Equal((-1.0, 2.5), (interval.Minimum, interval.Maximum));
        Assert.Equal((0.0, 2.5), (ratio.Minimum, ratio.Maximum));
    }

    [Fact]
    public void Infer_OneLabelAlone_IsAScaleOfOne() => Assert.Equal(["x"], Infer(ScaleRequest.Unstated, "x").Scale.Labels.AsEnumerable());

    private static InferredScale Infer(ScaleRequest request, params string[] labels) => ScaleInference.Infer(Labels(labels), request);

    private static Dictionary<string, SourceLocation> Labels(params string[] labels) =>
        labels.Select((label, i) => (label, i)).ToDictionary(
            l => l.label, l => new SourceLocation("t.csv", l.i + 2, 1), StringComparer.Ordinal);
}
