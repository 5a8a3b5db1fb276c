using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Harness.Reports.Boards;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval leaderboard</c>: judges on several datasets.</summary>
internal static class LeaderboardCommand
{
    private const string Summary = "Judges on several datasets: figures, order, spread, and what the order rests on";

    private const string Details =
        "Every figure stands with its interval and the human ceiling. Judges are matched across datasets by name and ordered by the mean over the datasets that all of them "
        + "share, with the probability of the first rank, the ranks that are possible, and which differences are real. The order is tried under errors in people's labels. "
        + "Figures of different metrics are never averaged.";

    private const string Markdown = ".md";
    private const string Csv = ".csv";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "leaderboard", Summary, Details,
            "judgeeval leaderboard datasets/llmbar-* --metric percentAgreement --out leaderboard.md\n"
            + "judgeeval leaderboard datasets/summaries --by language --system model\n"
            + "judgeeval leaderboard datasets/support --corrected support.corrections.jsonl");
        var datasets = new Argument<string[]>("DATASET") { Description = "dataset folders", Arity = ArgumentArity.OneOrMore };
        Option<string[]> verdicts = Many("--verdicts", "verdict files, folders of *.verdicts.jsonl, or patterns with * and ?; default: DATASET/verdicts of each dataset", "GLOB…");
        Option<string?> judges = CommonOptions.Text("--judges", "only these judges, separated by commas; default: all", "NAME[,NAME…]");
        var statistics = new StatisticsOptions(defaultResamples: 2000);
        Option<string?> metric = CommonOptions.Text("--metric", "the metric of every dataset; default: each dataset's own", "M");
        Option<string?> coverage = CommonOptions.Text("--min-coverage", "the share of the labelled items a judge must answer to be compared, 0 to 1; default: 0.5", "X");
        Option<string?> by = CommonOptions.Text("--by", "figures by a tag of the items too, or by split or cluster", "TAG");
        Option<string?> system = CommonOptions.Text("--system", "the tag that names the system whose response an item is, or cluster: judges and people by systems", "TAG");
        Option<string[]> corrected = Many("--corrected", "corrected labels: an annotations.csv or a *.corrections.jsonl of 'judgeeval review', with its dataset's name and = in front where it could be of several", "FILE…");
        Option<string?> rates = CommonOptions.Text("--error-rates", "shares of wrong labels to try the order under; default: 0.01,0.033,0.05,0.1", "R[,R…]");
        Option<string?> draws = CommonOptions.Text("--error-draws", "draws of wrong labels, 0 for none; default: 1000", "N");
        Option<string?> output = CommonOptions.Text("--out", "write the leaderboard as Markdown (.md) or its figures as a table (.csv)", "FILE");
        Option<bool> json = CommonOptions.Json();
        command.Add(datasets);
        command.Add(verdicts);
        command.Add(judges);
        statistics.AddTo(command);
        foreach (Option option in new Option[] { metric, coverage, by, system, corrected, rates, draws, output, json })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            AlignmentOptions common = statistics.Read(parsed);
            string? path = Checked(parsed.GetValue(output));
            var options = new LeaderboardOptions
            {
                Metric = OptionValues.Metric(parsed.GetValue(metric)),
                Level = common.Level,
                Resamples = common.Resamples,
                Seed = common.Seed,
                Confidence = common.Confidence,
                By = parsed.GetValue(by),
                System = parsed.GetValue(system),
                LeastCoverage = Coverage(parsed.GetValue(coverage)),
                ErrorRates = Rates(parsed.GetValue(rates)),
                ErrorDraws = OptionValues.Whole("--error-draws", parsed.GetValue(draws), 0, 1000),
            };
            ImmutableArray<LeaderboardSource> sources = LeaderboardFiles.Read(
                parsed.GetRequiredValue(datasets), parsed.GetValue(verdicts) ?? [], CommonOptions.List(parsed.GetValue(judges)), parsed.GetValue(corrected) ?? []);
            CheckTag("--by", options.By, sources);
            CheckTag("--system", options.System, sources);
            Leaderboard board = Leaderboard.Compute(sources, options);
            foreach (Diagnostic unreadable in sources.SelectMany(s => s.Corrections?.Unreadable ?? []))
            {
                console.Error.Write($"{unreadable}\n");
            }

            if (path is not null)
            {
                Write(path, path.EndsWith(Csv, StringComparison.OrdinalIgnoreCase) ? LeaderboardCsv.Render(board) : LeaderboardMarkdown.Render(board));
            }

            if (parsed.GetValue(json))
            {
                LeaderboardJson.Write(console, board);
            }
            else if (path is null)
            {
                console.Out.Write(LeaderboardText.Render(board, console.Width, console.Colour));
            }
            else
            {
                console.Line($"{path} written");
            }

            return ExitCode.Passed;
        });
        return command;
    }

    private static Option<string[]> Many(string name, string description, string value) => new(name)
    {
        Description = description, HelpName = value, AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore,
    };

    private static string? Checked(string? path) =>
        path is null || path.EndsWith(Markdown, StringComparison.OrdinalIgnoreCase) || path.EndsWith(Csv, StringComparison.OrdinalIgnoreCase)
            ? path
            : throw new UsageException($"--out takes a file that ends in {Markdown} or {Csv}, not '{path}'");

    private static double Coverage(string? text) => text is null ? 0.5
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1 ? share
        : throw new UsageException($"--min-coverage takes a share from 0 to 1, for example 0.5, not '{text}'");

    private static ImmutableArray<double> Rates(string? text) => text is null
        ? LeaderboardOptions.DefaultErrorRates
        : [.. CommonOptions.List(text).Select(part => OptionValues.Between("--error-rates", part, 0, 1, "0.05")!.Value)];

    private static void CheckTag(string option, string? tag, ImmutableArray<LeaderboardSource> sources)
    {
        string[] known = [.. sources.SelectMany(s => TagValues.Names(s.Dataset.Items)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (tag is not null && !known.Contains(tag, StringComparer.Ordinal))
        {
            throw new UsageException($"{option}: no item has the tag '{tag}'{(known.Length == 0 ? "; the items have no tags, splits or clusters" : UsageHint.For(tag, known))}");
        }
    }

    private static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, content);
    }
}
