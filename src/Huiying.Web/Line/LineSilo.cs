using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Huiying.Web.Line;

/// <summary>
/// The Orleans silo, in this process but in a host of its own: it knows the turns and nothing else of the product, keeps real time whatever clock the product
/// is given, and has no gateway, so that nobody but the nodes of its <see cref="Cluster"/> calls grains. Without a cluster it binds a free port of the loopback.
/// </summary>
internal sealed class LineSilo(IEnumerable<Turn> turns, ILoggerFactory logs, IHostApplicationLifetime life, Cluster? cluster = null) : IAsyncDisposable
{
    private IHost? host;

    /// <summary>Finds grains; only while the silo runs.</summary>
    public IGrainFactory Grains => host?.Services.GetRequiredService<IGrainFactory>() ?? throw new InvalidOperationException("the silo does not run");

    public async Task Start(CancellationToken ct)
    {
        if (cluster is not null) await cluster.Prepare(ct);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(logs).AddSingleton<IHostLifetime, Guest>().AddSingleton(new Leaving(life.ApplicationStopping));
        foreach (var turn in turns) builder.Services.AddSingleton(turn);
        builder.UseOrleans(silo =>
        {
            if (cluster is not null)
            {
                cluster.Join(silo, FreePort(cluster.Address));
                return;
            }
            silo.UseLocalhostClustering(FreePort(IPAddress.Loopback), gatewayPort: 0, serviceId: "huiying", clusterId: "huiying");
            silo.Configure<EndpointOptions>(o =>
            {
                o.AdvertisedIPAddress = IPAddress.Loopback;
                o.GatewayPort = 0;
            });
        });
        host = builder.Build();
        await host.StartAsync(ct);
    }

    public Task Stop(CancellationToken ct) => host?.StopAsync(ct) ?? Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        host?.Dispose();
        return default;
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The product decides when to start and end, not signals to this inner host.</summary>
    private sealed class Guest : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Cancelled when the program is asked to end.</summary>
internal sealed record Leaving(CancellationToken Token);
