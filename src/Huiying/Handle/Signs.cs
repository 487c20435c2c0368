using System.Text.Json;
using Huiying.Collect.Masking;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>
/// The register of early signs (苗头, R11): each is looked at again by its day, becomes an event, or ends with the outcome of the problem behind it. It is about
/// problems; nothing about a person may stand in it.
/// </summary>
public sealed class Signs(Acts acts, IDbContextFactory<Store> stores, Ledger ledger, Cases cases, People people, PolicyVersions policies)
{
    private static readonly Role[] Writers =
        [Role.Clerk, Role.SectionOfficer, Role.SectionHead, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader];

    /// <summary>Who may register one.</summary>
    public static bool MayRegister(Actor actor) => actor.IsAny(Writers);

    /// <summary>Whether the actor looks after it: its owner, the head of the section concerned, the clerk or the supervising leader.</summary>
    public static bool May(Sign s, Actor actor) =>
        s.What.Owner == actor.Person || actor.Is(Role.SectionHead, s.What.Section) || actor.IsAny(Role.Clerk, Role.SupervisingLeader);

    /// <summary>Signs as the actor may see them, the most urgent first, ended ones last. One whose event accuses the actor is kept from them (S16).</summary>
    public async Task<IReadOnlyList<Sign>> List(Actor actor, CancellationToken ct = default)
    {
        var hidden = (await cases.Hidden(actor, ct)).Select(c => c.Id).ToHashSet();
        await using var store = stores.Open(actor.Office);
        var all = (await store.Set<SignRow>().AsNoTracking().ToListAsync(ct)).Select(State).Where(s => s.Event is not { } e || !hidden.Contains(e.Case));
        return [.. all.OrderBy(s => !s.Watched).ThenBy(s => s.Ended is not null).ThenBy(s => s.ReviewAt)];
    }

    /// <summary>One sign, or null.</summary>
    public async Task<Sign?> Find(Actor actor, SignId id, CancellationToken ct = default) => (await List(actor, ct)).FirstOrDefault(s => s.Id == id);

    /// <summary>Signs that became the given events, as the ledger names them.</summary>
    public async Task<IReadOnlyList<Subject>> Subjects(OfficeId office, IReadOnlyList<CaseId> of, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return [.. (await store.Set<SignRow>().AsNoTracking().Where(s => s.Case != null && of.Contains(s.Case.Value)).Select(s => s.Id).ToListAsync(ct)).Select(s => s.Subject)];
    }

    /// <summary>The state rebuilt from the ledger alone.</summary>
    public async Task<Sign?> Replay(OfficeId office, SignId id, CancellationToken ct = default)
    {
        Sign? state = null;
        await foreach (var e in ledger.Read(office, id.Subject, 0, ct))
        {
            if (!e.Act.EndsWith(".refused", StringComparison.Ordinal)) state = Sign.Apply(state, e.As(SignJson.Default.SignEntry), e.Stamp);
        }
        return state;
    }

    /// <summary>The state as stored bytes, for comparing a cache with its replay.</summary>
    public static byte[] Bytes(Sign state) => JsonSerializer.SerializeToUtf8Bytes(state, SignJson.Default.Sign);

    /// <summary>Registers one (R11). Refused with a personal detail or the name of someone in the office in it.</summary>
    /// <param name="review">The day until whose end it is looked at again.</param>
    public async Task<Outcome<Sign>> Register(Actor actor, string what, string from, SectionId section, PersonId owner, DateOnly review, CancellationToken ct)
    {
        var everyone = await people.List(actor.Office, ct);
        var sections = await people.Sections(actor.Office, ct);
        var id = Ids.New<SignId>();
        return await acts.Run<Sign>(actor, "signs.register", id.Subject, async act =>
        {
            if (!MayRegister(actor)) return NotYours;
            if (Deciding.Missing("R11", (what, "苗头的内容", "what it is"), (from, "从哪里发现", "where it was noticed")) is { } missing) return missing;
            if (sections.All(s => s.Id != section)) return Refusal.Invalid("R11", "请选择涉及的科室。", "Choose the section concerned.");
            if (everyone.All(p => p.Id != owner)) return Refusal.Invalid("R11", "请指定责任人。", "Name who looks after it.");
            if (Personal([what, from], everyone) is { } personal) return personal;
            var policy = await policies.Current(act.Store, ct);
            if (End(review, policy) is var at && at <= act.Now) return Early;
            var number = await Cases.Number(act, "sign", policy.Zone, ct);
            var year = TimeZoneInfo.ConvertTime(act.Now, policy.Zone).Year;
            return Save(act, null, null, new SignRegistered(id, $"〔{year}〕{number}号", what.Trim(), from.Trim(), section, owner, at));
        }, ct);
    }

