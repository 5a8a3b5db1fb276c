using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using JudgeEval.Tool.Review;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>The review page for a screen reader, a keyboard and a finger, in each of its states.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReviewAccessTests(Browser browser) : IDisposable
{
    private const int TouchTarget = 44;

    private readonly ReviewFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(Screen.Phone, ColorScheme.Light)]
    [InlineData(Screen.Phone, ColorScheme.Dark)]
    [InlineData(Screen.Desktop, ColorScheme.Light)]
    [InlineData(Screen.Desktop, ColorScheme.Dark)]
    public async Task Review_InEachState_HasNothingThatAxeFinds(Screen screen, ColorScheme scheme)
    {
        (await (await _folder.WithCaseAsync("m", 3, flips: true)).WithCaseAsync("n", 1)).WithRedGate("m");
        IPage page = await browser.PageAsync(screen, scheme);
        await using (ReviewServer blind = await _folder.StartAsync(blind: true))
        {
            await page.GotoAsync(blind.Link);
            await Assertions.Expect(page.Locator("#labelling")).ToBeVisibleAsync();
            await CheckAsync(page, screen, scheme, "blind");
        }

        await using ReviewServer server = await _folder.StartAsync();
        await page.GotoAsync(server.Link);
        await Assertions.Expect(page.Locator("#verdict")).ToBeVisibleAsync();
        await CheckAsync(page, screen, scheme, "item");
        if (screen == Screen.Phone)
        {
            await page.Locator("#list-button").ClickAsync();
            await CheckAsync(page, screen, scheme, "queue");
            await page.Locator("#list-button").ClickAsync();
        }

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("2");
        await CheckAsync(page, screen, scheme, "form");
        await page.Keyboard.PressAsync("?");
        await CheckAsync(page, screen, scheme, "help");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("c");
        await CheckAsync(page, screen, scheme, "cases");
        await page.Keyboard.PressAsync("c");

        _folder.Write("m/T.m.verified.txt", "no disagreement\n");
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.TypeAsync("x");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#fault")).ToContainTextAsync("JE5022");
        await CheckAsync(page, screen, scheme, "error");

        foreach (int _ in Enumerable.Range(0, 3))
        {
            await page.Locator("#title").FocusAsync();
            await page.DecideAsync("a", "because");
        }

        await Assertions.Expect(page.Locator("#cases-title")).ToHaveTextAsync("All items are decided");
        await CheckAsync(page, screen, scheme, "done");
        await page.Locator(".case textarea").FillAsync("known");
        await page.Locator(".accept").First.ClickAsync();
        await Assertions.Expect(page.Locator("#message")).ToContainTextAsync("T.m is accepted");
        await page.Locator(".accept").ClickAsync();
        await Assertions.Expect(page.Locator("#cases-title")).ToHaveTextAsync("Nothing is left to review");
        await CheckAsync(page, screen, scheme, "empty");
    }

    [SkippableFact]
    public async Task Review_ByKeyboardAlone_IsDecidedAndAcceptedWithTheFocusWhereItIsNeeded()
    {
        await _folder.WithCaseAsync("m", 2);
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await browser.PageAsync(Screen.Desktop);
        await page.GotoAsync(server.Link);
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0001");
        Assert.Equal("title", await page.FocusAsync());

        await page.Keyboard.PressAsync("u");
        Assert.Equal("sources", await page.FocusAsync());
        await page.Keyboard.PressAsync("2");
        Assert.Equal("topics", await page.FocusAsync());
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#message")).ToHaveTextAsync("Choose what they disagree about.");
        await page.Keyboard.PressAsync("7");
        Assert.Equal("reason", await page.FocusAsync());
        await page.Keyboard.TypeAsync("Which fee? a j p u are letters here, and 1 is a digit.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0002");
        await Assertions.Expect(page.Locator("#message")).ToHaveTextAsync("Saved m0001: unclear item. 1 open.");
        Assert.Equal("title", await page.FocusAsync());

        // The same grounds again, and the button that saves has the focus.
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("s");
        Assert.Equal("save", await page.FocusAsync());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#message")).ToHaveTextAsync("Saved m0002: known disagreement. All items are decided.");
        Assert.Equal("cases-title", await page.FocusAsync());
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Accept the snapshot", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#cases-title")).ToHaveTextAsync("Nothing is left to review");
        Assert.Equal("cases-title", await page.FocusAsync());
        Assert.True(File.Exists(_folder["m/T.m.verified.txt"]));
    }

    [SkippableFact]
    public async Task Review_Queue_IsOneTabStopAndMovesByArrows()
    {
        await _folder.WithCaseAsync("m", 30);
        await using ReviewServer server = await _folder.StartAsync();
        IPage page = await browser.PageAsync(Screen.Desktop);
        await page.GotoAsync(server.Link);
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0001");
        Assert.Equal(1, await page.Locator("#queue button[tabindex='0']").CountAsync());

        await page.Locator("#queue [aria-current]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");

        // Worst first: unanimous items are those with odd numbers.
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("m0005");
        await Assertions.Expect(page.Locator("#queue [aria-current]")).ToBeFocusedAsync();
        Assert.Equal("3", await page.Locator("#queue li:has([aria-current])").GetAttributeAsync("aria-posinset"));
        Assert.Equal("30", await page.Locator("#queue li:has([aria-current])").GetAttributeAsync("aria-setsize"));
    }

    private static async Task CheckAsync(IPage page, Screen screen, ColorScheme scheme, string state)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"review-{state}-{screen}-{scheme}.png".ToLowerInvariant()) });
        }

        AxeResult found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, state + ": " + string.Join("; ", found.Violations.Select(v => $"{v.Id} {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), state + " is wider than the screen");
        if (screen == Screen.Phone)
        {
            // What a finger aims at: the control, or the label around it.
            string[] small = await page.EvaluateAsync<string[]>(
                """
                least => [...document.querySelectorAll("button, select, textarea, input, summary, a")]
                  .filter(one => one.checkVisibility())
                  .map(one => [one, (one.closest("label") ?? one).getBoundingClientRect()])
                  .filter(([, box]) => box.height > 0 && (box.height < least || box.width < least))
                  .map(([one, box]) => `${one.id || one.name || one.textContent} ${box.width}x${box.height}`)
                """,
                TouchTarget);
            Assert.True(small.Length == 0, $"{state}: {string.Join("; ", small)}");
        }
    }
}
