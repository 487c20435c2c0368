namespace Huiying.Web.Line;

/// <summary>Registers what makes work move. Only the server does.</summary>
internal static class LineServices
{
    /// <summary>Adds the silo and the waker; the turns are the steps' faces as the line sees them.</summary>
    public static IServiceCollection AddLine(this IServiceCollection services) => services
        .AddSingleton<LineSilo>()
        .AddSingleton<Waker>()
        .AddHostedService(sp => sp.GetRequiredService<Waker>())
        // The site answers while the silo is still starting.
        .Configure<HostOptions>(o => o.ServicesStartConcurrently = true);
}
