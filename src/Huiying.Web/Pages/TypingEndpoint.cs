using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Antiforgery;

namespace Huiying.Web.Pages;

/// <summary>Fields of a page with what is typed in them.</summary>
internal sealed record TypedFields(string Page, Dictionary<string, string> Fields);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TypedFields))]
internal sealed partial class TypingJson : JsonSerializerContext;

/// <summary>Where <c>console.js</c> keeps what is being typed, and asks for it when the page is opened again. Each person sees only their own.</summary>
internal static class TypingEndpoint
{
    /// <summary>More than the largest form holds.</summary>
    private const int LargestBody = 512 * 1024;

    public static void MapTyping(this IEndpointRouteBuilder app)
    {
        app.MapGet("/typed", async (string page, HttpContext http, Typing typing, CancellationToken ct) =>
            Results.Json(new TypedFields(page, new(await typing.Of(http.RequireActor(), page, ct))), TypingJson.Default.TypedFields)).WithMetadata(new AnyPostAttribute());
        app.MapPost("/typed", Keep).WithMetadata(new AnyPostAttribute());
        app.MapPost("/typed/discard", Discard).WithMetadata(new AnyPostAttribute());
    }

    private static async Task<IResult> Keep(HttpContext http, IAntiforgery antiforgery, Typing typing, CancellationToken ct)
    {
        if (await Read(http, antiforgery, ct) is not { } typed) return Results.StatusCode(StatusCodes.Status400BadRequest);
        return (await typing.Keep(http.RequireActor(), typed.Page, typed.Fields, ct)).Ok ? Results.NoContent() : Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> Discard(HttpContext http, IAntiforgery antiforgery, Typing typing, CancellationToken ct)
    {
        if (await Read(http, antiforgery, ct) is not { } typed) return Results.StatusCode(StatusCodes.Status400BadRequest);
        await typing.Forget(http.RequireActor(), typed.Page, typed.Fields.Keys, ct);
        return Results.NoContent();
    }

    /// <summary>The request's fields; null when it does not come from one of our pages or is no such thing.</summary>
    private static async Task<TypedFields?> Read(HttpContext http, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (http.Request.ContentLength is null or > LargestBody || !http.Request.HasJsonContentType() || !await antiforgery.IsRequestValidAsync(http)) return null;
        try
        {
            return await http.Request.ReadFromJsonAsync(TypingJson.Default.TypedFields, ct) is { Page: not null, Fields: not null } typed && typed.Fields.Values.All(v => v is not null) ? typed : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
