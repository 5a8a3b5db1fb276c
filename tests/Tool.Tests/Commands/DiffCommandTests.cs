using System.Text.Json;
using System.Text.Json.Nodes;
using JudgeEval.Harness.Records;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class DiffCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Diff_SameRecord_WritesTheCommentAndPasses()
    {
        Record("base");
        Record("head");

        ToolResult result = CommandLine.Run("diff", _folder["base"], _folder["head"], "--out", _folder["deep/comment.md"], "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        JsonElement json = result.Json();
        Assert.Equal("passed", json.GetProperty("decision").GetString());
        Assert.Equal("compared", json.GetProperty("cases")[0].GetProperty("kind").GetString());
        Assert.StartsWith("<!-- judgeeval:alignment -->\n**Alignment passed: ", File.ReadAllText(_folder["deep/comment.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_CorruptRecord_ExitsWith3AfterTheCommentIsWritten()
    {
        Record("base");
        Record("head");
        _folder.Write("head/corrupt.record.json", "{");

        ToolResult result = CommandLine.Run("diff", _folder["base"], _folder["head"], "--out", _folder["comment.md"]);

        Assert.Equal(3, result.Code);
        string comment = File.ReadAllText(_folder["comment.md"]);
        Assert.Contains("FAILED, broken file", comment, StringComparison.Ordinal);
        Assert.Contains("PASSED", comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JE1802", "head/b.record.json", "{")]
    [InlineData("JE1803", "head/b.record.json", "{\"format\":\"judgeeval.record/9\"}")]
    [InlineData("JE1804", "head/b.record.json", "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n")]
    [InlineData("JE1811", "head/b.record.json", "{\"format\":\"judgeeval.record/1\"}")]
    [InlineData("JE1812", "head/b.record.json", null)]
    [InlineData("JE1813", "head/b.problem.txt", "nothing")]
    [InlineData("JE1814", "head/a.record.json", null)]
    public void Diff_FileThatIsBroken_IsToldWithItsCode(string code, string file, string? text)
    {
        Record("base");
        Record("head");
        if (text is not null)
        {
            _folder.Write(file, text);
        }
        else
        {
            // The same case with other figures, and an item twice, as an edit by hand leaves it.
            AlignmentRecord record = RecordFile.Read(_folder["head/a.record.json"]);
            RecordFile.Write(code == "JE1812" ? record with { Command = "another" } : record with { Items = [.. record.Items, record.Items[0]] }, _folder[file]);
        }

        ToolResult result = CommandLine.Run("diff", _folder["base"], _folder["head"], "--json");

        Assert.Equal(3, result.Code);
        JsonElement broken = Assert.Single(result.Json().GetProperty("cases").EnumerateArray(), c => c.GetProperty("kind").GetString() == "broken");
        Assert.Contains($"error {code}: ", broken.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(Path.GetFileName(file), broken.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Root, broken.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains($"error {code}: ", result.Error, StringComparison.Ordinal);
    }

    // As an edit by hand leaves a record: a null where something must stand, and nothing in a list.
    [Theory]
    [InlineData("alignment")]
    [InlineData("alignment", "items")]
    [InlineData("items", 0)]
    [InlineData("items", 0, "judgements", 0)]
    [InlineData("items", 0, "judgements", 0, "verdict")]
    [InlineData("alignment", "judge", "name")]
    public void Diff_RecordWithANull_IsBrokenAndNoBug(params object[] path)
    {
        Record("base");
        Record("head");
        JsonNode record = JsonNode.Parse(File.ReadAllText(_folder["head/a.record.json"]))!;
        JsonNode at = record["record"]!;
        foreach (object step in path.SkipLast(1))
        {
            at = step is int index ? at[index]! : at[(string)step]!;
        }

        if (path[^1] is int last)
        {
            at[last] = null;
        }
        else
        {
            at[(string)path[^1]] = null;
        }

        record["record"]!["case"] = "another";
        _folder.Write("head/null.record.json", record.ToJsonString());

        ToolResult result = CommandLine.Run("diff", _folder["base"], _folder["head"], "--json");

        Assert.Equal(3, result.Code);
        Assert.Equal("broken compared", string.Join(' ', result.Json().GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("kind").GetString()).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Diff_BrokenFileOfTheBase_IsToldButDecidesNothing()
    {
        Record("base");
        Record("head");
        _folder.Write("base/b.record.json", "{");

        ToolResult result = CommandLine.Run("diff", _folder["base"], _folder["head"], "--json");

        Assert.Equal((3, "passed"), (result.Code, result.Json().GetProperty("decision").GetString()));
        Assert.Equal("b.record.json", result.Json().GetProperty("brokenBase")[0].GetProperty("file").GetString());
        Assert.StartsWith("b.record.json(1,", result.Json().GetProperty("brokenBase")[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--repository", "https://github.com/o/r")]
    [InlineData("--revision", "1234567")]
    [InlineData("--repository", "javascript:alert(1)", "--revision", "1234567")]
    [InlineData("--repository", "https://github.com/o/r", "--revision", "main) [x](y")]
    public void Diff_LinksThatLeadNowhere_AreWrongUsage(params string[] options)
    {
        Record("base");

        Assert.Equal(4, CommandLine.Run(["diff", _folder["base"], _folder["base"], .. options]).Code);
    }

    private void Record(string folder)
    {
        string dataset = _folder["dataset"];
        dataset = Directory.Exists(dataset) ? dataset : Datasets.Write(_folder);
        CommandLine.Run("align", dataset, "--verdicts", Path.Combine(dataset, "verdicts", "high.verdicts.jsonl"), "--record", _folder[folder + "/a.record.json"]);
    }
}
