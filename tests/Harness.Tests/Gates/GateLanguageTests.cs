using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class GateLanguageTests
{
    private static readonly double[] Numbers = [0.05, 0.6, 1, 0.1 + 0.2, 1e-7, 12.5];

    [Fact]
    public void Parse_TheNameOfEveryGate_GivesTheGate()
    {
        string[] names = [.. Every().Select(gate => gate.Name)];

        Assert.All(names, name => Assert.Equal(name, GateLanguage.Parse(name).Name));
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.Equal($"{name} per cost per unit", GateLanguage.Parse($"{name} per cost per unit").Name));
    }

    [Fact]
    public void Parse_TheExamples_AreTheirOwnNames() =>
        Assert.All(GateLanguage.Examples, example => Assert.Equal(example, GateLanguage.Parse(example).Name));

    [Theory]
    [InlineData("kappa>=0.6", "kappa >= 0.6")]
    [InlineData("  kappa   ≥ .6 ", "kappa >= 0.6")]
    [InlineData("jensenShannon ≤ 2e-1", "jensenShannon <= 0.2")]
    [InlineData("kappa >= 0.9 of the human ceiling", "kappa >= 0.9 of ceiling")]
    [InlineData("jensenShannon <= the ceiling/0.9", "jensenShannon <= ceiling / 0.9")]
    [InlineData("jensenShannon within 0.2", "jensenShannon <= 0.2")]
    [InlineData("kappa not more than 0.05 below baseline", "kappa not more than 0.05 below the baseline")]
    [InlineData("kappa not more than 0.05 worse than the baseline", "kappa not more than 0.05 below the baseline")]
    [InlineData("metric not more than 0.05 below the baseline", "not more than 0.05 worse than the baseline")]
    [InlineData("metric not more than 0.05 above annotator 2", "metric not more than 0.05 worse than annotator 2")]
    [InlineData("kappa >= 0.5 per customer type", "kappa >= 0.5 per customer type")]
    public void Parse_OtherSpellings_ComeToTheSameGate(string text, string name) => Assert.Equal(name, GateLanguage.Parse(text).Name);

    [Theory]
    [InlineData("", 5, "JE4201: the gate is empty; a gate states what it demands; write for example 'kappa >= 0.6'")]
    [InlineData("kapa >= 0.6", 5, "JE4202: no gate begins with 'kapa'; a gate begins with a metric, or with 'coverage', 'alternative', 'replacing' or 'beats'; did you mean 'kappa'? For example 'kappa >= 0.6'")]
    [InlineData("CohenKappa >= 0.6", 5, "JE4202: no gate begins with 'CohenKappa'; a gate begins with a metric, or with 'coverage', 'alternative', 'replacing' or 'beats'; did you mean 'cohenKappa'? For example 'kappa >= 0.6'")]
    [InlineData("kappa > 0.6", 11, "JE4203: '>' is not expected here; here stands >= or <= or within or not; did you mean '>='? For example 'kappa >= 0.6'")]
    [InlineData("kappa >=", 13, "JE4204: the gate ends too early; here stands a number; write for example 'kappa >= 0.6'")]
    [InlineData("kappa >= 60%", 14, "JE4205: '60%' is not a number; numbers have a decimal point and no unit; write for example 'kappa >= 0.6'")]
    [InlineData("kappa >= 0,6", 14, "JE4205: '0,6' is not a number; numbers have a decimal point and no unit; write for example 'kappa >= 0.6'")]
    [InlineData("kappa >= Infinity", 14, "JE4205: 'Infinity' is not a number; numbers have a decimal point and no unit; write for example 'kappa >= 0.6'")]
    [InlineData("kappa <= 0.6", 11, "JE4206: the gate asks for the wrong side of kappa; kappa is better when higher; write for example 'kappa >= 0.6'")]
    [InlineData("jensenShannon >= 0.9 of ceiling", 19, "JE4206: the gate asks for the wrong side of jensenShannon; jensenShannon is better when lower; write for example 'jensenShannon <= ceiling / 0.9'")]
    [InlineData("kappa not more than 0.05 above the baseline", 30, "JE4206: the gate asks for the wrong side of kappa; kappa is better when higher; write for example 'kappa not more than 0.05 below the baseline'")]
    [InlineData("kappa not more than 0 below the baseline", 25, "JE4205: '0' is not a number above 0; numbers have a decimal point and no unit; write for example 'kappa not more than 0.05 below the baseline'")]
    [InlineData("kappa >= 0 of ceiling", 14, "JE4205: '0' is not a number above 0; numbers have a decimal point and no unit; write for example 'kappa >= 0.9 of ceiling'")]
    [InlineData("kappa not more than 0.05 below annotator 1.5", 46, "JE4205: '1.5' is not a place, a whole number from 1; numbers have a decimal point and no unit; write for example 'kappa not more than 0.05 below annotator 3'")]
    [InlineData("kappa >= 0.9 of cieling", 21, "JE4203: 'cieling' is not expected here; here stands ceiling; did you mean 'ceiling'? For example 'kappa >= 0.9 of ceiling'")]
    [InlineData("coverage >= 98", 17, "JE4205: '98' is not a share from 0 to 1; numbers have a decimal point and no unit; write for example 'coverage >= 0.98'")]
    [InlineData("alternative anotator test at 0.1", 17, "JE4203: 'anotator' is not expected here; here stands annotator; did you mean 'annotator'? For example 'alternative annotator test at 0.1'")]
    [InlineData("kappa >= 0.6 and more", 18, "JE4207: 'and' stands behind the end of the gate; 'kappa >= 0.6' is complete; only 'per' and a tag may follow; remove it, or write each gate on a line of its own")]
    [InlineData("kappa >= 0.6 per", 21, "JE4204: the gate ends too early; here stands a tag of the items; write for example 'kappa >= 0.8 of ceiling per topic'")]
    public void Parse_NoGate_IsToldWithThePlaceOfTheWord(string text, int column, string expected)
    {
        var error = Assert.Throws<JudgeEvalException>(() => GateLanguage.Parse(text, new SourceLocation("judgeeval.yaml", 7, 5)));

        Assert.Equal($"judgeeval.yaml(7,{column}): error {expected}", error.Message);
    }

    [Fact]
    public void Parse_Several_TellsEverythingAtOnce()
    {
        StatedGate[] gates =
        [
            new("kappa >= 0.6", new SourceLocation("j.yaml", 1, 1)), new("kapa >= 0.6", new SourceLocation("j.yaml", 2, 1)), new("kappa>=0.60", new SourceLocation("j.yaml", 3, 1)),
        ];

        var error = Assert.Throws<JudgeEvalException>(() => GateLanguage.Parse(gates));

        Assert.Equal([("JE4202", 2), ("JE4208", 3)], error.Diagnostics.Select(d => (d.Code, d.Location.Line)));
        Assert.Equal(["kappa >= 0.6"], GateLanguage.Parse(gates[..1]).Select(g => g.Name));
    }

    [Fact]
    public void Kappa_OnEachScale_IsTheOneThatSuitsIt()
    {
        Assert.Equal("cohenKappa >= 0.1", GateLanguage.Parse("kappa >= 0.1").Evaluate(Of(LabelScale.Nominal(["1", "2", "3"]))).Gate);
        Assert.Equal("cohenKappaQuadratic >= 0.1", GateLanguage.Parse("kappa >= 0.1").Evaluate(Of(LabelScale.Ordinal(1, 3))).Gate);
        Assert.Equal("cohenKappaQuadratic not more than 0.1 below the baseline", GateLanguage.Parse("kappa not more than 0.1 below the baseline").Evaluate(Of(LabelScale.Ordinal(1, 3))).Gate);
    }

    private static GateContext Of(LabelScale scale) => Support.Sample.Context(
        Support.Sample.Dataset(scale, ["1"], ["2"], ["3"]), Support.Sample.Verdicts("1", "2", "3"), new AlignmentOptions());

    private static IEnumerable<IGate> Every()
    {
        ImmutableArray<GateMetric> metrics = [GateMetric.First, GateMetric.Kappa, .. AlignmentMetrics.All.Select(GateMetric.FromAlignmentMetric)];
        foreach (double number in Numbers)
        {
            foreach (GateMetric metric in metrics)
            {
                yield return Gate.AtLeastOfCeiling(number, metric);
                yield return Gate.NotWorseThanAnnotator(3, number, metric);
                yield return Gate.NotWorseThanBaseline(number, metric);
                yield return Gate.Within(number, metric);
            }

            yield return Gate.AtLeast(number);
            yield return Gate.AtMost(-number);
            yield return Gate.ReplacementKeepsAlpha(number);
            yield return Gate.BeatsSimpleBaselines(number);
            yield return Gate.PassesAltTest(Math.Min(number, 0.9) / (1 + number));
            yield return Gate.Coverage(1 / (1 + number));
        }

        yield return Gate.BeatsSimpleBaselines();
        yield return Gate.ReplacementKeepsAlpha(0);
    }
}
