using System.CommandLine;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval agree</c>: agreement among annotators.</summary>
internal static class AgreeCommand
{
    private const string Summary = "Agreement among annotators";

    private const string Details =
        "RATINGS is a dataset folder, a long table (item,annotator,label) or a wide one (item and a column per "
        + "annotator, an empty cell is a missing label). For a table without --level, whole numbers count as ordinal, other numbers as interval, "
        + "anything else as nominal; the output says so.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("agree", Summary, Details, "judgeeval agree ratings.csv --level ordinal --bootstrap 2000");
        var ratings = new Argument<string>("RATINGS") { Description = "dataset folder or table (CSV, also .gz)" };
        var statistics = new StatisticsOptions(defaultResamples: 0);
        Option<string?> labels = CommonOptions.Labels();
        Option<string?> exclude = CommonOptions.Exclude();
        Option<bool> json = CommonOptions.Json();
        command.Add(ratings);
        statistics.AddTo(command);
        command.Add(labels);
        command.Add(exclude);
        command.Add(json);
        command.SetAction(parsed =>
        {
            AlignmentOptions options = statistics.Read(parsed);
            RatingsTable table = Read(parsed.GetRequiredValue(ratings), statistics.Scale(parsed, parsed.GetValue(labels)));
            if (parsed.GetValue(exclude) is { } log)
            {
                table = table with { Dataset = ExclusionLog.Apply(table.Dataset, log) };
            }

            HumanAgreementResult agreement = HumanAgreement.Compute(table.Dataset, options);
            if (parsed.GetValue(json))
            {
                AgreementOutput.WriteJson(console, table.Dataset, agreement, table.Assumption);
            }
            else
            {
                AgreementOutput.WriteText(console, table.Dataset, agreement, table.Assumption);
            }

            return ExitCode.Passed;
        });
        return command;
    }

    // A dataset folder states its own scale; --level then only chooses how labels are compared.
    private static RatingsTable Read(string path, ScaleRequest request)
    {
        if (!DatasetPath.TryFolder(path, out string folder))
        {
            return RatingsCsv.Read(path, request);
        }

        return request.Labels.IsEmpty
            ? new RatingsTable(DatasetReader.Read(folder), null)
            : throw new UsageException("--labels is for tables: a dataset folder lists its labels in dataset.yaml");
    }
}
