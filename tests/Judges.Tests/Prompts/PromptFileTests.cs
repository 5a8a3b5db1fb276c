namespace JudgeEval.Judges.Tests.Prompts;

public class PromptFileTests
{
    [Fact]
    public void Parse_EveryField_IsRead()
    {
        PromptFile prompt = PromptFile.Parse(
            """
            ---
            name: support-quality
            task: single           # a comment
            output: json
            labels: [Terrible, Poor, Average, Good, Excellent]
            criteria:
              - correct
              - kind
            temperature: 0.5
            topP: 0.9
            seed: 7
            maxOutputTokens: 64
            ---
            ## user
            {{ response }}
            """,
            "a.md");

        Assert.Equal("support-quality", prompt.Name);
        Assert.Equal(TaskShape.Single, prompt.Task);
        Assert.Equal(PromptOutput.Json, prompt.Output);
        Assert.Equal(["Terrible", "Poor", "Average", "Good", "Excellent"], prompt.Labels, StringComparer.Ordinal);
        Assert.Equal("- correct\n- kind", prompt.Criteria);
        Assert.Equal(0.5f, prompt.Temperature);
        Assert.Equal(0.9f, prompt.TopP);
        Assert.Equal(7, prompt.Seed);
        Assert.Equal(64, prompt.MaxOutputTokens);
        Assert.Equal("a.md", prompt.Path);
    }

    [Fact]
    public void Parse_OptionsAbsent_AreNotSet()
    {
        PromptFile prompt = PromptFile.Parse("---\nname: n\ntask: single\n---\n## user\n{{response}}", "a.md");

        Assert.Equal(PromptOutput.Choice, prompt.Output);
        Assert.Empty(prompt.Labels);
        Assert.Null(prompt.Temperature);
        Assert.Null(prompt.TopP);
        Assert.Null(prompt.Seed);
        Assert.Null(prompt.MaxOutputTokens);
        Assert.Null(prompt.Criteria);
    }

    [Theory]
    [InlineData("You grade", "You mark")]
    [InlineData("<response>", "<Response>")]
    [InlineData("temperature: 0", "temperature: 1")]
    public void Hash_OneChange_Differs(string word, string other) =>
        Assert.False(Sample.Prompt().Hash == Sample.Prompt(Sample.Single.Replace(word, other, StringComparison.Ordinal)).Hash);

    [Fact]
    public void Hash_OtherLineEndsMarkAndFinalNewline_IsTheSame()
    {
        string lf = Sample.Single.ReplaceLineEndings("\n");
        string expected = Sample.Prompt(lf).Hash;

        Assert.Equal(expected, Sample.Prompt(lf.ReplaceLineEndings("\r\n")).Hash);
        Assert.Equal(expected, Sample.Prompt("\uFEFF" + lf).Hash);
        Assert.Equal(expected, Sample.Prompt(lf + "\n").Hash);
        Assert.Matches("^[0-9a-f]{64}$", expected);
    }

    [Fact]
    public void Read_File_IsTheSameAsItsText()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("p.md");
        File.WriteAllText(path, Sample.Single.ReplaceLineEndings("\r\n"));

        Assert.Equal(Sample.Prompt().Hash, PromptFile.Read(path).Hash);
    }

    [Fact]
    public void Read_AbsentFile_SaysSo()
    {
        var exception = Assert.Throws<JudgeEvalException>(() => PromptFile.Read("no/such/prompt.md"));

        Assert.Equal("no/such/prompt.md: error JE2001: the prompt file does not exist; nothing stands at this path; check the path", exception.Message);
    }

    [Fact]
    public void Read_NotUtf8_NamesLineAndColumn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("p.md");

        // 'é' in UTF-8 is one column; then a Latin-1 'é' (0xE9) is no UTF-8: line 2, column 3.
        File.WriteAllBytes(path, [.. "---\nn"u8, 0xC3, 0xA9, 0xE9, (byte)'x']);

        var exception = Assert.Throws<JudgeEvalException>(() => PromptFile.Read(path));
        Assert.Equal(
            $"{path}(2,3): error JE2002: the prompt file is not UTF-8; a byte here is no part of a UTF-8 character; save the file as UTF-8",
            exception.Message);
    }
}
