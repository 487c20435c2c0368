using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Huiying.Web.Line;

/// <summary>Registers what makes work move. Only the server does.</summary>
internal static class LineServices
{
    /// <summary>An Orleans silo inside this process, on free ports of the loopback, without a gateway: nobody outside calls grains.</summary>
    public static void AddLine(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Waker>();
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(sp => sp.GetRequiredService<Waker>());
        // The site need not wait for the silo.
        builder.Services.Configure<HostOptions>(o =>
        {
            o.ServicesStartConcurrently = true;
            o.ShutdownTimeout = TimeSpan.FromSeconds(20);
        });
        builder.Host.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "huiying", clusterId: "huiying");
            silo.Configure<EndpointOptions>(o =>
            {
                o.AdvertisedIPAddress = IPAddress.Loopback;
                o.GatewayPort = 0;
            });
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
