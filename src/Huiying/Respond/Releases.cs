using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Assess.Passages;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Respond;

/// <summary>The standing line's words were approved by one of the first responsible persons (R37).</summary>
public sealed record StandingApproved(string TextHash, Role As, DateTimeOffset Until);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StandingApproved))]
internal sealed partial class StandingJson : JsonSerializerContext;

/// <summary>Drafts, approvals and publication (R27, R34–R38, R62, R65–R69). The only way to the public site.</summary>
public sealed partial class Releases(Acts acts, IDbContextFactory<Store> stores, Cases cases, Ledger ledger, PolicyVersions policies, People people, OfficeTree tree, Incomings incomings, PolicyDocuments documents)
{
    private static readonly Role[] StandingSigners = [Role.PrincipalLeader, Role.PartySecretary];

    /// <summary>The releases of a case, oldest first.</summary>
    public async Task<IReadOnlyList<Release>> Of(OfficeId office, CaseId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = await store.Set<ReleaseRow>().AsNoTracking().Where(r => r.Case == id).OrderBy(r => r.Id).ToListAsync(ct);
        return [.. rows.Select(State)];
    }

    /// <summary>The releases of those cases, as the ledger names them.</summary>
    public async Task<IReadOnlyList<Subject>> Subjects(OfficeId office, IReadOnlyList<CaseId> of, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return [.. (await store.Set<ReleaseRow>().AsNoTracking().Where(r => of.Contains(r.Case)).Select(r => r.Id).ToListAsync(ct)).Select(r => r.Subject)];
    }

