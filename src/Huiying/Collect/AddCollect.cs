using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Collect;

/// <summary>Registers the step.</summary>
public static class CollectServices
{
    /// <summary>Adds the faces of the Collect step; the store must be added too.</summary>
    public static IServiceCollection AddCollect(this IServiceCollection services) => services
        .AddSingleton<Seals>()
        .AddSingleton<Intake>()
        .AddSingleton<Posts>();
}
