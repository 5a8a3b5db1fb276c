using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reviews;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Review;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>The review page as a reviewer meets it, on a data set whose texts attack it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReviewTests(Browser browser) : IAsyncLifetime
{
    private const string Attack = "<img src=x onerror=\\\"document.title='owned'\\\"><script>document.title='owned'</script></p>";

    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-review-page-").FullName;

    public async Task InitializeAsync()
    {
        Write("data/dataset.yaml", "name: hostile\ntask: single\nscale: {level: ordinal, labels: [Bad, Fair, Good]}\n");
        Write("data/items.jsonl", string.Concat(new[] { "i1", "i2", "i3" }.Select(id => $$"""{"id":"{{id}}","context":"{{Attack}}","response":"An answer to {{id}}. {{Attack}}"}""" + "\n")));
        Write("data/annotations.csv", "item,annotator,label,explanation\ni1,ana,Bad,\"<b>no</b>\"\ni1,ben,Bad,\ni2,ana,Bad,\ni2,ben,Fair,\ni3,ana,Good,\ni3,ben,Good,\n");
        Write(
            "judge.verdicts.jsonl",
            """{"format":"judgeeval.verdicts/1","judge":{"name":"judge"}}""" + "\n"
            + string.Concat(new[] { "i1", "i2" }.Select(id => $$"""{"item":"{{id}}","repeat":0,"order":"original","label":"Good","rationale":"Polite. {{Attack}}"}""" + "\n"))
            + """{"item":"i3","repeat":0,"order":"original","label":"Good"}""" + "\n");
        string record = Path.Combine(_root, "alignment-records", "t.record.json");
        using var output = new StringWriter();
        int code = await ToolHost.RunAsync(
            ["align", Path.Combine(_root, "data"), "--verdicts", Path.Combine(_root, "judge.verdicts.jsonl"), "--record", record],
            new ToolConsole { Out = output, Error = output });
        Assert.True(code == 0, output.ToString());
        AlignmentRecord made = RecordFile.Read(record);
        RecordFile.Write(made with { Snapshot = new SnapshotOutcome("T.M.verified.txt", false, [], [], []) { IsNew = true } }, record);
        Write("T.M.received.txt", DisagreementSnapshot.Render(made.Alignment));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    [SkippableTheory]
    [InlineData(Screen.Phone, ColorScheme.Dark)]
    [InlineData(Screen.Desktop, ColorScheme.Light)]
    public async Task Review_ClickedThrough_WritesCorrectionsAndTheVerifiedSnapshot(Screen screen, ColorScheme scheme)
    {
        await using ReviewServer server = await StartAsync();
        IPage page = await OpenAsync(server, screen, scheme);
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("i1");
        await Assertions.Expect(page.Locator("#facts")).ToContainTextAsync("Bad × 2 (unanimous)");
        await Assertions.Expect(page.Locator(".accept")).ToBeDisabledAsync();
        await ShotAsync(page, $"review-{screen}-{scheme}");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));

        await DecideAsync(page, "judge is right", "labellingError", "Ana misread it.");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("i2");
        await DecideAsync(page, "known disagreement", "subjectivePreference", "A matter of taste.");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("2 of 2");
        await page.Locator(".accept").ClickAsync();
        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("T.M is accepted");

        Assert.True(File.Exists(At("T.M.verified.txt")));
        Assert.False(File.Exists(At("T.M.received.txt")));
        string[] lines = await File.ReadAllLinesAsync(At("T.M.corrections.jsonl"));
        Assert.Equal(2, lines.Length);
        Assert.Contains("""
            "action":"judgeIsRight","source":"labellingError","old":{"ana":"Bad","ben":"Bad"},"new":"Good","why":"Ana misread it."
            """.Trim(), lines[0], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Review_HostileTexts_AreShownAsTextAndRunNothing()
    {
        await using ReviewServer server = await StartAsync();
        IPage page = await OpenAsync(server, Screen.Desktop);

        await Assertions.Expect(page.Locator("#texts")).ToContainTextAsync("<script>document.title='owned'</script>");
        await Assertions.Expect(page.Locator("#rationale")).ToContainTextAsync("<img src=x");
        Assert.Equal("JudgeEval review", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("article img, article script, article b").CountAsync());
    }

    [SkippableFact]
    public async Task Review_Blind_ShowsTheVerdictAfterTheLabel()
    {
        await using ReviewServer server = await StartAsync(blind: true);
        IPage page = await OpenAsync(server, Screen.Desktop);
        await Assertions.Expect(page.Locator("#labelling")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#verdict")).ToBeHiddenAsync();
        Assert.DoesNotContain("Polite", await page.ContentAsync(), StringComparison.Ordinal);

        await page.Locator("#own-labels").GetByText("Fair").ClickAsync();

        await Assertions.Expect(page.Locator("#facts")).ToContainTextAsync("Your labelFair");
        await Assertions.Expect(page.Locator("#rationale")).ToContainTextAsync("Polite");
    }

    [SkippableFact]
    public async Task Review_Keys_DecideUndoAndMove()
    {
        await using ReviewServer server = await StartAsync();
        IPage page = await OpenAsync(server, Screen.Desktop);
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("i1");
        await page.Keyboard.PressAsync("p");
        await page.Locator("#source").SelectOptionAsync("differentCriteria");
        await page.Locator("#reason").FillAsync("It is rude; n and z are letters here.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1 of 2");

        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("0 of 2");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("i1");
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("i2");
        await page.Keyboard.PressAsync("b");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("i1");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#help")).ToBeVisibleAsync();
        Assert.Equal(2, (await File.ReadAllLinesAsync(At("T.M.corrections.jsonl"))).Length);
    }

    [SkippableFact]
    public async Task Review_FileChangedOnDisk_SaysSoAndWritesNothing()
    {
        await using ReviewServer server = await StartAsync();
        IPage page = await OpenAsync(server, Screen.Desktop);
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("i1");
        Write("T.M.verified.txt", "no disagreement\n");

        await DecideAsync(page, "unclear item", "differentThresholds", "Cannot tell.");

        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("JE5022");
        Assert.False(File.Exists(At("T.M.corrections.jsonl")));
    }

    private static async Task DecideAsync(IPage page, string action, string source, string reason)
    {
        await page.GetByText(action, new PageGetByTextOptions { Exact = false }).First.ClickAsync();
        await page.Locator("#source").SelectOptionAsync(source);
        await page.Locator("#reason").FillAsync(reason);
        await page.Locator("#save").ClickAsync();
    }

    // Where a person wants to look: the folder named by SCREENSHOTS.
    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    private Task<ReviewServer> StartAsync(bool blind = false) =>
        ReviewServer.StartAsync(new ReviewSession(_root, null, "ana", TimeProvider.System, blind), 0, CancellationToken.None);

    private async Task<IPage> OpenAsync(ReviewServer server, Screen screen, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await browser.PageAsync(screen, scheme);
        await page.GotoAsync(server.Link);
        return page;
    }

    private string At(string name) => Path.Combine(_root, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
