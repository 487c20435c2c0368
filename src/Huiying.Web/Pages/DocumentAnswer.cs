using Huiying.Documents;
using Huiying.Handle;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>A kept document as people take it: the file itself, or its PDF where the machine can make one.</summary>
/// <param name="Address">Where it is downloaded.</param>
/// <param name="Label">What it is.</param>
/// <param name="Printable">Whether it is a slip that is printed from the browser too.</param>
internal sealed record DocumentLink(string Address, string Label, bool Printable = false);

/// <summary>Answers with documents, only ever as attachments.</summary>
internal static class DocumentAnswer
{
    /// <summary>The file, or with <c>?as=pdf</c> the PDF of a .docx; where that cannot be made, a sentence that says what to do.</summary>
    public static async Task<IResult> Of(HttpContext http, byte[] bytes, string type, string name, CancellationToken ct)
    {
        if (http.Request.Query["as"] != "pdf" || type != CaseDocuments.Docx) return Results.File(bytes, type, name + Extension(type));
        var services = http.RequestServices;
        var made = await services.GetRequiredService<PdfPrinter>().Print(bytes, ct);
        return made.Refusal is { } no
            ? Results.Text(services.GetRequiredService<Text>().Of(no), "text/plain", System.Text.Encoding.UTF8, StatusCodes.Status503ServiceUnavailable)
            : Results.File(made.Value, "application/pdf", name + ".pdf");
    }

    private static string Extension(string type) => type switch { CaseDocuments.Docx => ".docx", "application/pdf" => ".pdf", "image/png" => ".png", "text/html" => ".html", "text/plain" => ".txt", _ => ".jpg" };
}
