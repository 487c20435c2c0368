using Huiying.Ground;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>
/// Telling the facts first, and only then, with every condition met and evidenced, a letter to a competent body (R70–R76, S05, S07). Nothing here holds
/// up a report upward or a call for rescue (S13, S14).
/// </summary>
internal static class Referring
{
    /// <summary>Who signs a letter, in order, each another person than the drafter and than the other.</summary>
    public static readonly IReadOnlyList<Role> Signers = [Role.LegalReviewer, Role.PrincipalLeader];

    private static readonly Role[] Drafters = [Role.Clerk, Role.SectionHead, Role.LegalReviewer];

    /// <summary>Words that measure attention: what is left without them must say something (R71).</summary>
    private static readonly string[] Attention =
    [
        "阅读量", "浏览量", "点击量", "点击率", "转发量", "评论数", "跟帖量", "发帖量", "阅读", "浏览", "点击", "转发", "评论", "跟帖", "发帖", "回复", "点赞", "热搜", "热度", "关注度",
        "媒体关注", "媒体报道", "媒体", "报道", "舆情", "等级", "重大", "特大", "一般", "影响很大", "影响较大", "影响大", "很多", "大量", "较多", "达到", "超过", "超", "次", "条", "万", "余",
    ];

    /// <summary>The regulation's word for an element.</summary>
    public static string Name(Element element) => element switch
    {
        Element.MaliciousSpreading => "恶意传播",
        Element.Hype => "恶意炒作",
        Element.Fabrication => "捏造事实",
        Element.Distortion => "歪曲事实",
        Element.Exaggeration => "夸大事实",
        Element.MaliciousAttack => "恶意攻击",
        Element.Defamation => "诽谤",
        Element.Incitement => "煽动网民闹事",
        Element.SuspectedCrime => "涉嫌网上违法犯罪活动",
        _ => "涉嫌违法违规的虚假新闻、网络谣言",
    };

    /// <summary>Whether words say more than how much attention there was: volume, grade and media coverage are never evidence (R71).</summary>
    public static bool Says(string words)
    {
        foreach (var word in Attention) words = words.Replace(word, "", StringComparison.Ordinal);
        return words.Count(char.IsLetter) >= 6;
    }

    /// <summary>Writes down that the facts were told (R70) or clarified (R73): by a published release, or otherwise with how and when.</summary>
    public static Outcome<CaseEntry[]> Tell(Case c, Deciding d, string? release, DateTimeOffset at, string title, string link)
    {
        if (d.Bar(c, "R70", Role.Clerk, Role.Spokesperson, Role.SectionHead) is { } no) return no;
        if (release is { Length: > 0 })
        {
            if (c.Answers.FirstOrDefault(a => a.What.Release == release) is not { } answer) return Refusal.NotFound("没有这份已发布的回应。", "There is no such published answer.");
            if (c.Notices.Any(n => n.What.Release == release)) return No("notice.twice", "R70", "这份回应已登记为告知。", "That answer is already noted.");
            return Do(new FactsTold(c.Notices.Count + 1, release, answer.At, title.Trim(), answer.What.Link));
        }
        if (at > d.Now) return Refusal.Invalid("R70", "告知时间不能晚于现在。", "It cannot lie in the future.");
        return Missing("R70", (title, "告知的事实和对象", "what was told and to whom"), (link, "方式和依据", "how, and what shows it")) is { } missing ? missing
            : Do(new FactsTold(c.Notices.Count + 1, null, Micros.Truncate(at), title.Trim(), link.Trim()));
    }

    /// <summary>Names the concrete harm and who suffered it (R71).</summary>
    public static Outcome<CaseEntry[]> Harmed(Case c, Deciding d, HarmKind kind, string harm, string sufferer, string evidence) =>
        d.Bar(c, "R71", [.. Drafters, Role.SupervisingLeader]) is { } no ? no
        : Missing("R71", (harm, "具体损害", "the harm"), (sufferer, "受损害者", "who suffered it"), (evidence, "证据", "the evidence")) is { } missing ? missing
        : !Says(harm) || !Says(evidence)
            ? No("harm.attention", "R71", "请写明具体损害和证据；发帖量、点击量、等级和媒体报道不是损害的证据。", "Name concrete harm and its evidence: volume, grade and media coverage are none.")
        : Do(new HarmNamed(kind, harm.Trim(), sufferer.Trim(), evidence.Trim()));

