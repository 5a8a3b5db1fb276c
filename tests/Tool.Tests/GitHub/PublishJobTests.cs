using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Tool.Tests.GitHub;

public sealed class PublishJobTests
{
    [Theory]
    [InlineData("stranger/repo")]
    [InlineData("")]
    public async Task Publish_Fork_AsksNothingAndWritesTheSummary(string head)
    {
        using var server = new FakeGitHub(_ => new(200, "[]"));
        using var job = new Job(server.Url, head);

        ToolResult result = await job.PublishAsync();

        Assert.Equal(1, result.Code);
        Assert.Empty(server.Requests);
        Assert.Equal("before\n**failed**\n", job.Summary);
        Assert.Contains("::notice title=Alignment with people::No comment was posted: the pull request comes from a fork", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_NoToken_AsksNothingAndSaysSo()
    {
        using var server = new FakeGitHub(_ => new(200, "[]"));
        using var job = new Job(server.Url);
        job.Variables["GITHUB_TOKEN"] = "";

        ToolResult result = await job.PublishAsync();

        Assert.Empty(server.Requests);
        Assert.Contains("No comment was posted: there is no GITHUB_TOKEN", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GITHUB_API_URL", "http://example.org", "JE7003")]
    [InlineData("GITHUB_REPOSITORY", "owner/repo/../../user", "JE7003")]
    [InlineData("GITHUB_REPOSITORY", "owner/..", "JE7003")]
    [InlineData("GITHUB_EVENT_PATH", "/nowhere/event.json", "JE7001")]
    public async Task Publish_VariableThatCannotBe_IsCodedAndTheDecisionStands(string name, string value, string code)
    {
        using var server = new FakeGitHub(_ => new(200, "[]"));
        using var job = new Job(server.Url);
        job.Variables[name] = value;

        ToolResult result = await job.PublishAsync();

        Assert.Equal(1, result.Code);
        Assert.Empty(server.Requests);
        Assert.Contains($"error {code}: ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"pull_request":{"number":"x"}}""")]
    [InlineData("""{"pull_request":{"number":1,"base":{"repo":null},"head":{"repo":null}}}""")]
    [InlineData("[]")]
    public async Task Publish_BrokenEvent_IsCodedAndTheDecisionStands(string text)
    {
        using var job = new Job("http://127.0.0.1:1");
        job.Variables["GITHUB_EVENT_PATH"] = job.Folder.Write("broken.json", text);

        ToolResult result = await job.PublishAsync();

        Assert.Equal(1, result.Code);
        Assert.Contains("error JE7001: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Outputs_AreAppendedInTheFormOfSeveralLines()
    {
        using var job = new Job(null, "fork/repo");

        await job.PublishAsync();

        Assert.Equal("other=1\ndecision<<JUDGEEVAL_END\nfailed\nJUDGEEVAL_END\ndelta<<JUDGEEVAL_END\n-0.25\nJUDGEEVAL_END\n", job.Output);
    }

    [Theory]
    // Kappa fell by 0.1 and rose by 0.2; of an error, which is the better the lower it is, -0.3 is a gain and 0.15 the larger loss.
    [InlineData("""{"delta":{"value":-0.1},"higherIsBetter":true}""", """{"delta":{"value":0.2},"higherIsBetter":true}""", "-0.1")]
    [InlineData("""{"delta":{"value":-0.1},"higherIsBetter":true}""", """{"delta":{"value":-0.3},"higherIsBetter":false}""", "-0.1")]
    [InlineData("""{"delta":{"value":-0.1},"higherIsBetter":true}""", """{"delta":{"value":0.15},"higherIsBetter":false}""", "0.15")]
    [InlineData("""{"delta":{"value":null,"undefined":"constant"},"higherIsBetter":true}""", """{"case":"new"}""", "")]
    public async Task Publish_Delta_IsOfTheSuiteThatLostMost(string one, string other, string expected)
    {
        using var job = new Job(null, "fork/repo", $$"""{"decision":"passed","cases":[{{one}},{{other}}]}""");

        await job.PublishAsync();

        Assert.EndsWith($"delta<<JUDGEEVAL_END\n{expected}\nJUDGEEVAL_END\n", job.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nJUDGEEVAL_END\nother=injected")]
    [InlineData("JUDGEEVAL_END_\nJUDGEEVAL_END")]
    public void Output_ValueThatHoldsTheDelimiter_StaysOneValue(string value)
    {
        string[] lines = JudgeEval.Tool.GitHub.JobFiles.Output("name", value).TrimEnd('\n').Split('\n');
        string delimiter = lines[0]["name<<".Length..];

        // What a runner reads: everything between the first line and the first line that is the delimiter.
        Assert.Equal(value, string.Join('\n', lines.Skip(1).TakeWhile(l => l != delimiter)));
        Assert.Equal(delimiter, lines[^1]);
    }

    [Fact]
    public async Task Publish_HostileNames_StayInsideTheirCommands()
    {
        string item = JsonSerializer.Serialize("i1\r\n::error::injected\n##[error]x %0A");
        string file = JsonSerializer.Serialize("evals/a,line=9::b\n::set-output name=decision::passed.txt");
        string diff = $$"""{"decision":"failed","cases":[{"case":"S","newlyDisagreeing":[{"item":{{item}},"file":{{file}},"line":3}]}]}""";
        using var job = new Job(null, "fork/repo", diff);

        ToolResult result = await job.PublishAsync();

        string[] lines = result.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal(
            "::warning file=evals/a%2Cline=9%3A%3Ab%0A%3A%3Aset-output name=decision%3A%3Apassed.txt,line=3,title=Newly disagreeing::"
            + "i1%0D%0A::error::injected%0A##[error]x %250A of S: the judge newly disagrees with people",
            lines[0]);
        Assert.StartsWith("::notice ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_FailedWithPrompt_AnnotatesItsLineAsAnError()
    {
        using var job = new Job(null, "fork/repo");

        ToolResult result = await job.PublishAsync();

        Assert.StartsWith("::error file=evals/prompts/a.md,line=7,title=", result.Out, StringComparison.Ordinal);
        Assert.Contains("\n::warning file=evals/A.verified.txt,line=3,title=", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_ItemsWithoutAPlace_AreAnnotatedWithoutOne()
    {
        using var job = new Job(null, "fork/repo", """{"decision":"failed","cases":[{"case":"S","newlyDisagreeing":["a12"]}]}""");

        ToolResult result = await job.PublishAsync();

        Assert.StartsWith("::warning title=Newly disagreeing::a12 of S: the judge newly disagrees with people\n", result.Out, StringComparison.Ordinal);
    }

    // GitHub shows ten warnings of a step, of which one is left for what could not be told.
    [Fact]
    public async Task Publish_FiveThousandItems_AnnotatesNineAndCountsTheRest()
    {
        string items = string.Join(',', Enumerable.Range(0, 5000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"item":"i{{i}}","file":"a.txt","line":{{i + 1}}}""")));
        using var job = new Job(null, "fork/repo", $$"""{"decision":"failed","cases":[{"case":"S","newlyDisagreeing":[{{items}}]}]}""");

        ToolResult result = await job.PublishAsync();

        Assert.Equal(9, result.Out.Split('\n').Count(l => l.StartsWith("::warning", StringComparison.Ordinal)));
        Assert.Contains("4991 more newly disagreeing items", result.Out.Replace("4,991", "4991", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("passed", 0)]
    [InlineData("failed", 1)]
    [InlineData("inconclusive", 2)]
    public async Task Publish_Decision_IsTheExitCode(string decision, int code)
    {
        using var job = new Job(null, "fork/repo", $$"""{"decision":"{{decision}}"}""");

        Assert.Equal(code, (await job.PublishAsync()).Code);
    }

    [Theory]
    [InlineData("""{"decision":"maybe"}""")]
    [InlineData("""{}""")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task Publish_NoDecision_IsBadDataAndNeverPassed(string diff)
    {
        using var job = new Job(null, "fork/repo", diff);

        ToolResult result = await job.PublishAsync();

        Assert.Equal(3, result.Code);
        Assert.Contains("error JE7002: ", result.Error, StringComparison.Ordinal);
    }
}
