using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Explain_RecordWithGates_TellsEveryStep()
    {
        string text = CommandLine.Run("explain", Gated()).Out;

        Assert.StartsWith("FAILED  suite (case)\n", text, StringComparison.Ordinal);
        Assert.Contains("The one-sided level of the run is 0.025. 3 cases of the run share it, and within this case 2 tested gates by Holm's rule;", text, StringComparison.Ordinal);
        Assert.Contains("\nPASSED  1. percentAgreement >= 0.3\n", text, StringComparison.Ordinal);
        Assert.Contains("\nFAILED  2. percentAgreement not more than 0.05 below the baseline (JE4010)\n", text, StringComparison.Ordinal);
        Assert.Contains("Margin                  -0.05: the interval lies below it, its upper bound by 0.", text, StringComparison.Ordinal);
        Assert.Contains("alone, p ", text, StringComparison.Ordinal);
        Assert.Contains("corrected, against the level 0.025", text, StringComparison.Ordinal);
        Assert.Contains("baseline agrees with people                            50                   50", text, StringComparison.Ordinal);
        Assert.Contains("50 items newly disagree with people, the first 20 of them:", text, StringComparison.Ordinal);
        Assert.Contains("What moved  nothing that is known of both", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_RecordWithGates_HasTheSameInJson()
    {
        JsonElement json = CommandLine.Run("explain", Gated(), "--json").Json();

        Assert.Equal(("suite", "case", "failed"), (json.GetProperty("suite").GetString(), json.GetProperty("case").GetString(), json.GetProperty("decision").GetString()));
        Assert.Equal((2, 3), (json.GetProperty("correction").GetProperty("gates").GetInt32(), json.GetProperty("correction").GetProperty("cases").GetInt32()));
        JsonElement gate = json.GetProperty("gates")[1];
        Assert.Equal(("failed", "JE4010", -0.05), (gate.GetProperty("decision").GetString(), gate.GetProperty("code").GetString(), gate.GetProperty("threshold").GetDouble()));
        Assert.Equal(-0.5, gate.GetProperty("estimate").GetProperty("value").GetDouble());
        Assert.Equal(gate.GetProperty("estimate").GetProperty("interval").GetProperty("upper").GetDouble() + 0.05, gate.GetProperty("distance").GetProperty("upper").GetDouble(), 1e-12);
        Assert.Equal(gate.GetProperty("failureP").GetDouble() * 2 * 3, gate.GetProperty("adjustedFailureP").GetDouble(), 1e-12);
        JsonElement comparison = gate.GetProperty("comparison");
        Assert.Equal(50, comparison.GetProperty("hits").GetProperty("onlyBaseline").GetInt32());
        Assert.Equal(50, comparison.GetProperty("newlyDisagreeing").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("gates")[0].GetProperty("comparison").ValueKind);
    }

    [Fact]
    public void Explain_RecordWithoutGate_SaysSo()
    {
        string dataset = Datasets.Write(_folder), record = _folder["a.record.json"];
        CommandLine.Run("align", dataset, "--verdicts", Path.Combine(dataset, "verdicts", "high.verdicts.jsonl"), "--record", record);

        ToolResult result = CommandLine.Run("explain", record);

        Assert.Equal(0, result.Code);
        Assert.Equal(
            "small (high × small): no gate was stated, so there is no decision to explain. A suite states gates; 'judgeeval compare' decides on a candidate beside a baseline.\n", result.Out);
        Assert.Equal(JsonValueKind.Null, CommandLine.Run("explain", record, "--json").Json().GetProperty("decision").ValueKind);
    }

    [Fact]
    public void Explain_AcceptedBaseline_TellsTheReason()
    {
        string path = _folder["a.baseline.jsonl"];
        (AlignedJudge judge, GateReport gates) = Failing();
        BaselineRecord record = BaselineRecord.Of(judge, "suite", "case", null, gates);
        BaselineFile.Write(record with { Acceptance = record.Acceptance! with { Reason = "the old labels were wrong" } }, path);

        string text = CommandLine.Run("explain", path).Out;

        Assert.StartsWith("FAILED  suite (case), when it was accepted as the baseline\n\nJudge    judge\nDataset  votes, 100 items, 100 verdicts, scale nominal no, yes\nReason   the old labels were wrong\n"
            + "PASSED   percentAgreement >= 0.3\nFAILED   percentAgreement not more than 0.05 below the baseline (JE4010), the figure was -0.500: percentAgreement fell from 1.000 to 0.500", text, StringComparison.Ordinal);
        JsonElement json = CommandLine.Run("explain", path, "--json").Json();
        Assert.Equal(("failed", "the old labels were wrong", 100), (json.GetProperty("decision").GetString(), json.GetProperty("reason").GetString(), json.GetProperty("items").GetInt32()));
        Assert.Equal(-0.5, json.GetProperty("gates")[1].GetProperty("estimate").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("gates")[0].GetProperty("estimate").ValueKind);
    }

    [Theory]
    [InlineData("none.record.json", null, "error JE1801")]
    [InlineData("none.baseline.jsonl", null, "error JE4501")]
    [InlineData("bad.record.json", "<<<<<<< HEAD\n", "(1,1): error JE1804")]
    [InlineData("bad.baseline.jsonl", "=======\n", "(1,1): error JE4504")]
    public void Explain_BadFile_IsBadData(string name, string? content, string error)
    {
        string path = content is null ? _folder[name] : _folder.Write(name, content);

        ToolResult result = CommandLine.Run("explain", path);

        Assert.Equal(3, result.Code);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
    }

    private string Gated()
    {
        (AlignedJudge judge, GateReport gates) = Failing();
        string path = _folder["a.record.json"];
        RecordFile.Write(
            new AlignmentRecord
            {
                Suite = "suite",
                Case = "case",
                Dataset = judge.Dataset.Info.Name,
                DatasetIdentity = judge.Dataset.Identity,
                Scale = judge.Dataset.Scale.ToString(),
                Options = judge.Options,
                Alignment = judge.Result,
                Gates = gates,
                Items = [],
            },
            path);
        return path;
    }

    /// <summary>A judge that is wrong on every second of a hundred items, all of which its baseline had right.</summary>
    private static (AlignedJudge Judge, GateReport Gates) Failing()
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "votes" }, TaskShape.Single, LabelScale.Nominal(["no", "yes"], "yes"));
        List<Judgement> right = [], half = [];
        for (int i = 0; i < 100; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"i{i:00}"), label = i % 4 < 2 ? "yes" : "no", other = i % 4 < 2 ? "no" : "yes";
            builder.AddItem(new JudgeItem { Id = id, Response = "r" }).AddAnnotation(id, "anna", label);
            right.Add(new Judgement(id, 0, PresentationOrder.Original, new RecordedVerdict { Label = label }));
            half.Add(new Judgement(id, 0, PresentationOrder.Original, new RecordedVerdict { Label = i % 2 == 0 ? label : other }));
        }

        AnnotatedDataset dataset = builder.Build();
        JudgeIdentity identity = new() { Name = "judge" };
        AlignedJudge judge = new AlignmentBasis(dataset, new AlignmentOptions { Baselines = false }).Examine(new VerdictSet(identity, null, null, half));
        GateContext context = new(judge) { Baseline = JudgeBaseline.Of(new VerdictSet(identity, null, null, right), dataset) };
        return (judge, Gate.Evaluate(context, [Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.3), Gate.NotWorseThanBaseline(0.05, AlignmentMetric.PercentAgreement)], cases: 3));
    }
}
