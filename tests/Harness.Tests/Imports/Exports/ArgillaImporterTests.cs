using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports.Exports;

public sealed class ArgillaImporterTests : IDisposable
{
    private static readonly string[] Expected = ["a ana good", "a ben bad", "b ana good"];

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Read_RecordsOfVersion2_AreRead()
    {
        ImportedDataset import = _exported.One("argilla", _exported.Write(
            "records.json",
            """
            [{"id":"a","fields":{"prompt":"P","response":"R"},"metadata":{},"suggestions":{"tone":{"value":"good","score":0.9,"agent":"gpt"}},"responses":{"tone":[{"value":"good","user_id":"ana"},{"value":"bad","user_id":"ben"}]},"vectors":{},"_server_id":"s1"},
             {"id":"b","fields":{"prompt":"P2","response":"R2"},"suggestions":{},"responses":{"tone":[{"value":"good","user_id":"ana","status":"submitted"},{"value":"bad","user_id":"ben","status":"discarded"}]}}]
            """));

        Assert.Equal(Expected, Exported.Labels(import));
        Assert.Equal(["gpt a good"], Exported.Verdicts(import));
        Assert.Equal(["1 a response with the status 'discarded'"], Exported.Skipped(import));
        Assert.Equal(("P", "R"), (import.Dataset.Items[0].Context, import.Dataset.Items[0].Response));
    }

    [Fact]
    public void Read_FlattenedColumns_GiveTheSame()
    {
        ImportedDataset import = _exported.One("argilla", _exported.Write(
            "hub.jsonl",
            """
            {"id":"a","prompt":"P","response":"R","length":3,"tone.responses":["good","bad"],"tone.responses.users":["ana","ben"],"tone.responses.status":["submitted","submitted"],"tone.suggestion":"good","tone.suggestion.agent":"gpt","tone.suggestion.score":0.9}
            {"id":"b","prompt":"P2","response":"R2","length":4,"tone.responses":["good","bad"],"tone.responses.users":["ana","ben"],"tone.responses.status":["submitted","draft"],"tone.suggestion":null}
            """));

        Assert.Equal(Expected, Exported.Labels(import));
        Assert.Equal(["gpt a good"], Exported.Verdicts(import));
        Assert.Equal(["1 a response with the status 'draft'"], Exported.Skipped(import));
        Assert.Equal(("P", "R"), (import.Dataset.Items[0].Context, import.Dataset.Items[0].Response));
    }

    [Fact]
    public void Read_FeedbackOfVersion1_GivesTheSame()
    {
        ImportedDataset import = _exported.One("argilla", _exported.Write(
            "feedback.json",
            """
            [{"external_id":"a","fields":{"prompt":"P","response":"R"},"responses":[{"user_id":"ana","status":"submitted","values":{"tone":{"value":"good"}}},{"user_id":"ben","status":"submitted","values":{"tone":{"value":"bad"}}}],"suggestions":[{"question_name":"tone","value":"good","type":"model","score":0.9,"agent":"gpt"}]},
             {"external_id":"b","fields":{"prompt":"P2","response":"R2"},"responses":[{"user_id":"ana","status":"submitted","values":{"tone":{"value":"good"}}},{"user_id":"ben","status":"draft","values":{"tone":{"value":"bad"}}}],"suggestions":[]}]
            """));

        Assert.Equal(Expected, Exported.Labels(import));
        Assert.Equal(["gpt a good"], Exported.Verdicts(import));
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("label", 1)]
    [InlineData("tone", 1)]
    public void Read_QuestionCalledLabel_CanBeChosen(string? question, int datasets)
    {
        string path = _exported.Write(
            "two.jsonl",
            """
            {"id":"a","fields":{"response":"R"},"responses":{"label":[{"value":"good","user_id":"ana"}],"tone":[{"value":"kind","user_id":"ana"}]},"suggestions":{}}
            {"id":"b","fields":{"response":"S"},"responses":{"label":[{"value":"bad","user_id":"ana"}],"tone":[{"value":"rude","user_id":"ana"}]},"suggestions":{}}
            """);

        ImportedDataset[] imports = [.. _exported.All("argilla", new ImportColumns { Label = question }, ScaleRequest.Unstated, path)];

        Assert.Equal(datasets, imports.Length);
        Assert.Equal(question == "tone" ? "a ana kind" : "a ana good", Exported.Labels(imports[0])[0]);
    }

