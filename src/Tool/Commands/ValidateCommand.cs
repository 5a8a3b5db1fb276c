using System.CommandLine;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval validate</c>: every mistake in datasets, prompts, recordings, verdict files and judgeeval.yaml, for build files and editors.</summary>
internal static class ValidateCommand
{
    private const string Summary = "Every mistake in datasets, prompts, recordings, verdict files and judgeeval.yaml";

    private const string Details =
        "PATH is a dataset folder (or a file of one), a prompt (*.md), a recording (*.recording.jsonl), a verdict file (*.verdicts.jsonl), judgeeval.yaml, whose "
        + "prompts are checked too, or a folder of recordings or verdict files. Mistakes stand on standard output as file(line,column): error JE…, the form that MSBuild and editors read; "
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
        command.Add(paths);
        command.Add(filesFrom);
        command.Add(relativeTo);
        command.SetAction(parsed =>
        {
            string[] all = [.. parsed.GetValue(paths) ?? [], .. Listed(parsed.GetValue(filesFrom))];
            if (all.Length == 0)
            {
                throw new UsageException("there is no PATH to check, neither on the command line nor in --files-from");
            }

            IReadOnlyList<Diagnostic> found = PathValidation.Check(all);
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

    private static IEnumerable<string> Listed(string? file)
    {
        if (file is null)
        {
            return [];
        }

        return File.Exists(file)
            ? File.ReadLines(file).Where(line => line.Length > 0)
            : throw new UsageException($"--files-from names a file that does not exist: {file}");
    }

    private static Diagnostic Relative(Diagnostic diagnostic, string? root) => root is null || diagnostic.Location.File is not { } file
        ? diagnostic
        : diagnostic with { Location = diagnostic.Location with { File = Path.GetRelativePath(Path.GetFullPath(root), Path.GetFullPath(file)) } };
}
