using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>A step that must sign, and in which section.</summary>
/// <param name="Id">Step id; a countersignature adds the section after a colon.</param>
/// <param name="Name">As the office calls it.</param>
/// <param name="By">Posts that may sign.</param>
/// <param name="Section">The section whose head signs, if it matters.</param>
public sealed record RequiredStep(string Id, string Name, IReadOnlyList<Role> By, SectionId? Section)
{
    /// <summary>Whether it is one section's part of the countersigning.</summary>
    public bool Countersigns => Id.StartsWith($"{ApprovalSteps.Countersign}:", StringComparison.Ordinal);

    /// <summary>Whether the actor's posts fit the step.</summary>
    public bool Fits(Actor actor) => By.Any(role =>
        Section is { } section && role is (Role.SectionHead or Role.SectionOfficer) ? actor.Is(role, section) : actor.Is(role));
}

/// <summary>The approval chain (R65, "Who may not be two things at once"): pure decisions over a release and its case.</summary>
public static class Approving
{
    /// <summary>The steps this text needs now, in order; a changed category or a changed section changes them.</summary>
    public static IReadOnlyList<RequiredStep> Steps(ReleaseText text, GateView view)
    {
        var c = view.Case;
        var chain = view.Policy.Approval.Chain.Where(s => s.Id != ApprovalSteps.Draft);
        if (text is { Line: ReleaseText.StandingLine, Mends: null })
        {
            // The words themselves were approved by the first responsible persons; the office still checks that they fit.
            return [.. chain.Where(s => s.Id == ApprovalSteps.OfficeCheck).Select(s => new RequiredStep(s.Id, s.Name, s.By, null))];
        }
        var helpers = (c.Recorded?.Helpers ?? []).Where(h => h != c.Assigned?.Section).Distinct().ToList();
        var steps = new List<RequiredStep>();
        foreach (var s in chain.Where(s => s.AppliesTo(c.Category, helpers.Count > 0)))
        {
            if (s.Id == ApprovalSteps.Countersign) steps.AddRange(helpers.Select(h => new RequiredStep($"{s.Id}:{h}", s.Name, s.By, h)));
            else steps.Add(new(s.Id, s.Name, s.By, s.Id == ApprovalSteps.SectionHead ? c.Assigned?.Section : null));
        }
        // Its signature is the superior body's, which is asked and answers like every body outside (S09).
        if (c.FirstNamed) steps.RemoveAll(s => s.Id == ApprovalSteps.PrincipalLeader);
        return steps;
    }

    /// <summary>The signatures on the current version that still bind: those of somebody the event names by now do not (S09).</summary>
    internal static IEnumerable<Signature> Holding(Release r, GateView view) => r.Valid.Where(s => !view.Case.Names(s.By));

    /// <summary>A new version goes up; refused while any gate is open.</summary>
    public static Outcome<ReleaseEntry[]> Submit(Release? r, ReleaseId id, ReleaseText text, GateView view, Actor actor, IReadOnlyList<int>? numbers = null)
    {
        var c = view.Case;
        if (c.ClosedAt is not null) return No("case.closed", "R48", "事件已销号。", "The event is closed.");
        if (!actor.IsAny(Role.SectionOfficer, Role.SectionHead, Role.Clerk, Role.Spokesperson))
        {
            return Refusal.NotYourPost("R64", "由承办科室或办公室起草回应。", "The handling section or the office drafts an answer.");
        }
        if (r?.Published is not null) return No("release.published", "R42", "已发布；如需更改请出更正。", "Already published; a change is a correction.");
        if (r?.Withdrawn is not null) return Gone;
        var normal = text.Normalised();
        if (Gates.Check(normal, view, numbers) is [var first, ..]) return first;
        if (normal.Kind == AnswerKind.Result && normal.Mends is null && c.CompletedAt is null && !c.AtOnce)
        {
            return No("release.early-result", "R69", "办结后才能回复处理结果；能当即回复的请先标记。", "The result follows completion, unless it is marked to be answered at once.");
        }
        var hash = normal.Hash();
        if (r is not null && r.Current.Hash == hash && r.Returned is null) return No("release.same", "R34", "文本没有变化。", "The text has not changed.");
        return new ReleaseEntry[] { new ReleaseSubmitted(id, c.Id, (r?.Versions.Count ?? 0) + 1, normal, hash) };
    }

