using System.Globalization;
using System.Text.Json;
using JudgeEval.Tool.Tests.GitHub;

namespace JudgeEval.PullRequest.Tests;

/// <summary>The comments of a pull request, as GitHub keeps them: read, made and edited over its interface on loopback.</summary>
internal sealed class Comments : IDisposable
{
    private readonly List<(long Id, string Type, string Body)> _all = [];
    private readonly FakeGitHub _server;

    public Comments(params string[] ofPeople)
    {
        _all.AddRange(ofPeople.Select((body, i) => ((long)i + 1, "User", body)));
        _server = new FakeGitHub(Reply);
    }

    public string Url => _server.Url;

    public string[] Calls => _server.Calls;

    /// <summary>The comments that the job wrote.</summary>
    public string[] OfTheJob => [.. _all.Where(c => c.Type == "Bot").Select(c => c.Body)];

    public void Dispose() => _server.Dispose();

    private GitHubReply Reply(GitHubRequest request)
    {
        if (request.Authorization != "Bearer token-of-the-job")
        {
            return new GitHubReply(401, """{"message":"Bad credentials"}""");
        }

        switch (request.Method)
        {
            case "GET":
                return new GitHubReply(200, JsonSerializer.Serialize(_all.Select(c => new { id = c.Id, body = c.Body, user = new { type = c.Type } })));
            case "POST":
                _all.Add((_all.Count + 1, "Bot", request.Comment));
                return new GitHubReply(201, "{}");
            default:
                long id = long.Parse(request.Path[(request.Path.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);
                int at = _all.FindIndex(c => c.Id == id);
                _all[at] = _all[at] with { Body = request.Comment };
                return new GitHubReply(200, "{}");
        }
    }
}
