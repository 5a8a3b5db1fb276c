using Deque.AxeCore.Playwright;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class ReportPageTests(Browser browser)
{
    private const string Hostile = "</script><script>window.ran=1</script><img src=x onerror=\"window.ran=1\"><a href=\"javascript:window.ran=1\">x</a>";

    [SkippableTheory]
    [InlineData(Screen.Phone, ColorScheme.Light)]
    [InlineData(Screen.Phone, ColorScheme.Dark)]
    [InlineData(Screen.Desktop, ColorScheme.Light)]
    [InlineData(Screen.Desktop, ColorScheme.Dark)]
    public async Task Report_AtAWidthAndScheme_HasNothingThatAxeFinds(Screen screen, ColorScheme scheme)
    {
        IPage page = await OpenAsync(screen, scheme, 3);

        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.Locator("#table tbody button").First.ClickAsync();
        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id));
    }

    [SkippableFact]
    public async Task Report_OfHostileItems_ShowsThemAsTextAndRunsNothing()
    {
        IPage page = await OpenAsync(Screen.Desktop, ColorScheme.Light, 3);

        await page.Locator("#table tbody button").First.ClickAsync();

        Assert.Contains(Hostile, await page.Locator("#detail-body").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.ran"));
        Assert.Equal(0, await page.Locator("img, a").CountAsync());
    }

    [SkippableFact]
    public async Task Report_Filters_LeaveTheItemsTheyName()
    {
        IPage page = await OpenAsync(Screen.Desktop, ColorScheme.Light, 3);

        // The judge says yes to all; people say no to every third item, of which there is one in three.
        await page.Locator("#filter").SelectOptionAsync("disagreeing");
        Assert.Equal(["i00000"], await page.Locator("#table tbody button").AllInnerTextsAsync());
        await page.Locator("#filter").SelectOptionAsync("all");
        await page.Locator("#search").FillAsync("number 2");
        Assert.Equal(["i00002"], await page.Locator("#table tbody button").AllInnerTextsAsync());
    }

    [SkippableFact]
    public async Task Report_ByKeyboard_SortsOpensAndCloses()
    {
        IPage page = await OpenAsync(Screen.Phone, ColorScheme.Light, 3);

        ILocator header = page.Locator("#table thead button").First;
        await header.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(["i00002", "i00001", "i00000"], await page.Locator("#table tbody button").AllInnerTextsAsync());
        await page.Locator("#table tbody button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator("#detail").IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.Locator("#detail").IsVisibleAsync());
        Assert.Equal("i00002", await page.EvaluateAsync<string>("document.activeElement.textContent"));
    }

    [SkippableFact]
    public async Task Report_OfManyItems_UnpacksThemAndShowsPages()
    {
        IPage page = await OpenAsync(Screen.Desktop, ColorScheme.Light, 2500);

        Assert.Equal("2500 of 2500 items, shown 1 to 100", await page.Locator("#count").InnerTextAsync());
        await page.Locator("#next").ClickAsync();
        Assert.Equal("i00100", await page.Locator("#table tbody button").First.InnerTextAsync());
    }

    private async Task<IPage> OpenAsync(Screen screen, ColorScheme scheme, int items)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".html");
        await File.WriteAllTextAsync(path, HtmlReport.Render(new CaseSet { Records = [Record(items)] }, CaseSet.Empty));
        IPage page = await browser.PageAsync(screen, scheme);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await page.Locator("#table tbody tr").First.WaitForAsync();
        File.Delete(path);
        return page;
    }

    private static AlignmentRecord Record(int count)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "hostile" }, TaskShape.Single, LabelScale.Nominal(["no", "yes"]), Subjectivity.Manifest);
        for (int i = 0; i < count; i++)
        {
            builder.AddItem(new JudgeItem { Id = $"i{i:D5}", Context = $"number {i}", Response = Hostile }, default);
            builder.AddAnnotation($"i{i:D5}", "ann", i % 3 == 0 ? "no" : "yes", Hostile);
        }

        AnnotatedDataset dataset = builder.Build();
        var options = new AlignmentOptions { Resamples = 0, Baselines = false };
        var verdicts = new VerdictSet(
            new JudgeIdentity { Name = "judge" }, "hostile", dataset.Identity.Hash,
            dataset.Items.Select(item => new Judgement(item.Id, 0, PresentationOrder.Original, new RecordedVerdict { Label = "yes", Rationale = Hostile })));
        return new AlignmentRecord
        {
            Suite = Hostile,
            Case = "case",
            Dataset = "hostile",
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Options = options,
            Alignment = JudgeAlignment.Compute(dataset, verdicts, options),
            Card = DatasetCard.Of(dataset),
            Items = RecordedItem.All(dataset, verdicts),
        };
    }
}
