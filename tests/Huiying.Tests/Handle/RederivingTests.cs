using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Assessment = Huiying.Assess.Assessment;

namespace Huiying.Tests.Handle;

/// <summary>A year without a notice, and what happens when the notice comes.</summary>
public sealed class RederivingTests
{
    private static readonly CalendarYear Next = new(2027, "1月1日（星期五）至3日\n2027-02-05 至 2027-02-11", "2月13日、2月20日", "国办发明电〔2026〕9号（示例）");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R40")]
    public async Task A_new_year_derives_again_only_the_open_duties_that_were_counted_by_weekends_alone(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var cases = test.Get<Cases>();
        // Monday 2026-12-28 09:00 in Shanghai.
        test.Time.SetUtcNow(new DateTimeOffset(2026, 12, 28, 1, 0, 0, TimeSpan.Zero));
        var opened = (await cases.Open(test.By(Role.Clerk), new OpenCase("跨年的事", new(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value;
        var before = (await cases.Change(Actor.Clock(test.Office), opened.Id, "test.duty", (c, d) =>
        {
            var open = new DutyOpener(c.Duties.Count, d);
            return new CaseEntry[]
            {
                open.Clocked("R50", "总结评估报告", "Summary", d.Now, Grade.Ordinary), open.Clocked("R50", "已交的", "Done", d.Now, Grade.Ordinary),
                open.Clocked("R08:sign", "签收", "Sign", d.Now, Grade.Ordinary), new DutyDischarged(5, d.Now, "已交"),
            };
        }, Ct)).Value;
        var owed = before.Duties.Single(d => d.Zh == "总结评估报告");
        // 29, 30, 31 December, and by weekends alone Friday 1 and Monday 4 January.
        owed.DueAt.ShouldBe(new DateTimeOffset(2027, 1, 4, 16, 0, 0, TimeSpan.Zero));
        owed.Derivation.ShouldContain(l => l.Contains("只按周末推算", StringComparison.Ordinal));
        (await test.Get<Rederiving>().Look(test.Office, Ct)).ShouldBe(0);

        (await test.Get<CalendarVersions>().ImportYear(test.By(Role.SectionHead), Next, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await test.Get<CalendarVersions>().ImportYear(test.By(Role.Clerk), Next, Ct)).Value.Added.ShouldBe([2027]);
        (await test.Get<Rederiving>().Look(test.Office, Ct)).ShouldBe(1);
        (await test.Get<Rederiving>().Look(test.Office, Ct)).ShouldBe(0);

        var after = (await cases.Find(test.Office, opened.Id, Ct))!;
        var again = after.Duties.Single(d => d.Number == owed.Number);
        // Now 1 to 3 January are off, so the fifth working day is Tuesday 5 January.
        again.DueAt.ShouldBe(new DateTimeOffset(2027, 1, 5, 16, 0, 0, TimeSpan.Zero));
        again.From.ShouldBe(owed.From);
        again.WeekendsOnly.ShouldBeNull();
        again.Derivation.ShouldContain(l => l.Contains("重算", StringComparison.Ordinal));
        foreach (var other in before.Duties.Where(d => d.Number != owed.Number)) after.Duties.Single(d => d.Number == other.Number).DueAt.ShouldBe(other.DueAt, other.Zh);
        Cases.Bytes((await cases.Replay(test.Office, opened.Id, Ct))!).ShouldBe(Cases.Bytes(after));
        (await cases.History(test.Office, opened.Id, Ct).ToListAsync(Ct)).Count(e => e.Act == "duties.rederive").ShouldBe(1);
    }

    [Fact, Clause("R41")]
    public async Task An_unanswered_topic_is_derived_again_too_and_an_answered_one_is_not()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect().AddAssess());
        test.Time.SetUtcNow(new DateTimeOffset(2026, 12, 31, 9, 0, 0, TimeSpan.Zero));
        foreach (var text in new[] { "杨柳街道自来水发黄有异味，盼尽快恢复", "松林镇中学门口每天早晚堵车，学生过马路很危险" })
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"id":"{{text.Length}}","time":"2026-12-31T08:00:00Z","body":"{{text}}"}"""));
            (await test.Get<Import>().Run(Actor.CommandLine(test.Office), new ImportFile("a.jsonl"), input, ct: Ct)).Value.Rejected.ShouldBeEmpty();
        }
        await test.Get<Assessment>().Run(test.Office, ct: Ct);
        // 17:00 on the last day of the year: half an hour today, the rest on the next working day.
        var from = test.Time.GetUtcNow();
        var due = Deadlines.Due(new DueRequest(Rules.Topic, Grade.Ordinary, false, false, null, from), Policy.Default, WorkCalendar.Shipped).Value;
        due.WeekendsOnly.ShouldBeTrue();
        await using (var store = test.Open())
        {
            var topics = await store.Set<TopicRow>().ToListAsync(Ct);
            topics.Count.ShouldBe(2);
            foreach (var t in topics)
            {
                (t.DutyGrade, t.DutyFrom, t.DutyDueAt, t.DutyDerivation, t.DutyPolicy) = (Grade.Ordinary, from, due.DueAt, string.Join('\n', due.Zh), due.PolicyHash);
            }
            topics[0].Answer = TopicAnswer.NoAction;
            await store.SaveChangesAsync(Ct);
        }
        (await test.Get<TopicCalendar>().Look(test.Office, Ct)).ShouldBe(0);
        (await test.Get<CalendarVersions>().ImportYear(test.By(Role.SystemAdministrator), Next, Ct)).Refusal.ShouldBeNull();
        (await test.Get<TopicCalendar>().Look(test.Office, Ct)).ShouldBe(1);
        (await test.Get<TopicCalendar>().Look(test.Office, Ct)).ShouldBe(0);
        await using var now = test.Open();
        (await now.Set<TopicRow>().Where(t => t.Answer == null).Select(t => t.DutyDueAt).SingleAsync(Ct)).ShouldBe(new DateTimeOffset(2027, 1, 4, 4, 0, 0, TimeSpan.Zero));
        (await now.Set<TopicRow>().Where(t => t.Answer != null).Select(t => t.DutyDueAt).SingleAsync(Ct)).ShouldBe(due.DueAt);
        (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).Count(e => e.Act == "topics.rederive").ShouldBe(1);
    }

    [Theory]
    [InlineData("1月1日至3日", "2027-01-01/2027-01-03")]
    [InlineData("2027年1月1日（星期五）至1月3日（星期日）", "2027-01-01/2027-01-03")]
    [InlineData("2027-04-04", "2027-04-04")]
    [InlineData("2027-04-04 to 2027-04-06", "2027-04-04/2027-04-06")]
    [InlineData("4月30日—5月4日", "2027-04-30/2027-05-04")]
    public void The_notice_is_copied_as_it_is_written(string line, string kept) =>
        new CalendarYear(2027, line, "", "通知").AddTo(WorkCalendar.ShippedText).Value.ShouldContain($"\"{kept}\"");

    [Theory]
    [InlineData("13月1日")]
    [InlineData("2月30日")]
    [InlineData("2026-01-01")]
    [InlineData("1月3日至1日")]
    [InlineData("春节七天")]
    [InlineData("")]
    public void A_line_that_is_no_date_of_the_year_is_refused_and_named(string line)
    {
        var refusal = new CalendarYear(2027, line, "", "通知").AddTo(WorkCalendar.ShippedText).Refusal.ShouldNotBeNull();
        refusal.Zh.ShouldContain(line);
    }
}
