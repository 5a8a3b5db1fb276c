using System.CommandLine;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval summary</c>: what a run came to, for build servers.</summary>
internal static class SummaryCommand
{
    private const string Summary = "What the suites of a run came to, as a table, JSON, JUnit or TRX";

    private const string Details =
        "Reads the records that suites write, of one run or of all its shards, and the cases that could not be run. The exit code is the decision: 0 passed, 1 failed, 2 inconclusive where that fails, "
        + "3 when a record cannot be read.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "summary", Summary, Details,
            "judgeeval summary evals/bin/Debug/net10.0/alignment-records --junit alignment.junit.xml\njudgeeval summary shard-1 shard-2 --json");
        var paths = new Argument<string[]>("RECORDS") { Description = "folders of records, and record files", Arity = ArgumentArity.OneOrMore };
        Option<string?> junit = CommonOptions.Text("--junit", "write a JUnit XML file", "FILE");
        Option<string?> trx = CommonOptions.Text("--trx", "write a Visual Studio test results file", "FILE");
        Option<bool> json = CommonOptions.Json();
        command.Add(paths);
        command.Add(junit);
        command.Add(trx);
        command.Add(json);
        command.SetAction(parsed =>
        {
            CaseSet run = CaseSetReader.Read(parsed.GetRequiredValue(paths));
            BuildSummary summary = BuildSummary.Of(run);
            if (summary.Cases.IsEmpty)
            {
                throw new JudgeEvalException(new Diagnostic(
                    "JE1801", "there is no record in the folders", "no suite has run, or it wrote elsewhere", "run the suites with 'dotnet test'", SourceLocation.InFile(parsed.GetRequiredValue(paths)[0])));
            }

            Write(parsed.GetValue(junit), () => JUnitReport.Render(summary));
            Write(parsed.GetValue(trx), () => TrxReport.Render(summary));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(console, j => SummaryJson.Write(j, summary));
            }
            else
            {
                UnrunCase[] unrun = [.. run.Problems.Select(p => new UnrunCase(p.Suite, p.Case, p.Judge, p.Prompt, p.Dataset, [.. p.Text.Split('\n')]))];
                console.Out.Write(SuiteTable.Render(run.Records, console.Width, console.Colour, unrun));
            }

            foreach (Diagnostic broken in run.Broken.SelectMany(b => b.Diagnostics))
            {
                console.Error.Write(broken + "\n");
            }

            return run.Broken.IsEmpty ? ExitCode.Of(summary.Verdict) : ExitCode.BadData;
        });
        return command;
    }

    private static void Write(string? path, Func<string> content)
    {
        if (path is null)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, content());
    }
}
