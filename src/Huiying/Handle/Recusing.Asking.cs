using Huiying.Ground;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>What a superior body of this installation is asked, and what its answer does (S09). Pure.</summary>
internal static partial class Recusing
{
    /// <summary>
    /// Asks the superior. Refused where the office decides itself, where the answer could not take effect, and while the same question waits.
    /// </summary>
    /// <param name="item">Its place in the superior's register.</param>
    /// <param name="body">The superior, which works here.</param>
    public static Outcome<CaseEntry[]> Ask(Case c, Deciding d, SuperiorQuestion q, IncomingId item, OutsideBody body, IReadOnlyList<Person> everyone)
    {
        if (d.Bar(c, "S09", Role.Clerk, Role.DutyOfficer, Role.PartySecretary, Role.PartyMember) is { } no) return no;
        if (Missing("S09", (q.Reason, "请示的理由", "why it is asked")) is { } missing) return missing;
        if (c.Questions.Any(x => x.What.Matter == q.Matter && x.What.Naming == q.Naming && x.What.Successor?.InPlaceOf == q.InPlaceOf && c.AnswerTo(x.What) is null))
        {
            return No("ruling.asked", "S09", $"已向{body.Name}请示，等待批复；没有批复不视为同意。", "The superior was asked already and has not answered; silence is never consent.");
        }
        SuccessorNamed? successor = null;
        string what;
        switch (q.Matter)
        {
            case SuperiorMatter.Lifting:
                if (c.Namings.FirstOrDefault(n => n.What.Naming == q.Naming) is not { Holds: true, What.First: true } held) return Refusal.NotFound("没有这项须由上级解除的回避。", "There is no such naming for the superior to lift.");
                what = $"请求解除{Called(held.What.Person, everyone)}的回避";
                break;
            case SuperiorMatter.Succession:
                if (q.InPlaceOf is not { } gone || q.Successor is not { } next) return Refusal.Invalid("S09", "请指定接替人。", "Name the successor.");
                var proposed = Proposed(c, gone, next, q.Reason, everyone);
                if (proposed.Refusal is { } wrong) return wrong;
                if (everyone.Any(p => !c.Hides(p) && p.Posts.Any(h => Group.Contains(h.Role)))) return GroupFirst;
                successor = proposed.Value;
                what = $"请求指定{Called(next, everyone)}接替{Called(gone, everyone)}";
                break;
            default:
                if (!c.FirstNamed) return No("ruling.none", "S09", "没有第一责任人须回避，请由本单位按程序决定。", "No first responsible person is named; the office decides itself.");
                if (q.Matter == SuperiorMatter.NotToReport && c.Highest != Grade.Ordinary) return NotStopped;
                what = q.Matter switch
                {
                    SuperiorMatter.NotToReport => "请求批准不予上报",
                    SuperiorMatter.LowerGrade => "请求批准降低等级",
                    SuperiorMatter.Letter => "请求批准签发函件",
                    _ => "请求批准以法定理由不予公开",
                };
                break;
        }
        return Do(new SuperiorAsked(item, q.Matter, body.Id, body.Name, $"{c.Number}《{c.Title}》，第一责任人或党组成员须回避，{what}。理由：{q.Reason.Trim()}", q.Reason.Trim(), q.Naming, successor));
    }

    /// <summary>The superior's officer answered: the ruling, and what it does here. Nothing of an event that went on meanwhile is undone by it.</summary>
    public static Outcome<CaseEntry[]> Answered(Case c, Deciding d, SuperiorAsked asked, Reply reply)
    {
        var agreed = reply.Kind == ReplyKind.Approved;
        var by = $"{d.Actor.Name}（{reply.Post}）";
        var receipt = new Receipt(ReportMode.System, d.Now, by, $"来件{reply.Receipt}", "");
        var said = reply.Text.Length > 0 ? reply.Text : asked.Reason;
        var entries = new List<CaseEntry> { new SuperiorRuled(asked.Matter, reply.Name, agreed, said, receipt) { Item = asked.Item } };
        if (!agreed) return entries.ToArray();
        switch (asked.Matter)
        {
            case SuperiorMatter.NotToReport when c.Highest != Grade.Ordinary:
                return NotStopped;
            case SuperiorMatter.NotToReport when c.NotToReport is null:
                entries.AddRange(Commanding.Unreported(c, d, $"{reply.Name}决定：{said}"));
                break;
            case SuperiorMatter.Lifting when c.Namings.FirstOrDefault(n => n.What.Naming == asked.Naming) is { Holds: true } held:
                entries.Add(new NamingLifted(asked.Naming, $"{asked.Reason}（{by}，{receipt.Number}）"));
                if (held.What.Person is { } person) entries.AddRange(DutyEntries.Discharge(c, $"{Successor}:{person}", d.Now, asked.Reason));
                break;
            case SuperiorMatter.Succession when asked.Successor is { } next && c.Names(next.InPlaceOf):
                if (c.Names(next.Successor)) return SuccessorNamedToo;
                entries.Add(next with { Body = reply.Name, Ruling = receipt });
                entries.AddRange(DutyEntries.Discharge(c, $"{Successor}:{next.InPlaceOf}", d.Now, $"由{reply.Name}指定接替人"));
                break;
            default:
                break;
        }
        return entries.ToArray();
    }

    /// <summary>Where the superior works in this installation its own officer decides; nobody enters it for it (S09).</summary>
    internal static Refusal DecidesItself(OutsideBody body) => No("ruling.here", "S09",
        $"{body.Name}在本系统内，由其领导在“来件”中亲自批复，不能代为登记；请在“回避”页向其请示。", $"{body.Id} works in this installation: its own leader decides on its page “Incoming”; ask it on the page “Recusal”.");

    /// <summary>A successor who may be one, with the posts that pass.</summary>
    private static Outcome<SuccessorNamed> Proposed(Case c, PersonId inPlaceOf, PersonId successor, string reason, IReadOnlyList<Person> everyone)
    {
        if (!c.Names(inPlaceOf)) return Refusal.NotFound("此人没有登记回避。", "That person is not named here.");
        if (everyone.FirstOrDefault(p => p.Id == successor) is not { } next) return Refusal.Invalid("S09", "请指定接替人。", "Name the successor.");
        if (c.Hides(next)) return SuccessorNamedToo;
        if (next.Posts.Any(p => p.Role == Role.AuditAdministrator)) return No("naming.auditor", "S09", "审计管理员不得兼任其他岗位。", "The auditor is nothing else.");
        if (Missing("S09", (reason, "指定的依据", "the basis")) is { } missing) return missing;
        var posts = everyone.FirstOrDefault(p => p.Id == inPlaceOf)?.Posts.Where(p => p.DeputyOf is null && p.Role != Role.AuditAdministrator).ToList() ?? [];
        return new SuccessorNamed(inPlaceOf, successor, posts, reason.Trim(), null, null);
    }

    private static string Called(PersonId? person, IReadOnlyList<Person> everyone) => everyone.FirstOrDefault(p => p.Id == person)?.Name ?? "该人";

    private static Refusal SuccessorNamedToo => No("naming.successor-named", "S09", "此人在本事件中也应当回避，不能接替。", "That person keeps out of this event too.");

    private static Refusal GroupFirst => No("naming.group-first", "S09", "机关党组还有不须回避的成员，请由党组指定接替人。", "The Party group still has someone: it names the successor.");

    private static Refusal NotStopped => No("report.not-to-be-stopped", "R43", "重大以上舆情不得不报。", "From major up nothing may go unreported.");
}
