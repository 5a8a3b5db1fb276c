using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>Filters, order, counts and details of the seven items of <see cref="ReportSample"/>, counted by hand.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportItemTests(Browser browser)
{
    [SkippableTheory]
    [InlineData("filter", "all", "q1 q2 q3 q4 q5 q6 q7")]
    [InlineData("filter", "newly", "q2")]
    [InlineData("filter", "fixed", "q4")]
    [InlineData("filter", "disagreeing", "q2 q6")]
    [InlineData("filter", "unanimous", "q1 q2 q3")]
    [InlineData("filter", "unstable", "q3 q6")]
    [InlineData("filter", "failed", "q5")]
    [InlineData("tag", "topic = billing", "q1 q2 q5")]
    [InlineData("tag", "topic = delivery", "q3 q4 q6 q7")]
    [InlineData("part", "split test", "q7")]
    [InlineData("group", "region = north", "q1 q2 q3 q4 q6")]
    [InlineData("group", "region = south", "q1 q2 q4 q5 q6")]
    public async Task Filter_OfAKind_LeavesItsItems(string control, string choice, string expected)
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.Locator($"#{control}").SelectOptionAsync(control == "filter" ? new SelectOptionValue { Value = choice } : new SelectOptionValue { Label = choice });

        string[] items = expected.Split(' ');
        Assert.Equal(items, await ReportSample.ShownAsync(page));
        Assert.Equal($"{items.Length} of 7 items", await page.Locator("#count").InnerTextAsync());
    }

    [SkippableFact]
    public async Task Filter_SeveralAtOnce_LeavesWhatFitsAllAndIsCleared()
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.Locator("#filter").SelectOptionAsync("unstable");
        await page.Locator("#tag").SelectOptionAsync(new SelectOptionValue { Label = "topic = delivery" });
        await page.Locator("#group").SelectOptionAsync(new SelectOptionValue { Label = "region = south" });
        Assert.Equal(["q6"], await ReportSample.ShownAsync(page));
        await page.Locator("#search").FillAsync("no such text");
        Assert.Empty(await ReportSample.ShownAsync(page));
        Assert.True(await page.Locator("#none").IsVisibleAsync());
        await page.Locator("#clear").ClickAsync();
        Assert.Equal(7, (await ReportSample.ShownAsync(page)).Count);
    }

    [SkippableTheory]
    [InlineData("ANSWER TO Q4", "q4")]
    [InlineData("question q1", "q1")]
    [InlineData("reason 2 of q6", "q6")]
    [InlineData("former reason of q2", "q2")]
    [InlineData("rude", "q6")]
    [InlineData("cannot grade", "q5")]
    [InlineData("q7", "q7")]
    public async Task Search_InAnyTextOfAnItem_FindsIt(string text, string expected)
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.Locator("#search").FillAsync(text);

        Assert.Equal([expected], await ReportSample.ShownAsync(page));
    }

    [SkippableTheory]
    // Judge: bad, fair, good by the scale; equal ones by id; q5 without verdict last either way.
    [InlineData("judge", "q2 q3 q4 q1 q6 q7 q5")]
    [InlineData("judge down", "q1 q6 q7 q4 q2 q3 q5")]
    // Means of places on the scale: q3 0, q6 2/3, q4 1, q1 q2 q5 2, and nobody labelled q7.
    [InlineData("people", "q3 q6 q4 q1 q2 q5 q7")]
    // Judge less the median: q2 -2, q1 q3 q4 0, q6 +1.
    [InlineData("delta", "q2 q1 q3 q4 q6 q5 q7")]
    [InlineData("state", "q2 q6 q5 q7 q4 q1 q3")]
    [InlineData("id down", "q7 q6 q5 q4 q3 q2 q1")]
    public async Task Sort_ByAColumn_OrdersByItsMeaning(string order, string expected)
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.Locator("#sort").SelectOptionAsync(order);

        Assert.Equal(expected.Split(' '), await ReportSample.ShownAsync(page));
    }

    [SkippableTheory]
    [InlineData("was", "q2 q1 q3")]
    [InlineData("was down", "q1 q2 q3")]
    public async Task Sort_ByTheFormerLabel_PutsFormerFailuresLastEitherWay(string order, string expected)
    {
        // Before: q1 good, q2 bad, q3 refused.
        AlignmentRecord before = ReportSample.Of("good", "bad", "");

        IPage page = await ReportSample.OpenAsync(browser, HtmlReport.Render(new CaseSet { Records = [ReportSample.Of("good", "good", "good")] }, new CaseSet { Records = [before] }, []));
        await page.Locator("#sort").SelectOptionAsync(order);

        Assert.Equal(expected.Split(' '), await ReportSample.ShownAsync(page));
    }

    [SkippableTheory]
    // q1 3 good/good; q2 3 good/bad; q3 2 bad/bad; q4 bad/fair, fair/fair, good/fair; q6 2 fair/good, bad/good. Rows people, columns judge: bad, fair, good.
    [InlineData("all people", "2 1 1 0 1 2 3 1 3", "14 labels on items that the judge labelled, 6 of them")]
    [InlineData("cid", "0 0 1 0 0 0 1 1 1", "4 labels on items that the judge labelled, 1 of them")]
    [InlineData("region = north", "2 1 0 0 1 2 2 0 2", "10 labels on items that the judge labelled, 5 of them")]
    public async Task Heat_OfPeople_CountsTheirLabelsAgainstTheJudges(string choice, string counts, string caption)
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.Locator("#person").SelectOptionAsync(new SelectOptionValue { Label = choice });

        Assert.Equal(counts.Split(' '), await page.Locator("#heat tbody td").AllInnerTextsAsync());
        Assert.Contains(caption, await page.Locator("#heat caption").InnerTextAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Each_Person_HasItemsInCommonAndEqualLabels()
    {
        IPage page = await ReportSample.OpenAsync(browser);

        // ann: equal on q1 and q3 of q1 q2 q3 q4 q6; bob on q4 too; cid on q1 alone of q1 q2 q4 q6.
        Assert.Equal(["5", "2", "0.400", "5", "3", "0.600", "4", "1", "0.250"], await page.Locator("#each tbody td").AllTextContentsAsync());
    }

    [SkippableTheory]
    [InlineData("q6", "Votes of the committee in repeat 1|anna|bert|carl|cid finds it rude|south|reason 3 of q6|former reason of q6|unstable|+1 from people's reference|the same now")]
    [InlineData("q2", "before good, now bad|newly disagrees|unanimous people|topic = billing|split dev|−2 from people's reference")]
    [InlineData("q1", "Probabilities in repeat 1|0.700|reason 1 of q1|question q1|answer to q1")]
    [InlineData("q4", "Could not decide among|fair, good|0.625")]
    [InlineData("q5", "failed: refused (I cannot grade this)|no verdict")]
    [InlineData("q7", "Nobody labelled the item.|no label")]
    public async Task Detail_OfAnItem_HasWhatItsRecordHas(string item, string texts)
    {
        IPage page = await ReportSample.OpenAsync(browser);

        await page.Locator("#table tbody button", new PageLocatorOptions { HasTextString = item }).ClickAsync();

        string shown = await page.Locator("#detail-body").InnerTextAsync();
        Assert.All(texts.Split('|'), text => Assert.Contains(text, shown, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Detail_Steps_GoThroughTheShownItemsInTheirOrder()
    {
        IPage page = await ReportSample.OpenAsync(browser, Screen.Phone);

        await page.Locator("#filter").SelectOptionAsync("disagreeing");
        await page.Locator("#table tbody button").First.ClickAsync();
        Assert.Equal("1 of 2", await page.Locator("#place").InnerTextAsync());
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("q6", await page.Locator("#detail-title").InnerTextAsync());
        Assert.True(await page.Locator("#after-this").IsDisabledAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("q6", await page.EvaluateAsync<string>("document.activeElement.textContent"));
    }
}
