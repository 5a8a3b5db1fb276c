using System.Globalization;
using System.Net;
using System.Text.Json;

namespace JudgeEval.Tool.GitHub;

/// <summary>Keeps one comment on a pull request: the first call makes it, later ones edit it.</summary>
/// <param name="api">The server.</param>
/// <param name="context">The pull request.</param>
internal sealed class CommentUpsert(GitHubApi api, GitHubContext context)
{
    /// <summary>What our comment begins with; not shown by GitHub.</summary>
    public const string Marker = "<!-- judgeeval:alignment -->";

    // 10,000 comments: a longer list is a loop.
    private const int MostPages = 100;

    /// <summary>The comment as it is posted: the marker is its first line, so that a quotation of it elsewhere is not taken for it.</summary>
    /// <param name="markdown">What <c>judgeeval diff</c> wrote.</param>
    public static string Body(string markdown) => markdown.StartsWith(Marker, StringComparison.Ordinal) ? markdown : $"{Marker}\n{markdown}";

    /// <summary>Makes or edits the comment.</summary>
    /// <param name="markdown">What <c>judgeeval diff</c> wrote.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether the comment is new.</returns>
    /// <exception cref="JudgeEvalException"><c>JE7004</c> to <c>JE7009</c>.</exception>
    public async Task<bool> PublishAsync(string markdown, CancellationToken cancellationToken)
    {
        string body = Body(markdown);
        if (await FindAsync(cancellationToken) is { } id)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"repos/{context.Repository}/issues/comments/{id}");
            GitHubAnswer edited = await api.SendAsync(HttpMethod.Patch, path, body, cancellationToken);
            if (edited.Status != HttpStatusCode.NotFound)
            {
                Check(edited, $"PATCH {path}", body.Length);
                return false;
            }

            // Somebody deleted it since it was found.
        }

        Check(await api.SendAsync(HttpMethod.Post, context.Comments, body, cancellationToken), $"POST {context.Comments}", body.Length);
        return true;
    }

    private async Task<long?> FindAsync(CancellationToken cancellationToken)
    {
        string? login = await LoginAsync(cancellationToken);
        string? page = context.Comments + "?per_page=100";
        for (int pages = 0; page is not null; pages++)
        {
            string call = $"GET {context.Comments}";
            GitHubAnswer answer = await api.SendAsync(HttpMethod.Get, page, null, cancellationToken);
            Check(answer, call, 0);
            if (answer.Json.ValueKind != JsonValueKind.Array || pages == MostPages)
            {
                throw new JudgeEvalException(GitHubErrors.Unexpected(call, pages == MostPages ? "the pages of comments do not end" : "it is not a list of comments"));
            }

            if (answer.Json.EnumerateArray().Where(c => IsOurs(c, login)).Select(c => (long?)c.GetProperty("id").GetInt64()).FirstOrDefault() is { } id)
            {
                return id;
            }

            page = answer.Next;
        }

        return null;
    }

    // The token of a job is of no user and may not ask who it is; a person's token may.
    private async Task<string?> LoginAsync(CancellationToken cancellationToken)
    {
        GitHubAnswer answer = await api.SendAsync(HttpMethod.Get, "user", null, cancellationToken);
        return answer.Status == HttpStatusCode.OK && answer.Json.ValueKind == JsonValueKind.Object && answer.Json.TryGetProperty("login", out JsonElement login)
            ? login.GetString()
            : null;
    }

    // Anybody can write the marker, but not as a bot.
    private static bool IsOurs(JsonElement comment, string? login) =>
        comment.ValueKind == JsonValueKind.Object
        && comment.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.Number
        && comment.TryGetProperty("body", out JsonElement body) && body.ValueKind == JsonValueKind.String
        && body.GetString()!.StartsWith(Marker, StringComparison.Ordinal)
        && comment.TryGetProperty("user", out JsonElement user) && user.ValueKind == JsonValueKind.Object
        && (login is null ? Text(user, "type") == "Bot" : Text(user, "login") == login);

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Check(GitHubAnswer answer, string call, int length)
    {
        if ((int)answer.Status is >= 200 and < 300)
        {
            return;
        }

        throw new JudgeEvalException(answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => GitHubErrors.Refused(answer.Status, call, answer.Message),
            HttpStatusCode.UnprocessableEntity => GitHubErrors.Unprocessable(call, length, answer.Message),
            _ => GitHubErrors.Unexpected(call, $"{((int)answer.Status).ToString(CultureInfo.InvariantCulture)} {answer.Message}"),
        });
    }
}
