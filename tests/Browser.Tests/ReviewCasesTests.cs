using System.Collections.Concurrent;
using System.Globalization;
using JudgeEval.Tool.Review;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>Several cases, acceptance, and thousands of items.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReviewCasesTests(Browser browser) : IDisposable
{
    private const int Many = 5000;

    // An item with its texts takes about 1,500 bytes; all items with nothing but their ids would take 50,000.
    private const int LargestAnswer = 10_000;

    private readonly ReviewFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Accept_RedGate_AsksForAReasonInWordsAndTakesTheCaseWithIt()
    {
        (await _folder.WithCaseAsync("m", 1)).WithRedGate("m");
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server, "m0001");
        await page.DecideAsync("a", "known");
        await Assertions.Expect(page.Locator(".note")).ToContainTextAsync("JE4401: T.m is not accepted, because a gate is red: kappa >= 0.6 (JE4001)");
        await Assertions.Expect(page.Locator(".note")).ToContainTextAsync("state in the field 'Reason'");

        await page.Locator(".accept").ClickAsync();
        await Assertions.Expect(page.Locator("#message")).ToHaveTextAsync("Give a reason to accept everything.");
        await Assertions.Expect(page.Locator(".case textarea")).ToBeFocusedAsync();
        Assert.False(File.Exists(_folder["m/T.m.verified.txt"]));
        await page.Keyboard.TypeAsync("a third of the price");
        await page.Locator(".accept").ClickAsync();

        await Assertions.Expect(page.Locator("#cases-title")).ToHaveTextAsync("Nothing is left to review");
        Assert.Contains("a third of the price", await File.ReadAllTextAsync(_folder["m/T.m.baseline.jsonl"]), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Accept_OnOneItemPeopleAreRight_TakesTheOthersAndKeepsIt()
    {
        await _folder.WithCaseAsync("m", 2);
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server, "m0001");
        await page.DecideAsync("p", "the judge is wrong");
        await page.DecideAsync("a", "known");

        await page.GetByText("Accept the 1 item that may stay").ClickAsync();

        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("has what may stay; the rest waits");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1 of 1");
        Assert.Equal("m0002 | Bad×1 Fair×1 | Good | +1.5 | split | 1/1\n", await File.ReadAllTextAsync(_folder["m/T.m.verified.txt"]));
    }

    [SkippableFact]
    public async Task Filter_ByCaseAndState_ShowsAndWalksThoseItemsAlone()
    {
        await (await _folder.WithCaseAsync("m", 2)).WithCaseAsync("n", 3);
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server, "m0001");
        await page.Locator("#case-filter").SelectOptionAsync("n/T.n");

        await Assertions.Expect(page.Locator("#shown")).ToHaveTextAsync("3 of 5 items");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("n0001");
        await page.Locator("#title").FocusAsync();
        await page.DecideAsync("a", "known");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("n0003");
        await page.Locator("#show-filter").SelectOptionAsync("decided");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("n0001");
        Assert.Equal(1, await page.Locator("#queue li").CountAsync());
    }

    [SkippableFact]
    public async Task Review_OfFiveThousandItems_HoldsFewRowsAndSendsOneItemForAKey()
    {
        await _folder.WithCaseAsync("m", Many);
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await OpenAsync(server, "m0001");
        var answers = new ConcurrentQueue<Task<byte[]>>();
        page.Response += (_, response) => answers.Enqueue(response.BodyAsync());

        // On items with odd numbers people are unanimous, so these come first.
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0003");
        await page.DecideAsync("a", "known");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0005");
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("Taken back: m0003");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0003");

        Assert.NotEmpty(answers);
        Assert.All(await Task.WhenAll(answers), body => Assert.InRange(body.Length, 0, LargestAnswer));

        // Rows that cannot be seen are not on the page, and the last can be scrolled to.
        Assert.InRange(await page.Locator("#queue li").CountAsync(), 1, 60);
        await page.Locator("#scroller").EvaluateAsync("list => list.scrollTop = list.scrollHeight");
        await Assertions.Expect(page.Locator("#queue li").Last).ToHaveAttributeAsync("aria-posinset", Many.ToString(CultureInfo.InvariantCulture));
        await page.Locator("#queue button").Last.ClickAsync();
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m5000");
    }

    private async Task<IPage> OpenAsync(ReviewServer server, string title)
    {
        IPage page = await browser.PageAsync(Screen.Desktop);
        await page.GotoAsync(server.Link);
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync(title);
        return page;
    }
}
