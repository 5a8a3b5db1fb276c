using JudgeEval.Harness.Imports;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_List_NamesEveryFormat() =>
        Assert.All(
            DatasetImporters.All.Select(i => i.Format),
            format => Assert.Contains($"\n  {format} ", CommandLine.Run("import", "--list").Out, StringComparison.Ordinal));

    [Fact]
    public void Import_List_IsALineEachThatFitsATerminal()
    {
        string[] lines = CommandLine.Run("import", "--list").Out.TrimEnd('\n').Split('\n');

        // Two heads stand between the formats, and a hint below them.
        Assert.Equal(DatasetImporters.All.Length + 3, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.All(DatasetImporters.All, i => Assert.Contains(lines, l => l.StartsWith($"  {i.Format} ", StringComparison.Ordinal) && l.EndsWith($"  {i.Description}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Import_WithoutASource_TellsWhatItHasToBe()
    {
        ToolResult result = CommandLine.Run("import", "hh-rlhf");

        Assert.Equal(4, result.Code);
        Assert.StartsWith("judgeeval: SOURCE is missing: hh-rlhf wants pairs as in hh-rlhf: JSON Lines or JSON (also .gz) of {\"chosen\",\"rejected\"", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jsonl", "--label", "--label says nothing to the format jsonl, which takes --item, --context, --response, --response-a, --response-b, --tag, --cluster, --split")]
    [InlineData("jsonl", "--annotator", "--annotator says nothing to the format jsonl, which takes --item, --context, --response, --response-a, --response-b, --tag, --cluster, --split")]
    [InlineData("judgements", "--judge", "--judge says nothing to the format judgements, which takes no names of columns")]
    [InlineData("argilla", "--judge", "--judge says nothing to the format argilla, which takes --label, --context, --response, --response-a, --response-b")]
    public void Import_OptionThatSaysNothing_IsRefused(string format, string option, string said)
    {
        ToolResult result = CommandLine.Run("import", format, _folder.Write("t.jsonl", "{}"), "--dry-run", option, "x");

        Assert.Equal(4, result.Code);
        Assert.StartsWith($"judgeeval: {said}\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_Schema_OfAnUnknownRecordIsRefused() => Assert.Equal(4, CommandLine.Run("import", "--schema", "nothing").Code);

    [Fact]
    public void Import_WithoutAFormat_NamesEveryFormat()
    {
        ToolResult result = CommandLine.Run("import");

        Assert.Equal(4, result.Code);
        Assert.StartsWith($"judgeeval: FORMAT is missing: one of {string.Join(", ", DatasetImporters.All.Select(i => i.Format))}\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_Csv_WritesAFolderThatAgreesAndAligns()
    {
        string source = _folder.Write("ratings.csv", "id,anna,ben,gpt\na,1,2,1\nb,2,2,2\nc,3,3,1\n");

        ToolResult result = CommandLine.Run("import", "csv", source, "--out", _folder["out"], "--item", "id", "--judge", "gpt");

        string folder = Path.Combine(_folder["out"], "ratings");
        Assert.Equal(0, result.Code);
        Assert.Equal(
            $"{folder}: 3 items, 2 annotators, 6 annotations, 1 judge; labels ordinal 1..3\n"
            + "  note: level ordinal is assumed, because every label is a whole number; --level nominal, ordinal, interval or ratio chooses another\n",
            result.Out);
        Assert.Equal(0, CommandLine.Run("agree", folder).Code);
        Assert.Equal(0, CommandLine.Run("align", folder, "--verdicts", Path.Combine(folder, "verdicts", "gpt.verdicts.jsonl")).Code);
        Assert.Equal(0, CommandLine.Run("validate", folder, Path.Combine(folder, "verdicts")).Code);
    }

    [Theory]
    [InlineData("unknown format 'jsnl'; did you mean 'jsonl'?", "jsnl", "x", "--out", "y")]
    [InlineData("--out is missing: it names the folder that takes the dataset's folder", "csv", "x")]
    public void Import_Incomplete_SaysWhatIsMissing(string expected, params string[] args)
    {
        ToolResult result = CommandLine.Run(["import", .. args]);

        Assert.Equal(4, result.Code);
        Assert.Equal($"judgeeval: {expected}\nSee 'judgeeval import --help'.\n", result.Error);
    }

    [Fact]
    public void Import_ColumnAbsent_NamesTheOption()
    {
        string source = _folder.Write("ratings.csv", "id,anna\na,1\n");

        ToolResult result = CommandLine.Run("import", "csv", source, "--out", _folder["out"]);

        Assert.Equal(3, result.Code);
        Assert.Equal(
            $"{source}(1,1): error JE1602: there is no column 'item'; the columns are id, anna; name the column with --item\n", result.Error);
    }

    [Fact]
    public void Import_ColumnMisspelt_NamesTheNearest()
    {
        string source = _folder.Write("ratings.csv", "item,rater,label\na,anna,1\n");

        ToolResult result = CommandLine.Run("import", "csv", source, "--annotator", "ratr", "--out", _folder["out"]);

        Assert.Equal(3, result.Code);
        Assert.Equal(
            $"{source}(1,1): error JE1602: there is no column 'ratr'; did you mean 'rater'? the columns are item, rater, label; name the column with --annotator\n", result.Error);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public void Import_LongTableWhoseLabelsAreCalledOtherwise_IsNotTakenForAWideOne()
    {
        string source = _folder.Write("ratings.csv", "item,annotator,score\na,anna,1\n");

        ToolResult result = CommandLine.Run("import", "csv", source, "--out", _folder["out"]);

        Assert.Equal(
            (3, $"{source}(1,1): error JE1602: there is no column 'label'; the columns are item, annotator, score; name the column with --label\n"), (result.Code, result.Error));
    }

    [Fact]
    public void Import_EveryColumnMapped_IsReadAndTheRestNamed()
    {
        string source = _folder.Write(
            "ratings.csv",
            "qid,who,grade,why,when,lang,group,part,q,a,bot,row\n1,anna,yes,\"clear, short\",2026,en,g1,dev,Q?,A.,yes,0\n1,ben,no,,,en,g1,dev,Q?,A.,yes,1\n2,anna,no,,,de,g2,test,R?,B.,no,2\n");

        ToolResult result = CommandLine.Run(
            "import", "csv", source, "--out", _folder["out"], "--item", "qid", "--annotator", "who", "--label", "grade", "--explanation", "why", "--at", "when", "--tag", "lang",
            "--cluster", "group", "--split", "part", "--context", "q", "--response", "a", "--judge", "bot");

        Assert.Equal(0, result.Code);
        Assert.Contains("not imported, as nothing names them: the columns 'row'\n", result.Out, StringComparison.Ordinal);
        string folder = Path.Combine(_folder["out"], "ratings");
        Assert.Equal(
            "{\"id\":\"1\",\"context\":\"Q?\",\"response\":\"A.\",\"cluster\":\"g1\",\"split\":\"dev\",\"tags\":{\"lang\":\"en\"}}",
            File.ReadLines(Path.Combine(folder, "items.jsonl")).First());
        Assert.Equal(
            "item,annotator,label,explanation,at\n1,anna,yes,\"clear, short\",2026\n1,ben,no,,\n2,anna,no,,\n", File.ReadAllText(Path.Combine(folder, "annotations.csv")));
        Assert.Equal(0, CommandLine.Run("validate", folder).Code);
    }

    [Fact]
    public void Import_SeveralFilesOfOneTable_AreOneDataset()
    {
        string first = _folder.Write("part-1.csv", "item,annotator,label\na,anna,1\n"), second = _folder.Write("part-2.csv", "label,item,annotator\n2,a,ben\n");

        ToolResult result = CommandLine.Run("import", "csv", first, second, "--name", "both", "--out", _folder["out"]);

        Assert.StartsWith($"{Path.Combine(_folder["out"], "both")}: 1 item, 2 annotators, 2 annotations", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_JsonLinesWithOtherKeys_AreMapped()
    {
        string source = _folder.Write(
            "items.jsonl", "{\"qid\":1,\"question\":\"Q?\",\"answer\":\"A.\",\"lang\":\"en\",\"labels\":{\"anna\":\"yes\",\"ben\":\"no\"}}\n");

        ToolResult result = CommandLine.Run(
            "import", "jsonl", source, "--out", _folder["out"], "--item", "qid", "--context", "question", "--response", "answer", "--tag", "lang");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(
            "{\"id\":\"1\",\"context\":\"Q?\",\"response\":\"A.\",\"tags\":{\"lang\":\"en\"}}\n", File.ReadAllText(Path.Combine(_folder["out"], "items", "items.jsonl")));
    }

    [Fact]
    public void Import_Gzip_IsRead()
    {
        string plain = _folder.Write("ratings.csv", "item,anna,ben\na,1,2\nb,2,1\n");
        using (var packed = new System.IO.Compression.GZipStream(File.Create(plain + ".gz"), System.IO.Compression.CompressionLevel.Fastest))
        {
            packed.Write(File.ReadAllBytes(plain));
        }

        Assert.StartsWith($"{Path.Combine(_folder["out"], "ratings")}: 2 items, 2 annotators, 4 annotations", CommandLine.Run("import", "csv", plain + ".gz", "--out", _folder["out"]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_DryRun_ShowsTheFirstItemsAndWritesNothing()
    {
        string source = _folder.Write("ratings.csv", "item,context,response,anna,ben,gpt\na,why,because,1,2,1\nb,how,thus,,2,3\nc,x,y,3,3,\n");

        ToolResult result = CommandLine.Run("import", "csv", source, "--judge", "gpt", "--dry-run", "--show", "2");

        Assert.Equal(0, result.Code);
        Assert.Equal(
            "ratings: 3 items, 2 annotators, 5 annotations, 1 judge; labels ordinal 1..3\n"
            + "  note: level ordinal is assumed, because every label is a whole number; --level nominal, ordinal, interval or ratio chooses another\n"
            + $"  note: people's labels that are empty: 1, the first at {source}(3,12); they are missing ones and stand in no file\n"
            + "  a\n    context     why\n    response    because\n    people      anna 1, ben 2\n    judges      gpt 1\n"
            + "  b\n    context     how\n    response    thus\n    people      ben 2\n    judges      gpt 3\n"
            + "nothing was written (--dry-run)\n",
            result.Out);
        Assert.Equal(["ratings.csv"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(source)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Import_Json_TellsEverything()
    {
        string source = _folder.Write("ratings.csv", "item,annotator,label,gpt\na,anna,1,1\na,ben,2.5,1\n");

        System.Text.Json.JsonElement json = CommandLine.Run("import", "csv", source, "--judge", "gpt", "--dry-run", "--json").Json();

        System.Text.Json.JsonElement dataset = json.GetProperty("datasets")[0];
        Assert.False(json.GetProperty("written").GetBoolean());
        Assert.Equal((1, 2, "interval", 2.5), (dataset.GetProperty("items").GetInt32(), dataset.GetProperty("annotations").GetInt32(), dataset.GetProperty("scale").GetProperty("level").GetString(), dataset.GetProperty("scale").GetProperty("max").GetDouble()));
        Assert.Equal("verdicts/gpt.verdicts.jsonl", dataset.GetProperty("judges")[0].GetProperty("file").GetString());
        Assert.Equal("ben", dataset.GetProperty("preview")[0].GetProperty("people")[1].GetProperty("name").GetString());
    }

    [Fact]
    public void Import_CheckOfALog_TellsEveryMistakeAndWritesNothing()
    {
        string source = _folder.Write("log.jsonl", "{\"item\":\"a\",\"annotator\":\"anna\",\"label\":1}\n{\"item\":\"a\",\"annotater\":\"ben\",\"label\":2}\n");

        ToolResult result = CommandLine.Run("import", "--check", source);

        Assert.Equal(3, result.Code);
        Assert.Contains($"{source}(2,1): error JE1614: the line has neither 'annotator' nor 'judge'", result.Error, StringComparison.Ordinal);
        Assert.Contains($"{source}(2,13): error JE1615: the field 'annotater' is not known; did you mean 'annotator'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_CheckOfALogInTwoFiles_ReadsBoth()
    {
        string first = _folder.Write("a.jsonl", "{\"item\":\"a\",\"annotator\":\"anna\",\"label\":1}\n{\"item\":\"b\",\"annotator\":\"anna\",\"label\":2}\n");
        string second = _folder.Write("b.jsonl", "{\"item\":\"a\",\"annotater\":\"ben\",\"label\":2}\n");

        ToolResult result = CommandLine.Run("import", "--check", first, second);

        Assert.Equal(3, result.Code);
        Assert.Contains($"{second}(1,13): error JE1615", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OtherDataInTheSameFolder_VerdictsOfTheEarlierImportAreRefused()
    {
        string first = _folder.Write("st.csv", "item,anna,ben,j1,j2\na,1,2,1,2\nb,2,2,2,2\nc,1,1,1,2\n");
        string second = _folder.Write("new/st.csv", "item,anna,ben,j1\na,2,2,1\nb,1,1,2\nc,2,1,1\n");
        Assert.Equal(0, CommandLine.Run("import", "csv", first, "--judge", "j1,j2", "--out", _folder["out"]).Code);
        Assert.Equal(0, CommandLine.Run("leaderboard", _folder["out/st"], "--bootstrap", "100").Code);

        ToolResult again = CommandLine.Run("import", "csv", second, "--judge", "j1", "--out", _folder["out"]);
        ToolResult board = CommandLine.Run("leaderboard", _folder["out/st"], "--bootstrap", "100");

        Assert.Contains("are not of this import: j2.verdicts.jsonl", again.Out + again.Error, StringComparison.Ordinal);
        Assert.Contains("JE1703: the verdicts of 'j2'", board.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("'j1'", board.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_SourceWithoutFormat_SaysThatTheFormatIsMissing()
    {
        string source = _folder.Write("ratings.csv", "item,anna,ben\na,1,2\n");

        Assert.Contains($"FORMAT is missing before the source '{source}'", CommandLine.Run("import", source, "--out", _folder["out"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_CheckOfASoundTable_SaysSo()
    {
        string source = _folder.Write("ratings.csv", "item,anna,ben\na,1,2\n");

        Assert.EndsWith("no mistakes; nothing was written (--check)\n", CommandLine.Run("import", "csv", source, "--check").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:judgeeval:judgement:1", "--schema")]
    [InlineData("urn:judgeeval:verdicts:1", "--schema", "verdict")]
    public void Import_Schema_IsPrinted(string id, params string[] args)
    {
        Assert.Equal(id, CommandLine.Run(["import", .. args]).Json().GetProperty("$id").GetString());
    }

    [Fact]
    public void Import_Killed_LeavesNoDatasetAndTheNextOneCleansUp()
    {
        string rows = string.Concat(Enumerable.Range(0, 400_000).Select(i => $"item-{i},anna,{i % 5}\n"));
        string source = _folder.Write("ratings.csv", $"item,annotator,label\n{rows}");
        string target = _folder["out"];
        using (System.Diagnostics.Process import = CommandLine.Start("import", "csv", source, "--out", target))
        {
            Assert.True(SpinWait.SpinUntil(() => Directory.Exists(Path.Combine(target, ".judgeeval-import-0", "0")), TimeSpan.FromSeconds(60)));
            import.Kill();
            import.WaitForExit();
        }

        Assert.Equal([".judgeeval-import-0"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
        Assert.Equal(0, CommandLine.Run("import", "csv", _folder.Write("small.csv", "item,anna,ben\na,1,2\n"), "--out", target).Code);
        Assert.Equal(["small"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
    }
}