    /// <summary>Signs a step of exactly the version with that hash.</summary>
    public static Outcome<ReleaseEntry[]> Sign(Release r, string step, string hash, string opinion, GateView view, Actor actor) =>
        May(r, step, hash, view, actor) is { } no ? no
        : new ReleaseEntry[] { new ReleaseSigned(step, hash, opinion.Trim(), InPlaceOf(Step(r, step, view)!, actor)) };

    /// <summary>Whether a person may approve that step of that version, however the approval is given: post, drafter, gates and order.</summary>
    internal static Refusal? May(Release r, string step, string hash, GateView view, Actor approver)
    {
        if (Current(r, hash) is { } stale) return stale;
        if (view.Case.Hides(approver)) return No("sign.named", "S09", "事项反映此人的个人行为，此人应当回避，不能审批。", "The event names that person, who approves nothing of it.");
        var steps = Steps(r.Current.Text, view);
        var mine = steps.FirstOrDefault(s => s.Id == step);
        if (mine is null) return Refusal.NotFound("没有这个审批环节。", "There is no such step.");
        if (!mine.Fits(approver)) return Refusal.NotYourPost("R65", $"该岗位不能办理“{mine.Name}”。", "That post may not sign this step.");
        if (r.Versions.Any(v => v.Drafter == approver.Person)) return No("sign.own", "R65", "起草人不能审批自己的文稿。", "The drafter may not approve the own text.");
        if (Holding(r, view).Any(s => s.Step == step)) return No("sign.twice", "R65", "该环节已签署。", "This step is already signed.");
        if (Gates.Check(r.Current.Text, view) is [var first, ..]) return first;
        // 会签: the sections sign side by side, each the same text (R08); what follows waits for all of them.
        foreach (var before in steps.TakeWhile(s => s.Id != step).Where(s => !(s.Countersigns && mine.Countersigns)))
        {
            var signed = Holding(r, view).Any(s => s.Step == before.Id);
            // In parallel when urgent, but the leaders never sign before the secrecy review has (R62).
            var needed = !r.Current.Text.Urgent || !view.Policy.Approval.UrgentInParallel || (before.Id == ApprovalSteps.SecrecyReview && IsLeader(step));
            if (needed && !signed) return No("sign.order", before.Id == ApprovalSteps.SecrecyReview ? "R62" : "R65", $"须先完成“{before.Name}”。", $"“{before.Id}” comes first.");
        }
        return null;
    }

    /// <summary>The step as the current version needs it, or null.</summary>
    internal static RequiredStep? Step(Release r, string step, GateView view) => Steps(r.Current.Text, view).FirstOrDefault(s => s.Id == step);

    /// <summary>In whose place the person signs, when only as a deputy.</summary>
    internal static PersonId? InPlaceOf(RequiredStep step, Actor approver) => step.By.Where(approver.Is).Select(approver.InPlaceOf).FirstOrDefault();

    /// <summary>Bodies that must approve the version before it is published (R27, R34); none for the standing line, whose words were approved before.</summary>
    public static IReadOnlyList<string> Outside(ReleaseText text, GateView view) =>
        text is { Line: ReleaseText.StandingLine, Mends: null } ? []
        : [.. (view.Policy.Approval.Outside.TryGetValue((view.Case.Grade, view.Case.Category), out var outside) ? outside.Approve : []).Union(Superior(view))];

    /// <summary>The superior body, which approves in the place of a named first responsible person (S09).</summary>
    private static IEnumerable<string> Superior(GateView view) => view.Case.FirstNamed ? [view.Policy.Reporting[view.Case.Grade][^1][0]] : [];

    /// <summary>Sends it back with a reason.</summary>
    public static Outcome<ReleaseEntry[]> Return(Release r, string step, string hash, string reason, GateView view, Actor actor)
    {
        if (Current(r, hash) is { } stale) return stale;
        var mine = Steps(r.Current.Text, view).FirstOrDefault(s => s.Id == step);
        if (mine is null) return Refusal.NotFound("没有这个审批环节。", "There is no such step.");
        if (!mine.Fits(actor)) return Refusal.NotYourPost("R65", $"您的岗位不能办理“{mine.Name}”。", "Your post may not act on this step.");
        if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R65", "请填写退回意见。", "Say why it goes back.");
        return new ReleaseEntry[] { new ReleaseReturned(step, hash, reason.Trim()) };
    }

