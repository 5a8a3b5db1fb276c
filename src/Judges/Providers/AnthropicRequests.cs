namespace JudgeEval.Judges;

/// <summary>
/// Sends no header but those that a request for a message needs. The package adds to each request what the machine's environment holds in
/// <c>ANTHROPIC_CUSTOM_HEADERS</c>, which may be another server's secret, and would make a judge depend on the machine.
/// </summary>
/// <param name="hasKey">Whether the request has a key of ours.</param>
internal sealed class AnthropicRequests(bool hasKey) : DelegatingHandler
{
    private static readonly string[] Needed = ["Accept", "Authorization", "User-Agent", "anthropic-version"];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string[] foreign = [.. request.Headers.NonValidated.Select(header => header.Key).Where(IsForeign)];
        foreach (string name in foreign)
        {
            request.Headers.Remove(name);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private bool IsForeign(string name) =>
        (!hasKey && name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
        || (!Needed.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.StartsWith("X-Stainless-", StringComparison.OrdinalIgnoreCase));
}
