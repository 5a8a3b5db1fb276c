using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Running;

namespace JudgeEval.Tool.Commands;

/// <summary><c>judgeeval run</c>: judges every item of a dataset.</summary>
internal static class RunCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "run";

    private const string Summary = "A judge's verdicts on every item of a dataset";

    private const string Details =
        "Verdicts are journalled and replies recorded as they come, so that a run that broke off, however it did, goes on where it stopped; --replay-only answers "
        + "from the recordings alone, without key and network. Keys come from the environment: of --endpoint from OPENAI_API_KEY, else from the variable that "
        + "judgeeval.yaml names. Before anything is sent, the calls, tokens and price are told. Exits with 5 when more than 2 % of the "
        + "judgements fail, and with 6 when a recording is missing or is of another prompt, model or item. With --sequential it stops as soon as a demand is decided, and exits with 0 "
        + "when it passed, with 1 when it failed and with 2 when all items could not decide it; the verdict file then says that it is partial.";

    private const string Example =
        "judgeeval run datasets/support --prompt prompts/quality.md --model llama3.1 --endpoint http://127.0.0.1:11434/v1 --out quality.verdicts.jsonl\n"
        + "judgeeval run datasets/support --prompt prompts/quality.md --model llama3.1 --recordings recordings --replay-only\n"
        + "judgeeval run datasets/support --judge baseline:longer\n"
        + "judgeeval run datasets/support --judge three --max-cost 2.50\n"
        + "judgeeval run datasets/support --judge quality --sequential --metric percentAgreement --at-least 0.8\n"
        + "judgeeval run datasets/support --judge quality --sequential --baseline old.verdicts.jsonl --margin 0.05";

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where it reads and writes.</param>
    public static ToolCommand Create(ToolConsole console)
    {
        var command = new ToolCommand(Name, Summary, Details, Example);
        var options = new RunOptions();
        var stopping = new SequentialOption();
        options.AddTo(command);
        stopping.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => stopping.Read(parsed) is { } sequential
            ? await new SequentialExecution(console, options.Read(parsed, console), sequential).RunAsync(cancellationToken)
            : await new RunExecution(console, options.Read(parsed, console)).RunAsync(cancellationToken));
        return command;
    }
}
