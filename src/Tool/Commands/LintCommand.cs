using System.Collections.Immutable;
using System.CommandLine;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval lint</c>: what makes figures of a dataset misleading.</summary>
internal static class LintCommand
{
    private const string Summary = "What makes figures of a dataset misleading: careless, copied or inverted annotators, duplicates, pools, drift";

    private const string Details =
        "Every finding has a rule, a place, the numbers it rests on, what follows and what to do; docs/lint.md states each rule and how often it is wrong. "
        + "Nothing is mended or left out: --log writes what attention checks and practice rounds suggest to exclude, and 'agree' and 'align' apply it with --exclude. "
        + "Exits with 0 when there are warnings, 1 for an error (with --strict also for a warning), 3 when the dataset cannot be read.";

    // An unknown label, and a number beyond the ends of the scale.
    private static readonly string[] OffScale = ["JE1040", "JE1041"];

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("lint", Summary, Details, "judgeeval lint datasets/support --verdicts datasets/support/verdicts --log exclusions.csv");
        var dataset = new Argument<string>("DATASET") { Description = "dataset folder" };
        var verdicts = new Option<string[]>("--verdicts")
        {
            Description = "verdict files, or folders of *.verdicts.jsonl, whose judges are looked at too", HelpName = "FILE…",
            AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> strict = new("--strict") { Description = "exit with 1 for warnings too" };
        Option<string?> log = CommonOptions.Text("--log", "write the exclusion log: annotator, item, rule, evidence", "FILE");
        Option<bool> json = CommonOptions.Json();
        command.Add(dataset);
        command.Add(verdicts);
        command.Add(strict);
        command.Add(log);
        command.Add(json);

        command.SetAction(parsed =>
        {
            AnnotatedDataset people = Read(console, parsed.GetRequiredValue(dataset), parsed.GetValue(json));
            ImmutableArray<JudgeFile> judges = parsed.GetValue(verdicts) is { Length: > 0 } files ? JudgeFile.Read(files) : [];
            LintReport report = DatasetLint.Of(people, judges.Select(j => (j.Name, j.Verdicts)));
            if (parsed.GetValue(log) is { } path)
            {
                WriteLog(report, path);
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Write(console, output => LintJson.Write(output, people, report));
            }
            else
            {
                console.Out.Write(LintText.Render(report, people, console.Width, console.Colour));
                if (!report.Exclusions.IsEmpty)
                {
                    console.Line();
                    console.Text(Applying(report, parsed.GetValue(log)));
                }
            }

            return report.Fails(parsed.GetValue(strict)) ? ExitCode.Failed : ExitCode.Passed;
        });
        return command;
    }

    private static string Applying(LintReport report, string? log) => log is null
        ? $"{NumberText.Count(report.Exclusions.Length, "row")} could be left out; nothing is, until '--log FILE' has written the exclusion log and 'agree' or 'align' applies it with '--exclude FILE'."
        : $"Wrote {NumberText.Count(report.Exclusions.Length, "row")} to {log}. Look at them; 'judgeeval agree DATASET --exclude {log}' and 'judgeeval align DATASET --verdicts FILE --exclude {log}' leave them out and say so.";

    private static void WriteLog(LintReport report, string path)
    {
        using StringWriter text = new() { NewLine = "\n" };
        ExclusionLog.Write(report.Exclusions, text);
        File.WriteAllText(path, text.ToString());
    }

    // Labels off the scale keep a dataset from being read; their values with counts say more than a thousand places.
    private static AnnotatedDataset Read(ToolConsole console, string path, bool json)
    {
        try
        {
            return DatasetPath.Read(path);
        }
        catch (JudgeEvalException exception) when (exception.Diagnostics.Any(d => OffScale.Contains(d.Code, StringComparer.Ordinal)))
        {
            OffScaleOutput.Write(console, OffScaleLabels.Find(DatasetPath.TryFolder(path, out string folder) ? folder : path), json);
            throw;
        }
    }
}
