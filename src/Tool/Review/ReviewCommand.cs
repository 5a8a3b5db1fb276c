using System.CommandLine;
using System.Runtime.CompilerServices;
using JudgeEval.Harness.Reviews;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Review;

/// <summary><c>judgeeval review</c>: the local page on which newly disagreeing items are decided and snapshots accepted.</summary>
internal static class ReviewCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "review";

    private const string Details =
        "Serves a page on 127.0.0.1 alone, opened by the link that is printed, which works once. Every decision is appended to *.corrections.jsonl beside the "
        + "suite before it counts, so that nothing is lost on a crash; no annotation is changed. Ctrl-C ends it.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(Name, "A local page to decide the newly disagreeing items", Details, "judgeeval review --root evals --reviewer ana");
        var root = new Option<string>("--root") { Description = "the folder to look below", HelpName = "DIR", DefaultValueFactory = _ => "." };
        Option<string?> records = CommonOptions.Text("--records", "where the records are; default: every alignment-records folder below the root", "DIR");
        Option<string?> reviewer = CommonOptions.Text("--reviewer", "who decides; default: the user name of the system", "NAME");
        var port = new Option<int>("--port") { Description = "the port; default: a free one", HelpName = "P" };
        var blind = new Option<bool>("--blind") { Description = "hide people's labels and the verdict until the reviewer has labelled" };
        command.Add(root);
        command.Add(records);
        command.Add(reviewer);
        command.Add(port);
        command.Add(blind);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            Folder("--root", parsed.GetRequiredValue(root)),
            parsed.GetValue(records) is { } folder ? Folder("--records", folder) : null,
            Reviewer(console, parsed.GetValue(reviewer)),
            Port(parsed.GetValue(port)),
            parsed.GetValue(blind),
            cancellationToken));
        return command;
    }

    private static string Folder(string option, string folder) =>
        Directory.Exists(folder) ? folder : throw new UsageException($"{option}: there is no folder '{folder}'");

    private static int Port(int port) => port is >= 0 and <= 65535 ? port : throw new UsageException("--port is a number from 0 to 65535");

    private static string Reviewer(ToolConsole console, string? stated) =>
        new[] { stated, console.Environment("USER"), console.Environment("USERNAME") }.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))?.Trim()
        ?? throw new UsageException("--reviewer is absent, and the system names no user: say who decides");

    // Apart, so that no other command loads the web framework.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunAsync(
        ToolConsole console, string root, string? records, string reviewer, int port, bool blind, CancellationToken cancellationToken)
    {
        var session = new ReviewSession(root, records, reviewer, console.Time, blind);
        if (session.Cases.IsEmpty)
        {
            console.Line($"nothing to review: no disagreement snapshot (*.received.txt) waits below {root}; a red suite leaves one when it runs");
            return ExitCode.Passed;
        }

        await using ReviewServer server = await ReviewServer.StartAsync(session, port, cancellationToken);
        console.Line($"review page, the link works once: {server.Link}");
        console.Line("Ctrl-C ends it; every decision is on disk at once.");
        await server.WaitAsync(cancellationToken);
        return ExitCode.Passed;
    }
}
