using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Providers;

/// <summary>The providers, each asking a server of the tests with a key that stands nowhere else.</summary>
internal static class TestProviders
{
    public const string Key = "Zq7-distinctive-key-0815";

    public const string OverOpenAI = "openai", OverAzure = "azure", OverAnthropic = "anthropic";

    public static IChatClient Create(string provider, FaultServer server, ProviderClientOptions? options = null) =>
        Create(Settings(provider, server), options);

    public static IChatClient Create(ProviderSettings settings, ProviderClientOptions? options = null) =>
        ProviderClients.Create(settings, name => name == "TEST_KEY" ? Key : null, options);

    public static ProviderSettings Settings(string provider, FaultServer server) => new()
    {
        Name = "p",
        Kind = provider switch
        {
            OverOpenAI => ProviderKind.OpenAI,
            OverAzure => ProviderKind.Azure,
            _ => ProviderKind.Anthropic,
        },
        Endpoint = provider == OverOpenAI ? server.Endpoint : server.Root,
        Model = "m1",
        KeyVariable = "TEST_KEY",
    };
}
