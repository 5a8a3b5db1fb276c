using JudgeEval.Judges;
using Microsoft.Extensions.AI;

namespace JudgeEval.Harness.Judging;

/// <summary>The clients of the models that a run asks, each with its whole pipeline and made once: judges that ask the same provider share its limits.</summary>
internal sealed class ModelClients(JudgeMaking making) : IDisposable
{
    // One request that always fails says little of the server.
    private const int FewestForDown = 2;

    private readonly Dictionary<string, IChatClient> _clients = new(StringComparer.Ordinal);

    /// <summary>The client of a provider.</summary>
    /// <exception cref="JudgeEvalException">The provider's key is not set (<c>JE2212</c>).</exception>
    public IChatClient Of(ProviderSettings provider) =>
        Once(provider.Name, provider, () => making.Client?.Invoke(provider) ?? ProviderClients.Create(provider, making.Environment));

    /// <summary>The client of a provider's completions endpoint, which scores texts (see <see cref="LogProbabilityRequest"/>).</summary>
    /// <exception cref="JudgeEvalException">The provider's key is not set (<c>JE2212</c>), or it has no such endpoint (<c>JE2214</c>).</exception>
    public IChatClient OfCompletions(ProviderSettings provider) =>
        Once(provider.Name + "/completions", provider, () => new CompletionsChatClient(ProviderClients.CreateCompletions(provider, making.Environment)));

    /// <summary>Disposes of the clients.</summary>
    public void Dispose()
    {
        foreach (IChatClient client in _clients.Values)
        {
            client.Dispose();
        }

        _clients.Clear();
    }

    private IChatClient Once(string name, ProviderSettings provider, Func<IChatClient> bare)
    {
        if (!_clients.TryGetValue(name, out IChatClient? client))
        {
            client = Make(provider, bare);
            _clients.Add(name, client);
        }

        return client;
    }

    private IChatClient Make(ProviderSettings provider, Func<IChatClient> bare)
    {
        if (making.ReplayOnly)
        {
            return new ReplayingChatClient(
                making.Recordings ?? throw new InvalidOperationException("A replay needs recordings."), making.Replay, making.Ledger);
        }

        IChatClient pipeline = ClientPipeline.Compose(bare(), making.Time, making.Ledger, making.Seed, Options(provider));
        return making.Recordings is { } store ? new RecordingChatClient(pipeline, store, making.Ledger) : pipeline;
    }

    private ClientPipelineOptions Options(ProviderSettings provider)
    {
        LimitSettings own = provider.Limits, first = making.Limits;
        if ((first.MaxCost ?? own.MaxCost) is not null && provider.Price is null)
        {
            throw WithoutPrice(provider);
        }

        int concurrency = first.Concurrency ?? own.Concurrency ?? making.Concurrency;
        var retry = new RetryingChatClientOptions();
        int attempts = first.Attempts ?? own.Attempts ?? retry.MaxAttempts;
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
                MaxAttempts = attempts,

                // Once every request that can be under way at once has failed as often as it may, the server counts as down. So it takes as long
                // to find out for ten items as for ten thousand, with one request at a time as with a hundred.
                MaxRetriesWithoutSuccess = (int)Math.Min((attempts - 1L) * Math.Max(concurrency, FewestForDown), int.MaxValue),
                Notice = making.Notice is { } notice ? message => notice($"{provider.Model} at {provider.Endpoint}: {message}") : null,
                MaxRetries = first.RetryBudget ?? own.RetryBudget ?? retry.MaxRetries,
            },

            // A person who states a number wants that many; the limit falls when the server says that it is too much.
            Concurrency = new ConcurrencyLimiterOptions { Initial = concurrency, Maximum = concurrency },
            Timeout = timeout with { Timeout = first.Timeout ?? own.Timeout ?? timeout.Timeout },

            // A client that was handed in says itself where it sends.
            Telemetry = new TelemetryChatClientOptions { Endpoint = making.Client is null ? provider.Endpoint : null },
        };
    }

    private static JudgeEvalException WithoutPrice(ProviderSettings provider) => new(new Diagnostic(
        "JE2216",
        $"the cost of '{provider.Model}' at {provider.Endpoint} cannot be limited",
        "its price is not known",
        "name a provider of judgeeval.yaml that has a 'price: {input: 0.15, output: 0.60}', or limit by --max-calls or --max-tokens",
        SourceLocation.None));
}
