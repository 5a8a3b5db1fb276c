using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval plan</c>: what a comparison can see, before it is run.</summary>
internal static class PlanCommand
{
    private const string Summary = "What a comparison on a dataset can see, before it is run";

    private const string Details =
        "Says how small a drop this dataset sees, at which margin an equally good judge passes, and how many items or annotations a margin needs. It learns how much "
        + "judges differ from verdicts: of two judges (two files, or --baseline), of one judge that was asked several times, or of one judge and a stated share of "
        + "items on which another one differs; without verdicts it assumes how often judges agree with people. Hits (percentAgreement) are planned by formula, other "
        + "metrics by simulation. Exits with 0 when the margin can be seen and with 2 when it cannot.";

    private const string Example =
        "judgeeval plan datasets/support --margin 0.03\n"
        + "judgeeval plan datasets/support --metric percentAgreement --accuracy 0.9 --discordant 0.08\n"
        + "judgeeval plan datasets/support --verdicts quality.verdicts.jsonl --repeats 3\n"
        + "judgeeval plan datasets/support --verdicts new.verdicts.jsonl --baseline old.verdicts.jsonl";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand("plan", Summary, Details, Example);
        var dataset = new Argument<string>("DATASET") { Description = "dataset folder" };
        var verdicts = new Option<string[]>("--verdicts")
        {
            Description = "verdicts of one judge, or of two, as the pilot", HelpName = "FILE…", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore,
        };
        var defaults = new PlanOptions();
        var baseline = CommonOptions.Text("--baseline", "verdicts of the judge that the pilot's is compared with", "FILE");
        var metric = CommonOptions.Text("--metric", "the metric that is compared; default: by level", "M");
        var margin = CommonOptions.Text("--margin", "the margin that must be seen; default: 0.05", "D");
        var confidence = CommonOptions.Text("--confidence", "confidence level of the gate, whose one-sided level is half of the rest; default: 0.95", "C");
        var power = CommonOptions.Text("--power", "how surely it must be seen; default: 0.8", "P");
        var repeats = CommonOptions.Text("--repeats", "how many repeats of an item vote, where the pilot has repeats; default: 1", "K");
        var accuracy = CommonOptions.Text("--accuracy", "how often judges agree with people, without a pilot; default: 0.85", "A");
        var discordant = CommonOptions.Text("--discordant", "share of items on which one of two judges agrees with people and the other does not; default: half of independent judges'", "S");
        var correlation = CommonOptions.Text("--icc", "how far differences within a cluster go together, without a pilot; default: 0.1", "R");
        var simulations = CommonOptions.Text("--simulations", "how many studies of each size are simulated; default: 2000", "N");
        var seed = CommonOptions.Text("--seed", "seed of the simulation; default: 1", "S");
        Option<bool> json = CommonOptions.Json();
        command.Add(dataset);
        foreach (Option option in new Option[]
        {
            verdicts, baseline, metric, margin, confidence, power, repeats, accuracy, discordant, correlation, simulations, seed, json,
        })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            string[] files = [.. parsed.GetValue(verdicts) ?? [], .. parsed.GetValue(baseline) is { } other ? [other] : Array.Empty<string>()];
            if (files.Length > 2 || (files.Length == 1 && parsed.GetValue(baseline) is not null))
            {
                throw new UsageException(files.Length > 2
                    ? string.Create(CultureInfo.InvariantCulture, $"a pilot has one judge or two, and {files.Length} verdict files are given")
                    : "--baseline needs --verdicts: the judge that is compared with it");
            }

            var options = new PlanOptions
            {
                Metric = OptionValues.Metric(parsed.GetValue(metric)),
                Margin = OptionValues.Between("--margin", parsed.GetValue(margin), 0, double.PositiveInfinity, "0.05") ?? defaults.Margin,
                Confidence = OptionValues.Between("--confidence", parsed.GetValue(confidence), 0, 1, "0.95") ?? defaults.Confidence,
                Power = OptionValues.Between("--power", parsed.GetValue(power), 0, 1, "0.8") ?? defaults.Power,
                Repeats = OptionValues.Whole("--repeats", parsed.GetValue(repeats), 1, defaults.Repeats),
                Accuracy = OptionValues.Between("--accuracy", parsed.GetValue(accuracy), 0, 1, "0.85") ?? defaults.Accuracy,
                Discordant = OptionValues.Between("--discordant", parsed.GetValue(discordant), 0, 1, "0.1"),
                ClusterCorrelation = OptionValues.Between("--icc", parsed.GetValue(correlation), 0, 1, "0.1") ?? defaults.ClusterCorrelation,
                Simulations = OptionValues.Whole("--simulations", parsed.GetValue(simulations), 100, defaults.Simulations),
                Seed = (ulong)OptionValues.Whole("--seed", parsed.GetValue(seed), 0, (int)defaults.Seed),
            };
            AnnotatedDataset people = DatasetPath.Read(parsed.GetRequiredValue(dataset));
            VerdictSet[] pilot = [.. JudgeFile.Read(files).Select(f => f.Verdicts)];
            ComparisonPlan plan = ComparisonPlanner.Plan(people, options, pilot.FirstOrDefault(), pilot.ElementAtOrDefault(1));
            var output = new PlanOutput(people, plan);
            if (parsed.GetValue(json))
            {
                output.WriteJson(console);
            }
            else
            {
                output.WriteText(console);
            }

            return plan.CanBeSeen ? ExitCode.Passed : ExitCode.Inconclusive;
        });
        return command;
    }
}
