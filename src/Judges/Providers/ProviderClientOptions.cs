using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>Options of a provider's client that are no part of its settings.</summary>
public sealed record ProviderClientOptions
{
    internal const int DefaultMaxReplyBytes = 16 * 1024 * 1024;

    /// <summary>
    /// How long one request may take at most, whatever its caller allows. The pipeline around the client has a time-out of its own
    /// (<see cref="LimitSettings.Timeout"/>), which is meant to be the shorter one.
    /// </summary>
    /// <value>The default value is 10 minutes: local models think long. <see cref="Timeout.InfiniteTimeSpan"/> sets no limit.</value>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest reply that is read, in bytes; a longer one is an error.</summary>
    /// <value>The default value is 16777216 (16 MiB).</value>
    [Range(1024, int.MaxValue)]
    public int MaxReplyBytes { get; init; } = DefaultMaxReplyBytes;
}
