using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class PromptCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("prompt", "--list")]
    [InlineData("prompt")]
    public void List_EveryPrompt_HasItsNameAndPurpose(params string[] args)
    {
        ToolResult result = CommandLine.Run(args);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.All(PromptTemplates.All, t => Assert.Contains($"\n{t.Name} ", "\n" + result.Out, StringComparison.Ordinal));
        Assert.Contains("Goes through the criteria one by one", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Prompt_Name_PrintsTheFileAndNothingElse()
    {
        ToolResult result = CommandLine.Run("prompt", "rating-only");

        Assert.Equal((0, PromptTemplates.Get("rating-only").Text, ""), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public void Prompt_Out_WritesTheFileAndDoesNotOverwriteWithoutForce()
    {
        string path = _folder["prompts/quality.md"];

        Assert.Equal(0, CommandLine.Run("prompt", "candidates", "--out", path).Code);
        Assert.Equal("candidates", PromptFile.Read(path).Name);
        File.WriteAllText(path, "mine");
        ToolResult second = CommandLine.Run("prompt", "candidates", "--out", path);

        Assert.Equal(4, second.Code);
        Assert.Equal($"judgeeval: --out {path} is there already; give another name, or --force to overwrite it\nSee 'judgeeval prompt --help'.\n", second.Error);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal(0, CommandLine.Run("prompt", "candidates", "--out", path, "--force").Code);
        Assert.Equal(PromptTemplates.Get("candidates").Text, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("judgeeval: unknown prompt 'ratingonly'; did you mean 'rating-only'?\nSee 'judgeeval prompt --help'.\n", "prompt", "ratingonly")]
    [InlineData("judgeeval: NAME is missing: --out writes the prompt of that name; --list names them\nSee 'judgeeval prompt --help'.\n", "prompt", "--out", "x.md")]
    [InlineData("judgeeval: unknown option '--lst'; did you mean '--list'?\nSee 'judgeeval prompt --help'.\n", "prompt", "--lst")]
    public void Prompt_WrongUsage_SaysWhatWouldBeRight(string error, params string[] args)
    {
        ToolResult result = CommandLine.Run(args);

        Assert.Equal((4, "", error), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public void Show_Item_RendersWhatTheModelIsSent()
    {
        ToolResult result = CommandLine.Run("prompt", "show", _folder.Write("p.md", Datasets.Prompt), Datasets.Write(_folder), "--item", "i3");

        Assert.Equal((0, ""), (result.Code, result.Error));
        const string question = "How good is <response>r3</response>? Answer with one of 1, 2, 3.";
        string length = question.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            $"item i3, prompt quality, contract choice/1: 1 message, {length} characters\noptions {{}}\n──── user\n{question}\n", result.Out);
    }

    [Fact]
    public void Show_Json_HasTheMessagesOfTheExamplesToo()
    {
        string prompt = Datasets.Prompt.Replace("output: choice", "output: json\nexamples: [i0, {item: i1, label: '3', rationale: short}]", StringComparison.Ordinal);

        ToolResult result = CommandLine.Run("prompt", "show", _folder.Write("p.md", prompt), Datasets.Write(_folder), "--item", "i1", "--json");

        // i1 is shown, so it is not its own example; both people label i0 with 1.
        JsonElement json = result.Json();
        Assert.Equal("json/1", json.GetProperty("contract").GetString());
        Assert.Equal(
            [
                ("user", "How good is <response>r0</response>? Answer with one of 1, 2, 3."),
                ("assistant", """{"rationale":"","label":"1"}"""),
                ("user", "How good is <response>r1</response>? Answer with one of 1, 2, 3."),
            ],
            json.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("role").GetString()!, m.GetProperty("content").GetString()!)));
        Assert.Equal("object", json.GetProperty("options").GetProperty("schema").GetProperty("type").GetString());
    }

    [Fact]
    public void Show_WhatARunBrings_IsGivenByOptions()
    {
        string dataset = Datasets.Write(_folder);
        string group = _folder.Write("g.md", PromptTemplates.Get("group-conditioned").Text);
        string debater = _folder.Write("d.md", PromptTemplates.Get("debater").Text);

        ToolResult without = CommandLine.Run("prompt", "show", group, dataset);
        Assert.Equal(3, without.Code);
        Assert.Contains("error JE2105: the prompt 'group-conditioned' shows '{{group}}'", without.Error, StringComparison.Ordinal);
        Assert.Contains("<group>\nnurses\n</group>", CommandLine.Run("prompt", "show", group, dataset, "--group", "nurses").Out, StringComparison.Ordinal);
        Assert.Contains(
            "<side>\n3\n</side>", CommandLine.Run("prompt", "show", debater, dataset, "--side", "3", "--transcript", "A: hm").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_MisfitUnknownItemAndWarning_AreTold()
    {
        string dataset = Datasets.Write(_folder);
        string pairs = _folder.Write("pairs.md", PromptTemplates.Get("preference-five").Text);
        string bare = _folder.Write("bare.md", "---\nname: n\ntask: single\n---\n## user\n{{response}}");

        Assert.Equal(3, CommandLine.Run("prompt", "show", pairs, dataset).Code);
        ToolResult unknown = CommandLine.Run("prompt", "show", bare, dataset, "--item", "i33");
        Assert.Equal(4, unknown.Code);
        Assert.Contains("--item: the dataset 'small' has no item 'i33'; did you mean 'i3'?", unknown.Error, StringComparison.Ordinal);
        ToolResult warned = CommandLine.Run("prompt", "show", bare, dataset);
        Assert.Equal(0, warned.Code);
        Assert.StartsWith($"{bare}(6,1): warning JE2016: ", warned.Error, StringComparison.Ordinal);
        Assert.Equal(4, CommandLine.Run("prompt", "show", bare, dataset, "--swap").Code);
        Assert.Equal(4, CommandLine.Run("prompt", "show", bare).Code);
    }

    [Fact]
    public void Validate_Warning_StandsOnStandardErrorAndChangesNoExitCode()
    {
        string bare = _folder.Write("bare.md", "---\nname: n\ntask: single\n---\n## user\n{{response}}");

        ToolResult result = CommandLine.Run("validate", bare);

        Assert.Equal((0, ""), (result.Code, result.Out));
        Assert.Equal(
            $"{bare}(6,1): warning JE2016: '{{{{response}}}}' stands outside a block of tags; what the text says could pass for a part of the question; "
            + "write <response>{{response}}</response>\n",
            result.Error);
    }

    [Fact]
    public void Run_PromptWithExamples_SendsThemAndLeavesAnItemOutOfItsOwn()
    {
        using var model = new FakeModel(body => body.Contains("\"assistant\"", StringComparison.Ordinal) ? "2" : "1");
        string prompt = _folder.Write("p.md", Datasets.Prompt.Replace("output: choice", "output: choice\nexamples: [i0]", StringComparison.Ordinal));

        ToolResult result = CommandLine.Run(
            "run", Datasets.Write(_folder), "--prompt", prompt, "--model", "m", "--endpoint", model.Url, "--out", _folder["v.verdicts.jsonl"]);

        Assert.Equal(0, result.Code);
        string[] lines = File.ReadAllLines(_folder["v.verdicts.jsonl"]);
        Assert.Equal(10, lines.Count(l => l.Contains("\"label\":", StringComparison.Ordinal)));
        Assert.Contains("\"label\":\"1\"", Assert.Single(lines, l => l.Contains("\"item\":\"i0\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(9, lines.Count(l => l.Contains("\"label\":\"2\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_TextPromptAndUnknownExample_AreRefused()
    {
        string dataset = Datasets.Write(_folder);
        string text = _folder.Write("d.md", PromptTemplates.Get("debater").Text);
        string unknown = _folder.Write("u.md", Datasets.Prompt.Replace("output: choice", "examples: [i99]", StringComparison.Ordinal));

        ToolResult refused = CommandLine.Run("run", dataset, "--prompt", text, "--model", "m", "--replay-only");
        ToolResult absent = CommandLine.Run("run", dataset, "--prompt", unknown, "--model", "m", "--replay-only");

        Assert.Equal(3, refused.Code);
        Assert.Contains("error JE2107: ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(3, absent.Code);
        Assert.StartsWith($"{unknown}(4,12): error JE2121: ", absent.Error, StringComparison.Ordinal);
    }
}
