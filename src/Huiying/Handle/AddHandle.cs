using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Handle;

/// <summary>Registers the step.</summary>
public static class HandleServices
{
    /// <summary>Cases, their duties' clock, plans, what a major event needs, referrals, and what comes from other offices here.</summary>
    public static IServiceCollection AddHandle(this IServiceCollection services) =>
        services.AddSingleton<Cases>().AddSingleton<DutyClock>().AddSingleton<Plans>().AddSingleton<MajorEvents>().AddSingleton<Referrals>().AddSingleton<Orders>()
            .AddSingleton<Rederiving>().AddSingleton<PolicyTrial>().AddSingleton<Incomings>().AddSingleton<IncomingClock>().AddSingleton<Captures>().AddSingleton<Recusals>().AddSingleton<Signs>().AddSingleton<SignClock>().AddSingleton<SectionRouting>().AddSingleton<LabelledFiles>();
}
