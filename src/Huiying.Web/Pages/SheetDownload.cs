using System.Globalization;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Web.Access;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>Tables of a span as xlsx, csv and, for the register of events, docx and PDF (R07, S11).</summary>
internal static class SheetDownload
{
    public static void MapSheets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sheets/{name}.{format}", Take).WithMetadata(new AnyPostAttribute());
        app.MapGet("/archives/{year:int}.zip", Archive).WithMetadata(new AnyPostAttribute());
    }

    /// <summary>The yearly archive (S10); a refusal is a sentence.</summary>
    private static async Task<IResult> Archive(int year, HttpContext http, Archives archives, Text text, CancellationToken ct)
    {
        var made = await archives.Make(http.RequireActor(), year, ct);
        return made.Refusal is { } no
            ? Results.Text(text.Of(no), "text/plain", System.Text.Encoding.UTF8, no.Code == "not-your-post" ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound)
            : Results.File(made.Value, "application/zip", string.Create(CultureInfo.InvariantCulture, $"archive-{year}.zip"));
    }

    private static async Task<IResult> Take(string name, string format, string? from, string? until, HttpContext http, Sheets sheets, When when, CancellationToken ct)
    {
        var today = Words.Day(when.Now, when.Zone);
        var (first, last) = (Day(from) ?? new DateOnly(today.Year, 1, 1), Day(until) ?? today);
        if (first > last) (first, last) = (last, first);
        if (format is not ("xlsx" or "csv" or "docx") || !Sheets.Names.Contains(name) || (format == "docx" && name != "events")) return Results.NotFound();
        var taken = await sheets.Take(http.RequireActor(), name, format, first, last, ct);
        if (taken.Refusal is { } no) return Results.StatusCode(no.Code == "not-your-post" ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        var file = string.Create(CultureInfo.InvariantCulture, $"{taken.Value.Name}{first:yyyyMMdd}-{last:yyyyMMdd}");
        if (format == "docx") return await DocumentAnswer.Of(http, Docx.Write(taken.Value.Document!), CaseDocuments.Docx, file, ct);
        using var bytes = new MemoryStream();
        await SheetWriter.Write(bytes, format == "csv" ? SheetFormat.Csv : SheetFormat.Xlsx, taken.Value.Name, taken.Value.Header, taken.Value.Rows.ToAsyncEnumerable(), ct);
        return Results.File(bytes.ToArray(), format == "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{file}.{format}");
    }

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200 ? day : null;
}
