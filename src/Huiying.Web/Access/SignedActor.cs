using Huiying.Ground;

namespace Huiying.Web.Access;

/// <summary>The actor of this request, read anew from the store for each request.</summary>
internal static class SignedActor
{
    private static readonly object Key = new();

    /// <summary>The signed-in actor, or null for the public.</summary>
    public static Actor? Actor(this HttpContext http) => http.Items[Key] as Actor;

    /// <summary>The signed-in actor.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint names no post, which is a defect.</exception>
    public static Actor RequireActor(this HttpContext http) =>
        http.Actor() ?? throw new InvalidOperationException("no actor on " + http.Request.Path);

    internal static void SetActor(this HttpContext http, Actor actor) => http.Items[Key] = actor;
}
