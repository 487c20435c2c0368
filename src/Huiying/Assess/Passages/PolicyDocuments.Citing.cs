using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Passages;

/// <summary>A document that a text cites though it is not what holds now.</summary>
/// <param name="Paragraph">Which paragraph of the text cites it, from 1.</param>
/// <param name="Document">The version whose words are quoted, else the newest of that title.</param>
/// <param name="Passage">What is quoted letter for letter; null where the text only names the document or words it in its own way.</param>
/// <param name="Newest">The version that stands in its place; null when it is the newest itself.</param>
public sealed record LapsedCitation(int Paragraph, PolicyDocumentVersion Document, PolicyParagraph? Passage, PolicyDocumentVersion? Newest)
{
    /// <summary>Names the lapse: whoever has seen it sends this back.</summary>
    public string Key => $"{Document.Document}/{Document.Version}/{(Newest ?? Document).Version}/{(Newest ?? Document).State}";

    /// <summary>In one sentence, Chinese, for paper: what is cited, since when it holds no more, and why.</summary>
    public string Said(TimeZoneInfo zone)
    {
        var now = Newest ?? Document;
        return $"第{Paragraph}段引用的{PolicyDocuments.Named(Document)}{Passage?.Place}"
            + (Newest is null ? "" : $"已更新为第{Newest.Version}版，新版里没有所引的这段文字")
            + (Newest is null || now.State == PolicyDocumentState.InForce ? "" : "；新版")
            + now.State switch
            {
                PolicyDocumentState.Expired => $"有效期到{Ground.Words.Date(now.Facts.Until!.Value)}，已经失效",
                PolicyDocumentState.NotYet => $"自{Ground.Words.Date(now.Facts.From!.Value)}起施行，现在还没有生效",
                PolicyDocumentState.Withdrawn => $"{Ground.Words.Time(now.EndedAt!.Value, zone)}由{now.EndedByName}停用：{now.Ended}",
                _ => "",
            } + "。";
    }
}

/// <summary>Whether what a text cites still holds.</summary>
public sealed partial class PolicyDocuments
{
    /// <summary>A passage this short may stand in any text.</summary>
    private const int LeastQuoted = 8;

    /// <summary>
    /// What the paragraphs of a text cite by 《title》 that is not in force today: over, not begun, withdrawn, or replaced by a version without the words that are quoted. Read from
    /// the text itself, so that what was typed by hand is found like what was put in by the button.
    /// </summary>
    public async Task<IReadOnlyList<LapsedCitation>> Lapsed(OfficeId office, IReadOnlyList<string> paragraphs, CancellationToken ct = default)
    {
        if (!paragraphs.Any(p => p.Contains('《', StringComparison.Ordinal))) return [];
        await using var store = stores.Open(office);
        var today = await Today(store, ct);
        var all = (await store.Set<PolicyDocumentRow>().AsNoTracking().ToListAsync(ct)).ConvertAll(r => Shown(r, today));
        var read = new Dictionary<(PolicyDocumentId, int), List<PolicyParagraph>>();
        var lapsed = new List<LapsedCitation>();
        for (var i = 0; i < paragraphs.Count; i++)
        {
            foreach (var same in all.Where(d => paragraphs[i].Contains($"《{d.Facts.Title}》", StringComparison.Ordinal)).GroupBy(d => d.Facts.Title, StringComparer.Ordinal))
            {
                // One title may name several documents; the number behind it says which.
                List<PolicyDocumentVersion> named = [.. same.Where(d => d.Facts.Number.Length > 0 && paragraphs[i].Contains(Named(d), StringComparison.Ordinal))];
                if (named.Count == 0) named = [.. same];
                var said = named.Aggregate(paragraphs[i], (text, d) => text.Replace(Named(d), "", StringComparison.Ordinal).Replace($"《{d.Facts.Title}》", "", StringComparison.Ordinal));
                var quoted = new List<(PolicyDocumentVersion Document, PolicyParagraph? Passage)>();
                foreach (var version in named)
                {
                    if (!read.TryGetValue((version.Document, version.Version), out var texts))
                    {
                        read[(version.Document, version.Version)] = texts = (await store.Set<PolicyParagraphRow>().AsNoTracking()
                            .Where(p => p.Document == version.Document && p.Version == version.Version).OrderBy(p => p.Number).ToListAsync(ct)).ConvertAll(Shown);
                    }
                    // An item is quoted behind the sentence it belongs to: the last is what is meant.
                    if (Quoted(texts, version, said) is { } passage) quoted.Add((version, passage));
                }
                if (quoted.Count == 0) quoted = [.. named.Where(d => d.State != PolicyDocumentState.Replaced || named.All(n => n.State == PolicyDocumentState.Replaced)).Select(d => (d, (PolicyParagraph?)null))];
                if (quoted.Any(q => q.Document.State == PolicyDocumentState.InForce)) continue;
                var (document, words) = quoted.MaxBy(q => (q.Document.AddedAt, q.Document.Version));
                var newest = all.Where(d => d.Document == document.Document).MaxBy(d => d.Version)!;
                lapsed.Add(new(i + 1, document, words, newest.Version == document.Version ? null : newest));
            }
        }
        return lapsed;
    }

    /// <summary>《title》（number）, as a quotation begins.</summary>
    internal static string Named(PolicyDocumentVersion document) => $"《{document.Facts.Title}》{(document.Facts.Number.Length > 0 ? $"（{document.Facts.Number}）" : "")}";

    private static PolicyParagraph? Quoted(List<PolicyParagraph> texts, PolicyDocumentVersion document, string said) =>
        texts.LastOrDefault(p => !p.IsHeading && p.Text.Length >= LeastQuoted && p.Text != document.Facts.Title && said.Contains(p.Text, StringComparison.Ordinal));
}
