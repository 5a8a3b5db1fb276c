namespace JudgeEval.Tool.Tests.GitHub;

public sealed class PublishCommentTests
{
    private const string Comments = "/repos/owner/repo/issues/17/comments";
    private const string FirstPage = $"GET {Comments}?per_page=100";

    [Fact]
    public async Task Publish_NoCommentYet_PostsOneWithTheMarkerFirst()
    {
        using var server = new FakeGitHub(r => r.Method == "GET" ? new(200, "[]") : new(201, "{}"));
        using var job = new Job(server.Url);

        ToolResult result = await job.PublishAsync();

        Assert.Equal(1, result.Code);
        Assert.Equal([FirstPage, $"POST {Comments}"], server.Calls);
        Assert.Equal($"{Job.Marker}\n**failed**\n", server.Requests[1].Comment);
        Assert.All(server.Requests, r => Assert.Equal("Bearer secret-of-the-job", r.Authorization));
        Assert.DoesNotContain("secret-of-the-job", result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_MarkersOfOthers_EditsTheBotsOwnCommentOnTheSecondPage()
    {
        string first = $$"""
            [{"id":1,"user":{"type":"User","login":"mallory"},"body":"{{Job.Marker}}\nmine now"},
             {"id":2,"user":{"type":"Bot","login":"other[bot]"},"body":"> {{Job.Marker}}\n> quoted"},
             {"id":3,"user":null,"body":null}, 4]
            """;
        FakeGitHub? own = null;
        own = new FakeGitHub(r => r.Method == "PATCH" ? new(200, "{}")
            : r.Path.Contains("&page=2", StringComparison.Ordinal) ? new(200, $$"""[{"id":5,"user":{"type":"Bot"},"body":"{{Job.Marker}}\nold"},{"id":6,"user":{"type":"Bot"},"body":"{{Job.Marker}}\nlater"}]""")
            : new(200, first, ("Link", $"<{own!.Url}{Comments}?per_page=100&page=1>; rel=\"prev\", <{own.Url}{Comments}?per_page=100&page=2>; rel=\"next\"")));
        using FakeGitHub opened = own;
        using var job = new Job(own.Url);

        await job.PublishAsync();

        Assert.Equal([FirstPage, $"{FirstPage}&page=2", "PATCH /repos/owner/repo/issues/comments/5"], own.Calls);
    }

    [Fact]
    public async Task Publish_CommentDeletedMeanwhile_PostsAnother()
    {
        using var server = new FakeGitHub(r => r.Method switch
        {
            "GET" => new(200, $$"""[{"id":5,"user":{"type":"Bot"},"body":"{{Job.Marker}}"}]"""),
            "PATCH" => new(404, """{"message":"Not Found"}"""),
            _ => new(201, "{}"),
        });
        using var job = new Job(server.Url);

        ToolResult result = await job.PublishAsync();

        Assert.Equal("POST " + Comments, server.Calls[^1]);
        Assert.DoesNotContain("JE7", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_NextPageOnAnotherServer_TokenDoesNotGoThere()
    {
        using var elsewhere = new FakeGitHub(_ => new(200, "[]"));
        using var server = new FakeGitHub(_ => new(200, "[]", ("Link", $"<{elsewhere.Url}/steal>; rel=\"next\"")));
        using var job = new Job(server.Url);

        ToolResult result = await job.PublishAsync();

        Assert.Empty(elsewhere.Requests);
        Assert.Contains("error JE7009", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Code);
    }

    [Theory]
    [InlineData(403, "JE7004")]
    [InlineData(401, "JE7004")]
    [InlineData(422, "JE7006")]
    [InlineData(302, "JE7007")]
    public async Task Publish_ErrorOfTheServer_IsCodedAndTheDecisionStands(int status, string code)
    {
        using var server = new FakeGitHub(r => r.Method == "GET" ? new(200, "[]") : new(status, """{"message":"Validation\n::error::injected"}""", ("Location", "http://127.0.0.1:1/")));
        using var job = new Job(server.Url);

        ToolResult result = await job.PublishAsync();

        Assert.Equal(1, result.Code);
        Assert.Contains($"error {code}: ", result.Error, StringComparison.Ordinal);
        Assert.Contains($"::warning title=Alignment with people::judgeeval: error {code}: ", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\n::error::injected", result.Out + result.Error, StringComparison.Ordinal);
        Assert.Equal("before\n**failed**\n", job.Summary);
        Assert.Equal(2, server.Requests.Length);
    }

    [Fact]
    public async Task Publish_OverloadedThenWell_WaitsAsLongAsAsked()
    {
        int posts = 0;
        using var server = new FakeGitHub(r => r.Method == "GET" ? new(200, "[]")
            : Interlocked.Increment(ref posts) == 1 ? new(503, "", ("Retry-After", "7")) : new(201, "{}"));
        using var job = new Job(server.Url);

        ToolResult result = await job.PublishAsync();

        Assert.Equal([TimeSpan.FromSeconds(7)], job.Time.Waits);
        Assert.DoesNotContain("JE7", result.Error, StringComparison.Ordinal);
    }

    // Two retries after the first answer, 2 s and 4 s by default; a server that asks for an hour is not waited for.
    [Theory]
    [InlineData(null, 3)]
    [InlineData("3600", 1)]
    public async Task Publish_OverloadedThroughout_GivesUpAndTheDecisionStands(string? retryAfter, int requests)
    {
        using var server = new FakeGitHub(_ => retryAfter is null ? new(502, "<html>") : new(429, "{}", ("Retry-After", retryAfter)));
        using var job = new Job(server.Url, diff: """{"decision":"passed","cases":[]}""");

        ToolResult result = await job.PublishAsync();

        Assert.Equal(0, result.Code);
        Assert.Contains("error JE7005", result.Error, StringComparison.Ordinal);
        Assert.Equal(requests, server.Requests.Length);
    }

    [Fact]
    public async Task Publish_NobodyListens_IsCodedAndTheDecisionStands()
    {
        string url;
        using (var server = new FakeGitHub(_ => new(200, "[]")))
        {
            url = server.Url;
        }

        using var job = new Job(url);

        ToolResult result = await job.PublishAsync();

        Assert.Equal(1, result.Code);
        Assert.Contains("error JE7008", result.Error, StringComparison.Ordinal);
    }
}
