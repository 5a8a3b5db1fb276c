using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Tables;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval check</c>: one table in, agreement of its judges with its people out.</summary>
internal static class CheckCommand
{
    private const string Summary = "Agreement of the judges in a table with its people";

    private const string Details =
        "Out come agreement with interval, the human ceiling, the best baseline (of simple rules, such as always the most frequent label), the confusion table, the "
        + "disagreeing rows with their lines, and what so many labels can tell. An empty cell is a missing label. Words, numbers and leading verdicts ('PASS: because …', '4 - good') are "
        + "read by the rules of docs/checking.md, people's labels decide the scale, and nothing is mapped by guess: what is on no scale is listed with the option that maps it. "
        + "Without --level, whole numbers count as ordinal, other numbers as interval, anything else as nominal; the output says so.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "check", Summary, Details, "judgeeval check answers.csv --human anna,ben --judge gpt --level ordinal");
        var path = new Argument<string>("TABLE") { Description = "table with a row for each item, or several (CSV with any separator, also .gz)" };
        var rows = new Option<int>("--rows")
        {
            Description = "how many disagreeing rows to print, 0 for all", HelpName = "N", DefaultValueFactory = _ => 20,
        };
        var columns = new TableOptions();
        var cells = new CellOptions();
        var statistics = new StatisticsOptions(defaultResamples: 2000);
        Option<string?> labels = CommonOptions.Labels();
        Option<bool> noBaselines = CommonOptions.NoBaselines();
        Option<bool> json = CommonOptions.Json();
        command.Add(path);
        columns.AddTo(command);
        cells.AddTo(command);
        statistics.AddTo(command);
        command.Add(labels);
        command.Add(rows);
        command.Add(noBaselines);
        command.Add(json);
        command.SetAction(parsed =>
        {
            AlignmentOptions options = statistics.Read(parsed) with { Baselines = !parsed.GetValue(noBaselines) };
            int shown = parsed.GetValue(rows) is var n and >= 0
                ? n
                : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--rows takes a whole number from 0, not {parsed.GetValue(rows)}"));
            string table = parsed.GetRequiredValue(path);
            CellRules rules = cells.Read(parsed);
            char? separator = columns.Separator(parsed);
            CheckedTable result = TableCheck.Run(
                new CheckRequest
                {
                    Path = table,
                    Separator = separator,
                    Columns = columns.Read(parsed, table, TableCheck.Columns(table, separator)),
                    Rules = rules,
                    MayDrawFewer = !statistics.StatesResamples(parsed),
                    Scale = statistics.Scale(parsed, parsed.GetValue(labels)),
                },
                options);
            if (parsed.GetValue(json))
            {
                CheckJson.Write(console, result);
            }
            else
            {
                CheckOutput.Write(console, result, shown);
            }

            return ExitCode.Passed;
        });
        return command;
    }
}
