using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages.Events;

/// <summary>What an event waits for next.</summary>
/// <param name="Chinese">The sentence.</param>
/// <param name="Posts">Who does it; empty for the named person.</param>
/// <param name="Task">Where it is done.</param>
/// <param name="Person">The one person who does it, if only one may.</param>
/// <param name="Section">The section whose head or officer does it.</param>
/// <param name="Name">What fills the sentence's place, if it has one.</param>
/// <param name="Not">Who may not do it, whatever their post.</param>
/// <param name="Due">Until when: the earliest clock among the duties it fulfils; null when none of them has one.</param>
/// <param name="Owner">Who answers for it, where others may enter it too.</param>
/// <param name="English">The sentence in English where it is the event's own, such as a duty's; null when the product's texts have it.</param>
internal sealed record Step(
    string Chinese, IReadOnlyList<Role> Posts, string Task, PersonId? Person = null, SectionId? Section = null, string? Name = null, IReadOnlyList<PersonId>? Not = null,
    DateTimeOffset? Due = null, PersonId? Owner = null, string? English = null)
{
    /// <summary>The sentence in the reader's language.</summary>
    public string In(Text t) => English is not null ? t.IsEnglish ? English : Chinese : Name is null ? t[Chinese] : t[Chinese, Name];

    /// <summary>Whether the actor may take the step.</summary>
    public bool Waits(Actor actor) => Not?.Contains(actor.Person) != true && (Person is { } named ? actor.Person == named
        : Section is { } section ? Posts.Any(r => r is Role.SectionHead or Role.SectionOfficer ? actor.Is(r, section) : actor.Is(r))
        : Posts.Any(actor.Is));
}

/// <summary>The line of an event in the regulation's order, and its next steps. Derived from state, never stored.</summary>
internal static class Stages
{
    private static readonly Role[] Workers = [Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead];
    private static readonly Role[] Reporters = [Role.Clerk, Role.DutyOfficer];
    private static readonly Role[] Command = [Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader];
    private static readonly Role[] Leaders = [Role.PrincipalLeader, Role.SupervisingLeader, Role.DutyLeader, Role.PartySecretary];
    private static readonly Role[] OfSection = [Role.SectionOfficer, Role.SectionHead];

    public static string Name(Stage stage) => stage switch
    {
        Stage.Verifying => "核实",
        Stage.Reporting => "报送",
        Stage.Assessing => "研判",
        Stage.Handling => "办理",
        Stage.Answering => "回应",
        Stage.Tracking => "跟踪",
        Stage.Summarising => "总结",
        Stage.Closing => "销号",
        _ => "已销号",
    };

    /// <summary>What the event waits for now with every answer on its way, first things first: reports upward, answers that go round, then the line. Nothing once it is closed.</summary>
    public static async Task<IReadOnlyList<Step>> All(Case c, OfficeId office, Releases releases, Topics topics, DateTimeOffset now, CancellationToken ct)
    {
        // A superior's order reaches an event that was closed meanwhile, too.
        if (c.ClosedAt is not null) return [.. OrderSteps.Directives(c)];
        if (c.Secret is not null) return [.. OrderSteps.Secret(c)];
        var answers = await releases.Of(office, c.Id, ct);
        var all = new List<Step>();
        // Nobody has graded it and the rules would: what goes up is owed from the moment a leader does (R28, R61).
        if (c is { Grades.Count: 0, AssessedAt: null } && await Suggested(c, office, topics, ct) is var grade and > Grade.Ordinary)
        {
            all.Add(new(grade == Grade.Major ? "规则建议重大，由领导定级" : "规则建议特大，由领导定级", Leaders, "major"));
        }
        all.AddRange(Upward(c, now));
        all.AddRange(OrderSteps.First(c));
        foreach (var r in answers.Where(r => r.GoesRound))
        {
            var outside = await releases.Outside(office, r, ct);
            all.AddRange(Approval(c, r, await releases.Steps(office, r, ct), outside?.Bodies ?? []));
        }
        all.AddRange(Next(c, answers));
        if (c.Late(now).Any(l => l.Reason is null)) all.Add(new("说明迟延原因", Reporters, "records"));
        all.AddRange(OrderSteps.Last(c, now));
        return all;
    }

    /// <summary>The highest grade the rules suggest for the event's topics now.</summary>
    private static async Task<Grade> Suggested(Case c, OfficeId office, Topics topics, CancellationToken ct)
    {
        var highest = Grade.Ordinary;
        foreach (var topic in c.Topics)
        {
            if (await topics.Facts(office, new TopicId(topic), ct) is { } facts && facts.Suggested > highest) highest = facts.Suggested;
        }
        return highest;
    }

