using System.Globalization;
using System.Net;

namespace JudgeEval.Tool.GitHub;

/// <summary>What can go wrong on the way to a pull request. None of it changes what was decided.</summary>
internal static class GitHubErrors
{
    /// <summary>The event's payload cannot be read.</summary>
    public static Diagnostic BadEvent(string path, string why) =>
        new("JE7001", "the payload of the event cannot be read", OneLine(why), "run the command in a job of GitHub Actions, or set GITHUB_EVENT_PATH to the JSON file of a pull_request event", SourceLocation.InFile(path));

    /// <summary>The description of the difference cannot be read.</summary>
    public static Diagnostic BadDiff(string path, string why) =>
        new("JE7002", "the difference cannot be read", OneLine(why), "write it with: judgeeval diff BASE HEAD --out comment.md --json > diff.json", SourceLocation.InFile(path));

    /// <summary>A variable of the environment cannot be used.</summary>
    public static Diagnostic BadVariable(string name, string value, string why) =>
        new("JE7003", $"{name} is '{OneLine(value)}'", why, "leave the variable as GitHub Actions sets it", SourceLocation.None);

    /// <summary>The token is refused.</summary>
    public static Diagnostic Refused(HttpStatusCode status, string call, string message) =>
        new("JE7004", $"GitHub refused {call} with {Number((int)status)}", Said(message, "the token may not write to pull requests"), "give the job 'permissions: pull-requests: write'; the summary of the job holds the whole comment", SourceLocation.None);

    /// <summary>The limit of requests is reached, or GitHub is down, still after the retries.</summary>
    public static Diagnostic Unavailable(HttpStatusCode status, string call, string message) =>
        new("JE7005", $"GitHub answered {call} with {Number((int)status)} after every retry", Said(message, "it is overloaded or down"), "run the job again later; the summary of the job holds the whole comment", SourceLocation.None);

    /// <summary>The content is refused.</summary>
    public static Diagnostic Unprocessable(string call, int length, string message) =>
        new("JE7006", $"GitHub did not take the comment of {Number(length)} characters ({call})", Said(message, "comments have at most 65536 characters"), "lower what judgeeval diff lists; the summary of the job holds the whole comment", SourceLocation.None);

    /// <summary>Any other answer.</summary>
    public static Diagnostic Unexpected(string call, string why) =>
        new("JE7007", $"GitHub's answer to {call} cannot be used", OneLine(why), "run the job again; the summary of the job holds the whole comment", SourceLocation.None);

    /// <summary>No answer.</summary>
    public static Diagnostic NoAnswer(string call, string why) =>
        new("JE7008", $"GitHub did not answer {call}", OneLine(why), "check GITHUB_API_URL and the network of the runner", SourceLocation.None);

    /// <summary>A page of comments that is elsewhere: the token must not go there.</summary>
    public static Diagnostic ForeignPage(string link) =>
        new("JE7009", $"the next page of comments is on another server: {OneLine(link)}", "the token is sent to the server of GITHUB_API_URL alone", "check GITHUB_API_URL and what stands between the runner and it", SourceLocation.None);

    /// <summary>A file of the job cannot be appended to.</summary>
    public static Diagnostic NotWritten(string variable, string why) =>
        new("JE7010", $"the file of {variable} cannot be written", OneLine(why), "check that the file's folder exists and that the disk is not full", SourceLocation.None);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Said(string message, string fallback) => message.Length == 0 ? fallback : $"it says: {OneLine(message)}";

    // What comes from elsewhere must not begin a line of the log: a runner takes such lines as commands.
    private static string OneLine(string text) => new([.. text.Take(300).Select(c => char.IsControl(c) ? ' ' : c)]);
}
