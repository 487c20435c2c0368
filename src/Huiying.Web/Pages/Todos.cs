using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Web.Pages.Collect;
using Huiying.Web.Pages.Events;
using Huiying.Web.Pages.Opinion;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>Something that waits for a person.</summary>
/// <param name="DueAt">The end of the clock of what it fulfils; null when nothing of it has one.</param>
/// <param name="Owner">Who answers for it, where others may do it too.</param>
/// <param name="Rank">How far down among the posts that may do it the reader's own stands; 0 for the first.</param>
internal sealed record Todo(string Act, string About, string Address, DateTimeOffset? DueAt, Person? Owner = null, int Rank = 0);

/// <summary>What waits for whom, derived from where everything stands; nothing is queued.</summary>
internal sealed class Todos(Cases cases, Releases releases, Topics topics, Patrols patrols, Alerts alerts, AlertRecord told, Papers papers, Signs signs, Appraisals appraisals, Incomings incoming, Drills drills, Ledger ledger, LedgerAnchors anchors, People people, DutyRoster roster, PolicyVersions policies, TimeProvider time)
{
    /// <summary>How long before its day a review of an early sign stands on the desk.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    /// <summary>All that waits for the actor, the most urgent first.</summary>
    public async Task<IReadOnlyList<Todo>> Of(Actor actor, Text t, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var todos = new List<Todo>();
        if (actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.DutyLeader))
        {
            var held = await patrols.List(actor, now - PatrolsModel.Back, now, ct);
            var open = await alerts.Open(actor, ct);
            if (held.Ok && open.Ok)
            {
                todos.AddRange(held.Value.Where(p => p is { SignedAt: null, MissedAt: null }).Select(p => new Todo(t["巡查签字"], t["网上巡查"], "/patrols", p.Until)));
                // However many were missed, it is one thing to do on one page.
                var missed = held.Value.Where(p => p is { SignedAt: null, MissedAt: not null }).ToList();
                if (missed.Count > 0) todos.Add(new Todo(t["补查并签字"], missed.Count == 1 ? t["网上巡查"] : t["网上巡查（{0} 次）", missed.Count], "/patrols", missed.Min(p => p.Until)));
                // Signed late, it still wants its reason (R14).
                var signed = held.Value.Where(p => p.SignedAt is not null).Select(p => p.Id.Value).ToHashSet();
                todos.AddRange(open.Value.Where(a => a.Kind == AlertKind.PatrolMissed && signed.Contains(a.Subject.Id)).Select(a => new Todo(t["写明没有按时巡查的原因"], t["网上巡查"], "/patrols", null)));
            }
        }
        if (actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyOfficer, Role.DutyLeader))
        {
            var owed = await topics.List(actor, TopicFilter.Unanswered, ct: ct);
            if (owed.Ok) todos.AddRange(owed.Value.Select(o => new Todo(t["决定话题怎样处理"], o.Title, $"/topics/{o.Id}", o.DueAt)));
        }
        if (await told.Open(actor, ct) is { Ok: true } warned)
        {
            // However many there are of one level, it is one page to look through.
            foreach (var level in warned.Value.Where(a => a.Waits(actor.Person)).GroupBy(a => a.Level))
            {
                var act = t["签阅预警（{0}）", t[AlertNames.Of(level.Key)]];
                todos.Add(level.ToList() is [var one] ? new Todo(act, one.Title.Length > 0 ? one.Title : t[AlertNames.Of(one.Kind)], $"/alerts/{one.Id}", one.AnswerBy)
                    : new Todo(act, t["{0} 条预警", level.Count()], "/alerts", level.Min(a => a.AnswerBy)));
            }
        }
        if (Papers.MaySign(actor))
        {
            var hidden = await papers.Hidden(actor, ct);
            // The clock's drafts wait for a leader; whoever wrote one does not sign it (R42).
            todos.AddRange((await papers.Waiting(actor.Office, ct)).Where(p => !hidden(p) && p.Writer != actor.Person)
                .Select(p => new Todo(t["签发报告"], p.Title(t), $"/papers/{p.Id}", null)));
        }
        // A review that comes near or is late waits for whoever looks after the sign (R11).
        todos.AddRange((await signs.List(actor, ct)).Where(s => s.Watched && s.ReviewAt - now < Soon && Signs.May(s, actor))
            .Select(s => new Todo(t["复查苗头"], $"{s.What.Number} {s.What.What}", $"/signs/{s.Id}", s.ReviewAt)));
        foreach (var a in (await appraisals.List(actor.Office, ct)).Where(a => a.Cleared is null))
        {
            if (a.Returned is not null)
            {
                if (a.Current.By == actor.Person) todos.Add(new(t["按退回意见修改发布前评估"], a.Current.Text.Title, $"/appraisals/{a.Id}", null));
            }
            else if ((await appraisals.Steps(actor.Office, a, ct)).FirstOrDefault(s => s.Signed is null).Step is { } step)
            {
                if (step.Fits(actor) && a.Versions.All(v => v.By != actor.Person)) todos.Add(new(t["审批发布前评估：{0}", step.Name], a.Current.Text.Title, $"/appraisals/{a.Id}", null));
            }
            else if (actor.IsAny(Role.Clerk, Role.Spokesperson)) todos.Add(new(t["确认可以发布"], a.Current.Text.Title, $"/appraisals/{a.Id}", null));
        }
        // Whoever guards the records is told without looking for it (R43).
        if (actor.IsAny(Role.AuditAdministrator, Role.SecurityAdministrator) && (await ledger.Standing(actor.Office, (await anchors.Read(ct)).Anchors, ct)).Verdict.BrokenAt is not null)
        {
            todos.Add(new(t["核查台账：对不上"], t["台账"], "/ledger", null));
        }
        todos.AddRange(await Duty(actor, now, t, ct));
        if (!actor.Office.IsDrill) todos.AddRange(await OfDrills(actor, t, ct));
        if (actor.IsAny([.. Incomings.Readers])) todos.AddRange(await Came(actor, t, ct));
        // An order of a superior reaches a closed event too.
        List<CaseId> lines = [.. (await cases.List(actor, ct: ct)).Concat(await cases.OrderedAfterClosing(actor.Office, ct)).Select(l => l.Id)];
        var found = await cases.Find(actor, lines, ct);
        var persons = await people.List(actor.Office, ct);
        foreach (var id in lines) if (found.TryGetValue(id, out var c)) todos.AddRange(await Of(actor, c, persons, t, ct));
        return [.. todos.OrderBy(d => d.DueAt ?? DateTimeOffset.MaxValue)];
    }

    /// <summary>The roster to plan and the hand-over to sign (R06).</summary>
    private async Task<IReadOnlyList<Todo>> Duty(Actor actor, DateTimeOffset now, Text t, CancellationToken ct)
    {
        var todos = new List<Todo>();
        if (DutyRoster.MayPlan(actor) && await roster.Gaps(actor.Office, ct) is [var gap, ..] gaps)
        {
            todos.Add(new(t["排值班表"], t.IsEnglish ? gap.En : gaps.Count == 1 ? gap.Zh : t["{0}等 {1} 天没有值班", gap.Zh, gaps.Count], "/roster", null));
        }
        if (!actor.IsAny(Role.DutyOfficer, Role.DutyLeader)) return todos;
        var today = DutyRoster.DayOf(now, await policies.Current(actor.Office, ct));
        var shifts = await roster.List(actor.Office, today.AddDays(-3), today.AddDays(1), ct);
        todos.AddRange(shifts.Where(s => s.Day < today && s.HandedOver is null && s.Officer == actor.Person)
            .Select(s => new Todo(t["交班签字"], t["{0}的值班", t.Day(s.Day)], "/roster", null)));
        todos.AddRange(shifts.Where(s => s.Day <= today && s is { HandedOver: not null, TakenOver: null } && shifts.Any(n => n.Day == s.Day.AddDays(1) && n.Officer == actor.Person))
            .Select(s => new Todo(t["接班签字"], t["{0}的值班", t.Day(s.Day)], "/roster", null)));
        return todos;
    }

    /// <summary>Drills to begin, and what they found to improve (R54, R55).</summary>
    private async Task<IReadOnlyList<Todo>> OfDrills(Actor actor, Text t, CancellationToken ct)
    {
        var todos = new List<Todo>();
        foreach (var d in await drills.List(actor.Office, ct))
        {
            if (d.IsPlan && Drills.MayBegin(actor)) todos.Add(new(t["批准开始演练"], d.Plan.Title, $"/drills/{d.Id}", null));
            todos.AddRange((d.Ended?.Lessons ?? []).Where(l => l.Owner == actor.Person && d.Done.All(x => x.Lesson != l.Number))
                .Select(l => new Todo(t["完成演练改进事项"], l.Text, $"/drills/{d.Id}", null)));
        }
        return todos;
    }

    /// <summary>
    /// What waits for the actor in the drills they take part in, apart from the real work and only as long as the drill runs (R55). It is done inside the drill, so each
    /// leads to its door.
    /// </summary>
    public async Task<IReadOnlyList<(Drill Drill, IReadOnlyList<Todo> Todos)>> InDrills(Actor actor, Text t, CancellationToken ct)
    {
        if (actor.Office.IsDrill) return [];
        var all = new List<(Drill, IReadOnlyList<Todo>)>();
        foreach (var d in (await drills.List(actor.Office, ct)).Where(d => d.Running && d.Plan.Cast.Any(c => c.Person == actor.Person)))
        {
            // Begun, but its office is not furnished yet.
            if (await people.Actor(d.Id, actor.Person, ct) is { } playing) all.Add((d, await Of(playing, t, ct)));
        }
        return all;
    }

    /// <summary>What other offices reported and waits for the actor.</summary>
    private async Task<IReadOnlyList<Todo>> Came(Actor actor, Text t, CancellationToken ct)
    {
        var listed = await incoming.List(actor, waiting: true, ct: ct);
        if (!listed.Ok) return [];
        var todos = new List<Todo>();
        foreach (var i in listed.Value)
        {
            void Add(string act, DateTimeOffset? due = null) => todos.Add(new(t[act], $"{i.What.From} {i.What.Title}" + t["（{0}）", i.What.What], $"/incoming/{i.Id}", due));
            var clocks = i.Duties().ToDictionary(d => d.Rule, d => d.DueAt);
            if (i.Unsigned && actor.IsAny([.. Incomings.Receivers])) Add("签收来件", clocks.GetValueOrDefault(Incoming.SignDuty));
            if (i.Undecided && actor.IsAny([.. Incomings.Approvers])) Add("批复请示", i.What.DueAt);
            if (i.Forwards.Any(f => f.Owes)) Add("补充越级的理由");
            if (actor.IsAny([.. Incomings.Receivers])) foreach (var f in i.Forwards) foreach (var o in f.Open) Add("落实上级批示并反馈", f.DueAt(o.What.Order));
        }
        return todos;
    }

    /// <summary>What the event waits for, whoever does it, first things first.</summary>
    public async Task<IReadOnlyList<string>> Order(OfficeId office, CaseLine line, Text t, CancellationToken ct) =>
        await cases.Find(office, line.Id, ct) is { } c ? [.. (await Stages.All(c, office, releases, topics, time.GetUtcNow(), ct)).Select(s => s.In(t))] : [];

    /// <summary>What of one event waits for the actor, in the order of the line.</summary>
    public async Task<IReadOnlyList<Todo>> Of(Actor actor, CaseLine line, Text t, CancellationToken ct) =>
        await cases.Find(actor, line.Id, ct) is { } c ? await Of(actor, c, await people.List(actor.Office, ct), t, ct) : [];

    private async Task<IReadOnlyList<Todo>> Of(Actor actor, Case c, IReadOnlyList<Person> persons, Text t, CancellationToken ct)
    {
        var waiting = (await Stages.All(c, actor.Office, releases, topics, time.GetUtcNow(), ct)).Where(s => s.Waits(c.Acting(actor)));
        return [.. waiting.Select(s => new Todo(s.In(t), $"{c.Number} {c.Title}", $"/events/{c.Id}/{s.Task}", s.Due,
            persons.FirstOrDefault(p => p.Id == s.Owner), s.Posts.TakeWhile(r => !actor.Is(r)).Count()))];
    }
}
