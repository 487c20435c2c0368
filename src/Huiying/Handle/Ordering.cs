using Huiying.Ground;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>催办, 督办, 领导批示, 协办 and 审核: how work that was handed out is kept moving and looked at (R08). Nothing here moves a time.</summary>
internal static class Ordering
{
    private static readonly Role[] Urgers = [Role.Clerk, Role.SupervisionOfficer, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader];
    private static readonly Role[] Leaders = [Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader];

    /// <summary>催办: while there is still time. What is late is 督办.</summary>
    public static Outcome<CaseEntry[]> Urge(Case c, Deciding d, int duty, string whom, string how)
    {
        if (d.Bar(c, "R08", Urgers) is { } no) return no;
        if (c.Duties.FirstOrDefault(x => x.Number == duty) is not { } owed) return Refusal.NotFound("没有这项职责。", "There is no such duty.");
        if (!owed.Open) return No("urge.met", "R08", "该职责已履行，不用催办。", "That duty is met already.");
        if (owed.Late(d.Now)) return No("urge.late", "R08", "已经逾期，请发督办单。", "It is late: hand out a 督办单.");
        return Missing("R08", (whom, "催办对象", "who was urged"), (how, "催办方式", "how")) is { } missing ? missing : Do(new DutyUrged(duty, whom.Trim(), how.Trim()));
    }

    /// <summary>督办: only late duties, to the section that has the matter; its answer is owed in the policy's time. Written in the act that makes the slip.</summary>
    public static Outcome<CaseEntry[]> Supervise(Case c, Deciding d, string number, string request, string paper)
    {
        if (d.Bar(c, "R08", Role.Clerk, Role.SupervisionOfficer, Role.SupervisingLeader, Role.PrincipalLeader) is { } no) return no;
        if (c.Assigned is not { } assigned) return No("supervise.none", "R08", "事件还没有交办科室。", "It is not assigned to a section yet.");
        var late = c.Duties.Where(x => x.Open && x.Late(d.Now)).ToList();
        if (late.Count == 0) return No("supervise.nothing-late", "R08", "没有逾期的职责；还没到期的请催办。", "Nothing is late; urge what is not yet due.");
        var order = c.Supervisions.Count + 1;
        return Do(
            new Supervised(order, number, [.. late.Select(x => x.Number)], assigned.Section, request.Trim(), paper),
            new DutyOpener(c.Duties.Count, d).Of($"{Rules.SupervisionAnswer}:{order}", Grading.At(Rules.SupervisionAnswer, c.Grade, d.Now),
                $"答复{number}", $"Answer supervision slip {order}"));
    }

    /// <summary>The section says why it was late and what was done; lateness stays as computed (R40).</summary>
    public static Outcome<CaseEntry[]> AnswerSupervision(Case c, Deciding d, int order, string why, string done)
    {
        if (c.Supervisions.FirstOrDefault(s => s.What.Order == order) is not { } slip) return Refusal.NotFound("没有这份督办单。", "There is no such slip.");
        if (d.Bar(c, "R08", Role.SectionHead, Role.SectionOfficer) is { } no) return no;
        if (!OfSection(d, slip.What.Section)) return No("section.other", "R08", "只能由被督办的科室答复。", "Only the section it was sent to answers it.");
        if (slip.Answer is not null) return No("supervise.answered", "R08", "这份督办单已答复。", "It is answered already.");
        return Missing("R08", (why, "逾期原因", "why it is late"), (done, "办理情况", "what was done")) is { } missing ? missing
            : new CaseEntry[] { new SupervisionAnswered(order, why.Trim(), done.Trim()) }
                .Concat(DutyEntries.Discharge(c, $"{Rules.SupervisionAnswer}:{order}", d.Now, done.Trim())).ToArray();
    }

