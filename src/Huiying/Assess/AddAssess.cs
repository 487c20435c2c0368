using Huiying.Assess.Alerting;
using Huiying.Assess.Hot;
using Huiying.Assess.Search;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Huiying.Assess;

/// <summary>Registers the step.</summary>
public static class AssessServices
{
    /// <summary>Adds the faces of the Assess step; the store and the Collect step must be added too.</summary>
    public static IServiceCollection AddAssess(this IServiceCollection services)
    {
        services.TryAddSingleton<PolicyVersions>();
        services.TryAddSingleton<People>();
        services.TryAddSingleton<DutyRoster>();
        return services
            .AddSingleton<SourceMedians>()
            .AddSingleton<Assessment>()
            .AddSingleton<Topics>()
            .AddSingleton<SavedSearches>().AddSingleton<SearchWatch>()
            .AddSingleton<Corrections>()
            .AddSingleton<TopicClock>()
            .AddSingleton<AlertRules>().AddSingleton<AlertWatch>().AddSingleton<AlertTelling>().AddSingleton<AlertRecord>()
            .AddSingleton<Retention>().AddSingleton<GradeTrial>().AddSingleton<TopicCalendar>().AddSingleton<HotBoard>()
            .AddSingleton<Passages.PolicyDocuments>().AddSingleton<District.DistrictWords>()
            .AddSingleton<ReadTopic>(sp => sp.GetRequiredService<Topics>().Facts);
    }
}
