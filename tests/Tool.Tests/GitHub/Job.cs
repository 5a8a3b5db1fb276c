using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Tests.Faults;

namespace JudgeEval.Tool.Tests.GitHub;

/// <summary>A job of GitHub Actions: its files and variables, and a clock that does not wait.</summary>
internal sealed class Job : IDisposable
{
    public const string Marker = "<!-- judgeeval:alignment -->";
    public const string Failed = """{"decision":"failed","cases":[{"case":"Support","decision":"failed","delta":{"value":-0.25},"prompt":{"file":"evals/prompts/a.md","line":7},"newlyDisagreeing":[{"item":"i1","file":"evals/A.verified.txt","line":3}]}]}""";

    private readonly TemporaryFolder _folder = new();

    public Job(string? api, string head = "owner/repo", string diff = Failed, string comment = "**failed**\n")
    {
        string headRepository = head.Length == 0 ? "null" : $$"""{"full_name":"{{head}}"}""";
        Variables["GITHUB_EVENT_PATH"] = _folder.Write(
            "event.json", $$$$"""{"action":"synchronize","pull_request":{"number":17,"head":{"repo":{{{{headRepository}}}},"sha":"b"},"base":{"repo":{"full_name":"owner/repo"},"sha":"a"}}}""");
        Variables["GITHUB_API_URL"] = api;
        Variables["GITHUB_REPOSITORY"] = "owner/repo";
        Variables["GITHUB_TOKEN"] = "secret-of-the-job";
        Variables["GITHUB_STEP_SUMMARY"] = _folder.Write("summary.md", "before\n");
        Variables["GITHUB_OUTPUT"] = _folder.Write("output", "other=1\n");
        _folder.Write("diff.json", diff);
        _folder.Write("comment.md", comment);
    }

    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    public JumpingTime Time { get; } = new();

    public string Summary => File.ReadAllText(_folder["summary.md"]);

    public string Output => File.ReadAllText(_folder["output"]);

    public TemporaryFolder Folder => _folder;

    public async Task<ToolResult> PublishAsync()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ToolConsole { Out = output, Error = error, Environment = name => Variables.GetValueOrDefault(name), Time = Time };
        int code = await ToolHost.RunAsync(["github", "publish", "--comment", _folder["comment.md"], "--diff", _folder["diff.json"]], console);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
