using System.CommandLine;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Reports.Comments;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;
using JudgeEval.Tool.Revisions;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval diff</c>: the records of two revisions as the comment on a pull request.</summary>
internal static partial class DiffCommand
{
    private const string Summary = "The records of two revisions beside each other, as the comment on a pull request";

    private const string Details =
        "BASE and HEAD are each a folder with *.record.json and *.problem.txt, at any depth, one record, or where no such path exists a revision of the git repository here (main, HEAD~3, main:evals): its committed "
        + "records, and of a case without one its *.baseline.jsonl with the dataset, prompt and snapshot of that revision. Nothing is checked out. Cases are paired by suite and case, then by test and dataset, so that a changed prompt or model is the same "
        + "case. The verdict is what the suites of HEAD demand; a case without a demand must be shown not to be worse than BASE. Exits with 0, 1 (failed) or 2 (inconclusive), and with 3 where a file is broken, "
        + "after all others were told.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "diff", Summary, Details,
            "judgeeval diff base/alignment-records head/alignment-records --out comment.md\njudgeeval diff main alignment-records\njudgeeval diff base head --json --repository https://github.com/owner/name --revision 1a2b3c4");
        var before = new Argument<string>("BASE") { Description = "the base: folder, record or git revision" };
        var after = new Argument<string>("HEAD") { Description = "the head: folder, record or git revision" };
        Option<string?> output = CommonOptions.Text("--out", "write the comment to this file, not to standard output", "FILE");
        Option<string?> repository = CommonOptions.Text("--repository", "link files in this repository; needs --revision", "URL");
        Option<string?> revision = CommonOptions.Text("--revision", "the commit that links lead to", "SHA");
        Option<bool> json = CommonOptions.Json();
        command.Add(before);
        command.Add(after);
        foreach (Option option in new Option[] { output, repository, revision, json })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            CommentLinks? links = Links(parsed.GetValue(repository), parsed.GetValue(revision));
            var source = new CaseSource(console);
            (CaseSet @base, string exactBase) = source.Read(parsed.GetRequiredValue(before));
            (CaseSet head, string exactHead) = source.Read(parsed.GetRequiredValue(after));
            AlignmentDiff diff = AlignmentDiffer.Compare(@base, head) with { Command = $"judgeeval diff {CaseSource.Quote(exactBase)} {CaseSource.Quote(exactHead)}" };
            string comment = AlignmentComment.Render(diff, links);
            if (parsed.GetValue(output) is { } file)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
                File.WriteAllText(file, comment);
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Write(console, j => DiffJson.Write(j, diff));
            }
            else if (parsed.GetValue(output) is null)
            {
                console.Out.Write(comment);
            }
            else
            {
                console.Line(AlignmentComment.Verdict(diff));
            }

            foreach (Diagnostic broken in @base.Broken.Concat(head.Broken).SelectMany(b => b.Diagnostics))
            {
                console.Error.Write(broken + "\n");
            }

            return diff.HasBroken ? ExitCode.BadData : ExitCode.Of(diff.Decision);
        });
        return command;
    }

    private static CommentLinks? Links(string? repository, string? revision)
    {
        if (repository is null && revision is null)
        {
            return null;
        }

        if (repository is null || revision is null)
        {
            throw new UsageException("--repository and --revision are given together");
        }

        return Uri.TryCreate(repository, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http" && address is { Query: "", Fragment: "", UserInfo: "" } && !repository.AsSpan().ContainsAny("() <>")
            ? RevisionName().IsMatch(revision) ? new CommentLinks(address, revision) : throw new UsageException($"--revision takes a commit's hash, not '{revision}'")
            : throw new UsageException($"--repository takes an address as https://github.com/owner/name, not '{repository}'");
    }

    [GeneratedRegex("^[0-9a-fA-F]{7,64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RevisionName();
}
