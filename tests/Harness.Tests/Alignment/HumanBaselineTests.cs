using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Alignment;

public class HumanBaselineTests
{
    [Fact]
    public void Ceiling_ThreeAnnotators_IsTheMeanOverThoseLeftOut()
    {
        // Labels (1 1 1) (2 2 1) (3 3 3). Left out, each is held against the median of two:
        // a1: (1|1) (2| half 1, half 2) (3|3): agreement 2.5 of 3. a2: the same. a3: (1|1) (1|2) (3|3): 2 of 3.
        // Ceiling of percent agreement: (2.5/3 + 2.5/3 + 2/3) / 3 = 7/9.
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1", "1", "1"], ["2", "2", "1"], ["3", "3", "3"]);
        AlignmentResult result = JudgeAlignment.Compute(dataset, Sample.Verdicts("1", "2", "3"), new AlignmentOptions { Resamples = 0 });
        Assert.Equal(7.0 / 9, result.Human.Ceiling[AlignmentMetric.PercentAgreement].Value, 14);
        Assert.Equal(3, result.Human.Ceiling[AlignmentMetric.PercentAgreement].N);

        // The error counts the tie from its middle: a1 and a2 are 0.5 off on the second item, a3 is 1 off: (1/6 + 1/6 + 1/3) / 3 = 2/9.
        Assert.Equal(2.0 / 9, result.Human.Ceiling[AlignmentMetric.MeanAbsoluteError].Value, 14);
    }

    [Fact]
    public void Ceiling_OneAnnotator_IsUndefined()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"], ["2"], ["3"]);
        HumanBaseline human = JudgeAlignment.Compute(dataset, Sample.Verdicts("1", "2", "3"), new AlignmentOptions()).Human;
        Assert.Equal("no item has labels from two annotators", human.Ceiling[AlignmentMetric.CohenKappaQuadratic].UndefinedReason);
        Assert.Equal("no item has labels from two annotators", human.WorthKAnnotators.UndefinedReason);
        Assert.Null(human.AltTest);
        Assert.NotNull(human.AltTestUndefined);
    }

    [Fact]
    public void Percentile_JudgeEqualToTheMeanOfPeople_IsAboveEveryone()
    {
        // A judge equal to the mean of all correlates perfectly with it; no annotator here equals the mean of the other two.
        string[][] rows = [["1", "1", "2"], ["2", "3", "2"], ["3", "3", "4"], ["4", "5", "4"], ["5", "4", "5"], ["2", "1", "1"]];
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Interval(1, 5), rows);
        string[] means = [.. rows.Select(r => r.Average(l => double.Parse(l, System.Globalization.CultureInfo.InvariantCulture)).ToString("R", System.Globalization.CultureInfo.InvariantCulture))];
        HumanBaseline human = JudgeAlignment.Compute(dataset, Sample.Verdicts(means), new AlignmentOptions { Resamples = 0 }).Human;
        Assert.Equal((1.0, 3), (human.PercentileAmongAnnotators.Value, human.PercentileAmongAnnotators.N));

        // No panel of one or two is as good as the mean of all three either, so the judge is worth the largest panel: two.
        Assert.Equal(2, human.WorthKAnnotators.Value);
    }

    [SkippableFact]
    public void Ceiling_Dices350_HasThePublishedMedianRater()
    {
        // arXiv:2406.06369 gives 0.51 as the median over raters of the correlation with the mean of the others.
        JsonElement set = TestFolders.DataJson("dices", "dices_350_crowdsourced.json");
        LabelScale scale = LabelScale.Interval(0, 1);
        string[][] rows =
        [
            .. set.GetProperty("instances").EnumerateArray().Select(instance => instance.GetProperty("annotations").GetProperty("safety")
                .GetProperty("individual_human_scores").EnumerateArray()
                .Select(s => s.GetString() switch { "No" => "0", "Unsure" => "0.5", _ => "1" }).ToArray()),
        ];
        AnnotatedDataset dataset = Sample.Dataset(scale, rows);
        LeaveOneOut people = LeaveOneOut.Create(dataset, new Reference(ReferenceRule.Mean), Statistics.MeasurementLevel.Interval, ordered: true);
        double[] each = [.. people.OfEach(AlignmentMetric.Pearson).Where(r => !double.IsNaN(r)).Order()];
        Assert.Equal(122, each.Length);
        Assert.Equal(0.5129, (each[60] + each[61]) / 2, 0.005);

        // Three people against the mean of everyone: the paper says 0.72 with 112 raters; with all 123 here 0.69 to 0.73 is accepted.
        // Held out of the consensus the same panels must be a little lower.
        double withEveryone = new PanelCurve(dataset, 1, heldOut: false).Correlation(3);
        Assert.InRange(withEveryone, 0.69, 0.73);
        Assert.InRange(new PanelCurve(dataset, 1).Correlation(3), withEveryone - 0.03, withEveryone);
    }

    [Fact]
    public void Percentile_JudgeAsGoodAsEveryAnnotator_IsAboveNobody()
    {
        // Everybody says the same, so every correlation is 1: the annotators' as well, though theirs are sums of other weights.
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(0, 1), ["0", "0"], ["0", "0"], ["0", "0"], ["1", "1"]);
        HumanBaseline human = JudgeAlignment.Compute(dataset, Sample.Verdicts("0", "0", "0", "1"), new AlignmentOptions { Resamples = 0 }).Human;

        Assert.Equal((0.0, 2), (human.PercentileAmongAnnotators.Value, human.PercentileAmongAnnotators.N));
        Assert.Equal(1, human.WorthKAnnotators.Value);
    }
}
