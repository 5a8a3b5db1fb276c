using System.Diagnostics;
using System.Globalization;
using JudgeEval.Bench.Report;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;
using Microsoft.Playwright;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [string count, string runs])
{
    Console.Error.WriteLine("usage: Report ITEMS RUNS; CHROMIUM names the browser, by default /usr/bin/chromium");
    return 4;
}

AlignmentRecord record = SyntheticRecord.Of(int.Parse(count, CultureInfo.InvariantCulture));
Stopwatch watch = Stopwatch.StartNew();
string html = HtmlReport.Render(new CaseSet { Records = [record] }, CaseSet.Empty, []);
string path = Path.Combine(Path.GetTempPath(), $"judgeeval-report-{Environment.ProcessId}.html");
await File.WriteAllTextAsync(path, html).ConfigureAwait(false);
Console.WriteLine($"items {count}: written in {watch.Elapsed.TotalSeconds:F2} s, {new FileInfo(path).Length / 1e6:F1} MB");
try
{
    using IPlaywright playwright = await Playwright.CreateAsync().ConfigureAwait(false);
    await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
        Args = ["--no-sandbox", "--disable-gpu"],
    }).ConfigureAwait(false);
    await Measured(browser).ConfigureAwait(false);
    for (int run = 0; run < int.Parse(runs, CultureInfo.InvariantCulture); run++)
    {
        Console.WriteLine(await Measured(browser).ConfigureAwait(false));
    }
}
finally
{
    File.Delete(path);
}

return 0;

// A frame after the event has been handled is what a person sees of it.
async Task<string> Measured(IBrowser browser)
{
    const string Frame = "await new Promise(done => requestAnimationFrame(() => setTimeout(done)));";
    IPage page = await browser.NewPageAsync().ConfigureAwait(false);
    Stopwatch clock = Stopwatch.StartNew();
    await page.GotoAsync(new Uri(path).AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.Commit }).ConfigureAwait(false);
    await page.Locator("#table tbody button").First.WaitForAsync().ConfigureAwait(false);
    double open = clock.Elapsed.TotalSeconds;
    await page.Locator("body[data-read=all]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached, Timeout = 120_000 }).ConfigureAwait(false);
    double read = clock.Elapsed.TotalSeconds;
    double key = await page.EvaluateAsync<double>($$"""
        async () => {
          const search = document.getElementById('search');
          let most = 0;
          for (const text of ['e', 'en', 'ent', 'ente', 'enter', '']) {
            const start = performance.now();
            search.value = text;
            search.dispatchEvent(new Event('input'));
            {{Frame}}
            most = Math.max(most, performance.now() - start);
          }
          return most;
        }
        """).ConfigureAwait(false);
    double sort = await page.EvaluateAsync<double>($$"""
        async () => {
          let most = 0;
          for (const button of document.querySelectorAll('#table thead button')) {
            const start = performance.now();
            button.click();
            {{Frame}}
            most = Math.max(most, performance.now() - start);
          }
          return most;
        }
        """).ConfigureAwait(false);
    double next = await page.EvaluateAsync<double>($$"""
        async () => { const start = performance.now(); document.getElementById('next').click(); {{Frame}} return performance.now() - start; }
        """).ConfigureAwait(false);
    await page.CloseAsync().ConfigureAwait(false);
    return $"table after {open:F2} s, all texts read after {read:F2} s; slowest key stroke {key:F0} ms, slowest sort {sort:F0} ms, next page {next:F0} ms";
}
