using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports.Exports;

public sealed class PromptfooImporterTests : IDisposable
{
    private const string First =
        """{"id":"r1","testIdx":0,"promptIdx":0,"provider":{"id":"openai:x","label":"X"},"prompt":{"raw":"Say hi","label":"p"},"response":{"output":"hi"},"success":false,"gradingResult":{"pass":false,"score":0,"comment":"too short","componentResults":[{"pass":true,"score":0.8,"reason":"fine","assertion":{"type":"llm-rubric","value":"is polite"}},{"pass":true,"score":1,"reason":"","assertion":{"type":"contains","value":"hi"}},{"pass":false,"score":0,"reason":"Manual result","assertion":{"type":"human"}}]}}""";

    private const string Second =
        """{"id":"r2","testIdx":0,"promptIdx":1,"provider":"openai:y","prompt":{"raw":"Say hello"},"response":{"output":{"text":"hello"}},"gradingResult":{"pass":true,"score":1,"componentResults":[{"pass":false,"score":0,"reason":"Could not extract JSON from llm-rubric response","assertion":{"type":"llm-rubric","value":"is polite"}},{"pass":true,"score":0.5,"reason":"ok","assertion":{"type":"not-llm-rubric","metric":"harm","value":"is rude"}},{"pass":false,"score":0,"reason":"","assertion":{"type":"human"}},{"pass":true,"score":1,"reason":"","assertion":{"type":"human"}}]}}""";

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Theory]
    [InlineData("{\"evalId\":\"e\",\"results\":{\"version\":3,\"results\":[", "]},\"config\":{}}", ",", "r.json")]
    [InlineData("{\"version\":3,\"results\":[", "]}", ",", "r.json")]
    [InlineData("[", "]", ",", "r.json")]
    [InlineData("", "", "\n", "r.jsonl")]
    public void Read_OutputsOfVersion3And4_AreRead(string before, string after, string between, string name)
    {
        ImportedDataset import = _exported.One("promptfoo", _exported.Write(name, before + First + between + Second + after));

        Assert.Equal(["r1 reviewer fail", "r2 reviewer pass"], Exported.Labels(import));
        Assert.Equal("pass", import.Dataset.Scale.Positive);
        Assert.Equal(["llm-rubric r1 pass", "llm-rubric r2 Unparsable", "harm r2 pass"], Exported.Verdicts(import));
        Assert.Equal(0.8, import.Judges[0].Judgements[0].Verdict.Score);
        Assert.Equal("too short", import.Dataset.ExplanationOf(0, 0));
        Assert.Equal(
            ["1 an assertion of the type 'contains' is not graded by a model", "1 the same annotator labels the item again later"], Exported.Skipped(import));
        Assert.Equal(
            [("Say hi", "hi", "test-0", "X"), ("Say hello", "{\"text\":\"hello\"}", "test-0", "openai:y")],
            import.Dataset.Items.Select(i => (i.Context, i.Response!, i.Cluster!, i.Tags["provider"])));
    }

    [Fact]
    public void Read_TableOfVersion2_HoldsTheRatings()
    {
        string path = _exported.Write(
            "v2.json",
            """
            {"results":{"version":2,"results":[{"prompt":{"raw":"P"},"response":{"output":"o"},"success":true,"gradingResult":{"pass":true,"score":1,"componentResults":[]}}],
             "table":{"head":{},"body":[{"vars":["v"],"outputs":[
               {"text":"o","prompt":"P","provider":"x","pass":false,"score":0,"gradingResult":{"pass":false,"score":0,"componentResults":[{"pass":false,"score":0,"assertion":{"type":"human"}}]}},
               {"text":"q","prompt":"P","provider":"y","pass":true,"score":1,"gradingResult":{"pass":true,"score":1,"componentResults":[{"pass":true,"score":1,"assertion":{"type":"human"}}]}}]}]}}}
            """);

        ImportedDataset import = _exported.One("promptfoo", path);

        Assert.Equal(["t0-p0 reviewer fail", "t0-p1 reviewer pass"], Exported.Labels(import));
        Assert.Equal(["o", "q"], import.Dataset.Items.Select(i => i.Response));
    }

    [Fact]
    public void Read_ScoresBetween0And1_AreADatasetOfTheirOwn()
    {
        string path = _exported.Write("s.json", $"[{First.Replace("\"score\":0,\"reason\":\"Manual", "\"score\":0.3,\"reason\":\"Manual", StringComparison.Ordinal)}]");

        ImportedDataset[] imports = [.. _exported.All("promptfoo", path)];

        Assert.Equal(["s-pass", "s-score"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(["r1 reviewer 0.3"], Exported.Labels(imports[1]));
        Assert.Equal(["llm-rubric r1 0.8"], Exported.Verdicts(imports[1]));
    }

    [Theory]
    [InlineData("""{"results":{"version":3,"results":[{"id":"a","gradingResult":{"componentResults":[{"pass":true,"score":1,"assertion":{"type":"llm-rubric"}}]}}]}}""", "JE1651 0")]
    [InlineData("""{"config":{}}""", "JE1650 1")]
    [InlineData("""[{"id":"a","gradingResult":{"componentResults":[{"pass":"yes","assertion":{"type":"human"}}]}}]""", "JE1603 1")]
    public void Read_OtherThings_AreErrors(string text, string error) =>
        Assert.Equal(error, Exported.Error(() => _exported.All("promptfoo", _exported.Write("t.json", text))));
}
