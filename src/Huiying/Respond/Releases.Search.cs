using Huiying.Assess.Search;
using Huiying.Ground;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Respond;

/// <summary>Where an answer stands.</summary>
public enum ReleaseState
{
    /// <summary>审批中.</summary>
    GoingRound,

    /// <summary>已退回.</summary>
    Returned,

    /// <summary>已撤回, before it was published.</summary>
    Withdrawn,

    /// <summary>已发布.</summary>
    Published,

    /// <summary>已更正或撤回: another answer says so (R42).</summary>
    Mended,
}

/// <summary>An answer that was found.</summary>
/// <param name="At">When it was published, else when its text went up.</param>
public sealed record FoundRelease(ReleaseId Id, CaseId Case, ReleaseState State, DateTimeOffset At, FoundText Text);

/// <summary>What a list of found answers shows.</summary>
internal sealed record ReleaseFacts(CaseId Case, ReleaseState State, DateTimeOffset At);

public sealed partial class Releases
{
    private readonly KeptTexts<ReleaseId, ReleaseFacts> texts = new();

    /// <summary>
    /// The answers of which the query holds, newest first: published ones and those that go or went round, as they stand now, in title, question and paragraphs. Those of
    /// events kept from the actor are left out (S09, S16). Refused for who holds no post.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<FoundRelease>>> Search(Actor actor, SearchQuery? words, CancellationToken ct = default)
    {
        if (actor.Posts.Count == 0) return Refusal.NotYourPost("S11", "只有在本单位任职的人员可以检索答复。", "Only people holding a post in the office may search answers.");
        var hidden = (await cases.Hidden(actor, ct)).Select(c => c.Id).ToHashSet();
        await using var store = stores.Open(actor.Office);
        var versions = await store.Set<ReleaseRow>().AsNoTracking().Select(r => new { r.Id, r.Version }).ToDictionaryAsync(r => r.Id, r => r.Version, ct);
        var mended = (await store.Set<AnswerRow>().AsNoTracking().Where(a => a.Mends != null).Select(a => a.Mends!.Value).ToListAsync(ct)).ToHashSet();
        var all = await texts.Read(actor.Office, versions, async ids =>
            (await store.Set<ReleaseRow>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct)).Select(State).Select(r => (r.Id, Text(r))));
        var found = new List<FoundRelease>();
        foreach (var (id, kept) in all)
        {
            if (!hidden.Contains(kept.Facts.Case) && kept.Find(words) is { } text) found.Add(new(id, kept.Facts.Case, mended.Contains(id) ? ReleaseState.Mended : kept.Facts.State, kept.Facts.At, text));
        }
        found.Sort((a, b) => b.At != a.At ? b.At.CompareTo(a.At) : string.CompareOrdinal(b.Id.Value, a.Id.Value));
        return found;
    }

    private static KeptText<ReleaseFacts> Text(Release r)
    {
        var state = r.Published is not null ? ReleaseState.Published : r.Withdrawn is not null ? ReleaseState.Withdrawn : r.Returned is not null ? ReleaseState.Returned : ReleaseState.GoingRound;
        var text = r.Current.Text;
        return new(r.Version, new(r.Case, state, r.PublishedAt ?? r.Current.At), text.Title, [("question", text.Question), .. text.Body.Select(p => ("answer", p.Text))]);
    }
}
