using System.CommandLine;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval explain</c>: the arithmetic behind a decision.</summary>
internal static class ExplainCommand
{
    private const string Summary = "The arithmetic behind the decision of a record, or what a baseline was accepted with";

    private const string Details =
        "For a *.record.json every gate with its estimate, interval, threshold, p-values alone and corrected, the two-by-two table and the discordant items of a comparison with a baseline, and what would decide. "
        + "For a *.baseline.jsonl the judge, the gates and the reason that was given when it was accepted.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "explain", Summary, Details,
            "judgeeval explain artifacts/SupportAnswers.Align.record.json\njudgeeval explain evals/SupportAnswers.Align.baseline.jsonl --json");
        var path = new Argument<string>("RECORD") { Description = "a *.record.json or a *.baseline.jsonl" };
        Option<bool> json = CommonOptions.Json();
        command.Add(path);
        command.Add(json);
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(path);
            if (file.EndsWith(BaselineFile.Extension, StringComparison.OrdinalIgnoreCase))
            {
                BaselineRecord baseline = BaselineFile.Read(file);
                Write(console, parsed.GetValue(json), j => ExplanationJson.Write(j, baseline), () => ExplanationText.Render(baseline, console.Width, console.Colour));
            }
            else
            {
                AlignmentRecord record = RecordFile.Read(file);
                Write(console, parsed.GetValue(json), j => ExplanationJson.Write(j, record), () => ExplanationText.Render(record, console.Width, console.Colour));
            }

            return ExitCode.Passed;
        });
        return command;
    }

    private static void Write(ToolConsole console, bool json, Action<System.Text.Json.Utf8JsonWriter> content, Func<string> text)
    {
        if (json)
        {
            JsonOutput.Write(console, content);
        }
        else
        {
            console.Out.Write(text());
        }
    }
}
