using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;

namespace Huiying.Web.Pages.Events;

/// <summary>Documents of an event, only ever downloaded as attachments. A document is opened through its event, never by its hash alone.</summary>
internal static class Download
{
    public static void MapDocuments(this IEndpointRouteBuilder app) => app.MapGet("/events/{id}/documents/{hash}", async (
        string id, string hash, HttpContext http, Cases cases, Blobs blobs, CancellationToken ct) =>
    {
        var office = http.RequireActor().Office;
        if (await cases.Find(office, new CaseId(id), ct) is not { } found || CaseDocuments.Of(found).FirstOrDefault(d => d.Hash == hash) is not { } document) return Results.NotFound();
        return await blobs.Read(office, hash, ct) is { } blob
            ? Results.File(blob.Bytes, blob.Type, $"{found.Number}{document.Zh}.docx")
            : Results.NotFound();
    }).WithMetadata(new AnyPostAttribute());
}
