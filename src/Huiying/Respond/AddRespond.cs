using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Respond;

/// <summary>Registers the step.</summary>
public static class RespondServices
{
    /// <summary>Releases and what the public reads.</summary>
    public static IServiceCollection AddRespond(this IServiceCollection services) => services.AddSingleton<Releases>().AddSingleton<Appraisals>().AddSingleton<PublicAnswers>().AddSingleton<EarlierAnswers>().AddSingleton<FittingPassages>();
}
