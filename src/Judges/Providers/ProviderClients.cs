using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Makes the chat clients of providers.</summary>
public static class ProviderClients
{
    /// <summary>
    /// The bare client of a provider: it sends each request once and fails with a <see cref="ProviderException"/>. Retries, time-outs,
    /// budgets and recordings belong into the pipeline around it. It is safe for concurrent use.
    /// </summary>
    /// <param name="settings">The provider.</param>
    /// <param name="environment">Reads an environment variable; it is asked for <see cref="ProviderSettings.KeyVariable"/> alone, once.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="JudgeEvalException">The key's variable is not set (<c>JE2212</c>), or its value cannot be sent (<c>JE2213</c>).</exception>
    public static IChatClient Create(ProviderSettings settings, Func<string, string?> environment, ProviderClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        options ??= new ProviderClientOptions();
        string? key = ProviderKey.Read(settings, environment);
        IChatClient client = settings.Kind switch
        {
            ProviderKind.Anthropic => new AnthropicChatClient(settings.Endpoint, settings.Model, key, settings.KeyVariable, settings.MaxOutputTokens, options),
            ProviderKind.Azure => new OpenAIChatClient(
                AzureRequests.Deployment(settings.Endpoint, settings.Deployment ?? settings.Model),
                settings.Model,
                key,
                Options(settings, options) with { Azure = new AzureRequests(settings.ApiVersion) }),
            _ => new OpenAIChatClient(settings.Endpoint, settings.Model, key, Options(settings, options)),
        };
        if (settings.StructuredOutput != StructuredOutput.Schema)
        {
            client = new StructuredOutputChatClient(client, settings.StructuredOutput);
        }

        return settings.CheckModel ? new ModelCheckChatClient(client, settings.Model) : client;
    }

    /// <summary>The log-probabilities of a provider's completions endpoint. It sends each request once, and follows no redirect.</summary>
    /// <param name="settings">The provider.</param>
    /// <param name="environment">Reads an environment variable, as in <see cref="Create"/>.</param>
    /// <param name="timeout">How long one request may take; <see langword="null"/> for <see cref="ProviderClientOptions.NetworkTimeout"/>.</param>
    /// <exception cref="JudgeEvalException">
    /// The key's variable is not set (<c>JE2212</c>), its value cannot be sent (<c>JE2213</c>), or the provider is no OpenAI-compatible server (<c>JE2214</c>).
    /// </exception>
    public static CompletionsModel CreateCompletions(ProviderSettings settings, Func<string, string?> environment, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        if (settings.Kind != ProviderKind.OpenAI)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2214",
                $"the provider '{settings.Name}' reports no log-probabilities of a text",
                "a judge of perplexity needs the /completions endpoint of an OpenAI-compatible server such as vLLM",
                "name such a provider, or use 'perplexity: {ngram: …}'",
                SourceLocation.None));
        }

        HttpClient client = ProviderConnections.Client(settings.Endpoint);
        client.Timeout = timeout ?? new ProviderClientOptions().NetworkTimeout;
        return new CompletionsModel(client, settings.Endpoint, settings.Model, ProviderKey.Read(settings, environment));
    }

    private static OpenAIChatClientOptions Options(ProviderSettings settings, ProviderClientOptions options) => new()
    {
        NetworkTimeout = options.NetworkTimeout,
        MaxReplyBytes = options.MaxReplyBytes,
        KeyVariable = settings.KeyVariable,
    };
}
