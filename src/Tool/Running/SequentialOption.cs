using System.CommandLine;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates.Sequential;
using JudgeEval.Harness.Runs;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Running;

/// <summary>What <c>judgeeval run --sequential</c> asks for.</summary>
/// <param name="Demand">When to stop.</param>
/// <param name="Batch">How many items are judged between two looks; <see langword="null"/> for as many as are judged at once.</param>
/// <param name="Json">Whether the decision is told as JSON.</param>
internal sealed record SequentialRequest(SequentialDemand Demand, int? Batch, bool Json);

/// <summary>The options of <c>judgeeval run</c> that end it as soon as a demand is decided.</summary>
internal sealed class SequentialOption
{
    private readonly Option<bool> _sequential = new("--sequential")
    {
        Description = "judge items in random order, and stop as soon as --at-least, --at-most or --baseline with --margin is decided",
    };

    private readonly Option<string?> _metric = CommonOptions.Text("--metric", "with --sequential: percentAgreement (the default), meanAbsoluteError or jensenShannon", "M");
    private readonly Option<string?> _atLeast = CommonOptions.Text("--at-least", "with --sequential: pass when the metric is above this, fail when below", "X");
    private readonly Option<string?> _atMost = CommonOptions.Text("--at-most", "with --sequential: pass when the metric is below this, fail when above", "X");
    private readonly Option<string?> _baseline = CommonOptions.Text("--baseline", "with --sequential: verdicts of the judge to compare with, item by item", "FILE");
    private readonly Option<string?> _margin = CommonOptions.Text("--margin", "with --baseline: how much worse is still good enough", "D");
    private readonly Option<string?> _batch = CommonOptions.Text("--batch", "with --sequential: how many items are judged between two looks; default: --concurrency", "N");
    private readonly Option<bool> _json = CommonOptions.Json();

    /// <summary>Adds the options to the command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        _json.Description = "with --sequential: print the decision as one JSON object instead of text";
        command.Add(_sequential);
        foreach (Option option in Others)
        {
            command.Add(option);
        }
    }

    private Option[] Others => [_metric, _atLeast, _atMost, _baseline, _margin, _batch, _json];

    /// <summary>What the command line asks for; <see langword="null"/> for a run over all items.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">Options do not fit together, or a value is none.</exception>
    /// <exception cref="JudgeEvalException">The metric cannot be decided item by item, or the baseline cannot be read.</exception>
    public SequentialRequest? Read(ParseResult parsed)
    {
        if (!parsed.GetValue(_sequential))
        {
            return Others.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } stray
                ? throw new UsageException($"{stray.Name} goes with --sequential")
                : null;
        }

        AlignmentMetric metric = OptionValues.Metric(parsed.GetValue(_metric)) ?? AlignmentMetric.PercentAgreement;
        return new SequentialRequest(
            Demand(parsed, metric), parsed.GetValue(_batch) is { } batch ? OptionValues.Whole("--batch", batch, 1, 1) : null, parsed.GetValue(_json));
    }

    private SequentialDemand Demand(ParseResult parsed, AlignmentMetric metric)
    {
        double? least = Number("--at-least", parsed.GetValue(_atLeast)), most = Number("--at-most", parsed.GetValue(_atMost));
        double? margin = OptionValues.Between("--margin", parsed.GetValue(_margin), 0, double.PositiveInfinity, "0.05");
        string? baseline = parsed.GetValue(_baseline);
        if (new[] { least is not null, most is not null, baseline is not null }.Count(given => given) != 1)
        {
            throw new UsageException("--sequential needs one of --at-least, --at-most, and --baseline with --margin: it stops when that is decided");
        }

        if (baseline is null != margin is null)
        {
            throw new UsageException(baseline is null ? "--margin goes with --baseline" : "--baseline needs --margin: how much worse is still good enough");
        }

        bool higher = metric.HigherIsBetter();
        return baseline is not null ? SequentialDemand.NotWorseThan(VerdictFile.Read(baseline), margin!.Value, metric)
            : (least is not null) != higher && SequentialDemand.Metrics.Contains(metric)
                ? throw new UsageException($"{metric.Name()} is better when {(higher ? "higher: give --at-least" : "lower: give --at-most")}")
            : least is double atLeast ? SequentialDemand.AtLeast(metric, atLeast)
            : SequentialDemand.AtMost(metric, most!.Value);
    }

    private static double? Number(string option, string? text) => OptionValues.Between(option, text, double.NegativeInfinity, double.PositiveInfinity, "0.8");
}
