using System.CommandLine;
using JudgeEval.Judges;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Running;

/// <summary>The options that say which judge is run.</summary>
internal sealed class RunJudgeOptions
{
    private const string BaselinePrefix = "baseline:";
    private const string KeyVariable = "OPENAI_API_KEY";
    private const string DefaultEndpoint = "https://api.openai.com/v1";

    private readonly Option<string?> _judge = CommonOptions.Text("--judge", "a judge that judgeeval.yaml defines, or baseline:majority, random, longer, overlap, linear", "NAME");
    private readonly Option<string?> _prompt = CommonOptions.Text("--prompt", "prompt file (*.md), with --provider or with --model and --endpoint", "FILE");
    private readonly Option<string?> _provider = CommonOptions.Text("--provider", "a provider that judgeeval.yaml defines", "NAME");
    private readonly Option<string?> _model = CommonOptions.Text("--model", "the model's id, as the endpoint spells it", "M");
    private readonly Option<string?> _endpoint = CommonOptions.Text("--endpoint", $"base URL of an OpenAI-compatible server; default: {DefaultEndpoint}", "URL");
    private readonly Option<string?> _config = CommonOptions.Text("--config", "the file that defines judges and providers; default: judgeeval.yaml here or in a folder above", "FILE");

    private Option[] Own => [_judge, _prompt, _provider, _model, _endpoint, _config];

    /// <summary>Adds the options to the command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in Own)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether an option is one of these.</summary>
    /// <param name="option">An option.</param>
    public bool Owns(Option option) => Own.Contains(option);

    /// <summary>The judge, and the file that defines it where one does.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Where the environment is read.</param>
    /// <param name="seed">The seed of a baseline.</param>
    /// <exception cref="UsageException">The options name no judge, or more than one.</exception>
    /// <exception cref="JudgeEvalException">The file or the prompt is wrong, or there is no such judge.</exception>
    public (RunJudge Judge, JudgeEvalConfiguration? Configuration) Read(ParseResult parsed, ToolConsole console, ulong seed)
    {
        string? judge = parsed.GetValue(_judge), prompt = parsed.GetValue(_prompt);
        if (judge is not null)
        {
            Refuse("--judge", parsed, _prompt, _provider, _model, _endpoint);
            return judge.StartsWith(BaselinePrefix, StringComparison.Ordinal)
                ? (Baseline(judge[BaselinePrefix.Length..], seed), null)
                : Defined(judge, Configuration(parsed, console, $"--judge {judge}"));
        }

        if (prompt is null)
        {
            throw new UsageException("a judge is missing: --judge names one, or --prompt and --model make one");
        }

        if (parsed.GetValue(_provider) is { } provider)
        {
            Refuse("--provider", parsed, _endpoint);
            JudgeEvalConfiguration configuration = Configuration(parsed, console, $"--provider {provider}");
            ProviderSettings settings = configuration.GetProvider(provider);
            return (new RunPrompt(PromptFile.Read(prompt), parsed.GetValue(_model) is { } other ? settings with { Model = other } : settings), configuration);
        }

        string model = parsed.GetValue(_model) ?? throw new UsageException("--model is missing: it is the model's id, also of the recordings of --replay-only");
        return (new RunPrompt(PromptFile.Read(prompt), Server(model, parsed.GetValue(_endpoint) ?? DefaultEndpoint, console)), null);
    }

    private static (RunJudge, JudgeEvalConfiguration?) Defined(string name, JudgeEvalConfiguration configuration) =>
        (new RunDefined(configuration.GetJudge(name)), configuration);

    private static RunBaseline Baseline(string kind, ulong seed) => Baselines.TryParse(kind, out BaselineKind known)
        ? new RunBaseline(known, seed)
        : throw new UsageException($"unknown baseline '{kind}'{UsageHint.For(kind, [.. Baselines.All.Select(k => k.Name())])}");

    // A server of one's own mostly has no key; one elsewhere says itself when it wants one, and its answer names the variable.
    private static ProviderSettings Server(string model, string endpoint, ToolConsole console) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new ProviderSettings
            {
                Name = "--endpoint",
                Kind = ProviderKind.OpenAI,
                Endpoint = uri,
                Model = model,
                KeyVariable = string.IsNullOrWhiteSpace(console.Environment(KeyVariable)) && endpoint != DefaultEndpoint ? null : KeyVariable,
            }
            : throw new UsageException($"--endpoint takes a base URL such as http://127.0.0.1:8080/v1, not '{endpoint}'");

    private static void Refuse(string option, ParseResult parsed, params Option<string?>[] others)
    {
        if (Array.Find(others, o => parsed.GetValue(o) is not null) is { } other)
        {
            throw new UsageException($"{option} and {other.Name} do not go together");
        }
    }

    private JudgeEvalConfiguration Configuration(ParseResult parsed, ToolConsole console, string needed) =>
        parsed.GetValue(_config) is { } path
            ? JudgeEvalConfiguration.Read(path)
            : JudgeEvalConfiguration.Find(console.Folder)
                ?? throw new UsageException($"{needed}: there is no {JudgeEvalConfiguration.FileName} here or in a folder above; write one, or name it by --config");
}