    /// <summary>What still stands between the event and a letter; empty when one may be drafted, signed and sent.</summary>
    public static IReadOnlyList<Refusal> Open(Case c, ReferralKind kind, IReadOnlyList<PageEvidence>? pages)
    {
        var open = new List<Refusal>();
        if (c.Category is not (Category.Hype or Category.Fabrication))
        {
            open.Add(No("referral.category", "S05", "只有两人认定为第二类或第三类的事件才能商请查处；批评、质疑按第一类答复。",
                "Only what two persons found to be of category 2 or 3 is ever referred; criticism is answered."));
            return open;
        }
        if (c.Elements.All(e => e.Personal || e.Element == Element.Exaggeration))
        {
            open.Add(No("referral.elements", "R73", "仅有夸大，或者只涉及工作人员个人名誉的，不得商请查处；个人可依法自行救济。",
                "Exaggeration alone, or an official's own reputation, is never referred; private remedies remain."));
        }
        if (Categorising.Check(c, c.Category, c.Elements) is { } wrong) open.Add(wrong);
        if (c.Notices.Count == 0)
        {
            open.Add(c.Category == Category.Hype ? No("referral.not-told", "R70", "须先依法告知事实真相或处置情况。", "The facts must be told first.")
                : No("referral.not-clarified", "R73", "须先依法澄清事实真相。", "The facts must be lawfully clarified first."));
        }
        if (c.Harm is null) open.Add(No("referral.harm", "R71", "须写明造成的重大负面影响或严重损失、受损害者和证据。", "The concrete harm, who suffered it and its evidence are missing."));
        if (kind != ReferralKind.Request && c.Category != Category.Fabrication) open.Add(No("referral.kind", "R75", "移交侦办只适用于第三类。", "Hand-over is for category 3 only."));
        if (kind == ReferralKind.Rumour && c.Elements.All(e => e.Element != Element.IllegalRumour))
        {
            open.Add(No("referral.rumour", "R76", "未认定“涉嫌违法违规的虚假新闻、网络谣言”。", "That element was not found."));
        }
        if (pages is null) return open;
        if (pages.Count == 0) open.Add(No("referral.no-pages", "S07", "请选择作为证据的公开页面。", "Choose the public pages that are the evidence."));
        else if (c.Category == Category.Hype && c.Notices.Count > 0 && !pages.Any(p => p.At > c.Notices.Min(n => n.What.At)))
        {
            open.Add(No("referral.stopped", "R71", "告知之后没有继续传播的证据，不得商请查处。", "Nothing shows that it went on after the facts were told."));
        }
        return open;
    }

    /// <summary>Drafts a letter; refused while any condition is open (R71, R73).</summary>
    public static Outcome<CaseEntry[]> Draft(Case c, Deciding d, ReferralDrafted letter)
    {
        if (d.Bar(c, "R72", Drafters) is { } no) return no;
        if (d.Rules.Find(letter.Body) is null) return Refusal.Invalid("R72", "请选择主送机关；一函只送一个机关。", "Choose the body; one letter, one body.");
        if (Open(c, letter.Kind, letter.Pages) is [var first, ..]) return first;
        if (letter.Cites.Count == 0) return No("referral.no-facts", "S07", "没有可引用的核实结论。", "There is no verified fact to cite.");
        if (letter.LegalBasis.Count == 0) return Refusal.Invalid("S07", "请写明法律依据，具体到条款。", "Give the legal basis with its articles.");
        return Missing("S07", (letter.SpreadAfter, "告知之后的传播情况", "how it went on after"), (letter.Request, "商请事项", "what is asked for")) is { } missing ? missing : Do(letter);
    }

