using System.Globalization;
using Huiying.Assess.Passages;

namespace Huiying.Web.Pages;

/// <summary>The fields by which a policy document is uploaded or replaced, and how they are read.</summary>
internal sealed record PolicyDocumentForm(OfficePage Page, PolicyDocumentFacts? Now)
{
    /// <summary>A file, in bytes; the face looks again.</summary>
    public const long Largest = 20L << 20;

    public const long LargestForm = Largest + (1L << 20);

    /// <summary>A day as its field holds it.</summary>
    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What was typed.</summary>
    public static PolicyDocumentFacts Read(OfficePage page) =>
        new(page.Typed("title"), page.Typed("number"), Day(page.Typed("issued")), Day(page.Typed("from")), Day(page.Typed("until")), page.Typed("address"));

    /// <summary>The file's bytes; null when none was chosen.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Bytes(IFormFile? file, CancellationToken ct)
    {
        if (file is null) return null;
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private static DateOnly? Day(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1948 and < 2200 ? day : null;
}
