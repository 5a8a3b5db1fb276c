using Microsoft.Playwright;

namespace JudgeEval.Browser.Tests;

/// <summary>The Chromium of the machine, started once for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where Debian's package puts it, or Chrome's own; another place is named by the environment variable CHROMIUM.</summary>
    private static string Path => Environment.GetEnvironmentVariable("CHROMIUM") ?? new[] { "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists, "/usr/bin/chromium");

    /// <summary>Why the tests cannot run here; <see langword="null"/> when they can.</summary>
    private static string? Absent => File.Exists(Path) ? null : $"there is no Chromium at {Path}; install it, or name it by the environment variable CHROMIUM";

    public async Task InitializeAsync()
    {
        if (Absent is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page of its own, at a width in CSS pixels.</summary>
    internal async Task<IPage> PageAsync(Screen screen, ColorScheme scheme = ColorScheme.Light)
    {
        Skip.If(Absent is not null, Absent);
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = screen == Screen.Phone ? 390 : 1280, Height = screen == Screen.Phone ? 844 : 800 },
            ColorScheme = scheme,
        });
        return await context.NewPageAsync();
    }
}

/// <summary>The two widths that pages are tried at.</summary>
public enum Screen
{
    Phone,
    Desktop,
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Browser>
{
    public const string Name = "browser";
}