    /// <summary>Signs exactly that letter: the legal reviewer, then the principal leader, neither the drafter (R72, R73).</summary>
    public static Outcome<CaseEntry[]> Sign(Case c, Deciding d, int referral, string documentHash)
    {
        if (Find(c, referral) is not { } r) return Unknown;
        if (r.Next is not { } next) return No("referral.signed", "R72", "已签署完毕。", "It is signed.");
        // A first responsible person is named: the clerk enters what the superior body decided on this letter (S09).
        var superior = next == Role.PrincipalLeader && c.FirstNamed ? d.Rules.Superior(c.Grade).Name : null;
        if (superior is not null && !(c.Ruled(SuperiorMatter.Letter) is { } ruled && ruled.At > r.At)) return Commanding.ToSuperior("R72", superior);
        if (d.Bar(c, "R72", superior is null ? next : Role.Clerk) is { } no) return no;
        if (r.Withdrawn is not null) return Gone;
        if (r.By == d.Actor.Person || r.Signatures.Any(s => s.By == d.Actor.Person)) return No("referral.own", "R73", "起草人、法制审核人和签发人须是不同的人。", "Drafter, legal reviewer and signer are three persons.");
        if (r.What.DocumentHash != documentHash) return No("referral.hash", "R72", "函件与您看到的不一致，请重新打开后再签。", "This is not the letter you saw; open it again.");
        return Open(c, r.What.Kind, r.What.Pages) is [var first, ..] ? first : Cited(c, r) ?? Do(new ReferralSigned(referral, next, documentHash, superior));
    }

    /// <summary>The letter went out; its reply is waited for (R72). A hand-over counts only with its receipt (R75).</summary>
    public static Outcome<CaseEntry[]> Send(Case c, Deciding d, int referral, DateTimeOffset sentAt, string how, string receivedBy, string receipt)
    {
        if (d.Bar(c, "R72", Role.Clerk) is { } no) return no;
        if (Find(c, referral) is not { } r) return Unknown;
        if (r.Withdrawn is not null) return Gone;
        if (r.Sent is not null) return No("referral.sent", "R72", "已登记发出。", "It has already gone out.");
        if (!r.Approved) return No("referral.unsigned", "R72", "须经法制审核和主要领导签发。", "The legal reviewer and the principal leader must have signed.");
        if (sentAt > d.Now || sentAt < r.At) return Refusal.Invalid("R72", "发出时间须在签发之后、现在之前。", "It went out after it was drafted and not in the future.");
        if (Open(c, r.What.Kind, r.What.Pages) is [var first, ..]) return first;
        if (Cited(c, r) is { } stale) return stale;
        if (Missing("R72", (how, "发送方式", "how")) is { } missing) return missing;
        if (r.What.Kind == ReferralKind.HandOver && Missing("R75", (receivedBy, "接收人", "who received it"), (receipt, "回执", "the receipt")) is { } noReceipt) return noReceipt;
        var open = new DutyOpener(c.Duties.Count, d);
        var at = Micros.Truncate(sentAt);
        List<CaseEntry> entries =
        [
            new ReferralSent(referral, at, how.Trim(), receivedBy.Trim(), receipt.Trim()),
            open.Of($"{Rules.ReferralReply}:{referral}", Grading.At(Rules.ReferralReply, c.Grade, at), $"{r.What.Name}对{Title(r)}的答复，逾期催办", $"Reply of {r.What.Name}; urged when late"),
        ];
        if (r.What.Kind == ReferralKind.Rumour)
        {
            // Both bodies get their own letter (R76): the second is owed once the first is out.
            var reached = c.Referrals.Where(x => x is { Sent: not null, Withdrawn: null } && x.What.Kind == ReferralKind.Rumour).Select(x => x.What.Body).Append(r.What.Body).Distinct().Count();
            if (reached > 1) entries.AddRange(DutyEntries.Discharge(c, "R76", at, Title(r)));
            else if (!c.Duties.Any(x => x.Rule == "R76" && x.Open)) entries.Add(open.Prompt("R76", "政法、公安须分别报送", "Both bodies get their own letter", at));
        }
        return entries.ToArray();
    }