    [Fact]
    public void Read_FieldThatIsNotThere_IsAnError()
    {
        string path = _exported.Write("one.jsonl", """{"id":"a","fields":{"response":"R"},"responses":{"tone":[{"value":"kind","user_id":"ana"},{"value":"rude","user_id":"ben"}]}}""");

        Assert.Equal("JE1652 1", Exported.Error(() => _exported.All("argilla", new ImportColumns { Response = "respose" }, ScaleRequest.Unstated, path)));
        Assert.Equal("JE1652 1", Exported.Error(() => _exported.All("argilla", new ImportColumns { Context = "contxt" }, ScaleRequest.Unstated, path)));
    }

    [Fact]
    public void Read_HubColumnsOfVersion1_GiveTheSame()
    {
        ImportedDataset import = _exported.One("argilla", _exported.Write(
            "hub1.jsonl",
            """
            {"external_id":"a","prompt":"P","response":"R","tone":[{"user_id":"ana","value":"good","status":"submitted"},{"user_id":"ben","value":"bad","status":"submitted"}],"tone-suggestion":"good","tone-suggestion-metadata":{"type":null,"score":null,"agent":"gpt"}}
            {"external_id":"b","prompt":"P2","response":"R2","tone":{"user_id":["ana","ben"],"value":["good","bad"],"status":["submitted","discarded"]},"tone-suggestion":null}
            """));

        Assert.Equal(Expected, Exported.Labels(import));
        Assert.Equal(["gpt a good"], Exported.Verdicts(import));
    }

    [Fact]
    public void Read_ClassificationOfVersion1_TakesTheBestPrediction()
    {
        ImportedDataset import = _exported.One("argilla", _exported.Write(
            "text.jsonl",
            """
            {"id":"a","text":"T","annotation":"good","annotation_agent":"ana","status":"Validated","prediction":[["bad",0.2],["good",0.8]],"prediction_agent":"model"}
            {"id":"b","text":"U","annotation":"bad","annotation_agent":"ana","status":"Validated","prediction":[{"label":"bad","score":0.6},{"label":"good","score":0.4}]}
            {"id":"c","text":"V","annotation":null,"status":"Default","prediction":[["bad",1]]}
            """));

        Assert.Equal(["a ana good", "b ana bad"], Exported.Labels(import));
        Assert.Equal(["model a good", "prediction b bad", "prediction c bad"], Exported.Verdicts(import));
        Assert.Equal(["1 a record without an annotation"], Exported.Skipped(import));
    }

    [Fact]
    public void Read_PredictionWithTwoBestLabels_IsLeftOut()
    {
        ImportedDataset import = _exported.One("argilla", _exported.Write(
            "text.jsonl",
            """
            {"id":"a","text":"T","annotation":"pos","annotation_agent":"ana","status":"Validated","prediction":[["neg",0.5],["pos",0.5]],"prediction_agent":"model"}
            {"id":"b","text":"U","annotation":"neg","annotation_agent":"ana","status":"Validated","prediction":[["neg",0.2],["pos",0.2],["none",0.6]],"prediction_agent":"model"}
            """));

        Assert.Equal(["model b none"], Exported.Verdicts(import));
        Assert.Equal(["1 a prediction of which several labels have the highest score"], Exported.Skipped(import));
    }

    [Fact]
    public void Read_FreeTextRankingsAndSeveralLabels_AreCounted()
    {
        string words = new('x', 300);
        ImportedDataset import = _exported.One("argilla", _exported.Write(
            "t.json",
            """
            [{"id":"a","fields":{"text":"T"},"responses":{"grade":[{"value":1,"user_id":"u"}],"why":[{"value":"WORDS","user_id":"u"}],"rank":[{"value":[{"value":"x","rank":1}],"user_id":"u"}],"many":[{"value":["p","q"],"user_id":"u"}]}},
             {"id":"b","fields":{"text":"T"},"responses":{"grade":[{"value":2,"user_id":null}]}}]
            """.Replace("WORDS", words, StringComparison.Ordinal)));

        Assert.Equal(["a u 1", "b unknown-1 2"], Exported.Labels(import));
        Assert.Contains(import.Notes, n => n.StartsWith("people whom the export does not name", StringComparison.Ordinal));
        Assert.Equal(
            ["1 a ranking or spans, not a label", "1 several labels at once, or none", "1 the question 'why' is answered in free words"], Exported.Skipped(import).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""[{"id":"a","fields":{"text":"T"},"responses":{}}]""", "JE1651 0")]
    [InlineData("""{"id":["a"],"fields":[{"text":"T"}]}""", "JE1603 1")]
    [InlineData("""[{"id":"a","text":"T"}]""", "JE1650 1")]
    [InlineData("""[{"id":"a","text":"T","q.responses":["x"],"q.responses.users":[]}]""", "JE1603 1")]
    public void Read_OtherThings_AreErrors(string text, string error) =>
        Assert.Equal(error, Exported.Error(() => _exported.All("argilla", _exported.Write("t.json", text))));
}
