using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;

namespace Huiying.Web.Pages.Collect;

/// <summary>What the collecting pages give as files: the list of sources, and attachments of posts.</summary>
internal static class SourceFiles
{
    public static void MapSourceFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sources.opml", List).WithMetadata(new PostsAttribute(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader));
        app.MapGet("/posts/{id:long}/files/{number:int}", File).WithMetadata(new AnyPostAttribute());
    }

    private static async Task<IResult> List(HttpContext http, SourceLists lists, CancellationToken ct)
    {
        var file = await lists.Export(http.RequireActor(), "信息来源", ct);
        return file.Ok ? Results.File(file.Value, "text/x-opml", "sources.opml") : Results.NotFound();
    }

    private static async Task<IResult> File(long id, int number, HttpContext http, Attachments attachments, Huiying.Assess.Topics topics, CancellationToken ct)
    {
        var (actor, post) = (http.RequireActor(), new PostId(id));
        if ((await topics.Hidden(actor, [post], ct)).Count > 0) return Results.NotFound();
        var opened = await attachments.Open(actor, post, number, ct);
        if (opened.Refusal is { } no) return no.Code == "not-found" ? Results.NotFound() : Results.StatusCode(StatusCodes.Status403Forbidden);
        // Only ever downloaded: what somebody sent is never shown by the site itself.
        return Results.File(opened.Value.Bytes, opened.Value.What.Type, opened.Value.What.Name);
    }
}