    /// <summary>催办 (R72).</summary>
    public static Outcome<CaseEntry[]> Urge(Case c, Deciding d, int referral, string how) =>
        d.Bar(c, "R72", Role.Clerk, Role.DutyOfficer) is { } no ? no
        : Find(c, referral) is not { Sent: not null, Answer: null, Withdrawn: null } ? No("referral.nothing-owed", "R72", "没有等待答复的函件。", "No reply is waited for.")
        : Missing("R72", (how, "催办方式", "how")) is { } missing ? missing
        : Do(new ReferralUrged(referral, d.Now, how.Trim()));

    /// <summary>The body's reply; that it did not take the matter up is one too (R72).</summary>
    public static Outcome<CaseEntry[]> Answered(Case c, Deciding d, int referral, bool takenUp, DateTimeOffset at, string text, string evidence)
    {
        if (d.Bar(c, "R72", Role.Clerk) is { } no) return no;
        if (Find(c, referral) is not { Sent: { } sent, Withdrawn: null } r) return No("referral.unsent", "R72", "函件尚未发出。", "The letter has not gone out.");
        if (r.Answer is not null) return No("referral.answered", "R72", "已登记答复。", "The reply is already noted.");
        if (at < sent.SentAt || at > d.Now) return Refusal.Invalid("R72", "答复时间须在发出之后、现在之前。", "The reply came after the letter and not in the future.");
        if (Missing("R72", (text, "答复内容", "what it says"), (evidence, "依据", "the evidence")) is { } missing) return missing;
        return new CaseEntry[] { new ReferralAnswered(referral, takenUp, Micros.Truncate(at), text.Trim(), evidence.Trim()) }
            .Concat(DutyEntries.Discharge(c, $"{Rules.ReferralReply}:{referral}", Micros.Truncate(at), takenUp ? "已受理" : "未受理")).ToArray();
    }

    /// <summary>Takes a letter back, with reason; one that went out by a 撤回函 (R42).</summary>
    public static Outcome<CaseEntry[]> Withdraw(Case c, Deciding d, int referral, string reason, string documentHash)
    {
        if (d.Bar(c, "R42", Role.Clerk, Role.LegalReviewer, Role.PrincipalLeader) is { } no) return no;
        if (Find(c, referral) is not { } r) return Unknown;
        if (r.Withdrawn is not null) return Gone;
        if (r.Sent is not null && d.Post("R42", Role.PrincipalLeader) is { } signer) return signer;
        if (Missing("R42", (reason, "撤回理由", "why")) is { } missing) return missing;
        return new CaseEntry[] { new ReferralWithdrawn(referral, reason.Trim(), r.Sent is null ? "" : documentHash) }
            .Concat(c.Duties.Where(x => x.Open && (x.Rule == $"{Rules.ReferralReply}:{referral}" || x.Rule.StartsWith($"R42:referral:{referral}:", StringComparison.Ordinal)))
                .Select(x => new DutyDischarged(x.Number, d.Now, $"已撤回：{reason.Trim()}"))).ToArray();
    }

    /// <summary>The duty to take a letter back the same day (R42).</summary>
    public static DutyOpened Withdrawal(Case c, Deciding d, DutyOpener open, Referral r, string cause, string why) =>
        open.Of($"R42:referral:{r.What.Referral}:{cause}", Grading.At(Rules.Correction, c.Grade, d.Now), $"撤回{Title(r)}：{why}", $"Withdraw letter {r.What.Number}");

    /// <summary>What a letter is called.</summary>
    public static string Title(Referral r) => $"致{r.What.Name}的函{r.What.Number}";

    private static Refusal? Cited(Case c, Referral r) => r.What.Cites.All(c.Holds) ? null
        : No("referral.superseded", "R42", "函件引用的核实结论已变化，请撤回后重新起草。", "An entry the letter cites was replaced; withdraw it and draft again.");

    private static Referral? Find(Case c, int referral) => c.Referrals.FirstOrDefault(r => r.What.Referral == referral);

    private static Refusal Unknown => Refusal.NotFound("没有这份函件。", "There is no such letter.");

    private static Refusal Gone => No("referral.withdrawn", "R42", "函件已撤回。", "The letter was withdrawn.");
}
