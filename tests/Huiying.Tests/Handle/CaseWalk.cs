using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Track;
using AssessmentMode = Huiying.Documents.AssessmentMode;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Handle;

/// <summary>Walks one case through pure decisions on a clock that only the test moves. Starts Monday 2026-03-02 09:00 in Shanghai.</summary>
internal sealed class CaseWalk
{
    public static readonly Rulebook Rules = new(Policy.Default, WorkCalendar.Shipped);
    private long sequence;

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public Case? State { get; private set; }

    public Case Case => State!;

    public static Actor By(Role role, SectionId? section = null) => TestOffice.Actor(role, section);

    /// <summary>Tries an act; a refusal is returned and changes nothing.</summary>
    public Refusal? Try(Actor actor, Func<Case, Deciding, Outcome<CaseEntry[]>> decide)
    {
        var decided = decide(State!, new Deciding(actor, Now, Rules));
        if (decided.Refusal is { } no) return no;
        foreach (var e in decided.Value) State = Case.Apply(State, e, new Stamp(++sequence, Now, actor.Person, actor.Name));
        return null;
    }

    /// <summary>Does an act that must be allowed.</summary>
    public CaseWalk Do(Actor actor, Func<Case, Deciding, Outcome<CaseEntry[]>> decide)
    {
        Try(actor, decide).ShouldBeNull();
        return this;
    }

    public CaseWalk After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Duty Duty(string rule) => Case.Duties.Last(d => d.Rule == rule);

    public static CaseWalk Opened(Intake? intake = null)
    {
        var walk = new CaseWalk();
        return walk.Do(By(Role.Clerk), (_, d) => Opening.Open(
            new OpenCase("白杨村路灯不亮", intake ?? new Intake(IntakeChannel.Web, true), null, walk.Now), new CaseId("c"), "〔2026〕1号", d));
    }

    /// <summary>A doubt and a demand, both verified.</summary>
    public static CaseWalk Verified() => Opened()
        .Do(By(Role.Clerk), (c, d) => Verifying.Raise(c, d, ClaimKind.Doubt, "路灯坏了三个月"))
        .Do(By(Role.Clerk), (c, d) => Verifying.Raise(c, d, ClaimKind.Demand, "请尽快修好"))
        .Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 1, Finding.True, "三盏路灯不亮", "现场照片", null))
        .Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 2, Finding.True, "属养护范围", "养护合同", null));

    public static CaseWalk Received() => Verified()
        .Do(By(Role.Clerk), (c, d) => Assessing.Submit(c, d, "brief"))
        .Do(By(Role.PrincipalLeader), (c, d) => Assessing.Receive(c, d, Recipient.PrincipalLeader))
        .Do(By(Role.PartySecretary), (c, d) => Assessing.Receive(c, d, Recipient.PartyGroup));

    public Assessment Assessment() => new(
        AssessmentMode.Meeting, Now, "研判路灯事项", ["江平", "孔青"], [], "同意", Grade.Ordinary, "影响面小", new("民生", "小", "无", "平稳", "无"),
        Category.Inquiry, "反映问题并提出诉求", new("leader"), TestOffice.Business, TestOffice.Business, [TestOffice.General], ["备好维修记录"],
        "由业务科维修并答复", "报两个上级部门", "承认问题，限期修好");

    public static CaseWalk Assessed()
    {
        var walk = Received();
        return walk.Do(By(Role.Clerk), (c, d) => Assessing.Record(c, d, walk.Assessment(), "minutes"))
            .Do(By(Role.PartySecretary), Assessing.Confirm);
    }

    public static CaseWalk Signed() => Assessed().Do(By(Role.SectionHead, TestOffice.Business), Handling.Sign);

    public static CaseWalk Completed() => Signed()
        .Do(By(Role.SectionOfficer, TestOffice.Business), (c, d) => Handling.Settle(c, d, 2, DemandOutcome.Met, "养护办法", "已修好"))
        .Do(By(Role.SectionHead, TestOffice.Business), (c, d) => Handling.Complete(c, d, "三盏路灯已修好"))
        .Do(By(Role.Clerk), (c, d) => Ordering.Review(c, d, true, "现场看过，已修好"));

    public CaseWalk Answered(AnswerKind kind = AnswerKind.Result, string outlet = "site") =>
        Do(By(Role.Spokesperson), (c, d) => Huiying.Respond.Answering.Answer(c, d, new Answered($"r{sequence}", kind, "hash", outlet, "/answers/r", "全体", [1, 2])));

    public CaseWalk Reported()
    {
        foreach (var body in Rules.OutsideBodies)
        {
            Do(By(Role.Clerk), (c, d) => Reporting.Report(c, d, body.Id, ReportMode.Fax, d.Now, "值班室", "0001", "report", null));
        }
        return this;
    }

    public CaseWalk Calm() =>
        Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new PersonId("clerk"), null))
            .Do(By(Role.Clerk), (c, d) => Following.Observe(c, d, "无新增", false, null))
            .Do(By(Role.Clerk), (c, d) => Following.Calm(c, d, "连续三天无新增", true));

    public CaseWalk Summarised() =>
        Do(By(Role.SupervisingLeader), (c, d) => Closing.File(c, d, "summary", ["市办"], publicity: "政策说明一次讲清，没有需要另行解决的问题"))
            .Do(By(Role.Clerk), (c, d) => Closing.Acknowledge(c, d, "市办", "已收"))
            .Do(By(Role.Clerk), (c, d) => Huiying.Respond.Answering.Effect(c, d, new EffectRecorded(c.Answers[0].What.Release, 1, 1, "满意")));
}
