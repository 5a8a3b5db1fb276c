using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Running;

/// <summary>The options of <c>judgeeval run</c>, and what they come to.</summary>
/// <param name="repeats">How often each item is judged when nothing is said.</param>
internal sealed class RunOptions(int repeats = 1)
{
    private const int DefaultConcurrency = 8;
    private const int DefaultRetries = 4;
    private const long DefaultAskAboveCalls = 1000;

    private readonly Argument<string> _dataset = new("DATASET") { Description = "dataset folder" };
    private readonly Option<int> _concurrency = Number("--concurrency", $"how many judgements are under way at once; fewer where the server is too busy", "N", DefaultConcurrency);
    private readonly Option<int> _repeat = Number("--repeat", "how often each item is judged; repeats are no further items", "K", repeats);
    private readonly Option<int> _retries = Number("--retries", "how often a request is sent again when the server is busy or fails", "N", DefaultRetries);
    private readonly Option<int> _seed = Number("--seed", "seed of baselines and of the waits between attempts", "S", 1);
    private readonly Option<bool> _swap = new("--swap") { Description = "judge pairs in the swapped order as well" };
    private readonly Option<string?> _criteria = CommonOptions.Text("--criteria", "criteria to judge by, in place of the prompt's own", "TEXT");
    private readonly Option<string?> _group = CommonOptions.Text("--group", "the group in whose place the judge answers, for prompts that show {{group}}", "NAME");
    private readonly Option<string?> _timeout = CommonOptions.Text("--timeout", "how many seconds one attempt may take; default: the provider's, else 300", "S");
    private readonly Option<string?> _maxCalls = CommonOptions.Text("--max-calls", "stop before more calls than this are made to a provider", "N");
    private readonly Option<string?> _maxTokens = CommonOptions.Text("--max-tokens", "stop before more tokens than this are used at a provider", "N");
    private readonly Option<string?> _maxCost = CommonOptions.Text("--max-cost", "stop before a provider costs more than this; needs its price in judgeeval.yaml", "X");
    private readonly Option<string?> _askCost = CommonOptions.Text("--ask-above-cost", "ask before a run that will cost more than this; default: 1", "X");
    private readonly Option<string?> _askCalls = CommonOptions.Text("--ask-above-calls", "ask before more calls than this to a server elsewhere whose price is not known; default: 1000", "N");
    private readonly Option<string?> _recordings = CommonOptions.Text("--recordings", "folder of the recordings; default: 'recordings' beside the verdict file", "DIR");
    private readonly Option<bool> _replayOnly = new("--replay-only") { Description = "answer from the recordings alone; a missing one is an error" };
    private readonly Option<bool> _prune = new("--prune") { Description = "afterwards take out recordings of this prompt and model that the run did not use" };
    private readonly Option<bool> _yes = new("--yes") { Description = "send without asking, however much it is" };
    private readonly Option<string?> _output = CommonOptions.Text("--out", "verdict file; default: DATASET/verdicts/<judge>.verdicts.jsonl", "FILE");
    private readonly RunJudgeOptions _judge = new();

    private Option[] Own =>
    [
        _concurrency, _repeat, _swap, _criteria, _group, _retries, _timeout, _maxCalls, _maxTokens, _maxCost, _askCost, _askCalls, _yes, _recordings,
        _replayOnly, _prune, _seed, _output,
    ];

    /// <summary>The dataset's path, as the user gave it.</summary>
    /// <param name="parsed">The command line.</param>
    public string DatasetOf(ParseResult parsed) => parsed.GetRequiredValue(_dataset);

    /// <summary>The seed, which also seeds what a command draws beside the run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">It is negative.</exception>
    public ulong SeedOf(ParseResult parsed) => (ulong)AtLeast(0, "--seed", parsed.GetValue(_seed));

