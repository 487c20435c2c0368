using System.Text;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.Review;

namespace Huiying.Tests.Year;

/// <summary>What happens beside the events of the year: the roster is planned, handed over and forgotten (R06), policy information assessed (R01), people trained and drilled (R55).</summary>
internal sealed class YearBeside(YearOffice office, YearStory story, PlanId plan)
{
    private readonly List<(OracleOffice.Assessed Model, AppraisalId Id)> assessed = [];
    private readonly List<(OracleOffice.Taught Model, string Id)> taught = [];
    private readonly List<(OracleOffice.Exercise Model, OfficeId Id)> drills = [];
    private OracleOffice model = new([], []);
    private Actor second = null!;
    private int written;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => office.Now;

    public int Acts { get; private set; }

    private Actor First => office.By(Role.DutyOfficer);

    /// <summary>A second person takes turns at the duty, and the clock's looks at the roster are followed.</summary>
    public async Task Begin()
    {
        var by = office.By(Role.SecurityAdministrator);
        var person = (await office.Get<Appointments>().Join(by, "夏乙", Ct)).Value;
        (await office.Get<Appointments>().Appoint(by, person, Role.DutyOfficer, ct: Ct)).Refusal.ShouldBeNull();
        second = new(office.Office, person, "夏乙", [new HeldPost(Role.DutyOfficer)]);
        model = new([First.Person.Value, person.Value], ["duty-leader"]);
        office.Rostered = () => model.Looked(Now);
    }

    /// <summary>Whom a notice of that moment had to reach beside those above (R06).</summary>
    public IReadOnlyList<string> AtNight(DateTimeOffset at) => model.AtNight(at);

    /// <summary>What somebody does about it now; most of the time nothing.</summary>
    public async Task Turn(IReadOnlyList<Live> events)
    {
        var err = story.Chance(20);
        if (story.Chance(7)) await PlanDays(err);
        if (story.Chance(err ? 8 : 10)) await HandOver(err);
        if (story.Chance(err ? 8 : 16)) await TakeOver(err);
        if (story.Chance(4)) await Log(err);
        if (story.Chance(13)) await Assess(err, events);
        if (story.Chance(2)) await Train(err);
        // A drill that runs is another office for every turn of the clock, so it is ended soon.
        if (drills.Any(d => d.Model is { Begun: true, Over: false })) await EndDrill(drills.First(d => d.Model is { Begun: true, Over: false }), err);
        else if (story.Chance(2)) await Drill(err);
        if (story.Chance(4)) await Capture(err, events);
    }

    private string Words(string words, bool err) => err && story.Chance(40) ? story.Any(["", " "]) : words;

    private Actor By(bool err, params Role[] roles) => err && story.Chance(40) ? office.By(story.Any(YearStory.Bystanders)) : office.By(story.Any(roles));

    private static Who Of(Actor a) => YearOffice.Of(a);

    /// <summary>The product's answer against the oracle's; what parts ends the year.</summary>
    private bool Agree(string name, Refusal? refusal, Verdict verdict)
    {
        var why = $"seed {office.Seed}, {name} at {Now:u}: ";
        Acts++;
        if (refusal is null && !verdict.Stands) office.Failures.Add($"{why}the product does what breaks {string.Join(", ", verdict.Broken)}");
        else if (refusal is not null && !verdict.Broken.Contains(refusal.Clause)) office.Failures.Add($"{why}refused for {refusal.Clause} ({refusal.Code}), the oracle finds {string.Join(", ", verdict.Broken)} broken");
        if (refusal is not null) office.Refused[refusal.Clause] = office.Refused.GetValueOrDefault(refusal.Clause) + 1;
        return refusal is null;
    }

