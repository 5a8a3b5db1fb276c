using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>Options of an <see cref="OpenAIChatClient"/>.</summary>
public sealed record OpenAIChatClientOptions
{
    /// <summary>How long one request may take.</summary>
    /// <value>The default value is 10 minutes: local models think long. <see cref="Timeout.InfiniteTimeSpan"/> sets no limit.</value>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How often a request is sent again when the server is too busy (429), fails (500, 502, 503, 504) or is not reached: after the
    /// time that the server names, else after a second, two, four and so on.
    /// </summary>
    /// <value>The default value is 0.</value>
    public int Retries { get; init; }

    /// <summary>The longest reply that is read, in bytes; a longer one is an error.</summary>
    /// <value>The default value is 16777216 (16 MiB).</value>
    [Range(1024, int.MaxValue)]
    public int MaxReplyBytes { get; init; } = ProviderClientOptions.DefaultMaxReplyBytes;

    /// <summary>The environment variable that holds the key, to be named in errors.</summary>
    internal string? KeyVariable { get; init; }

    /// <summary>How Azure wants its requests; null for a server that wants them as OpenAI does.</summary>
    internal AzureRequests? Azure { get; init; }
}
