using System.CommandLine;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval accept</c>: takes received snapshots as verified.</summary>
internal static class AcceptCommand
{
    private const string Summary = "Received disagreement snapshots as verified";

    private const string Details =
        "SUITE is the test class, class and method, the whole name, or a pattern with * and ?; without one, every "
        + "*.received.txt below the root is taken.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("accept", Summary, Details, "judgeeval accept SupportAnswers --root evals");
        var suites = new Argument<string[]>("SUITE") { Description = "which snapshots to take; default: all", Arity = ArgumentArity.ZeroOrMore };
        var root = new Option<string>("--root") { Description = "the folder to look below", HelpName = "DIR", DefaultValueFactory = _ => "." };
        command.Add(suites);
        command.Add(root);
        command.SetAction(parsed => Accept(console, parsed.GetRequiredValue(root), parsed.GetValue(suites) ?? []));
        return command;
    }

    private static int Accept(ToolConsole console, string root, string[] suites)
    {
        if (!Directory.Exists(root))
        {
            throw new UsageException($"--root: there is no folder '{root}'");
        }

        SnapshotAcceptanceResult result = SnapshotAcceptance.Accept(root, suites);
        foreach (AcceptedSnapshot snapshot in result.Accepted)
        {
            SnapshotDifference difference = snapshot.Difference;
            console.Line(
                $"accepted {snapshot.VerifiedPath}{(snapshot.IsNew ? " (new)" : "")}: {NumberText.Of(difference.Added.Length)} added, "
                + $"{NumberText.Of(difference.Removed.Length)} removed, {NumberText.Of(difference.Changed.Length)} changed");
        }

        foreach (string pattern in result.Unmatched)
        {
            console.Error.Write($"judgeeval: no received snapshot answers to '{pattern}'{(result.Waiting.IsEmpty ? "" : UsageHint.For(pattern, result.Waiting))}\n");
        }

        if (result.Accepted.IsEmpty && result.Unmatched.IsEmpty)
        {
            console.Line($"nothing to accept: there is no *.received.txt below {root}");
        }

        return result.Unmatched.IsEmpty ? ExitCode.Passed : ExitCode.WrongUsage;
    }
}