    /// <summary>A leader writes an instruction, or the office writes down what a leader of this or a superior body ordered (代录).</summary>
    public static Outcome<CaseEntry[]> Instruct(
        Case c, Deciding d, string leader, PersonId? person, string text, DateTimeOffset givenAt, DateTimeOffset due, int? duty, SectionId? section)
    {
        if (d.Bar(c, "R08", [.. Leaders, Role.Clerk, Role.DutyOfficer]) is { } no) return no;
        if (Missing("R08", (leader, "批示的领导", "the leader"), (text, "批示内容", "the instruction")) is { } missing) return missing;
        if (givenAt > d.Now) return Refusal.Invalid("R08", "批示时间不能晚于现在。", "It cannot have been given in the future.");
        if (due <= d.Now) return Refusal.Invalid("R08", "反馈时限须晚于现在。", "Feedback must be due ahead.");
        if (duty is { } n && c.Duties.All(x => x.Number != n)) return Refusal.NotFound("没有这项职责。", "There is no such duty.");
        var number = c.Instructions.Count + 1;
        return Do(
            new Instructed(number, leader.Trim(), person, text.Trim(), Micros.Truncate(givenAt), Micros.Truncate(due), duty, section),
            new DutyOpener(c.Duties.Count, d).Set($"{Extending.Instruction}{number}", $"反馈{leader.Trim()}批示的办理情况", $"Feedback on instruction {number}", d.Now, Micros.Truncate(due),
                ["反馈时限由批示人要求"], ["the leader asked for feedback by then"]));
    }

    /// <summary>Feedback on an instruction, by whoever carries it out and never by the leader who gave it.</summary>
    public static Outcome<CaseEntry[]> Feedback(Case c, Deciding d, int instruction, string text)
    {
        if (c.Instructions.FirstOrDefault(i => i.What.Instruction == instruction) is not { } given) return Refusal.NotFound("没有这项批示。", "There is no such instruction.");
        if (given.What.Person == d.Actor.Person) return No("instruction.own", "R08", "批示人不能代为反馈。", "Whoever gave it does not report on it.");
        if (d.Bar(c, "R08", Role.Clerk, Role.SectionHead, Role.SectionOfficer, Role.DutyOfficer) is { } no) return no;
        if (given.What.Section is { } section && !OfSection(d, section) && !d.Actor.Is(Role.Clerk)) return No("section.other", "R08", "只能由承办科室或办公室反馈。", "Only the section that has it, or the office, gives feedback.");
        if (given.Answer is not null) return No("instruction.answered", "R08", "这项批示已反馈。", "Feedback was given already.");
        return Missing("R08", (text, "办理情况", "what was done")) is { } missing ? missing
            : new CaseEntry[] { new InstructionAnswered(instruction, text.Trim()) }
                .Concat(DutyEntries.Discharge(c, Extending.Rule(given.What), d.Now, text.Trim())).ToArray();
    }

    /// <summary>协办: a section the assessment named as helper says what it did.</summary>
    public static Outcome<CaseEntry[]> Help(Case c, Deciding d, SectionId section, string text) =>
        d.Bar(c, "R08", Role.SectionHead, Role.SectionOfficer) is { } no ? no
        : c.Recorded?.Helpers.Contains(section) != true ? No("help.none", "R23", "研判没有确定该科室协办。", "The assessment does not name that section as a helper.")
        : !OfSection(d, section) ? No("section.other", "R08", "只能由协办科室填写。", "Only the helping section may enter this.")
        : Missing("R08", (text, "协办情况", "what was done")) is { } missing ? missing
        : Do(new HelpGiven(section, text.Trim()));

    /// <summary>审核: another person than who completed it. Sent back, the section goes on; the day's clock of the result runs on as it began (R69).</summary>
    public static Outcome<CaseEntry[]> Review(Case c, Deciding d, bool agreed, string opinion)
    {
        if (d.Bar(c, "R08", Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader) is { } no) return no;
        if (c.CompletedAt is null) return No("review.early", "R08", "科室还没有办结，不能审核。", "The section has not completed it yet.");
        if (c.HandlingAgreed) return No("review.done", "R08", "办理结果已审核。", "It is reviewed already.");
        if (c.CompletedBy == d.Actor.Person) return No("review.own", "R08", "办结的人不能审核自己的结果，请由办公室另一人或分管领导审核。", "Whoever completed it does not review it.");
        if (Missing("R08", (opinion, "审核意见", "the opinion")) is { } missing) return missing;
        return !agreed && c.HasResult
            ? No("review.published", "R42", "处理结果已公开，不能再退回；如有不实，请更正或撤回已发布的回应。", "The result is public; correct or withdraw the answer instead.")
            : Do(new HandlingReviewed(agreed, opinion.Trim()));
    }

    internal static bool OfSection(Deciding d, SectionId section) => d.Actor.Is(Role.SectionHead, section) || d.Actor.Is(Role.SectionOfficer, section);
}
