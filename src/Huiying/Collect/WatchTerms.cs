using System.Text.Json;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// What the office watches for (R15): its field of work, never a person (S15). Only the office's own leaders in office are excepted, with a
/// second person and for a limited time.
/// </summary>
public sealed partial class WatchTerms(Acts acts, IDbContextFactory<Store> stores, People people, CurrentPolicy policies, TimeProvider time)
{
    private const int MostPhrases = 50;
    private static readonly Role[] Leaders = [Role.PrincipalLeader, Role.PartySecretary, Role.PartyMember, Role.SupervisingLeader];

    /// <summary>
    /// Adds a term. A phrase that is a personal name, handle, phone or ID is refused; the name of a leader in office makes a proposal that a
    /// second person must confirm.
    /// </summary>
    public async Task<Outcome<TermId>> Add(Actor actor, TermPhrases phrases, CancellationToken ct = default)
    {
        var clean = Clean(phrases);
        // People are read before the act begins: SQLite would wait for itself.
        var leaders = await InOffice(actor.Office, ct);
        var id = Ids.New<TermId>();
        return await acts.Run<TermId>(actor, "terms.add", new Subject("term", id.Value), async act =>
            clean.Local && await Places(act.Store, ct) is [] ? NoPlaces : Decide(act, id, clean, leaders), ct);
    }

    /// <summary>Confirms a proposed term that holds a leader's name: by a second person who is not that leader. It ends by itself (30 days by default).</summary>
    public async Task<Outcome<Done>> Confirm(Actor actor, TermId id, CancellationToken ct = default)
    {
        var watch = (await policies(actor.Office, ct)).Collect.LeaderWatch;
        return await Change(actor, "terms.confirm", id, (act, row) =>
        {
            if (row.State != TermState.Proposed) return Refusal.Invalid("S15", "该关注词不在待确认状态。", "The term does not wait for confirmation.");
            if (row.AddedBy == actor.Person || row.Leader == actor.Person)
            {
                return new Refusal("term.second-person", "S15", "须由提出人和被关注领导以外的第二人确认。", "A second person, neither the proposer nor the leader, must confirm it.");
            }
            (row.State, row.Until) = (TermState.Active, act.Now + watch);
            row.Version = act.Write(new TermConfirmedEntry(row.Until.Value), CollectJson.Default.TermConfirmedEntry).Sequence;
            return default(Done);
        }, ct);
    }

    /// <summary>Stops watching for a term; its phrases are deleted here and stay in the ledger (a leader's name never entered it).</summary>
    public Task<Outcome<Done>> Remove(Actor actor, TermId id, string reason, CancellationToken ct = default) =>
        Change(actor, "terms.remove", id, (act, row) =>
        {
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R15", "请写明停用关注词的原因。", "Give the reason for removing the term.");
            (row.State, row.Phrases) = (TermState.Removed, """{"all":[],"any":[],"none":[]}""");
            row.Version = act.Write(new ReasonEntry(reason), CollectJson.Default.ReasonEntry).Sequence;
            return default(Done);
        }, ct);

    /// <summary>The terms proposed or watched, oldest first.</summary>
    public async Task<Outcome<WatchTerm[]>> List(Actor actor, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<TermRow>().AsNoTracking().Where(t => t.State != TermState.Removed).OrderBy(t => t.Id).ToListAsync(ct);
        return rows.Select(r => r.Shown()).ToArray();
    }

