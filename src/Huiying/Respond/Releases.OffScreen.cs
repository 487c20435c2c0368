using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Respond;

public sealed partial class Releases
{
    /// <summary>Prints the 呈批单 of the version with that hash: exact text, code, room to sign (R34). The document's hash stands in <see cref="Release.Sheets"/>.</summary>
    public async Task<Outcome<Release>> Print(Actor actor, ReleaseId id, string hash, CancellationToken ct)
    {
        var lapsed = await Lapsed(actor.Office, id, ct);
        return await Made(actor, "releases.print", id, (r, view, office, d) => new ApprovalSheet
        {
            Office = CaseDocuments.Head(office, d.Rules),
            Event = view.Case.Number,
            TextCode = r.Current.Code,
            Subject = r.Current.Text.Title,
            Text = r.Current.Text.Plain,
            Question = r.Current.Text.Question,
            Mends = Mended(r, view.Case),
            Lapsed = [.. lapsed.Select(l => l.Said(d.Rules.Policy.Zone))],
            Drafter = r.Current.DrafterName,
            Outlet = $"{Outlet(r, view)}；{r.Current.Text.Scope}",
            Urgent = r.Current.Text.Urgent,
            At = d.Now,
            Lines =
            [
                .. Approving.Steps(r.Current.Text, view).Select(s => r.Valid.FirstOrDefault(v => v.Step == s.Id) is { } v
                    ? new ApprovalLine(s.Name, v.ByName, v.At, v.Opinion) : new ApprovalLine(s.Name)),
            ],
        }.Compose(), (r, _, d, document) => OffScreen.Print(r, hash, document, d.Actor), null, ct);
    }

