using Huiying.Ground;

namespace Huiying.Web.Access;

/// <summary>
/// Public pages of an office that is not the installation's first stand below <c>/at/short-name/</c>: the same pages, showing that office's answers. Nothing of the
/// console stands there.
/// </summary>
internal sealed class OfficePath(RequestDelegate next, FirstOffice offices)
{
    private static readonly PathString[] Public = ["/on-time", "/about", "/answers", "/answers.atom"];

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(Offices.PublicPages, out var rest) || rest.Value is not ['/', .. var name]
            || await offices.Of(new OfficeId(name.Split('/')[0]), http.RequestAborted) is not { Id.IsDrill: false } office)
        {
            await next(http);
            return;
        }
        var (start, path) = (http.Request.PathBase, http.Request.Path);
        var below = new PathString(rest.Value[(office.Id.Value.Length + 1)..] is { Length: > 0 } page ? page : "/");
        if (below != "/" && !Public.Any(p => below.StartsWithSegments(p)))
        {
            await next(http);
            return;
        }
        HereOffice.Name(http, office);
        http.Request.PathBase = start.Add(Offices.PublicPath(office.Id));
        http.Request.Path = below;
        try
        {
            await next(http);
        }
        finally
        {
            // What is asked for again, such as the page that says why, has its own address.
            (http.Request.PathBase, http.Request.Path) = (start, path);
        }
    }
}
