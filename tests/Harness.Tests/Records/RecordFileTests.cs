using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Records;

public sealed class RecordFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-records-").FullName;

    [Fact]
    public void Read_WhatWasWritten_WritesTheSameBytesAgain()
    {
        string first = Path.Combine(_folder, "deep", "a.record.json"), second = Path.Combine(_folder, "b.record.json");
        RecordFile.Write(Record(), first);
        AlignmentRecord read = RecordFile.Read(first);
        RecordFile.Write(read, second);
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(second));
        Assert.Equal(Record().Alignment.Statistics, read.Alignment.Statistics);
        Assert.Equal(Record().Alignment.Coverage, read.Alignment.Coverage);
        Assert.Equal("“naïve” <b>&amp;", read.Items[0].Item.Context);
    }

    [Fact]
    public void Read_Stability_IsWhatWasWritten()
    {
        string path = Path.Combine(_folder, "a.record.json");
        AlignmentRecord record = Record();
        JudgeStability stability = new(3, 0.5, 0.75, null, 0.25);
        RecordFile.Write(record with { Alignment = record.Alignment with { Stability = stability } }, path);

        Assert.Equal(stability, RecordFile.Read(path).Alignment.Stability);

        RecordFile.Write(record, path);

        Assert.Null(RecordFile.Read(path).Alignment.Stability);
        Assert.DoesNotContain("stability", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KindsOfJudges_AreWhatWasWritten()
    {
        string first = Path.Combine(_folder, "a.record.json"), second = Path.Combine(_folder, "b.record.json");
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1", "3"], ["2", "2"], ["3", "3"]);
        LabelScale own = LabelScale.Ordinal(["Hard", "Easy"]);
        VerdictSet plain = Sample.Verdicts("1", "2", "3");
        VerdictSet several = new(plain.Judge, "sample", null, plain.Judgements.Select(j => j with
        {
            Verdict = j.Verdict with
            {
                Candidates = [j.Verdict.Label!, "2"],
                Votes = ImmutableSortedDictionary<string, string>.Empty.Add("a", j.Verdict.Label!).Add("b", "2"),
            },
        }));
        VerdictSet predictions = new(plain.Judge with { DifficultyScale = own }, "sample", null, Sample.Verdicts("Hard", "Easy", "Easy").Judgements);
        AlignmentResult[] results = [.. JudgeAlignment.Compute(dataset, [several, predictions], new AlignmentOptions { Resamples = 50 })];

        RecordFile.Write(Record() with { Alignment = results[0] }, first);
        AlignmentResult read = RecordFile.Read(first).Alignment;
        RecordFile.Write(Record() with { Alignment = read }, second);

        Assert.Equal(File.ReadAllText(first), File.ReadAllText(second));
        Assert.Equal(results[0].Committee!.Members, read.Committee!.Members.AsEnumerable());
        Assert.Equal(results[0].Committee!.Pairs, read.Committee!.Pairs.AsEnumerable());
        Assert.Equal(results[0].Committee!.Groups[AgreementGroup.All], read.Committee!.Groups[AgreementGroup.All].AsEnumerable());
        Assert.Equal(results[0].Candidates, read.Candidates);
        Assert.Null(read.Difficulty);

        RecordFile.Write(Record() with { Alignment = results[1] }, first);
        read = RecordFile.Read(first).Alignment;

        Assert.Equal(own, read.Judge.DifficultyScale);
        Assert.Equal(results[1].Difficulty, read.Difficulty);
        Assert.Null(read.Committee);
    }

    [Fact]
    public void Read_ComparisonWithABaseline_IsWhatWasWritten()
    {
        string first = Path.Combine(_folder, "a.record.json"), second = Path.Combine(_folder, "b.record.json");
        AnnotatedDataset then = Compared.People(Compared.YesNo, "ynynyn"), today = Compared.People(Compared.YesNo, "ynynyy");
        GateContext context = new(Compared.Align(today, Compared.Repeated("nn", "nn", "yy", "ny", "nn", "yy"))) { Baseline = JudgeBaseline.Of(Compared.Verdicts("ynynny"), then) };
        GateReport gates = Gate.Evaluate(context, [Gate.NotWorseThanBaseline(0.1, AlignmentMetric.PercentAgreement)]);

        RecordFile.Write(Record() with { Gates = gates }, first);
        JudgeComparison read = RecordFile.Read(first).Gates!.Results[0].Comparison!, written = gates.Results[0].Comparison!;
        RecordFile.Write(RecordFile.Read(first), second);

        Assert.Equal(File.ReadAllText(first), File.ReadAllText(second));
        Assert.Equal((written.Delta, written.Hits, written.HitTests, written.Items, written.OldLabels), (read.Delta, read.Hits, read.HitTests, read.Items, read.OldLabels));
        Assert.Equal(written.Moved.Select(m => (m.Item, m.Baseline, m.Candidate, m.Disagrees, m.Unstable)), read.Moved.Select(m => (m.Item, m.Baseline, m.Candidate, m.Disagrees, m.Unstable)));
        Assert.Equal(written.Changes.AsEnumerable(), read.Changes);
        Assert.Single(read.Changes);
        Assert.Equal(["i001"], read.NewlyDisagreeing.AsEnumerable());
        Assert.Equal(gates.Results[0].Facts.AsEnumerable(), RecordFile.Read(first).Gates!.Results[0].Facts);
    }

    [Fact]
    public void Write_Record_IsReadableJsonWithoutNaN()
    {
        string path = Path.Combine(_folder, "a.record.json");
        RecordFile.Write(Record(), path);
        string text = File.ReadAllText(path);
        Assert.StartsWith("{\n  \"format\": \"judgeeval.record/1\",\n", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        Assert.Contains("“naïve” <b>&amp;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhatWasWritten_HasTheBaselines()
    {
        string path = Path.Combine(_folder, "a.record.json");
        RecordFile.Write(Record(), path);

        AlignmentResult read = RecordFile.Read(path).Alignment;

        Assert.Equal(Record().Alignment.Baselines.AsEnumerable(), read.Baselines);
        Assert.NotNull(read.BestBaseline);
        Assert.Equal(Record().Alignment.BestBaseline, read.BestBaseline);
    }

    [Fact]
    public void Read_RecordOfATimeBeforeBaselines_HasNone()
    {
        string path = Path.Combine(_folder, "a.record.json");
        RecordFile.Write(Record(), path);
        JsonNode root = JsonNode.Parse(File.ReadAllText(path))!;
        JsonObject alignment = root["record"]!["alignment"]!.AsObject();
        Assert.True(alignment.Remove("baselines") && alignment.Remove("bestBaseline"));
        File.WriteAllText(path, root.ToJsonString());

        AlignmentResult read = RecordFile.Read(path).Alignment;

        Assert.Empty(read.Baselines);
        Assert.Null(read.BestBaseline);
    }

    [Fact]
    public void Read_AbsentFile_NamesTheCommandThatMakesIt()
    {
        string path = Path.Combine(_folder, "none.record.json");
        Assert.Equal(
            $"{path}: error JE1801: there is no such record; the suite has not run, or wrote elsewhere; run the suite with 'dotnet test'",
            Assert.Throws<JudgeEvalException>(() => RecordFile.Read(path)).Message);
    }

    [Theory]
    [InlineData("{\"format\":\"judgeeval.record/9\"}")]
    [InlineData("{\"format\":\"judgeeval.record/1\",\n \"record\": {\"suite\": 5}}")]
    [InlineData("{")]
    public void Read_OtherContent_IsADiagnosedError(string content)
    {
        string path = Path.Combine(_folder, "bad.record.json");
        File.WriteAllText(path, content);
        Diagnostic diagnostic = Assert.Single(Assert.Throws<JudgeEvalException>(() => RecordFile.Read(path)).Diagnostics);
        Assert.True(diagnostic.Code is "JE1802" or "JE1803", diagnostic.Code);
        Assert.Equal(path, diagnostic.Location.File);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static AlignmentRecord Record()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1", "2"], ["3", "3"], ["2", "2"]);
        AlignmentOptions options = new() { Resamples = 50 };
        GateContext context = Sample.Context(dataset, Sample.Verdicts("1", "", "3"), options);
        AlignmentResult alignment = context.Alignment;
        return new AlignmentRecord
        {
            Suite = "sample",
            Case = "sample · judge",
            Test = "Suite.Method",
            Dataset = dataset.Info.Name,
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Options = options,
            Alignment = alignment,
            Gates = Gate.Evaluate(context, [Gate.Coverage(), Gate.AtLeast(AlignmentMetric.Pearson, 0.2)]),
            Snapshot = new SnapshotOutcome("a.verified.txt", false, ["i001"], [], []),
            Items =
            [
                .. dataset.Items.Select((item, i) => new RecordedItem(
                    item with { Context = "“naïve” <b>&amp;", Tags = item.Tags.Add("topic", "x") },
                    i + 1,
                    ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("a1", "1")]))),
            ],
            Command = "dotnet test",
        };
    }
}
