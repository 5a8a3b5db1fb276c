using System.CommandLine;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.GitHub;

/// <summary><c>judgeeval github</c>: what a job of GitHub Actions tells a pull request.</summary>
internal static class GitHubCommand
{
    private const string Details = "See 'judgeeval github publish --help'.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "github", "The difference as comment, summary, outputs and annotations of a pull request", Details, "judgeeval github publish --comment comment.md --diff diff.json")
        {
            Publish(console),
        };
        return command;
    }

    private static ToolCommand Publish(ToolConsole console)
    {
        var command = new ToolCommand(
            "publish",
            "Tell the pull request what judgeeval diff found",
            "Keeps one comment up to date, appends to the summary of the job, sets the outputs decision and delta, and annotates prompts and items. In a pull request "
            + "from a fork, or without GITHUB_TOKEN, no comment is posted. Exits as the decision does (0 passed, 1 failed, 2 inconclusive), even when GitHub cannot be reached.",
            "judgeeval diff records-of-main records --out comment.md --json > diff.json\njudgeeval github publish --comment comment.md --diff diff.json");
        Option<string?> comment = CommonOptions.Text("--comment", "the Markdown of judgeeval diff", "FILE");
        Option<string?> diff = CommonOptions.Text("--diff", "the JSON of judgeeval diff", "FILE");
        comment.Required = true;
        diff.Required = true;
        command.Add(comment);
        command.Add(diff);
        command.SetAction((parsed, cancellationToken) => new PublishRun(console).RunAsync(parsed.GetRequiredValue(comment)!, parsed.GetRequiredValue(diff)!, cancellationToken));
        return command;
    }
}
