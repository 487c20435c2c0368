using Huiying.Assess.Passages;
using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>
/// Passages of the office's policy documents to draft from: those that fit the event's title or one of its claims and demands. A suggestion (what applies, a person decides),
/// quoted letter for letter.
/// </summary>
public sealed class FittingPassages(PolicyDocuments documents)
{
    /// <summary>The passages that fit, the best first; none when nothing does.</summary>
    public async Task<IReadOnlyList<FoundPassage>> For(Actor actor, Case c, CancellationToken ct = default) =>
        await documents.Fitting(actor, [c.Title, .. c.Claims.Select(k => k.Text)], ct) is { Ok: true } found ? found.Value : [];

    /// <summary>The passage as a paragraph of an answer: where it stands, then its very characters. Refused when its document is not in force.</summary>
    /// <param name="key">Document, version and paragraph as <see cref="Key"/> wrote them.</param>
    public async Task<Outcome<Paragraph>> Quote(Actor actor, string key, CancellationToken ct = default)
    {
        var parts = key.Split('/');
        if (parts.Length != 3 || !int.TryParse(parts[1], out var version) || !int.TryParse(parts[2], out var number)) return Refusal.NotFound("没有这段文字，请刷新页面再摘引。", "There is no such passage: reload the page.");
        var found = await documents.Quotable(actor, new PolicyDocumentId(parts[0]), version, number, ct);
        return found.Refusal is { } no ? no : new Paragraph(Part.Plain, Quotation(found.Value));
    }

    /// <summary>What the text cites that is not in force today, for whoever drafts, approves or publishes it.</summary>
    public Task<IReadOnlyList<LapsedCitation>> Lapsed(OfficeId office, ReleaseText text, CancellationToken ct = default) =>
        documents.Lapsed(office, [.. text.Body.Select(p => p.Text)], ct);

    /// <summary>What a form sends to quote the passage.</summary>
    public static string Key(FoundPassage passage) => $"{passage.Document.Document}/{passage.Document.Version}/{passage.Paragraph.Number}";

    /// <summary>《title》（number）第十二条规定：“…”. An item is quoted with the sentence it belongs to; what stands between is marked by ……</summary>
    internal static string Quotation(FoundPassage passage)
    {
        var (paragraph, lead) = (passage.Paragraph, passage.Lead);
        var place = paragraph.Place.Length > 0 ? paragraph.Place : $"第{paragraph.Number}段";
        var text = lead is null ? paragraph.Text : lead.Text + (paragraph.Number == lead.Number + 1 ? "" : "……") + paragraph.Text;
        return $"{PolicyDocuments.Named(passage.Document)}{place}规定：“{text}”";
    }
}
