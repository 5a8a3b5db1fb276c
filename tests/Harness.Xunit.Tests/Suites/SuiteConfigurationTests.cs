using JudgeEval.Judges;
using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Suites;

public sealed class SuiteConfigurationTests : IDisposable
{
    private static readonly SuiteMethod Test = new("A", "Ns.AnySuite", "Aligns");
    private readonly TemporaryProject _files = new();

    private string Above => Path.GetDirectoryName(_files.Source)!;

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Of_NoFile_IsNull() => Assert.Null(SuiteConfiguration.Of(_files.Project));

    [Fact]
    public void Of_FileOfTheProject_NamesItAndReadsThePromptsCopy()
    {
        _files.WithPrompt("prompts/q.md", "quality").With("judgeeval.yaml", Providers + Judge("prompts/q.md"));

        JudgeEvalConfiguration configuration = SuiteConfiguration.Of(_files.Project)!;

        Assert.Equal(Path.Combine(_files.Source, "judgeeval.yaml"), configuration.Path);
        Assert.Equal(Path.Combine(_files.Output, "prompts/q.md"), PromptOf(configuration));
    }

    [Fact]
    public void Of_CopyOfAFileAboveTheProject_ReadsItsPathsFromThere()
    {
        // The prompt stands in the project; the file, which stands above, names it by the project's folder.
        _files.WithPrompt("prompts/q.md", "quality");
        File.WriteAllText(Path.Combine(_files.Output, "judgeeval.yaml"), Providers + Judge("source/prompts/q.md"));

        JudgeEvalConfiguration configuration = SuiteConfiguration.Of(_files.Project with { ConfigurationFolder = "../" })!;

        Assert.Equal(Path.Combine(Above, "judgeeval.yaml"), configuration.Path);
        Assert.Equal(Path.Combine(_files.Output, "prompts/q.md"), PromptOf(configuration));
    }

    [Fact]
    public void Of_FileAboveThatWasNotCopied_IsFoundInTheSourceTree()
    {
        File.WriteAllText(Path.Combine(Above, "judgeeval.yaml"), Providers + Judge("prompts/other.md"));

        JudgeEvalConfiguration configuration = SuiteConfiguration.Of(_files.Project)!;

        // No item of the project, so it is read where it stands.
        Assert.Equal(Path.Combine(Above, "prompts/other.md"), PromptOf(configuration));
    }

    [Fact]
    public void Of_FileWithMistakes_NamesTheFileOfTheSourceTree()
    {
        File.WriteAllText(Path.Combine(_files.Output, "judgeeval.yaml"), "judges:\n  - name: q\n");

        var refused = Assert.Throws<JudgeEvalException>(() => SuiteConfiguration.Of(_files.Project with { ConfigurationFolder = "../" }));

        Diagnostic diagnostic = Assert.Single(refused.Diagnostics);
        Assert.Equal("JE2205", diagnostic.Code);
        Assert.Equal(new SourceLocation(Path.Combine(Above, "judgeeval.yaml"), 2, 5), diagnostic.Location);
    }

    [Theory]
    [InlineData("local", "local")]
    [InlineData("m-1", "local")]
    [InlineData("twin", "twin")]
    [InlineData("M-1", null)]
    [InlineData("unknown", null)]
    public void ProviderOf_Model_IsTheOneOfTheNameElseTheOneThatHasTheModel(string model, string? expected)
    {
        // 'twin' is a provider and also the model of another: the name goes first.
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(
            Providers + "  - {name: twin, provider: openai, endpoint: http://127.0.0.1:1/v1, model: x}\n"
            + "  - {name: other, provider: openai, endpoint: http://127.0.0.1:1/v1, model: twin}\n",
            "judgeeval.yaml");

        Assert.Equal(expected, SuiteConfiguration.ProviderOf(model, Test, configuration)?.Name);
    }

    [Fact]
    public void ProviderOf_ModelOfTwoProviders_AsksForTheName()
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(
            Providers + "  - {name: remote, provider: openai, endpoint: http://127.0.0.1:1/v1, model: m-1}\n", "judgeeval.yaml");

        var refused = Assert.Throws<JudgeEvalException>(() => SuiteConfiguration.ProviderOf("m-1", Test, configuration));

        Assert.Equal(
            "judgeeval.yaml: error JE2916: the model 'm-1' of the suite Ns.AnySuite.Aligns is that of several providers; in judgeeval.yaml it is the model of "
            + "local, remote; they may differ in what they take, and in where a text is sent; name the provider in Models instead of the model",
            refused.Message);
        Assert.Equal("remote", SuiteConfiguration.ProviderOf("remote", Test, configuration)!.Name);
    }

    private const string Providers = "providers:\n  - {name: local, provider: openai, endpoint: http://127.0.0.1:1/v1, model: m-1}\n";

    private static string Judge(string prompt) => $"judges:\n  - {{name: q, prompt: {prompt}, provider: local}}\n";

    private static string PromptOf(JudgeEvalConfiguration configuration) => Assert.IsType<PromptJudgeDefinition>(Assert.Single(configuration.Judges)).Prompt;
}
