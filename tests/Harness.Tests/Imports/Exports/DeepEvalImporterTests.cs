using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Exports;

public sealed class DeepEvalImporterTests : IDisposable
{
    private const string Metrics = """[{"name":"Correctness [GEval]","threshold":0.5,"success":true,"score":0.7,"reason":"close"},{"name":"Bias","success":false,"score":null,"error":"Evaluation LLM outputted an invalid JSON"}]""";

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Read_TestRunWithLabelsInMetadata_IsRead()
    {
        ImportedDataset import = _exported.One("deepeval", _exported.Write(
            "run.json",
            """
            {"testRunData":{"testCases":[
              {"name":"test_0","input":"Q","actualOutput":"A","expectedOutput":"E","retrievalContext":["d1","d2"],"success":true,"metricsData":METRICS,"metadata":{"label":{"ana":"pass","ben":"fail"}}},
              {"name":"test_0","input":"Q2","actualOutput":"A2","metricsData":[],"additionalMetadata":{"label":true}}]}}
            """.Replace("METRICS", Metrics, StringComparison.Ordinal)));

        Assert.Equal(["test_0 ana pass", "test_0 ben fail", "test_0-r2 reviewer pass"], Exported.Labels(import));
        Assert.Equal(["Correctness [GEval] test_0 pass", "Bias test_0 Unparsable"], Exported.Verdicts(import));
        Assert.Equal(0.7, import.Judges[0].Judgements[0].Verdict.Score);
        Assert.Equal(("input: Q\n\nexpected output: E\n\nretrieval context: d1\nd2", "A"), (import.Dataset.Items[0].Context, import.Dataset.Items[0].Response));
    }

    [Fact]
    public void Read_DatasetWithNumbersInACustomColumn_TakesTheScores()
    {
        string path = _exported.Write(
            "dataset.json",
            """[{"input":"Q","actual_output":"A","metrics_data":METRICS,"custom_column_key_values":{"expert":"0.25"}},{"input":"Q2","actual_output":"A2","custom_column_key_values":{"expert":"1"}}]""".Replace("METRICS", Metrics, StringComparison.Ordinal));

        ImportedDataset import = Assert.Single(_exported.All("deepeval", new ImportColumns { Label = "expert" }, ScaleRequest.Unstated, path));

        Assert.Equal(["r1 reviewer 0.25", "r2 reviewer 1"], Exported.Labels(import));
        Assert.Equal("interval 0..1", import.Dataset.Scale.ToString());
        Assert.Equal(["Correctness [GEval] r1 0.7", "Bias r1 Unparsable"], Exported.Verdicts(import));
    }

    [Fact]
    public void Read_NumbersOfAnotherRange_TakeScoresOnlyWhenAsked()
    {
        string path = _exported.Write("d.json", """[{"input":"Q","actual_output":"A","label":4,"metrics_data":[{"name":"m","success":true,"score":0.7}]},{"input":"R","actual_output":"B","label":2}]""");

        ImportedDataset plain = _exported.One("deepeval", path);
        ImportedDataset asked = Assert.Single(_exported.All("deepeval", null, new ScaleRequest(ScaleLevel.Interval, []), path));

        Assert.Empty(plain.Judges);
        Assert.StartsWith("1 a metric's score from 0 to 1", Assert.Single(Exported.Skipped(plain)), StringComparison.Ordinal);
        Assert.Equal(["m r1 0.7"], Exported.Verdicts(asked));
    }

