using System.Collections.Immutable;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Formats;

/// <summary>Formats of published tables, on tables made here: judging-the-judges, popquorn, judgebench and alpaca-eval.</summary>
public sealed class PublishedTableImportTests : IDisposable
{
    private const string Exams = "model,response,question,references,benchmark,GPT-4,EM,HumanJudgement\n";
    private const string Games = "response_model,judge_name,judge_model,pair_id,source,label,decision_game1,decision_game2_swapped\n";
    private const string Preferences = "judge,model,instruction_sha1_10,len_output_1,len_output_2,preference\n";
    private const string Comments = "idx\tinstance_id\ttext\tlabel\tman_score\twoman_score\tblack_score\tm_base\tm_asian\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void JudgingTheJudges_RowsOfOneQuestion_AreItemsOfOneCluster()
    {
        string path = _folder.Write(
            "x_HumanJudgement.csv",
            Exams + "m1,\"Q: one?\nA: 1\",one?,\"1\nuno\",b,True,False,True\nm2,two,one?,,b,False,False,False\nm1,three,three?,,b,,,True\nm1,four,one?,,b,maybe,,False\n");

        ImportedDataset import = Import("judging-the-judges", Path.GetDirectoryName(path)!);

        Assert.Equal(
            [("m1/0001", "question 0001"), ("m1/0002", "question 0002"), ("m1/0003", "question 0001"), ("m2/0001", "question 0001")],
            import.Dataset.Items.Select(i => (i.Id, i.Cluster!)));
        Assert.Equal(("one?\n\nReference answers:\n1\nuno", "Q: one?\nA: 1", "m1"), (import.Dataset.Items[0].Context, import.Dataset.Items[0].Response, import.Dataset.Items[0].Tags["examTaker"]));
        Assert.Equal(["GPT-4", "EM"], import.Judges.Select(j => j.Judge.Name));
        Assert.Equal([("m1/0001", "True"), ("m1/0003", "maybe"), ("m2/0001", "False")], import.Judges[0].Judgements.Select(j => (j.Item, j.Verdict.Label)));
        Assert.Equal(["True", "True", "False", "False"], Labels(import));
        Assert.Equal(
            [
                "EM: no verdict on 2 of 4 items",
                "GPT-4: no verdict on 1 of 4 items",
                "GPT-4: label 'maybe' is off the scale 1 time; it is kept as it is, and an alignment leaves it out",
                "items without a verdict of any judge: 1; they are kept with people's label",
                "rows that repeat a question of the same exam taker: 1; each row is an item of its own, and all rows of a question are one cluster",
            ],
            import.Notes.AsEnumerable());
    }

