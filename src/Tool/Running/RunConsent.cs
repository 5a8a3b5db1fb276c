using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Judging;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Running;

/// <summary>A person was asked and said no, so nothing was sent.</summary>
internal sealed class NothingSentException : Exception;

/// <summary>Tells what a run will send and asks where that is much: once, and once more only when further models turn out to be asked.</summary>
/// <param name="console">Where to.</param>
/// <param name="request">The run.</param>
/// <param name="source">The items.</param>
internal sealed class RunConsent(ToolConsole console, RunRequest request, IItemSource source)
{
    private int _models;

    /// <summary>Tells and, where needed, asks.</summary>
    /// <param name="maker">The maker of the run's judge, which knows the models.</param>
    /// <param name="cancellationToken">Stops the waiting for an answer.</param>
    /// <exception cref="NothingSentException">The answer is no.</exception>
    /// <exception cref="UsageException">It is above the limit, and nobody can be asked.</exception>
    public async Task AskAsync(JudgeMaker maker, CancellationToken cancellationToken)
    {
        if (request.ReplayOnly || maker.ModelCount == _models)
        {
            return;
        }

        _models = maker.ModelCount;
        RunEstimate estimate = RunEstimate.Of(maker, source, request.Run);
        if (!await SendConsent.AskAsync(console, estimate, request.AskAbove, request.Yes, cancellationToken))
        {
            throw new NothingSentException();
        }
    }
}