    /// <summary>Takes in the scan or photo of a signed sheet (R34).</summary>
    /// <param name="actor">Who takes it in; not the drafter.</param>
    /// <param name="id">The release.</param>
    /// <param name="step">The step signed.</param>
    /// <param name="code">The code typed from the sheet.</param>
    /// <param name="opinion">What is written on it.</param>
    /// <param name="approver">Who signed it.</param>
    /// <param name="signedAt">When, as written on it.</param>
    /// <param name="scan">PDF, PNG or JPEG, at most 20 MB.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task<Outcome<Release>> Paper(
        Actor actor, ReleaseId id, string step, string code, string opinion, PersonId approver, DateTimeOffset signedAt, ReadOnlyMemory<byte> scan, CancellationToken ct)
    {
        var by = await people.Actor(actor.Office, approver, ct);
        return await Kept(actor, "releases.paper", id, scan, (r, view, d, hash) => by is null ? NoOne : OffScreen.Paper(r, step, code, opinion, view.Case.Acting(by), signedAt, hash, view, d.Actor, d.Now),
            null, ct);
    }

    /// <summary>Records a leader's oral approval (代录); its written confirmation falls due at the end of the next working day (R34).</summary>
    public async Task<Outcome<Release>> Oral(
        Actor actor, ReleaseId id, string step, string code, string opinion, PersonId approver, DateTimeOffset spokenAt, string means, CancellationToken ct)
    {
        var by = await people.Actor(actor.Office, approver, ct);
        return await Made(actor, "releases.oral", id, null,
            (r, view, d, _) => by is null ? NoOne : OffScreen.Oral(r, step, code, opinion, view.Case.Acting(by), spokenAt, means, view, d.Actor, d.Now),
            (r, view) => (c, d) => Answering.Spoken(c, d, id.Value, step, Approving.Step(r, step, view)!.Name, by!.Name, Micros.Truncate(spokenAt)), ct);
    }

    /// <summary>Confirms an oral approval in writing: the same person here, or another with the scan of the signed sheet (R34).</summary>
    public Task<Outcome<Release>> ConfirmOral(Actor actor, ReleaseId id, string step, string hash, string code, ReadOnlyMemory<byte>? scan, CancellationToken ct) =>
        scan is { } bytes
            ? Kept(actor, "releases.confirm-oral", id, bytes, (r, _, d, kept) => OffScreen.Confirm(r, step, hash, code, kept, d.Actor), (c, d) => Answering.Written(c, d, id.Value, step, "呈批单"), ct)
            : Made(actor, "releases.confirm-oral", id, null, (r, _, d, _) => OffScreen.Confirm(r, step, hash, code, "", d.Actor), (_, _) => (c, d) => Answering.Written(c, d, id.Value, step, "系统内补签"), ct);

    /// <summary>Makes the 请示 to a body and records that it went (R34). The duty to get the decision is urged at the policy's share of its time.</summary>
    public async Task<Outcome<Release>> RequestOutside(
        Actor actor, ReleaseId id, string body, string hash, ReportMode mode, DateTimeOffset sentAt, string receivedBy, string receipt, CancellationToken ct)
    {
        var (here, item) = await Register(actor, body, ct);
        if (item is not null && mode == ReportMode.System) (sentAt, receivedBy, receipt) = (acts.Clock, "", "");
        return await Made(actor, "releases.request-outside", id, (r, view, office, d) => Asking(r, view, office, d, body, sentAt),
            (r, view, d, document) => Marked(OffScreen.Request(r, body, hash, mode, sentAt, receivedBy, receipt, document, Answering.Due(view.Case, d, sentAt), view, d.Actor, d.Now), item),
            (_, _) => (c, d) => Answering.Requested(c, d, body, Micros.Truncate(sentAt)), ct, DocumentNumbers.Request,
            here, item is not { } to ? null : (act, r, view) => Requested(act, r, view, r.OutsideRequests.Last(o => o.Item == to), ct));
    }

    /// <summary>The 请示 to a body as it stands now, to be sent; nothing is recorded. Refused before the secrecy review has signed (R62).</summary>
    public async Task<Outcome<byte[]>> RequestDocument(Actor actor, ReleaseId id, string body, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        if (await store.Set<ReleaseRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } row) return Gone;
        var r = State(row);
        if (await View(store, actor.Office, r.Case, DateTimeOffset.MaxValue, ct) is not { } view || await Cases.Look(store, r.Case, ct) is not { } look || view.Case.Hides(actor)) return NoCase;
        var now = acts.Clock;
        if (OffScreen.MaySend(r, body, view, view.Case.Acting(actor)) is { } no) return no;
        var office = await Ground.People.Office(store, actor.Office, ct) ?? throw new InvalidDataException($"office {actor.Office} is not there");
        return Docx.Write(Asking(r, view, office, new Deciding(actor, now, look.Rules), body, now));
    }

    /// <summary>Enters a body's decision on the version it was asked about (R34): approved, or refused with its text.</summary>
    public Task<Outcome<Release>> DecideOutside(
        Actor actor, ReleaseId id, string body, string hash, bool approved, string text, string by, DateTimeOffset decidedAt, string evidence, CancellationToken ct) =>
        Made(actor, "releases.decide-outside", id, null,
            (r, view, d, _) => OffScreen.Decide(r, body, hash, approved, text, by, decidedAt, evidence, view, d.Actor, d.Now),
            (_, _) => (c, d) => Answering.Decided(c, d, body, Micros.Truncate(decidedAt), $"{(approved ? "批准" : "不同意")}：{by.Trim()}，{evidence.Trim()}"), ct);

    /// <summary>Makes the copy of the published text for a body and records that it went (R27); without recipient and receipt the duty stays open.</summary>
    public async Task<Outcome<Release>> SendCopy(
        Actor actor, ReleaseId id, string body, ReportMode mode, DateTimeOffset sentAt, string receivedBy, string receipt, CancellationToken ct)
    {
        var (here, item) = await Register(actor, body, ct);
        if (item is not null && mode == ReportMode.System) (sentAt, receivedBy, receipt) = (acts.Clock, "", "");
        return await Made(actor, "releases.send-copy", id, (r, view, office, d) => new ResponseText
        {
            Office = CaseDocuments.Head(office, d.Rules),
            Title = r.Current.Text.Title,
            At = r.PublishedAt ?? d.Now,
            ApprovedText = r.Current.Text.Plain,
            Mends = Mended(r, view.Case),
        }.Compose(),
        (r, view, d, document) => Marked(Copying.Send(r, body, mode, sentAt, receivedBy, receipt, document, view, d), item),
        (r, _) => (c, _) => Copying.Sent(c, r.Id, body, sentAt, receivedBy, receipt), ct, null,
            here, item is not { } to ? null : (act, r, view) => Copied(act, r, view, r.Copies.Last(o => o.Item == to), ct));
    }

    /// <summary>Bodies that must approve the current version (key and name), with the last decision on it; the minutes of R34 beside.</summary>
    public async Task<(IReadOnlyList<(OutsideBody Body, OutsideRequested? Request, OutsideDecided? Decision)> Bodies, ReleaseMinutes Minutes)?> Outside(
        OfficeId office, Release release, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        if (await View(store, office, release.Case, DateTimeOffset.MaxValue, ct) is not { } view) return null;
        var keys = Approving.Outside(release.Current.Text, view);
        var hash = release.Current.Hash;
        return ([.. keys.Select(k => (new OutsideBody(k, view.Policy.Bodies.GetValueOrDefault(k, k)), release.OutsideRequests.LastOrDefault(x => x.Body == k && x.Hash == hash),
                release.OutsideDecisions.LastOrDefault(x => x.Body == k && x.Hash == hash)))],
            release.Minutes(view.Case.DiscoveredAt, Approving.Steps(release.Current.Text, view), keys));
    }

    private static Refusal NoOne => Refusal.NotFound("批准人不在本单位人员中。", "Whoever approved is not one of the office's people.");

    private static OfficialDocument Asking(Release r, GateView view, Office office, Deciding d, string body, DateTimeOffset sentAt) => new ApprovalRequest
    {
        Office = CaseDocuments.Head(office, d.Rules),
        Recipient = d.Rules.Find(body)?.Name ?? body,
        Event = view.Case.Number,
        Subject = view.Case.Title,
        Grade = view.Case.Grade,
        Category = view.Case.Category,
        Title = r.Current.Text.Title,
        Text = r.Current.Text.Plain,
        Mends = Mended(r, view.Case),
        TextCode = r.Current.Code,
        Outlet = Outlet(r, view),
        Number = d.Number,
        Facts = CaseDocuments.Claims(view.Case),
        DueAt = Answering.Due(view.Case, d, sentAt),
        CopiesTo = view.Policy.Approval.Outside.TryGetValue((view.Case.Grade, view.Case.Category), out var o)
            ? [.. o.Copy.Select(k => view.Policy.Bodies.GetValueOrDefault(k, k))] : [],
        At = d.Now,
    }.Compose();

    /// <summary>What the text corrects or withdraws, for whoever decides on paper; null for an answer of its own (R42).</summary>
    private static string? Mended(Release r, Case c) => r.Current.Text.Mends is not { } mends ? null
        : $"{(mends.Withdraws ? "撤回" : "更正")}{(c.Answers.FirstOrDefault(a => a.What.Release == mends.Release) is { } old ? $"发布于{old.What.Link}的" : "")}回应。{(mends.Change is { } change ? $"更正内容：{change}" : "")}";

    private static string Outlet(Release r, GateView view) =>
        view.Policy.Outlets.FirstOrDefault(o => o.Id == r.Current.Text.Outlet)?.Name ?? (r.Current.Text.Outlet == "direct" ? "直接答复" : r.Current.Text.Outlet);

    /// <summary>An act on a release that may make a document and may change its case, all in one transaction.</summary>
    private Task<Outcome<Release>> Made(
        Actor actor, string name, ReleaseId id, Func<Release, GateView, Office, Deciding, OfficialDocument>? compose,
        Func<Release, GateView, Deciding, string, Outcome<ReleaseEntry[]>> decide, Func<Release, GateView, Func<Case, Deciding, Outcome<CaseEntry[]>>>? ofCase, CancellationToken ct,
        string? numbered = null, OfficeId? beside = null, Func<Act, Release, GateView, Task>? then = null) =>
        Entered(actor, name, id, async (act, r, view, d) =>
        {
            if (compose is null) return "";
            if (numbered is not null) d = d with { Number = await Cases.Number(act, numbered, view.Policy.Zone, ct) };
            var office = await Ground.People.Office(act.Store, actor.Office, ct) ?? throw new InvalidDataException($"office {actor.Office} is not there");
            return await Blobs.Keep(act, Docx.Write(compose(r, view, office, d)), CaseDocuments.Docx, ct);
        }, decide, ofCase, ct, beside, then);

    /// <summary>An act on a release that takes a file in.</summary>
    private Task<Outcome<Release>> Kept(
        Actor actor, string name, ReleaseId id, ReadOnlyMemory<byte> scan, Func<Release, GateView, Deciding, string, Outcome<ReleaseEntry[]>> decide,
        Func<Case, Deciding, Outcome<CaseEntry[]>>? ofCase, CancellationToken ct)
    {
        var type = Scan.TypeOf(scan.Span);
        return Entered(actor, name, id, async (act, _, _, _) => type is null ? "" : await Blobs.Keep(act, scan, type, ct),
            (r, view, d, hash) => type is null ? Scan.Unreadable : decide(r, view, d, hash), ofCase is null ? null : (_, _) => ofCase, ct);
    }

    private Task<Outcome<Release>> Entered(
        Actor actor, string name, ReleaseId id, Func<Act, Release, GateView, Deciding, Task<string>> file,
        Func<Release, GateView, Deciding, string, Outcome<ReleaseEntry[]>> decide, Func<Release, GateView, Func<Case, Deciding, Outcome<CaseEntry[]>>>? ofCase, CancellationToken ct,
        OfficeId? beside = null, Func<Act, Release, GateView, Task>? then = null)
    {
        return acts.Run<Release>(actor, name, id.Subject, beside, async act =>
        {
            if (await act.Store.Set<ReleaseRow>().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } row) return Gone;
            var state = State(row);
            if (await View(act.Store, actor.Office, state.Case, act.Now, ct) is not { } view || await Cases.Look(act.Store, state.Case, ct) is not { } look || view.Case.Hides(actor)) return NoCase;
            var deciding = new Deciding(view.Case.Acting(actor), act.Now, look.Rules);
            var decided = decide(state, view, deciding, await file(act, state, view, deciding));
            if (decided.Refusal is { } no) return no;
            var before = state;
            foreach (var entry in decided.Value) state = Release.Apply(state, entry, act.Write(entry, RespondJson.Default.ReleaseEntry));
            (row.Version, row.State) = (state.Version, Bytes(state));
            if (ofCase is not null && (await Cases.Change(act, state.Case, ofCase(before, view), ct)).Refusal is { } refused) return refused;
            if (then is not null) await then(act, state, view);
            return state;
        }, ct);
    }
}
