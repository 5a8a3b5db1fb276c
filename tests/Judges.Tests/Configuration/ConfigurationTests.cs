namespace JudgeEval.Judges.Tests.Configuration;

public class ConfigurationTests
{
    private const string Whole = """
        providers:
          - name: local
            provider: openai
            endpoint: http://127.0.0.1:11434/v1
            model: llama3.1
            price: {input: 0.15, output: 0.60}
            structuredOutput: object
            checkModel: true
            limits: {concurrency: 16, timeout: 60s, attempts: 5, retryBudget: 0, maxTokens: 1000000, maxCost: 2.5, maxCalls: 400}
          - name: hosted
            provider: openai
            model: gpt-4o
            keyVariable: OPENAI_API_KEY
          - {name: cloud, provider: azure, endpoint: "https://acme.openai.azure.com", model: gpt-4o, deployment: judge, apiVersion: 2025-01-01-preview, keyVariable: AZURE_KEY}
          - {name: claude, provider: anthropic, model: claude-sonnet-4-5, maxOutputTokens: 512, keyVariable: ANTHROPIC_API_KEY}
        judges:
          - name: quality-llama
            prompt: prompts/quality.md
            provider: local
          - name: quality-claude
            prompt: prompts/quality.md
            provider: claude
          - name: both
            committee: {members: [quality-llama, quality-claude], rule: soft}
          - name: nested
            committee: {members: [both, longest]}
          - name: argued
            debate: {judge: quality-llama, debater: prompts/debater.md, provider: local, rounds: 3}
          - name: ppl
            perplexity: {provider: local}
          - name: ngram
            perplexity: {ngram: {order: 2, text: corpus.txt}}
          - name: longest
            baseline: longer
          - name: dice
            baseline: random
            seed: 7
        """;

    [Fact]
    public void Parse_Providers_HaveEachFieldAsTheFileSays()
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(Whole, "suite/judgeeval.yaml");

