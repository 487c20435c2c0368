using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Respond;

/// <summary>
/// The risk assessment before policy information is released (R01). Pure. With a trigger it is approved by the policy's chain, each step for exactly that text and never
/// by who wrote it; an edit voids all of it.
/// </summary>
public static class Appraising
{
    private static readonly Role[] Writers = [Role.Clerk, Role.SectionOfficer, Role.SectionHead, Role.Spokesperson];

    /// <summary>Who may write one.</summary>
    public static bool MayWrite(Actor actor) => actor.IsAny(Writers);

    /// <summary>The steps a text needs: the policy's chain for answers, without what belongs to an event. None without a trigger.</summary>
    public static IReadOnlyList<RequiredStep> Steps(AppraisalText text, Policy policy) => text.Triggers.Count == 0 ? []
        : [.. policy.Approval.Chain.Where(s => s.Id is not (ApprovalSteps.Draft or ApprovalSteps.Countersign) && s.Categories.Count == 0)
            .Select(s => new RequiredStep(s.Id, s.Name, s.By, null))];

    /// <summary>The step that is next, or null.</summary>
    public static RequiredStep? Next(Appraisal a, Policy policy) => Steps(a.Current.Text, policy).FirstOrDefault(s => a.Valid.All(v => v.Step != s.Id));

    /// <summary>A first or another version.</summary>
    public static Outcome<AppraisalEntry[]> Write(Appraisal? a, AppraisalId id, AppraisalText text, Actor actor, bool planKnown)
    {
        if (!MayWrite(actor)) return Refusal.NotYourPost("R01", "由办公室或科室填写发布前风险评估。", "The office or a section writes the assessment.");
        var t = text.Normalised();
        if (Handle.Deciding.Missing("R01", (t.Title, "拟发布信息的名称", "the title"), (t.Text, "拟发布的原文", "the exact text"), (t.Risks, "风险点", "the risks"),
            (t.Line, "口径", "the prepared line"), (t.Contingency, "应对安排", "the contingency")) is { } missing) return missing;
        if (!planKnown) return Refusal.NotFound("没有这个预案。", "There is no such plan.");
        var hash = t.Hash();
        if (a is not null && a.Current.Hash == hash && a.Returned is null) return No("appraisal.same", "文本没有变化。", "The text has not changed.");
        return new AppraisalEntry[] { new AppraisalWritten(id, (a?.Versions.Count ?? 0) + 1, t, hash) };
    }

    /// <summary>Approves a step of exactly that version.</summary>
    public static Outcome<AppraisalEntry[]> Sign(Appraisal a, string step, string hash, string opinion, Policy policy, Actor actor)
    {
        if (Turn(a, step, hash, policy, actor) is { } no) return no;
        var mine = Steps(a.Current.Text, policy).First(s => s.Id == step);
        return new AppraisalEntry[] { new AppraisalSigned(step, hash, opinion.Trim(), Approving.InPlaceOf(mine, actor)) };
    }

    /// <summary>Sends it back with a reason.</summary>
    public static Outcome<AppraisalEntry[]> Return(Appraisal a, string step, string hash, string reason, Policy policy, Actor actor) =>
        Turn(a, step, hash, policy, actor) is { } no ? no
        : string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("R01", "请填写退回意见。", "Say why it goes back.")
        : new AppraisalEntry[] { new AppraisalReturned(step, hash, reason.Trim()) };

    /// <summary>可以发布: refused before every step has approved exactly this text and while its explanation is missing (R01).</summary>
    public static Outcome<AppraisalEntry[]> Clear(Appraisal a, string hash, Policy policy, Actor actor)
    {
        if (!actor.IsAny(Role.Clerk, Role.Spokesperson, Role.SupervisingLeader, Role.PrincipalLeader))
        {
            return Refusal.NotYourPost("R01", "由办公室、新闻发言人或领导确认可以发布。", "The office, the spokesperson or a leader says that it may be released.");
        }
        if (Stale(a, hash) is { } stale) return stale;
        if (a.Cleared is not null) return No("appraisal.cleared", "已确认可以发布。", "It may be released already.");
        if (Next(a, policy) is { } step) return No("appraisal.unapproved", $"涉及面广、社会关注度高或专业性较强的信息须先经评估批准：尚未完成“{step.Name}”。", $"With a trigger the assessment is approved first: “{step.Id}” has not signed.");
        if (a.Valid.Any(s => a.Versions.Any(v => v.By == s.By))) return Own;
        if (a.Current.Text.Triggers.Count > 0 && a.Current.Text.Explanation.Length == 0)
        {
            return No("appraisal.unexplained", "解读或问答还没有附上，不能发布；请补写后重新送审。", "The explanation is missing; write it and have the new text approved.");
        }
        return new AppraisalEntry[] { new AppraisalCleared(hash) };
    }

    private static Refusal? Turn(Appraisal a, string step, string hash, Policy policy, Actor actor)
    {
        if (Stale(a, hash) is { } stale) return stale;
        if (Steps(a.Current.Text, policy).FirstOrDefault(s => s.Id == step) is not { } mine) return Refusal.NotFound("没有这个审批环节。", "There is no such step.");
        if (!mine.Fits(actor)) return Refusal.NotYourPost("R01", $"您的岗位不能办理“{mine.Name}”。", "Your post may not sign this step.");
        if (a.Versions.Any(v => v.By == actor.Person)) return Own;
        if (a.Valid.Any(s => s.Step == step)) return No("appraisal.signed", "该环节已签署。", "This step is already signed.");
        return Next(a, policy) is { } next && next.Id != step ? No("appraisal.order", $"须先完成“{next.Name}”。", $"“{next.Id}” comes first.") : null;
    }

    private static Refusal? Stale(Appraisal a, string hash) =>
        a.Current.Hash != hash ? new Refusal("release.changed", "R01", "文本已有新版本，原审批作废，请重新核阅。", "There is a newer version; look at that one.")
        : a.Returned is not null ? No("appraisal.returned", "已退回修改，请等待新版本。", "It was sent back; wait for a new version.")
        : null;

    private static Refusal Own => No("appraisal.own", "填写人不能审批自己的评估。", "Whoever wrote it does not approve it.");

    private static Refusal No(string code, string zh, string en) => new(code, "R01", zh, en);
}
