using System.Text.Json;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Search;

/// <summary>The office's saved searches (S15): everybody sees them, whoever saved one is told of new posts when they ask for it, and changes it; the clerk and the supervising leader may end any.</summary>
public sealed class SavedSearches(Acts acts, IDbContextFactory<Store> stores)
{
    private const int Longest = 40;
    private const int Most = 200;

    /// <summary>Saved searches by name. Refused for who holds no post.</summary>
    public async Task<Outcome<SavedSearch[]>> List(Actor actor, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        return (await store.Set<SavedSearchRow>().AsNoTracking().OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(ct)).Select(r => r.Shown()).ToArray();
    }

    /// <summary>
    /// Saves a search. Refused: for who holds no post; without a name; a name or a query that is a person's name, handle, telephone or ID (S15); a query that cannot be understood or
    /// asks nothing; too many.
    /// </summary>
    /// <param name="query">Its span of time and its topics are left out: it looks at what comes.</param>
    public Task<Outcome<SavedSearchId>> Save(Actor actor, string name, PostQuery query, bool alerts, CancellationToken ct = default)
    {
        var id = Ids.New<SavedSearchId>();
        var kept = query with { Text = query.Text.Trim(), From = null, Until = null, Topics = null };
        return acts.Run<SavedSearchId>(actor, "searches.save", id.Subject, async act =>
        {
            if (Topics.MayRead(actor) is { } no) return no;
            if (Wrong(name, kept) is { } wrong) return wrong;
            if (await act.Store.Set<SavedSearchRow>().CountAsync(ct) >= Most) return new Refusal("search.many", "-", $"本单位最多保存 {Most} 个检索，请先停用不用的。", $"At most {Most} saved searches: end some first.");
            var stamp = act.Write(id.Subject, new SearchSavedEntry(name.Trim(), kept, alerts), SavedSearchJson.Default.SearchSavedEntry);
            act.Store.Add(new SavedSearchRow
            {
                Office = actor.Office,
                Id = id,
                Name = name.Trim(),
                Query = JsonSerializer.Serialize(kept, SavedSearchJson.Default.PostQuery),
                Alerts = alerts,
                Owner = actor.Person,
                OwnerName = actor.Name,
                SavedAt = act.Now,
                Version = stamp.Sequence,
                Looked = await act.Store.Set<AssessedRow>().MaxAsync(a => (PostId?)a.Post, ct) is { } last ? last.Value : 0,
            });
            return id;
        }, ct);
    }

    /// <summary>Turns its alerts on or off; new posts count from now. Refused for anybody but its owner.</summary>
    public Task<Outcome<Done>> Alert(Actor actor, SavedSearchId id, bool alerts, long? seen = null, CancellationToken ct = default) =>
        Change(actor, "searches.change", id, seen, async (act, row) =>
        {
            if (row.Owner != actor.Person) return Refusal.NotYourPost("S11", "提醒由保存的本人开关。", "Only whoever saved it turns its alerts on or off.");
            if (row.Alerts == alerts) return default(Done);
            row.Alerts = alerts;
            row.Looked = await act.Store.Set<AssessedRow>().MaxAsync(a => (PostId?)a.Post, ct) is { } last ? last.Value : 0;
            row.Version = act.Write(id.Subject, new SearchSavedEntry(row.Name, row.Shown().Query, alerts), SavedSearchJson.Default.SearchSavedEntry).Sequence;
            return default(Done);
        }, ct);

    /// <summary>Ends it: by its owner, the clerk or the supervising leader. What it said stays in the ledger.</summary>
    public Task<Outcome<Done>> End(Actor actor, SavedSearchId id, long? seen = null, CancellationToken ct = default) =>
        Change(actor, "searches.end", id, seen, (act, row) =>
        {
            if (row.Owner != actor.Person && !actor.IsAny(Role.Clerk, Role.SupervisingLeader))
            {
                return Task.FromResult<Outcome<Done>>(Refusal.NotYourPost("S11", "保存的检索由保存的本人、办公室经办人或分管领导停用。", "Its owner, the clerk or the supervising leader ends it."));
            }
            act.Write(id.Subject, new SearchEndedEntry(row.Name), SavedSearchJson.Default.SearchEndedEntry);
            act.Store.Remove(row);
            return Task.FromResult<Outcome<Done>>(default(Done));
        }, ct);

    /// <summary>Whether the person may end it.</summary>
    public static bool MayEnd(SavedSearch search, Actor actor) => search.Owner == actor.Person || actor.IsAny(Role.Clerk, Role.SupervisingLeader);

    private static Refusal? Wrong(string name, PostQuery query)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > Longest) return Refusal.Invalid("-", $"请给检索取个名字，最多 {Longest} 个字。", $"Give it a name of at most {Longest} characters.");
        if (AboutPersons.BarsName(name) is { } personal) return personal;
        if (query.IsEmpty) return Refusal.Invalid("-", "没有检索词和筛选，没有可保存的。", "There is neither a word nor a filter to save.");
        if (query.Text.Length == 0) return null;
        var read = SearchQuery.Read(query.Text);
        return read.Refusal ?? AboutPersons.BarsKeeping(read.Value);
    }

    private Task<Outcome<Done>> Change(Actor actor, string name, SavedSearchId id, long? seen, Func<Act, SavedSearchRow, Task<Outcome<Done>>> change, CancellationToken ct) =>
        acts.Run<Done>(actor, name, id.Subject, async act =>
        {
            if (Topics.MayRead(actor) is { } no) return no;
            if (await act.Store.Set<SavedSearchRow>().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } row) return Refusal.NotFound("没有这个保存的检索。", "There is no such saved search.");
            if (seen is { } version && version != row.Version) return new Refusal("case.changed", "-", "他人刚刚更改了这个检索，请看过现在的情况再操作。", "Someone has just changed it; look at it again.");
            return await change(act, row);
        }, ct);
}