        Assert.Equal(["local", "hosted", "cloud", "claude"], configuration.Providers.Select(p => p.Name));
        Assert.Equal(
            new ProviderSettings
            {
                Name = "local",
                Kind = ProviderKind.OpenAI,
                Endpoint = new Uri("http://127.0.0.1:11434/v1"),
                Model = "llama3.1",
                Price = new TokenPrice(0.15m, 0.60m),
                StructuredOutput = StructuredOutput.Object,
                CheckModel = true,
                Limits = new LimitSettings
                {
                    Concurrency = 16,
                    Timeout = TimeSpan.FromMinutes(1),
                    Attempts = 5,
                    RetryBudget = 0,
                    MaxTokens = 1_000_000,
                    MaxCost = 2.5m,
                    MaxCalls = 400,
                },
            },
            configuration.GetProvider("local"));
        Assert.Equal(
            new ProviderSettings
            {
                Name = "cloud",
                Kind = ProviderKind.Azure,
                Endpoint = new Uri("https://acme.openai.azure.com"),
                Model = "gpt-4o",
                Deployment = "judge",
                ApiVersion = "2025-01-01-preview",
                KeyVariable = "AZURE_KEY",
            },
            configuration.GetProvider("cloud"));
        Assert.Equal(512, configuration.GetProvider("claude").MaxOutputTokens);
    }

    [Fact]
    public void Parse_AbsentFields_HaveTheirDefaults()
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(
            "providers:\n  - {name: a, provider: openai, model: m}\n  - {name: b, provider: anthropic, model: m}\n", "judgeeval.yaml");

        ProviderSettings openAI = configuration.GetProvider("a"), anthropic = configuration.GetProvider("b");
        Assert.Equal(new Uri("https://api.openai.com/v1"), openAI.Endpoint);
        Assert.Equal(new Uri("https://api.anthropic.com"), anthropic.Endpoint);
        Assert.Null(openAI.KeyVariable);
        Assert.Equal(new LimitSettings(), openAI.Limits);
        Assert.Equal((StructuredOutput.Schema, StructuredOutput.None), (openAI.StructuredOutput, anthropic.StructuredOutput));
        Assert.Equal(8192, anthropic.MaxOutputTokens);
        Assert.Empty(openAI.Unsent);
        Assert.Equal(["seed", "temperature", "topP"], anthropic.Unsent.AsEnumerable());
    }

    [Fact]
    public void Parse_Judges_AreOfTheirKind()
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(Whole, Path.Combine("suite", "judgeeval.yaml"));

        Assert.Equal(
            new PromptJudgeDefinition { Name = "quality-llama", Prompt = Path.Combine("suite", "prompts/quality.md"), Provider = "local" },
            configuration.GetJudge("quality-llama"));
        var both = Assert.IsType<CommitteeJudgeDefinition>(configuration.GetJudge("both"));
        Assert.Equal(["quality-llama", "quality-claude"], both.Members.AsEnumerable());
        Assert.Equal(CommitteeRule.Soft, both.Rule);
        Assert.Equal(CommitteeRule.Majority, Assert.IsType<CommitteeJudgeDefinition>(configuration.GetJudge("nested")).Rule);
        Assert.Equal(
            new DebateJudgeDefinition { Name = "argued", Judge = "quality-llama", Debater = Path.Combine("suite", "prompts/debater.md"), Provider = "local", Rounds = 3 },
            configuration.GetJudge("argued"));
        Assert.Equal(new PerplexityJudgeDefinition { Name = "ppl", Provider = "local" }, configuration.GetJudge("ppl"));
        Assert.Equal(new NGramJudgeDefinition { Name = "ngram", Order = 2, Text = Path.Combine("suite", "corpus.txt") }, configuration.GetJudge("ngram"));
        Assert.Equal(new BaselineJudgeDefinition { Name = "longest", Kind = BaselineKind.Longer }, configuration.GetJudge("longest"));
        Assert.Equal(new BaselineJudgeDefinition { Name = "dice", Kind = BaselineKind.Random, Seed = 7 }, configuration.GetJudge("dice"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("providers:\njudges:\n")]
    public void Parse_NothingYet_HasNothing(string text)
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(text, "judgeeval.yaml");

        Assert.Empty(configuration.Providers);
        Assert.Empty(configuration.Judges);
    }

    [Fact]
    public void Parse_CrLfAndByteOrderMark_ReadAsTheSame()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("judgeeval.yaml");
        File.WriteAllText(path, "\uFEFF" + Whole.ReplaceLineEndings("\r\n"));

        Assert.Equal(
            JudgeEvalConfiguration.Parse(Whole, path).Providers.AsEnumerable(),
            JudgeEvalConfiguration.Read(path).Providers);
    }

    [Fact]
    public void Find_FolderBelow_TakesTheNearestFileAbove()
    {
        using var folder = new TemporaryFolder();
        string below = Directory.CreateDirectory(folder.File(Path.Combine("a", "b", "c"))).FullName;
        File.WriteAllText(folder.File("judgeeval.yaml"), "judges:\n  - {name: outer, baseline: longer}\n");
        File.WriteAllText(folder.File(Path.Combine("a", "judgeeval.yaml")), "judges:\n  - {name: inner, baseline: longer}\n");

        Assert.Equal("inner", Assert.Single(JudgeEvalConfiguration.Find(below)!.Judges).Name);
        Assert.Equal("outer", Assert.Single(JudgeEvalConfiguration.Find(folder.Path)!.Judges).Name);
        Assert.Equal(folder.File(Path.Combine("a", "judgeeval.yaml")), JudgeEvalConfiguration.Find(below)!.Path);
    }

    [Fact]
    public void Find_NoFileUpToTheRoot_IsNull() => Assert.Null(JudgeEvalConfiguration.Find(Path.GetPathRoot(Path.GetTempPath())!));

    [Fact]
    public void Get_UnknownName_SuggestsTheNearest()
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(Whole, "judgeeval.yaml");

        Assert.Equal(
            "judgeeval.yaml: error JE2211: there is no provider 'locl'; the file defines local, hosted, cloud, claude; did you mean 'local'?",
            Assert.Throws<JudgeEvalException>(() => configuration.GetProvider("locl")).Message);
        Assert.Equal(
            "judgeeval.yaml: error JE2211: there is no judge 'Longest'; the file defines quality-llama, quality-claude, both, nested, argued, ppl, ngram, longest, dice; did you mean 'longest'?",
            Assert.Throws<JudgeEvalException>(() => configuration.GetJudge("Longest")).Message);
        Assert.Equal(
            "judgeeval.yaml: error JE2211: there is no judge 'x'; the file defines no judges; define it under 'judges:'",
            Assert.Throws<JudgeEvalException>(() => JudgeEvalConfiguration.Parse("", "judgeeval.yaml").GetJudge("x")).Message);
    }
}
