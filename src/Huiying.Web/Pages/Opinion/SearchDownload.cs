using Huiying.Documents;
using Huiying.Review;
using Huiying.Web.Access;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages.Opinion;

/// <summary>What a search found as xlsx and csv (S11).</summary>
internal static class SearchDownload
{
    /// <summary>Two addresses and not one with a parameter: that would stand for every address of one segment and make each unknown one refuse a form instead of being unknown.</summary>
    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        foreach (var format in (string[])["xlsx", "csv"])
        {
            app.MapGet($"/search.{format}", ([AsParameters] SearchForm asked, HttpContext http, FindingSheets sheets, Text text, CancellationToken ct) => Take(format, asked, http, sheets, text, ct))
                .WithMetadata(new AnyPostAttribute());
        }
    }

    private static async Task<IResult> Take(string format, SearchForm asked, HttpContext http, FindingSheets sheets, Text text, CancellationToken ct)
    {
        var taken = await sheets.Take(http.RequireActor(), asked.Read(), format, ct);
        if (taken.Refusal is { } no)
        {
            return Results.Text(text.Of(no), "text/plain", System.Text.Encoding.UTF8,
                no.Code switch { "not-your-post" => StatusCodes.Status403Forbidden, "not-found" => StatusCodes.Status404NotFound, _ => StatusCodes.Status422UnprocessableEntity });
        }
        using var bytes = new MemoryStream();
        await SheetWriter.Write(bytes, format == "csv" ? SheetFormat.Csv : SheetFormat.Xlsx, taken.Value.Name, taken.Value.Header, taken.Value.Rows.ToAsyncEnumerable(), ct);
        return Results.File(bytes.ToArray(), format == "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{taken.Value.Name}.{format}");
    }
}
