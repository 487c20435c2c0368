using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

public sealed partial class Topics
{
    /// <summary>Answers a topic with 不予处理 and the reason (R41). Opening a case or merging into one is the Handle step's act, which calls <see cref="Answered"/>.</summary>
    public Task<Outcome<Done>> Dismiss(Actor actor, TopicId id, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "topics.answer", id.Subject, act => Answered(act, id, TopicAnswer.NoAction, reason, ct: ct), ct);

    /// <summary>
    /// Records the answer to a topic inside the caller's act (R41). Refused: without a reason for no action, without a case for the other two, by
    /// who may not decide, or when it is already answered.
    /// </summary>
    /// <param name="act">The caller's open act.</param>
    /// <param name="id">The topic.</param>
    /// <param name="answer">What was decided.</param>
    /// <param name="reason">Why.</param>
    /// <param name="caseId">The case opened or merged into.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public static async Task<Outcome<Done>> Answered(
        Act act, TopicId id, TopicAnswer answer, string? reason = null, string? caseId = null, CancellationToken ct = default)
    {
        if (MayDecide(act.Actor) is { } refusal) return refusal;
        if (await act.Store.Set<TopicRow>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } topic || (await Hidden(act.Store, act.Actor, ct)).Contains(id)) return Unknown(id);
        if (topic.MergedInto is { } into)
        {
            return new Refusal("topic.merged", "R41", $"第 {id} 号话题已并入第 {into} 号话题，请在那里决定。", $"Topic {id} is part of topic {into}: decide there.");
        }
        if (topic.Answer is { } given)
        {
            return new Refusal("topic.answered", "R41", $"第 {id} 号话题已答复（{Zh(given)}）。", $"Topic {id} is already answered ({given}).");
        }
        switch (answer)
        {
            case TopicAnswer.NoAction when string.IsNullOrWhiteSpace(reason):
                return new Refusal("topic.no-reason", "R41", "不予处理必须写明理由。", "No action needs a reason.");
            case TopicAnswer.Opened or TopicAnswer.Merged when string.IsNullOrWhiteSpace(caseId):
                return new Refusal("topic.no-case", "R41", $"{Zh(answer)}必须写明事件。", "Opening or merging needs the case.");
        }
        topic.Answer = answer;
        topic.AnswerReason = reason?.Trim();
        topic.AnswerCase = caseId;
        topic.AnsweredAtGrade = topic.Suggested;
        topic.AnsweredAt = act.Now;
        topic.AnsweredBy = act.Actor.Person;
        topic.AnsweredByName = act.Actor.Name;
        act.Write(id.Subject, new TopicAnsweredEntry(answer, topic.AnswerReason, caseId, topic.Suggested, topic.DutyDueAt), AssessJson.Default.TopicAnsweredEntry);
        return default(Done);
    }

    /// <summary>Stamps the discovery (发现) inside the caller's act, if nothing was before: the earliest of the moments counts.</summary>
    /// <param name="act">The caller's open act.</param>
    /// <param name="id">The topic.</param>
    /// <param name="how">Which of the moments it was.</param>
    /// <param name="at">When, if it lies before the act: a patrol that had ended.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public static async Task<Outcome<Done>> Discovered(Act act, TopicId id, Discovery how, DateTimeOffset? at = null, CancellationToken ct = default)
    {
        if (await act.Store.Set<TopicRow>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } topic) return Unknown(id);
        if (topic.DiscoveredAt is not null) return default(Done);
        (topic.DiscoveredAt, topic.DiscoveredBy, topic.DiscoveredByPerson) = (at ?? act.Now, how, act.Actor.Person);
        act.Write(id.Subject, new TopicDiscoveredEntry(how, at ?? act.Now), AssessJson.Default.TopicDiscoveredEntry);
        return default(Done);
    }

    /// <summary>Records which phrases of Art. 3 a person finds to hold, with the reason, and suggests anew (R60, R61).</summary>
    public Task<Outcome<Done>> Tick(Actor actor, TopicId id, IReadOnlyCollection<string> ticks, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "topics.tick", id.Subject, async act =>
        {
            if (MayDecide(actor) is { } refusal) return refusal;
            if (await act.Store.Set<TopicRow>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } topic || (await Hidden(act.Store, act.Actor, ct)).Contains(id)) return Unknown(id);
            var policy = await policies.Current(act.Store, ct);
            if (ticks.FirstOrDefault(t => !policy.Grades.Ticks.ContainsKey(t)) is { } unknown)
            {
                return Refusal.Invalid("R60", $"制度参数未列“{unknown}”一项。", $"The policy has no phrase \"{unknown}\".");
            }
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R61", "请写明理由。", "Give the reason.");
            topic.Ticks = string.Join(' ', ticks.Distinct().Order(StringComparer.Ordinal));
            act.Write(new TopicTickedEntry([.. ticks], reason.Trim()), AssessJson.Default.TopicTickedEntry);
            await Suggestions.Renew(act, [topic], policy, sizes, ct);
            return default(Done);
        }, ct);

    /// <summary>The duties to answer that are open, the first due first: what the clock warns about (R04, R41).</summary>
    public static async Task<IReadOnlyList<TopicDuty>> Owed(Store store, CancellationToken ct = default) =>
        [.. (await store.Set<TopicRow>().AsNoTracking().Where(t => t.DutyDueAt != null && t.Answer == null && t.MergedInto == null).OrderBy(t => t.DutyDueAt).ToListAsync(ct)).Select(t => Duty(t)!)];

    internal static Refusal? MayDecide(Actor actor) =>
        actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyOfficer, Role.DutyLeader) ? null
        : Refusal.NotYourPost("R41", "话题由办公室、值班人员或领导决定怎样处理。", "The office's clerk, those on duty or a leader answer a topic.");

    private static string Zh(TopicAnswer answer) => answer switch { TopicAnswer.Opened => "立项", TopicAnswer.Merged => "并入", _ => "不予处理" };
}
