using Huiying.Assess.Search;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Review;

public sealed partial class Papers
{
    private readonly KeptTexts<PaperId, Paper> texts = new();

    /// <summary>
    /// The papers of which the query holds, newest first, drafts among them: in what people wrote into them, and the number. Those kept from the actor are left out
    /// (S09, S16). Refused for who holds no post.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<(Paper Paper, FoundText Text)>>> Search(Actor actor, SearchQuery? words, CancellationToken ct = default)
    {
        if (actor.Posts.Count == 0) return Refusal.NotYourPost("S11", "只有在本单位任职的人员可以检索文件。", "Only people holding a post in the office may search papers.");
        var hidden = await Hidden(actor, ct);
        await using var store = stores.Open(actor.Office);
        var versions = await store.Set<PaperRow>().AsNoTracking().Select(p => new { p.Id, p.Version }).ToDictionaryAsync(p => p.Id, p => p.Version, ct);
        var all = await texts.Read(actor.Office, versions, async ids =>
            (await store.Set<PaperRow>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(ct)).Select(State).Select(p => (p.Id, Text(p))));
        var found = new List<(Paper Paper, FoundText Text)>();
        foreach (var kept in all.Values) if (!hidden(kept.Facts) && kept.Find(words) is { } text) found.Add((kept.Facts, text));
        found.Sort((a, b) => b.Paper.DraftedAt != a.Paper.DraftedAt ? b.Paper.DraftedAt.CompareTo(a.Paper.DraftedAt) : string.CompareOrdinal(b.Paper.Id.Value, a.Paper.Id.Value));
        return found;
    }

    private static KeptText<Paper> Text(Paper p) => new(p.Version, p, p.Number ?? "",
        [("overview", p.Text.Overview), ("opinions", p.Text.Opinions), ("spread", p.Text.Spread), ("outlook", p.Text.Outlook), ("advice", p.Text.Advice)]);
}
