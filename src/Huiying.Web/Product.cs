using Huiying.Ground;

namespace Huiying.Web;

/// <summary>Everything the product consists of, in the order of its line.</summary>
internal static class Product
{
    public static IServiceCollection AddProduct(this IServiceCollection services, string data, string? postgres = null, bool https = false) =>
        services.AddStore(data, postgres).AddSingleton<People>().AddSite(https);
}
