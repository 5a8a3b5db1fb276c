using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Gates.SelfTests;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;
using JudgeEval.Tool.Running;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval doctor</c>: whether a judge with its gate is to be trusted.</summary>
internal static class DoctorCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "doctor";

    private const int DefaultRepeats = 5;
    private const double DefaultMargin = 0.05;

    private const string Summary = "Whether a judge with its gate is to be trusted";

    private const string Details =
        "Judges every item several times (recordings, keys and consent are those of 'judgeeval run'), or reads the repeats of --verdicts, and tells how often "
        + "the verdicts flip. Then the gate is tried: the judge against itself, a random repeat of each item against another, on items drawn anew each time, must "
        + "not fail more often than the level of the gate says; a judge that always gives one label and one that draws its labels must fail. It proposes a "
        + "number of repeats and a margin. --seed also seeds these draws. Exits with 0 when all is well, with 1 when the gate fails the judge against itself too often "
        + "or passes a judge that knows nothing, with 2 when that cannot be told, and with 5 when too many items have no verdict.";

    private const string Example =
        "judgeeval doctor datasets/support --prompt prompts/quality.md --model llama3.1 --endpoint http://127.0.0.1:11434/v1 --repeat 5\n"
        + "judgeeval doctor datasets/support --judge quality --margin 0.03 --metric percentAgreement\n"
        + "judgeeval doctor datasets/support --judge quality --gate \"kappa >= 0.6\" \"kappa not more than 0.05 below the baseline\"\n"
        + "judgeeval doctor datasets/support --verdicts quality.verdicts.jsonl";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(Name, Summary, Details, Example);
        var run = new RunOptions(DefaultRepeats);
        var verdicts = CommonOptions.Text("--verdicts", "verdicts of an earlier run, with their repeats, in place of a run", "FILE");
        var stated = new Option<string[]>("--gate")
        {
            Description = "gates to try in place of that of --metric and --margin, as judgeeval.yaml states them", HelpName = "TEXT…",
            AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore,
        };
        var metric = CommonOptions.Text("--metric", "the metric that the gate compares by; default: by level", "M");
        var margin = CommonOptions.Text("--margin", "how much worse than the baseline is still good enough; default: 0.05", "D");
        var runs = CommonOptions.Text("--runs", "how often the judge is held against itself; default: 400", "R");
        var confidence = CommonOptions.Text("--confidence", "confidence level of the gate, whose one-sided level is half of the rest; default: 0.95", "C");
        Option<bool> json = CommonOptions.Json();
        run.AddTo(command);
        foreach (Option option in new Option[] { verdicts, metric, margin, stated, runs, confidence, json })
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            ulong seed = run.SeedOf(parsed);
            AlignmentMetric? compared = OptionValues.Metric(parsed.GetValue(metric));
            var options = new AlignmentOptions
            {
                Metric = compared,
                Seed = seed,
                Confidence = OptionValues.Between("--confidence", parsed.GetValue(confidence), 0, 1, "0.95") ?? new AlignmentOptions().Confidence,
                Baselines = false,
            };
            double worse = OptionValues.Between("--margin", parsed.GetValue(margin), 0, double.PositiveInfinity, "0.05") ?? DefaultMargin;
            var test = new SelfTestOptions { Seed = seed, Runs = OptionValues.Whole("--runs", parsed.GetValue(runs), 1, new SelfTestOptions().Runs) };
            string[] texts = parsed.GetValue(stated) ?? [];
            if (texts.Length > 0 && parsed.GetValue(margin) is not null)
            {
                throw new UsageException("--margin and --gate do not go together: the gate says its own margin");
            }

            ImmutableArray<IGate> gates = texts.Length > 0
                ? GateLanguage.Parse(texts.Select(t => new StatedGate(t, SourceLocation.None)))
                : [Gate.NotWorseThanBaseline(worse, GateMetric.OrFirst(compared))];
            VerdictSet judged;
            if (parsed.GetValue(verdicts) is { } path)
            {
                string[] given = [.. run.Given(parsed)];
                judged = given.Length == 0 ? VerdictFile.Read(path) : throw new UsageException($"--verdicts and {given[0]} do not go together");
            }
            else
            {
                RunRequest request = Apart(run.Read(parsed, console));
                if (await new RunExecution(console, request, console.Error).RunAsync(cancellationToken) is var code and not (ExitCode.Passed or ExitCode.JudgeFailures))
                {
                    return code;
                }

                judged = VerdictFile.Read(request.OutputPath);
            }

            AnnotatedDataset dataset = DatasetPath.Read(run.DatasetOf(parsed));
            SelfTestReport report = GateSelfTest.Run(dataset, judged, gates, options, test);
            var output = new DoctorOutput(dataset, report);
            if (parsed.GetValue(json))
            {
                output.WriteJson(console);
            }
            else
            {
                output.WriteText(console);
            }

            return await CodeOfAsync(console, report);
        });
        return command;
    }

    // Repeats are no further judge: a folder of verdict files, as align reads it, must not find them beside those of a run. The recordings are shared.
    private static RunRequest Apart(RunRequest request) => request.Output is not null ? request : request with
    {
        Recordings = request.RecordingsPath,
        Output = Path.Combine(Path.GetDirectoryName(request.OutputPath)!, Name, Path.GetFileName(request.OutputPath)),
    };

    private static async Task<int> CodeOfAsync(ToolConsole console, SelfTestReport report)
    {
        if (report.Coverage < Gate.DefaultCoverage)
        {
            await console.Error.WriteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"judgeeval: the judge has a usable verdict for {report.Coverage:0.####} of the items, below {Gate.DefaultCoverage}: exit code {ExitCode.JudgeFailures}\n"));
            return ExitCode.JudgeFailures;
        }

        return report.Health switch
        {
            GateHealth.Healthy => ExitCode.Passed,
            GateHealth.CannotTell => ExitCode.Inconclusive,
            _ => ExitCode.Failed,
        };
    }
}
