using System.CommandLine;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval accept</c>: takes received snapshots as verified, and received baselines as those that later judges are compared with.</summary>
internal static class AcceptCommand
{
    private const string Summary = "Received disagreement snapshots and baselines as verified";

    private const string Details =
        "SUITE is the test class, class and method, the whole name, or a pattern with * and ?; without one, every "
        + "*.received.txt and *.received.baseline.jsonl below the root is taken, both files of a case or neither. A case with a red gate is refused (JE4401, exit code 1) "
        + "unless --reason says why it is right; the reason is written into the baseline.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "accept", Summary, Details, "judgeeval accept SupportAnswers --root evals\njudgeeval accept SupportAnswers --reason \"the new model is a third of the price\"");
        var suites = new Argument<string[]>("SUITE") { Description = "which cases to take; default: all", Arity = ArgumentArity.ZeroOrMore };
        var root = new Option<string>("--root") { Description = "the folder to look below", HelpName = "DIR", DefaultValueFactory = _ => "." };
        Option<string?> reason = CommonOptions.Text("--reason", "why it is right although a gate is red; written into the baseline", "TEXT");
        var dryRun = new Option<bool>("--dry-run") { Description = "say what would be accepted or refused, and change nothing" };
        command.Add(suites);
        command.Add(root);
        command.Add(reason);
        command.Add(dryRun);
        command.SetAction(parsed => Accept(
            console,
            parsed.GetRequiredValue(root),
            parsed.GetValue(suites) ?? [],
            new AcceptanceOptions { Reason = Stated(parsed.GetValue(reason)), DryRun = parsed.GetValue(dryRun) }));
        return command;
    }

    private static string? Stated(string? reason) => reason is null ? null
        : reason.Trim() is { Length: > 0 } text ? text
        : throw new UsageException("--reason is empty: say in a sentence why the case is right");

    private static int Accept(ToolConsole console, string root, string[] suites, AcceptanceOptions options)
    {
        if (!Directory.Exists(root))
        {
            throw new UsageException($"--root: there is no folder '{root}'");
        }

        SnapshotAcceptanceResult result = SnapshotAcceptance.Accept(root, suites, options);
        foreach (AcceptedCase accepted in result.Accepted)
        {
            Say(console, accepted, options.DryRun ? "would accept" : "accepted");
        }

        foreach (RefusedCase refused in result.Refused)
        {
            console.Error.Write($"{refused.Problem}\n");
        }

        foreach (string pattern in result.Unmatched)
        {
            console.Error.Write($"judgeeval: no received snapshot answers to '{pattern}'{(result.Waiting.IsEmpty ? "" : UsageHint.For(pattern, result.Waiting))}\n");
        }

        if (result.Accepted.IsEmpty && result.Refused.IsEmpty && result.Unmatched.IsEmpty)
        {
            console.Line($"nothing to accept: there is no *.received.txt below {root}");
        }

        return !result.Unmatched.IsEmpty ? ExitCode.WrongUsage : result.Refused.IsEmpty ? ExitCode.Passed : ExitCode.Failed;
    }

    private static void Say(ToolConsole console, AcceptedCase accepted, string verb)
    {
        if (accepted.Snapshot is { Difference: var difference } snapshot)
        {
            console.Line(
                $"{verb} {snapshot.VerifiedPath}{(snapshot.IsNew ? " (new)" : "")}: {NumberText.Of(difference.Added.Length)} added, "
                + $"{NumberText.Of(difference.Removed.Length)} removed, {NumberText.Of(difference.Changed.Length)} changed");
        }

        if (accepted.Baseline is not { } baseline)
        {
            console.Error.Write($"judgeeval: note: no baseline waits beside {accepted.Snapshot!.VerifiedPath}, so the snapshot alone was taken; run the suite again for one\n");
            return;
        }

        console.Line($"{verb} {baseline.Path}{(baseline.IsNew ? " (new)" : "")}{(baseline.Decision is { } decision ? $": gates {decision.ToString().ToLowerInvariant()}" : "")}");
        if (!baseline.Undecided.IsEmpty)
        {
            console.Error.Write($"judgeeval: note: {accepted.Name} could not be decided: {string.Join("; ", baseline.Undecided)}\n");
        }
    }
}