    private async Task PlanDays(bool err)
    {
        var day = OracleOffice.DutyDay(Now);
        while (!err && model.Days.ContainsKey(day)) day = day.AddDays(1);
        if (day > OracleOffice.DutyDay(Now).AddDays(10)) return;
        if (err && story.Chance(30)) day = day.AddDays(-1 - office.Random.Next(3));
        var by = By(err, Role.Clerk, Role.DutyLeader, Role.SupervisingLeader);
        var days = Enumerable.Range(0, err && story.Chance(10) ? 0 : 1 + office.Random.Next(5)).Select(i => (Day: day.AddDays(i),
            Officer: err && story.Chance(20) ? story.Any(["clerk", "duty-leader"]) : (day.AddDays(i).DayNumber % 2 == 0 ? First : second).Person.Value,
            Leader: err && story.Chance(20) ? First.Person.Value : "duty-leader", Telephone: Words("0400-0000000", err))).ToList();
        var done = await office.Get<DutyRoster>().Plan(by, [.. days.Select(d => new ShiftPlan(d.Day, new(d.Officer), new(d.Leader), d.Telephone))], Ct);
        Agree("plan the roster", done.Refusal, model.Plan(Of(by), days, Now));
    }

    private Actor Person(string id) => id == second.Person.Value ? second : First;

    private async Task HandOver(bool err)
    {
        var today = OracleOffice.DutyDay(Now);
        var day = err ? today.AddDays(office.Random.Next(4) - 2) : today.AddDays(-office.Random.Next(2));
        if (!err && model.Days.GetValueOrDefault(day) is not { Out: null }) return;
        var by = err && story.Chance(40) ? story.Any([First, second, office.By(Role.Clerk)]) : Person(model.Days.GetValueOrDefault(day)?.Officer ?? "duty");
        var text = Words("无", err);
        Agree($"hand over {day}", (await office.Get<DutyRoster>().HandOver(by, day, text, Ct)).Refusal, model.HandOver(Of(by), day, text, Now));
    }

    private async Task TakeOver(bool err)
    {
        var waiting = model.Days.Where(d => d.Value is { Out: not null, In: null }).Select(d => d.Key).ToList();
        var day = err || waiting.Count == 0 ? OracleOffice.DutyDay(Now).AddDays(office.Random.Next(4) - 3) : waiting[^1];
        if (!err && waiting.Count == 0) return;
        var by = err ? story.Any([First, second, office.By(Role.DutyLeader)]) : model.Days.TryGetValue(day.AddDays(1), out var next) ? Person(next.Officer) : Person(model.Days[day].Out!.Value.By) == First ? second : First;
        Agree($"take over {day}", (await office.Get<DutyRoster>().TakeOver(by, day, "", Ct)).Refusal, model.TakeOver(Of(by), day, Now));
    }

    private async Task Log(bool err)
    {
        var by = err ? office.By(story.Any([Role.Clerk, Role.DutyOfficer, Role.DutyLeader])) : Person(model.Days.GetValueOrDefault(OracleOffice.DutyDay(Now))?.Officer ?? "duty");
        var text = Words("夜间无异常", err);
        Agree("log", (await office.Get<DutyRoster>().Write(by, text, Ct)).Refusal, model.Write(Of(by), text, Now));
    }

    private static AppraisalText Policy(int n, IReadOnlyList<AppraisalTrigger> triggers, string explanation) => new(
        $"第{n}项政策信息", $"第{n}项自下月起施行。", triggers, "可能被误读", RiskGrade.Medium, $"第{n}项不减少原有补贴", "有误读的当日答复", null, explanation);

