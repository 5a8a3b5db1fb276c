using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Runs;

public class VerdictFileTests
{
    private const string Header = """{"format":"judgeeval.verdicts/1","judge":{"name":"j"}}""";

    [Fact]
    public void Write_EveryField_IsTheFormat()
    {
        using var folder = new RunFolder();
        string path = folder.File("new/j.verdicts.jsonl");

        VerdictFile.Write(Full(), path);

        Assert.Equal(
            """
            {"format":"judgeeval.verdicts/1","judge":{"name":"quality/m","model":"m","prompt":"quality","promptHash":"ph","optionsHash":"oh","outputContract":"choice/1"},"dataset":{"name":"d","hash":"dh"},"createdWith":"judgeeval 0.1.0"}
            {"item":"a","repeat":0,"order":"original","label":"A","probabilities":{"A":0.75,"B":0.25},"candidates":["A","N"],"votes":{"a-2":"N","b":"A"},"score":-0.5,"rationale":"grün \"x\"\n日本","usage":{"input":5,"output":2}}
            {"item":"a","repeat":0,"order":"swapped","failure":{"kind":"outOfScale","detail":"off","value":"Z","rawReply":"Z"}}
            {"item":"a","repeat":1,"order":"original","label":"N"}

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.File("new")), StringComparer.Ordinal);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameAndWritesTheSameBytes()
    {
        using var folder = new RunFolder();
        VerdictFile.Write(Full(), folder.File("1"));

        VerdictSet read = VerdictFile.Read(folder.File("1"));
        VerdictFile.Write(read, folder.File("2"));

        Assert.Equal(Full().Judge, read.Judge);
        Assert.Equal(("d", "dh"), (read.Dataset, read.DatasetHash));
        Assert.True(File.ReadAllBytes(folder.File("1")).SequenceEqual(File.ReadAllBytes(folder.File("2"))));
        Assert.Equal(new JudgeFailure(FailureKind.OutOfScale, "off", "Z") { Value = "Z" }, read.Judgements[1].Verdict.Failure);
        Assert.Equal(0.25, read.Judgements[0].Verdict.Probabilities!["B"]);
        Assert.Equal(["A", "N"], read.Judgements[0].Verdict.Candidates.AsEnumerable());
        Assert.Equal([("a-2", "N"), ("b", "A")], read.Judgements[0].Verdict.Votes!.Select(v => (v.Key, v.Value)));
        Assert.Empty(read.Judgements[2].Verdict.Candidates);
        Assert.Null(read.Judgements[2].Verdict.Votes);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"asked":1}""")]
    [InlineData("""{"asked":3,"of":2}""")]
    [InlineData("""{"asked":-1,"of":2}""")]
    [InlineData("""{"asked":1.5,"of":2}""")]
    public void Read_PartialThatSaysNothing_IsRefused(string partial)
    {
        JudgeEvalException error = Assert.Throws<JudgeEvalException>(() => Read(
            """{"format":"judgeeval.verdicts/1","judge":{"name":"j"},"partial":""" + partial + "}\n"));

        Assert.Equal("JE1906", error.Diagnostics[0].Code);
        Assert.Contains("'partial'", error.Diagnostics[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CreatedWith_Version_IsTheAssemblys() =>
        Assert.Equal(VerdictFile.CreatedWith, "judgeeval " + typeof(VerdictFile).Assembly.GetName().Version!.ToString(3));

    [Fact]
    public void Read_FileOfOthers_NeedsFormatNameItemAndLabel()
    {
        VerdictSet read = Read(
            "\uFEFF" + Header + "\r\n\r\n"
            + """{"item":"z","label":4.50}""" + "\r\n"
            + """{"label":"B","item":"a","order":"swapped"}""" + "\r\n"
            + """{"item":"a","label":0,"repeat":2}""");

        Assert.Equal("j", read.Judge.Name);
        Assert.Null(read.Dataset);
        Assert.Equal(
            [("a", 0, PresentationOrder.Swapped, "B"), ("a", 2, PresentationOrder.Original, "0"), ("z", 0, PresentationOrder.Original, "4.50")],
            read.Judgements.Select(j => (j.Item, j.Repeat, j.Order, j.Verdict.Label!)));
    }

    [Fact]
    public void Read_LinesLongerThanTheBuffer_AreRead()
    {
        string rationale = new('é', 200_000);
        var lines = Enumerable.Range(0, 50).Select(i => $$"""{"item":"{{i.ToString(CultureInfo.InvariantCulture)}}","label":"x","rationale":"{{(i == 20 ? rationale : "r")}}"}""");

        VerdictSet read = Read(Header + "\n" + string.Join('\n', lines));

        Assert.Equal(50, read.Judgements.Length);
        Assert.Equal(rationale, read.Judgements.Single(j => j.Item == "20").Verdict.Rationale);
    }

    [Theory]
    [InlineData("", "(1,1): error JE1907: the verdict file is empty; the first line of a verdict file names its format and its judge; let the first line be {\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"…\"}}")]
    [InlineData("""{"item":"a","label":"x"}""", "(1,1): error JE1907: the verdict file has no header with a format; the first line of a verdict file names its format and its judge; let the first line be {\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"…\"}}")]
    [InlineData("{\"format\":\"judgeeval.verdicts/2\",\"future\":1}\n{\"what\":1}", "(1,11): error JE1907: the file's format is 'judgeeval.verdicts/2', not 'judgeeval.verdicts/1'; the first line of a verdict file names its format and its judge; let the first line be {\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"…\"}}")]
    [InlineData("""{"format":"judgeeval.verdicts/1"}""", "(1,1): error JE1905: the field 'judge' is missing; every line of this kind has one; add 'judge'")]
    [InlineData("""{"format":"judgeeval.verdicts/1","judge":{"model":"m"}}""", "(1,42): error JE1905: the judge has no name; a leaderboard and a record name the judge; add 'name' to 'judge'")]
    [InlineData("""{"format":"judgeeval.verdicts/1","judge":{"name":"j","modle":"m"}}""", "(1,42): error JE1904: the field 'judge.modle' is unknown; it would have no effect; did you mean 'judge.model'?")]
    public void Read_WrongHeader_IsNamed(string text, string expected) => CheckError(text, expected);

    [Theory]
    [InlineData("""{"item":"a","label":"x" """, "(2,25): error JE1903: the JSON is malformed; a verdict file has one JSON object in UTF-8 on each line; correct the line, or write the file again: it may have been cut off")]
    [InlineData("""{"item":"a","label":"x"} {}""", "(2,26): error JE1903: the JSON is malformed; a verdict file has one JSON object in UTF-8 on each line; correct the line, or write the file again: it may have been cut off")]
    [InlineData("""{"item":"a","label":"x","label":"y"}""", "(2,25): error JE1903: the field 'label' stands twice; a verdict file has one JSON object in UTF-8 on each line; correct the line, or write the file again: it may have been cut off")]
    [InlineData("""{"itm":"é","item":"a","label":"x"}""", "(2,2): error JE1904: the field 'itm' is unknown; it would have no effect; did you mean 'item'?")]
    [InlineData("""{"rationale":"é","lable":"x","item":"a","label":"x"}""", "(2,18): error JE1904: the field 'lable' is unknown; it would have no effect; did you mean 'label'?")]
    [InlineData("""{"label":"x"}""", "(2,1): error JE1905: the field 'item' is missing; every line of this kind has one; add 'item'")]
    [InlineData("""{"item":"","label":"x"}""", "(2,9): error JE1906: the field 'item' has a wrong value; it must be a text that is not empty; correct 'item'")]
    [InlineData("""{"item":"a","label":true}""", "(2,21): error JE1906: the field 'label' has a wrong value; it must be a text that is not empty, or a number; correct 'label'")]
    [InlineData("""{"item":"a","label":"x","repeat":-1}""", "(2,34): error JE1906: the field 'repeat' has a wrong value; it must be a whole number from 0; correct 'repeat'")]
    [InlineData("""{"item":"a","label":"x","order":"reversed"}""", "(2,33): error JE1906: the field 'order' has a wrong value; it must be 'original' or 'swapped'; correct 'order'")]
    [InlineData("""{"item":"a","label":"x","probabilities":{"x":1.5}}""", "(2,41): error JE1906: the field 'probabilities' has a wrong value; it must be an object with a number from 0 to 1 for each label; correct 'probabilities'")]
    [InlineData("""{"item":"a","label":"x","candidates":[]}""", "(2,38): error JE1906: the field 'candidates' has a wrong value; it must be a list of one or more labels, the best first, none of them twice; correct 'candidates'")]
    [InlineData("""{"item":"a","label":"x","candidates":"x"}""", "(2,38): error JE1906: the field 'candidates' has a wrong value; it must be a list of one or more labels, the best first, none of them twice; correct 'candidates'")]
    [InlineData("""{"item":"a","label":"x","candidates":["x","x"]}""", "(2,38): error JE1906: the field 'candidates' has a wrong value; it must be a list of one or more labels, the best first, none of them twice; correct 'candidates'")]
    [InlineData("""{"item":"a","label":"x","candidates":["x",1]}""", "(2,38): error JE1906: the field 'candidates' has a wrong value; it must be a list of one or more labels, the best first, none of them twice; correct 'candidates'")]
    [InlineData("""{"item":"a","label":"x","candidates":[" "]}""", "(2,38): error JE1906: the field 'candidates' has a wrong value; it must be a list of one or more labels, the best first, none of them twice; correct 'candidates'")]
    [InlineData("""{"item":"a","label":"x","votes":[]}""", "(2,33): error JE1906: the field 'votes' has a wrong value; it must be an object with the label of each member of the committee; correct 'votes'")]
    [InlineData("""{"item":"a","label":"x","votes":{"m":1}}""", "(2,33): error JE1906: the field 'votes' has a wrong value; it must be an object with the label of each member of the committee; correct 'votes'")]
    [InlineData("""{"item":"a","label":"x","votes":{"m":""}}""", "(2,33): error JE1906: the field 'votes' has a wrong value; it must be an object with the label of each member of the committee; correct 'votes'")]
    [InlineData("""{"item":"a","label":"x","votes":{"":"x"}}""", "(2,33): error JE1906: the field 'votes' has a wrong value; it must be an object with the label of each member of the committee; correct 'votes'")]
    [InlineData("""{"item":"a","failure":{"kind":"refuse","detail":"x"}}""", "(2,23): error JE1906: the failure's kind is 'refuse'; it must be one of refused, unparsable, outOfScale, transport, budget; did you mean 'refused'?")]
    [InlineData("""{"item":"a"}""", "(2,1): error JE1908: the line has neither a label nor a failure; a verdict is one of the two; add 'label', or 'failure' with its kind and detail")]
    [InlineData("""{"item":"a","label":"x","failure":{"kind":"refused","detail":"x"}}""", "(2,1): error JE1908: the line has both a label and a failure; a verdict is one of the two; remove one of them")]
    [InlineData("""{"item":"a","label":"\ud800"}""", "(2,1): error JE1903: a string holds half a surrogate pair; a verdict file has one JSON object in UTF-8 on each line; correct the line, or write the file again: it may have been cut off")]
    public void Read_WrongLine_IsNamed(string line, string expected) => CheckError(Header + "\n" + line, expected);

    [Fact]
    public void Read_Duplicate_NamesTheFirstLine() => CheckError(
        Header + "\n{\"item\":\"a\",\"label\":\"x\"}\n{\"item\":\"b\",\"label\":\"x\"}\n{\"item\":\"a\",\"label\":\"x\",\"repeat\":0}\n",
        "(4,1): error JE1909: the item 'a' is judged twice in the same repeat and order; it stands on line 2 already; remove one of the two lines, or number them by 'repeat'");

    [Fact]
    public void Read_NotUtf8_NamesLineAndColumn()
    {
        using var folder = new RunFolder();
        string path = folder.File("j.verdicts.jsonl");
        File.WriteAllBytes(path, [.. System.Text.Encoding.UTF8.GetBytes(Header + "\n{\"é"), 0xFF, (byte)'\n']);

        var exception = Assert.Throws<JudgeEvalException>(() => VerdictFile.Read(path));

        Assert.Equal($"{path}(2,4): error JE1902: the line is not UTF-8; a verdict file has one JSON object in UTF-8 on each line; correct the line", exception.Message);
    }

    [Fact]
    public void Read_SeveralErrors_AreAllNamed()
    {
        using var folder = new RunFolder();
        string path = folder.File("j.verdicts.jsonl");
        File.WriteAllText(path, Header + "\n{\n{\"item\":1,\"label\":[],\"x\":1}\n{\"item\":\"a\",\"label\":\"x\"}\nnull\n");

        var exception = Assert.Throws<JudgeEvalException>(() => VerdictFile.Read(path));

        Assert.Equal(
            [("JE1903", 2), ("JE1904", 3), ("JE1906", 3), ("JE1906", 3), ("JE1903", 5)],
            exception.Diagnostics.Select(d => (d.Code, d.Location.Line)));
    }

    [Fact]
    public void Read_AbsentFile_SaysSo()
    {
        var exception = Assert.Throws<JudgeEvalException>(() => VerdictFile.Read("no/such.verdicts.jsonl"));

        Assert.Equal(
            "no/such.verdicts.jsonl: error JE1901: the verdict file does not exist; nothing stands at this path; check the path, or write the file with: judgeeval run",
            exception.Message);
    }

    private static void CheckError(string text, string expected)
    {
        using var folder = new RunFolder();
        string path = folder.File("j.verdicts.jsonl");
        File.WriteAllText(path, text);

        var exception = Assert.Throws<JudgeEvalException>(() => VerdictFile.Read(path));

        Assert.Equal(path + expected, exception.Message);
    }

    private static VerdictSet Read(string text)
    {
        using var folder = new RunFolder();
        string path = folder.File("j.verdicts.jsonl");
        File.WriteAllText(path, text);
        return VerdictFile.Read(path);
    }

    private static VerdictSet Full() => new(
        new JudgeIdentity { Name = "quality/m", Model = "m", Prompt = "quality", PromptHash = "ph", OptionsHash = "oh", OutputContract = "choice/1" },
        "d",
        "dh",
        [
            new Judgement("a", 1, PresentationOrder.Original, new RecordedVerdict { Label = "N" }),
            new Judgement("a", 0, PresentationOrder.Swapped, new RecordedVerdict { Failure = new JudgeFailure(FailureKind.OutOfScale, "off", "Z") { Value = "Z" } }),
            new Judgement("a", 0, PresentationOrder.Original, new RecordedVerdict
            {
                Label = "A",
                Score = -0.5,
                Rationale = "grün \"x\"\n日本",
                Usage = new TokenUsage(5, 2),
                Candidates = ["A", "N"],
                Votes = ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal, [KeyValuePair.Create("b", "A"), KeyValuePair.Create("a-2", "N")]),
                Probabilities = ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal, [KeyValuePair.Create("B", 0.25), KeyValuePair.Create("A", 0.75)]),
            }),
        ]);
}
