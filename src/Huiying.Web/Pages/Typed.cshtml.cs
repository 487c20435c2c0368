using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>Fields of a page with what is typed in them.</summary>
internal sealed record TypedFields(string Page, Dictionary<string, string> Fields);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TypedFields))]
internal sealed partial class TypingJson : JsonSerializerContext;

/// <summary>Where <c>console.js</c> keeps what is being typed, and asks for it when a page is opened again. Each person sees only their own. It shows nothing.</summary>
[AnyPost]
internal sealed class TypedModel(Typing typing) : OfficePage
{
    /// <summary>Bytes: more than the largest form holds.</summary>
    private const int LargestBody = 512 * 1024;

    // "page" is the framework's own name in routes, so the address is read from the query.
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] string? address, CancellationToken ct) => Content(
        JsonSerializer.Serialize(new TypedFields(address ?? "", new(await typing.Of(Actor, address ?? "", ct))), TypingJson.Default.TypedFields), "application/json");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        await Read(ct) is not { } typed ? BadRequest()
        : (await typing.Keep(Actor, typed.Page, typed.Fields, ct)).Ok ? new NoContentResult() : StatusCode(StatusCodes.Status413PayloadTooLarge);

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct)
    {
        if (await Read(ct) is not { } typed) return BadRequest();
        await typing.Forget(Actor, typed.Page, typed.Fields.Keys, ct);
        return new NoContentResult();
    }

    private async Task<TypedFields?> Read(CancellationToken ct)
    {
        if (Request.ContentLength is null or > LargestBody || !Request.HasJsonContentType()) return null;
        try
        {
            var typed = await Request.ReadFromJsonAsync(TypingJson.Default.TypedFields, ct);
            return typed is { Page: not null, Fields: not null } && typed.Fields.Values.All(v => v is not null) ? typed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