    /// <summary>Writes down what a review found, and until when the next one is (R11).</summary>
    public Task<Outcome<Sign>> Review(Actor actor, SignId id, string finding, DateOnly next, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "signs.review", seen, (act, s, everyone, policy) =>
            !s.Watched ? Over
            : Deciding.Missing("R11", (finding, "复查情况", "what was found")) is { } missing ? missing
            : Personal([finding], everyone) is { } personal ? personal
            : End(next, policy) is var at && at <= act.Now ? Early
            : new SignReviewed(finding.Trim(), at), ct);

    /// <summary>Ends it with the problem's outcome (R11); for one that became an event only after that was closed.</summary>
    public async Task<Outcome<Sign>> Close(Actor actor, SignId id, SignOutcome outcome, string text, CancellationToken ct, long? seen = null)
    {
        var became = (await Find(actor, id, ct))?.Event is { } e ? await cases.Find(actor, e.Case, ct) : null;
        return await Change(actor, id, "signs.close", seen, (_, s, everyone, _) =>
            s.Ended is not null ? Over
            : s.Event is not null && became?.ClosedAt is null
                ? new Refusal("sign.event-open", "R11", $"它已转为事件{s.Event.Number}，事件销号、问题有了结果才能销号。", "It became an event; it ends once that is closed.")
            : (outcome == SignOutcome.Event) != (s.Event is not null)
                ? Refusal.Invalid("R11", s.Event is null ? "它没有转为事件，请选择问题本身的结果。" : "它已转为事件，结果请选“转为事件办结”。", "Choose the outcome that fits.")
            : Deciding.Missing("R11", (text, "问题的处理结果", "the problem's outcome")) is { } missing ? missing
            : Personal([text], everyone) is { } personal ? personal
            : new SignClosed(outcome, text.Trim()), ct);
    }

    /// <summary>Makes an event of it, in one act; each names the other (R11). Its clocks begin now: the sign was not yet public opinion.</summary>
    public async Task<Outcome<Case>> Convert(Actor actor, SignId id, CancellationToken ct, long? seen = null)
    {
        var made = Ids.New<CaseId>();
        return await acts.Run<Case>(actor, "signs.convert", id.Subject, async act =>
        {
            if (await Row(act, id, ct) is not { } row) return Gone;
            var s = State(row);
            if (s.Event is { } was && await Cases.Look(act.Store, was.Case, ct) is { } look && look.Case.Hides(actor)) return Gone;
            if (seen is { } version && version != s.Version) return Changed;
            if (!s.Watched) return Over;
            var opened = await cases.Open(act, made, new OpenCase(s.What.What, new Intake(IntakeChannel.SectionReport, Public: false, act.Now), null, act.Now), null, ct);
            if (opened.Refusal is { } no) return no;
            Save(act, row, s, new SignConverted(made, opened.Value.Number));
            row.Case = made;
            await act.Store.SaveChangesAsync(ct);
            return await Cases.Change(act, made, (_, _) => Deciding.Do(new SignNoted(id.Value, $"{s.What.Number} {s.What.What}")), ct);
        }, ct);
    }

    /// <summary>Signs whose overdue review nobody was told about yet.</summary>
    internal async Task<IReadOnlyList<SignId>> Overdue(OfficeId office, CancellationToken ct)
    {
        var now = acts.Clock;
        await using var store = stores.Open(office);
        return await store.Set<SignRow>().AsNoTracking().Where(s => s.AlertAt < now).OrderBy(s => s.AlertAt).Select(s => s.Id).ToListAsync(ct);
    }

