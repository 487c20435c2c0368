using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;

namespace Huiying.Web.Pages;

/// <summary>The document that came, byte for byte as it was sent; opened through its item, never by its hash alone.</summary>
internal static class IncomingDownload
{
    public static void MapIncoming(this IEndpointRouteBuilder app) => app.MapGet("/incoming/{id}/document", Document).WithMetadata(new IncomingPostsAttribute());

    private static async Task<IResult> Document(string id, HttpContext http, Incomings incoming, Blobs blobs, CancellationToken ct)
    {
        var actor = http.RequireActor();
        return await incoming.Find(actor, new IncomingId(id), ct) is { Refusal: null } found && await blobs.Read(actor.Office, found.Value.What.DocumentHash, ct) is { } blob
            ? await DocumentAnswer.Of(http, blob.Bytes, blob.Type, $"{found.Value.What.From}{found.Value.What.What}", ct) : Results.NotFound();
    }
}
