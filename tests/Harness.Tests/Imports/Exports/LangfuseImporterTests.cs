using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Exports;

public sealed class LangfuseImporterTests : IDisposable
{
    private const string Scores =
        """
        {"data":[
         {"id":"s1","traceId":"t1","observationId":null,"name":"helpful","value":1,"stringValue":"True","dataType":"BOOLEAN","source":"ANNOTATION","authorUserId":"ana","comment":"clear","timestamp":"2024-05-02T00:00:00Z"},
         {"id":"s2","traceId":"t1","name":"helpful","value":0,"stringValue":"False","dataType":"BOOLEAN","source":"ANNOTATION","authorUserId":"ana","timestamp":"2024-05-01T00:00:00Z"},
         {"id":"s3","traceId":"t2","observationId":"o1","name":"helpful","value":0,"dataType":"BOOLEAN","source":"ANNOTATION","authorUserId":"ben"},
         {"id":"s4","traceId":"t1","name":"judge","value":1,"dataType":"BOOLEAN","source":"EVAL","comment":"because"},
         {"id":"s5","traceId":"t3","name":"helpful","value":0,"dataType":"BOOLEAN","source":"EVAL"},
         {"id":"s6","traceId":"t1","name":"length","value":12,"dataType":"NUMERIC","source":"EVAL"},
         {"id":"s7","traceId":"t1","name":"thumbs","value":1,"dataType":"NUMERIC","source":"API"}],"meta":{"page":1}}
        """;

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Read_ScoresOfTheApi_AreRead()
    {
        ImportedDataset import = _exported.One("langfuse", _exported.Write("scores.json", Scores));

        Assert.Equal(["t1 ana True", "t2/o1 ben False"], Exported.Labels(import));
        Assert.Equal(("nominal False, True", "True"), (import.Dataset.Scale.ToString(), import.Dataset.Scale.Positive));
        Assert.Equal(["judge t1 True", "helpful t3 False"], Exported.Verdicts(import));
        Assert.Equal("t2", import.Dataset.Items.Single(i => i.Id == "t2/o1").Cluster);
        Assert.Equal(3, import.Skipped.Sum(s => s.Count));
        Assert.Contains(import.Skipped, s => s.Reason.Contains("--human thumbs", StringComparison.Ordinal));
        Assert.Contains(import.Skipped, s => s.Reason.Contains("--judge length", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_WithTraces_HasTexts()
    {
        string scores = _exported.Write("scores.json", Scores);
        string traces = _exported.Write("traces.jsonl", """{"id":"t1","name":"chat","input":{"messages":[{"role":"user","content":"Hello"}]},"output":{"role":"assistant","content":"Hi"}}""" + "\n" + """{"id":"t9","input":"x","output":"y"}""");
        string observations = _exported.Write("obs.jsonl", """{"id":"o1","trace_id":"t2","type":"GENERATION","input":"In","output":"Out"}""");

        ImportedDataset import = _exported.One("langfuse", scores, traces, observations);

        Assert.Equal([("t1", "Hello", "Hi"), ("t2/o1", "In", "Out"), ("t3", "", "t3")], import.Dataset.Items.Select(i => (i.Id, i.Context, i.Response!)));
        Assert.Contains("1 a trace or an observation without a score", Exported.Skipped(import));
    }

    [Fact]
    public void Read_CsvAndBlobStorage_GiveTheSame()
    {
        string csv = _exported.Write(
            "scores.csv", "id,traceId,observationId,name,value,stringValue,dataType,source,authorUserId,comment\n1,t1,,quality,2,good,CATEGORICAL,ANNOTATION,ana,\n2,t2,,quality,1,bad,CATEGORICAL,ANNOTATION,ben,\n3,t2,,quality,1,bad,CATEGORICAL,EVAL,,why\n");
        string blob = _exported.Write(
            "scores.jsonl",
            """
            {"id":"1","trace_id":"t1","name":"quality","value":2,"string_value":"good","data_type":"CATEGORICAL","source":"ANNOTATION","author_user_id":"ana"}
            {"id":"2","trace_id":"t2","name":"quality","value":1,"string_value":"bad","data_type":"CATEGORICAL","source":"ANNOTATION","author_user_id":"ben"}
            {"id":"3","trace_id":"t2","name":"quality","value":1,"string_value":"bad","data_type":"CATEGORICAL","source":"EVAL","comment":"why"}
            """);

        ImportedDataset one = _exported.One("langfuse", csv);
        ImportedDataset other = _exported.One("langfuse", blob);

        Assert.Equal(["t1 ana good", "t2 ben bad"], Exported.Labels(one));
        Assert.Equal(Exported.Labels(one), Exported.Labels(other));
        Assert.Equal(["quality t2 bad"], Exported.Verdicts(one));
        Assert.Equal(Exported.Verdicts(one), Exported.Verdicts(other));
    }

    [Fact]
    public void Read_NamesOfPeopleAndJudges_TakeScoresOfTheApi()
    {
        ImportedDataset[] imports = [.. _exported.All("langfuse", new ImportColumns { Human = ["thumbs"], Judge = ["length"] }, new ScaleRequest(ScaleLevel.Interval, []), _exported.Write(
            "api.json",
            """
            [{"id":"1","traceId":"t1","name":"thumbs","value":1,"dataType":"NUMERIC","source":"API"},
             {"id":"2","traceId":"t2","name":"thumbs","value":0,"dataType":"NUMERIC","source":"API"},
             {"id":"3","traceId":"t1","name":"length","value":0.5,"dataType":"NUMERIC","source":"API"}]
            """))];

        Assert.Equal(["t1 user 1", "t2 user 0"], Exported.Labels(Assert.Single(imports)));
        Assert.Equal(["length t1 0.5"], Exported.Verdicts(imports[0]));
    }

    [Fact]
    public void Read_ScoreOfTwoPages_CountsOnce()
    {
        string page = _exported.Write("1.json", Scores), again = _exported.Write("2.json", Scores);

        ImportedDataset import = _exported.One("langfuse", page, again);

        Assert.Equal(["judge t1 True", "helpful t3 False"], Exported.Verdicts(import));
        Assert.Contains("7 a score that stands twice; the first one counts", Exported.Skipped(import));
    }

    [Fact]
    public void Read_ScoresWhoseTraceIsMissing_SaysHowManyHaveNoText()
    {
        ImportedDataset import = _exported.One(
            "langfuse", _exported.Write("scores.json", Scores), _exported.Write("traces.jsonl", """{"id":"t1","input":"x","output":"y"}"""));

        // t2/o1 and t3 have none.
        Assert.Contains(import.Notes, n => n.StartsWith("2 items ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("t.json", """[{"id":"1","traceId":"t","trace_id":"u","name":"n","value":1,"source":"ANNOTATION"}]""", "JE1653 1")]
    [InlineData("t.csv", "id,traceId,trace_id,name,value,source\n1,t,u,n,1,ANNOTATION\n", "JE1653 1")]
    public void Read_KeyInBothSpellings_IsAnError(string name, string text, string error) =>
        Assert.Equal(error, Exported.Error(() => _exported.All("langfuse", _exported.Write(name, text))));

    [Theory]
    [InlineData("""[{"id":"1","traceId":"t","name":"n","value":1,"source":"EVAL","dataType":"NUMERIC"}]""", "JE1651 0")]
    [InlineData("""[{"id":"1","traceId":"t","name":"n","value":"high","source":"ANNOTATION","dataType":"NUMERIC"}]""", "JE1653 1")]
    [InlineData("""[{"id":"1","name":"n","value":1,"source":"ANNOTATION"}]""", "JE1653 1")]
    [InlineData("""[{"id":"1","traceId":"t","name":"n","value":1,"source":"ROBOT"}]""", "JE1653 1")]
    [InlineData("""[{"a":1}]""", "JE1650 1")]
    public void Read_OtherThings_AreErrors(string text, string error) =>
        Assert.Equal(error, Exported.Error(() => _exported.All("langfuse", _exported.Write("t.json", text))));
}
