using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Review;

/// <summary>Registers the step.</summary>
public static class ReviewServices
{
    /// <summary>Summaries, papers, tables and figures.</summary>
    public static IServiceCollection AddReview(this IServiceCollection services) => services.AddSingleton<Summaries>().AddSingleton<OnTime>().AddSingleton<Statistics>().AddSingleton<Papers>().AddSingleton<Findings>().AddSingleton<FindingSheets>().AddSingleton<Sheets>().AddSingleton<LedgerReading>().AddSingleton<AccessReading>().AddSingleton<Accountability>().AddSingleton<FaultLines>()
        .AddSingleton<EventFiles>().AddSingleton<Archives>().AddSingleton<Drills>().AddSingleton<Trainings>();
}
