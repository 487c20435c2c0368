using Huiying.Collect.Masking;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>What the gates look at beside the release: everything as it stands at that moment.</summary>
/// <param name="Case">The case, folded to now.</param>
/// <param name="Policy">The policy pinned to the case.</param>
/// <param name="StandingApproved">Whether the standing line, in the policy's exact words, is approved and not expired.</param>
/// <param name="OfficeContact">The office's own contact, the only telephone an answer may show.</param>
public sealed record GateView(Case Case, Policy Policy, bool StandingApproved, string OfficeContact);

/// <summary>
/// Everything that must hold before a text may be approved, and again in the publishing transaction (R27, R35–R37, R62). Pure.
/// Each gate answers with a refusal that says what to mend.
/// </summary>
public static class Gates
{
    /// <summary>Most characters of the public sentence that says what a correction changes.</summary>
    public const int MostChange = 200;

    private static readonly string[] Labels = ["谣言", "不实", "辟谣", "造谣", "传谣"];

    /// <summary>All open gates, in the order an officer would mend them; empty when the text may pass.</summary>
    /// <param name="text">What is looked at.</param>
    /// <param name="view">Everything beside it.</param>
    /// <param name="numbers">The numbers under which the officer sees the paragraphs, when a form has empty ones between; counted from 1 otherwise.</param>
    public static IReadOnlyList<Refusal> Check(ReleaseText text, GateView view, IReadOnlyList<int>? numbers = null)
    {
        var open = new List<Refusal>();
        Whole(text, open);
        Line(text, view, open);
        Facts(text, view.Case, open, numbers);
        if (text.Kind == AnswerKind.Result && !text.Withdraws) Claims(text, view.Case, open);
        if (text.Mends is { } mends) Mends(text, mends, view.Case, open);
        if (text.Kind == AnswerKind.Result && !text.Withdraws && view.Case.Category == Category.Suggestion) Adopted(text, view.Case, open);
        Rebuttals(text, view.Case, open);
        Private(text, view, open);
        if (text.Outlet != "direct" && view.Policy.Outlets.All(o => o.Id != text.Outlet))
        {
            open.Add(No("release.outlet", "R66", "制度中没有这个发布渠道，须由统一出口发布。", "The policy knows no such outlet; answers leave through the unified one."));
        }
        return open;
    }

    private static void Whole(ReleaseText t, List<Refusal> open)
    {
        if (string.IsNullOrWhiteSpace(t.Title)) open.Add(Refusal.Invalid("R27", "请填写标题。", "Give it a title."));
        if (string.IsNullOrWhiteSpace(t.Question)) open.Add(Refusal.Invalid("R27", "请写明所回应的问题。", "Say which question is answered."));
        if (string.IsNullOrWhiteSpace(t.Scope)) open.Add(Refusal.Invalid("R05", "请写明发布范围。", "Say for whom it is."));
        if (t.Body.Count == 0 || t.Body.All(p => string.IsNullOrWhiteSpace(p.Text))) open.Add(Refusal.Invalid("R27", "正文为空。", "The text is empty."));
    }

    private static void Line(ReleaseText t, GateView view, List<Refusal> open)
    {
        if (t.Line == ReleaseText.StandingLine)
        {
            if (t.Kind != AnswerKind.HandlingOpinion)
            {
                open.Add(No("release.standing-kind", "R37", "常备口径只能用于当日处理意见。", "The standing line may meet only the same-day handling opinion."));
            }
            if (!view.StandingApproved)
            {
                open.Add(No("release.standing-unapproved", "R37", "常备口径尚未批准或已过期，请主要领导和机关党组书记在“制度参数”页批准。",
                    "The standing line is not approved or has expired; the head and the party secretary approve it on the page “Policy”."));
            }
            if (t.Body is not [{ Part: Part.Plain } only] || ReleaseText.Normal(only.Text) != ReleaseText.Normal(view.Policy.StandingLine.Text))
            {
                open.Add(No("release.standing-text", "R37", "使用常备口径时，正文须与批准的口径一字不差。", "With the standing line the text must be exactly the approved words."));
            }
            return;
        }
        if (t.Line != ReleaseText.AssessmentLine || view.Case.AssessedAt is null)
        {
            open.Add(No("release.no-line", "R37", "回应须依据党组研判确定的口径；研判前只能使用常备口径。",
                "An answer follows the line of the confirmed assessment; before that only the standing line will do."));
        }
    }