    /// <summary>What is watched now: active terms, those of a leader only while the leader is in office and the time has not run out.</summary>
    internal async Task<WatchList> Current(OfficeId office, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var store = stores.Open(office);
        var rows = await store.Set<TermRow>().AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct);
        var inOffice = rows.Exists(r => r.Leader is not null) ? (await InOffice(office, ct)).Select(p => p.Id).ToHashSet() : [];
        var active = rows.Where(r => r.State == TermState.Active && (r.Until is null || r.Until > now) && (r.Leader is not { } l || inOffice.Contains(l)));
        var places = await store.Set<PlacesRow>().AsNoTracking().SingleOrDefaultAsync(ct);
        return new WatchList(active.Select(r => r.Shown().Phrases), Math.Max(rows.Count == 0 ? 0 : rows.Max(r => r.Version), places?.Version ?? 0), places?.List);
    }

    private async Task<List<Person>> InOffice(OfficeId office, CancellationToken ct) =>
        [.. (await people.List(office, ct)).Where(p => p.Posts.Any(h => h.DeputyOf is null && Leaders.Contains(h.Role)))];

    private static Outcome<TermId> Decide(Act act, TermId id, TermPhrases phrases, List<Person> leaders)
    {
        if (Permit.Curate(act.Actor, "R15") is { } no) return no;
        var judged = Judge(phrases, leaders);
        if (judged.Refusal is { } refusal) return refusal;
        var leader = judged.Value.Leader;
        var shown = leader is null ? phrases : phrases with { All = Hidden(phrases.All, leader), Any = Hidden(phrases.Any, leader) };
        var state = leader is null ? TermState.Active : TermState.Proposed;
        var stamp = act.Write(new TermAddedEntry(shown, state, leader?.Id), CollectJson.Default.TermAddedEntry);
        act.Store.Add(new TermRow
        {
            Office = act.Actor.Office,
            Id = id,
            Phrases = JsonSerializer.Serialize(phrases, CollectJson.Default.TermPhrases),
            State = state,
            AddedBy = act.Actor.Person,
            AddedAt = act.Now,
            Leader = leader?.Id,
            Version = stamp.Sequence,
        });
        return id;
    }

    /// <summary>Which leader's name a term holds, if any.</summary>
    private sealed record Judged(Person? Leader);

    /// <summary>Whether the phrases may be watched for; the same for a term that is added and one that is only tried.</summary>
    private static Outcome<Judged> Judge(TermPhrases phrases, List<Person> leaders)
    {
        string[] watched = [.. phrases.All, .. phrases.Any];
        if (watched.Length == 0) return Refusal.Invalid("R15", "请至少写一个要出现的词。", "Give at least one phrase that must occur.");
        if (watched.Length + phrases.None.Count > MostPhrases) return Refusal.Invalid("R15", $"一组最多{MostPhrases}个词，请分成几组。", $"At most {MostPhrases} phrases; split the term.");
        if (watched.Concat(phrases.None).Any(p => p.Length < 2 || p.Length > (WatchPhrase.IsPattern(p) ? 200 : 60)))
        {
            return Refusal.Invalid("R15", "每个词须为2至60个字，正则表达式最多200个字。", "Each phrase has 2 to 60 characters, a regular expression at most 200.");
        }
        foreach (var phrase in watched.Concat(phrases.None)) if (WatchPhrase.Wrong(phrase) is { } wrong) return wrong;
        var named = leaders.Where(l => watched.Any(p => Names(p, l.Name))).ToList();
        if (named.Count > 1) return Refusal.Invalid("S15", "一组只能有一位本单位领导的姓名。", "At most one leader's name in a term.");
        var leader = named.FirstOrDefault();
        foreach (var phrase in watched)
        {
            if (leader is not null && !WatchPhrase.IsPattern(phrase) && Names(phrase, leader.Name)) continue;
            if (WatchPhrase.Spelled(phrase).Select(PersonalTerm.Find).FirstOrDefault(k => k is not null) is { } kind) return Personal(kind);
        }
        return new Judged(leader);
    }

    /// <summary>Whom a phrase would single out, or null: the same check for saved searches and alerts as for watch terms (S15).</summary>
    public static PersonalKind? PersonIn(string phrase) => WatchPhrase.Spelled(phrase).Select(PersonalTerm.Find).FirstOrDefault(k => k is not null);

    /// <summary>The refusal does not repeat the phrase: it would enter the ledger.</summary>
    internal static Refusal Personal(PersonalKind kind) => kind switch
    {
        PersonalKind.Name => new("term.person", "S15", "不得以个人姓名作为关注词；如是地名或事项，请写成更长的词（如加“村”“项目”“补贴”）。",
            "A person's name is never watched for; if it is a place or a matter, write a longer phrase."),
        PersonalKind.Handle => new("term.person", "S15", "不得以网名、账号作为关注词；请写事项。", "A handle or account is never watched for; write the matter."),
        PersonalKind.Phone => new("term.person", "S15", "不得以电话号码作为关注词；请写事项。", "A phone number is never watched for; write the matter."),
        _ => new("term.person", "S15", "不得以证件号码作为关注词；请写事项。", "An identity number is never watched for; write the matter."),
    };

    private static bool Names(string phrase, string leader) => Fold.Bare(phrase).Contains(Fold.Bare(leader), StringComparison.Ordinal);

    private static string[] Hidden(IReadOnlyList<string> phrases, Person leader) =>
        [.. phrases.Select(p => Names(p, leader.Name) ? "〔本单位领导〕" : p)];

    private static TermPhrases Clean(TermPhrases phrases) => phrases with { All = Clean(phrases.All), Any = Clean(phrases.Any), None = Clean(phrases.None) };

    /// <summary>Expressions that differ in capitals are two: a class and its opposite.</summary>
    private static string[] Clean(IReadOnlyList<string> phrases) =>
        [.. phrases.Select(p => p.Trim()).Where(p => p.Length > 0).DistinctBy(p => WatchPhrase.IsPattern(p) ? p : Fold.Text(p), StringComparer.Ordinal)];

    private Task<Outcome<Done>> Change(Actor actor, string name, TermId id, Func<Act, TermRow, Outcome<Done>> change, CancellationToken ct) =>
        acts.Run<Done>(actor, name, new Subject("term", id.Value), async act =>
        {
            if (Permit.Curate(actor, "R15") is { } no) return no;
            var row = await act.Store.Set<TermRow>().SingleOrDefaultAsync(t => t.Id == id && t.State != TermState.Removed, ct);
            return row is null ? Refusal.NotFound("没有这个关注词。", "There is no such term.") : change(act, row);
        }, ct);
}
