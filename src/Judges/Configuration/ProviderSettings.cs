using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>The protocol of a provider.</summary>
public enum ProviderKind
{
    /// <summary>Any server that speaks OpenAI's chat completions: hosted, Ollama, vLLM, llama.cpp.</summary>
    OpenAI,

    /// <summary>Azure OpenAI.</summary>
    Azure,

    /// <summary>Anthropic.</summary>
    Anthropic,
}

/// <summary>How far a server can be asked for the form of a reply. The prompt says the form in words in any case.</summary>
public enum StructuredOutput
{
    /// <summary>By a JSON schema.</summary>
    Schema,

    /// <summary>For some JSON object.</summary>
    Object,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>Limits of the requests to a provider. What is <see langword="null"/> is the pipeline's default.</summary>
public sealed record LimitSettings
{
    /// <summary>The most requests at once, at least 1.</summary>
    [Range(1, 100_000)]
    public int? Concurrency { get; init; }

    /// <summary>How long one attempt may take, above zero.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a request is sent at most, the first time included.</summary>
    [Range(1, 100)]
    public int? Attempts { get; init; }

    /// <summary>How many requests may be sent again in a whole run, at least 0.</summary>
    [Range(0, int.MaxValue)]
    public int? RetryBudget { get; init; }

    /// <summary>The most tokens of a run, sent and received together, at least 1.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>The most that a run may cost, in the currency of <see cref="ProviderSettings.Price"/>; above 0.</summary>
    public decimal? MaxCost { get; init; }

    /// <summary>The most calls of a run, at least 1.</summary>
    public long? MaxCalls { get; init; }
}

/// <summary>A provider: where a model is asked, how, and within which limits. It holds the name of the key's variable and never a key.</summary>
public sealed record ProviderSettings
{
    /// <summary>The default of <see cref="MaxOutputTokens"/>.</summary>
    public const int DefaultMaxOutputTokens = 8192;

    /// <summary>The default of <see cref="ApiVersion"/>.</summary>
    public const string DefaultApiVersion = "2024-10-21";

    /// <summary>How judges and suites call it; not empty.</summary>
    public required string Name { get; init; }

    /// <summary>The protocol.</summary>
    public required ProviderKind Kind { get; init; }

    /// <summary>The base URL; it holds neither a user nor a query.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The model id as the provider spells it; not empty.</summary>
    public required string Model { get; init; }

    /// <summary>The environment variable that holds the key.</summary>
    /// <value>The default value is <see langword="null"/>: the provider needs no key.</value>
    public string? KeyVariable { get; init; }

    /// <summary>The price of tokens.</summary>
    /// <value>The default value is <see langword="null"/>: not known.</value>
    public TokenPrice? Price { get; init; }

    /// <summary>How far the server can be asked for the form of a reply.</summary>
    /// <value>The default value is <see cref="StructuredOutput.Schema"/>; in a file of settings, <see cref="StructuredOutput.None"/> for Anthropic.</value>
    public StructuredOutput StructuredOutput { get; init; } = StructuredOutput.Schema;

    /// <summary>Whether the reply of another model than the one that was asked is a failure.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool CheckModel { get; init; }

    /// <summary>Azure: the name of the deployment.</summary>
    /// <value>The default value is <see langword="null"/>: that of <see cref="Model"/>.</value>
    public string? Deployment { get; init; }

    /// <summary>Azure: the version of its interface.</summary>
    /// <value>The default value is <c>2024-10-21</c>.</value>
    public string ApiVersion { get; init; } = DefaultApiVersion;

    /// <summary>Anthropic: the most tokens of a reply, which that provider must be told; a prompt's <c>maxOutputTokens</c> goes before it.</summary>
    /// <value>The default value is 8192.</value>
    [Range(1, int.MaxValue)]
    public int MaxOutputTokens { get; init; } = DefaultMaxOutputTokens;

    /// <summary>The limits of the requests.</summary>
    /// <value>By default each limit is the pipeline's.</value>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>
    /// The options of a prompt that this provider does not take, by their names in a prompt's front matter, in ordinal order: for Anthropic
    /// <c>seed</c>, <c>temperature</c> and <c>topP</c>, else none. A judge's identity must not claim them.
    /// </summary>
    public ImmutableArray<string> Unsent => Kind == ProviderKind.Anthropic ? UnsentOptions.Anthropic.Names : UnsentOptions.None.Names;

    /// <summary>The base URL of a provider's own servers; <see langword="null"/> for Azure, where each customer has another.</summary>
    /// <param name="kind">The protocol.</param>
    public static Uri? DefaultEndpoint(ProviderKind kind) => kind switch
    {
        ProviderKind.OpenAI => new Uri("https://api.openai.com/v1"),
        ProviderKind.Anthropic => new Uri("https://api.anthropic.com"),
        _ => null,
    };
}