    private static void Facts(ReleaseText t, Case c, List<Refusal> open, IReadOnlyList<int>? numbers)
    {
        for (var i = 0; i < t.Body.Count; i++)
        {
            var p = t.Body[i];
            var at = numbers is not null && i < numbers.Count ? numbers[i] : i + 1;
            if (p.Part is not (Part.Happened or Part.Facts or Part.Done)) continue;
            if (p.Part == Part.Done && p.Measure is { } m)
            {
                if (c.Measures.All(x => x.Number != m || x.DoneAt is null))
                {
                    open.Add(No("release.measure-open", "R35", $"第{at}段引用的措施尚未完成。", $"Paragraph {at} cites a measure that is not done."));
                }
                continue;
            }
            if (p.Verification is not { } number || c.Verification(number) is not { } v)
            {
                open.Add(No("release.unsourced", "R35", p.Part == Part.Done ? $"第{at}段陈述事实，须引用核实记录或已完成的措施。" : $"第{at}段陈述事实，须引用核实记录。",
                    $"Paragraph {at} states a fact and must cite a verification entry{(p.Part == Part.Done ? " or a finished measure" : "")}."));
            }
            else if (!c.Holds(number))
            {
                open.Add(No("release.superseded", "R42", $"第{at}段引用的核实记录已被更新，请按新的核实情况修改。", $"Paragraph {at} cites an entry that a later one replaced."));
            }
            else if (v.Finding == Finding.Unclear)
            {
                open.Add(No("release.unclear", "R35", $"第{at}段引用的事项仍待核实，不能作为事实发布。", $"Paragraph {at} cites something still unclear."));
            }
        }
    }

    private static void Claims(ReleaseText t, Case c, List<Refusal> open)
    {
        foreach (var claim in c.Claims.Where(x => x.Kind != ClaimKind.Statement || x.Current?.Finding != Finding.True))
        {
            var answer = t.Claims.FirstOrDefault(a => a.Claim == claim.Number);
            var answered = answer is { Paragraph: { } p } && p >= 0 && p < t.Body.Count;
            var lawful = answer is { Article: { } article } && Lawful.Articles.ContainsKey(article);
            if (!answered && !lawful)
            {
                open.Add(No("release.unanswered", "R27", $"“{claim.Text}”尚未答复，也没有不予公开的法定理由。", $"Claim {claim.Number} is neither answered nor lawfully withheld."));
            }
        }
    }

    /// <summary>A correction or withdrawal names one published answer that stands, leaves by the same outlet, and never by the standing line's short way (R42).</summary>
    private static void Mends(ReleaseText t, Mending mends, Case c, List<Refusal> open)
    {
        if (t.Line == ReleaseText.StandingLine) open.Add(No("release.mends-line", "R42", "更正和撤回不能用常备口径，须逐级审批。", "A correction or withdrawal goes the whole chain, never by the standing line."));
        if (c.Answers.FirstOrDefault(a => a.What.Release == mends.Release) is not { } old)
        {
            open.Add(No("release.mends-none", "R42", "要更正或撤回的回应没有发布，或不属于本事件。", "The answer it names was not published, or is another event's."));
            return;
        }
        if (mends is { Withdraws: false } && string.IsNullOrWhiteSpace(mends.Change))
        {
            open.Add(No("release.mends-unsaid", "R42", "请用一句话写明更正了什么，公开页上和原文一起显示。", "Say in one sentence what is corrected; the public page shows it with both texts."));
        }
        else if (mends.Change is { Length: > MostChange }) open.Add(Refusal.Invalid("R42", $"更正说明不超过 {MostChange} 字，一句话说清。", $"What is corrected takes at most {MostChange} characters."));
        if (!old.Stands) open.Add(No("release.mends-done", "R42", "该回应已被更正或撤回，请对最新的一份办理。", "That answer was corrected or withdrawn already; take up the latest."));
        if (old.What.Outlet != t.Outlet) open.Add(No("release.mends-outlet", "R42", "更正或撤回须在原来的渠道发布。", "A correction or withdrawal leaves by the same outlet."));
        if (old.What.Kind != t.Kind) open.Add(No("release.mends-kind", "R42", "更正或撤回须与原回应同一种类。", "A correction or withdrawal is of the same kind as the answer."));
    }

