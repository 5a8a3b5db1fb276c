namespace JudgeEval.Judges;

/// <summary>What the tokens of a judge cost. Its verdicts count them together, so they have a price only where all its calls are charged alike.</summary>
internal static class JudgePrices
{
    /// <summary>The price of all calls of a judge; <see langword="null"/> where one of its providers states none, where they differ, or where nobody is asked.</summary>
    public static TokenPrice? Of(JudgeIdentity judge, JudgeEvalConfiguration configuration) => One(
        configuration.Judges.FirstOrDefault(defined => defined.Name == judge.Name) is { } definition
            ? Asked(definition, configuration)
            : configuration.Providers.Where(provider => judge.Model is not null && provider.Model == judge.Model));

    private static TokenPrice? One(IEnumerable<ProviderSettings> asked)
    {
        TokenPrice?[] prices = [.. asked.Select(provider => provider.Price).Distinct()];
        return prices.Length == 1 ? prices[0] : null;
    }

    private static IEnumerable<ProviderSettings> Asked(JudgeDefinition definition, JudgeEvalConfiguration configuration)
    {
        string? own = definition switch
        {
            PromptJudgeDefinition d => d.Provider,
            DebateJudgeDefinition d => d.Provider,
            PerplexityJudgeDefinition d => d.Provider,
            _ => null,
        };

        IEnumerable<ProviderSettings> parts = definition.Parts.SelectMany(part => Asked(configuration.GetJudge(part), configuration));
        return own is null ? parts : parts.Prepend(configuration.GetProvider(own));
    }
}
