using System.ComponentModel.DataAnnotations;
using JudgeEval.Judges;
using Microsoft.Extensions.AI;

namespace JudgeEval.Harness.Judging;

/// <summary>What judges are made with: where models are asked, what is recorded, and the limits that a command line sets beside those of the file.</summary>
public sealed record JudgeMaking
{
    /// <summary>What <c>judgeeval.yaml</c> says; needed for judges that name others or a provider.</summary>
    /// <value>The default value is <see langword="null"/>: there is no such file.</value>
    public JudgeEvalConfiguration? Configuration { get; init; }

    /// <summary>Reads an environment variable; keys come from there alone.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock of waits, time-outs and measurements.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The seed of the waits between attempts.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where replies are recorded and replayed.</summary>
    /// <value>The default value is <see langword="null"/>: nothing is recorded.</value>
    public RecordingStore? Recordings { get; init; }

    /// <summary>Whether recordings alone answer; <see cref="Recordings"/> is then needed, and no key and no network is.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool ReplayOnly { get; init; }

    /// <summary>What a missing recording is answered with.</summary>
    public ReplayOptions Replay { get; init; } = new();

    /// <summary>Counts what the judges' clients do.</summary>
    public CallLedger Ledger { get; init; } = new();

    /// <summary>How many judgements are under way at once, and so the most requests to a provider that states no limit of its own.</summary>
    /// <value>The default value is 8.</value>
    [Range(1, int.MaxValue)]
    public int Concurrency { get; init; } = 8;

    /// <summary>Limits that go before those of a provider in the file.</summary>
    /// <value>By default none does.</value>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>Told, in a sentence for a person, when requests to a model begin to be sent again and when its server counts as down. Called by several threads.</summary>
    /// <value>The default value is <see langword="null"/>: nobody is told.</value>
    public Action<string>? Notice { get; init; }

    /// <summary>Makes the bare client of a provider in place of <see cref="ProviderClients"/>, as for a model that a test hands in.</summary>
    /// <value>The default value is <see langword="null"/>: the provider's own client.</value>
    public Func<ProviderSettings, IChatClient>? Client { get; init; }

    /// <summary>
    /// Called before a judge is fitted, which asks its model before the first verdict; the maker knows by then which models are asked. It may throw
    /// to stop there.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: fitting needs nobody's consent.</value>
    public Func<JudgeMaker, CancellationToken, Task>? BeforeFitting { get; init; }
}
