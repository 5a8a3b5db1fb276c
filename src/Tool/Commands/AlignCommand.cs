using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval align</c>: one judge or several against people.</summary>
internal static class AlignCommand
{
    private const string Summary = "Alignment of one judge, or of several as a leaderboard, with people";

    private const string Details =
        "Every statistic stands with its interval and the human ceiling beside it, and the judge is held against the best baseline: of simple rules, "
        + "such as always the most frequent label, the one that agrees best with people. Committees show their members. A judge that predicts difficulty is held "
        + "against how far people disagree. Gates are decided below the figures, for every judge: exits with 1 when one failed, else with 2 when the data cannot tell, "
        + "but with 5 when a judge answered a smaller share of the items than --min-coverage or a gate on coverage asks for.";

    private const string CoverageGate = "coverage ";

    private static readonly string[] OutOfScalePolicies = ["exclude", "clip"];

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(
            "align", Summary, Details,
            "judgeeval align datasets/support --verdicts datasets/support/verdicts/*.jsonl --metric krippendorffAlpha\n"
            + "judgeeval align datasets/support --verdicts today.verdicts.jsonl --gate 'kappa >= 0.6' 'kappa >= 0.9 of ceiling per topic'\n"
            + "judgeeval align datasets/support --verdicts today.verdicts.jsonl --gates-from judgeeval.yaml --suite support-answers --baseline v1.verdicts.jsonl");
        var dataset = new Argument<string>("DATASET") { Description = "dataset folder" };
        var verdicts = new Option<string[]>("--verdicts")
        {
            Description = "verdict files, or folders of *.verdicts.jsonl", HelpName = "FILE…", Required = true,
            AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore,
        };
        var statistics = new StatisticsOptions(defaultResamples: 2000);
        var metric = CommonOptions.Text("--metric", "the metric that stands first and orders the leaderboard; default: by level", "M");
        var reference = CommonOptions.Text("--reference", "majority, median, mean or an annotator's id; default: by level", "R");
        var outOfScale = CommonOptions.Text("--out-of-scale", "exclude or clip labels off the scale; default: what the dataset says", "POLICY");
        var coverage = CommonOptions.Text("--min-coverage", "the share of items a judge must answer, 0 to 1; default: 0.98", "X");
        var by = CommonOptions.Text("--by", "also by group: a tag of the items or an attribute of the annotators", "ATTR");
        var ambiguous = CommonOptions.Text("--ambiguous-from", "people's disagreement that makes an item ambiguous, for judges of difficulty; default: 3/4 of the scale", "D");
        Option<bool> noBaselines = CommonOptions.NoBaselines();
        Option<string?> exclude = CommonOptions.Exclude();
        var record = CommonOptions.Text("--record", "write the alignment record of one judge", "FILE");
        var config = CommonOptions.Text("--config", "the file that states the price for --record; default: judgeeval.yaml here or in a folder above", "FILE");
        Option<bool> json = CommonOptions.Json();
        command.Add(dataset);
        command.Add(verdicts);
        statistics.AddTo(command);
        foreach (Option option in new Option[] { metric, reference, outOfScale, coverage, by, ambiguous, noBaselines, exclude, record, config, json })
        {
            command.Add(option);
        }

        var gateOptions = new GateOptions();
        gateOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            ImmutableArray<IGate> gates = gateOptions.Read(parsed, console);
            double minimum = CoverageLimit.Read(parsed.GetValue(coverage));
            AlignmentOptions options = statistics.Read(parsed) with
            {
                Metric = OptionValues.Metric(parsed.GetValue(metric)),
                OutOfScale = OutOfScale(parsed.GetValue(outOfScale)),
                AmbiguousFrom = AmbiguousFrom(parsed.GetValue(ambiguous)),
                Baselines = !parsed.GetValue(noBaselines),
            };
            AnnotatedDataset people = DatasetPath.Read(parsed.GetRequiredValue(dataset));
            if (parsed.GetValue(exclude) is { } log)
            {
                people = ExclusionLog.Apply(people, log);
            }

