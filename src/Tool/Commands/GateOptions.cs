using System.Collections.Immutable;
using System.CommandLine;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>The options that state gates, one by one or by a configuration, and the baseline some of them compare with.</summary>
internal sealed class GateOptions
{
    private readonly Option<string[]> _gates = new("--gate")
    {
        Description = "a gate, for example 'kappa >= 0.6'; several may be given", HelpName = "TEXT…", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _from = CommonOptions.Text("--gates-from", "take the gates of a judgeeval.yaml", "FILE");
    private readonly Option<string?> _suite = CommonOptions.Text("--suite", "the suite whose gates are taken; default: those under 'default'", "NAME");
    private readonly Option<string?> _baseline = CommonOptions.Text("--baseline", "what gates on the baseline compare with: a verdict file, a *.baseline.jsonl or a *.record.json", "FILE");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _gates, _from, _suite, _baseline })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the gates that were stated; none where none were.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Where it is said that a suite has no gates of its own.</param>
    /// <exception cref="UsageException">A text is no gate, or options do not go together.</exception>
    /// <exception cref="JudgeEvalException">The configuration is wrong.</exception>
    public ImmutableArray<IGate> Read(ParseResult parsed, ToolConsole console)
    {
        string? from = parsed.GetValue(_from), suite = parsed.GetValue(_suite);
        if (suite is not null && from is null)
        {
            throw new UsageException("--suite names a suite of a judgeeval.yaml: give it with --gates-from");
        }

        ImmutableArray<IGate> gates = [.. Stated(parsed.GetValue(_gates) ?? []), .. from is null ? [] : Configured(from, suite, console)];
        IGate? twice = gates.FirstOrDefault(gate => gates.Count(other => other.Name == gate.Name) > 1);
        return twice is not null ? throw new UsageException($"the gate '{twice.Name}' is stated twice")
            : gates.IsEmpty && parsed.GetValue(_baseline) is not null ? throw new UsageException("--baseline is for gates that compare: state one, for example --gate 'metric not more than 0.05 below the baseline'")
            : gates;
    }

    /// <summary>Evaluates the gates for every judge. The judges share the level, so that the chance that any gate of the run fails falsely stays within it.</summary>
    /// <param name="gates">The gates, one or more.</param>
    /// <param name="judges">The judges.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="dataset">The dataset.</param>
    public ImmutableArray<GateReport> Evaluate(ImmutableArray<IGate> gates, IReadOnlyList<AlignedJudge> judges, ParseResult parsed, AnnotatedDataset dataset)
    {
        string? path = parsed.GetValue(_baseline);
        JudgeBaseline? baseline = path is null ? null : ComparedJudge.Baseline(path, dataset, null);
        return [.. judges.Select(judge => Gate.Evaluate(new GateContext(judge) { Baseline = baseline, BaselinePath = path }, gates, judges.Count))];
    }

    private static IEnumerable<IGate> Stated(string[] texts)
    {
        try
        {
            return [.. texts.Select(text => GateLanguage.Parse(text))];
        }
        catch (JudgeEvalException exception)
        {
            Diagnostic error = exception.Diagnostics[0];
            throw new UsageException($"--gate: {error.What} ({error.Code}); {error.Why}; {error.Remedy}");
        }
    }

    private static ImmutableArray<IGate> Configured(string path, string? suite, ToolConsole console)
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Read(path);
        string[] suites = [.. configuration.Gates.Select(gates => gates.Suite)];
        if (configuration.GatesOf(suite) is not { } stated)
        {
            throw new UsageException(
                suites.Length == 0 ? $"--gates-from: '{path}' states no gates; write them under 'gates:'"
                : suite is null ? $"--gates-from: '{path}' states no gates under 'default'; choose with --suite{UsageHint.For("", suites)}"
                : $"--suite: '{path}' states gates neither for '{suite}' nor under 'default'{UsageHint.For(suite, suites)}");
        }

        if (suite is not null && stated.Suite != suite)
        {
            string near = Nearest.Of(suite, suites) is { } name ? $" (did you mean '{name}'?)" : "";
            console.Error.Write($"judgeeval: '{path}' states no gates for '{suite}'{near}; those under 'default' are taken\n");
        }

        return GateLanguage.Parse(stated.Gates);
    }
}
