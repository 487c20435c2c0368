using System.Net;
using System.Net.Sockets;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Line;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huiying.Web;

/// <summary>What the server is started with.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Urls">Where it listens; port 0 takes a free one.</param>
/// <param name="Postgres">A PostgreSQL connection string; null for SQLite in the data folder.</param>
/// <param name="Anchors">Where the ledgers' daily anchors are written; null for the data folder.</param>
/// <param name="Node">The address under which other nodes on the same PostgreSQL reach this one; null for the loopback, which serves nodes on one machine.</param>
internal sealed record ServerSettings(string Data, string Urls, string? Postgres = null, string? Anchors = null, string? Node = null)
{
    /// <summary>Registered last, so that a test can put its own clock and its own web in place of the world's.</summary>
    public Action<IServiceCollection>? Instead { get; init; }
}

/// <summary>The running product: store, steps, line and site in one process, holding its data folder.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DataFolder folder;

    private Server(WebApplication app, DataFolder folder) => (this.app, this.folder) = (app, folder);

    /// <summary>The first address it really listens on.</summary>
    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public IServiceProvider Services => app.Services;

    /// <summary>Takes the folder, prepares the store and starts listening.</summary>
    /// <returns>
    /// Refused as <see cref="DataFolder.Take"/> and <see cref="StoreSetup.Prepare"/> say, with <c>server.address</c> when it cannot listen there, and with
    /// <c>server.node</c> when the node's address is none of this machine.
    /// </returns>
    public static async Task<Outcome<Server>> Start(ServerSettings settings, CancellationToken ct = default)
    {
        if (settings.Urls.Split(';').FirstOrDefault(u => !CanListen(u)) is { } wrong) return Address(wrong, "不是可用的 http 地址", "it is not an http address");
        if (settings.Postgres is { } connection && !IsConnection(connection))
        {
            return new Refusal("server.store", "-",
                "--store 不是 PostgreSQL 连接串：请写成 \"Host=…;Database=…;Username=…;Password=…\"。",
                "--store is not a PostgreSQL connection string: write it as \"Host=…;Database=…;Username=…;Password=…\".");
        }
        if (settings.Node is { } node && (settings.Postgres is null || !IPAddress.TryParse(node, out var own) || !CanBind(own)))
        {
            return new Refusal("server.node", "-",
                "--node 须是本机的一个 IP 地址，且要同时给出 --store：多个节点靠同一个 PostgreSQL 相互找到。",
                "--node has to be an IP address of this machine, and --store has to be given: nodes find each other through one PostgreSQL.");
        }
        var taken = DataFolder.Take(settings.Data, DataFolder.Server);
        if (!taken.Ok) return taken.Refusal!;
        var folder = taken.Value;
        var app = Build(settings, folder.Path);
        try
        {
            var prepared = await StoreSetup.Prepare(app.Services.GetRequiredService<IDbContextFactory<Store>>(), ct);
            if (prepared.Refusal is { } refusal)
            {
                await Close(app, folder);
                return refusal;
            }
            await EditedPolicy.Take(app.Services, folder.Path, ct);
            // Whoever read a site before is gone: the folder, and with it the store, is this process's alone. On PostgreSQL another node may be reading.
            if (settings.Postgres is null) await app.Services.GetRequiredService<Poller>().TakeOver(ct);
            await app.StartAsync(ct);
            return new Server(app, folder);
        }
        catch (Exception e) when (Refused(e) is not null)
        {
            await Close(app, folder);
            return e.InnerException is AddressInUseException
                ? Address(settings.Urls, "端口已被占用", "the port is taken")
                : Address(settings.Urls, Refused(e)!.Message, Refused(e)!.Message);
        }
        catch
        {
            await Close(app, folder);
            throw;
        }
    }

    /// <summary>The one-time setup link of a store without an office, or null: every start makes a new one.</summary>
    public async Task<Uri?> SetupLink(CancellationToken ct) =>
        await Services.GetRequiredService<FirstOffice>().Find(ct) is null ? new Uri(Url, "/setup/" + Services.GetRequiredService<SetupLink>().Renew()) : null;

    /// <summary>Completes when the process is asked to end (Ctrl+C, SIGTERM) or <paramref name="ct"/> is.</summary>
    public Task Ended(CancellationToken ct = default) => app.WaitForShutdownAsync(ct);

    public ValueTask DisposeAsync() => new(Close(app, folder));

    private static WebApplication Build(ServerSettings settings, string data)
    {
        // The content root is the program's own folder: the product starts the same from anywhere.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(settings.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Error).AddFilter("Polly", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning);
        // A failed start is answered by one line; keys are kept in the store as the design says.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (settings.Anchors is { } anchors) builder.Services.AddSingleton(new AnchorFolder(Path.GetFullPath(anchors)));
        builder.Services.AddProduct(data, settings.Postgres);
        builder.Services.AddLine(settings.Postgres is { } shared
            ? new Cluster(shared, $"{Environment.MachineName}:{data}", settings.Node is { } own ? IPAddress.Parse(own) : IPAddress.Loopback)
            : null);
        settings.Instead?.Invoke(builder.Services);
        return builder.Build().UseSite();
    }

    private static async Task Close(WebApplication app, DataFolder folder)
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    private static bool CanBind(IPAddress address)
    {
        try
        {
            using var socket = new TcpListener(address, 0);
            socket.Start();
            return !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool CanListen(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" && uri.PathAndQuery == "/";

    private static bool IsConnection(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // What Kestrel throws when an address is taken, not of this machine, or not allowed.
    private static Exception? Refused(Exception e) => e is IOException or SocketException ? e : null;

    private static Refusal Address(string urls, string zh, string en) => new("server.address", "-",
        $"无法在 {urls} 提供服务：{zh}。请用 --urls 另选地址，例如 --urls http://127.0.0.1:5081。",
        $"Cannot listen on {urls}: {en}. Choose another with --urls, for example --urls http://127.0.0.1:5081.");
}
