using System.Net;
using Huiying.Ground;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Huiying.Web.Demo;

/// <summary>What a demo is started with.</summary>
/// <param name="Data">A folder of its own.</param>
/// <param name="Urls">Loopback addresses only: whoever reaches a demo may act as anyone in it.</param>
/// <param name="Speed">How many times as fast as the world, 1 to 2000: a reading of the site, which is done in real time, must fit the product's lease of 10 minutes.</param>
/// <param name="Begin">The clock's first moment in a fresh folder; what was posted until then is met at the first reading.</param>
internal sealed record DemoSettings(string Data, string Urls, double Speed, DateTimeOffset Begin)
{
    /// <summary>The greatest speed.</summary>
    public const double Fastest = 2000;
}

/// <summary>A running demo: the made-up site and the ordinary server beside it, in one process, on the story's clock.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private readonly FileStream held;

    private DemoRun(FileStream held, DemoClock clock, StorySite site, Server server) => (this.held, Clock, Site, Server) = (held, clock, site, server);

    public DemoClock Clock { get; }

    public StorySite Site { get; }

    public Server Server { get; }

    /// <summary>The page that says what this is and lets one choose whom to be.</summary>
    public Uri Welcome => new(Server.Url, "/demo");

    /// <summary>Starts or continues a demo. Refused: an address that is not loopback, a folder that holds a store that is no demo's, a demo that runs there, a
    /// site's port that is taken, and what <see cref="Server.Start"/> refuses.</summary>
    public static async Task<Outcome<DemoRun>> Start(DemoSettings settings, CancellationToken ct)
    {
        if (settings.Speed is not (>= 1 and <= DemoSettings.Fastest)) return Refusal.Invalid("-", "--speed 应为 1 到 2000。", "--speed is 1 to 2000.");
        if (settings.Urls.Split(';').FirstOrDefault(u => !IsLoopback(u)) is { } open)
        {
            return new Refusal("demo.address", "-", $"演示不设密码，只能在本机地址上提供，不能用 {open}；请写 http://127.0.0.1:端口。",
                $"A demo has no passwords and is served on loopback only, not on {open}; write http://127.0.0.1:PORT.");
        }
        var folder = Path.GetFullPath(settings.Data);
        if (Directory.Exists(folder) && !File.Exists(Path.Combine(folder, DemoClock.FileName)) && Directory.EnumerateFiles(folder, "huiying*").Any())
        {
            return new Refusal("demo.folder", "-", $"{folder} 里是正式的数据，不能用来演示；请另选目录，或不写 --data。",
                $"{folder} holds real data, which a demo does not touch; choose another folder, or leave --data out.");
        }
        if (Hold(folder) is not { } held)
        {
            return new Refusal("demo.held", "-", $"{folder} 正由另一个演示使用，或者不可写；请另选目录。", $"{folder} is used by another demo or cannot be written; choose another.");
        }
        DemoClock? clock = null;
        StorySite? site = null;
        Server? server = null;
        try
        {
            clock = new DemoClock(folder, settings.Speed, settings.Begin, TimeProvider.System);
            site = await StorySite.Start(Story.Read(), clock, clock.Site ?? 0, ct);
            if (site is null)
            {
                await Close(held, clock, site);
                return new Refusal("demo.site", "-", $"演示站点要用的端口 {clock.Site} 被占用；请稍后再试，或换一个 --data。",
                    $"The port {clock.Site} of the demo's site is taken; try again later, or use another --data.");
            }
            clock.KeepSite(site.Url.Port);
            var started = await Server.Start(new ServerSettings(folder, settings.Urls) { Instead = services => Add(services, clock) }, ct);
            if (started.Refusal is { } refusal)
            {
                await Close(held, clock, site);
                return refusal;
            }
            server = started.Value;
            await using var scope = server.Services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<DemoOffice>(scope.ServiceProvider).Furnish(site.Url, ct);
            return new DemoRun(held, clock, site, server);
        }
        catch
        {
            if (server is not null) await server.DisposeAsync();
            await Close(held, clock, site);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Close(held, Clock, Site);
    }

    private static void Add(IServiceCollection services, DemoClock clock)
    {
        services.AddSingleton<TimeProvider>(clock).AddSingleton(clock);
        // People click in the world's time: a session is as long as elsewhere.
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, o => o.TimeProvider = TimeProvider.System);
    }

    private static bool IsLoopback(string url) => !Uri.TryCreate(url, UriKind.Absolute, out var uri) // the server says what is wrong with it
        || uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip);

    /// <summary>One demo at a time in a folder; the operating system frees the lock of a killed one.</summary>
    private static FileStream? Hold(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, "demo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task Close(FileStream held, DemoClock? clock, StorySite? site)
    {
        if (site is not null) await site.DisposeAsync();
        clock?.Dispose();
        await held.DisposeAsync();
    }
}
