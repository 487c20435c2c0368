using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Huiying.Collect;

/// <summary>Registers the step.</summary>
public static class CollectServices
{
    /// <summary>Adds the faces of the Collect step; the store must be added too.</summary>
    public static IServiceCollection AddCollect(this IServiceCollection services)
    {
        services.TryAddSingleton<People>();
        services.TryAddSingleton<Offices>();
        services.TryAddSingleton<CurrentPolicy>((_, _) => new(Policy.Default));
        return services
            .AddSingleton<Seals>()
            .AddSingleton<Intake>()
            .AddSingleton<Posts>()
            .AddSingleton<Sources>()
            .AddSingleton<WatchTerms>()
            .AddSingleton<Patrols>()
            .AddSingleton<Alerts>()
            .AddSingleton<Contacts>()
            .AddSingleton<Entries>()
            .AddSingleton<Import>()
            .AddSingleton<Fetchers>()
            .AddSingleton<SourceReader>()
            .AddSingleton<Poller>();
    }
}
