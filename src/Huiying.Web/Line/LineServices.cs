namespace Huiying.Web.Line;

/// <summary>Registers what makes work move. Only the server does.</summary>
internal static class LineServices
{
    /// <summary>Adds the silo and the waker, as a node of the cluster if one is given; the turns are the steps' faces as the line sees them.</summary>
    public static IServiceCollection AddLine(this IServiceCollection services, Cluster? cluster = null) => (cluster is null ? services : services.AddSingleton(cluster))
        .AddTurns()
        .AddSingleton<LineSilo>()
        .AddSingleton<Waker>()
        .AddHostedService(sp => sp.GetRequiredService<Waker>())
        .AddHostedService<AccessWriter>()
        // The site answers while the silo is still starting.
        .Configure<HostOptions>(o => o.ServicesStartConcurrently = true);
}
