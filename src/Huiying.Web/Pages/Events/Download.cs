using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages.Events;

/// <summary>Documents of an event, only ever downloaded as attachments. A document is opened through its event, never by its hash alone.</summary>
internal static class Download
{
    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/events/{id}/documents/{hash}", Document).WithMetadata(new AnyPostAttribute());
        app.MapGet("/events/{id}/captures/{capture:int}", KeepingModel.Download).WithMetadata(new AnyPostAttribute());
        app.MapGet("/events/{id}/brief", Brief).WithMetadata(new AnyPostAttribute());
        app.MapGet("/events/{id}/answers/{release}/documents/{hash}", OfRelease).WithMetadata(new AnyPostAttribute());
        app.MapGet("/events/{id}/answers/{release}/request/{body}", Request).WithMetadata(new AnyPostAttribute());
    }

    private static async Task<IResult> Document(string id, string hash, HttpContext http, Cases cases, Blobs blobs, CancellationToken ct)
    {
        var (actor, office) = (http.RequireActor(), http.RequireActor().Office);
        return await cases.Find(actor, new CaseId(id), ct) is { } found && CaseDocuments.Of(found).FirstOrDefault(d => d.Hash == hash) is { } document
            ? await File(http, office, found.Number, document, blobs, ct)
            : Results.NotFound();
    }

    /// <summary>The brief as it would go up now, to be read before it does.</summary>
    private static async Task<IResult> Brief(string id, HttpContext http, Cases cases, CancellationToken ct)
    {
        var actor = http.RequireActor();
        return await cases.Find(actor, new CaseId(id), ct) is { SubmittedAt: null } found && await cases.Brief(actor, found.Id, ct) is { Refusal: null } made
            ? await DocumentAnswer.Of(http, Docx.Write(made.Value), CaseDocuments.Docx, found.Number + made.Value.Title, ct) : Results.NotFound();
    }

    /// <summary>A printed sheet, a scan taken in, a request that was sent.</summary>
    private static async Task<IResult> OfRelease(string id, string release, string hash, HttpContext http, Cases cases, Releases releases, Blobs blobs, CancellationToken ct)
    {
        var (actor, office) = (http.RequireActor(), http.RequireActor().Office);
        return await Find(actor, id, release, cases, releases, ct) is { } found && found.Release.Documents.FirstOrDefault(d => d.Hash == hash) is { } document
            ? await File(http, office, found.Case.Number, document, blobs, ct)
            : Results.NotFound();
    }

    /// <summary>The request for approval to a body, made now, to be sent.</summary>
    private static async Task<IResult> Request(string id, string release, string body, HttpContext http, Cases cases, Releases releases, Text text, CancellationToken ct)
    {
        var actor = http.RequireActor();
        if (await Find(actor, id, release, cases, releases, ct) is not { } found) return Results.NotFound();
        var made = await releases.RequestDocument(actor, found.Release.Id, body, ct);
        return made.Refusal is null ? await DocumentAnswer.Of(http, made.Value, CaseDocuments.Docx, found.Case.Number + text["请示"], ct) : Results.NotFound();
    }

    private static async Task<(Case Case, Release Release)?> Find(Actor actor, string id, string release, Cases cases, Releases releases, CancellationToken ct) =>
        await cases.Find(actor, new CaseId(id), ct) is { } found && await releases.Find(actor.Office, new ReleaseId(release), ct) is { } r && r.Case == found.Id ? (found, r) : null;

    private static async Task<IResult> File(HttpContext http, OfficeId office, string number, CaseDocument document, Blobs blobs, CancellationToken ct) =>
        await blobs.Read(office, document.Hash, ct) is { } blob ? await DocumentAnswer.Of(http, blob.Bytes, blob.Type, number + document.Zh, ct) : Results.NotFound();
}
