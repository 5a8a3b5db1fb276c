using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using JudgeEval.Tool.Review;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>The review page as a reviewer meets it, on a data set whose texts attack it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReviewTests(Browser browser) : IAsyncLifetime, IDisposable
{
    private const string Attack = "<img src=x onerror=\\\"document.title='owned'\\\"><script>document.title='owned'</script></p>";

    private readonly ReviewFolder _folder = new();

    public Task InitializeAsync() => _folder.WithCaseAsync("m", 3, Attack, flips: true);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(Screen.Phone, ColorScheme.Dark)]
    [InlineData(Screen.Desktop, ColorScheme.Light)]
    public async Task Review_ClickedThrough_WritesCorrectionsAndTheVerifiedSnapshot(Screen screen, ColorScheme scheme)
    {
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server, screen, scheme);
        string annotations = await File.ReadAllTextAsync(_folder["m/data/annotations.csv"]);
        await Assertions.Expect(page.Locator("#strip li").First).ToContainTextAsync("2 people");

        await ClickAsync(page, "Judge is right", "Labelling error", "Facts");
        await page.Locator("#reason").FillAsync("Ana misread it.");
        await page.Locator("#save").ClickAsync();
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0002");
        await ClickAsync(page, "Known disagreement", "Subjective preference", "Tone");
        await page.Locator("#reason").FillAsync("A matter of taste.");
        await page.Locator("#save").ClickAsync();

        // The third item flips, so it needs no decision.
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("2 of 2");
        await page.Locator(".accept").ClickAsync();
        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("T.m is accepted");

        Assert.True(File.Exists(_folder["m/T.m.verified.txt"]));
        Assert.False(File.Exists(_folder["m/T.m.received.txt"]));
        string[] lines = await File.ReadAllLinesAsync(_folder["m/T.m.corrections.jsonl"]);
        Assert.Equal(2, lines.Length);
        Assert.Contains(
            """
            "action":"judgeIsRight","source":"labellingError","topic":"facts","old":{"ana":"Bad","ben":"Bad"},"new":"Good","why":"Ana misread it."
            """.Trim(),
            lines[0],
            StringComparison.Ordinal);
        Assert.Equal(annotations, await File.ReadAllTextAsync(_folder["m/data/annotations.csv"]));
    }

    [SkippableFact]
    public async Task Review_HostileTexts_AreShownAsTextAndRunNothing()
    {
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server);

        await Assertions.Expect(page.Locator("#texts")).ToContainTextAsync("<script>document.title='owned'</script>");
        Assert.Equal("JudgeEval review", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("article img, article script, article b").CountAsync());
    }

    [SkippableFact]
    public async Task Review_Blind_HasNothingOfTheVerdictAnywhereUntilTheLabel()
    {
        await using ReviewServer server = await _folder.StartAsync(blind: true);
        IPage page = await browser.PageAsync(Screen.Desktop);
        var answers = new ConcurrentQueue<Task<string>>();
        page.Response += (_, answer) =>
        {
            if (answer.Url.Contains("/api/", StringComparison.Ordinal))
            {
                answers.Enqueue(answer.TextAsync());
            }
        };
        await page.GotoAsync(server.Link);
        await Assertions.Expect(page.Locator("#labelling")).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.True(await page.Locator("#verdict").IsHiddenAsync() && await page.Locator("#form").IsHiddenAsync());
        Assert.DoesNotContain("polite", await page.ContentAsync(), StringComparison.Ordinal);
        string[] sent = await Task.WhenAll(answers);
        Assert.NotEmpty(sent);
        Assert.All(sent, body => Assert.DoesNotContain("polite", body, StringComparison.Ordinal));
        Assert.All(sent, body => Assert.DoesNotContain("\"verdict\"", body, StringComparison.Ordinal));

        await page.Keyboard.PressAsync("a");
        Assert.True(await page.Locator("#form").IsHiddenAsync());
        await page.Keyboard.PressAsync("2");

        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("Labelled Fair");
        await Assertions.Expect(page.Locator("#strip li").Nth(1)).ToContainTextAsync("Your label");
        await Assertions.Expect(page.Locator("#rationale")).ToContainTextAsync("polite");
    }

    [SkippableTheory]
    [InlineData(Screen.Desktop, true)]
    [InlineData(Screen.Phone, false)]
    public async Task Review_TwoAnswers_StandSideBySideWhereThereIsRoom(Screen screen, bool beside)
    {
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await browser.PageAsync(screen);
        await page.RouteAsync("**/api/item*", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            JsonNode detail = JsonNode.Parse(await answer.TextAsync())!;
            (detail["response"], detail["responseA"], detail["responseB"]) = (null, "One answer.", "Another one.");
            await route.FulfillAsync(new() { Response = answer, Body = detail.ToJsonString() });
        });
        await page.GotoAsync(server.Link);
        ILocator first = page.GetByRole(AriaRole.Region, new() { Name = "Response A" }), second = page.GetByRole(AriaRole.Region, new() { Name = "Response B" });
        await Assertions.Expect(second).ToHaveTextAsync("Another one.");

        LocatorBoundingBoxResult a = (await first.BoundingBoxAsync())!, b = (await second.BoundingBoxAsync())!;

        Assert.Equal(beside, b.X >= a.X + a.Width && b.Y < a.Y + a.Height);
        Assert.Equal(!beside, b.Y >= a.Y + a.Height);
    }

    [SkippableFact]
    public async Task Review_BlindTurnedOn_TakesTheVerdictOffThePage()
    {
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server);
        await Assertions.Expect(page.Locator("#rationale")).ToContainTextAsync("polite");

        await page.Locator("#blind").CheckAsync();

        await Assertions.Expect(page.Locator("#labelling")).ToBeVisibleAsync();
        Assert.DoesNotContain("polite", await page.ContentAsync(), StringComparison.Ordinal);
        await page.Locator("#blind").UncheckAsync();
        await Assertions.Expect(page.Locator("#rationale")).ToContainTextAsync("polite");
    }

    [SkippableFact]
    public async Task Review_UndoAfterARestart_TakesBackTheDecisionOfTheEarlierSession()
    {
        await using (ReviewServer first = await _folder.StartAsync())
        {
            IPage before = await OpenAsync(first);
            await before.DecideAsync("p", "It is rude; n and z are letters here.");
        }

        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server, title: "m0002");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1 of 2");
        await page.Keyboard.PressAsync("z");

        await Assertions.Expect(page.Locator("#message")).ToHaveTextAsync("Taken back: m0001. 2 open.");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0001");
        await Assertions.Expect(page.Locator("#undo")).ToBeDisabledAsync();
        Assert.Equal(2, (await File.ReadAllLinesAsync(_folder["m/T.m.corrections.jsonl"])).Length);
    }

    [SkippableFact]
    public async Task Review_Undo_LeavesWhatWasSaidInTheFormToBeMended()
    {
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server);
        await page.DecideAsync("p", "too rash");

        await page.Keyboard.PressAsync("z");

        await Assertions.Expect(page.Locator("#message")).ToHaveTextAsync("Taken back: m0001. 2 open.");
        await Assertions.Expect(page.Locator("#reason")).ToHaveValueAsync("too rash");
        await Assertions.Expect(page.Locator("#decided")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("u");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("Saved m0001: unclear item");
    }

    [SkippableFact]
    public async Task Review_FileChangedOnDisk_SaysSoWritesNothingAndKeepsWhatWasTyped()
    {
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server);
        _folder.Write("m/T.m.verified.txt", "no disagreement\n");
        await page.Keyboard.PressAsync("u");
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.TypeAsync("Cannot tell.");

        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(page.Locator("#fault")).ToContainTextAsync("JE5022");
        Assert.False(File.Exists(_folder["m/T.m.corrections.jsonl"]));
        await Assertions.Expect(page.Locator("#reason")).ToHaveValueAsync("Cannot tell.");

        // The queue is read again by then, so the same decision can be saved.
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("Saved m0001: unclear item");
        await Assertions.Expect(page.Locator("#fault")).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Review_TwoTabsOnOneItem_TheSecondIsToldAndSeesTheDecision()
    {
        await using ReviewServer server = await _folder.StartAsync();
        IPage first = await OpenAsync(server);
        IPage second = await first.Context.NewPageAsync();
        await second.GotoAsync(new Uri(server.Link).GetLeftPart(UriPartial.Authority));
        await Assertions.Expect(second.Locator("#title")).ToHaveTextAsync("m0001");
        await first.DecideAsync("p", "first");

        await second.Keyboard.PressAsync("a");
        await second.Keyboard.PressAsync("1");
        await second.Keyboard.PressAsync("1");
        await second.Keyboard.TypeAsync("second");
        await second.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(second.Locator("#fault")).ToContainTextAsync("JE5029");
        await Assertions.Expect(second.Locator("#decided")).ToHaveTextAsync("Decided by ana: people are right.");
        await Assertions.Expect(second.Locator("#reason")).ToHaveValueAsync("second");
        Assert.Single(await File.ReadAllLinesAsync(_folder["m/T.m.corrections.jsonl"]));
    }

    [SkippableFact]
    public async Task Review_AnotherReviewerDecidedTheNextItem_ShowsItAndGoesOnToAnOpenOne()
    {
        await _folder.WithCaseAsync("n", 3);
        await using ReviewServer server = await _folder.StartAsync(), other = await _folder.StartAsync(reviewer: "ben");
        IPage page = await OpenAsync(server), ben = await OpenAsync(other);
        await ben.Locator("#queue button").Nth(1).ClickAsync();
        await Assertions.Expect(ben.Locator("#title")).ToHaveTextAsync("n0001");
        await ben.DecideAsync("u", "by ben");

        // Worst first: m0001, n0001 and n0003 are unanimous, then m0002. Ana's process reads Ben's line when it writes to the same file.
        await page.Locator("#case-filter").SelectOptionAsync("n/T.n");
        await page.Locator("#queue button").Nth(1).ClickAsync();
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("n0003");
        await page.DecideAsync("a", "by ana");

        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("n0002");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("2 of 5");
        await Assertions.Expect(page.Locator("#queue button").First).ToContainTextAsync("unclear item");
    }

    [SkippableFact]
    public async Task Review_ServerGone_SaysWhatToDoAndKeepsWhatWasTyped()
    {
        IPage page;
        await using (ReviewServer server = await _folder.StartAsync())
        {
            page = await OpenAsync(server);
            await page.Keyboard.PressAsync("u");
            await page.Keyboard.PressAsync("2");
            await page.Keyboard.PressAsync("2");
            await page.Keyboard.TypeAsync("Cannot tell.");
        }

        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(page.Locator("#fault")).ToContainTextAsync("the server does not answer");
        await Assertions.Expect(page.Locator("#reason")).ToHaveValueAsync("Cannot tell.");
    }

    private static async Task ClickAsync(IPage page, params string[] choices)
    {
        foreach (string choice in choices)
        {
            await page.Locator("fieldset label").Filter(new LocatorFilterOptions { HasText = choice }).ClickAsync();
        }
    }

    private async Task<IPage> OpenAsync(ReviewServer server, Screen screen = Screen.Desktop, ColorScheme scheme = ColorScheme.Light, string title = "m0001")
    {
        IPage page = await browser.PageAsync(screen, scheme);
        await page.GotoAsync(server.Link);
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync(title);
        return page;
    }
}
