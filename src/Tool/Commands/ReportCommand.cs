using System.CommandLine;
using System.Text;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval report</c>: records as one HTML page.</summary>
internal static class ReportCommand
{
    private const string Details =
        "RECORD is a record or a folder of *.record.json; records of a folder stand in the order of their names. The page needs no network and no other file. "
        + "With --base, each item also shows what the judge said before, and newly disagreeing items can be filtered.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("report", "Alignment records as one HTML page", Details, "judgeeval report alignment-records --out report.html --base main-records");
        var records = new Argument<string[]>("RECORD") { Description = "record, or folder of records", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out") { Description = "the page to write", HelpName = "FILE", Required = true };
        var bases = new Option<string[]>("--base") { Description = "the records to compare with", HelpName = "RECORD…", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };
        command.Add(records);
        command.Add(output);
        command.Add(bases);
        command.SetAction(parsed =>
        {
            string html = HtmlReport.Render(Read(parsed.GetRequiredValue(records)), Read(parsed.GetValue(bases) ?? []));
            string path = parsed.GetRequiredValue(output);
            File.WriteAllText(path, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            console.Line($"wrote {path}");
            return ExitCode.Passed;
        });
        return command;
    }

    private static AlignmentRecord[] Read(string[] paths) => [.. paths.SelectMany(Files).Select(RecordFile.Read)];

    private static string[] Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] files = [.. Directory.EnumerateFiles(path, "*" + RecordFile.Extension).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"the folder '{path}' holds no *{RecordFile.Extension}");
    }
}
