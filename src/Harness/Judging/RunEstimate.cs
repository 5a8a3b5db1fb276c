using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Judging;

/// <summary>What a run asks one provider for, before it starts.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Judgements">Judgements that ask it.</param>
/// <param name="Tokens">The requests that are not recorded yet, with the tokens they are expected to use.</param>
/// <param name="Known">Whether the requests are known; else they depend on replies, and every one is taken for unrecorded and of unknown length.</param>
public sealed record ProviderEstimate(ProviderSettings Provider, long Judgements, TokenEstimate Tokens, bool Known)
{
    /// <summary>What the tokens are expected to cost; <see langword="null"/> where no price or no length is known.</summary>
    public decimal? Cost => Known && Provider.Price is { } price ? Tokens.Cost(price) : null;

    /// <summary>Whether the provider is on this machine.</summary>
    public bool IsLocal => Provider.Endpoint.IsLoopback;
}

/// <summary>What a run will send, less what is recorded already.</summary>
/// <param name="Providers">The providers that are asked, in ordinal order of their names; those with nothing left to ask are absent.</param>
public sealed record RunEstimate(ImmutableArray<ProviderEstimate> Providers)
{
    /// <summary>How many requests are sent at least.</summary>
    public long Calls => Providers.Sum(p => p.Tokens.Calls);

    /// <summary>What the run is expected to cost where prices are known; <see langword="null"/> where none is.</summary>
    public decimal? Cost => Providers.Any(p => p.Cost is not null) ? Providers.Sum(p => p.Cost ?? 0) : null;

    /// <summary>Estimates a run: every request is made up and looked for among the recordings, and none is sent.</summary>
    /// <param name="maker">The maker of the run's judge.</param>
    /// <param name="source">The items.</param>
    /// <param name="options">How the judge is run.</param>
    /// <exception cref="JudgeEvalException">A prompt does not fit the dataset.</exception>
    public static RunEstimate Of(JudgeMaker maker, IItemSource source, JudgeRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(maker);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<PlannedModel> models = maker.Models;
        var tokens = new TokenEstimate[models.Count];
        long judgements = 0;
        foreach (JudgeTask task in models.Count == 0 ? [] : Tasks(source, options))
        {
            judgements++;
            for (int i = 0; i < tokens.Length; i++)
            {
                tokens[i] += models[i].Estimate(task);
            }
        }

        return new RunEstimate(
        [
            .. models.Zip(tokens, (model, sum) => (model.Provider, Sum: sum, model.Known))
                .Where(m => m.Sum.Calls > 0)
                .GroupBy(m => m.Provider.Name, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new ProviderEstimate(
                    g.First().Provider, judgements, g.Aggregate(default(TokenEstimate), (sum, m) => sum + m.Sum), g.All(m => m.Known))),
        ]);
    }

    private static IEnumerable<JudgeTask> Tasks(IItemSource source, JudgeRunOptions options)
    {
        foreach (JudgeItem item in source.Items)
        {
            for (int i = 0; i < options.PerItem; i++)
            {
                yield return new JudgeTask
                {
                    Item = item,
                    Scale = source.Scale,
                    Shape = source.Shape,
                    Repeat = options.Swap ? i / 2 : i,
                    Order = options.Swap && i % 2 == 1 ? PresentationOrder.Swapped : PresentationOrder.Original,
                    Criteria = options.Criteria,
                    Group = options.Group,
                };
            }
        }
    }
}
