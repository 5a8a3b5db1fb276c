using Deque.AxeCore.Playwright;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>The page as a whole: who can use it, on what, and that no text of an item is more than text.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportPageTests(Browser browser)
{
    private const string Hostile =
        "</script><script>window.ran=1</script><!--<script>--><img src=x onerror=\"window.ran=1\"><a href=\"javascript:window.ran=1\">x</a>${window.ran=1}\u2028\u2029\u202Eevil\u2066'\"`\\";

    // Chromium's own focusable things that can be seen.
    private const string Focusable =
        "[...document.querySelectorAll('a[href], button:not(:disabled), select, input, summary, [tabindex=\"0\"]')].filter(e => e.checkVisibility() && !e.closest('dialog:not([open])'))";

    [SkippableTheory]
    [InlineData(Screen.Phone, ColorScheme.Light)]
    [InlineData(Screen.Phone, ColorScheme.Dark)]
    [InlineData(Screen.Desktop, ColorScheme.Light)]
    [InlineData(Screen.Desktop, ColorScheme.Dark)]
    public async Task Report_AtAWidthAndScheme_HasNothingThatAxeFinds(Screen screen, ColorScheme scheme)
    {
        IPage page = await ReportSample.OpenAsync(browser, screen, scheme);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        Assert.Empty(await ViolationsAsync(page));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.Locator("#filter").SelectOptionAsync("unstable");
        Assert.Empty(await ViolationsAsync(page));
        await page.Locator("#table tbody button").Last.ClickAsync();
        Assert.Empty(await ViolationsAsync(page));
    }

    [SkippableTheory]
    // Letter upright with Chromium's margins, A4 upright, A4 across.
    [InlineData(739)]
    [InlineData(717)]
    [InlineData(1046)]
    public async Task Print_OnASheet_KeepsTablesAndNothingOverflows(int width)
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.SetViewportSizeAsync(width, 1000);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.suites tr, .forest tr')].filter(r => getComputedStyle(r).display !== 'table-row').map(r => r.innerText)"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main :is(th, td)')].filter(c => c.checkVisibility() && c.scrollWidth > c.clientWidth + 1).map(c => c.textContent)"));
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.forest tbody svg')].every(s => s.getBoundingClientRect().width > 100)"));
        Assert.False(await page.Locator("nav.contents").IsVisibleAsync());
    }

    [SkippableTheory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task Contents_NameEverySection_InTheOrderOfThePage(Screen screen)
    {
        IPage page = await ReportSample.OpenAsync(browser, screen);

        string[] sections = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main section > h2')].map(h => `#${h.id} ${h.textContent}`)");
        Assert.Equal(sections, await page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav.contents a')].map(a => `${a.getAttribute('href')} ${a.textContent}`)"));
        // What is said of whole cases stands before the many items.
        Assert.Equal(["#suites", "#forest", "#history", "#convergence", "#calibration", "#committees", "#items", "#confusion", "#references", "#cards"], sections.Select(s => s.Split(' ')[0]));
    }

    [SkippableFact]
    public async Task Headings_OfTheItemTable_StandOnOneLineEach()
    {
        IPage page = await ReportSample.OpenAsync(browser);

        foreach (string sort in new[] { "id", "judge down", "was", "delta down", "state" })
        {
            await page.Locator("#sort").SelectOptionAsync(sort);
            Assert.Equal(1, await page.EvaluateAsync<int>("Math.max(...[...document.querySelectorAll('#table thead button')].map(b => { const r = document.createRange(); r.selectNodeContents(b); return new Set([...r.getClientRects()].map(c => Math.round(c.top))).size; }))"));
        }
    }

    [SkippableFact]
    public async Task Report_OfHostileItems_ShowsThemAsTextAndRunsNothing()
    {
        string large = new('x', 1_000_000);
        List<string> requests = [];
        IPage page = await ReportSample.OpenAsync(browser, HtmlReport.Render(
            new CaseSet { Records = [Texts(Hostile, "\0null " + Hostile, large) with { Suite = Hostile, Case = Hostile }], Problems = [new CaseProblem("T", Hostile, Hostile, "", "", "", Hostile)] },
            CaseSet.Empty,
            [new HistoryPoint(Hostile, Hostile, Hostile, DateTimeOffset.UnixEpoch, Hostile, Hostile, 1, null, null, null)]));
        page.Request += (_, request) => requests.Add(request.Url);

        for (int i = 0; i < 3; i++)
        {
            await page.Locator("#table tbody button").Nth(i).ClickAsync();
            string shown = await page.Locator("#detail-body").EvaluateAsync<string>("e => [...e.querySelectorAll('.prose')].map(p => p.textContent).join('|')");
            Assert.Equal(new[] { Hostile, "\0null " + Hostile, large }[i] + "|reply", shown);
            await page.Keyboard.PressAsync("Escape");
        }

        await page.Locator("#search").FillAsync("<img src=x");
        Assert.Equal(2, (await ReportSample.ShownAsync(page)).Count);
        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.ran"));
        Assert.Equal(0, await page.Locator("img, iframe, object, form, a:not([href^='#'])").CountAsync());
        Assert.Empty(requests);
    }

    [SkippableFact]
    public async Task Report_Policy_StopsScriptsThatAreNotItsOwn()
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.EvaluateAsync("const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); document.body.insertAdjacentHTML('beforeend', '<b onclick=\"window.ran=1\" id=\"bait\">x</b>'); document.getElementById('bait').click()");

        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.ran"));
    }

    [SkippableTheory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task Report_ByKeyboardAlone_ReachesEverythingVisibly(Screen screen)
    {
        IPage page = await ReportSample.OpenAsync(browser, screen);
        int all = await page.EvaluateAsync<int>($"{Focusable}.length");
        await page.EvaluateAsync("window.reached = new Set()");

        List<string> unseen = [];
        for (int i = 0; i < all; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            string? plain = await page.EvaluateAsync<string?>(
                "() => { const e = document.activeElement; reached.add(e); return getComputedStyle(e).outlineStyle === 'none' ? e.outerHTML.slice(0, 80) : null; }");
            unseen.AddRange(plain is null ? [] : [plain]);
        }

        Assert.True(all > 15);
        Assert.Empty(await page.EvaluateAsync<string[]>($"{Focusable}.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 80))"));
        Assert.Empty(unseen);
    }

    [SkippableFact]
    public async Task Report_ByKeyboard_SortsOpensAndCloses()
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.Locator("#table thead button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(["q7", "q6", "q5", "q4", "q3", "q2", "q1"], await ReportSample.ShownAsync(page));
        Assert.Equal("descending", await page.Locator("#table thead th").First.GetAttributeAsync("aria-sort"));
        await page.Locator("#table tbody button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator("#detail").IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.Locator("#detail").IsVisibleAsync());
        Assert.Equal("q7", await page.EvaluateAsync<string>("document.activeElement.textContent"));
    }

    [SkippableFact]
    public async Task Report_OfManyItems_UnpacksThemAndShowsPages()
    {
        IPage page = await ReportSample.OpenAsync(browser, HtmlReport.Render(new CaseSet { Records = [Texts([.. Enumerable.Range(0, 2500).Select(i => $"text number {i};")])] }, CaseSet.Empty, []));

        Assert.Equal("2500 of 2500 items, shown 1 to 50", await page.Locator("#count").InnerTextAsync());
        await page.Locator("#next").ClickAsync();
        Assert.Equal("i00050", await page.Locator("#table tbody button").First.InnerTextAsync());
        await page.Locator("#search").FillAsync("number 2345;");
        Assert.Equal(["i02345"], await ReportSample.ShownAsync(page));
        Assert.Contains("text number 2345;", await page.Locator("#table tbody").InnerTextAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Report_OnPaper_HasEveryItemOfTheFilterAndEveryTable()
    {
        IPage page = await ReportSample.OpenAsync(browser);
        await page.Locator("#filter").SelectOptionAsync("disagreeing");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");

        Assert.Equal(["q2", "q6"], await page.Locator("#paper article > h4:first-child").AllInnerTextsAsync());
        Assert.Contains("The 2 items of sample: latest prompt: disagreeing", await page.Locator("#paper").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("details:not([open])").CountAsync());
        Assert.False(await page.Locator("#search").IsVisibleAsync());
        await page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.Equal(0, await page.Locator("#paper article").CountAsync());
        Assert.Equal(0, await page.Locator("details[open]").CountAsync());
    }

    [SkippableFact]
    public async Task Report_WithoutJavaScript_SaysWhatIsMissingAndShowsTheRest()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".html");
        await File.WriteAllTextAsync(path, HtmlReport.Render(ReportSample.Whole, CaseSet.Empty, ReportSample.History));
        IPage any = await browser.PageAsync(Screen.Phone);
        IPage page = await (await any.Context.Browser!.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false })).NewPageAsync();

        await page.GotoAsync(new Uri(path).AbsoluteUri);
        File.Delete(path);

        Assert.Contains("need JavaScript", await page.Locator("noscript").InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await page.Locator("#search").IsVisibleAsync());
        Assert.True(await page.Locator(".forest").IsVisibleAsync());
        Assert.Equal(3, await page.Locator("svg.plot").CountAsync());
        Assert.Contains("JE2001: the prompt has no user part", await page.Locator(".lost").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("shard/cut.record.json", await page.Locator(".lost").Last.InnerTextAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Report_WhereMotionIsUnwelcomeOrColoursAreForced_Obeys()
    {
        IPage page = await ReportSample.OpenAsync(browser);

        Assert.Equal("smooth", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).scrollBehavior"));
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce, ForcedColors = ForcedColors.Active });
        Assert.Equal("auto", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).scrollBehavior"));
        Assert.Equal(
            await page.EvaluateAsync<string>("getComputedStyle(document.body).color"),
            await page.Locator(".forest tbody line.judge").EvaluateAsync<string>("e => getComputedStyle(e).stroke"));
    }

    private static async Task<string[]> ViolationsAsync(IPage page) =>
        [.. (await page.RunAxe()).Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html}"))];

    private static AlignmentRecord Texts(params string[] texts)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "texts" }, TaskShape.Single, LabelScale.Nominal(["no", "yes"]), Subjectivity.Manifest);
        for (int i = 0; i < texts.Length; i++)
        {
            builder.AddItem(new JudgeItem { Id = $"i{i:D5}", Context = texts[i], Response = "reply" });
            builder.AddAnnotation($"i{i:D5}", "ann", "yes");
        }

        return ReportSample.Record("texts", builder.Build(), Enumerable.Range(0, texts.Length).Select(i => new Judgement($"i{i:D5}", 0, PresentationOrder.Original, new RecordedVerdict { Label = "yes" })));
    }
}
