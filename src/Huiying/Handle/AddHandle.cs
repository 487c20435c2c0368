using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Handle;

/// <summary>Registers the step.</summary>
public static class HandleServices
{
    /// <summary>Cases and their duties' clock.</summary>
    public static IServiceCollection AddHandle(this IServiceCollection services) =>
        services.AddSingleton<Cases>().AddSingleton<DutyClock>();
}
