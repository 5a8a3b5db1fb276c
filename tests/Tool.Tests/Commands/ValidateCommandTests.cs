namespace JudgeEval.Tool.Tests.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Validate_SoundFiles_SaysNothing()
    {
        string dataset = Datasets.Write(_folder);

        ToolResult result = CommandLine.Run(
            "validate", dataset, _folder.Write("p.md", Datasets.Prompt), Path.Combine(dataset, "verdicts", "high.verdicts.jsonl"),
            Path.Combine(dataset, "items.jsonl"));

        Assert.Equal((0, "", ""), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public void Validate_Mistakes_StandOnStandardOutputInTheCanonicalForm()
    {
        string dataset = Datasets.Write(_folder);
        string annotations = Path.Combine(dataset, "annotations.csv");
        File.AppendAllText(annotations, "i0,carl,7\nnowhere,carl,1\n");

        ToolResult result = CommandLine.Run("validate", dataset, _folder["absent.md"]);

        string[] lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((3, "", 3), (result.Code, result.Error, lines.Length));
        Assert.Matches(@"annotations\.csv\(22,\d+\): error JE1\d{3}: ", lines[0]);
        Assert.Matches(@"annotations\.csv\(23,\d+\): error JE1\d{3}: ", lines[1]);
        Assert.Matches(@"absent\.md: error JE\d{4}: ", lines[2]);
    }

    [Fact]
    public void Validate_DatasetWithoutItsManifest_SaysThatTheFileIsAbsent()
    {
        string dataset = Datasets.Write(_folder);
        string manifest = Path.Combine(dataset, "dataset.yaml");
        File.Delete(manifest);

        ToolResult result = CommandLine.Run("validate", dataset);

        Assert.Equal(3, result.Code);
        Assert.Equal(
            $"{manifest}: error JE1002: the file does not exist; a dataset folder needs dataset.yaml, items.jsonl and annotations.csv; "
            + "create the file, or correct the path of the folder\n",
            result.Out);
    }

    [Fact]
    public void Validate_RelativeTo_WritesPathsFromThere()
    {
        string dataset = Datasets.Write(_folder);
        File.AppendAllText(Path.Combine(dataset, "annotations.csv"), "i0,carl,7\n");

        string output = CommandLine.Run("validate", dataset, "--relative-to", _folder.Root).Out;

        Assert.StartsWith(Path.Combine("small", "annotations.csv") + "(22,", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Configuration_ChecksWhatItNamesAndEachPromptOnce()
    {
        const string Provider = "providers:\n  - {name: local, provider: openai, endpoint: http://127.0.0.1:1/v1, model: m}\n";
        string prompt = _folder.Write("bad.md", "no front matter\n");
        string configuration = _folder.Write("judgeeval.yaml", Provider + "judges:\n  - {name: a, prompt: bad.md, provider: local}\n  - {name: b, prompt: absent.md, provider: local}\n"
            + "  - {name: c, perplexity: {ngram: {text: absent.txt}}}\n");

        ToolResult result = CommandLine.Run("validate", prompt, configuration);

        string[] lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((3, "", 3), (result.Code, result.Error, lines.Length));
        Assert.StartsWith(prompt, lines[0], StringComparison.Ordinal);
        Assert.Equal(
            $"{configuration}: error JE2215: the judge 'b' names a file that does not exist: {_folder["absent.md"]}; "
            + "paths are relative to the folder of the configuration; correct 'prompt:' of the judge, or write the file",
            lines[1]);
        Assert.StartsWith($"{configuration}: error JE2215: the judge 'c' names a file that does not exist: ", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ConfigurationWithMistakes_NamesTheirLines()
    {
        string configuration = _folder.Write("judgeeval.yaml", "judges:\n  - name: q\n");

        ToolResult result = CommandLine.Run("validate", configuration);

        Assert.Equal(3, result.Code);
        Assert.StartsWith($"{configuration}(2,5): error JE2205: ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_UnknownKindOfFile_IsToldNotPassedOver()
    {
        string path = _folder.Write("x.txt", "");

        ToolResult result = CommandLine.Run("validate", path);

        Assert.Equal(3, result.Code);
        Assert.Equal(
            $"{path}: error JE1610: what is to be checked cannot be told; the name has none of the known endings; "
            + "give a dataset folder, a prompt (*.md), a recording (*.recording.jsonl), a verdict file (*.verdicts.jsonl), a baseline (*.baseline.jsonl) or judgeeval.yaml\n",
            result.Out);
    }
}