    /// <summary>One release, or null.</summary>
    public async Task<Release?> Find(OfficeId office, ReleaseId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<ReleaseRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } row ? State(row) : null;
    }

    /// <summary>The state rebuilt from the ledger alone.</summary>
    public async Task<Release?> Replay(OfficeId office, ReleaseId id, CancellationToken ct = default)
    {
        Release? state = null;
        await foreach (var e in ledger.Read(office, id.Subject, 0, ct))
        {
            if (!e.Act.EndsWith(".refused", StringComparison.Ordinal)) state = Release.Apply(state, e.As(RespondJson.Default.ReleaseEntry), e.Stamp);
        }
        return state;
    }

    /// <summary>The state as stored bytes, for comparing a cache with its replay.</summary>
    public static byte[] Bytes(Release state) => JsonSerializer.SerializeToUtf8Bytes(state, RespondJson.Default.Release);

    /// <summary>Keeps what someone is typing; no act, no entry, only theirs.</summary>
    public async Task SaveDraft(Actor actor, CaseId id, ReleaseText text, CancellationToken ct)
    {
        await using var store = stores.Open(actor.Office);
        var row = await store.Set<DraftRow>().SingleOrDefaultAsync(d => d.Case == id && d.Person == actor.Person, ct);
        if (row is null) store.Add(row = new DraftRow { Office = actor.Office, Case = id, Person = actor.Person });
        row.Text = JsonSerializer.SerializeToUtf8Bytes(text, RespondJson.Default.ReleaseText);
        row.SavedAt = Micros.Truncate(acts.Clock);
        await store.SaveChangesAsync(ct);
    }

    /// <summary>What the actor was typing for this case, or null.</summary>
    public async Task<ReleaseText?> Draft(Actor actor, CaseId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        var row = await store.Set<DraftRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Case == id && d.Person == actor.Person, ct);
        return row is null ? null : JsonSerializer.Deserialize(row.Text, RespondJson.Default.ReleaseText);
    }

    /// <summary>What still stands in a text's way, without submitting it.</summary>
    /// <inheritdoc cref="Gates.Check" path="/param[@name='numbers']"/>
    public async Task<IReadOnlyList<Refusal>> Check(Actor actor, CaseId id, ReleaseText text, CancellationToken ct, IReadOnlyList<int>? numbers = null)
    {
        await using var store = stores.Open(actor.Office);
        return await View(store, actor.Office, id, DateTimeOffset.MaxValue, ct) is { } view && !view.Case.Hides(actor) ? Gates.Check(text.Normalised(), view, numbers) : [NoCase];
    }

    /// <summary>The steps a release needs now, with who signed.</summary>
    public async Task<IReadOnlyList<(RequiredStep Step, Signature? Signed)>> Steps(OfficeId office, Release release, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        if (await View(store, office, release.Case, DateTimeOffset.MaxValue, ct) is not { } view) return [];
        return [.. Approving.Steps(release.Current.Text, view).Select(s => (s, Approving.Holding(release, view).FirstOrDefault(v => v.Step == s.Id)))];
    }

    /// <summary>A text goes up for approval as a new release of the case, or as the next version of one (R34).</summary>
    public async Task<Outcome<Release>> Submit(Actor actor, CaseId id, ReleaseText text, ReleaseId? release, CancellationToken ct, IReadOnlyList<int>? numbers = null)
    {
        var which = release ?? Ids.New<ReleaseId>();
        var old = text.Mends is { Withdraws: false } mends ? (await Find(actor.Office, new ReleaseId(mends.Release), ct))?.Current.Text : null;
        return await Run(actor, "releases.submit", which, id, (r, view) =>
            release is not null && r is null ? Refusal.NotFound("没有这份文稿。", "There is no such release.")
            : r is not null && r.Case != id ? Refusal.NotFound("没有这份文稿。", "There is no such release.")
            : old is not null && old.Title.Trim() == text.Title.Trim() && old.Plain == text.Normalised().Plain
                ? new Refusal("release.mends-same", "R42", "更正稿与原文一字不差，请改动有误的地方；没有可改的不必更正。", "The correction is the old text; change what is wrong in it.")
            : Approving.Submit(r, which, text, view, view.Case.Acting(actor), numbers), null, ct);
    }

    /// <summary>Signs a step of the version with that hash (R65).</summary>
    /// <param name="actor">Who signs.</param>
    /// <param name="id">The release.</param>
    /// <param name="step">The step.</param>
    /// <param name="hash">The version looked at.</param>
    /// <param name="opinion">What is said with it; may be empty.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <param name="shown">What the page showed of cited documents that are not in force (<see cref="Lapses"/>); null where no page stands between.</param>
    public async Task<Outcome<Release>> Sign(Actor actor, ReleaseId id, string step, string hash, string opinion, CancellationToken ct, string? shown = null)
    {
        var unseen = await Unseen(actor, id, shown, ct);
        return await Run(actor, "releases.sign", id, null,
            (r, view) => r is null ? Gone : Seen(Approving.Sign(r, step, hash, opinion, view, view.Case.Acting(actor)), unseen), null, ct);
    }

    /// <summary>Sends the version back (R65).</summary>
    public Task<Outcome<Release>> Return(Actor actor, ReleaseId id, string step, string hash, string reason, CancellationToken ct) =>
        Run(actor, "releases.return", id, null, (r, view) => r is null ? Gone : Approving.Return(r, step, hash, reason, view, view.Case.Acting(actor)), null, ct);

    /// <summary>Takes the unpublished version with that hash back, with a reason (R34); requests to bodies outside that wait for it are owed no longer. Refused once published (R42).</summary>
    public Task<Outcome<Release>> Withdraw(Actor actor, ReleaseId id, string hash, string reason, CancellationToken ct) =>
        Run(actor, "releases.withdraw", id, null, (r, view) => r is null ? Gone : Approving.Withdraw(r, hash, reason, view.Case.Acting(actor)),
            async (act, r, _) => (await Cases.Change(act, r.Case, (c, d) => Answering.Withdrawn(c, d, r.OutsideRequests), ct)).Refusal is { } no ? no : default(Done), ct);

    /// <summary>
    /// Publishes the approved version (R27, R38, R66). Gates and signatures are judged again inside this transaction; the public row, the release's entry
    /// and the case's are one commit.
    /// </summary>
    /// <param name="actor">The unified outlet's publisher.</param>
    /// <param name="id">The release.</param>
    /// <param name="hash">The version looked at.</param>
    /// <param name="outlet">Where.</param>
    /// <param name="link">For an outlet outside this site: where it was posted.</param>
    /// <param name="posted">For an outlet outside this site: the text as posted; must equal the approved one.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <inheritdoc cref="Sign" path="/param[@name='shown']"/>
    public async Task<Outcome<Release>> Publish(Actor actor, ReleaseId id, string hash, string outlet, string? link, string? posted, CancellationToken ct, string? shown = null)
    {
        var unseen = await Unseen(actor, id, shown, ct);
        return await Run(actor, "releases.publish", id, null,
            (r, view) => r is null ? Gone : actor.Office.IsDrill && !OnSite(outlet, view) ? OutsideDrill
                : Seen(Approving.Publish(r, hash, outlet, Link(actor, id, link, outlet, view), posted, view, view.Case.Acting(actor)), unseen),
            async (act, r, view) =>
            {
                var text = r.Current.Text;
                var answered = new Answered(id.Value, text.Kind, hash, outlet, r.Published!.Link, text.Scope, [.. text.Claims.Where(c => c.Paragraph is not null).Select(c => c.Claim)], text is { Line: ReleaseText.StandingLine, Mends: null } ? true : null);
                var entered = await Cases.Change(act, r.Case, (c, d) => text.Mends is { Withdraws: true } withdrawal
                    ? Answering.Withdraw(c, d, id, withdrawal.Release, answered.Link, Copying.Bodies(text, view))
                    : Answering.Answer(c, d, answered, text.Cites, Copying.Bodies(text, view), text.Mends?.Release), ct);
                if (entered.Refusal is { } no) return no;
                if ((await Cases.Change(act, r.Case, (c, d) => Answering.Withdrawn(c, d, r.OutsideRequests, "已发布，不再等候批复"), ct)).Refusal is { } waited) return waited;
                // In a drill it is published inside the drill only: there is never a row that the public site could show (R55).
                if (OnSite(outlet, view) && !actor.Office.IsDrill)
                {
                    var (_, rules) = (await Cases.Look(act.Store, r.Case, ct))!.Value;
                    act.Store.Add(new AnswerRow
                    {
                        Office = actor.Office,
                        Release = id,
                        Number = await Cases.Number(act, "answer", rules, ct),
                        Hash = hash,
                        PublishedAt = act.Now,
                        Mends = text.Mends is { } mends ? new ReleaseId(mends.Release) : null,
                        Text = JsonSerializer.SerializeToUtf8Bytes(text, RespondJson.Default.ReleaseText),
                    });
                }
                return default(Done);
            }, ct);
    }

    /// <summary>The effect of a published answer (R05).</summary>
    public Task<Outcome<Case>> Effect(Actor actor, CaseId id, EffectRecorded effect, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "releases.effect", (c, d) => Answering.Effect(c, d, effect), ct, seen);

    /// <summary>Whether the standing line in the policy's exact words holds now, and until when.</summary>
    public async Task<DateTimeOffset?> StandingUntil(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await StandingUntil(store, await policies.Current(store, ct), ct);
    }

    /// <summary>Who of the first responsible persons has approved the standing line's present words, and until when; null where an approval is missing or has expired (R37).</summary>
    public async Task<IReadOnlyList<(Role Role, PersonId? By, DateTimeOffset? At, DateTimeOffset? Until)>> StandingApprovals(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = await StandingRows(store, await policies.Current(store, ct), ct);
        return [.. StandingSigners.Select(role => rows.FirstOrDefault(r => r.Role == role && r.Until > acts.Clock) is { } row
            ? (role, (PersonId?)row.By, (DateTimeOffset?)row.At, (DateTimeOffset?)row.Until) : (role, null, null, null))];
    }

    /// <summary>A first responsible person approves the standing line's words for the policy's term (R37).</summary>
    public Task<Outcome<Done>> ApproveStanding(Actor actor, Role role, CancellationToken ct) =>
        acts.Run<Done>(actor, "releases.approve-standing", Subject.Of(actor.Office), async act =>
        {
            if (!StandingSigners.Contains(role) || !actor.Is(role)) return Refusal.NotYourPost("R37", "常备口径由主要领导和党组书记批准。", "The principal leader and the secretary approve the standing line.");
            var policy = await policies.Current(act.Store, ct);
            var hash = Policy.HashOf(ReleaseText.Normal(policy.StandingLine.Text));
            var until = act.Now + policy.StandingLine.Valid;
            var row = await act.Store.Set<StandingRow>().SingleOrDefaultAsync(s => s.TextHash == hash && s.Role == role, ct);
            if (row is not null) act.Store.Remove(row);
            await act.Store.SaveChangesAsync(ct);
            act.Store.Add(new StandingRow { Office = actor.Office, TextHash = hash, Role = role, By = actor.Person, At = act.Now, Until = until });
            act.Write(new StandingApproved(hash, role, until), StandingJson.Default.StandingApproved);
            return default(Done);
        }, ct);

    /// <summary>Names what a page showed of cited documents that are not in force; empty for none.</summary>
    public static string Lapses(IEnumerable<LapsedCitation> lapsed) => string.Join(' ', lapsed.Select(l => l.Key).Distinct().Order(StringComparer.Ordinal));

    /// <summary>
    /// Why the act has to wait: since the page was opened a cited document has lapsed, which nobody may approve or publish without having been told. That it has lapsed is no
    /// hindrance itself: what held when the matter happened may have to be quoted.
    /// </summary>
    private async Task<Refusal?> Unseen(Actor actor, ReleaseId id, string? shown, CancellationToken ct)
    {
        return shown is null || Lapses(await Lapsed(actor.Office, id, ct)) == shown ? null : new Refusal("release.lapsed", "R35", "打开页面之后，文中引用的政策文件有变化，请看过提示再办；需要改的，退回修改。",
            "A policy document the text cites has changed since the page was opened: read the note, then decide; send the text back if it has to change.");
    }

    private async Task<IReadOnlyList<LapsedCitation>> Lapsed(OfficeId office, ReleaseId id, CancellationToken ct) =>
        await Find(office, id, ct) is { } release ? await documents.Lapsed(office, [.. release.Current.Text.Body.Select(p => p.Text)], ct) : [];

    private static Outcome<ReleaseEntry[]> Seen(Outcome<ReleaseEntry[]> decided, Refusal? unseen) => decided.Ok && unseen is not null ? unseen : decided;

    private static Refusal Gone => Refusal.NotFound("没有这份文稿。", "There is no such release.");

    private static Refusal NoCase => Refusal.NotFound("没有这个事件。", "There is no such event.");

    private static Refusal OutsideDrill => new("drill.outside", "R55", "演练中不能登记在系统以外发布或答复；请以本单位网站为渠道模拟发布，只在演练内可见。",
        "In a drill nothing is published or answered outside; use the office's site as the outlet, it is simulated inside the drill.");

    private static bool OnSite(string outlet, GateView view) => view.Policy.Outlets.FirstOrDefault(o => o.Id == outlet) is { Kind: OutletKind.Site };

    private static string Link(Actor actor, ReleaseId id, string? link, string outlet, GateView view) =>
        OnSite(outlet, view) ? actor.Office.IsDrill ? $"/events/{view.Case.Id}/answers/{id}" : $"{Offices.PublicPath(actor.Office)}/answers/{id}" : link ?? (outlet == "direct" ? "direct" : "");

    private Task<Outcome<Release>> Run(
        Actor actor, string name, ReleaseId id, CaseId? ofCase, Func<Release?, GateView, Outcome<ReleaseEntry[]>> decide,
        Func<Act, Release, GateView, Task<Outcome<Done>>>? then, CancellationToken ct) =>
        acts.Run<Release>(actor, name, id.Subject, async act =>
        {
            var row = await act.Store.Set<ReleaseRow>().SingleOrDefaultAsync(r => r.Id == id, ct);
            var state = row is null ? null : State(row);
            if ((state?.Case ?? ofCase) is not { } caseId) return Gone;
            if (await View(act.Store, actor.Office, caseId, act.Now, ct) is not { } view || view.Case.Hides(actor)) return NoCase;
            var decided = decide(state, view);
            if (decided.Refusal is { } no) return no;
            foreach (var entry in decided.Value) state = Release.Apply(state, entry, act.Write(entry, RespondJson.Default.ReleaseEntry));
            if (row is null) act.Store.Add(row = new ReleaseRow { Office = actor.Office, Id = id, Case = caseId });
            (row.Version, row.Published, row.State) = (state!.Version, state.Published is not null, Bytes(state));
            if (then is not null && await then(act, state, view) is { Refusal: { } refused }) return refused;
            return state;
        }, ct);

    private async Task<GateView?> View(Store store, OfficeId office, CaseId id, DateTimeOffset now, CancellationToken ct)
    {
        if (await Cases.Look(store, id, ct) is not { } look) return null;
        var until = await StandingUntil(store, look.Rules.Policy, ct);
        var contact = (await People.Office(store, office, ct))?.Contact ?? "";
        return new GateView(look.Case, look.Rules.Policy, until is { } u && u > (now == DateTimeOffset.MaxValue ? acts.Clock : now), contact);
    }

    private static async Task<DateTimeOffset?> StandingUntil(Store store, Policy policy, CancellationToken ct)
    {
        var rows = await StandingRows(store, policy, ct);
        return StandingSigners.All(r => rows.Any(x => x.Role == r)) ? rows.Min(x => x.Until) : null;
    }

    private static Task<List<StandingRow>> StandingRows(Store store, Policy policy, CancellationToken ct)
    {
        var hash = Policy.HashOf(ReleaseText.Normal(policy.StandingLine.Text));
        return store.Set<StandingRow>().AsNoTracking().Where(s => s.TextHash == hash).ToListAsync(ct);
    }

    private static Release State(ReleaseRow row) =>
        JsonSerializer.Deserialize(row.State, RespondJson.Default.Release) ?? throw new InvalidDataException($"release {row.Id} has no state");
}