    /// <summary>A suggestion's outcome is decided first, and the text says it (R77).</summary>
    private static void Adopted(ReleaseText t, Case c, List<Refusal> open)
    {
        if (c.Suggestion?.What.Adoption is not { } adoption)
        {
            open.Add(No("release.suggestion-open", "R77", "请先登记建议是否采纳及理由。", "Decide first whether the suggestion is adopted, with the reason."));
            return;
        }
        var word = Adoptions.Of(adoption);
        var plain = t.Plain.Replace("未采纳", "不采纳", StringComparison.Ordinal);
        var others = Enum.GetValues<Adoption>().Where(a => a != adoption).Select(Adoptions.Of).Where(w => w.Length > word.Length);
        if (others.Aggregate(plain, (s, w) => s.Replace(w, "", StringComparison.Ordinal)).Contains(word, StringComparison.Ordinal)) return;
        open.Add(No("release.suggestion-unsaid", "R77", $"回应须写明建议的采纳情况：“{word}”。", $"The text has to say what became of the suggestion: “{word}”."));
    }

    private static void Rebuttals(ReleaseText t, Case c, List<Refusal> open)
    {
        var words = string.Join('\n', t.Title, t.Question, t.Plain, t.Mends?.Change);
        var label = Labels.FirstOrDefault(l => words.Contains(l, StringComparison.Ordinal));
        if (label is not null && t.Rebuts.Count == 0)
        {
            open.Add(No("release.label", "R35", $"使用“{label}”须指明所针对的事项。", $"“{label}” must name the claims it rebuts."));
        }
        foreach (var number in t.Rebuts)
        {
            var current = c.Claims.FirstOrDefault(x => x.Number == number)?.Current;
            if (current is not { Finding: Finding.False, Evidence.Length: > 0 })
            {
                open.Add(No("release.unproven", "R35", $"事项{number}未经核实为不属实，不能称为不实或谣言。", $"Claim {number} is not verified false with evidence."));
            }
        }
        foreach (var claim in c.Claims.Where(x => x.Current?.Finding == Finding.PartlyTrue))
        {
            var cited = t.Body.Where(p => p.Verification == claim.Current!.Number).ToList();
            if (cited.Count > 0 && !cited.Any(p => p.Text.Contains("属实", StringComparison.Ordinal) || claim.Current!.TruePart is { Length: > 0 } part && p.Text.Contains(part.Trim(), StringComparison.Ordinal)))
            {
                open.Add(No("release.partly", "R35", $"“{claim.Text}”部分属实，引用它的段落须写明哪部分属实：照抄核实时写的属实部分，或者写出“……属实”。", $"Claim {claim.Number} is partly true: say which part is."));
            }
        }
    }

    private static void Private(ReleaseText t, GateView view, List<Refusal> open)
    {
        var shown = string.Join('\n', t.Title, t.Question, t.Plain, t.Mends?.Change);
        if (view.OfficeContact.Length > 0) shown = shown.Replace(view.OfficeContact, "", StringComparison.Ordinal);
        if (Mask.Apply(shown).Text != shown)
        {
            open.Add(No("release.personal", "S03", "正文含有电话、证件号、住址等个人信息，请删去（本单位联系方式除外）。",
                "The text holds personal details; only the office's own contact may stay."));
        }
    }

    private static Refusal No(string code, string clause, string zh, string en) => new(code, clause, zh, en);
}
