using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>How work that was handed out is kept moving and looked at: 催办, 督办, 批示, 转办, 协办, 审核, the spokesperson's log, 迟漏谎瞒 (R08, R37, R40–R43).</summary>
public sealed class Orders(Cases cases, People people)
{
    /// <summary>催办 before a duty is late (R08).</summary>
    public async Task<Outcome<Case>> Urge(Actor actor, CaseId id, int duty, string whom, string how, CancellationToken ct, long? seen = null)
    {
        var (everyone, sections) = (await people.List(actor.Office, ct), await people.Sections(actor.Office, ct));
        return await cases.Change(actor, id, "orders.urge", (c, d) => Recusing.Typed(c, whom, everyone, sections) is { } no ? no : Ordering.Urge(c, d, duty, whom, how), ct, seen);
    }

    /// <summary>督办, in the act that hands out the slip (R08).</summary>
    public static Task<Outcome<Case>> Supervise(Act act, CaseId id, string number, string request, string paper, CancellationToken ct) =>
        Cases.Change(act, id, (c, d) => Ordering.Supervise(c, d, number, request, paper), ct);

    /// <summary>The section's answer to a 督办单 (R08).</summary>
    public Task<Outcome<Case>> AnswerSupervision(Actor actor, CaseId id, int order, string why, string done, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.answer-supervision", (c, d) => Ordering.AnswerSupervision(c, d, order, why, done), ct, seen);

    /// <summary>领导批示: the actor's own when <paramref name="leader"/> is empty, else written down for the leader named (R08).</summary>
    public async Task<Outcome<Case>> Instruct(
        Actor actor, CaseId id, string leader, string text, DateTimeOffset givenAt, DateTimeOffset due, int? duty, SectionId? section, CancellationToken ct, long? seen = null)
    {
        var own = leader.Trim().Length == 0 && actor.IsAny(Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader);
        var (everyone, sections) = (await people.List(actor.Office, ct), await people.Sections(actor.Office, ct));
        return await cases.Change(actor, id, "orders.instruct", (c, d) => !own && Recusing.Typed(c, leader, everyone, sections) is { } no ? no
            : Ordering.Instruct(c, d, own ? actor.Name : leader, own ? actor.Person : null, text, givenAt, due, duty, section), ct, seen);
    }

    /// <summary>Feedback on an instruction (R08).</summary>
    public Task<Outcome<Case>> Feedback(Actor actor, CaseId id, int instruction, string text, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.feedback", (c, d) => Ordering.Feedback(c, d, instruction, text), ct, seen);

    /// <summary>More time for work that was handed out, approved before it is late (R08).</summary>
    public Task<Outcome<Case>> Extend(Actor actor, CaseId id, int duty, DateTimeOffset due, string reason, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.extend", (c, d) => Extending.Extend(c, d, duty, due, reason), ct, seen);

    /// <summary>Whether the office may move that duty's time at all (R08).</summary>
    public static bool MayExtend(Duty duty) => Extending.May(duty);

    /// <summary>转办 (R08).</summary>
    public async Task<Outcome<Case>> PassOn(Actor actor, CaseId id, int? claim, string body, string why, DateTimeOffset sentAt, string how, CancellationToken ct, long? seen = null)
    {
        var (everyone, sections) = (await people.List(actor.Office, ct), await people.Sections(actor.Office, ct));
        return await cases.Change(actor, id, "orders.pass-on",
            (c, d) => Recusing.Typed(c, body, everyone, sections) is { } no ? no : Transferring.Pass(c, d, claim, body, why, sentAt, how), ct, seen);
    }

    /// <summary>The receipt of the body it was passed to (R08).</summary>
    public Task<Outcome<Case>> Receipt(Actor actor, CaseId id, int passing, string receivedBy, string receipt, DateTimeOffset at, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.receipt", (c, d) => Transferring.Receive(c, d, passing, receivedBy, receipt, at), ct, seen);

    /// <summary>The citizen was told where it went (R08).</summary>
    public Task<Outcome<Case>> Told(Actor actor, CaseId id, int passing, DateTimeOffset at, string how, string evidence, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.told", (c, d) => Transferring.Tell(c, d, passing, at, how, evidence), ct, seen);

    /// <summary>协办 (R08).</summary>
    public Task<Outcome<Case>> Help(Actor actor, CaseId id, SectionId section, string text, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.help", (c, d) => Ordering.Help(c, d, section, text), ct, seen);

    /// <summary>审核 (R08).</summary>
    public Task<Outcome<Case>> Review(Actor actor, CaseId id, bool agreed, string opinion, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.review", (c, d) => Ordering.Review(c, d, agreed, opinion), ct, seen);

    /// <summary>The spokesperson's log (R37).</summary>
    public async Task<Outcome<Case>> Interview(
        Actor actor, CaseId id, InterviewKind kind, DateTimeOffset heldAt, PersonId spokesperson, string media, string line, IReadOnlyList<QuestionAnswered> questions,
        CancellationToken ct, long? seen = null)
    {
        var who = (await people.List(actor.Office, ct)).FirstOrDefault(p => p.Id == spokesperson);
        return await cases.Change(actor, id, "orders.interview", (c, d) => Interviewing.Log(c, d, kind, heldAt, who, media, line, questions), ct, seen);
    }

    /// <summary>A duty of a secret item was met through the 机要 channel (S17).</summary>
    public Task<Outcome<Case>> MeetSecret(Actor actor, CaseId id, int duty, DateTimeOffset at, string receipt, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.meet-secret", (c, d) => Secrets.Meet(c, d, duty, at, receipt), ct, seen);

    /// <summary>Closes a secret item (S17, R02).</summary>
    public Task<Outcome<Case>> CloseSecret(Actor actor, CaseId id, string receipt, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "orders.close-secret", (c, d) => Secrets.Close(c, d, receipt), ct, seen);

    /// <summary>One look at every event for 迟漏谎瞒; what is new becomes an entry, looking twice enters nothing twice (R40–R43).</summary>
    public async Task FindFaults(OfficeId office, DateTimeOffset now, CancellationToken ct)
    {
        // A closed event has nothing new after the look that follows its closing; a week covers a server that was off.
        foreach (var c in await cases.Live(office, now.AddDays(-7), ct))
        {
            if (Faults.New(c, now).Length > 0) await cases.Change(Actor.Clock(office), c.Id, "orders.fault", (x, d) => Faults.New(x, d.Now), ct);
        }
    }
}