    [Fact]
    public void Read_AnnotationsOfTraces_AreThumbsAndStars()
    {
        ImportedDataset[] imports = [.. _exported.All("deepeval", _exported.Write(
            "t.json",
            """
            {"testCases":[
             {"name":"a","input":"Q","actualOutput":"A","metricsData":[{"name":"m","success":false,"score":0.1}],"trace":{"annotations":[{"rating":1,"type":"THUMBS_RATING","userId":"ana","explanation":"good"},{"rating":4,"type":"FIVE_STAR_RATING","userId":"ben"}]}},
             {"name":"b","input":"Q","actualOutput":"A","metricsData":[],"annotations":[{"rating":0,"type":"THUMBS_RATING","userId":"ana"}]}]}
            """))];

        Assert.Equal(["t-stars", "t-thumbs"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(["a ben 4"], Exported.Labels(imports[0]));
        Assert.Equal(["a ana 1", "b ana 0"], Exported.Labels(imports[1]));
        Assert.Equal(["m a 0"], Exported.Verdicts(imports[1]));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1)] // One star alone is no score from 0 to 1.
    public void Read_PassBesideStars_IsNoVerdictOnTheStars(int stars)
    {
        ImportedDataset[] imports = [.. _exported.All("deepeval", _exported.Write(
            "t.json",
            """
            {"testCases":[{"name":"a","input":"Q","actualOutput":"A","metadata":{"label":"pass"},"metricsData":[{"name":"m","success":true,"score":0.7}],
             "annotations":[{"rating":STARS,"type":"FIVE_STAR_RATING","userId":"ben"}]}]}
            """.Replace("STARS", LabelText.Of(stars), StringComparison.Ordinal)))];

        Assert.Equal(["t-label", "t-stars"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(["m a pass"], Exported.Verdicts(imports[0]));
        Assert.Empty(imports[1].Judges);
        Assert.StartsWith("1 a metric's score from 0 to 1 beside people's numbers of another range", Assert.Single(Exported.Skipped(imports[0])), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FailuresOfMetricsThatCannotBeCompared_AreNoVerdictsEither()
    {
        // Else the metric would be a judge that fails on every item of the stars.
        ImportedDataset import = _exported.One("deepeval", _exported.Write(
            "t.json",
            """
            [{"name":"a","input":"Q","actualOutput":"A","metricsData":[{"name":"m","success":false,"score":null,"error":"timeout"}],"annotations":[{"rating":4,"type":"FIVE_STAR_RATING","userId":"ben"}]}]
            """));

        Assert.Empty(import.Judges);
        Assert.StartsWith("1 a metric's score from 0 to 1 beside people's numbers of another range", Assert.Single(Exported.Skipped(import)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherWordsOfPassAndFail_AreReadAsThoseAndTold()
    {
        ImportedDataset import = _exported.One("deepeval", _exported.Write(
            "t.json",
            """
            [{"name":"a","input":"Q","actualOutput":"A","label":"Correct","metricsData":[{"name":"m","success":true,"score":0.9}]},
             {"name":"b","input":"Q","actualOutput":"B","label":"incorrect","metricsData":[{"name":"m","success":true,"score":0.6}]}]
            """));

        Assert.Equal(["a reviewer pass", "b reviewer fail"], Exported.Labels(import));
        Assert.Equal(["m a pass", "m b pass"], Exported.Verdicts(import));
        Assert.Contains(import.Notes, n => n.Contains("'Correct'", StringComparison.Ordinal) && n.Contains("'incorrect'", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ManyCases_TakesTimeInProportion()
    {
        // Work that grows with the square would be some 900,000,000 labels read twice, more than a minute.
        const int Cases = 30_000;
        string path = _exported.Write("many.jsonl", string.Join('\n', Enumerable.Range(0, Cases).Select(i =>
            $$"""{"input":"Q{{i}}","actual_output":"A","label":0.5,"metrics_data":[{"name":"m","success":true,"score":0.25}]}""")));

        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        ImportedDataset import = _exported.One("deepeval", path);

        Assert.Equal(Cases, Assert.Single(import.Judges).Judgements.Length);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Read_Conversation_IsATranscript()
    {
        ImportedDataset import = _exported.One("deepeval", _exported.Write(
            "t.json", """{"conversationalTestCases":[{"name":"c","scenario":"S","turns":[{"role":"user","content":"x","order":0},{"role":"assistant","content":"y","order":1}],"metadata":{"label":"pass"},"metricsData":[]}]}"""));

        Assert.Equal(("S", "user: x\n\nassistant: y"), (import.Dataset.Items[0].Context, import.Dataset.Items[0].Response));
    }

    [Theory]
    [InlineData("""{"testCases":[{"name":"a","input":"Q","actualOutput":"A","metricsData":[{"name":"m","success":true,"score":1}]}]}""", "JE1651 0")]
    [InlineData("""{"metricsScores":[]}""", "JE1650 1")]
    [InlineData("""[{"actual_output":"A","label":"pass"}]""", "JE1603 1")]
    public void Read_OtherThings_AreErrors(string text, string error) =>
        Assert.Equal(error, Exported.Error(() => _exported.All("deepeval", _exported.Write("t.json", text))));
}