    /// <summary>Tells about one overdue review; twice tells nobody twice.</summary>
    internal async Task Tell(OfficeId office, SignId id, CancellationToken ct)
    {
        var everyone = await people.List(office, ct);
        await acts.Run<Done>(Actor.Clock(office), "signs.overdue", id.Subject, async act =>
        {
            if (await Row(act, id, ct) is not { } row || row.AlertAt is not { } at || at >= act.Now || State(row) is not { Watched: true } s) return default(Done);
            var roles = (await policies.Current(act.Store, ct)).Escalation.Overdue;
            Save(act, row, s, new SignOverdue(s.ReviewAt,
            [
                .. everyone.Where(p => p.Id == s.What.Owner || p.Posts.Any(h => roles.Contains(h.Role) || h is { Role: Role.SectionHead } && h.Section == s.What.Section))
                    .Select(p => p.Id).OrderBy(p => p.Value, StringComparer.Ordinal),
            ]));
            return default(Done);
        }, ct);
    }

    private async Task<Outcome<Sign>> Change(
        Actor actor, SignId id, string name, long? seen, Func<Act, Sign, IReadOnlyList<Person>, Policy, Outcome<SignEntry>> decide, CancellationToken ct)
    {
        var everyone = await people.List(actor.Office, ct);
        return await acts.Run<Sign>(actor, name, id.Subject, async act =>
        {
            if (await Row(act, id, ct) is not { } row) return Gone;
            var s = State(row);
            if (s.Event is { } e && await Cases.Look(act.Store, e.Case, ct) is { } look && look.Case.Hides(actor)) return Gone;
            if (!May(s, actor)) return NotYours;
            if (seen is { } version && version != s.Version) return Changed;
            var decided = decide(act, s, everyone, await policies.Current(act.Store, ct));
            return decided.Refusal is { } no ? no : Save(act, row, s, decided.Value);
        }, ct);
    }

    private static Sign Save(Act act, SignRow? row, Sign? state, SignEntry entry)
    {
        var now = Sign.Apply(state, entry, act.Write((state?.Id ?? ((SignRegistered)entry).Sign).Subject, entry, SignJson.Default.SignEntry));
        if (row is null) act.Store.Add(row = new SignRow { Office = act.Actor.Office, Id = now.Id });
        row.AlertAt = now.Watched && now.Alerts.All(a => a.What.ReviewAt != now.ReviewAt) ? now.ReviewAt : null;
        (row.Version, row.State) = (now.Version, Bytes(now));
        return now;
    }

    /// <summary>Nothing about persons: no detail that the mask would hide, and nobody of the office by name.</summary>
    private static Refusal? Personal(IEnumerable<string> texts, IReadOnlyList<Person> everyone) =>
        texts.Any(t => Mask.Apply(t).Text != t || everyone.Any(p => p.Name.Length > 1 && t.Contains(p.Name, StringComparison.Ordinal)))
            ? new Refusal("sign.personal", "S01", "苗头登记只写问题，不写人：请删去姓名、电话、证件号和住址。", "The register is about problems: take out names, telephones, numbers and addresses.") : null;

    private static DateTimeOffset End(DateOnly day, Policy policy)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, policy.Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static Task<SignRow?> Row(Act act, SignId id, CancellationToken ct) => act.Store.Set<SignRow>().SingleOrDefaultAsync(s => s.Id == id, ct);

    private static Sign State(SignRow row) => JsonSerializer.Deserialize(row.State, SignJson.Default.Sign) ?? throw new InvalidDataException($"sign {row.Id} has no state");

    private static Refusal Gone => Refusal.NotFound("没有这个苗头。", "There is no such sign.");

    private static Refusal NotYours => Refusal.NotYourPost("R11", "由责任人、涉及科室的负责人或办公室办理。", "Its owner, the section's head or the office acts on it.");

    private static Refusal Over => new("sign.over", "R11", "它已转为事件或已销号，不再复查。", "It became an event or has ended.");

    private static Refusal Early => Refusal.Invalid("R11", "下次复查的日期须是今天或以后。", "The next review is today or later.");

    private static Refusal Changed => new("case.changed", "-", "他人刚刚更新了这个苗头，请查看最新情况后再提交；您填写的内容已保留。", "Someone has just changed it; look at it again. What you typed is kept.");
}

/// <summary>The clock of early signs: an overdue review is told by itself, console open or not (R04, R11).</summary>
public sealed class SignClock(Signs signs)
{
    /// <summary>Signs to tell about now.</summary>
    public Task<IReadOnlyList<SignId>> Due(OfficeId office, CancellationToken ct) => signs.Overdue(office, ct);

    /// <summary>Tells about one.</summary>
    public Task Tell(OfficeId office, SignId id, CancellationToken ct) => signs.Tell(office, id, ct);
}