    /// <summary>What an answer on its way waits for: the next signature, then the bodies outside, then publication.</summary>
    private static IEnumerable<Step> Approval(
        Case c, Release r, IReadOnlyList<(RequiredStep Step, Signature? Signed)> steps, IReadOnlyList<(OutsideBody Body, OutsideRequested? Request, OutsideDecided? Decision)> bodies)
    {
        var page = $"answers/{r.Id}";
        var due = Answers(c, r);
        PersonId[] drafters = [.. r.Versions.Select(v => v.Drafter)];
        if (steps.FirstOrDefault(s => s.Signed is null).Step is { } step)
        {
            // The sections countersign side by side.
            foreach (var now in step.Countersigns ? steps.Where(s => s.Signed is null && s.Step.Countersigns).Select(s => s.Step) : [step])
            {
                yield return new("审批：{0}", now.By, page, Section: now.Section, Name: now.Name, Not: drafters, Due: due);
            }
            yield break;
        }
        foreach (var (body, request, decision) in bodies)
        {
            if (request is null) yield return new("向{0}报送请示", Reporters, page, Name: body.Name, Due: due);
            else if (decision is null && request.Item is null) yield return new("登记{0}的批复", Reporters, page, Name: body.Name, Not: drafters, Due: request.DueAt);
        }
        if (bodies.All(b => b.Decision is { Approved: true })) yield return new("发布已批准的回应", [Role.Spokesperson, Role.Clerk], page, Due: due);
    }

    /// <summary>What the line waits for now, first things first.</summary>
    private static IEnumerable<Step> Next(Case c, IReadOnlyList<Release> releases)
    {
        if (Owes(c, "S09:")) yield return new("指定回避人的接替人", [Role.PartySecretary, Role.PartyMember], "recusal");
        // The brief and all that leads to it are the report to the Party group.
        var report = Due(c, "R24");
        if (c.Claims.Count == 0) yield return new("列出要核实和答复的事项", Workers, "claims", Due: report);
        else if (c.Claims.Where(x => x.Current is null).Select(x => x.RaisedBy).Distinct().ToList() is { Count: > 0 } raisers)
        {
            // Nobody verifies what they listed; with two who listed some, each can verify the other's.
            yield return new("核实事项并登记依据", Workers, "claims", Not: raisers.Count == 1 ? raisers : null, Due: report);
        }
        if (c.SubmittedAt is null && c.Claims.Any(x => x.Current is not null)) yield return new("报送研判材料", [Role.Clerk, Role.DutyOfficer], "assessment", Due: report);
        if (c.SubmittedAt is not null && c.ReceivedByPrincipalAt is null) yield return new("主要领导签收研判材料", [Role.PrincipalLeader], "assessment");
        if (c.SubmittedAt is not null && c.ReceivedByPartyGroupAt is null) yield return new("机关党组签收研判材料", [Role.PartySecretary, Role.PartyMember], "assessment", Due: report);
        if (c is { ReceivedByPrincipalAt: not null, ReceivedByPartyGroupAt: not null, Recorded: null }) yield return new("记录党组研判", [Role.Clerk], "assessment", Due: Due(c, Rules.Confirm));
        if (c is { Recorded: not null, AssessedAt: null }) yield return new("确认党组研判", [Role.PartySecretary], "assessment", Due: Due(c, Rules.Confirm));
        foreach (var step in Working(c, releases.Where(r => r.GoesRound && r.Current.Text.Mends is null).Select(r => r.Current.Text.Kind).ToHashSet())) yield return step;
        foreach (var answer in c.Answers.Where(a => a.Stands && Owes(c, $"R42:answer:{a.What.Release}:") && releases.All(r => !r.GoesRound || r.Current.Text.Mends?.Release != a.What.Release)))
        {
            yield return new("更正或撤回已发布的回应", [Role.Clerk, .. OfSection], $"answers/{answer.What.Release}", Due: Due(c, $"R42:answer:{answer.What.Release}:"));
        }
        foreach (var p in c.CategoryProposals.Where(p => p.Review is null)) yield return new("复核类别认定", [Role.LegalReviewer, Role.SupervisionOfficer, Role.PartyMember, .. Command], "category", Not: [p.By]);
        if (c is { Category: Category.Suggestion, AssessedAt: not null, Suggestion: null }) yield return new("登记建议采纳情况", [Role.SectionHead, Role.SupervisingLeader], "category", Due: Due(c, Rules.Suggestion));
        foreach (var step in Letters(c)) yield return step;
        foreach (var (r, oral) in releases.SelectMany(r => r.Signatures.Where(s => s.Via == SignedVia.Oral && s.ConfirmedAt is null).Select(s => (r, s))))
        {
            yield return new("补签口头批准", [], $"answers/{r.Id}", oral.By, Due: Due(c, $"{Rules.OralConfirmation}:{r.Id}:{oral.Step}"));
        }
        foreach (var release in releases.Where(r => r is { Published: null, Returned: not null, Withdrawn: null }))
        {
            yield return new("按退回意见修改回应稿", [], "answers", release.Current.Drafter, Due: Answers(c, release));
        }
        foreach (var release in releases.Where(r => Copying.Owed(c, r.Id).Any(b => Owes(c, Copying.Rule(b, r.Id))))) yield return new("抄送已发布的回应，取得回执", Reporters, $"answers/{release.Id}");
        foreach (var step in Following(c)) yield return step;
    }

