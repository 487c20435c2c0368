using System.Globalization;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>The category after the assessment, telling the facts first, letters to competent bodies, and what became of a suggestion (R63, R70–R78, S05–S07).</summary>
[AnyPost]
internal sealed class CategoryModel(Referrals referrals, When when) : EventPage
{
    public override string Task => "category";

    /// <summary>Public posts that may be evidence, the newest first.</summary>
    public IReadOnlyList<EvidencePost> Pages { get; private set; } = [];

    public bool Assessed => Event.AssessedAt is not null;

    /// <summary>The finding that waits for its second person.</summary>
    public CategoryProposal? Waiting => Event.CategoryProposals.FirstOrDefault(p => p.Review is null);

    /// <summary>Whether the event has come so far that telling first and referring are of use.</summary>
    public bool Referable => Event.Category is Category.Hype or Category.Fabrication || Event.Referrals.Count > 0;

    /// <summary>What still stands between the event and a letter.</summary>
    public IReadOnlyList<Refusal> Open => Referrals.Open(Event, ReferralKind.Request);

    public bool MaySet => Actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary);

    public bool MayDecide => Actor.IsAny(Role.SectionHead, Role.SupervisingLeader, Role.PrincipalLeader);

    public bool MayExtend => Actor.IsAny(Role.SupervisingLeader, Role.PrincipalLeader) && Event.Duties.Any(d => d is { Open: true, Rule: "R78" });

    public bool MayDraft => Actor.IsAny(Role.Clerk, Role.SectionHead, Role.LegalReviewer);

    public bool IsOutside => Referrals.Outside(Event, Actor);

    /// <summary>Claims verified false, for the elements that need one.</summary>
    public IReadOnlyList<Choice> FalseClaims => Asked(Event.Claims.Where(c => c.Current?.Finding == Finding.False).Select(c => new Choice($"{c.Number}", c.Text)));

    public IReadOnlyList<Choice> Released => [new("", T["没有通过发布的回应，另行告知"]), .. Event.Answers.Where(a => Event.Notices.All(n => n.What.Release != a.What.Release))
        .Select(a => new Choice(a.What.Release, T["{0} 发布的回应", when.Short(a.At)]))];

    public IReadOnlyList<Choice> Bodies => Asked(Policy.Bodies.Where(b => b.Key != "party-group").Select(b => new Choice(b.Key, b.Value)));

    public static string KindName(ReferralKind kind) => kind switch { ReferralKind.Request => "商请查处", ReferralKind.HandOver => "移交侦办", _ => "报送涉嫌违法的谣言" };

    public static string HarmName(HarmKind kind) => kind == HarmKind.NegativeEffect ? "重大负面影响" : "严重损失";

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    protected override async Task More(CancellationToken ct) => Pages = Referable ? await referrals.Pages(Actor, Event, ct) : [];

    public async Task<IActionResult> OnPostSetAsync(string id, Category category, string? basis, long? seen, CancellationToken ct) =>
        await Done(await referrals.SetCategory(Actor, new(id), category, basis ?? "", ct, seen), id, "类别已改。", ct);

    public async Task<IActionResult> OnPostProposeAsync(string id, Category category, long? seen, CancellationToken ct)
    {
        var elements = Referrals.Elements(category).Where(e => Typed($"on-{e}") == "true")
            .Select(e => new ElementFound(e, Typed($"evidence-{e}"), Number($"claim-{e}"), Typed($"personal-{e}") == "true")).ToList();
        return await Done(await referrals.Propose(Actor, new(id), category, elements, ct, seen), id, "已提请认定，等待另一人复核；复核前类别不变。", ct);
    }

    public async Task<IActionResult> OnPostSecondAsync(string id, int proposal, string? agreed, string? opinion, long? seen, CancellationToken ct) =>
        await Done(await referrals.Review(Actor, new(id), proposal, agreed == "true", opinion ?? "", ct, seen), id, agreed == "true" ? "已认定。" : "未予认定，类别不变。", ct);

    public async Task<IActionResult> OnPostTellAsync(string id, string? release, string? toldAt, string? told, string? how, long? seen, CancellationToken ct)
    {
        var answer = Event is null && await Load(id, ct) is NotFoundResult ? null : Event?.Answers.FirstOrDefault(a => a.What.Release == release);
        var at = answer?.At ?? when.Happened(toldAt);
        if (at is null)
        {
            Wrong("toldAt", "请填写告知时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await referrals.Tell(Actor, new(id), release, at.Value, told ?? "", how ?? "", ct, seen), id, "已登记告知。", ct);
    }

    public async Task<IActionResult> OnPostHarmAsync(string id, HarmKind harmKind, string? harm, string? sufferer, string? harmEvidence, long? seen, CancellationToken ct) =>
        await Done(await referrals.Harmed(Actor, new(id), harmKind, harm ?? "", sufferer ?? "", harmEvidence ?? "", ct, seen), id, "已登记损害。", ct);

    public async Task<IActionResult> OnPostDraftAsync(string id, ReferralKind kind, string? body, string? spread, string? law, string? request, long[] pages, long? seen, CancellationToken ct) =>
        await Done(await referrals.Draft(Actor, new(id), new LetterText(kind, body ?? "", spread ?? "", Lines(law), request ?? "", pages), ct, seen), id, "函件已起草，请法制审核员、主要领导依次签署。", ct);

    public async Task<IActionResult> OnPostSignAsync(string id, int referral, string? hash, CancellationToken ct) =>
        await Done(await referrals.Sign(Actor, new(id), referral, hash ?? "", ct), id, "已签署。", ct);

    public async Task<IActionResult> OnPostDispatchAsync(string id, int referral, long? seen, CancellationToken ct)
    {
        if (when.Happened(Typed($"sentAt{referral}")) is not { } at)
        {
            Wrong($"sentAt{referral}", "请填写发出时间。");
            return await Again(() => Load(id, ct), Response);
        }
        var act = referrals.Send(Actor, new(id), referral, at, Typed($"how{referral}"), Typed($"receivedBy{referral}"), Typed($"receipt{referral}"), ct, seen);
        return await Done(await act, id, "已登记发出，等待答复。", ct);
    }

    public async Task<IActionResult> OnPostUrgeAsync(string id, int referral, long? seen, CancellationToken ct) =>
        await Done(await referrals.Urge(Actor, new(id), referral, Typed($"urge{referral}"), ct, seen), id, "已登记催办。", ct);

    public async Task<IActionResult> OnPostAnsweredAsync(string id, int referral, long? seen, CancellationToken ct)
    {
        if (when.Happened(Typed($"answeredAt{referral}")) is not { } at)
        {
            Wrong($"answeredAt{referral}", "请填写答复时间。");
            return await Again(() => Load(id, ct), Response);
        }
        var act = referrals.Answered(Actor, new(id), referral, Typed($"taken{referral}") == "true", at, Typed($"reply{referral}"), Typed($"replyEvidence{referral}"), ct, seen);
        return await Done(await act, id, "已登记答复。", ct);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string id, int referral, long? seen, CancellationToken ct) =>
        await Done(await referrals.Withdraw(Actor, new(id), referral, Typed($"withdraw{referral}"), ct, seen), id, "函件已撤回。", ct);

    public async Task<IActionResult> OnPostDecideAsync(string id, Adoption adoption, string? why, long? seen, CancellationToken ct) =>
        await Done(await referrals.Decide(Actor, new(id), adoption, why ?? "", ct, seen), id, "已登记采纳情况，回应中须写明。", ct);

    public async Task<IActionResult> OnPostComplexAsync(string id, string? complex, long? seen, CancellationToken ct) =>
        await Done(await referrals.Complex(Actor, new(id), complex ?? "", ct, seen), id, "已按复杂事项延长。", ct);

    private int? Number(string field) => int.TryParse(Typed(field), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
