using Huiying.Assess.Passages;
using Huiying.Web.Access;

namespace Huiying.Web.Pages;

/// <summary>A policy document's file as it was uploaded, only ever as an attachment.</summary>
internal static class PolicyDocumentDownload
{
    public static void MapPolicyDocuments(this IEndpointRouteBuilder app) => app.MapGet("/documents/{id}/{version:int}/file", File).WithMetadata(new AnyPostAttribute());

    private static async Task<IResult> File(string id, int version, HttpContext http, PolicyDocuments documents, CancellationToken ct)
    {
        var (actor, document) = (http.RequireActor(), new PolicyDocumentId(id));
        var file = await documents.File(actor, document, version, ct);
        var all = await documents.Versions(actor, document, ct);
        return file.Ok && all.Ok ? await DocumentAnswer.Of(http, file.Value.Bytes, file.Value.Type, all.Value.First(v => v.Version == version).Facts.Title, ct) : Results.NotFound();
    }
}