    private async Task Assess(bool err, IReadOnlyList<Live> events)
    {
        var appraisals = office.Get<Appraisals>();
        var open = assessed.Where(a => !a.Model.Cleared).ToList();
        if (assessed.Count < 24 && (open.Count == 0 || story.Chance(25)))
        {
            var triggers = Enum.GetValues<AppraisalTrigger>().Where(_ => story.Chance(45)).ToList();
            var (by, text) = (By(err, Role.SectionOfficer, Role.Spokesperson), Policy(++written, triggers, story.Chance(70) ? "问：怎么办？答：照常办。" : ""));
            if (err) text = text with { Risks = Words(text.Risks, err), Line = Words(text.Line, err), Plan = story.Chance(30) ? "none" : plan.Value };
            var done = await appraisals.Write(by, null, text, Ct);
            if (Agree("assess before release", done.Refusal, OracleOffice.Assess(Of(by), null, text, text.Plan is null or not "none", a => assessed.Add((a, done.Ok ? done.Value.Id : default))))) await Same(assessed[^1]);
            return;
        }
        var mine = err ? story.Any(assessed) : open.Count > 0 ? story.Any(open) : story.Any(assessed);
        var (m, id) = mine;
        var hash = m.Text.Hash();
        var (shown, current) = err && story.Chance(20) ? (new string('0', 64), false) : (hash, true);
        var step = err && story.Chance(40) || m.Next is null ? story.Any(["section-head", "office-check", "secrecy-review", "supervising-leader", "principal-leader", "legal-review"]) : m.Next.Value.Step;
        var role = m.Chain.FirstOrDefault(s => s.Step == step) is { Step: not null } s ? s.Role : Role.LegalReviewer;
        Refusal? refusal;
        Verdict verdict;
        switch (office.Random.Next(12))
        {
            case 0 or 1 when m.Cleared && events.Where(e => e.Id != default && !e.Parted).ToList() is { Count: > 0 } live:
                var (e, taker) = (story.Any(live), By(err, Role.Clerk, Role.SectionOfficer));
                await office.Act(e, "take the line", () => appraisals.Use(taker, id, e.Id, Ct), () => e.Model.TakeLine(Of(taker), m.Cleared, hash));
                Acts++;
                return;
            case 0:
                var reviser = By(err, Role.SectionOfficer, Role.Spokesperson);
                var revised = err && story.Chance(50) ? m.Text : m.Text with { Text = m.Text.Text + "（修改）", Explanation = "问：怎么办？答：照常办。" };
                (refusal, verdict) = ((await appraisals.Write(reviser, id, revised, Ct)).Refusal, OracleOffice.Assess(Of(reviser), m, revised, true, _ => { }));
                break;
            case 1 when m.Next is not null:
                var (returner, why) = (By(err, role), Words("再改", err));
                (refusal, verdict) = ((await appraisals.Return(returner, id, step, shown, why, Ct)).Refusal, OracleOffice.SendBack(Of(returner), m, step, current, why));
                break;
            case 2 or 3 or 4 when m.Next is null || err:
                var clearer = By(err, Role.Clerk, Role.Spokesperson);
                (refusal, verdict) = ((await appraisals.Clear(clearer, id, shown, Ct)).Refusal, OracleOffice.Clear(Of(clearer), m, current));
                break;
            case 5 when m.Returned || m is { Next: null, Text: { Triggers.Count: > 0, Explanation: "" } }:
                goto case 0;
            default:
                var signer = By(err, role);
                (refusal, verdict) = ((await appraisals.Sign(signer, id, step, shown, "同意", Ct)).Refusal, OracleOffice.Approve(Of(signer), m, step, current));
                break;
        }
        Agree($"assessment {step}", refusal, verdict);
        await Same(mine);
    }

    private async Task Same((OracleOffice.Assessed Model, AppraisalId Id) a)
    {
        var stored = (await office.Get<Appraisals>().Find(office.Office, a.Id, Ct))!;
        var (product, oracle) = ($"{string.Join(",", stored.Valid.Select(v => v.Step).Order())} {stored.Cleared is not null} {stored.Returned is not null} {stored.Current.Hash}",
            $"{string.Join(",", a.Model.Signed.Order())} {a.Model.Cleared} {a.Model.Returned} {a.Model.Text.Hash()}");
        if (product != oracle) office.Failures.Add($"seed {office.Seed}, assessment {a.Id}: the product holds {product}, the oracle {oracle}");
    }

    private async Task Train(bool err)
    {
        var trainings = office.Get<Trainings>();
        if (taught.Count > 0 && story.Chance(30))
        {
            var (t, by, why) = (story.Any(taught), By(err, Role.Clerk, Role.SupervisionOfficer), Words("重复登记", err));
            Agree("annul a training", (await trainings.Annul(by, t.Id, why, Ct)).Refusal, OracleOffice.Annul(Of(by), t.Model, why));
            return;
        }
        var (keeper, title, where) = (By(err, Role.Clerk, Role.SupervisingLeader), Words("网络回应写作", err), Words("县委党校", err));
        DateOnly? on = err && story.Chance(30) ? story.Chance(50) ? null : OracleCalendar.Day(Now).AddDays(1) : OracleCalendar.Day(Now);
        var (hours, people) = (err && story.Chance(30) ? story.Any([0, 0.25, 201]) : 3.5, err && story.Chance(30) ? Array.Empty<(PersonId, string)>() : [(new PersonId("clerk"), "合格")]);
        var done = await trainings.Record(keeper, new(title, where, on, hours, people), Ct);
        var begun = new List<OracleOffice.Taught>();
        if (Agree("record a training", done.Refusal, OracleOffice.Train(Of(keeper), title, where, on, hours, people.Length, Now, begun.Add)) && begun.Count > 0)
        {
            var known = taught.Select(t => t.Id).ToHashSet();
            taught.Add((begun[0], (await trainings.List(office.Office, ct: Ct)).Single(t => !known.Contains(t.What.Training)).What.Training));
        }
    }

