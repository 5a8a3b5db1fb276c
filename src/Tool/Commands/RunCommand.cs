using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval run</c>: judges every item of a dataset.</summary>
internal static class RunCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "run";

    private const string Summary = "A prompt's verdicts on every item of a dataset";

    private const string Details =
        "Replies are recorded as they come, so that a run that broke off goes on where it stopped, and --replay-only answers from the "
        + "recordings alone, without key and network. The key of the endpoint is read from OPENAI_API_KEY. Exits with 5 when more than 2 % of the "
        + "judgements fail, and with 6 when a recording is missing or is of another prompt, model or item.";

    private const string Example =
        "judgeeval run datasets/support --prompt prompts/quality.md --model llama3.1 --endpoint http://127.0.0.1:11434/v1 --out quality.verdicts.jsonl\n"
        + "judgeeval run datasets/support --prompt prompts/quality.md --model llama3.1 --recordings recordings --replay-only";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(Name, Summary, Details, Example);
        var dataset = new Argument<string>("DATASET") { Description = "dataset folder" };
        var prompt = CommonOptions.Text("--prompt", "prompt file (*.md)", "FILE");
        var judge = CommonOptions.Text("--judge", "a judge named in judgeeval.yaml; not available in this version, use --prompt", "NAME");
        var model = CommonOptions.Text("--model", "the model's id, as the endpoint spells it", "M");
        var endpoint = new Option<string>("--endpoint")
        {
            Description = "base URL of an OpenAI-compatible server", HelpName = "URL", DefaultValueFactory = _ => RunRequest.DefaultEndpoint,
        };
        var concurrency = new Option<int>("--concurrency") { Description = "how many judgements are under way at once", HelpName = "N", DefaultValueFactory = _ => 8 };
        var repeat = new Option<int>("--repeat") { Description = "how often each item is judged", HelpName = "K", DefaultValueFactory = _ => 1 };
        var retries = new Option<int>("--retries")
        {
            Description = "how often a request is sent again when the server is busy or fails", HelpName = "N", DefaultValueFactory = _ => 3,
        };
        var swap = new Option<bool>("--swap") { Description = "judge pairs in the swapped order as well" };
        var recordings = CommonOptions.Text("--recordings", "folder of the recordings; default: 'recordings' beside the verdict file", "DIR");
        var replayOnly = new Option<bool>("--replay-only") { Description = "answer from the recordings alone; a missing one is an error" };
        var yes = new Option<bool>("--yes") { Description = "do not ask before items are sent to a server that is not on this machine" };
        var output = CommonOptions.Text("--out", "verdict file; default: DATASET/verdicts/<prompt>-<model>.verdicts.jsonl", "FILE");
        command.Add(dataset);
        foreach (Option option in new Option[] { prompt, judge, model, endpoint, concurrency, repeat, retries, swap, recordings, replayOnly, yes, output })
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(judge) is { } named)
            {
                throw new UsageException($"--judge {named}: judges named in judgeeval.yaml are not available in this version; give --prompt FILE --model M");
            }

            var request = new RunRequest
            {
                DatasetPath = parsed.GetRequiredValue(dataset),
                Prompt = PromptFile.Read(parsed.GetValue(prompt) ?? throw new UsageException("--prompt is missing: it names the prompt file")),
                Model = parsed.GetValue(model) ?? throw new UsageException("--model is missing: it is the model's id, also of the recordings of --replay-only"),
                Endpoint = parsed.GetRequiredValue(endpoint),
                Run = new JudgeRunOptions
                {
                    Concurrency = AtLeast(1, "--concurrency", parsed.GetValue(concurrency)),
                    Repeats = AtLeast(1, "--repeat", parsed.GetValue(repeat)),
                    Swap = parsed.GetValue(swap),
                },
                Recordings = parsed.GetValue(recordings),
                Retries = AtLeast(0, "--retries", parsed.GetValue(retries)),
                ReplayOnly = parsed.GetValue(replayOnly),
                Yes = parsed.GetValue(yes),
                Output = parsed.GetValue(output),
            };
            return await new RunExecution(console, request).RunAsync(cancellationToken);
        });
        return command;
    }

    private static int AtLeast(int least, string option, int value) => value >= least
        ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} takes a whole number from {least}, not {value}"));
}
