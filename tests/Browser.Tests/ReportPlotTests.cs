using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;
using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>The plots, their tables, and that they hold at every width and in ugly cases.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportPlotTests(Browser browser)
{
    [SkippableFact]
    public async Task History_OfFourRevisions_HasALineBrokenWhereThereIsNoValue()
    {
        IPage page = await ReportSample.OpenAsync(browser);
        ILocator section = page.Locator("section[aria-labelledby=history]");

        // 0.4, none, 0.5, 0.7 with 0.1 to either side: the axis runs from 0.2 to 0.8, so they stand 4/6, 3/6 and 1/6 from the top.
        Assert.Equal(["0.2", "0.4", "0.6", "0.8", "2026-01-01", "2026-01-02", "2026-01-04"], await section.Locator("text.tick").AllTextContentsAsync());
        Assert.Equal("66.67%", await section.Locator("svg:has(> .mark.failed)").GetAttributeAsync("y"));
        Assert.Equal("50%", await section.Locator("svg:has(> .mark.inconclusive)").GetAttributeAsync("y"));
        Assert.Equal("16.67%", await section.Locator("svg:has(> .mark.passed)").GetAttributeAsync("y"));
        Assert.Equal(["M0 66.67", "M66.67 50L100 16.67"], await section.Locator("path.line").EvaluateAllAsync<string[]>("lines => lines.map(l => l.getAttribute('d'))"));
        Assert.Equal(1, await section.Locator("text.gap").CountAsync());
        await section.Locator("summary").ClickAsync();
        Assert.Equal(["failed", "nothing demanded", "inconclusive", "passed"], await section.Locator("tbody td:nth-child(4)").AllInnerTextsAsync());
        Assert.Equal(["0.400", "no value", "0.500", "0.700"], await section.Locator("tbody td:nth-child(5)").AllInnerTextsAsync());
        Assert.Equal(["[0.300, 0.500]", "", "[0.400, 0.600]", "[0.600, 0.800]"], await section.Locator("tbody td:nth-child(6)").AllInnerTextsAsync());
    }

    [SkippableFact]
    public async Task Calibration_OfOneItem_HasErrorsMadeByHand()
    {
        IPage page = await ReportSample.OpenAsync(browser);
        ILocator section = page.Locator("section[aria-labelledby=calibration]");

        // Probabilities 0.1, 0.2, 0.7; all three votes for the last. Binned: (0.1 + 0.2 + 0.3) / 3. Brier: 0.01 + 0.04 + 0.09. Half the sum of distances: 0.3.
        Assert.Equal(["0.200", "0.140", "0.300"], await section.Locator(".figures dd").AllInnerTextsAsync());
        await section.Locator("summary").ClickAsync();
        Assert.Equal(["1", "0.100", "0.000", "1", "0.200", "0.000", "1", "0.700", "1.000"], await section.Locator("tbody td").AllInnerTextsAsync());
    }

    [SkippableFact]
    public async Task Convergence_OfItemsThatTheMetricLeavesOut_SaysHowManyItCounts()
    {
        IPage page = await ReportSample.OpenAsync(browser);
        ILocator section = page.Locator("section[aria-labelledby=convergence]");

        // q1, q2, q3, q4 and q6 have people and a verdict.
        await section.Locator("summary").ClickAsync();
        Assert.Equal(["Items", "Counted by the metric", "Value", "Interval"], await section.Locator("thead th").AllInnerTextsAsync());
        Assert.Equal(["5"], await section.Locator("tbody td:nth-child(2)").AllInnerTextsAsync());
    }

    [SkippableTheory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task Plots_OfSixtyCasesWithLongNames_NeitherOverflowNorOverlap(Screen screen)
    {
        string name = string.Join('-', Enumerable.Repeat("a-judge-with-a-rather-long-name", 8)) + new string('x', 300);
        AlignmentRecord[] records = [.. Enumerable.Range(0, 60).Select(i => ReportSample.Head with { Case = $"{i} {name}", Suite = name })];
        HistoryPoint[] history = [.. Enumerable.Range(0, 200).Select(i => new HistoryPoint(name, name, new string('a', 40), DateTimeOffset.UnixEpoch.AddDays(i), name, name, i % 7 / 10.0, null, null, null))];

        IPage page = await ReportSample.OpenAsync(browser, HtmlReport.Render(new CaseSet { Records = [.. records] }, CaseSet.Empty, history), screen);

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Equal(60, await page.Locator(".forest tbody tr").CountAsync());
        Assert.Empty(await page.EvaluateAsync<string[]>(
            """
            () => {
              const boxes = [...document.querySelectorAll('.forest tbody :is(th, td)')].map(e => e.getBoundingClientRect());
              const marks = [...document.querySelectorAll('.forest tbody circle')].filter(c => { const m = c.getBoundingClientRect(), s = c.ownerSVGElement.parentNode.getBoundingClientRect(); return m.left < s.left || m.right > s.right; });
              const ticks = [...document.querySelectorAll('.plot, .axis svg')].flatMap(p => {
                const texts = [...p.querySelectorAll('text.tick')].map(t => t.getBoundingClientRect());
                return texts.flatMap((a, i) => texts.slice(i + 1).filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom - 2 && b.top < a.bottom - 2).map(() => 'two ticks'));
              });
              const cells = boxes.flatMap((a, i) => boxes.slice(i + 1, i + 12).filter(b => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(() => 'two cells'));
              return [...marks.map(() => 'a mark outside'), ...ticks, ...cells];
            }
            """));
    }

    [SkippableFact]
    public async Task Plots_WithoutValues_SayWhyInWords()
    {
        // All of one label: kappa has no value.
        AlignmentRecord one = ReportSample.One("good", "good");

        IPage page = await ReportSample.OpenAsync(browser, HtmlReport.Render(new CaseSet { Records = [one] }, CaseSet.Empty, []));

        string text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("No curve: cohenKappaQuadratic is undefined, ", text, StringComparison.Ordinal);
        Assert.Contains("No calibration, because no probabilities are recorded: sample (one).", text, StringComparison.Ordinal);
        Assert.Contains("undefined", await page.Locator(".forest").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal("1 of 1 items", await page.Locator("#count").InnerTextAsync());
    }
}
