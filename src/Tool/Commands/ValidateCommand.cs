using System.CommandLine;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Suites;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval validate</c>: every mistake in datasets, prompts, recordings, verdict files and judgeeval.yaml, for build files and editors.</summary>
internal static class ValidateCommand
{
    private const string Summary = "Every mistake in datasets, prompts, recordings, verdict files and judgeeval.yaml";

    private const string Details =
        "PATH is a dataset folder (or a file of one), a prompt (*.md), a recording (*.recording.jsonl), a verdict file (*.verdicts.jsonl), "
        + "a baseline (*.baseline.jsonl), judgeeval.yaml, whose prompts are checked too, or a folder of recordings or verdict files. With --assembly, suites of a compiled test assembly are warned of "
        + "whose margin cannot be seen with their data. Mistakes stand on standard output as file(line,column): error JE…, the form that MSBuild and editors read; "
        + "the exit code is 3 when there is one, else 0. Warnings stand on standard error and change no exit code.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("validate", Summary, Details, "judgeeval validate datasets/support prompts/support/*.md recordings");
        var paths = new Argument<string[]>("PATH") { Description = "what to check", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> relativeTo = CommonOptions.Text(
            "--relative-to", "write the files' paths relative to this folder; default: as given", "DIR");
        Option<string?> filesFrom = CommonOptions.Text(
            "--files-from", "read further paths from this file, one a line, as builds with many files do", "FILE");
        Option<string?> assembly = CommonOptions.Text(
            "--assembly", "warn of the suites in this compiled test assembly whose margin cannot be seen with the datasets beside it", "FILE");
        Option<string?> project = CommonOptions.Text(
            "--project", "the project of the assembly, for warnings whose place in the source is not known; default: the assembly", "FILE");
        Option<string?> baselinesFrom = CommonOptions.Text(
            "--baselines-from", "read the paths of the suites' committed baselines from this file, one a line", "FILE");
        command.Add(paths);
        command.Add(filesFrom);
        command.Add(relativeTo);
        command.Add(assembly);
        command.Add(project);
        command.Add(baselinesFrom);
        command.SetAction(parsed =>
        {
            string[] all = [.. parsed.GetValue(paths) ?? [], .. Listed("--files-from", parsed.GetValue(filesFrom))];
            string? suites = Existing("--assembly", parsed.GetValue(assembly));
            if (all.Length == 0 && suites is null)
            {
                throw new UsageException("there is no PATH to check, neither on the command line nor in --files-from");
            }

            IReadOnlyList<Diagnostic> found =
            [
                .. PathValidation.Check(all),
                .. suites is null ? [] : new PowerCheck(suites, parsed.GetValue(project) ?? suites, [.. Listed("--baselines-from", parsed.GetValue(baselinesFrom))]).Warnings(),
            ];
            string? root = parsed.GetValue(relativeTo);
            foreach (Diagnostic diagnostic in found)
            {
                TextWriter writer = diagnostic.IsWarning ? console.Error : console.Out;
                writer.Write($"{Relative(diagnostic, root)}\n");
            }

            return found.All(d => d.IsWarning) ? ExitCode.Passed : ExitCode.BadData;
        });
        return command;
    }

    private static IEnumerable<string> Listed(string option, string? file) =>
        Existing(option, file) is { } existing ? File.ReadLines(existing).Where(line => line.Length > 0) : [];

    private static string? Existing(string option, string? file) => file is null || File.Exists(file)
        ? file
        : throw new UsageException($"{option} names a file that does not exist: {file}");

    private static Diagnostic Relative(Diagnostic diagnostic, string? root) => root is null || diagnostic.Location.File is not { } file
        ? diagnostic
        : diagnostic with { Location = diagnostic.Location with { File = Path.GetRelativePath(Path.GetFullPath(root), Path.GetFullPath(file)) } };
}
