using System.Text.Json;
using Huiying.Assess;
using Huiying.Assess.Hot;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Review;

/// <summary>
/// The office's papers: daily, weekly and monthly reports that come by themselves, special reports, slips. A report is a draft until a leader who did not write it
/// signs it: it then gets its number, its bytes are kept, and a change is a correction that names it (R42, R43, R08).
/// </summary>
public sealed partial class Papers(Acts acts, IDbContextFactory<Store> stores, Ledger ledger, Cases cases, Topics topics, HotBoard hot, People people, PolicyVersions policies)
{
    private static readonly Role[] Signers = [Role.SupervisingLeader, Role.PrincipalLeader];
    private static readonly Role[] Writers = [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader];

    /// <summary>Who may sign a report: such a leader sees it on the desk.</summary>
    public static bool MaySign(Actor actor) => actor.IsAny(Signers);

    /// <summary>Who may write one.</summary>
    public static bool MayWrite(Actor actor) => actor.IsAny(Writers);

    /// <summary>Who may hand out a slip of that kind (R08).</summary>
    public static bool MayIssue(Actor actor, PaperKind kind) => kind == PaperKind.Assignment
        ? actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader) : actor.IsAny(Role.Clerk, Role.SupervisionOfficer, Role.SupervisingLeader, Role.PrincipalLeader);

    /// <summary>Papers, the latest first; of one event when asked.</summary>
    public async Task<IReadOnlyList<Paper>> List(OfficeId office, CaseId? of = null, int limit = 100, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = store.Set<PaperRow>().AsNoTracking();
        if (of is { } id) rows = rows.Where(p => p.Case == id);
        return [.. (await rows.OrderByDescending(p => p.DraftedAt).ThenByDescending(p => p.Id).Take(limit).ToListAsync(ct)).Select(State)];
    }

    /// <summary>Whether a paper is kept from the actor: it is about an event that accuses them, or covers days in which such an event was under way (S09, S16).</summary>
    public async Task<Func<Paper, bool>> Hidden(Actor actor, CancellationToken ct = default)
    {
        var zone = (await policies.Current(actor.Office, ct)).Zone;
        var hidden = await cases.Hidden(actor, ct);
        return p => hidden.Any(c => p.Case == c.Id
            || p is { From: not null, Until: { } until } && c.OpenedAt < Periods.Start(until.AddDays(1), zone) && !(c.ClosedAt < Periods.Start(p.From.Value, zone)));
    }

    /// <summary>Drafts that wait for a signature, oldest first.</summary>
    public async Task<IReadOnlyList<Paper>> Waiting(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return [.. (await store.Set<PaperRow>().AsNoTracking().Where(p => p.SignedAt == null).OrderBy(p => p.DraftedAt).ToListAsync(ct)).Select(State)];
    }

    /// <summary>One paper, or null.</summary>
    public async Task<Paper?> Find(OfficeId office, PaperId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<PaperRow>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is { } row ? State(row) : null;
    }

    /// <summary>One paper as the actor may see it, or null.</summary>
    public async Task<Paper?> Find(Actor actor, PaperId id, CancellationToken ct = default) =>
        await Find(actor.Office, id, ct) is { } paper && !(await Hidden(actor, ct))(paper) ? paper : null;

    /// <summary>The state rebuilt from the ledger alone.</summary>
    public async Task<Paper?> Replay(OfficeId office, PaperId id, CancellationToken ct = default)
    {
        Paper? state = null;
        await foreach (var e in ledger.Read(office, id.Subject, 0, ct))
        {
            if (!e.Act.EndsWith(".refused", StringComparison.Ordinal)) state = Paper.Apply(state, e.As(PaperJson.Default.PaperEntry), e.Stamp);
        }
        return state;
    }

    /// <summary>The state as stored bytes, for comparing a cache with its replay.</summary>
    public static byte[] Bytes(Paper state) => JsonSerializer.SerializeToUtf8Bytes(state, PaperJson.Default.Paper);

    /// <summary>Makes the drafts of every span that has ended and has none yet: harmless twice, and on two nodes at once.</summary>
    public async Task<int> Plan(OfficeId office, CancellationToken ct = default)
    {
        if (await ledger.Began(office, ct) is not { } begin) return 0;
        var zone = (await policies.Current(office, ct)).Zone;
        var spans = Periods.Ended(Words.Day(begin, zone), Words.Day(acts.Clock, zone)).ToList();
        await using var look = stores.Open(office);
        var keys = spans.Select(s => Key(s.Kind, s.From)).ToList();
        var there = await look.Set<PaperRow>().AsNoTracking().Where(p => keys.Contains(p.Key)).Select(p => p.Key).ToListAsync(ct);
        var made = 0;
        foreach (var (kind, from, until) in spans.Where(s => !there.Contains(Key(s.Kind, s.From))))
        {
            var id = Ids.New<PaperId>();
            var drafted = await acts.Run<Paper?>(Actor.Clock(office), "papers.draft", id.Subject, async act =>
                await act.Store.Set<PaperRow>().AnyAsync(p => p.Key == Key(kind, from), ct) ? (Paper?)null
                : Save(act, null, null, new PaperDrafted(id, kind, Key(kind, from), null, from, until, new(), null, null)), ct);
            if (!drafted.Ok || drafted.Value is null) continue;
            made++;
            // Here, where nobody waits: whoever opens the draft finds them computed.
            await hot.Between(office, Periods.Start(from, zone), Periods.Start(until.AddDays(1), zone), ct);
        }
        return made;
    }

    /// <summary>Begins a special report on an event.</summary>
    public Task<Outcome<Paper>> Begin(Actor actor, CaseId of, PaperText text, CancellationToken ct, long? seen = null)
    {
        var id = Ids.New<PaperId>();
        return acts.Run<Paper>(actor, "papers.draft", id.Subject, async act =>
            !MayWrite(actor) ? NotYours
            : await Cases.Look(act.Store, of, ct) is not { } look || look.Case.Hides(actor) ? Refusal.NotFound("没有这个事件。", "There is no such event.")
            : Cases.Stale(look.Case, seen) is { } stale ? stale
            : Save(act, null, null, new PaperDrafted(id, PaperKind.Special, id.Value, of, null, null, text, null, null)), ct);
    }

    /// <summary>Writes the text of a draft; refused once it is signed (R42).</summary>
    public async Task<Outcome<Paper>> Write(Actor actor, PaperId id, PaperText text, CancellationToken ct, long? seen = null)
    {
        var hidden = await Hidden(actor, ct);
        return await acts.Run<Paper>(actor, "papers.write", id.Subject, async act =>
            await Row(act, id, ct) is { } asked && hidden(State(asked)) ? Gone : !MayWrite(actor) && !MaySign(actor) ? NotYours
            : await Open(act, id, seen, ct) is { Refusal: { } no } ? no
            : await Row(act, id, ct) is { } row ? Save(act, row, State(row), new PaperWritten(text)) : Gone, ct);
    }

    /// <summary>
    /// Signs a draft as it is: number, bytes and hash in one transaction (R42). Refused to who wrote it, for a number in the text that is not the data's without a
    /// reason, and for a special report without its parts.
    /// </summary>
    public async Task<Outcome<Paper>> Sign(Actor actor, PaperId id, string? mismatch, CancellationToken ct, long? seen = null)
    {
        if (await Find(actor.Office, id, ct) is not { } before) return Gone;
        if ((await Hidden(actor, ct))(before)) return Gone;
        var data = await Data(actor.Office, before, ct);
        return await acts.Run<Paper>(actor, "papers.sign", id.Subject, async act =>
        {
            if (!MaySign(actor)) return Refusal.NotYourPost("R42", "报告由分管领导或主要领导签发。", "A report is signed by the supervising or the principal leader.");
            if (await Open(act, id, seen ?? before.Version, ct) is { Refusal: { } no }) return no;
            var row = (await Row(act, id, ct))!;
            var paper = State(row);
            if (paper.Writer == actor.Person) return new Refusal("paper.own", "R42", "起草人不能签发自己写的报告。", "Whoever wrote it does not sign it.");
            if (data is null) return Refusal.NotFound("没有这个事件。", "There is no such event.");
            if (paper.Kind == PaperKind.Special && Incomplete(paper, data.Policy) is { } incomplete) return incomplete;
            var number = await Cases.Number(act, "paper:" + paper.Kind, data.Policy.Zone, ct);
            var corrected = await Corrected(act, paper, ct);
            var made = Compose(paper, data, act.Now, number, corrected is null ? null : State(corrected).Number);
            if (Closing.Contradicts(FigureCheck.Find(PaperDocuments.Texts(paper), made.Known), mismatch) is { } wrong) return wrong;
            var hash = await Blobs.Keep(act, Docx.Write(made.Document), CaseDocuments.Docx, ct);
            if (corrected is not null) Save(act, corrected, State(corrected), new PaperCorrected(id));
            return Save(act, row, paper, new PaperSigned(Year(act, data.Policy), number, hash, null, string.IsNullOrWhiteSpace(mismatch) ? null : mismatch.Trim()));
        }, ct);
    }

    /// <summary>Begins a correction of a signed report (R42): a new draft that names it. The signed one stays as it is.</summary>
    public Task<Outcome<Paper>> Correct(Actor actor, PaperId of, string why, CancellationToken ct)
    {
        var id = Ids.New<PaperId>();
        return acts.Run<Paper>(actor, "papers.correct", id.Subject, async act =>
        {
            if (!MayWrite(actor) && !MaySign(actor)) return NotYours;
            if (await Row(act, of, ct) is not { } row) return Gone;
            var signed = State(row);
            if (signed.Signed is null || signed.IsSlip) return new Refusal("paper.not-signed", "R42", "还没有签发，直接修改即可。", "It is not signed yet; change it as it is.");
            if (signed.CorrectedBy is not null) return new Refusal("paper.corrected", "R42", "这份报告已有更正，请更正最新的一份。", "It has been corrected; correct the latest.");
            var key = "correction/" + of;
            if (await act.Store.Set<PaperRow>().AnyAsync(p => p.Key == key, ct)) return new Refusal("paper.correcting", "R42", "更正稿已经在办。", "A correction is being written already.");
            return string.IsNullOrWhiteSpace(why) ? Refusal.Invalid("R42", "请写明更正的理由。", "Say why it is corrected.")
                : Save(act, null, null, new PaperDrafted(id, signed.Kind, key, signed.Case, signed.From, signed.Until, signed.Text, of, why.Trim()));
        }, ct);
    }

    /// <summary>Hands out a 交办单 or 督办单: numbered, with a text code, kept as printed (R08). A 督办单 needs a late duty.</summary>
    public async Task<Outcome<Paper>> Issue(Actor actor, PaperKind kind, CaseId of, PaperText text, CancellationToken ct, long? seen = null)
    {
        var sections = await people.Sections(actor.Office, ct);
        var id = Ids.New<PaperId>();
        return await acts.Run<Paper>(actor, "papers.issue", id.Subject, async act =>
        {
            if (!MayIssue(actor, kind)) return NotYours;
            if (await Cases.Look(act.Store, of, ct) is not { } look || look.Case.Hides(actor)) return Refusal.NotFound("没有这个事件。", "There is no such event.");
            if (Cases.Stale(look.Case, seen) is { } stale) return stale;
            if (look.Case.Assigned is not { } assigned) return new Refusal("paper.not-assigned", "R08", "事件还没有交办科室。", "The event is not assigned to a section yet.");
            if (kind == PaperKind.Supervision && !look.Case.Duties.Any(d => d.Open && d.Late(act.Now)))
            {
                return new Refusal("paper.nothing-late", "R08", "没有逾期的职责，不需要督办。", "Nothing is late.");
            }
            var head = CaseDocuments.Head((await People.Office(act.Store, actor.Office, ct))!, look.Rules);
            var number = await Cases.Number(act, "paper:" + kind, look.Rules.Policy.Zone, ct);
            var section = sections.FirstOrDefault(s => s.Id == assigned.Section)?.Name ?? assigned.Section.Value;
            var (document, code) = PaperDocuments.Slip(kind, look.Case, text, section, head, act.Now, number);
            var hash = await Blobs.Keep(act, Docx.Write(document), CaseDocuments.Docx, ct);
            var drafted = Save(act, null, null, new PaperDrafted(id, kind, id.Value, of, null, null, text, null, null));
            var issued = Save(act, act.Store.Set<PaperRow>().Local.Single(p => p.Id == id), drafted, new PaperSigned(Year(act, look.Rules.Policy), number, hash, code, null));
            // A 督办单 is an act on the event too: the section owes its answer from here.
            return kind == PaperKind.Supervision && await Orders.Supervise(act, of, issued.Number!, text.Overview, id.Value, ct) is { Refusal: { } not } ? not : issued;
        }, ct);
    }

    /// <summary>Takes in the scan of a signed slip by its text code (R08). A code nobody gave out is refused.</summary>
    public Task<Outcome<Paper>> Return(Actor actor, string code, string note, ReadOnlyMemory<byte> scan, CancellationToken ct)
    {
        var typed = new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        return acts.Run<Paper>(actor, "papers.return", Subject.Of(actor.Office), async act =>
        {
            if (!actor.IsAny(Role.Clerk, Role.SectionOfficer, Role.SectionHead, Role.SupervisionOfficer)) return NotYours;
            if (await act.Store.Set<PaperRow>().SingleOrDefaultAsync(p => p.Code == typed, ct) is not { } row)
            {
                return new Refusal("paper.no-code", "R08", "没有这个文本码的单子，请核对。", "No slip has that code; look again.");
            }
            if (Scan.TypeOf(scan.Span) is not { } type) return Scan.Unreadable;
            return Save(act, row, State(row), new PaperReturned(typed, await Blobs.Keep(act, scan, type, ct), note.Trim()));
        }, ct);
    }

    /// <summary>The draft as it would be signed now, without a number, and what in it is not the data's.</summary>
    public async Task<Outcome<(byte[] Docx, IReadOnlyList<FigureMismatch> Wrong)>> Preview(Actor actor, PaperId id, CancellationToken ct = default)
    {
        if (actor.Posts.Count == 0) return NotYours;
        if (await Find(actor.Office, id, ct) is not { Signed: null } paper || await Data(actor.Office, paper, ct) is not { } data || (await Hidden(actor, ct))(paper)) return Gone;
        var corrects = paper.Corrects is { } of ? (await Find(actor.Office, of, ct))?.Number : null;
        var made = Compose(paper, data, acts.Clock, null, corrects);
        return (Docx.Write(made.Document), FigureCheck.Find(PaperDocuments.Texts(paper), made.Known));
    }

    private sealed record PaperData(Policy Policy, Letterhead Head, PeriodicReport? Figures, Case? Case, TopicFacts? Facts);

    /// <summary>What a report is filled with, read before the act: its moment is the document's own, printed in it.</summary>
    private async Task<PaperData?> Data(OfficeId office, Paper paper, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        var named = await People.Office(store, office, ct) ?? throw new InvalidDataException($"office {office} is not there");
        if (paper.Case is { } of)
        {
            return await Cases.Look(store, of, ct) is { } look
                ? new(look.Rules.Policy, CaseDocuments.Head(named, look.Rules), null, look.Case, await cases.Topic(office, of, ct)) : null;
        }
        var policy = await policies.Current(store, ct);
        var head = new Letterhead(named.Name, policy.Zone, policy.DocumentSymbol, named.Contact);
        var all = new List<Case>();
        foreach (var line in await cases.List(office, closedToo: true, ct)) if (await cases.Find(office, line.Id, ct) is { } c) all.Add(c);
        var (from, until) = (paper.From!.Value, paper.Until!.Value);
        var (start, end) = (Periods.Start(from, policy.Zone), Periods.Start(until.AddDays(1), policy.Zone));
        var volume = await topics.Volume(office, start, end, ct);
        var earlier = await topics.Volume(office, start - (end - start), start, ct);
        return new(policy, head, Periods.Report(paper.Kind, (from, until), all, volume, earlier.Posts, await hot.Between(office, start, end, ct), policy.HotShown, await people.Sections(office, ct), head, acts.Clock), null, null);
    }

    private static PaperMade Compose(Paper paper, PaperData data, DateTimeOffset now, int? number, string? corrects) => data.Figures is { } figures
        ? PaperDocuments.Periodic(paper, figures with { At = now }, number, corrects)
        : PaperDocuments.Special(paper, data.Case!, data.Facts, data.Head, now, number, corrects);

    private static Refusal? Incomplete(Paper paper, Policy policy) =>
        Deciding.Missing("R42", (paper.Text.Overview, "摘要", "the summary"), (paper.Text.Opinions, "主要观点", "the opinions"), (paper.Text.Outlook, "研判意见", "the judgement"),
            (paper.Text.Advice, "工作建议", "the advice")) is { } missing ? missing
        : paper.Text.Overview.Trim().Length > policy.SpecialLength
            ? Refusal.Invalid("-", $"摘要不能超过{policy.SpecialLength}字，现有{paper.Text.Overview.Trim().Length}字。", $"The summary has at most {policy.SpecialLength} characters.") : null;

    /// <summary>Refuses a paper that is not there, is signed, or has changed since it was seen.</summary>
    private static async Task<Outcome<Done>> Open(Act act, PaperId id, long? seen, CancellationToken ct) =>
        await Row(act, id, ct) is not { } row ? Gone
        : row.SignedAt is not null ? new Refusal("paper.signed", "R42", "已经签发，不能修改；如需更改请出更正。", "It is signed and stays as it is; a change is a correction.")
        : seen is { } version && version != row.Version
            ? new Refusal("case.changed", "-", "他人刚刚更新了这份报告，请查看最新情况后再提交；您填写的内容已保留。", "Someone has just changed this report; look at it again. What you typed is kept.")
        : default(Done);

    private static async Task<PaperRow?> Corrected(Act act, Paper paper, CancellationToken ct) => paper.Corrects is { } of ? await Row(act, of, ct) : null;

    private static Task<PaperRow?> Row(Act act, PaperId id, CancellationToken ct) => act.Store.Set<PaperRow>().SingleOrDefaultAsync(p => p.Id == id, ct);

    private static Paper Save(Act act, PaperRow? row, Paper? state, PaperEntry entry)
    {
        var subject = (state?.Id ?? ((PaperDrafted)entry).Paper).Subject;
        var now = Paper.Apply(state, entry, act.Write(subject, entry, PaperJson.Default.PaperEntry));
        if (row is null) act.Store.Add(row = new PaperRow { Office = act.Actor.Office, Id = now.Id, Key = now.Key, Case = now.Case, DraftedAt = now.DraftedAt });
        (row.SignedAt, row.Code, row.Version, row.State) = (now.SignedAt, now.Signed?.Code, now.Version, Bytes(now));
        return now;
    }

    private static Paper State(PaperRow row) => JsonSerializer.Deserialize(row.State, PaperJson.Default.Paper) ?? throw new InvalidDataException($"paper {row.Id} has no state");

    private static int Year(Act act, Policy policy) => TimeZoneInfo.ConvertTime(act.Now, policy.Zone).Year;

    private static string Key(PaperKind kind, DateOnly from) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}/{from:yyyy-MM-dd}");

    private static Refusal Gone => Refusal.NotFound("没有这份文稿。", "There is no such paper.");

    private static Refusal NotYours => Refusal.NotYourPost("R08", "您的岗位不能办理此事项，请由有相应岗位的人员办理。", "Your post may not do this.");
}
