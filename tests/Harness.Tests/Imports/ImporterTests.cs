using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports;

public sealed class ImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Csv_LongTableWithTextsAndJudge_IsReadWhole()
    {
        string path = _folder.Write("t.csv", "id,who,grade,context,response,gpt\nq1,anna,1,c1,r1,2\nq1,ben,2,c1,r1,2\nq2,anna,3,c2,r2,\n");

        ImportedDataset import = Import(
            "csv", path, new ImportColumns { Item = "id", Annotator = "who", Label = "grade", Judge = ["gpt"] });

        Assert.Equal([("q1", "c1", "r1"), ("q2", "c2", "r2")], import.Dataset.Items.Select(i => (i.Id, i.Context, i.Response!)));
        Assert.Equal(["anna", "ben"], import.Dataset.Annotators.Select(a => a.Id));
        Assert.Equal("ordinal 1..3", import.Dataset.Scale.ToString());
        Judgement judgement = Assert.Single(Assert.Single(import.Judges).Judgements);
        Assert.Equal(("q1", "2"), (judgement.Item, judgement.Verdict.Label));
    }

    [Fact]
    public void Csv_LongTableWhoseJudgeContradictsItself_IsAnError()
    {
        string path = _folder.Write("t.csv", "item,annotator,label,gpt\nq1,anna,1,2\nq1,ben,2,1\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => Import("csv", path, new ImportColumns { Judge = ["gpt"] }));

        Assert.Equal(
            $"{path}(3,10): error JE1606: the judge 'gpt' labels the item 'q1' once '2' and once '1'; the rows of an item repeat its verdict; write the same verdict in every row of the item",
            exception.Message);
    }

    [Fact]
    public void Csv_WideTableOfPairs_IsAPreference()
    {
        string path = _folder.Write("t.csv", "item,responseA,responseB,anna,ben\nq1,x,y,A,N\nq2,x,y,B,\n");

        AnnotatedDataset dataset = Import("csv", path).Dataset;

        Assert.Equal((TaskShape.Preference, ScaleLevel.Preference, 3), (dataset.Shape, dataset.Scale.Level, dataset.AnnotationCount));
    }

    [Fact]
    public void JsonLines_AllKeys_AreRead()
    {
        string path = _folder.Write(
            "t.jsonl",
            """
            {"id":"q1","context":" c ","response":"r","cluster":"k","tags":{"topic":"a"},"labels":{"anna":1,"ben":"2","carl":null},"judges":{"gpt":5}}
            {"id":"q2","response":"r2","labels":{"anna":3}}
            """);

        ImportedDataset import = Import("jsonl", path);

        JudgeItem item = import.Dataset.Items[0];
        Assert.Equal(("q1", " c ", "k", "a"), (item.Id, item.Context, item.Cluster, item.Tags["topic"]));
        Assert.Equal(3, import.Dataset.AnnotationCount);
        Assert.Equal("5", import.Judges[0].Judgements[0].Verdict.Label);
    }

    [Fact]
    public void Csv_ColumnsOfALongTableThatNothingNames_AreTold()
    {
        string path = _folder.Write("t.csv", "item,annotator,label,reason,when\na,anna,1,why,now\na,ben,2,,\n");

        Assert.Contains("not imported, as nothing names them: the columns 'reason', 'when'", Import("csv", path).Notes);
    }

    [Fact]
    public void JsonLines_SeveralMistakes_AreAllTold()
    {
        string path = _folder.Write("t.jsonl", "{\"id\":\"q1\",\"labels\":[1]}\n{\"id\":\n{\"id\":\"q2\",\"lables\":{}}\n{\"id\":\"q3\",\"context\":[\"c\"]}\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => Import("jsonl", path));

        // The values of labels and context and the name of lables stand behind {"id":"qN", and the keys.
        Assert.Equal([(1, 21), (3, 12), (4, 22)], exception.Diagnostics.Where(d => d.Location.Line != 2).Select(d => (d.Location.Line, d.Location.Column)));
        Assert.Equal([1, 2, 3, 4], exception.Diagnostics.Select(d => d.Location.Line));
        Assert.Contains(exception.Diagnostics, d => d.What == "a text or a number is expected" && d.Location.Line == 4);
        Assert.Contains(exception.Diagnostics, d => d.What == "the key 'lables' is not known");
    }

    [Fact]
    public void LlmJudge_SmallFolder_KeepsLabelsOffTheScale()
    {
        _folder.Write("llmjudge/x_qrel_idx.txt", "q1 0 d1 3\nq1 0 d2 0\nq2 0 d1 1\n");
        _folder.Write("llmjudge/submissions/one.txt", "q1 0 d1 5\nq1 0 d2 0\nq2 0 d1 1\n");

        ImportedDataset import = Import("llmjudge", _folder.Root + "/llmjudge");

        Assert.Equal(
            [("q1/d1", "q1", "d1", "q1"), ("q1/d2", "q1", "d2", "q1"), ("q2/d1", "q2", "d1", "q2")],
            import.Dataset.Items.Select(i => (i.Id, i.Context, i.Response!, i.Cluster!)));
        Assert.Equal(("llmjudge-trecdl23", OutOfScalePolicy.Clip), (import.Dataset.Info.Name, import.Dataset.Scale.OutOfScale));
        Assert.Equal(["5", "0", "1"], import.Judges[0].Judgements.Select(j => j.Verdict.Label!));
        Assert.Equal(
            ["one: label '5' is off the scale 1 time; it is kept, and an alignment counts it as the scale's end"],
            import.Notes.AsEnumerable());
    }

    [Fact]
    public void LlmJudge_PackedFiles_AreReadAndOthersNamed()
    {
        Packed("llmjudge/x_qrel_idx.txt.gz", "q1 0 d1 3\nq1 0 d2 0\n");
        Packed("llmjudge/submissions/b.txt.gz", "q1 0 d1 2\nq1 0 d2 1\n");
        _folder.Write("llmjudge/submissions/a.txt", "q1 0 d1 1\nq1 0 d2 0\n");
        _folder.Write("llmjudge/submissions/c.json", "{}");

        ImportedDataset import = Import("llmjudge", _folder.Root + "/llmjudge");

        Assert.Equal([("a", "1,0"), ("b", "2,1")], import.Judges.Select(j => (j.Judge.Name, string.Join(',', j.Judgements.Select(v => v.Verdict.Label)))));
        Assert.Equal(["submissions/c.json was not read: it is neither .txt nor .txt.gz"], import.Notes.AsEnumerable());

        void Packed(string name, string text)
        {
            using var packed = new System.IO.Compression.GZipStream(File.Create(_folder.Write(name, "")), System.IO.Compression.CompressionMode.Compress);
            packed.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
    }

    [Fact]
    public void JsonLines_SingleAndPairLines_AreToldByTheirLinesAlone()
    {
        string path = _folder.Write(
            "t.jsonl",
            "{\"id\":\"a\",\"response\":\"r\",\"labels\":{\"anna\":1}}\n{\"id\":\"b\",\"responseA\":\"r\",\"responseB\":\"s\",\"labels\":{\"anna\":2}}\n"
            + "{\"id\":\"c\",\"response\":\"r\",\"labels\":{\"anna\":2}}\n{\"id\":\"d\",\"responseA\":\"r\",\"responseB\":\"s\",\"labels\":{\"anna\":2}}\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => Import("jsonl", path));

        Assert.Equal([("JE1603", 2), ("JE1603", 4)], exception.Diagnostics.Select(d => (d.Code, d.Location.Line)));
    }

    [Theory]
    [InlineData("item,annotator,label,gpt\na,anna,1,1\n", "label", "", "", "label")] // the label's usual column as a judge
    [InlineData("item,a,b\n1,1,2\n2,2,2\n", "a", "a", "", "a")] // a person and a judge
    [InlineData("item,a,b\n1,1,2\n2,2,2\n", "", "a,a", "", "a")] // two people
    [InlineData("item,a,b\n1,1,2\n2,2,2\n", "b,b", "a", "", "b")] // two judges
    [InlineData("item,a,b\n1,1,2\n2,2,2\n", "item", "a", "", "item")] // the ids
    [InlineData("item,a,b\n1,1,2\n2,2,2\n", "b", "a", "b", "b")] // a text
    public void Csv_ColumnWithTwoParts_IsRefused(string table, string judges, string people, string context, string twice)
    {
        static ImmutableArray<string> List(string names) => [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries)];
        var columns = new ImportColumns { Judge = List(judges), Human = List(people) };
        columns = context.Length > 0 ? columns with { Context = context } : columns;
        DatasetImporters.TryFind("csv", out IDatasetImporter? csv);

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(
            () => csv!.Import(new ImportRequest { Sources = [_folder.Write("t.csv", table)], Columns = columns }));

        Assert.Equal(("JE1619", $"the column '{twice}' has two parts to play"), (Assert.Single(exception.Diagnostics).Code, exception.Diagnostics[0].What));
    }

    [Fact]
    public void LlmJudge_BadSubmission_IsToldWithLines()
    {
        _folder.Write("llmjudge/x_qrel_idx.txt", "q1 0 d1 3\nq1 0 d2 0\n");
        string file = _folder.Write("llmjudge/submissions/one.txt", "q1 0 d1\nq9 0 d1 1\nq1 0 d2 1\nq1 0 d2 1\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => Import("llmjudge", _folder.Root + "/llmjudge"));

        Assert.Equal(
            [
                $"{file}(1,1): error JE1603: the line has 3 fields instead of 4; a qrel line is 'qid 0 docid label'; mend the line",
                $"{file}(2,1): error JE1609: people did not judge 'q9/d1'; the verdicts of one are of other items; remove the verdict or add the item",
                $"{file}(4,1): error JE1606: 'q1/d2' stands twice; one judges it more than once; remove one of them",
            ],
            exception.Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void LlmBar_SmallFolder_KeepsBothOrdersAndUnparsedTexts()
    {
        _folder.Write("bar/items/LLMBar--Natural.json", """[{"input":"i","output_1":"x","output_2":"y","label":1},{"input":"j","output_1":"x","output_2":"y","label":2}]""");
        _folder.Write(
            "bar/verdicts.csv",
            "subset,evaluator,strategy,item,label,winner_original_order,winner_swapped_order\nLLMBar/Natural,GPT-4,CoT,0,1,1,2\nLLMBar/Natural,GPT-4,CoT,1,2,,both\n");

        ImportedDataset import = Import("llmbar", _folder.Root + "/bar");

        Assert.Equal(("llmbar-natural", "preference A, N, B"), (import.Dataset.Info.Name, import.Dataset.Scale.ToString()));
        Assert.Equal(["A", "B"], Enumerable.Range(0, 2).Select(i => import.Dataset.LabelOf(import.Dataset.AnnotationsOf(i)[0]).Text));
        VerdictSet judge = Assert.Single(import.Judges);
        Assert.Equal(("GPT-4_CoT", "GPT-4", "CoT"), (judge.Judge.Name, judge.Judge.Model, judge.Judge.Prompt));
        Assert.Equal(
            [("0000", PresentationOrder.Original, "A"), ("0000", PresentationOrder.Swapped, "B"), ("0001", PresentationOrder.Original, null), ("0001", PresentationOrder.Swapped, null)],
            judge.Judgements.Select(j => (j.Item, j.Order, j.Verdict.Label)));
        Assert.Equal(["", "both"], judge.Judgements.Skip(2).Select(j => j.Verdict.Failure!.RawReply!));
    }

    [Fact]
    public void Write_Import_IsReadBackTheSame()
    {
        string path = _folder.Write("t.jsonl", """{"id":"q1","context":"c","response":"r","labels":{"anna":1,"ben":2},"judges":{"gpt/4":2}}""");
        ImportedDataset import = Import("jsonl", path);

        string folder = DatasetImporters.Write(import, Path.Combine(_folder.Root, "out"));

        Assert.Equal(import.Dataset.Identity, DatasetReader.Read(folder).Identity);
        VerdictSet verdicts = VerdictFile.Read(Path.Combine(folder, "verdicts", "gpt-4.verdicts.jsonl"));
        Assert.Equal(("gpt/4", "2"), (verdicts.Judge.Name, verdicts.Judgements[0].Verdict.Label));
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"labels\":{\"p\":1,\"q\":2}}", "text", null, "(): error JE1602: no item has the key 'text'; an option names it; the keys of an item are id, context, text,")]
    [InlineData("{\"response\":\"r\",\"labels\":{\"p\":1,\"q\":2}}", "response", null, "(1,1): error JE1603: the key 'id' is missing; it is the item's id; --item names another key;")]
    [InlineData("{\"id\":\"a\",\"labels\":{\"p\":1,\"q\":2}}", "response", "item", "(1,1): error JE1603: the key 'item' is missing; it is the item's id; --item names another key;")]
    public void JsonLines_KeyThatIsNotThere_IsAnError(string line, string response, string? item, string said)
    {
        string path = _folder.Write("t.jsonl", line + "\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => Import("jsonl", path, new ImportColumns { Response = response, Item = item }));

        Assert.StartsWith(path + said.Replace("()", "", StringComparison.Ordinal), exception.Message, StringComparison.Ordinal);
    }

    private static ImportedDataset Import(string format, string source, ImportColumns? columns = null)
    {
        Assert.True(DatasetImporters.TryFind(format, out IDatasetImporter? importer));
        ImmutableArray<ImportedDataset> imports = importer.Import(new ImportRequest { Sources = [source], Columns = columns ?? new ImportColumns() });
        return Assert.Single(imports);
    }
}