    /// <summary>The names of the options that ask for a run and were given, for commands that can do without one.</summary>
    /// <param name="parsed">The command line.</param>
    public IEnumerable<string> Given(ParseResult parsed) => parsed.CommandResult.Command.Options
        .Where(o => _judge.Owns(o) || (o != _seed && Own.Contains(o)))
        .Where(o => parsed.GetResult(o) is { Implicit: false })
        .Select(o => o.Name);

    /// <summary>Adds the options to the command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_dataset);
        _judge.AddTo(command);
        foreach (Option option in Own)
        {
            command.Add(option);
        }
    }

    /// <summary>What the command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Where the environment is read.</param>
    /// <exception cref="UsageException">Options do not fit together, or a value is none.</exception>
    /// <exception cref="JudgeEvalException">judgeeval.yaml or the prompt is wrong.</exception>
    public RunRequest Read(ParseResult parsed, ToolConsole console)
    {
        ulong seed = SeedOf(parsed);
        var limits = new LimitSettings
        {
            Concurrency = parsed.GetResult(_concurrency) is { Implicit: false } ? AtLeast(1, "--concurrency", parsed.GetValue(_concurrency)) : null,
            Attempts = parsed.GetResult(_retries) is { Implicit: false } ? AtLeast(0, "--retries", parsed.GetValue(_retries)) + 1 : null,
            Timeout = Amount("--timeout", parsed.GetValue(_timeout)) is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null,
            MaxCalls = Count("--max-calls", parsed.GetValue(_maxCalls)),
            MaxTokens = Count("--max-tokens", parsed.GetValue(_maxTokens)),
            MaxCost = Amount("--max-cost", parsed.GetValue(_maxCost)),
        };
        (RunJudge judge, JudgeEvalConfiguration? configuration) = _judge.Read(parsed, console, seed);
        Shown(judge, "--group", "group", parsed.GetValue(_group));
        Shown(judge, "--criteria", "criteria", parsed.GetValue(_criteria));
        return new RunRequest
        {
            DatasetPath = parsed.GetRequiredValue(_dataset),
            Judge = judge,
            Configuration = configuration,
            Run = new JudgeRunOptions
            {
                Concurrency = AtLeast(1, "--concurrency", parsed.GetValue(_concurrency)),
                Repeats = AtLeast(1, "--repeat", parsed.GetValue(_repeat)),
                Swap = parsed.GetValue(_swap),
                Criteria = parsed.GetValue(_criteria),
                Group = parsed.GetValue(_group),
            },
            Limits = limits,
            AskAbove = new SendLimit(Amount("--ask-above-cost", parsed.GetValue(_askCost)) ?? 1, Count("--ask-above-calls", parsed.GetValue(_askCalls)) ?? DefaultAskAboveCalls),
            Seed = seed,
            Recordings = parsed.GetValue(_recordings),
            ReplayOnly = parsed.GetValue(_replayOnly),
            Prune = parsed.GetValue(_prune),
            Yes = parsed.GetValue(_yes),
            Output = parsed.GetValue(_output),
        };
    }

    // What no prompt shows would change nothing, and the verdicts would claim that it had.
    private static void Shown(RunJudge judge, string option, string placeholder, string? value)
    {
        if (value is not null && judge.Prompt is { } prompt && !prompt.Shows(placeholder))
        {
            throw new UsageException($"{option}: the prompt '{prompt.Name}' does not show {{{{{placeholder}}}}}");
        }
    }

    private static Option<int> Number(string name, string description, string value, int byDefault) =>
        new(name) { Description = description, HelpName = value, DefaultValueFactory = _ => byDefault };

    private static int AtLeast(int least, string option, int value) => value >= least
        ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} takes a whole number from {least}, not {value}"));

    private static long? Count(string option, string? text) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0 ? count
        : throw new UsageException($"{option} takes a whole number from 1, not '{text}'");

    private static decimal? Amount(string option, string? text) => text is null ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) && amount is > 0 and <= 1_000_000_000 ? amount
        : throw new UsageException($"{option} takes a number above 0, for example 2.50, not '{text}'");
}
