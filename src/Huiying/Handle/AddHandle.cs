using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Handle;

/// <summary>Registers the step.</summary>
public static class HandleServices
{
    /// <summary>Cases, their duties' clock, plans, and what a major event needs.</summary>
    public static IServiceCollection AddHandle(this IServiceCollection services) =>
        services.AddSingleton<Cases>().AddSingleton<DutyClock>().AddSingleton<Plans>().AddSingleton<MajorEvents>();
}
