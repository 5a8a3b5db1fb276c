using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class BrowserTests(Browser browser)
{
    [SkippableTheory]
    [InlineData(Screen.Phone, 390)]
    [InlineData(Screen.Desktop, 1280)]
    public async Task Page_OfAScreen_HasItsWidth(Screen screen, int width)
    {
        IPage page = await browser.PageAsync(screen);

        Assert.Equal(width, await page.EvaluateAsync<int>("innerWidth"));
    }
}
