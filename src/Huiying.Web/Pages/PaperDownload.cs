using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Web.Access;

namespace Huiying.Web.Pages;

/// <summary>Papers as files: the signed bytes as they were kept, a draft as it would be signed now, scans that came back.</summary>
internal static class PaperDownload
{
    public static void MapPapers(this IEndpointRouteBuilder app)
    {
        app.MapGet("/papers/{id}/document", Document).WithMetadata(new AnyPostAttribute());
        app.MapGet("/papers/{id}/scans/{hash}", Scanned).WithMetadata(new AnyPostAttribute());
    }

    private static async Task<IResult> Document(string id, HttpContext http, Papers papers, Blobs blobs, CancellationToken ct)
    {
        var actor = http.RequireActor();
        if (await papers.Find(actor, new PaperId(id), ct) is not { } paper) return Results.NotFound();
        if (paper.Signed is { } signed)
        {
            return await blobs.Read(actor.Office, signed.DocumentHash, ct) is { } blob ? await DocumentAnswer.Of(http, blob.Bytes, blob.Type, paper.File(), ct) : Results.NotFound();
        }
        var draft = await papers.Preview(actor, paper.Id, ct);
        return draft.Ok ? await DocumentAnswer.Of(http, draft.Value.Docx, CaseDocuments.Docx, paper.File() + "（草稿）", ct) : Results.NotFound();
    }

    private static async Task<IResult> Scanned(string id, string hash, HttpContext http, Papers papers, Blobs blobs, CancellationToken ct)
    {
        var actor = http.RequireActor();
        return await papers.Find(actor, new PaperId(id), ct) is { } paper && paper.Returned.Any(r => r.ScanHash == hash) && await blobs.Read(actor.Office, hash, ct) is { } blob
            ? await DocumentAnswer.Of(http, blob.Bytes, blob.Type, paper.File() + "（签字件）", ct) : Results.NotFound();
    }
}
