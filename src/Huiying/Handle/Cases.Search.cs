using Huiying.Assess.Search;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>An event that was found.</summary>
public sealed record FoundCase(CaseId Id, string Number, Grade Grade, Category Category, Stage Stage, DateTimeOffset OpenedAt, IReadOnlyList<string> Topics, FoundText Text);

/// <summary>A document of an event that was found by its name.</summary>
public sealed record FoundCaseDocument(CaseId Case, string Number, Grade Grade, Category Category, DateTimeOffset OpenedAt, CaseDocument Document, FoundText Text);

/// <summary>What a list of found events, and of their documents, shows.</summary>
internal sealed record CaseFacts(
    string Number, Grade Grade, Category Category, Stage Stage, DateTimeOffset OpenedAt, IReadOnlyList<string> Topics, string Title, IReadOnlyList<CaseDocument> Documents);

public sealed partial class Cases
{
    private readonly KeptTexts<CaseId, CaseFacts> texts = new();

    /// <summary>
    /// The events of which the query holds, newest first; all when there is none. Looked for in title, number, claims and what was found of them, requests, measures,
    /// result, observations and the record of the assessment. Secret items have no text (S17), and a file that was destroyed has none left (S10). Those that accuse the
    /// actor are left out (S09, S16). Refused for who holds no post.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<FoundCase>>> Search(Actor actor, SearchQuery? words, CancellationToken ct = default)
    {
        if (actor.Posts.Count == 0) return NotYours;
        var found = new List<FoundCase>();
        foreach (var (id, kept) in await Shown(actor, ct))
        {
            if (kept.Find(words) is { } text) found.Add(new(id, kept.Facts.Number, kept.Facts.Grade, kept.Facts.Category, kept.Facts.Stage, kept.Facts.OpenedAt, kept.Facts.Topics, text));
        }
        found.Sort((a, b) => b.OpenedAt != a.OpenedAt ? b.OpenedAt.CompareTo(a.OpenedAt) : string.CompareOrdinal(b.Id.Value, a.Id.Value));
        return found;
    }

    /// <summary>
    /// The events' documents of whose names the query holds, those of the newest event first; all when there is none. What stands in them was written for the event and is found there. Captures and
    /// certificates are never indexed, not even by name (R17). Left out and refused as in <see cref="Search"/>.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<FoundCaseDocument>>> SearchDocuments(Actor actor, SearchQuery? words, CancellationToken ct = default)
    {
        if (actor.Posts.Count == 0) return NotYours;
        var found = new List<FoundCaseDocument>();
        foreach (var (id, kept) in await Shown(actor, ct))
        {
            foreach (var document in kept.Facts.Documents)
            {
                // The event's title beside it: 研判材料 东街 finds that of the event about 东街.
                if (new KeptText<int>(0, 0, document.Zh, [("event", kept.Facts.Title)]).Find(words) is { } text) found.Add(new(id, kept.Facts.Number, kept.Facts.Grade, kept.Facts.Category, kept.Facts.OpenedAt, document, text));
            }
        }
        found.Sort((a, b) => b.OpenedAt != a.OpenedAt ? b.OpenedAt.CompareTo(a.OpenedAt) : string.CompareOrdinal(b.Case.Value + b.Document.Hash, a.Case.Value + a.Document.Hash));
        return found;
    }

    /// <summary>The texts of the events the actor may see.</summary>
    private async Task<IEnumerable<KeyValuePair<CaseId, KeptText<CaseFacts>>>> Shown(Actor actor, CancellationToken ct)
    {
        var hidden = (await Hidden(actor, ct)).Select(c => c.Id).ToHashSet();
        await using var store = stores.Open(actor.Office);
        var versions = await store.Set<CaseRow>().AsNoTracking().Select(c => new { c.Id, c.Version }).ToDictionaryAsync(c => c.Id, c => c.Version, ct);
        var all = await texts.Read(actor.Office, versions, async ids =>
            (await store.Set<CaseRow>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(ct)).Select(State).Select(c => (c.Id, Text(c))));
        return all.Where(k => !hidden.Contains(k.Key));
    }

    private static Refusal NotYours => Refusal.NotYourPost("S11", "只有在本单位任职的人员可以检索事件。", "Only people holding a post in the office may search events.");

    private static KeptText<CaseFacts> Text(Case c)
    {
        var facts = new CaseFacts(c.Number, c.Grade, c.Category, c.Stage, c.OpenedAt, c.Topics, c.Title, c.Secret is null && c.FilePurgedAt is null ? CaseDocuments.Of(c) : []);
        // Of a secret item there is a number only; of a destroyed file the title stays in the catalogue.
        if (c.Secret is not null) return new(c.Version, facts, c.Number, []);
        List<(string Part, string Text)> parts = [("number", c.Number)];
        if (c.FilePurgedAt is not null) return new(c.Version, facts, c.Title, parts);
        foreach (var claim in c.Claims)
        {
            parts.Add(("claim", claim.Text));
            parts.AddRange(claim.Verifications.Select(v => ("finding", string.Join('\n', new[] { v.Fact, v.TruePart, v.Evidence }.Where(t => !string.IsNullOrEmpty(t))))));
        }
        parts.AddRange(c.Merged.Select(m => ("merged", m.Title)));
        if (c.Recorded is { } a) parts.AddRange([("assessment", string.Join('\n', [a.Opinions, a.GradeReason, a.CategoryBasis, a.Plan, a.Line, .. a.Preparations]))]);
        parts.AddRange(c.Assignments.Select(x => ("request", x.Request)));
        parts.AddRange(c.Measures.Select(m => ("measure", m.Evidence is null ? m.Text : $"{m.Text}\n{m.Evidence}")));
        if (c.Result is { } result) parts.Add(("result", result));
        parts.AddRange(c.Observations.Select(o => ("observation", o.Text)));
        return new(c.Version, facts, c.Title, parts);
    }
}
