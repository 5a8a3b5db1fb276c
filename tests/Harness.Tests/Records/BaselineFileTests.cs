using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Records;

public sealed class BaselineFileTests : IDisposable
{
    private const string Head =
        """
        {"format":"judgeeval.baseline/1","suite":"s","case":"c"}
        {"judge":{"name":"j"}}
        {"dataset":{"name":"d"}}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-baselines-").FullName;

    [Fact]
    public void Write_Baseline_HasALineForEachPartAndEachItem()
    {
        string path = At("a");
        BaselineFile.Write(Accepted(), path);

        // The fingerprint is a hash whose rule has a test of its own; here only its place counts.
        string[] lines = [.. File.ReadAllText(path).Split('\n').Select(l => System.Text.RegularExpressions.Regex.Replace(l, "\"[0-9a-f]{16}\"", "\"#\""))];

        Assert.Equal(
            [
                """{"format":"judgeeval.baseline/1","suite":"sample","case":"sample · judge","test":"Suite.Method"}""",
                """{"judge":{"name":"judge","model":"m"}}""",
                """{"dataset":{"name":"sample","scale":"ordinal 1..3"}}""",
                """{"gates":[{"gate":"coverage >= 0.5","decision":"passed","threshold":0.5},{"gate":"coverage >= 1","decision":"failed","threshold":1,"code":"JE4005","estimate":0.6666666666666666,"reason":"…"}]}""",
                """{"acceptance":{"decision":"failed","reason":"the outage of the 3rd"}}""",
                """{"item":"i001","fingerprint":"#","people":{"a1":"1","a2":"2"},"verdicts":[{"repeat":0,"order":"original","label":"1","probabilities":{"1":0.75,"2":0.25},"candidates":["1","2"],"votes":{"x":"1","y":"2"}},{"repeat":1,"order":"swapped","label":"2"}]}""",
                """{"item":"i002","fingerprint":"#","people":{"a1":"3"},"verdicts":[{"repeat":0,"order":"original","failure":{"kind":"outOfScale","value":"9"}}]}""",
                """{"item":"i003","fingerprint":"#","people":{},"verdicts":[]}""",
                "",
            ],
            lines);
    }

    [Fact]
    public void Read_WhatWasWritten_WritesTheSameBytesAgain()
    {
        BaselineFile.Write(Accepted(), At("a"));
        BaselineRecord read = BaselineFile.Read(At("a"));
        BaselineFile.Write(read, At("b"));

        Assert.Equal(File.ReadAllBytes(At("a")), File.ReadAllBytes(At("b")));
        Assert.Equal("the outage of the 3rd", read.Acceptance!.Reason);
        Assert.Equal(GateDecision.Failed, read.Acceptance.Decision);
        Assert.Equal(Accepted().Gates, read.Gates.AsEnumerable());
        Assert.Equal(At("a"), read.Baseline.Path);
        Assert.Equal("ordinal 1..3", read.Baseline.Scale);
        Assert.True(BaselineFile.SameContent(Accepted(), read));
    }

    [Fact]
    public void Read_JudgeOfDifficulty_KeepsItsScale()
    {
        LabelScale own = LabelScale.Ordinal(["Hard", "Easy"]);
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1", "3"], ["2", "2"], ["3", "3"]);
        VerdictSet verdicts = new(new JudgeIdentity { Name = "d", DifficultyScale = own }, "sample", null, Sample.Verdicts("Hard", "Easy", "Easy").Judgements);
        BaselineRecord record = Record(dataset, verdicts);

        BaselineFile.Write(record, At("a"));

        Assert.Equal(own, BaselineFile.Read(At("a")).Baseline.Verdicts.Judge.DifficultyScale);
    }

    [Fact]
    public void SameContent_OtherVerdictLabelOrJudge_IsNotTheSame()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"], ["2"]), relabelled = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"], ["3"]);
        BaselineRecord record = Record(dataset, Sample.Verdicts("1", "2"));
        VerdictSet other = new(new JudgeIdentity { Name = "other" }, "sample", null, Sample.Verdicts("1", "2").Judgements);

        Assert.True(BaselineFile.SameContent(record, Record(dataset, Sample.Verdicts("1", "2"))));
        Assert.True(BaselineFile.SameContent(record, record with { Acceptance = new(GateDecision.Failed, "why"), Gates = [new("g", GateDecision.Failed, 1)] }));
        Assert.False(BaselineFile.SameContent(record, Record(dataset, Sample.Verdicts("1", "3"))));
        Assert.False(BaselineFile.SameContent(record, Record(relabelled, Sample.Verdicts("1", "2"))));
        Assert.False(BaselineFile.SameContent(record, Record(dataset, other)));
    }

    [Fact]
    public void SameContent_RationaleUsageAndReply_DoNotCount()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"], ["2"]);
        VerdictSet plain = Sample.Verdicts("1", ""), told = new(plain.Judge, "sample", null, plain.Judgements.Select(j => j with
        {
            Verdict = j.Verdict with
            {
                Rationale = j.Verdict.Label is null ? null : "because",
                Usage = new TokenUsage(1, 2),
                Failure = j.Verdict.Failure is null ? null : new JudgeFailure(FailureKind.Transport, "timed out", "half a re"),
            },
        }));

        Assert.True(BaselineFile.SameContent(Record(dataset, plain), Record(dataset, told)));
    }

    [Fact]
    public void Read_ItemsOutOfOrder_AreSorted()
    {
        BaselineFile.Write(Accepted(), At("a"));
        string[] lines = File.ReadAllLines(At("a"));
        File.WriteAllLines(At("b"), [.. lines[..5], lines[7], lines[5], lines[6]]);
        BaselineFile.Write(BaselineFile.Read(At("b")), At("b"));

        Assert.Equal(File.ReadAllBytes(At("a")), File.ReadAllBytes(At("b")));
    }

    [Fact]
    public void Read_LineEndsOfWindows_AreRead()
    {
        BaselineFile.Write(Accepted(), At("a"));
        File.WriteAllText(At("b"), File.ReadAllText(At("a")).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.True(BaselineFile.SameContent(Accepted(), BaselineFile.Read(At("b"))));
    }

    [Fact]
    public void Read_AbsentFile_NamesTheCommands() => Assert.Equal(
        $"{At("none")}: error JE4501: there is no such baseline; the case was never accepted, or the path is mistyped; run the suite with 'dotnet test' and take what it writes with 'judgeeval accept'",
        Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(At("none"))).Message);

    [Theory]
    [InlineData("{\"format\":\"judgeeval.baseline/2\"}\nnonsense")]
    [InlineData("{\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"j\"}}\n")]
    public void Read_OtherFormat_SaysNothingElse(string content)
    {
        File.WriteAllText(At("a"), content);
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(At("a"))).Diagnostics);

        Assert.Equal("JE4503", error.Code);
        Assert.Equal(new SourceLocation(At("a"), 1, 11), error.Location);
    }

    [Theory]
    [InlineData("", 1, 1, "the line with 'format' is missing")]
    [InlineData("{\"item\":\"a\"", 1, 12, "the JSON is malformed")]
    public void Read_NoHeader_IsMalformed(string content, int line, int column, string what)
    {
        File.WriteAllText(At("a"), content);
        Diagnostic error = Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(At("a"))).Diagnostics[0];

        Assert.Equal(("JE4502", what), (error.Code, error.What));
        Assert.Equal(new SourceLocation(At("a"), line, column), error.Location);
    }

    [Theory]
    [InlineData("[1]", 1)]
    [InlineData("{\"item\":\"a\",\"people\":{},\"verdicts\":[]}", 1)]
    [InlineData("{\"item\":\"a\",\"fingerprint\":\"f\",\"people\":{\"p\":1},\"verdicts\":[]}", 40)]
    [InlineData("{\"item\":\"a\",\"fingerprint\":\"f\",\"people\":{},\"verdicts\":[1]}", 54)]
    [InlineData("{\"item\":\"a\",\"fingerprint\":\"f\",\"people\":{},\"verdicts\":[{\"repeat\":0}]}", 1)]
    [InlineData("{\"item\":\"a\",\"fingerprint\":\"f\",\"people\":{},\"verdicts\":[{\"label\":\"1\"},{\"label\":\"1\"}]}", 54)]
    [InlineData("{\"item\":\"a\",\"fingerprint\":\"f\",\"people\":{},\"verdicts\":[{\"label\":\"1\",\"failure\":{\"kind\":\"refused\"}}]}", 1)]
    [InlineData("{\"item\":\"a\",\"fingerprint\":\"f\",\"people\":{},\"verdicts\":[],\"colour\":1}", 57)]
    [InlineData("{\"gates\":[{\"gate\":\"g\"}]}", 10)]
    [InlineData("{\"acceptance\":{\"decision\":\"perhaps\"}}", 15)]
    [InlineData("{\"judge\":{\"name\":\"k\"}}", 1)]
    [InlineData("{\"what\":1}", 1)]
    public void Read_BadLine_IsMalformedWithItsPlace(string line, int column)
    {
        File.WriteAllText(At("a"), Head + line + "\n");
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(At("a"))).Diagnostics);

        Assert.Equal("JE4502", error.Code);
        Assert.Equal(new SourceLocation(At("a"), 4, column), error.Location);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void Read_SeveralErrors_AreAllTold()
    {
        const string Item = "{\"item\":\"a\",\"fingerprint\":\"f\",\"people\":{},\"verdicts\":[]}\n";
        File.WriteAllText(At("a"), Head + Item + "{\n" + Item + "{\"item\":\"b\"}\n");

        Assert.Equal(
            [("JE4502", 5), ("JE4505", 6), ("JE4502", 7), ("JE4502", 7), ("JE4502", 7)],
            Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(At("a"))).Diagnostics.Select(d => (d.Code, d.Location.Line)));
    }

    [Theory]
    [InlineData("<<<<<<< HEAD")]
    [InlineData("=======")]
    [InlineData(">>>>>>> branch")]
    [InlineData("||||||| 1a2b3c4")]
    public void Read_ConflictMarker_IsAnErrorOfItsOwn(string marker)
    {
        File.WriteAllText(At("a"), Head + "{\"item\":\n" + marker + "\n{\n");
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(At("a"))).Diagnostics);

        Assert.Equal("JE4504", error.Code);
        Assert.Equal(new SourceLocation(At("a"), 5, 1), error.Location);
        Assert.Contains("judgeeval accept", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<<<<<< HEAD")]
    [InlineData("<<<<<<<<")]
    [InlineData("========")]
    public void Read_WhatOnlyLooksLikeAMarker_IsMalformed(string line)
    {
        File.WriteAllText(At("a"), Head + line + "\n");

        Assert.Equal("JE4502", Assert.Single(Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(At("a"))).Diagnostics).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static BaselineRecord Accepted()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1", "2"], ["3"], [""]);
        VerdictSet verdicts = new(new JudgeIdentity { Name = "judge", Model = "m" }, "sample", null,
        [
            new("i001", 0, PresentationOrder.Original, new RecordedVerdict
            {
                Label = "1",
                Rationale = "never written",
                Probabilities = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("1", 0.75), KeyValuePair.Create("2", 0.25)]),
                Candidates = ["1", "2"],
                Votes = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("x", "1"), KeyValuePair.Create("y", "2")]),
            }),
            new("i001", 1, PresentationOrder.Swapped, new RecordedVerdict { Label = "2" }),
            new("i002", 0, PresentationOrder.Original, new RecordedVerdict { Failure = new JudgeFailure(FailureKind.OutOfScale, "no such label", "raw") { Value = "9" } }),
        ]);
        return Record(dataset, verdicts) with
        {
            Gates = [new("coverage >= 0.5", GateDecision.Passed, 0.5), new("coverage >= 1", GateDecision.Failed, 1) { Code = "JE4005", Estimate = 2.0 / 3, Reason = "…" }],
            Acceptance = new BaselineAcceptance(GateDecision.Failed, "the outage of the 3rd"),
        };
    }

    private static BaselineRecord Record(AnnotatedDataset dataset, VerdictSet verdicts) => BaselineRecord.Of(
        new AlignmentBasis(dataset, new AlignmentOptions { Resamples = 0, Baselines = false }).Examine(verdicts), "sample", "sample · judge", "Suite.Method", null);

    private string At(string name) => Path.Combine(_folder, name + BaselineFile.Extension);
}
