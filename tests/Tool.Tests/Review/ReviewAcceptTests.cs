using System.Net;
using System.Text.Json;
using JudgeEval.Harness.Reviews;
using JudgeEval.Tool.Review;

namespace JudgeEval.Tool.Tests.Review;

/// <summary>Decisions and acceptance as the page asks for them.</summary>
public sealed class ReviewAcceptTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ReviewServer _server = null!;
    private ReviewClient _client = null!;

    public async Task InitializeAsync()
    {
        _folder.Write("T.M.received.txt", "a | 1×5 | 5 | +4 | unanimous | 1/1\nb | 1×5 | 4 | +3 | unanimous | 1/1\n");
        _folder.Write(
            "T.M.received.baseline.jsonl",
            """
            {"format":"judgeeval.baseline/1","suite":"s","case":"c","test":"Ns.T.M"}
            {"judge":{"name":"judge"}}
            {"dataset":{"name":"d","scale":"ordinal 1..5"}}
            {"gates":[{"gate":"kappa >= 0.6","decision":"failed","threshold":0.6,"code":"JE4001"}]}
            {"acceptance":{"decision":"failed"}}
            {"item":"a","fingerprint":"44ef3a31de177618","people":{"a1":"1"},"verdicts":[{"repeat":0,"order":"original","label":"5"}]}

            """);
        _server = await ReviewServer.StartAsync(new ReviewSession(_folder.Root, null, "ana", TimeProvider.System), 0, CancellationToken.None);
        _client = await ReviewClient.SignInAsync(_server.Link);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Accept_RedGateWithoutAReason_SaysWhatToDoOnThePageAndChangesNothing()
    {
        await DecideAllAsync("knownDisagreement");

        JsonElement foreseen = (await _client.GetAsync("/api/state")).GetProperty("cases")[0].GetProperty("obstacle");
        (HttpStatusCode status, JsonElement fault) = await AcceptAsync("");

        Assert.Equal((HttpStatusCode.Conflict, "JE4401"), (status, fault.GetProperty("code").GetString()));
        Assert.Equal("T.M is not accepted, because a gate is red: kappa >= 0.6 (JE4001)", fault.GetProperty("what").GetString());
        Assert.Contains("the field 'Reason'", fault.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("judgeeval accept", fault.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(fault.GetRawText(), foreseen.GetRawText());
        Assert.False(File.Exists(_folder["T.M.verified.txt"]));
    }

    [Fact]
    public async Task Accept_RedGateWithAReason_WritesSnapshotAndBaselineWithIt()
    {
        await DecideAllAsync("knownDisagreement");
        string received = await File.ReadAllTextAsync(_folder["T.M.received.txt"]);

        (HttpStatusCode status, JsonElement state) = await AcceptAsync(" a third of the price ");

        Assert.Equal((HttpStatusCode.OK, 0), (status, state.GetProperty("cases").GetArrayLength()));
        Assert.Equal(received, await File.ReadAllTextAsync(_folder["T.M.verified.txt"]));
        Assert.Contains("a third of the price", await File.ReadAllTextAsync(_folder["T.M.baseline.jsonl"]), StringComparison.Ordinal);
        Assert.Equal(
            ["T.M.baseline.jsonl", "T.M.corrections.jsonl", "T.M.verified.txt"],
            Directory.GetFiles(_folder.Root).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Accept_Part_TakesWhatMayStayAndLeavesTheBaseline()
    {
        await _client.DecideAsync("a");
        await _client.DecideAsync("b", "peopleAreRight");

        (HttpStatusCode status, JsonElement state) = await _client.PostAsync("/api/accept", new { @case = "T.M", part = true });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("b", Assert.Single(state.GetProperty("items").EnumerateArray()).GetProperty("item").GetString());
        Assert.Equal("a | 1×5 | 5 | +4 | unanimous | 1/1\n", await File.ReadAllTextAsync(_folder["T.M.verified.txt"]));
        Assert.False(File.Exists(_folder["T.M.baseline.jsonl"]));
    }

    [Fact]
    public async Task Decide_FromATabThatSawAnOlderState_IsRefused()
    {
        Assert.Equal(HttpStatusCode.OK, (await _client.DecideAsync("a", seen: 0)).Status);

        (HttpStatusCode status, JsonElement fault) = await _client.DecideAsync("a", "peopleAreRight", seen: 0);

        Assert.Equal((HttpStatusCode.Conflict, "JE5029"), (status, fault.GetProperty("code").GetString()));
        Assert.Single(await File.ReadAllLinesAsync(_folder["T.M.corrections.jsonl"]));
    }

    [Fact]
    public async Task Decide_ManyAtATime_EachIsOneWholeLine()
    {
        (HttpStatusCode Status, JsonElement)[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _client.DecideAsync(i % 2 == 0 ? "a" : "b")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(40, CorrectionsFile.Open(_folder["T.M.corrections.jsonl"], "c").Decisions.Length);
    }

    [Theory]
    [InlineData("labelled", "tone")]
    [InlineData("0", "tone")]
    [InlineData("", "tone")]
    [InlineData("unclearItem", "mood")]
    [InlineData("unclearItem", "")]
    public async Task Decide_UnknownWord_IsRefused(string action, string topic)
    {
        (HttpStatusCode status, JsonElement fault) = await _client.PostAsync(
            "/api/decide", new { @case = "T.M", item = "a", action, source = "differentCriteria", topic, reason = "because" });

        Assert.Equal((HttpStatusCode.Conflict, "JE5023"), (status, fault.GetProperty("code").GetString()));
        Assert.False(File.Exists(_folder["T.M.corrections.jsonl"]));
    }

    private async Task DecideAllAsync(string action)
    {
        await _client.DecideAsync("a", action);
        await _client.DecideAsync("b", action);
    }

    private Task<(HttpStatusCode Status, JsonElement Answer)> AcceptAsync(string reason) => _client.PostAsync("/api/accept", new { @case = "T.M", reason });
}