    [Fact]
    public void JudgingTheJudges_BadCells_AreToldWithTheirPlaces()
    {
        string path = _folder.Write("x_HumanJudgement.csv", Exams + ",r,q,,b,True,True,True\nm1,r,,,b,True,True,True\n");
        AssertErrors(
            "judging-the-judges", path,
            $"{path}(2,1): error JE1603: the row has no model; the cell is empty; fill the cell or remove the row",
            $"{path}(3,6): error JE1603: the row has no question; the cell is empty; fill the cell or remove the row");

        path = _folder.Write("x_HumanJudgement.csv", Exams + "m1,r,q,,b,True,True,True\nm1,r,q2,,b,True,True,yes\n");
        Diagnostic wrong = Assert.Single(Errors("judging-the-judges", path));
        Assert.Equal((path, 3, 22), (wrong.Location.File, wrong.Location.Line, wrong.Location.Column));
        Assert.Contains("yes", wrong.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("judging-the-judges", "x_HumanJudgement.csv", "model,response,question,references\n", "JE1602")]
    [InlineData("popquorn", "x_results.tsv", "instance_id,text,label\n", "JE1602")]
    [InlineData("judgebench", "verdicts.csv", "pair_id,label\n", "JE1602")]
    [InlineData("alpaca-eval", "judge_preferences.csv", "judge,model\n", "JE1602")]
    [InlineData("judgebench", "verdicts.csv", "", "JE1608")]
    [InlineData("judgebench", "other.csv", "", "JE1601")]
    public void Folder_OfAnotherForm_IsTold(string format, string file, string text, string code)
    {
        string path = _folder.Write(format + "/" + file, text);
        Assert.All(Errors(format, Path.GetDirectoryName(path)!), error => Assert.Equal(code, error.Code));
    }

    [Theory]
    [InlineData("judging-the-judges", "x_HumanJudgement.csv", Exams + "m1,r,q,,b,True,True\n")]
    [InlineData("judging-the-judges", "x_HumanJudgement.csv", Exams + "m1,\"r,q,,b,True,True,True\n")]
    [InlineData("popquorn", "x_results.tsv", Comments + "0\t1\tcut off\t2")]
    [InlineData("judgebench", "verdicts.csv", Games + "m,p,j,1,s,A>B,A>B,B>A,more\n")]
    [InlineData("alpaca-eval", "judge_preferences.csv", Preferences + "j,m,i,1,2\n")]
    public void Table_RaggedOrCutOff_IsToldWithItsLine(string format, string file, string text)
    {
        string path = _folder.Write(file, text);
        Assert.All(Errors(format, path), error => Assert.Equal((path, 2), (error.Location.File, error.Location.Line)));
    }

    [Fact]
    public void Popquorn_Means_BecomeADatasetForEachDivision()
    {
        string path = _folder.Write("x_results.tsv", Comments + "0\t7\t\"So, \"\"so\"\"\"\t2.25\t2.5\t2\t\t3.0\t\n1\t8\tfine\t1\t1\t\t1\t8.0\t2.0\n");

        ImmutableArray<ImportedDataset> imports = ImportAll("popquorn", path);

        Assert.Equal(["popquorn-offensiveness", "popquorn-offensiveness-gender", "popquorn-offensiveness-race"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal([["everyone"], ["man", "woman"], ["black"]], imports.Select(i => i.Dataset.Annotators.Select(a => a.Id)));
        Assert.Equal("man", imports[1].Dataset.Annotators[0].Attributes["gender"]);
        Assert.Equal([["2.25", "1"], ["2.5", "2", "1"], ["1"]], imports.Select(i => Labels(i)));
        Assert.All(imports, i => Assert.Equal(["m_base", "m_asian"], i.Judges.Select(j => j.Judge.Name)));
        JudgeIdentity asian = imports[0].Judges[1].Judge;
        Assert.Equal(("m", "asian", "asian", null), (asian.Model, asian.Prompt, asian.Group, imports[0].Judges[0].Judge.Group));
        Assert.Equal([FailureKind.Unparsable, null], imports[0].Judges[1].Judgements.Select(j => j.Verdict.Failure?.Kind));
        Assert.Equal(
            ["m_asian: no valid rating on 1 of 2 items", "m_base: label '8.0' is off the scale 1 time; it is kept as it is, and an alignment leaves it out"],
            imports[0].Notes.Skip(1));
    }

    [Fact]
    public void Popquorn_MeansThatAreNoNumbersOfTheScale_AreToldWithTheirPlaces()
    {
        string path = _folder.Write("x_results.tsv", Comments + "0\t7\ta\t2,25\t2\t2\t\t3.0\t\n1\t8\tb\t6\t1\t\t1\t3.0\t2.0\n");

        ImmutableArray<Diagnostic> errors = Errors("popquorn", path);

        Assert.Equal([(2, 7), (3, 7)], errors.Select(e => (e.Location.Line, e.Location.Column)));
        Assert.Contains("2,25", errors[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Popquorn_CommentThatStandsTwiceOrHasNoText_IsToldOnce()
    {
        string path = _folder.Write("x_results.tsv", Comments + "0\t7\ta\t2\t2\t2\t\t3.0\t\n1\t7\tb\t2\t1\t\t1\t3.0\t2.0\n2\t8\t\t2\t1\t\t1\t3.0\t2.0\n");
        AssertErrors(
            "popquorn", path,
            $"{path}(3,3): error JE1644: the comment '7' stands twice, first at {path}(2,3); the file was probably joined with itself; remove one of the rows",
            $"{path}(4,5): error JE1603: the row has no text; the cell is empty; fill the cell or remove the row");
    }

    [Fact]
    public void JudgeBench_SecondGame_IsTurnedBack()
    {
        string path = _folder.Write("verdicts.csv", Games + "gpt-4o,arena,j1,p1,math,A>B,A>B,A>B\ngpt-4o,arena,j2,p1,math,A>B,A=B,\ngpt-4o,arena,j1,p2,law,B>A,B>A,A>B\nclaude/3,arena,j1,p1,math,B>A,?,B>A\n");

        ImmutableArray<ImportedDataset> imports = ImportAll("judgebench", path);

        Assert.Equal(2, imports.Length);
        Assert.Equal([["A", "B"], ["B"]], imports.Select(i => Labels(i)));
        Assert.Equal(
            [("p1", PresentationOrder.Original, "A"), ("p1", PresentationOrder.Swapped, "B"), ("p2", PresentationOrder.Original, "B"), ("p2", PresentationOrder.Swapped, "B")],
            imports[0].Judges[0].Judgements.Select(j => (j.Item, j.Order, j.Verdict.Label!)));
        Assert.Equal(["N", null], imports[0].Judges[1].Judgements.Select(j => j.Verdict.Label));
        Assert.Equal("math", imports[0].Dataset.Items[0].Tags["source"]);
        Assert.Equal(["j2: 1 decision is none of A>B, B>A and A=B; kept as unparsable"], imports[0].Notes.AsEnumerable());
        Assert.Equal([null, "A"], imports[1].Judges[0].Judgements.Select(j => j.Verdict.Label));
        Assert.DoesNotContain("/", imports[1].Dataset.Info.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void JudgeBench_ModelsOfOneName_AreTold()
    {
        string path = _folder.Write("verdicts.csv", Games + "a/b,a,j1,p1,math,A>B,A>B,A>B\na-b,a,j1,p2,math,A>B,A>B,A>B\n");
        AssertErrors(
            "judgebench", path,
            $"{path}(3,1): error JE1645: the models 'a-b' and 'a/b' would be one dataset, 'a-b'; a dataset's name keeps letters, digits, '.', '_' and '-' alone; rename one of them");
    }

    [Fact]
    public void Popquorn_ColumnsThatItDoesNotKnow_AreTold()
    {
        string path = _folder.Write("x_results.tsv", "instance_id\ttext\tlabel\told_score\tm_base\tm_tall\n7\ta\t2\t1\t2\t3\n8\tb\t3\t1\t2\t3\n");
        ImportedDataset import = Import("popquorn", path);
        Assert.Equal("not imported, as the format does not know them: the columns 'old_score', 'm_tall'", import.Notes[^1]);
    }

    [Fact]
    public void JudgeBench_RowsThatContradictEachOther_AreTold()
    {
        string path = _folder.Write("verdicts.csv", Games + "m,a,j1,p1,math,A>B,A>B,A>B\nm,a,j2,p1,math,B>A,A>B,A>B\nm,a,j1,p1,math,A>B,A>B,A>B\nm,a,j1,p2,math,first,A>B,A>B\nm,a,j2,p2,law,first,A>B,A>B\n");
        AssertErrors(
            "judgebench", path,
            $"{path}(3,16): error JE1641: the pair 'p1' has the label 'B>A' here and 'A>B' at {path}(2,16); the rows of a pair repeat its label; write the same label in every row of the pair",
            $"{path}(4,20): error JE1606: 'p1' stands twice; j1 judges it more than once; remove one of them",
            $"{path}(4,24): error JE1606: 'p1' stands twice; j1 judges it more than once; remove one of them",
            $"{path}(5,16): error JE1640: the label 'first' is none of A>B, B>A and A=B; it tells which response is right; mend the label",
            $"{path}(6,8): error JE1605: the item 'p2' has another context than at {path}(5,8); the rows of an item repeat its texts; write the same texts in every row of the item, or give the items different ids");
    }

    [Fact]
    public void AlpacaEval_WithoutAStandIn_TakesTheJudgeWithTheMostPreferencesAndSaysSo()
    {
        // An empty cell is no preference: claude has two, gpt4 and zephyr have one each.
        string path = _folder.Write("judge_preferences.csv", Preferences + "gpt4,m,i1,10,20,2.0\ngpt4,m,i2,5,6,\ngpt4,m,i3,5,6,\nclaude,m,i1,10,20,1\nclaude,m,i2,5,6,2\nzephyr,m,i1,10,20,1\n");

        ImportedDataset import = Assert.Single(ImportAll("alpaca-eval", path));

        Assert.Equal("claude", Assert.Single(import.Dataset.Annotators).Id);
        Assert.Equal(["gpt4", "zephyr"], import.Judges.Select(j => j.Judge.Name));
        Assert.Contains("claude stands in for people, as it has the most preferences; --human names another judge", import.Notes);
        Assert.Contains("no annotator is a person: agreement with them is agreement between judges", import.Notes);
    }

    [Fact]
    public void AlpacaEval_WithoutAnyPreference_IsAnError() => AssertErrors(
        "alpaca-eval", _folder.Write("judge_preferences.csv", Preferences + "gpt4,m,i1,10,20,\n"),
        $"{_folder.Root}/judge_preferences.csv: error JE1642: there is no preference in the source; the table has no rows, or every preference is empty; fetch the table anew; import people's labels with the format csv");

    [Fact]
    public void AlpacaEval_UnknownStandIn_IsTold()
    {
        string path = _folder.Write("judge_preferences.csv", Preferences + "gpt4,m,i1,10,20,2.0\n");
        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => ImportAll("alpaca-eval", path, "gpt5"));
        Assert.Equal($"{path}: error JE1643: there is no judge 'gpt5'; the judges are gpt4; name one of them with --human", exception.Message);
    }

    [Fact]
    public void AlpacaEval_StandIn_LabelsWhatItPreferred()
    {
        // The second baseline makes another pair; the last two rows are of pairs that gpt4 did not compare.
        string path = _folder.Write(
            "judge_preferences.csv",
            Preferences + "gpt4,m,i1,10,20,2.0\ngpt4,m,i2,5,6,0.0\ngpt4,m,i3,5,6,\nclaude,m,i1,10,20,1.25\nclaude,m,i2,5,6,\nclaude,m,i1,99,20,1\nclaude,m,i3,5,6,1\n");

        ImportedDataset import = Assert.Single(ImportAll("alpaca-eval", path, "gpt4"));

        Assert.Equal([("m/i1/10-20", "i1"), ("m/i2/5-6", "i2")], import.Dataset.Items.Select(i => (i.Id, i.Cluster!)));
        Assert.Equal(["2", "1.5"], Labels(import));
        Assert.Equal([("m/i1/10-20", "1.25"), ("m/i2/5-6", null)], Assert.Single(import.Judges).Judgements.Select(j => (j.Item, j.Verdict.Label)));
        SkippedRows skipped = Assert.Single(import.Skipped);
        Assert.Equal(3, skipped.Count);
        Assert.Equal([4, 7, 8], skipped.First.Select(l => l.Line));
        Assert.Equal(
            [
                "no annotator is a person: agreement with them is agreement between judges",
                "preferences of 0, which stands for a draw: 1; they are kept as 1.5",
                "claude: no preference on 1 of 2 items",
            ],
            import.Notes.AsEnumerable());
    }

    private static IEnumerable<string> Labels(ImportedDataset import) =>
        Enumerable.Range(0, import.Dataset.Items.Length).SelectMany(i => import.Dataset.AnnotationsOf(i).ToArray()).Select(a => import.Dataset.LabelOf(a).Text);

    private static ImmutableArray<ImportedDataset> ImportAll(string format, string path, params string[] human)
    {
        Assert.True(DatasetImporters.TryFind(format, out IDatasetImporter? importer));
        return importer.Import(new ImportRequest { Sources = [path], Columns = new ImportColumns { Human = [.. human] } });
    }

    private static ImportedDataset Import(string format, string path) => Assert.Single(ImportAll(format, path));

    private static ImmutableArray<Diagnostic> Errors(string format, string path) =>
        Assert.Throws<JudgeEvalException>(() => ImportAll(format, path)).Diagnostics;

    private static void AssertErrors(string format, string path, params string[] expected) =>
        Assert.Equal(expected, Errors(format, path).Select(d => d.ToString()));
}
