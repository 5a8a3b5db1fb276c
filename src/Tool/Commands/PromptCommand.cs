using System.Collections.Immutable;
using System.CommandLine;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval prompt</c>: the prompts that come with the tool, and what a prompt sends for an item.</summary>
internal static class PromptCommand
{
    private const string Summary = "Prompts to begin with, and what a prompt sends for an item";

    private const string Details =
        "Without NAME, or with --list, names the prompts. With NAME, prints one, or writes it to FILE; a file that is there is not overwritten "
        + "without --force. 'prompt show' renders a prompt file for an item of a dataset, exactly as the model will get it.";

    private const string Example =
        "judgeeval prompt --list\njudgeeval prompt analyse-then-rate --out prompts/quality.md\njudgeeval prompt show prompts/quality.md datasets/support --item a12";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("prompt", Summary, Details, Example);
        var name = new Argument<string?>("NAME") { Description = "the prompt to print or write; --list names them", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "name the prompts" };
        var output = CommonOptions.Text("--out", "the file to write it to; default: standard output", "FILE");
        var force = new Option<bool>("--force") { Description = "overwrite FILE" };
        command.Add(name);
        command.Add(list);
        command.Add(output);
        command.Add(force);
        command.Add(PromptShowCommand.Create(console));
        command.SetAction(parsed =>
        {
            string? wanted = parsed.GetValue(name);
            string? path = parsed.GetValue(output);
            if (wanted is null && path is not null)
            {
                throw new UsageException("NAME is missing: --out writes the prompt of that name; --list names them");
            }

            return wanted is null || parsed.GetValue(list) ? List(console) : Give(console, Find(wanted), path, parsed.GetValue(force));
        });
        return command;
    }

    private static int List(ToolConsole console)
    {
        ImmutableArray<NamedPrompt> all = PromptTemplates.All;
        int widest = all.Max(t => t.Name.Length);
        foreach (string line in all.SelectMany(t => TextLayout.Hang(t.Name.PadRight(widest + 2), t.Summary, console.HelpWidth)))
        {
            console.Line(line);
        }

        return ExitCode.Passed;
    }

    private static NamedPrompt Find(string name) => PromptTemplates.All.FirstOrDefault(t => t.Name == name)
        ?? throw new UsageException($"unknown prompt '{name}'{UsageHint.For(name, [.. PromptTemplates.All.Select(t => t.Name)])}");

    private static int Give(ToolConsole console, NamedPrompt template, string? path, bool force)
    {
        if (path is null)
        {
            console.Out.Write(template.Text);
            return ExitCode.Passed;
        }

        if (Directory.Exists(path))
        {
            throw new UsageException($"--out {path} is a folder; name the file in it, for example {Path.Combine(path, template.Name + ".md")}");
        }

        if (File.Exists(path) && !force)
        {
            throw new UsageException($"--out {path} is there already; give another name, or --force to overwrite it");
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(path, template.Text);
        console.Line($"{path}: the prompt '{template.Name}'");
        return ExitCode.Passed;
    }
}
