using JudgeEval.Judges;
using Microsoft.Extensions.AI;

namespace JudgeEval.Harness.Judging;

/// <summary>The clients of the models that a run asks, each with its whole pipeline and made once: judges that ask the same provider share its limits.</summary>
internal sealed class ModelClients(JudgeMaking making) : IDisposable
{
    private readonly Dictionary<string, IChatClient> _clients = new(StringComparer.Ordinal);

    /// <summary>The client of a provider.</summary>
    /// <exception cref="JudgeEvalException">The provider's key is not set (<c>JE2212</c>).</exception>
    public IChatClient Of(ProviderSettings provider)
    {
        if (!_clients.TryGetValue(provider.Name, out IChatClient? client))
        {
            client = Make(provider);
            _clients.Add(provider.Name, client);
        }

        return client;
    }

    /// <summary>Disposes of the clients.</summary>
    public void Dispose()
    {
        foreach (IChatClient client in _clients.Values)
        {
            client.Dispose();
        }

        _clients.Clear();
    }

    private IChatClient Make(ProviderSettings provider)
    {
        if (making.ReplayOnly)
        {
            return new ReplayingChatClient(
                making.Recordings ?? throw new InvalidOperationException("A replay needs recordings."), making.Replay, making.Ledger);
        }

        IChatClient bare = making.Client?.Invoke(provider) ?? ProviderClients.Create(provider, making.Environment);
        IChatClient pipeline = ClientPipeline.Compose(bare, making.Time, making.Ledger, making.Seed, Options(provider));
        return making.Recordings is { } store ? new RecordingChatClient(pipeline, store, making.Ledger) : pipeline;
    }

    private ClientPipelineOptions Options(ProviderSettings provider)
    {
        LimitSettings own = provider.Limits, first = making.Limits;
        int concurrency = first.Concurrency ?? own.Concurrency ?? making.Concurrency;
        var retry = new RetryingChatClientOptions();
        var timeout = new TimeoutChatClientOptions();
        return new ClientPipelineOptions
        {
            Budget = new BudgetChatClientOptions
            {
                MaxTokens = first.MaxTokens ?? own.MaxTokens,
                MaxCost = first.MaxCost ?? own.MaxCost,
                MaxCalls = first.MaxCalls ?? own.MaxCalls,
                Price = provider.Price,
            },
            Retry = retry with
            {
                MaxAttempts = first.Attempts ?? own.Attempts ?? retry.MaxAttempts,
                MaxRetries = first.RetryBudget ?? own.RetryBudget ?? retry.MaxRetries,
            },

            // A person who states a number wants that many; the limit falls when the server says that it is too much.
            Concurrency = new ConcurrencyLimiterOptions { Initial = concurrency, Maximum = concurrency },
            Timeout = timeout with { Timeout = first.Timeout ?? own.Timeout ?? timeout.Timeout },

            // A client that was handed in says itself where it sends.
            Telemetry = new TelemetryChatClientOptions { Endpoint = making.Client is null ? provider.Endpoint : null },
        };
    }
}
