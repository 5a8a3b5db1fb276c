using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Tool.GitHub;

/// <summary>An answer of GitHub.</summary>
/// <param name="Status">The status.</param>
/// <param name="Json">The body; undefined where it is no JSON.</param>
/// <param name="Next">The address of the next page, as the answer names it.</param>
internal readonly record struct GitHubAnswer(HttpStatusCode Status, JsonElement Json, string? Next)
{
    /// <summary>What the body says of an error.</summary>
    public string Message => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("message", out JsonElement message) ? message.ToString() : "";
}

/// <summary>Requests to the one server that the token is for, with retries while it is overloaded.</summary>
internal sealed class GitHubApi : IDisposable
{
    private const int Retries = 2;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    /// <summary>Opens the interface.</summary>
    /// <param name="address">The server; no redirection leads away from it.</param>
    /// <param name="token">The token.</param>
    /// <param name="time">The clock of the waits.</param>
    public GitHubApi(Uri address, string token, TimeProvider time)
    {
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = LongestRequest };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("judgeeval");
        _client.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.github+json");
        _client.DefaultRequestHeaders.Add("X-GitHub-Api-Version", "2022-11-28");
    }

    /// <summary>Sends a request, again where the server is overloaded.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the server's address, or an address on it.</param>
    /// <param name="body">The comment's text, where one is sent.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="JudgeEvalException"><c>JE7005</c>, <c>JE7008</c>, <c>JE7009</c>.</exception>
    public async Task<GitHubAnswer> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        var address = new Uri(_client.BaseAddress!, path);
        if (address.GetLeftPart(UriPartial.Authority) != _client.BaseAddress!.GetLeftPart(UriPartial.Authority))
        {
            throw new JudgeEvalException(GitHubErrors.ForeignPage(path));
        }

        string call = $"{method} {address.AbsolutePath}";
        for (int attempt = 0; ; attempt++)
        {
            (GitHubAnswer answer, TimeSpan? asked) = await OnceAsync(method, address, body, call, cancellationToken);
            if (!IsPassing(answer.Status, asked))
            {
                return answer;
            }

            TimeSpan wait = asked ?? FirstWait * (1 << attempt);
            if (attempt == Retries || wait > LongestWait)
            {
                throw new JudgeEvalException(GitHubErrors.Unavailable(answer.Status, call, answer.Message));
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // GitHub's second limit of requests answers 403 and says when to come again; a 403 without that is a lack of rights.
    private static bool IsPassing(HttpStatusCode status, TimeSpan? asked) =>
        (int)status >= 500 || status == HttpStatusCode.TooManyRequests || (status == HttpStatusCode.Forbidden && asked is not null);

    private async Task<(GitHubAnswer Answer, TimeSpan? RetryAfter)> OnceAsync(
        HttpMethod method, Uri address, string? body, string call, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, address);
            request.Content = body is null ? null : new StringContent(JsonSerializer.Serialize(new { body }), Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            string? next = response.Headers.TryGetValues("Link", out IEnumerable<string>? links) ? LinkHeader.Next(links) : null;
            return (new GitHubAnswer(response.StatusCode, Parsed(text), next), Asked(response.Headers.RetryAfter));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new JudgeEvalException(GitHubErrors.NoAnswer(call, exception.Message));
        }
    }

    private TimeSpan? Asked(RetryConditionHeaderValue? header) => header?.Delta
        ?? (header?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - _time.GetUtcNow()).Ticks)) : null);

    private static JsonElement Parsed(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A page of a proxy, for example: the caller looks at the kind of value.
            return default;
        }
    }
}
