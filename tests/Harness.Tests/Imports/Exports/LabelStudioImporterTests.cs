using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Exports;

public sealed class LabelStudioImporterTests : IDisposable
{
    private const string Tasks =
        """
        [
         {"id":1,"data":{"prompt":"Q1","response":"R1"},"annotations":[
           {"id":11,"completed_by":{"id":7,"email":"ana@example.org"},"was_cancelled":false,"updated_at":"2024-05-01T10:00:00Z","result":[
             {"from_name":"quality","to_name":"t","type":"rating","value":{"rating":4}},
             {"from_name":"tone","to_name":"t","type":"choices","value":{"choices":["kind"]}},
             {"from_name":"why","to_name":"t","type":"textarea","value":{"text":["Says please."]}}]},
           {"id":12,"completed_by":8,"was_cancelled":false,"result":[
             {"from_name":"quality","to_name":"t","type":"rating","value":{"rating":5}},
             {"from_name":"tone","to_name":"t","type":"choices","value":{"choices":["kind","short"]}}]},
           {"id":13,"completed_by":9,"was_cancelled":true,"result":[]}],
          "predictions":[{"model_version":"gpt","score":0.9,"result":[{"from_name":"quality","to_name":"t","type":"rating","value":{"rating":3}}]}, 77]},
         {"id":2,"data":{"prompt":"Q2","response":"R2"},"annotations":[
           {"id":21,"completed_by":8,"result":[{"from_name":"quality","to_name":"t","type":"rating","value":{"rating":1}},
             {"from_name":"tone","to_name":"t","type":"choices","value":{"choices":["rude"]}}]}],"predictions":[]},
         {"id":3,"data":{"prompt":"Q3","response":"R3"},"annotations":[],"predictions":[]}
        ]
        """;

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Read_Json_EachControlIsADataset()
    {
        ImportedDataset[] imports = [.. _exported.All("label-studio", _exported.Write("project.json", Tasks))];

        Assert.Equal(["project-quality", "project-tone"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(["1 8 5", "1 ana@example.org 4", "2 8 1"], Exported.Labels(imports[0]));
        Assert.Equal("ordinal 1..5", imports[0].Dataset.Scale.ToString());
        Assert.Equal(["gpt 1 3"], Exported.Verdicts(imports[0]));
        Assert.Equal(["1 ana@example.org kind", "2 8 rude"], Exported.Labels(imports[1]));
        Assert.Equal(("Q1", "R1"), (imports[0].Dataset.Items[0].Context, imports[0].Dataset.Items[0].Response));
        Assert.Equal("Says please.", imports[1].Dataset.ExplanationOf(0, 0));
        Assert.Equal(
            [
                "1 the item has neither a label nor a verdict", "1 several choices at once", "1 the annotator skipped the task", "1 a prediction of which only the id is exported",
            ],
            Exported.Skipped(imports[0]));
    }

    [Fact]
    public void Read_JsonWithLabel_TakesOneControl()
    {
        string path = _exported.Write("project.json", Tasks);

        ImportedDataset import = Assert.Single(_exported.All("label-studio", new ImportColumns { Label = "tone" }, ScaleRequest.Unstated, path));

        Assert.Equal(["1 ana@example.org kind", "2 8 rude"], Exported.Labels(import));
        Assert.Contains("4 the question 'quality' is not the one that --label names", Exported.Skipped(import));
    }

    [Fact]
    public void Read_Pairwise_IsAPreference()
    {
        string path = _exported.Write(
            "p.json",
            """
            [{"id":"p1","data":{"question":"Q","answer1":"left one","answer2":"right one"},"annotations":[
              {"completed_by":1,"result":[{"from_name":"pw","to_name":"a,b","type":"pairwise","value":{"selected":"left"}}]},
              {"completed_by":2,"result":[{"from_name":"pw","to_name":"a,b","type":"pairwise","value":{"selected":"right"}}]}]}]
            """);

        ImportedDataset import = _exported.One("label-studio", path);

        Assert.Equal(["p1 1 A", "p1 2 B"], Exported.Labels(import));
        JudgeItem item = Assert.Single(import.Dataset.Items);
        Assert.Equal(("Q", "left one", "right one"), (item.Context, item.ResponseA, item.ResponseB));
    }

    [Fact]
    public void Read_PairwiseWhoseToNameTurnsTheFieldsRound_LeftIsTheFirstOfToName()
    {
        string path = _exported.Write("p.json", Pairs("text2,text1"));

        ImportedDataset import = _exported.One("label-studio", path);
        ImportedDataset stated = Assert.Single(_exported.All("label-studio", new ImportColumns { ResponseA = "text1", ResponseB = "text2" }, ScaleRequest.Unstated, path));

        Assert.Equal(["p1 1 A"], Exported.Labels(import));
        Assert.Equal(("two", "one"), (import.Dataset.Items[0].ResponseA, import.Dataset.Items[0].ResponseB));
        Assert.DoesNotContain(import.Notes, n => n.Contains("left", StringComparison.Ordinal));
        Assert.Equal(("one", "two"), (stated.Dataset.Items[0].ResponseA, stated.Dataset.Items[0].ResponseB));
    }

    [Fact]
    public void Read_PairwiseWhoseToNameIsNoField_SaysWhatIsTakenForLeft()
    {
        string path = _exported.Write("p.json", Pairs("x,y"));

        ImportedDataset import = _exported.One("label-studio", path);
        ImportedDataset stated = Assert.Single(_exported.All("label-studio", new ImportColumns { ResponseA = "text2", ResponseB = "text1" }, ScaleRequest.Unstated, path));

        Assert.Equal(("one", "two"), (import.Dataset.Items[0].ResponseA, import.Dataset.Items[0].ResponseB));
        Assert.Contains(import.Notes, n => n.Contains("'text1'", StringComparison.Ordinal) && n.Contains("--response-a", StringComparison.Ordinal));
        Assert.DoesNotContain(stated.Notes, n => n.Contains("--response-a", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_PairwiseShownBothWaysRound_IsAnError() =>
        Assert.Equal("JE1603 2", Exported.Error(() => _exported.All("label-studio", _exported.Write(
            "p.jsonl", Pairs("text1,text2")[1..^1] + "\n" + Pairs("text2,text1")[1..^1].Replace("p1", "p2", StringComparison.Ordinal)))));

    [Fact]
    public void Read_JsonMinWithAnswersToOtherControls_KeepsThemOutOfTheTexts()
    {
        string path = _exported.Write(
            "min.json",
            """
            [{"id":1,"prompt":"Q1","response":"R1","quality":4,"tone":"kind","annotator":3},
             {"id":1,"prompt":"Q1","response":"R1","quality":2,"tone":"rude","annotator":4},
             {"id":2,"prompt":"Q2","response":"R2","quality":1,"tone":"kind","annotator":3}]
            """);

        ImportedDataset import = Assert.Single(_exported.All("label-studio", new ImportColumns { Label = "quality" }, ScaleRequest.Unstated, path));

        Assert.Equal(["Q1", "Q2"], import.Dataset.Items.Select(i => i.Context));
        Assert.Contains(import.Notes, n => n.Contains("'tone'", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_RowsOfOneTaskWithOtherTexts_AreAnError() =>
        Assert.Equal("JE1605 2", Exported.Error(() => _exported.All(
            "label-studio", new ImportColumns { Label = "quality" }, ScaleRequest.Unstated,
            _exported.Write("min.jsonl", "{\"id\":1,\"response\":\"R1\",\"quality\":4,\"annotator\":3}\n{\"id\":1,\"response\":\"R2\",\"quality\":2,\"annotator\":4}"))));

    [Fact]
    public void Read_AnnotationOfFreeTextAlone_IsCounted()
    {
        ImportedDataset import = _exported.One("label-studio", _exported.Write(
            "t.json",
            """
            [{"id":1,"data":{"text":"x"},"annotations":[
              {"completed_by":1,"result":[{"from_name":"why","to_name":"t","type":"textarea","value":{"text":["Fine."]}}]},
              {"completed_by":2,"result":[{"from_name":"c","type":"choices","value":{"choices":["good"]}}]},
              {"completed_by":3,"result":[{"from_name":"c","type":"choices","value":{"choices":["bad"]}}]}]}]
            """));

        Assert.Equal(["1 2 good", "1 3 bad"], Exported.Labels(import));
        Assert.Equal(["1 an annotation of free text alone"], Exported.Skipped(import));
    }

    [Fact]
    public void Read_CsvRowsOfOnePersonTwice_TheLaterCounts()
    {
        string path = _exported.Write(
            "t.csv",
            "text,id,tone,annotator,annotation_id,created_at,updated_at,lead_time\nx,1,new,a,1,2024-01-01T00:00:00Z,2024-01-03T00:00:00.5Z,\nx,1,old,a,2,2024-01-02T00:00:00Z,,\nx,1,old,b,3,,,\n");

        Assert.Equal(["1 a new", "1 b old"], Exported.Labels(Assert.Single(_exported.All("label-studio", new ImportColumns { Label = "tone" }, ScaleRequest.Unstated, path))));
    }

    [Theory]
    [InlineData("08:00", "09:00")] // Times without a day would take the day of the import.
    [InlineData("03/04/2026", "04/03/2026")] // The day or the month?
    public void Read_TimesThatCannotBeOrdered_LeaveItToThePlace(string earlier, string later)
    {
        string path = _exported.Write(
            "t.json",
            """
            [{"id":1,"data":{"text":"x"},"annotations":[
              {"completed_by":1,"updated_at":"LATER","result":[{"from_name":"c","type":"choices","value":{"choices":["first"]}}]},
              {"completed_by":1,"updated_at":"EARLIER","result":[{"from_name":"c","type":"choices","value":{"choices":["second"]}}]},
              {"completed_by":2,"result":[{"from_name":"c","type":"choices","value":{"choices":["first"]}}]}]}]
            """.Replace("LATER", later, StringComparison.Ordinal).Replace("EARLIER", earlier, StringComparison.Ordinal));

        Assert.Equal(["1 1 second", "1 2 first"], Exported.Labels(_exported.One("label-studio", path)));
    }

    private static string Pairs(string toName) =>
        """[{"id":"p1","data":{"q":"Q","text1":"one","text2":"two"},"annotations":[{"completed_by":1,"result":[{"from_name":"pw","to_name":"NAMES","type":"pairwise","value":{"selected":"left"}}]}]}]"""
            .Replace("NAMES", toName, StringComparison.Ordinal);

    [Fact]
    public void Read_AnnotationsOfOnePersonTwice_TheLaterCounts()
    {
        string path = _exported.Write(
            "t.json",
            """
            [{"id":1,"data":{"text":"x"},"annotations":[
              {"completed_by":1,"updated_at":"2024-01-02T00:00:00Z","result":[{"from_name":"c","type":"choices","value":{"choices":["new"]}}]},
              {"completed_by":1,"updated_at":"2024-01-01T00:00:00Z","result":[{"from_name":"c","type":"choices","value":{"choices":["old"]}}]},
              {"completed_by":2,"result":[{"from_name":"c","type":"choices","value":{"choices":["old"]}}]}]}]
            """);

        ImportedDataset import = _exported.One("label-studio", path);

        Assert.Equal(["1 1 new", "1 2 old"], Exported.Labels(import));
        Assert.Equal(["1 the same annotator labels the item again later"], Exported.Skipped(import));
    }

    [Fact]
    public void Read_JsonMin_TakesTheNamedKey()
    {
        string path = _exported.Write(
            "min.json",
            """
            [{"id":1,"response":"R1","quality":[{"rating":4}],"annotator":3,"annotation_id":9,"created_at":"2024-01-01","lead_time":1.5},
             {"id":1,"response":"R1","quality":[{"rating":2}],"annotator":4,"annotation_id":10},
             {"id":2,"response":"R2","annotator":4,"annotation_id":11}]
            """);

        ImportedDataset import = Assert.Single(_exported.All("label-studio", new ImportColumns { Label = "quality" }, ScaleRequest.Unstated, path));

        Assert.Equal(["1 3 4", "1 4 2"], Exported.Labels(import));
        Assert.Equal("R1", import.Dataset.Items[0].Response);
        string nameless = _exported.Write("nameless.json", """[{"id":1,"response":"R1","quality":4},{"id":1,"response":"R1","quality":2}]""");
        Assert.Equal(
            ["1 unknown-1 4", "1 unknown-2 2"],
            Exported.Labels(Assert.Single(_exported.All("label-studio", new ImportColumns { Label = "quality" }, ScaleRequest.Unstated, nameless))));
        Assert.Equal("JE1652 1", Exported.Error(() => _exported.All("label-studio", _exported.Write("one.json", """[{"id":1,"response":"R1","quality":"good","annotator":3}]"""))));
    }

    [Fact]
    public void Read_Csv_TakesTheNamedColumn()
    {
        string path = _exported.Write(
            "t.csv", "text,id,tone,annotator,annotation_id,created_at,updated_at,lead_time\nx,1,kind,a@b.org,1,,,\nx,1,\"{\"\"choices\"\": [\"\"rude\"\", \"\"short\"\"]}\",c@d.org,2,,,\ny,2,rude,a@b.org,3,,,\n");

        ImportedDataset import = Assert.Single(_exported.All("label-studio", new ImportColumns { Label = "tone" }, ScaleRequest.Unstated, path));

        Assert.Equal(["1 a@b.org kind", "2 a@b.org rude"], Exported.Labels(import));
        Assert.Equal(["1 several choices at once"], Exported.Skipped(import));
    }

    [Theory]
    [InlineData("""[{"id":1,"data":{"text":"x"},"annotations":[]}]""", "JE1651 0")]
    [InlineData("""[{"id":1,"data":{"text":"x"},"annotations":[{"result":[{"from_name":"b","type":"rectanglelabels","value":{"x":1}}]}]}]""", "JE1651 0")]
    [InlineData("""[{"id":1,"data":{"text":"x"},"annotations":[{"result":"none"}]}]""", "JE1603 1")]
    [InlineData("""[{"id":1,"data":{"u":"x","v":"y"},"annotations":[{"completed_by":1,"result":[{"from_name":"c","type":"rating","value":{"rating":1}}]}]}]""", "JE1652 1")]
    [InlineData("""[{"id":1,"data":{"text":"x"},"annotations":[]},{"id":1,"data":{"text":"y"},"annotations":[]}]""", "JE1653 1")]
    public void Read_OtherThings_AreErrors(string text, string error) =>
        Assert.Equal(error, Exported.Error(() => _exported.All("label-studio", _exported.Write("t.json", text))));
}