    private async Task Drill(bool err)
    {
        var all = office.Get<Drills>();
        if (drills.Count < 4 && (drills.Count == 0 || story.Chance(25)))
        {
            var cast = DrillWalk.Cast([.. (await office.Get<People>().List(office.Office, Ct)).Where(p => p.Id != second.Person)]);
            var works = !(err && story.Chance(40));
            if (!works) cast = [.. cast.Where(c => c.Role != Role.PrincipalLeader)];
            var (by, title, goal, minutes) = (By(err, Role.Clerk, Role.DutyLeader), Words("首报演练", err), Words("练习首报", err), err && story.Chance(30) ? 5 : 120);
            await using var script = DrillWalk.Script();
            var done = await all.Plan(by, new DrillPlan(title, goal, null, minutes, cast), script, "脚本.csv", ct: Ct);
            Agree("plan a drill", done.Refusal, OracleOffice.PlanDrill(Of(by), null, title, goal, minutes, works, d => drills.Add((d, done.Ok ? done.Value.Id : default))));
            return;
        }
        var (d, id) = story.Any(drills);
        // One drill is played through.
        var played = drills.Any(x => x.Model.Begun);
        switch (office.Random.Next(5))
        {
            case 0 when err || played:
                var (dropper, why) = (By(err, Role.Clerk, Role.DutyLeader), Words("与会议冲突", err));
                Agree("drop a drill", (await all.Drop(dropper, id, why, Ct)).Refusal, OracleOffice.Drop(Of(dropper), d, why));
                break;
            case 1 or 2 when !played || err:
                var beginner = err || played ? office.By(story.Any([Role.Clerk, Role.DutyLeader, Role.AuditAdministrator])) : office.By(story.Any([Role.SupervisingLeader, Role.PrincipalLeader]));
                Agree("begin a drill", (await all.Begin(beginner, id, Ct)).Refusal, OracleOffice.Begin(Of(beginner), d));
                break;
            case 3 when d.Over:
                var (lesson, finisher, evidence) = (1 + office.Random.Next(2), office.By(story.Any([Role.Clerk, Role.SectionHead, Role.SystemAdministrator])), Words("已修订预案", err));
                Agree("finish a lesson", (await all.FinishLesson(finisher, id, lesson, evidence, Ct)).Refusal, OracleOffice.Finish(Of(finisher), d, lesson, "head", evidence));
                break;
            default:
                await EndDrill((d, id), err);
                break;
        }
    }

    private async Task EndDrill((OracleOffice.Exercise Model, OfficeId Id) drill, bool err)
    {
        var (by, findings) = (By(err, Role.Clerk, Role.SupervisionOfficer), Words("首报慢了五分钟", err));
        var (owner, due) = (err && story.Chance(30) ? "nobody" : "head", OracleCalendar.Day(Now).AddDays(err && story.Chance(30) ? -9 : 20));
        Agree("end a drill", (await office.Get<Drills>().End(by, drill.Id, new(findings, [("修订预案", new PersonId(owner), due)]), Ct)).Refusal,
            OracleOffice.End(Of(by), drill.Model, findings, 1, owner == "head" && due >= OracleCalendar.Day(Now)));
    }

