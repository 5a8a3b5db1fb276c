using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace JudgeEval.Tool.Tests.Review;

/// <summary>The process dies at any moment: what the page was told is kept is kept, and the next one goes on there.</summary>
public sealed class ReviewKillTests : IDisposable
{
    private const int Items = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _started = [];

    public ReviewKillTests() =>
        _folder.Write("T.M.received.txt", string.Concat(Enumerable.Range(0, Items).Select(i => string.Create(CultureInfo.InvariantCulture, $"i{i:D2} | 1×5 | 5 | +4 | unanimous | 1/1\n"))));

    // A test that fails leaves no process behind.
    public void Dispose()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Decide_KilledAfterEachAnswer_IsThereWithItsReasonInTheNextProcess()
    {
        for (int i = 0; i < 3; i++)
        {
            (Process process, ReviewClient client) = await StartAsync();
            using (client)
            {
                JsonElement state = await client.GetAsync("/api/state");
                Assert.Equal(Items - i, state.GetProperty("cases")[0].GetProperty("open").GetInt32());
                Assert.Equal(i == 0 ? null : Name(i - 1), state.TryGetProperty("latest", out JsonElement latest) ? latest.GetProperty("item").GetString() : null);
                Assert.Equal(HttpStatusCode.OK, (await client.DecideAsync(Name(i), reason: "reason of " + Name(i))).Status);
                await KillAsync(process);
            }
        }

        (Process last, ReviewClient reader) = await StartAsync();
        using (reader)
        {
            Assert.Equal("reason of i01", (await reader.GetAsync("/api/item?case=T.M&item=i01")).GetProperty("verdict").GetProperty("why").GetString());

            // Undo reaches back over the processes that died.
            Assert.Equal("i02", (await reader.PostAsync("/api/undo", new { })).Answer.GetProperty("item").GetProperty("item").GetString());
            Assert.Equal("i01", (await reader.PostAsync("/api/undo", new { })).Answer.GetProperty("item").GetProperty("item").GetString());
            await KillAsync(last);
        }
    }

    [Fact]
    public async Task Decide_KilledWhileManyAreUnderWay_LosesNoneThatWasAnswered()
    {
        (Process process, ReviewClient client) = await StartAsync();
        var answered = new List<string>();
        using (client)
        {
            var half = new TaskCompletionSource();
            Task sending = Task.WhenAll(Enumerable.Range(0, Items).Select(async i =>
            {
                try
                {
                    Assert.Equal(HttpStatusCode.OK, (await client.DecideAsync(Name(i))).Status);
                    lock (answered)
                    {
                        answered.Add(Name(i));
                        if (answered.Count == Items / 4)
                        {
                            half.SetResult();
                        }
                    }
                }
                catch (HttpRequestException)
                {
                    // The process died before it answered.
                }
            }));
            await Task.WhenAny(half.Task, sending);
            await KillAsync(process);
            await sending;
        }

        Assert.NotEmpty(answered);
        (Process next, ReviewClient reader) = await StartAsync();
        using (reader)
        {
            var kept = (await reader.GetAsync("/api/state")).GetProperty("items").EnumerateArray()
                .Where(i => i.TryGetProperty("action", out _)).Select(i => i.GetProperty("item").GetString()!).ToHashSet(StringComparer.Ordinal);
            Assert.Superset(answered.ToHashSet(StringComparer.Ordinal), kept);
            Assert.Equal(HttpStatusCode.OK, (await reader.DecideAsync("i00")).Status);
            await KillAsync(next);
        }
    }

    [SkippableFact]
    public async Task Decide_FileCannotGrow_SaysSoLeavesNoTornLineAndGoesOn()
    {
        Skip.IfNot(File.Exists("/usr/bin/prlimit"), "needs prlimit, to let a running process write no more");
        (Process process, ReviewClient client) = await StartAsync(start: CommandLine.StartWithoutFileSizeSignal);
        using (client)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.DecideAsync("i00")).Status);
            byte[] before = await File.ReadAllBytesAsync(_folder["T.M.corrections.jsonl"]);
            using (var limit = Process.Start("/usr/bin/prlimit", ["--pid", process.Id.ToString(CultureInfo.InvariantCulture), "--fsize=" + (before.Length + 100).ToString(CultureInfo.InvariantCulture)]))
            {
                await limit.WaitForExitAsync();
                Assert.Equal(0, limit.ExitCode);
            }

            // 100 bytes of the line fit, and are taken off again.
            (HttpStatusCode status, JsonElement fault) = await client.DecideAsync("i01");

            Assert.Equal((HttpStatusCode.Conflict, "JE5032"), (status, fault.GetProperty("code").GetString()));
            Assert.Equal(before, await File.ReadAllBytesAsync(_folder["T.M.corrections.jsonl"]));
            await KillAsync(process);
        }

        (Process next, ReviewClient reader) = await StartAsync();
        using (reader)
        {
            Assert.Equal(HttpStatusCode.OK, (await reader.DecideAsync("i01")).Status);
            await KillAsync(next);
        }
    }

    [Fact]
    public async Task Decide_TwoProcessesAtATime_KeepsEveryDecisionOfBoth()
    {
        (Process first, ReviewClient ana) = await StartAsync();
        (Process second, ReviewClient ben) = await StartAsync("ben");
        using (ana)
        using (ben)
        {
            // A process that meets the other's lock says so, as the page is told, and asks again.
            async Task DecideAsync(ReviewClient client, int item)
            {
                (HttpStatusCode status, JsonElement fault) = await client.DecideAsync(Name(item));
                while (status == HttpStatusCode.Conflict && fault.GetProperty("code").GetString() == "JE5032")
                {
                    (status, fault) = await client.DecideAsync(Name(item));
                }

                Assert.True(status == HttpStatusCode.OK, fault.GetRawText());
            }

            await Task.WhenAll(Enumerable.Range(0, Items).Select(i => DecideAsync(i % 2 == 0 ? ana : ben, i)));
            await KillAsync(first);
            await KillAsync(second);
        }

        (Process next, ReviewClient reader) = await StartAsync();
        using (reader)
        {
            Assert.Equal(0, (await reader.GetAsync("/api/state")).GetProperty("cases")[0].GetProperty("open").GetInt32());
            await KillAsync(next);
        }

        Assert.Equal(Items, (await File.ReadAllLinesAsync(_folder["T.M.corrections.jsonl"])).Length);
    }

    private static string Name(int item) => string.Create(CultureInfo.InvariantCulture, $"i{item:D2}");

    // On Unix this is SIGKILL, which no process hears of.
    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private async Task<(Process Process, ReviewClient Client)> StartAsync(string reviewer = "ana", Func<string[], Process>? start = null)
    {
        Process process = (start ?? CommandLine.Start)(["review", "--root", _folder.Root, "--reviewer", reviewer]);
        _started.Add(process);
        string? line = await process.StandardOutput.ReadLineAsync();
        Assert.Contains("?token=", line ?? "", StringComparison.Ordinal);
        return (process, await ReviewClient.SignInAsync(line![line!.IndexOf("http", StringComparison.Ordinal)..]));
    }
}
