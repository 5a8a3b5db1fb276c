using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval compare</c>: a candidate beside its baseline, item by item.</summary>
internal static class CompareCommand
{
    private const string Summary = "A candidate judge beside a baseline, item by item: whether it is worse by more than a margin";

    private const string Details =
        "Both are held against the labels of DATASET on the items that both judged. The interval of the paired difference decides: the whole of it on the good side of the margin passes (0), on the bad "
        + "side fails (1), and data that cannot tell are inconclusive (2). FILE is a verdict file, a *.baseline.jsonl or a *.record.json. Says what moved: prompt, model, options, output contract, items, labels. "
        + "Edited labels are never taken for a worse judge: both are scored on the same labels, and on those of the baseline's time as well. Exits with 5 when the candidate answered a smaller share of the items than --min-coverage.";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "compare", Summary, Details,
            "judgeeval compare datasets/support --baseline verdicts/v1.verdicts.jsonl --candidate verdicts/v2.verdicts.jsonl --margin 0.05\n"
            + "judgeeval compare datasets/support --baseline Suite.Case.baseline.jsonl --candidate today.record.json --metric krippendorffAlpha");
        var dataset = new Argument<string>("DATASET") { Description = "dataset folder" };
        var baseline = new Option<string>("--baseline") { Description = "the judge that is compared with", HelpName = "FILE", Required = true };
        var candidate = new Option<string>("--candidate") { Description = "the judge that is examined", HelpName = "FILE", Required = true };
        var then = CommonOptions.Text("--baseline-dataset", "the dataset as it was when the baseline's verdicts were made, so that changed items and labels are known", "DIR");
        var metric = CommonOptions.Text("--metric", "the metric that is compared; default: by level", "M");
        var margin = CommonOptions.Text("--margin", string.Create(CultureInfo.InvariantCulture, $"how much worse is still good enough, in the metric's own unit; default: {Gate.DefaultMargin}"), "D");
        var statistics = new StatisticsOptions(defaultResamples: 2000);
        var reference = CommonOptions.Text("--reference", "majority, median, mean or an annotator's id; default: by level", "R");
        var coverage = CommonOptions.Text("--min-coverage", "the share of items the candidate must answer, 0 to 1; default: 0.98", "X");
        Option<bool> json = CommonOptions.Json();
        command.Add(dataset);
        foreach (Option option in new Option[] { baseline, candidate, then, metric, margin })
        {
            command.Add(option);
        }

        statistics.AddTo(command);
        command.Add(reference);
        command.Add(coverage);
        command.Add(json);
        command.SetAction(parsed =>
        {
            double minimum = CoverageLimit.Read(parsed.GetValue(coverage));
            double allowed = OptionValues.Between("--margin", parsed.GetValue(margin), 0, double.PositiveInfinity, "0.05") ?? Gate.DefaultMargin;
            AlignmentOptions options = statistics.Read(parsed) with { Metric = OptionValues.Metric(parsed.GetValue(metric)), Baselines = false };
            AnnotatedDataset people = DatasetPath.Read(parsed.GetRequiredValue(dataset));
            AnnotatedDataset? before = parsed.GetValue(then) is { } folder ? DatasetPath.Read(folder) : null;
            var basis = new AlignmentBasis(people, options with { Reference = OptionValues.Reference(parsed.GetValue(reference), people) });
            JudgeBaseline judged = ComparedJudge.Baseline(parsed.GetRequiredValue(baseline), people, before);
            AlignedJudge judge = ComparedJudge.Candidate(parsed.GetRequiredValue(candidate), basis, people, before, console);
            GateResult result = Gate.NotWorseThanBaseline(allowed).Evaluate(new GateContext(judge) { Baseline = judged });
            var output = new ComparisonOutput(people, judge, result, allowed);
            if (parsed.GetValue(json))
            {
                output.WriteJson(console);
            }
            else
            {
                output.WriteText(console);
            }

            return CodeOf(console, judge.Result, minimum, result.Decision);
        });
        return command;
    }

    // A decision on a judge that hardly answered is none.
    private static int CodeOf(ToolConsole console, AlignmentResult candidate, double minimum, GateDecision decision) =>
        CoverageLimit.Holds(console, "the candidate", candidate, minimum) ? ExitCode.Of(decision) : ExitCode.JudgeFailures;
}
