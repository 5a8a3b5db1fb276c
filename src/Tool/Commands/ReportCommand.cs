using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Reports.Html;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Revisions;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval report</c>: records as one HTML page.</summary>
internal static class ReportCommand
{
    private const string Details =
        "RECORD is a record or a folder of records, folders below it among it; a record that cannot be read is named on the page in its stead, and the exit code is 3 then. The page needs no network and no other file. "
        + "With --base, each item also shows what the judge said before, and newly disagreeing items can be filtered. RECORD and --base may be git revisions, as 'judgeeval diff' reads them. "
        + "With --history the page draws each case's first metric over the commits that touch a baseline or record: the latest 50 of HEAD, another number of them, or those of a revision or range.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("report", "Alignment records as one HTML page", Details, "judgeeval report alignment-records --out report.html --base main-records\njudgeeval report alignment-records --out report.html --base main --history v1..main");
        var records = new Argument<string[]>("RECORD") { Description = "record, or folder of records", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out") { Description = "the page to write", HelpName = "FILE", Required = true };
        var bases = new Option<string[]>("--base") { Description = "the records to compare with", HelpName = "RECORD…", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };
        command.Add(records);
        command.Add(output);
        var history = new Option<string>("--history") { Description = "draw the history of committed cases", HelpName = "COUNT|RANGE", Arity = ArgumentArity.ZeroOrOne };
        command.Add(bases);
        command.Add(history);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            if (path.EndsWith(RecordFile.Extension, StringComparison.OrdinalIgnoreCase) || path.EndsWith(BaselineFile.Extension, StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException($"--out {path} names a record, which the page would overwrite; give it a name that ends in .html");
            }

            var source = new CaseSource(console);
            CaseSet head = source.ReadAll(parsed.GetRequiredValue(records)), @base = source.ReadAll(parsed.GetValue(bases) ?? []);
            foreach (BaselineRecord without in head.Baselines)
            {
                console.Error.Write(TextLayout.OneLine($"judgeeval: {without.Suite} ({without.Case}) has no figures in the report: the revision has no dataset '{without.Dataset}' that its baseline fits") + "\n");
            }

            bool whole = Tell(console, [.. head.Broken, .. @base.Broken]);
            if (head.Records.IsEmpty && head.Problems.IsEmpty && head.Baselines.IsEmpty)
            {
                return whole ? throw new UsageException($"there is no *{RecordFile.Extension} in {string.Join(", ", parsed.GetRequiredValue(records))}") : ExitCode.BadData;
            }

            if (parsed.GetValue(bases) is { Length: > 0 } given && @base.IsEmpty && @base.Broken.IsEmpty)
            {
                console.Error.Write(TextLayout.OneLine($"judgeeval: nothing is compared: there is no *{RecordFile.Extension} in {string.Join(", ", given)}") + "\n");
            }

            foreach (CaseProblem problem in head.Problems)
            {
                console.Error.Write(TextLayout.OneLine($"judgeeval: {problem.Suite} ({problem.Case}) could not be run: {problem.Text}") + "\n");
            }

            string html = HtmlReport.Render(head, @base, parsed.GetResult(history) is null ? [] : History(console, parsed.GetValue(history) ?? ""));
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(path, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            console.Line($"wrote {path}");
            return whole ? ExitCode.Passed : ExitCode.BadData;
        });
        return command;
    }

    private static ImmutableArray<HistoryPoint> History(ToolConsole console, string range)
    {
        CommittedHistory history = new HistoryReader(new GitRepository(new GitProcess(console.Folder))).Read(range);
        foreach (string note in history.Notes)
        {
            console.Error.Write($"judgeeval: history: {note}\n");
        }

        return history.Points;
    }

    /// <summary>Names the files that cannot be read.</summary>
    /// <returns>Whether there is none.</returns>
    private static bool Tell(ToolConsole console, ImmutableArray<BrokenFile> broken)
    {
        foreach (Diagnostic diagnostic in broken.SelectMany(b => b.Diagnostics))
        {
            console.Error.Write(diagnostic + "\n");
        }

        return broken.Length == 0;
    }
}
