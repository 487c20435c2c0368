using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Track;

/// <summary>Registers the step.</summary>
public static class TrackServices
{
    /// <summary>Tracking.</summary>
    public static IServiceCollection AddTrack(this IServiceCollection services) => services.AddSingleton<Tracking>();
}