    /// <summary>A capture of a post goes to a category 3 event, and to no other (R17); afterwards both hashes verify.</summary>
    private async Task Capture(bool err, IReadOnlyList<Live> events)
    {
        var captures = office.Get<Captures>();
        var fit = events.Where(e => e.Id != default && !e.Parted && e.Topic is not null && (err || e.Model is { Category: Category.Fabrication, Closed: null })).ToList();
        if (fit.Count == 0) return;
        var e = story.Any(fit);
        var by = By(err, Role.Clerk);
        var pages = await office.Get<Referrals>().Pages(by, (await office.Cases.Find(office.Office, e.Id, Ct))!, Ct);
        var post = err && story.Chance(30) || pages.Count == 0 ? (long?)null : pages[0].Post;
        var (issuer, taken) = (Words("白杨公证处", err), err && story.Chance(30) ? Now.AddMinutes(3) : Now.AddMinutes(-3));
        var file = err && story.Chance(30) ? "没有格式的文字" : $"%PDF-1.7 第{e.Number}件第{(err ? 0 : e.Model.Captures.Count)}份";
        var attached = await office.Act(e, "attach a capture", () => captures.Attach(by, e.Id, new(CaptureKind.Notarised, post, taken, issuer), Encoding.UTF8.GetBytes(file), ct: Ct),
            () => e.Model.Attach(Of(by), post is not null, taken, issuer, file.StartsWith("%PDF-", StringComparison.Ordinal), file, Now));
        Acts++;
        if (!attached) return;
        var states = (await captures.Check(office.By(Role.LegalReviewer), e.Id, Ct)).Value;
        if (states.Count != e.Model.Captures.Count || states.Any(s => !s.File || s.Text == false)) office.Fail(e, "a hash of a capture does not verify");
    }

    /// <summary>At the year's end both hold the same of all of it, and the ledger alone comes to what is stored.</summary>
    public async Task Same()
    {
        var from = model.Days.Keys.First();
        var stored = await office.Get<DutyRoster>().List(office.Office, from, from.AddDays(500), Ct);
        stored.Select(s => (s.Day, s.Officer.Value, s.Leader.Value, s.HandedOver?.At, s.HandedOver?.By.Value, s.TakenOver?.At, s.TakenOver?.By.Value))
            .ShouldBe(model.Days.Select(d => (d.Key, d.Value.Officer, d.Value.Leader, d.Value.Out?.At, d.Value.Out?.By, d.Value.In?.At, d.Value.In?.By)));
        (await office.Get<DutyRoster>().Log(office.Office, from, from.AddDays(500), Ct)).Count.ShouldBe(model.Log);
        var gaps = new List<DateOnly>();
        await foreach (var e in office.Get<Ledger>().Read(office.Office, Subject.Of(office.Office), 0, Ct)) if (e.Act == "roster.gap") gaps.Add(e.As(ShiftJson.Default.RosterGapFound).Day);
        gaps.ShouldBe(model.Gaps);
        foreach (var a in assessed)
        {
            await Same(a);
            Appraisals.Bytes((await office.Get<Appraisals>().Replay(office.Office, a.Id, Ct))!).ShouldBe(Appraisals.Bytes((await office.Get<Appraisals>().Find(office.Office, a.Id, Ct))!));
        }
        foreach (var (d, id) in drills)
        {
            var drill = (await office.Get<Drills>().Find(office.Office, id, Ct))!;
            (drill.BegunAt is not null, drill.EndedAt is not null, drill.Dropped is not null, drill.Done.Count).ShouldBe((d.Begun, d.Over, d.Dropped, d.LessonsDone.Count));
            Drills.Bytes((await office.Get<Drills>().Replay(office.Office, id, Ct))!).ShouldBe(Drills.Bytes(drill));
        }
        (await office.Get<Trainings>().List(office.Office, ct: Ct)).Where(t => t.Annulled is null).Select(t => t.What.Training).ShouldBe(taught.Where(t => !t.Model.Annulled).Select(t => t.Id), ignoreOrder: true);

        // It says something only if it was a full year of them.
        Acts.ShouldBeGreaterThan(250);
        model.Days.Values.Count(d => d.In is not null).ShouldBeGreaterThan(12);
        model.Gaps.Count.ShouldBeGreaterThan(3);
        assessed.Count(a => a.Model.Cleared).ShouldBeGreaterThan(3);
        taught.Count.ShouldBeGreaterThan(0);
    }
}
