using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates.Sequential;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Output;

namespace JudgeEval.Tool.Running;

/// <summary>Carries out a run that stops as soon as it is decided.</summary>
/// <param name="console">Where it reads and writes.</param>
/// <param name="request">The run.</param>
/// <param name="sequential">When it stops.</param>
internal sealed class SequentialExecution(ToolConsole console, RunRequest request, SequentialRequest sequential)
{
    private SequentialResult? _result;
    private CallTotals _calls;

    /// <summary>Judges, writes the verdict file of what was judged and tells what was decided.</summary>
    /// <param name="cancellationToken">Stops the run; what was recorded stays.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (request.Prune)
        {
            throw new UsageException("--sequential and --prune do not go together: the recordings of items that it does not come to would be taken out");
        }

        if (!request.ReplayOnly)
        {
            await console.Error.WriteAsync("judgeeval: stops as soon as it is decided; what is told beforehand is the most it can come to\n");
        }

        var execution = new RunExecution(console, request, sequential.Json ? console.Error : null);
        int code = await execution.RunAsync(JudgeAsync, cancellationToken);
        if (_result is null)
        {
            return code;
        }

        SequentialOutput output = new(_result, _calls, request.OutputPath);
        if (sequential.Json)
        {
            output.WriteJson(console);
        }
        else
        {
            output.WriteText(console);
        }

        return code != ExitCode.Passed ? code : ExitCode.Of(_result.Decision);
    }

    private async Task<RunSummary> JudgeAsync(
        IItemSource source, IJudge judge, JudgeRunOptions options, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        AnnotatedDataset dataset = DatasetPath.Read(request.DatasetPath);
        var stopping = new SequentialOptions { Seed = request.Seed, Batch = sequential.Batch ?? options.Concurrency };
        SequentialResult result = await SequentialGate.RunAsync(dataset, judge, sequential.Demand, null, stopping, options, progress, cancellationToken);
        VerdictFile.Write(result.Verdicts, request.OutputPath);
        _calls = options.Ledger?.Totals ?? default;
        _result = result;
        return RunSummary.Of(result.Verdicts, request.OutputPath);
    }
}