    private static IEnumerable<Step> Working(Case c, HashSet<AnswerKind> goingRound)
    {
        if (c is { AssessedAt: not null, Assigned: null }) yield return new("重新交办", [Role.Clerk, Role.SupervisingLeader], "handling");
        if (c.Assigned is { } assigned)
        {
            if (assigned.SignedAt is null) yield return new("签收交办事项", [Role.SectionHead], "handling", Section: assigned.Section, Due: Due(c, Rules.Sign));
            else if (c.CompletedAt is null) foreach (var step in Handling(c, assigned.Section)) yield return step;
            else if (!c.HasResult && !goingRound.Contains(AnswerKind.Result))
            {
                yield return new("起草并送审处理结果", OfSection, "answers", Section: assigned.Section, Due: Due(c, Rules.Result, Rules.AtOnce, Rules.Response));
            }
        }
        if (Owes(c, "R26:")) yield return new("向上级报告调查处置情况", [Role.Clerk], "reports", Due: Due(c, "R26:"));
        // Whatever goes round meets the day's reply when it is published; until then its own signatures are what is to be done. The duty stays open and shown.
        if (Owes(c, Rules.HandlingOpinion) && goingRound.Count == 0)
        {
            yield return new("当日回复处理意见", [Role.Clerk, Role.Spokesperson], "answers", Due: Due(c, Rules.HandlingOpinion));
        }
        if (Owes(c, Rules.Information)) yield return new("发布权威信息", [Role.Spokesperson, Role.Clerk], "answers", Due: Due(c, Rules.Information));
        if (Owes(c, Rules.Conference)) yield return new("登记新闻发布会", [Role.Spokesperson, Role.Clerk], "records", Due: Due(c, Rules.Conference));
    }

    /// <summary>Letters to competent bodies (R42, R72–R76).</summary>
    private static IEnumerable<Step> Letters(Case c)
    {
        foreach (var r in c.Referrals.Where(r => r.Withdrawn is null))
        {
            if (r is { Sent: null, Approved: true }) yield return new("发出函件", [Role.Clerk], "category");
            else if (r.Next is { } signer && r.Sent is null) yield return new("签署函件", [signer], "category", Not: [r.By]);
            else if (Owes(c, $"R42:referral:{r.What.Referral}:")) yield return new("撤回已发出的函件", [Role.PrincipalLeader], "category", Due: Due(c, $"R42:referral:{r.What.Referral}:"));
        }
        if (Owes(c, "R76")) yield return new("政法、公安须分别报送", [Role.Clerk], "category");
    }

    /// <summary>The section's work: measures not done stop completion, so they are named with their owners (R33).</summary>
    private static IEnumerable<Step> Handling(Case c, SectionId section)
    {
        var open = c.Measures.Where(m => m.DoneAt is null).ToList();
        foreach (var m in open) yield return new("完成措施并登记依据：{0}", OfSection, "handling", Section: section, Name: m.Text, Due: m.DueAt, Owner: m.Owner);
        if (open.Count == 0) yield return new("办理并登记结果", OfSection, "handling", Section: section, Due: Due(c, Rules.AtOnce, Rules.Response));
    }

