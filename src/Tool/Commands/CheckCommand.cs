using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval check</c>: one table in, agreement of its judges with its people out.</summary>
internal static class CheckCommand
{
    private const string Summary = "Agreement of the judges in a table with its people";

    private const string Details =
        "One row for each item; out come agreement with interval, the human ceiling, the best baseline (of simple rules, such as always the most frequent label), the confusion table and the "
        + "disagreeing rows with their lines. Labels are taken as they stand, an empty cell is a missing label. Without --level, whole numbers "
        + "count as ordinal, other numbers as interval, anything else as nominal; the output says so.";

    private const string ItemColumn = "item";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "check", Summary, Details, "judgeeval check answers.csv --human anna,ben --judge gpt --level ordinal");
        var path = new Argument<string>("TABLE") { Description = "table with a row for each item (CSV, also .gz)" };
        var human = new Option<string>("--human") { Description = "the columns with people's labels", HelpName = "COL[,COL…]", Required = true };
        var judge = new Option<string>("--judge") { Description = "the columns with judges' labels", HelpName = "COL[,COL…]", Required = true };
        var item = CommonOptions.Text("--item", "the column with the items' ids; default: 'item', else the rows are numbered from 1", "COL");
        var rows = new Option<int>("--rows")
        {
            Description = "how many disagreeing rows to print, 0 for all", HelpName = "N", DefaultValueFactory = _ => 20,
        };
        var statistics = new StatisticsOptions(defaultResamples: 2000);
        Option<string?> labels = CommonOptions.Labels();
        Option<bool> noBaselines = CommonOptions.NoBaselines();
        Option<bool> json = CommonOptions.Json();
        command.Add(path);
        foreach (Option option in new Option[] { human, judge, item })
        {
            command.Add(option);
        }

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
            CsvTable table = CsvTable.Read(parsed.GetRequiredValue(path));
            ImmutableArray<string> people = Columns(table, "--human", parsed.GetRequiredValue(human));
            ImmutableArray<string> judges = Columns(table, "--judge", parsed.GetRequiredValue(judge));
            string? ids = parsed.GetValue(item) is { } named
                ? Columns(table, "--item", named)[0]
                : table.TryFind(ItemColumn, out _) ? ItemColumn : null;
            JudgedTable judged = JudgedTable.From(table, people, judges, ids, statistics.Scale(parsed, parsed.GetValue(labels)));
            ImmutableArray<AlignmentResult> results = JudgeAlignment.Compute(judged.Dataset, judged.Judges, options);
            if (parsed.GetValue(json))
            {
                CheckOutput.WriteJson(console, judged, results);
            }
            else
            {
                CheckOutput.WriteText(console, judged, results, shown);
            }

            return ExitCode.Passed;
        });
        return command;
    }

    private static ImmutableArray<string> Columns(CsvTable table, string option, string text)
    {
        string[] names = CommonOptions.List(text);
        string? unknown = names.FirstOrDefault(n => !table.TryFind(n, out _));
        return unknown is null && names.Length > 0
            ? [.. names.Distinct(StringComparer.Ordinal)]
            : throw new UsageException(
                names.Length == 0
                    ? $"{option} names no column"
                    : $"{option}: there is no column '{unknown}' in {table.Path}{UsageHint.For(unknown!, table.Columns)}");
    }
}