            options = options with { Reference = OptionValues.Reference(parsed.GetValue(reference), people) };
            ImmutableArray<JudgeFile> judges = JudgeFile.Read(parsed.GetRequiredValue(verdicts));
            string? recordPath = parsed.GetValue(record);
            if (recordPath is not null && judges.Length > 1)
            {
                throw new UsageException($"--record holds one judge, but {judges.Length.ToString(CultureInfo.InvariantCulture)} verdict files are given");
            }

            // Read before the work: a configuration that is wrong is known at once.
            JudgeEvalConfiguration? prices = parsed.GetValue(config) is { } path
                ? recordPath is null ? throw new UsageException("--config states the price for --record: give both") : JudgeEvalConfiguration.Read(path)
                : recordPath is null ? null : JudgeEvalConfiguration.Find(console.Folder);
            var basis = new AlignmentBasis(people, options);
            AlignedJudge[] aligned = [.. judges.Select(j => basis.Examine(j.Verdicts))];
            ImmutableArray<AlignmentResult> results = [.. aligned.Select(judge => judge.Result)];
            ImmutableArray<GateReport> reports = gates.IsEmpty ? [] : gateOptions.Evaluate(gates, aligned, parsed, people);
            GroupedAlignment? groups = parsed.GetValue(by) is { } attribute
                ? GroupedAlignment.Compute(people, judges, attribute, options)
                : null;
            LintReport lint = DatasetLint.Of(people, judges.Select(judge => (judge.Name, judge.Verdicts)));
            if (recordPath is not null)
            {
                TokenPrice? price = prices?.PriceOf(aligned[0].Verdicts.Judge);
                RecordFile.Write(AlignmentRecords.Of(people, aligned[0].Verdicts, results[0], options, parsed.GetRequiredValue(dataset), reports.FirstOrDefault(), lint, price), recordPath);
            }

            string lintCommand = $"judgeeval lint {parsed.GetRequiredValue(dataset)} --verdicts {string.Join(' ', parsed.GetRequiredValue(verdicts).Take(2))}"
                + (parsed.GetRequiredValue(verdicts).Length > 2 ? " …" : "");
            var output = new AlignmentOutput(people, lint, lintCommand, [.. judges.Select(j => j.Name)], results, groups, reports, (1 - options.Confidence) / 2);
            if (parsed.GetValue(json))
            {
                output.WriteJson(console);
            }
            else
            {
                output.WriteText(console);
            }

            // A gate on coverage says what share is enough, unless the option does.
            bool stated = parsed.GetValue(coverage) is null && gates.Any(gate => gate.Name.StartsWith(CoverageGate, StringComparison.Ordinal));
            int code = stated ? ExitCode.Passed : CheckCoverage(console, judges, results, minimum);
            return code == ExitCode.Passed ? CodeOf(reports) : code;
        });
        return command;
    }

    // A decision on a judge that hardly answered is none.
    private static int CodeOf(ImmutableArray<GateReport> reports) =>
        reports.Any(report => report.Results.Any(gate => gate.Decision == GateDecision.Failed && gate.Gate.StartsWith(CoverageGate, StringComparison.Ordinal))) ? ExitCode.JudgeFailures
        : reports.Any(report => report.Decision == GateDecision.Failed) ? ExitCode.Failed
        : reports.Any(report => report.Decision == GateDecision.Inconclusive) ? ExitCode.Inconclusive
        : ExitCode.Passed;

    private static int CheckCoverage(
        ToolConsole console, ImmutableArray<JudgeFile> judges, ImmutableArray<AlignmentResult> results, double minimum)
    {
        int code = ExitCode.Passed;
        for (int j = 0; j < results.Length; j++)
        {
            code = CoverageLimit.Holds(console, $"'{judges[j].Name}'", results[j], minimum) ? code : ExitCode.JudgeFailures;
        }

        return code;
    }

    private static double? AmbiguousFrom(string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double distance) && distance > 0 && double.IsFinite(distance) ? distance
        : throw new UsageException($"--ambiguous-from takes a number above 0, for example 3, not '{text}'");

    private static OutOfScalePolicy? OutOfScale(string? name) => name switch
    {
        null => null,
        "exclude" => OutOfScalePolicy.Exclude,
        "clip" => OutOfScalePolicy.Clip,
        _ => throw new UsageException($"unknown treatment '{name}' of labels off the scale{UsageHint.For(name, OutOfScalePolicies)}"),
    };
}
