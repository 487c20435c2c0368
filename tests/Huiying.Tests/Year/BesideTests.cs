using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Track;

namespace Huiying.Tests.Year;

/// <summary>
/// What stands beside the events of the year and has clocks of its own: early signs (R11) and what other offices report (R08, R28), months of them with random officers
/// against what the regulation's words ask. The oracle is the few lines beside each act.
/// </summary>
public sealed class BesideTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>"register of early signs with review dates; an overdue review alerts; a sign closes only with the problem's outcome".</summary>
    [Theory, InlineData(1), InlineData(2), Clause("R11")]
    public async Task Half_a_year_of_early_signs_alerts_for_exactly_the_reviews_that_are_overdue(int seed)
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect().AddAssess().AddHandle());
        var (signs, clock, random) = (test.Get<Signs>(), test.Get<SignClock>(), new Random(seed));
        var known = new List<(SignId Id, DateTimeOffset Due, bool Over, HashSet<DateTimeOffset> Told)>();
        var (refused, alerts) = (0, 0);
        for (var step = 0; step < 400; step++)
        {
            test.Time.Advance(TimeSpan.FromHours(1 + random.Next(20)));
            var now = test.Time.GetUtcNow();
            var day = OracleCalendar.Day(now).AddDays(random.Next(-1, 12));
            var ends = OracleCalendar.DayEnd(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)), 0);
            if (known.Count < 25 && random.Next(3) == 0)
            {
                var section = random.Next(8) == 0 ? new SectionId("nowhere") : TestOffice.Business;
                var made = await signs.Register(test.By(Role.SectionOfficer), $"第{step}处堤面开裂", "巡查", section, new PersonId("officer"), day, Ct);
                Agrees(made.Refusal, "R11", ends > now && section == TestOffice.Business);
                if (made.Ok) known.Add((made.Value.Id, ends, false, []));
            }
            else if (known.Count > 0)
            {
                var at = random.Next(known.Count);
                var (id, due, over, told) = known[at];
                var words = random.Next(6) == 0 ? " " : "看过，没有扩大";
                if (random.Next(4) > 0)
                {
                    var reviewed = await signs.Review(test.By(Role.SectionHead, TestOffice.Business), id, words, day, Ct);
                    Agrees(reviewed.Refusal, "R11", !over && words.Trim().Length > 0 && ends > now);
                    if (reviewed.Ok) known[at] = (id, ends, false, told);
                }
                else
                {
                    var outcome = random.Next(4) == 0 ? SignOutcome.Event : SignOutcome.Solved;
                    var closed = await signs.Close(test.By(Role.Clerk), id, outcome, words, Ct);
                    Agrees(closed.Refusal, "R11", !over && words.Trim().Length > 0 && outcome == SignOutcome.Solved);
                    if (closed.Ok) known[at] = (id, due, true, told);
                }
            }
            if (random.Next(3) > 0) continue;
            // The clock comes by: every review that is over and was not told of yet, and no other.
            foreach (var id in await clock.Due(test.Office, Ct)) await clock.Tell(test.Office, id, Ct);
            foreach (var s in known.Where(s => !s.Over && s.Due < now)) if (s.Told.Add(s.Due)) alerts++;
            foreach (var s in known) (await signs.Find(test.By(Role.Clerk), s.Id, Ct))!.Alerts.Select(a => a.What.ReviewAt).ShouldBe(s.Told, ignoreOrder: true, $"seed {seed}, {now:u}");
        }
        output.WriteLine($"{known.Count} signs, {alerts} alerts, {refused} refusals");
        (known.Count, alerts > 5, refused > 20).ShouldBe((25, true, true));

        void Agrees(Refusal? no, string clause, bool allowed)
        {
            if (no is not null) refused++;
            (no is null).ShouldBe(allowed, $"seed {seed}, {test.Time.GetUtcNow():u}: {no?.Code}");
            no?.Clause.ShouldBe(clause);
        }
    }

    /// <summary>"签收 (2 working hours)"; "near due and overdue escalate to the supervising leader, then the first responsible person" (R04), also in the office above.</summary>
    [Theory, InlineData(1), Clause("R04"), Clause("R08"), Clause("R40")]
    public async Task Months_of_reports_between_offices_are_due_late_and_told_of_as_the_words_say(int seed)
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect().AddAssess().AddHandle().AddRespond().AddTrack().AddReview());
        var others = await Neighbours.Make(test.Services);
        var (incoming, clock, random) = (test.Get<Incomings>(), test.Get<IncomingClock>(), new Random(seed));
        var (clerk, leader, head) = (await others.By(Neighbours.City, Role.Clerk), await others.By(Neighbours.City, Role.SupervisingLeader), await others.By(Neighbours.City, Role.PrincipalLeader));
        var sent = new List<(IncomingId Id, DateTimeOffset At, DateTimeOffset Due, DateTimeOffset? Signed, bool Near, bool Late)>();
        var c = (await test.Get<Cases>().Open(test.By(Role.Clerk), new OpenCase("白杨村路灯不亮", new Huiying.Handle.Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value;
        for (var step = 0; step < 130; step++)
        {
            test.Time.Advance(TimeSpan.FromMinutes(3 + random.Next(random.Next(8) == 0 ? 3000 : 25)));
            var now = test.Time.GetUtcNow();
            if (random.Next(3) == 0)
            {
                (await test.Get<Cases>().Report(test.By(Role.Clerk), c.Id, "city-office", ReportMode.System, now, "", "", "涉及面广", Ct)).Refusal.ShouldBeNull();
                var id = (await incoming.List(clerk, ct: Ct)).Value.Single(i => sent.All(s => s.Id != i.Id)).Id;
                sent.Add((id, now, OracleCalendar.OfTheRepository.WorkingHours(now, 2), null, false, false));
            }
            else if (random.Next(3) == 0 && (sent.FindIndex(s => s.Signed is null && s.Near && now <= s.Due) is >= 0 and var soon ? soon : sent.FindIndex(s => s.Signed is null)) is >= 0 and var at)
            {
                (await incoming.Sign(clerk, sent[at].Id, Ct)).Refusal.ShouldBeNull();
                sent[at] = sent[at] with { Signed = now };
            }
            await clock.Look(Neighbours.City, Ct);
            for (var i = 0; i < sent.Count; i++)
            {
                if (sent[i].Signed is not null) continue;
                // A short clock is near when a quarter of it is left, from the sending; late means after its end.
                if (now > sent[i].Due) sent[i] = sent[i] with { Late = true };
                else if (now >= sent[i].Due - (sent[i].Due - sent[i].At) / 4) sent[i] = sent[i] with { Near = true };
            }
            foreach (var s in sent)
            {
                var item = (await incoming.Find(clerk, s.Id, Ct)).Value;
                var duty = item.Duties().ShouldHaveSingleItem();
                (duty.DueAt, duty.DischargedAt, duty.Late(now)).ShouldBe((s.Due, s.Signed, (s.Signed ?? now) > s.Due), $"seed {seed}, {now:u}");
                var told = item.Notices.Select(n => n.What).Where(n => n.Level != NoticeLevel.Reminder).ToList();
                told.Any(n => n.To.Contains(leader.Person)).ShouldBe(s.Near || s.Late, $"seed {seed}, {now:u}, sent {s.At:u}, due {s.Due:u}");
                told.Any(n => n.To.Contains(head.Person)).ShouldBe(s.Late, $"seed {seed}, {now:u}");
                told.Count.ShouldBeLessThanOrEqualTo(2);
            }
        }
        // Whoever holds a post there finds each late one among 迟漏谎瞒, signed for since or not, with its entry.
        var faults = (await test.Get<FaultLines>().Of(await others.By(Neighbours.City, Role.SectionOfficer), Ct)).Value.Where(f => f.Address.StartsWith("/incoming/", StringComparison.Ordinal)).ToList();
        faults.ShouldAllBe(f => f.Kind == FaultKind.Late && f.FoundAt != null);
        faults.Select(f => f.Address).ShouldBe(sent.Where(s => s.Late).Select(s => $"/incoming/{s.Id}"), ignoreOrder: true);
        output.WriteLine($"{sent.Count} reports, {sent.Count(s => s.Late)} late, {sent.Count(s => s.Near && !s.Late)} only near");
        (sent.Count > 20, sent.Any(s => s.Late), sent.Any(s => s.Near && !s.Late)).ShouldBe((true, true, true));
    }
}