    /// <summary>Takes an unpublished draft back, for good: whoever drafted a version, or the office's clerk (R34). What was published is corrected instead (R42).</summary>
    public static Outcome<ReleaseEntry[]> Withdraw(Release r, string hash, string reason, Actor actor)
    {
        if (r.Published is not null) return No("release.published", "R42", "已发布的不能撤回；如需更改请出更正。", "What is published is not taken back; a change is a correction.");
        if (r.Withdrawn is not null) return Gone;
        if (!actor.Is(Role.Clerk) && r.Versions.All(v => v.Drafter != actor.Person)) return Refusal.NotYourPost("R34", "由起草人或办公室经办人撤回。", "Its drafter or the office's clerk takes it back.");
        if (r.Current.Hash != hash) return Newer;
        if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R34", "请填写撤回理由。", "Say why it is taken back.");
        return new ReleaseEntry[] { new ReleaseWithdrawn(hash, reason.Trim()) };
    }

    /// <summary>Publishes exactly the approved version: every gate and every signature is looked at again, as things stand now.</summary>
    public static Outcome<ReleaseEntry[]> Publish(Release r, string hash, string outlet, string link, string? posted, GateView view, Actor actor)
    {
        if (Current(r, hash) is { } stale) return stale;
        var text = r.Current.Text;
        if (outlet != text.Outlet) return No("publish.outlet", "R66", "只能在批准的渠道发布。", "It may be published only at the approved outlet.");
        var known = view.Policy.Outlets.FirstOrDefault(o => o.Id == outlet);
        IReadOnlyList<Role> publishers = outlet == "direct" ? [Role.Clerk] : known?.Publishers ?? [];
        if (!actor.SignedIn || !publishers.Any(actor.Is))
        {
            return No("publish.post", "R38", "各科室不得擅自发布，须由统一出口的发布人员发布。", "Only the unified outlet's publisher may publish.");
        }
        if (Gates.Check(text, view) is [var first, ..]) return first;
        if (Steps(text, view).FirstOrDefault(s => Holding(r, view).All(v => v.Step != s.Id)) is { } missing)
        {
            return No("publish.unapproved", "R27", $"尚未完成“{missing.Name}”，不能发布。", $"Step “{missing.Id}” has not signed this version.");
        }
        if (r.Valid.Any(s => r.Versions.Any(v => v.Drafter == s.By || v.Drafter == s.RecordedBy))) return No("sign.own", "R65", "起草人不能审批自己的文稿。", "The drafter may not approve the own text.");
        if (Outside(text, view).FirstOrDefault(b => r.OutsideApprovals.All(o => o.Hash != hash || o.Body != b)) is { } body)
        {
            return No("publish.outside", "R27", $"须经{view.Policy.Bodies.GetValueOrDefault(body, body)}批准后发布。", $"“{body}” must approve first.");
        }
        if (known is { Kind: not OutletKind.Site })
        {
            if (!Uri.TryCreate(link, UriKind.Absolute, out var u) || u.Scheme is not ("http" or "https")) return Refusal.Invalid("R38", "请填写已发布内容的链接。", "Give the link where it was posted.");
            if (ReleaseText.Normal(posted ?? "") != text.Plain) return No("publish.posted-differs", "R38", "发布的文字与批准的文本不一致。", "What was posted differs from the approved text.");
        }
        return new ReleaseEntry[] { new ReleasePublished(hash, outlet, link) };
    }

    internal static Refusal? Current(Release r, string hash) =>
        r.Published is not null ? No("release.published", "R42", "已发布。", "Already published.")
        : r.Withdrawn is not null ? Gone
        : r.Returned is not null ? No("release.returned", "R65", "已退回修改，请等待新版本。", "It was sent back; wait for a new version.")
        : r.Current.Hash != hash ? Newer
        : null;

    internal static bool IsLeader(string step) => step is ApprovalSteps.SupervisingLeader or ApprovalSteps.PrincipalLeader;

    private static Refusal Newer => No("release.changed", "R34", "文本已有新版本，原审批作废，请重新核阅。", "There is a newer version; look at that one.");

    private static Refusal Gone => No("release.withdrawn", "R34", "这一稿已撤回；需要回应的，请另起一稿。", "It was taken back; write another.");

    private static Refusal No(string code, string clause, string zh, string en) => new(code, clause, zh, en);
}