    /// <summary>
    /// Danger to life, then from major up: reports on every line, plan and group, to the final report (R22, R28–R33, R39, R42, S13). Nothing stands before them (S14).
    /// </summary>
    private static IEnumerable<Step> Upward(Case c, DateTimeOffset now)
    {
        foreach (var call in c.EmergencyCalls.Where(x => x.Review is null))
        {
            yield return new("复核紧急转办", [.. Reporters, .. Command], "records", Not: [call.By], Due: Due(c, Rules.EmergencyReview + ":"));
        }
        if (Owes(c, Rules.Phone + ":") || Owes(c, Rules.Written + ":")) yield return new("向两条线报告", [.. Reporters, Role.DutyLeader], "major", Due: Due(c, Rules.Phone + ":", Rules.Written + ":"));
        if (Owes(c, "R28:again:")) yield return new("按退回意见重新报告", Reporters, c.Highest == Grade.Ordinary ? "reports" : "major");
        if (Owes(c, "R29:") || Owes(c, "R42:reason:")) yield return new("补充报告里欠的理由", Reporters, "major", Due: Due(c, "R29:", "R42:reason:"));
        if (Owes(c, Rules.Confirm)) yield return new("党组补议确认等级", [Role.PartySecretary], "major", Due: Due(c, Rules.Confirm));
        if (c.Duties.Any(d => d is { Open: true, Rule: "R31" or "R32" })) yield return new("启动预案、组建专班", Command, "major", Due: Due(c, Rules.Plan, Rules.WorkingGroup));
        if (Owes(c, "R42:report:")) yield return new("更正已上报的报告", Reporters, "major", Due: Due(c, "R42:report:"));
        // The answer belongs into the final report, and the group stays until it is out.
        var final = c is { HasFinal: false, CompletedAt: not null, HasResult: true, UpReports.Count: > 0 } && c.Measures.All(m => m.DoneAt is not null);
        if (c.Duties.FirstOrDefault(d => d is { Open: true, Rule: Rules.Change or "R43" }) is { } change) yield return new(change.Zh, Reporters, "major", Due: Due(c, Rules.Change, "R43"), English: change.En);
        else if (!final && c.Duties.Any(d => d is { Open: true, Rule: "R39" or "R39:daily" } && d.From <= now))
        {
            yield return new("按时续报", Reporters, "major", Due: Due(c, Rules.Progress, Rules.DailyProgress));
        }
        if (final) yield return new("报出终报", Reporters, "major", Due: Due(c, Rules.Progress, Rules.DailyProgress));
        if (c is { HasFinal: true, Group: not null }) yield return new("结束专班", [Role.Clerk, .. Command], "major");
    }

    private static IEnumerable<Step> Following(Case c)
    {
        if (c.Answers.Any(a => a is { Stands: true, Effect: null })) yield return new("记录回应效果", [Role.Clerk, .. OfSection], "answers");
        if (c is { Tracker: null, TrackedSince: not null, CalmAt: null }) yield return new("跟踪人空缺，指定接替人", [Role.SupervisingLeader, Role.Clerk], "tracking", Due: Due(c, "R45"));
        else if (c.Tracker is null && (c.Answers.Count > 0 || Owes(c, "R45"))) yield return new("指定跟踪人", [Role.SupervisingLeader, Role.Clerk], "tracking", Due: Due(c, "R45"));
        if (c is { ReboundedAt: { } back, CalmAt: null } && c.Claims.All(x => x.Verifications.All(v => v.At < back))) yield return new("舆情反弹，核实新出现的情况", Workers, "claims");
        if (c is { Tracker: { } tracker, CalmAt: null }) yield return new("跟踪并记录，平稳后认定", [], "tracking", tracker, Due: Due(c, Rules.Tracking));
        if (c is { CalmAt: not null, Summary: null }) yield return new("签发总结评估报告", [Role.SupervisingLeader, Role.PrincipalLeader], "closing", Due: Due(c, Rules.Summary));
        if (c.Summary is { } summary)
        {
            if (summary.Recipients.Except(c.SummaryReceipts.Select(r => r.Recipient)).Any()) yield return new("登记总结评估报告的签收", [Role.Clerk], "closing");
            else yield return new("销号", [Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary], "closing");
        }
    }

    /// <summary>Until when an answer on its way is wanted: the earliest of the clocks that its publication stops (R34, R67–R69).</summary>
    private static DateTimeOffset? Answers(Case c, Release r) => r.Current.Text.Mends is { } mends ? Due(c, $"R42:answer:{mends.Release}:")
        : r.Current.Text.Kind == AnswerKind.Result
        ? Due(c, Rules.HandlingOpinion, Rules.Information, Rules.AtOnce, Rules.Result, Rules.Response)
        : r.Current.Text.Line == ReleaseText.StandingLine ? Due(c, Rules.HandlingOpinion)
        : Due(c, Rules.HandlingOpinion, Rules.Information, Rules.Response);

    /// <summary>Whether a duty of that rule, or of its family when it ends with a colon, is open.</summary>
    private static bool Owes(Case c, string rule) => c.Duties.Any(d => d.Open && Of(d, rule));

    /// <summary>The earliest clock among open duties of those rules; null when none has one.</summary>
    private static DateTimeOffset? Due(Case c, params ReadOnlySpan<string> rules)
    {
        DateTimeOffset? first = null;
        foreach (var rule in rules) first = Earlier(first, c.Duties.Where(d => d.Open && Of(d, rule)).Min(d => d.DueAt));
        return first;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private static bool Of(Duty d, string rule) => d.Rule == rule || rule.EndsWith(':') && d.Rule.StartsWith(rule, StringComparison.Ordinal);
}
