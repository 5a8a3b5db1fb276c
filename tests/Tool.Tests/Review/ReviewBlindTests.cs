using System.Net;
using System.Text.Json;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reviews;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Tool.Review;

namespace JudgeEval.Tool.Tests.Review;

/// <summary>What a blind reviewer's browser is told before the label: nothing that depends on what people or the judge said.</summary>
public sealed class ReviewBlindTests : IDisposable
{
    private readonly TemporaryFolder _one = new();
    private readonly TemporaryFolder _other = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Answers_OfTwoRunsWithTheSameTexts_AreTheSameBytesWhateverWasSaid()
    {
        // In one run people are unanimous on a, the judge is far off, b flips, and the order worst first is a, b; in the other it is b, a.
        await using ReviewServer one = await StartAsync(_one, "a,p,Bad\na,q,Bad\nb,p,Bad\nb,q,Fair\n", [("a", "Good", "Good"), ("b", "Good", "Bad"), ("b", "Good", "Good")]);
        await using ReviewServer other = await StartAsync(_other, "a,p,Good\na,q,Fair\nb,p,Good\nb,q,Good\n", [("a", "Bad", "Fair"), ("b", "Bad", "Bad")]);
        using ReviewClient left = await ReviewClient.SignInAsync(one.Link), right = await ReviewClient.SignInAsync(other.Link);

        foreach (string path in new[] { "/api/state", "/api/item?case=T.M&item=a", "/api/item?case=T.M&item=b" })
        {
            string answer = await left.TextAsync(path);
            Assert.Equal(answer, await right.TextAsync(path));
            Assert.DoesNotContain("reason for", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Item_Labelled_IsToldInFullAndTheOthersStayHidden()
    {
        await using ReviewServer server = await StartAsync(_one, "a,p,Bad\na,q,Bad\nb,p,Bad\nb,q,Fair\n", [("a", "Good", "Good"), ("b", "Good", "Good")]);
        using ReviewClient client = await ReviewClient.SignInAsync(server.Link);

        (HttpStatusCode status, JsonElement change) = await client.PostAsync("/api/label", new { @case = "T.M", item = "a", label = "Fair" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(change.GetProperty("item").GetProperty("unanimous").GetBoolean());
        JsonElement verdict = (await client.GetAsync("/api/item?case=T.M&item=a")).GetProperty("verdict");
        Assert.Equal(("Good", "Fair", "reason for Good"), (Text(verdict, "judge"), Text(verdict, "own"), Text(verdict, "rationale")));
        Assert.False((await client.GetAsync("/api/item?case=T.M&item=b")).TryGetProperty("verdict", out _));
        Assert.False((await client.GetAsync("/api/state")).GetProperty("cases")[0].TryGetProperty("resolved", out _));
    }

    [Fact]
    public async Task Item_DecidedByAnother_TellsThatAndNotWhat()
    {
        _one.Write("T.M.received.txt", "a | 1×5 | 5 | +4 | unanimous | 1/1\n");
        await using ReviewServer ben = await StartAsync(_one, "ben", blind: false);
        using ReviewClient first = await ReviewClient.SignInAsync(ben.Link);
        Assert.Equal(HttpStatusCode.OK, (await first.DecideAsync("a", "judgeIsRight")).Status);

        await using ReviewServer ana = await StartAsync(_one, "ana", blind: true);
        using ReviewClient second = await ReviewClient.SignInAsync(ana.Link);
        string state = await second.TextAsync("/api/state");

        Assert.Contains("\"action\":\"decided\"", state, StringComparison.Ordinal);
        Assert.DoesNotContain("judgeIsRight", state, StringComparison.Ordinal);
        Assert.DoesNotContain("judgeIsRight", await second.TextAsync("/api/item?case=T.M&item=a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_BeforeTheLabel_IsRefused()
    {
        _one.Write("T.M.received.txt", "a | 1×5 | 5 | +4 | unanimous | 1/1\n");
        await using ReviewServer server = await StartAsync(_one, "ana", blind: true);
        using ReviewClient client = await ReviewClient.SignInAsync(server.Link);

        (HttpStatusCode status, JsonElement fault) = await client.DecideAsync("a");

        Assert.Equal((HttpStatusCode.Conflict, "JE5026"), (status, Text(fault, "code")));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static Task<ReviewServer> StartAsync(TemporaryFolder folder, string reviewer, bool blind) =>
        ReviewServer.StartAsync(new ReviewSession(folder.Root, null, reviewer, TimeProvider.System, blind), 0, CancellationToken.None);

    private static async Task<ReviewServer> StartAsync(TemporaryFolder folder, string annotations, (string Item, string Label, string Second)[] verdicts)
    {
        folder.Write("data/dataset.yaml", "name: d\ntask: single\nscale: {level: ordinal, labels: [Bad, Fair, Good]}\n");
        folder.Write("data/items.jsonl", """{"id":"a","context":"c","response":"r","tags":{"topic":"fees"}}""" + "\n" + """{"id":"b","context":"c","response":"s"}""" + "\n");
        folder.Write("data/annotations.csv", "item,annotator,label\n" + annotations);
        folder.Write(
            "judge.verdicts.jsonl",
            """{"format":"judgeeval.verdicts/1","judge":{"name":"judge"}}""" + "\n" + string.Concat(verdicts.DistinctBy(v => v.Item).SelectMany(v => new[]
            {
                $$"""{"item":"{{v.Item}}","repeat":0,"order":"original","label":"{{v.Label}}","rationale":"reason for {{v.Label}}"}""" + "\n",
                $$"""{"item":"{{v.Item}}","repeat":1,"order":"original","label":"{{v.Second}}"}""" + "\n",
            })));
        string record = folder["alignment-records/t.record.json"];
        Assert.Equal(0, CommandLine.Run("align", folder["data"], "--verdicts", folder["judge.verdicts.jsonl"], "--record", record).Code);
        AlignmentRecord made = RecordFile.Read(record);
        RecordFile.Write(made with { Snapshot = new SnapshotOutcome("T.M.verified.txt", false, [], [], []), DatasetPath = "data" }, record);
        folder.Write("T.M.received.txt", DisagreementSnapshot.Render(made.Alignment));
        return await StartAsync(folder, "ana", blind: true);
    }
}
