using System.Text.RegularExpressions;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Passages;

/// <summary>Passages for a question, and what an officer may say of a document.</summary>
public sealed partial class PolicyDocuments
{
    /// <summary>Passages offered for one question.</summary>
    public const int Offered = 3;

    /// <summary>A question longer than this is cut: what comes later is a story.</summary>
    private const int QuestionRead = 600;

    /// <summary>
    /// Paragraphs of documents in force that fit one of the questions, the best first, each once; none when nothing fits. Suggestions to draft from, never a decision.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<FoundPassage>>> Fitting(Actor actor, IReadOnlyList<string> questions, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        var index = await Index(actor.Office, ct);
        var matches = new Dictionary<(PolicyDocumentId, int), (PassageMatch Match, string Question)>();
        foreach (var question in questions.Where(q => !string.IsNullOrWhiteSpace(q)).Distinct(StringComparer.Ordinal))
        {
            foreach (var match in index.Find(question.Length > QuestionRead ? question[..QuestionRead] : question, Offered))
            {
                var key = (match.Passage.Document, match.Passage.Number);
                if (!matches.TryGetValue(key, out var other) || other.Match.Score < match.Score) matches[key] = (match, question);
            }
        }
        if (matches.Count == 0) return Array.Empty<FoundPassage>();
        await using var store = stores.Open(actor.Office);
        var today = await Today(store, ct);
        var ids = matches.Keys.Select(k => k.Item1).Distinct().ToList();
        var documents = (await store.Set<PolicyDocumentRow>().AsNoTracking().Where(d => ids.Contains(d.Document) && !d.Replaced).ToListAsync(ct))
            .Select(d => Shown(d, today)).Where(d => d.State == PolicyDocumentState.InForce).ToDictionary(d => d.Document);
        var found = new List<FoundPassage>();
        foreach (var (match, question) in matches.Values.OrderByDescending(m => m.Match.Score).Take(Offered * 2))
        {
            if (documents.TryGetValue(match.Passage.Document, out var document) && document.Version == match.Passage.Version
                && await At(store, document, match.Passage.Number, ct) is var (paragraph, lead))
            {
                found.Add(new(document, paragraph, lead, question, Parts(paragraph.Text, match.Shared)));
            }
        }
        return found;
    }

    /// <summary>One paragraph to quote. Refused when its document is not in force, by whatever way the request came.</summary>
    public async Task<Outcome<FoundPassage>> Quotable(Actor actor, PolicyDocumentId id, int version, int number, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var row = await store.Set<PolicyDocumentRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Document == id && d.Version == version, ct);
        if (row is null) return Gone;
        var document = Shown(row, await Today(store, ct));
        if (document.State != PolicyDocumentState.InForce)
        {
            return new Refusal("document.not-in-force", "R42", $"《{document.Facts.Title}》的这一版现在不在有效期内或者已停用、更新，不能摘引。请查看“政策文件”中现行的版本。",
                "This version is not in force: quote the one that is.");
        }
        return await At(store, document, number, ct) is var (paragraph, lead) ? new FoundPassage(document, paragraph, lead, "", []) : Gone;
    }

    /// <summary>The text with the words marked, in whatever writing they stand there; what is stored has no blanks to fold, so a place is a place.</summary>
    internal static IReadOnlyList<Stretch> Parts(string text, IReadOnlyList<string> words)
    {
        var folded = string.Create(text.Length, text, (to, from) =>
        {
            for (var i = 0; i < from.Length; i++) to[i] = Fold.Char(from[i]);
        });
        var marked = new bool[text.Length];
        foreach (var word in words)
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + word.Length, StringComparison.Ordinal)) Array.Fill(marked, true, at, word.Length);
        }
        var parts = new List<Stretch>();
        for (var from = 0; from < text.Length;)
        {
            var to = from + 1;
            while (to < text.Length && marked[to] == marked[from]) to++;
            parts.Add(new(text[from..to], marked[from]));
            from = to;
        }
        return parts;
    }

    private static async Task<(PolicyParagraph Paragraph, PolicyParagraph? Lead)?> At(Store store, PolicyDocumentVersion document, int number, CancellationToken ct)
    {
        var rows = store.Set<PolicyParagraphRow>().AsNoTracking().Where(p => p.Document == document.Document && p.Version == document.Version);
        if (await rows.SingleOrDefaultAsync(p => p.Number == number, ct) is not { } row) return null;
        return (Shown(row), row.Lead > 0 && await rows.SingleOrDefaultAsync(p => p.Number == row.Lead, ct) is { } lead ? Shown(lead) : null);
    }

    /// <summary>The newest versions that hold what is looked for, whatever their state, the newest first; without words all of them.</summary>
    public async Task<Outcome<IReadOnlyList<FoundDocument>>> Search(Actor actor, SearchQuery? words, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var today = await Today(store, ct);
        var documents = await store.Set<PolicyDocumentRow>().AsNoTracking().Where(d => !d.Replaced).ToDictionaryAsync(d => d.Document, ct);
        var kept = await searched.Read(actor.Office, documents.ToDictionary(d => d.Key, d => (long)d.Value.Version), async some =>
        {
            var rows = await store.Set<PolicyParagraphRow>().AsNoTracking().Where(p => some.Contains(p.Document)).OrderBy(p => p.Number).ToListAsync(ct);
            return rows.GroupBy(p => p.Document).Select(g => documents[g.Key] is var d
                ? (g.Key, new KeptText<int>(d.Version, d.Version, d.Title, [("number", d.Number), .. g.Where(p => p.Version == d.Version && p.Text != d.Title).Select(p => ("paragraph", p.Text))])) : default);
        });
        return kept.Select(k => (Row: documents[k.Key], Text: k.Value.Find(words))).Where(f => f.Text is not null).OrderByDescending(f => f.Row.AddedAt).ThenBy(f => f.Row.Document.Value, StringComparer.Ordinal)
            .Select(f => new FoundDocument(f.Row.Document, f.Row.Number, State(f.Row, today), f.Row.AddedAt, f.Text!)).ToList();
    }

    /// <summary>The office's index, made anew when a document or the day has changed.</summary>
    private async Task<PassageIndex> Index(OfficeId office, CancellationToken ct)
    {
        var changed = await Changed(office, ct);
        await using var store = stores.Open(office);
        var today = await Today(store, ct);
        if (indexes.TryGetValue(office, out var kept) && kept.Changed == changed && kept.Day == today) return kept.Index;
        var passages = new List<IndexedPassage>();
        foreach (var document in (await store.Set<PolicyDocumentRow>().AsNoTracking().Where(d => !d.Replaced).OrderBy(d => d.Document).ToListAsync(ct)).Where(d => State(d, today) == PolicyDocumentState.InForce))
        {
            var rows = await store.Set<PolicyParagraphRow>().AsNoTracking().Where(p => p.Document == document.Document && p.Version == document.Version).OrderBy(p => p.Number).ToListAsync(ct);
            passages.AddRange(Indexed(document.Document, document.Version, document.Title, rows.ConvertAll(r => (r.Text, new Place(r.Place, r.IsHeading, r.Lead, r.Under)))));
        }
        var index = new PassageIndex(passages);
        indexes[office] = (changed, today, index);
        return index;
    }

    /// <summary>What of a document can be offered: all but headings, lines too short to say anything, and the article that only says why the rule was made.</summary>
    internal static IEnumerable<IndexedPassage> Indexed(PolicyDocumentId document, int version, string title, IReadOnlyList<(string Text, Place Place)> paragraphs)
    {
        const int least = 12;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var (text, place) = paragraphs[i];
            if (place.IsHeading || text.Length < least || text == title || text.Contains("，制定本", StringComparison.Ordinal)) continue;
            var heading = place.Under > 0 ? paragraphs[place.Under - 1].Text : "";
            var lead = place.Lead > 0 ? paragraphs[place.Lead - 1].Text : "";
            yield return new(document, version, i + 1, text, $"{title}\n{heading}\n{lead}");
        }
    }

    /// <summary>What was said, put in order, or what is wrong with it.</summary>
    private static Outcome<PolicyDocumentFacts> Checked(PolicyDocumentFacts facts, string own)
    {
        var title = facts.Title.Trim().TrimStart('《').TrimEnd('》').Trim();
        if (title.Length == 0) title = own;
        if (title.Length is < 2 or > 120) return Refusal.Invalid("-", "请填写文件标题，2至120字。", "Give the title, 2 to 120 characters.");
        var number = Numbered(facts.Number.Trim());
        if (number is null) return Refusal.Invalid("-", "文号请写成“白民发〔2026〕3号”的样子；没有文号的留空。", "The number reads like 白民发〔2026〕3号; leave it empty when there is none.");
        var from = facts.From ?? facts.IssuedOn;
        if (facts.Until < from) return Refusal.Invalid("-", "失效日期不能早于生效日期，请核对。", "It cannot end before it begins.");
        var address = facts.Address.Trim();
        if (address.Length > 0 && !(address.Length <= 500 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            return Refusal.Invalid("-", "公开网址须以 http:// 或 https:// 开头；没有的留空。", "The public address begins with http:// or https://.");
        }
        return new PolicyDocumentFacts(title, number, facts.IssuedOn, from, facts.Until, address);
    }

    /// <summary>The number with its year in 〔 〕, without 第 and leading zeros (GB/T 9704-2012, 7.2.5); null when it is none.</summary>
    private static string? Numbered(string typed)
    {
        if (typed.Length == 0) return "";
        return Number().Match(typed) is { Success: true } m ? $"{m.Groups["by"].Value}〔{m.Groups["year"].Value}〕{m.Groups["n"].Value}号" : null;
    }

    [GeneratedRegex(@"^(?<by>[\p{L}]{1,20})\s*[〔\[（(【［](?<year>(?:19|20)[0-9]{2})[〕\]）)】］]\s*第?0{0,4}(?<n>[1-9][0-9]{0,4})\s*号$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Number();
}
