using System.Text.Json;
using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>A case in a list.</summary>
public sealed record CaseLine(CaseId Id, string Number, string Title, Stage Stage, Grade Grade, Category Category, DateTimeOffset OpenedAt, Duty? Next);

/// <summary>
/// The cases of an office. Every change is a pure decision over the folded state, written as ledger entries and saved with the new state in one
/// transaction. Steps to the right change a case through <see cref="Change(Actor, CaseId, string, Func{Case, Deciding, Outcome{CaseEntry[]}}, CancellationToken, long?)"/>
/// with their own decisions.
/// </summary>
public sealed partial class Cases(Acts acts, IDbContextFactory<Store> stores, Ledger ledger, PolicyVersions policies, ReadTopic topics, OfficeTree tree)
{
    /// <summary>The case as it stands, or null when the office has none such.</summary>
    public async Task<Case?> Find(OfficeId office, CaseId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<CaseRow>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } row ? State(row) : null;
    }

    /// <summary>The case as the actor may see it; null also when it accuses them (S09, S16).</summary>
    public async Task<Case?> Find(Actor actor, CaseId id, CancellationToken ct = default) =>
        await Find(actor.Office, id, ct) is { } found && !found.Hides(actor) ? found : null;

    /// <summary>Many cases in one reading, as the actor may see them; those that accuse the actor are left out (S09, S16).</summary>
    public async Task<IReadOnlyDictionary<CaseId, Case>> Find(Actor actor, IReadOnlyCollection<CaseId> ids, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<CaseRow>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(ct);
        return rows.Select(State).Where(c => !c.Hides(actor)).ToDictionary(c => c.Id);
    }

    /// <summary>Cases that accuse the actor and are kept from them (S09, S16).</summary>
    public async Task<IReadOnlyList<Case>> Hidden(Actor actor, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        return [.. (await store.Set<CaseRow>().AsNoTracking().Where(c => c.Naming).ToListAsync(ct)).Select(State).Where(c => c.Hides(actor))];
    }

    /// <summary>Cases as the actor may see them, open ones first, newest first.</summary>
    public async Task<IReadOnlyList<CaseLine>> List(Actor actor, bool closedToo = false, CancellationToken ct = default)
    {
        var hidden = (await Hidden(actor, ct)).Select(c => c.Id).ToHashSet();
        return [.. (await List(actor.Office, closedToo, ct)).Where(l => !hidden.Contains(l.Id))];
    }

    /// <summary>All cases, open ones first, newest first: for the program itself.</summary>
    public async Task<IReadOnlyList<CaseLine>> List(OfficeId office, bool closedToo = false, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = await store.Set<CaseRow>().AsNoTracking().Where(c => closedToo || c.ClosedAt == null)
            .OrderBy(c => c.ClosedAt != null).ThenByDescending(c => c.OpenedAt).ToListAsync(ct);
        return [.. rows.Select(State).Select(c => new CaseLine(c.Id, c.Number, c.Title, c.Stage, c.Grade, c.Category, c.OpenedAt,
            c.Duties.Where(d => d.Open).OrderBy(d => d.DueAt ?? DateTimeOffset.MaxValue).FirstOrDefault()))];
    }

    /// <summary>Cases that are open, or were closed after that moment.</summary>
    internal async Task<IReadOnlyList<Case>> Live(OfficeId office, DateTimeOffset closedAfter, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        return [.. (await store.Set<CaseRow>().AsNoTracking().Where(c => c.ClosedAt == null || c.ClosedAt > closedAfter).ToListAsync(ct)).Select(State)];
    }

    /// <summary>Cases with a topic: what tracking looks at, closed ones too.</summary>
    public async Task<IReadOnlyList<CaseId>> Followed(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<CaseRow>().AsNoTracking().Where(c => c.Topic != null).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
    }

    /// <summary>How every event's file stands: posts in their topics were taken into an event (S10).</summary>
    public async Task<IReadOnlyList<CaseFile>> Files(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var files = new List<CaseFile>();
        foreach (var c in (await store.Set<CaseRow>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(ct)).Select(State))
        {
            var until = c.ClosedAt is null ? null : Filing.Until(c, await PolicyVersions.Pinned(store, c.PolicyHash, ct));
            files.Add(new(c.Id, c.Number, c.Topics, c.ClosedAt, until, c.Hold is not null, c.FilePurgedAt is not null, c.MergedInto?.Into));
        }
        return files;
    }

    /// <summary>The case's history, in order.</summary>
    public IAsyncEnumerable<LedgerEntry> History(OfficeId office, CaseId id, CancellationToken ct = default) => ledger.Read(office, id.Subject, 0, ct);

    /// <summary>What an entry of a case's history says; null for a refused attempt, which is none of its entries.</summary>
    public static CaseEntry? Entry(LedgerEntry e) => e.Act.EndsWith(".refused", StringComparison.Ordinal) ? null : e.As(HandleJson.Default.CaseEntry);

    /// <summary>The state rebuilt from the ledger alone; equal to <see cref="Find(OfficeId, CaseId, CancellationToken)"/> by construction, and by test.</summary>
    public async Task<Case?> Replay(OfficeId office, CaseId id, CancellationToken ct = default)
    {
        Case? state = null;
        await foreach (var e in ledger.Read(office, id.Subject, 0, ct))
        {
            if (!e.Act.EndsWith(".refused", StringComparison.Ordinal)) state = Case.Apply(state, e.As(HandleJson.Default.CaseEntry), e.Stamp);
        }
        return state;
    }

    /// <summary>The state as stored bytes, for comparing a cache with its replay.</summary>
    public static byte[] Bytes(Case state) => JsonSerializer.SerializeToUtf8Bytes(state, HandleJson.Default.Case);

    /// <summary>立项 (R09, R41). A case that grows from a topic starts its clocks at the topic's discovery and answers the topic in the same transaction.</summary>
    public async Task<Outcome<Case>> Open(Actor actor, OpenCase request, CancellationToken ct)
    {
        var id = Ids.New<CaseId>();
        var facts = request.Topic is { } from ? await topics(actor.Office, new TopicId(from), ct) : null;
        return await acts.Run(actor, "cases.open", id.Subject, act => Open(act, id, request, facts, ct), ct);
    }

    /// <summary>The same inside an act already begun.</summary>
    internal async Task<Outcome<Case>> Open(Act act, CaseId id, OpenCase request, TopicFacts? facts, CancellationToken ct)
    {
        if (request.Topic is { } topic)
        {
            if (facts is null) return Refusal.NotFound("没有这个话题。", "There is no such topic.");
            if (await act.Store.Set<CaseRow>().AnyAsync(c => c.Topic == topic, ct))
            {
                return new Refusal("case.topic-open", "R09", "该话题已立项，请并入已有事件。", "This topic already has an event; merge into it.");
            }
        }
        var rules = await Book(act.Store, await policies.Current(act.Store, ct), ct);
        var deciding = new Deciding(act.Actor, act.Now, rules);
        var number = await Number(act, "case", rules, ct);
        var opened = Opening.Open(request with { DiscoveredAt = facts?.DiscoveredAt ?? request.DiscoveredAt }, id, number, deciding);
        if (opened.Refusal is { } no) return no;
        await PolicyVersions.Keep(act, rules.Policy, ct);
        var state = await Save(act, null, null, opened.Value, rules, ct);
        if (request.Accused is { } accused)
        {
            var named = Recusing.Name(state, deciding, accused.Person, accused.Section, accused.Conduct, accused.Reason);
            if (named.Refusal is { } unnamed) return unnamed;
            state = await Save(act, act.Store.Set<CaseRow>().Local.Single(c => c.Id == id), state, named.Value, rules, ct);
            await HideTopics(act, state, ct);
        }
        var answered = facts is null ? default(Done) : await Topics.Answered(act, facts.Id, TopicAnswer.Opened, caseId: id.Value, ct: ct);
        return answered.Refusal is { } refused ? refused : state;
    }

    /// <summary>Registers a secret item: number, level and 机要 receipt only; its duties run like any event's (S17).</summary>
    public Task<Outcome<Case>> Register(Actor actor, SecretItem item, CancellationToken ct)
    {
        var id = Ids.New<CaseId>();
        return acts.Run<Case>(actor, "cases.register-secret", id.Subject, async act =>
        {
            var rules = await Book(act.Store, await policies.Current(act.Store, ct), ct);
            var opened = Secrets.Register(item, id, await Number(act, "case", rules, ct), new Deciding(actor, act.Now, rules));
            if (opened.Refusal is { } no) return no;
            await PolicyVersions.Keep(act, rules.Policy, ct);
            return await Save(act, null, null, opened.Value, rules, ct);
        }, ct);
    }

    /// <summary>Changes a case by a pure decision, as one act.</summary>
    /// <param name="actor">Who acts.</param>
    /// <param name="id">The case.</param>
    /// <param name="name">The act's name in the ledger.</param>
    /// <param name="decide">Decides over the current state; a refusal changes nothing and is recorded.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <param name="seen">The version the officer was looking at; another one refuses with what to do.</param>
    public Task<Outcome<Case>> Change(
        Actor actor, CaseId id, string name, Func<Case, Deciding, Outcome<CaseEntry[]>> decide, CancellationToken ct, long? seen = null) =>
        acts.Run(actor, name, id.Subject, act => Change(act, id, decide, ct, seen), ct);

    /// <summary>The same inside an act already begun, so that it commits with it.</summary>
    public static async Task<Outcome<Case>> Change(
        Act act, CaseId id, Func<Case, Deciding, Outcome<CaseEntry[]>> decide, CancellationToken ct, long? seen = null)
    {
        var row = await act.Store.Set<CaseRow>().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (row is null) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        var state = State(row);
        // Whom the event accuses does not even learn that it is there (S09, S16).
        if (state.Hides(act.Actor)) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        if (Stale(state, seen) is { } stale) return stale;
        var rules = await Rules(act.Store, state, ct);
        var decided = decide(state, new Deciding(state.Acting(act.Actor), act.Now, rules));
        if (decided.Refusal is { } no) return no;
        if (Recusing.Check(state, decided.Value) is { } accused) return accused;
        return Secrets.Guard(state, decided.Value) is { } secret ? secret : await Save(act, row, state, decided.Value, rules, ct);
    }

    /// <summary>Refuses an act that was sent from an old view of the case.</summary>
    public static Refusal? Stale(Case state, long? seen) => seen is { } version && version != state.Version
        ? new Refusal("case.changed", "-", "他人刚刚更新了本事件，请查看最新情况后再提交；您填写的内容已保留。", "Someone has just changed this event; look at it again. What you typed is kept.")
        : null;

    /// <summary>Asks something of a case and its rules as they stand now, without an act.</summary>
    public async Task<Outcome<Done>> Probe(Actor actor, CaseId id, Action<Case, Deciding> ask, CancellationToken ct)
    {
        await using var store = stores.Open(actor.Office);
        if (await Look(store, id, ct) is not { } look || look.Case.Hides(actor)) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        ask(look.Case, new Deciding(look.Case.Acting(actor), acts.Clock, look.Rules));
        return default(Done);
    }

    /// <summary>The case as an open context sees it, with its pinned rules; null when there is none.</summary>
    public static async Task<(Case Case, Rulebook Rules)?> Look(Store store, CaseId id, CancellationToken ct)
    {
        var row = await store.Set<CaseRow>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (row is null) return null;
        var state = State(row);
        return (state, await Rules(store, state, ct));
    }

    /// <summary>The next number of a kind as it is written, 〔year〕n号.</summary>
    public static async Task<string> Number(Act act, string kind, Rulebook rules, CancellationToken ct) =>
        $"〔{TimeZoneInfo.ConvertTime(act.Now, rules.Policy.Zone).Year}〕{await Number(act, kind, rules.Policy.Zone, ct)}号";

    /// <summary>The next number of a kind in the office's current year, without gaps: it is kept with everything else the act does, or not at all.</summary>
    public static async Task<int> Number(Act act, string kind, TimeZoneInfo zone, CancellationToken ct)
    {
        var year = TimeZoneInfo.ConvertTime(act.Now, zone).Year;
        var row = await act.Store.Set<NumberRow>().SingleOrDefaultAsync(n => n.Kind == kind && n.Year == year, ct);
        if (row is null) act.Store.Add(row = new NumberRow { Office = act.Actor.Office, Kind = kind, Year = year });
        return ++row.Last;
    }

    private static async Task<Rulebook> Rules(Store store, Case state, CancellationToken ct) =>
        await Book(store, await PolicyVersions.Pinned(store, state.PolicyHash, ct), ct);

    private static async Task<Rulebook> Book(Store store, Policy policy, CancellationToken ct) => new(policy, (await CalendarVersions.Current(store, ct)).In(policy.Zone))
    {
        Above = await OfficeTree.Above(store, ct) is { } above ? new(above.Body, above.Name) : null,
    };

    internal static Case State(CaseRow row) => JsonSerializer.Deserialize(row.State, HandleJson.Default.Case) ?? throw new InvalidDataException($"case {row.Id} has no state");

    private static async Task<Case> Save(Act act, CaseRow? row, Case? state, CaseEntry[] entries, Rulebook rules, CancellationToken ct)
    {
        foreach (var entry in entries)
        {
            var subject = (state?.Id ?? ((Opened)entry).Id).Subject;
            state = Case.Apply(state, entry, act.Write(subject, entry, HandleJson.Default.CaseEntry));
        }
        if (row is null)
        {
            row = new CaseRow { Office = act.Actor.Office, Id = state!.Id, Number = state.Number, Topic = state.Topic, OpenedAt = state.OpenedAt };
            act.Store.Add(row);
        }
        (row.Version, row.Stage, row.ClosedAt, row.Naming, row.State) = (state!.Version, state.Stage, state.ClosedAt, state.Namings.Any(n => n.Holds), Bytes(state));
        row.Topic ??= state.Topics.Count > 0 ? state.Topics[0] : null;
        await DutyClock.Copy(act, state, rules, ct);
        return state;
    }
}
