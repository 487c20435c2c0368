using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Track;

namespace Huiying.Web;

/// <summary>Everything the product consists of, in the order of its line.</summary>
internal static class Product
{
    public static IServiceCollection AddProduct(this IServiceCollection services, string data, string? postgres = null, bool https = false) => services
        .AddStore(data, postgres)
        .AddSingleton<Blobs>()
        .AddSingleton<CurrentPolicy>(sp => async (office, ct) => await sp.GetRequiredService<PolicyVersions>().Current(office, ct))
        .AddCollect()
        .AddAssess()
        .AddSingleton<ReadTopic>(sp => (office, topic, ct) => sp.GetRequiredService<Topics>().Facts(office, topic, ct))
        .AddHandle()
        .AddRespond()
        .AddTrack()
        .AddReview()
        .AddSite(https);
}
