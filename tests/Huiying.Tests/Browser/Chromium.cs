using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

/// <summary>The machine's own Chromium; nothing is downloaded. Absent, a test is skipped by name on a desk and fails where everything must run.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>A wide desk screen and a telephone.</summary>
    public static readonly IReadOnlyList<(int Width, int Height)> Screens = [(1440, 900), (390, 844)];

    public static async Task<Chromium> Start()
    {
        var program = Needed.Program("chromium") ?? Needed.Program("chromium-browser") ?? Needed.Program("google-chrome");
        if (program is null) Needed.Missing("chromium");
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>A fresh browser profile, with every console error and blocked content collected.</summary>
    public async Task<(IPage Page, List<string> Errors)> Open(Uri site, int width = 1440, int height = 900, bool script = true, bool bypass = false)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site.AbsoluteUri,
            ViewportSize = new() { Width = width, Height = height },
            Locale = "zh-CN",
            JavaScriptEnabled = script,
            BypassCSP = bypass,
        });
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, m) =>
        {
            if (m.Type is "error" or "warning") errors.Add(m.Text);
        };
        page.PageError += (_, e) => errors.Add(e);
        return (page, errors);
    }

    /// <summary>Keeps a picture when HUIYING_SHOTS names a folder.</summary>
    public static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HUIYING_SHOTS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
