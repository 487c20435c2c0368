using Huiying.Collect.Fetching;
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
        services.TryAddSingleton<CurrentPolicy>(sp => async (office, ct) => await sp.GetRequiredService<PolicyVersions>().Current(office, ct));
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
            .AddSingleton<Replays>()
            .AddSingleton<HostPaces>()
            .AddSingleton<Fetchers>()
            .AddSingleton<SourceWatch>()
            .AddSingleton<SourceReader>()
            .AddSingleton<Poller>()
            .AddSingleton<SourceDiscovery>()
            .AddSingleton<Looks>()
            .AddSingleton<Pasted>()
            .AddSingleton<SourceLists>()
            .AddSingleton<TermTrials>()
            .AddSingleton<Mappings>()
            .AddSingleton<Attachments>();
    }
}
