using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Collect;

public sealed class HealthTests
{
    private const int Today = 1000;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SourceRow Row(TimeSpan known, IEnumerable<DateTimeOffset> beats, OfficeId? office = null) => new()
    {
        Office = office ?? TestOffice.Id,
        Id = new SourceId("s"),
        Name = "示例栏目",
        Kind = SourceKind.Feed,
        Url = "https://news.example/feed",
        Host = "news.example",
        EverySeconds = 3600,
        AddedAt = Now - known,
        NextDueAt = Now,
        LastSuccessAt = Now,
        LastOutcome = PollOutcome.NotModified,
        Beats = new Rhythm([]).With(beats, Now).Kept,
    };

    private static IEnumerable<DateTimeOffset> Each(TimeSpan gap, TimeSpan quiet, int count = 32) => Enumerable.Range(0, count).Select(n => Now - quiet - gap * n);

    private static SourceHealth Of(SourceRow row, params (int Ago, int Items)[] days) =>
        Health.Of(row, days.Select(d => new SourceDayRow { Office = row.Office, Source = row.Id, Day = Today - d.Ago, Items = d.Items }), Today, Now);

    [Theory]
    [InlineData(1, 30, 0.9, false)] // every hour, day and night: a day without is odd
    [InlineData(1, 30, 1.1, true)]
    [InlineData(24, 200, 5, false)] // once a day: after a week
    [InlineData(24, 200, 7, true)]
    [InlineData(24 * 7, 400, 30, false)] // once a week: after six weeks
    [InlineData(24 * 7, 400, 43, true)]
    [InlineData(24 * 30, 2000, 100, false)] // once a month: after half a year
    [InlineData(24 * 30, 2000, 190, true)]
    public void Silence_is_judged_by_the_sources_own_rhythm(int gapHours, int knownDays, double quietDays, bool silent) =>
        Of(Row(TimeSpan.FromDays(knownDays), Each(TimeSpan.FromHours(gapHours), TimeSpan.FromDays(quietDays)))).Silent.ShouldBe(silent);

    [Fact]
    public void A_source_of_working_days_is_not_called_silent_on_a_sunday_evening()
    {
        // Twenty items in a Friday's working hours are all that is remembered; the days tell of week's ends.
        var friday = Each(TimeSpan.FromMinutes(20), TimeSpan.FromDays(2.6), 24);
        (int, int)[] days = [.. Enumerable.Range(3, 25).Where(ago => ago % 7 is not (1 or 2)).Select(ago => (ago, 24))];
        Of(Row(TimeSpan.FromDays(60), friday), days).Silent.ShouldBeFalse();
        Of(Row(TimeSpan.FromDays(60), Each(TimeSpan.FromMinutes(20), TimeSpan.FromDays(9), 24)), days).Silent.ShouldBeTrue();
        Of(Row(TimeSpan.FromDays(3), friday)).Silent.ShouldBeFalse("read since Friday: it has no week's end yet");
    }

    [Fact]
    public void What_is_said_of_a_silent_source_names_its_habit_and_what_to_do()
    {
        var health = Of(Row(TimeSpan.FromDays(200), Each(TimeSpan.FromDays(1), TimeSpan.FromDays(12))));
        health.Zh.ShouldBe("已12天没有新内容，平时约24小时就有一条。请打开网页看栏目是否已迁移或停更。");
        health.UsualGap.ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public void Neither_a_paused_nor_a_failing_source_is_called_silent()
    {
        var row = Row(TimeSpan.FromDays(200), Each(TimeSpan.FromDays(1), TimeSpan.FromDays(30)));
        row.PausedBecause = "栏目停更";
        Of(row).Silent.ShouldBeFalse();
        (row.PausedBecause, row.Failures) = (null, 1);
        Of(row).Silent.ShouldBeFalse();
    }

    [Fact]
    public void A_source_without_a_known_rhythm_is_given_a_fortnight()
    {
        Of(Row(TimeSpan.FromDays(13), [])).Silent.ShouldBeFalse();
        Of(Row(TimeSpan.FromDays(15), [])).Silent.ShouldBeTrue();
    }

    [Fact]
    public void Items_a_day_are_shown_against_its_habit_and_today_is_not_held_against_it()
    {
        (int, int)[] habit = [.. Enumerable.Range(1, 27).Select(ago => (ago, 8))];
        var health = Of(Row(TimeSpan.FromDays(60), Each(TimeSpan.FromHours(3), TimeSpan.Zero)), habit);
        (health.UsualPerDay, health.Days.Count, health.Days[^1], health.Days[^2]).ShouldBe((8, 28, 0, 8));
        health.Warnings.ShouldBeEmpty();

        var fallen = Of(Row(TimeSpan.FromDays(60), Each(TimeSpan.FromHours(3), TimeSpan.Zero)), [.. habit.Where(d => d.Item1 > 3), (2, 1)]);
        fallen.Warnings.ShouldHaveSingleItem().ShouldContain("近三天每天约0.3条，平时每天约7.1条");
        Of(Row(TimeSpan.FromDays(2), []), [(1, 8)]).UsualPerDay.ShouldBeNull("two days are no habit");
        Of(Row(TimeSpan.FromDays(6), []), [.. habit.Take(6)]).UsualPerDay.ShouldBe(8, "the days before it was registered do not count");
    }

    [Fact]
    public void A_certificate_is_spoken_of_from_fourteen_days_before_its_end()
    {
        var row = Row(TimeSpan.FromDays(60), Each(TimeSpan.FromHours(3), TimeSpan.Zero));
        row.CertificateUntil = Now.AddDays(14).AddSeconds(1);
        Of(row).Warnings.ShouldBeEmpty();
        row.CertificateUntil = Now.AddDays(14);
        Of(row).Warnings.ShouldHaveSingleItem().ShouldContain("还有14天到期");
        row.CertificateUntil = Now;
        Of(row).Warnings.ShouldHaveSingleItem().ShouldContain("已经过期");
    }

    [Fact]
    public void Every_way_to_end_has_a_sentence_of_its_own_and_each_failure_says_what_to_do()
    {
        var all = Enum.GetValues<PollOutcome>();
        all.Select(o => Health.Sentence(o, 500)).Distinct().Count().ShouldBe(all.Length);
        foreach (var outcome in all.Where(o => !Health.IsSuccess(o))) Health.Sentence(outcome, 500).ShouldMatch("请|重试|推迟", outcome.ToString());
    }

    [Theory, BothEngines, Clause("R14")]
    public async Task A_silence_and_a_certificate_alert_once_each_and_the_next_ones_again(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var row = Row(TimeSpan.FromDays(200), Each(TimeSpan.FromDays(1), TimeSpan.FromDays(12)), test.Office);
        (row.LastItemAt, row.CertificateUntil) = (Now.AddDays(-12), Now.AddDays(10));
        await using (var store = test.Open())
        {
            store.Add(row);
            store.Add(new RunRow { Office = test.Office, Id = "old", Source = row.Id, StartedAt = Now.AddDays(-61), EndedAt = Now.AddDays(-61), Outcome = PollOutcome.Collected });
            store.Add(new RunRow { Office = test.Office, Id = "new", Source = row.Id, StartedAt = Now.AddDays(-59), EndedAt = Now.AddDays(-59), Outcome = PollOutcome.Collected });
            await store.SaveChangesAsync(Ct);
        }
        (await test.Get<SourceWatch>().Look(test.Office, Ct)).ShouldBe(2);
        (await test.Get<SourceWatch>().Look(test.Office, Ct)).ShouldBe(0);
        var open = (await test.Get<Alerts>().Open(test.By(Role.Clerk), Ct)).Value;
        open.Select(a => a.Kind).ShouldBe([AlertKind.CertificateEnding, AlertKind.SourceSilent], ignoreOrder: true);
        open.ShouldAllBe(a => a.Zh.Contains("示例栏目") && a.Zh.Contains('请') && a.Subject == new Subject("source", "s"));
        foreach (var alert in open) (await test.Get<Alerts>().Acknowledge(test.By(Role.Clerk), alert.Id, "已联系网站", Ct)).Ok.ShouldBeTrue();
        (await test.Get<SourceWatch>().Look(test.Office, Ct)).ShouldBe(0, "acknowledged, it is the same silence");
        await using (var store = test.Open())
        {
            (await store.Set<RunRow>().Select(r => r.Id).ToListAsync(Ct)).ShouldBe(["new"]);
            var now = await store.Set<SourceRow>().SingleAsync(Ct);
            // It spoke, the site has a new certificate, and then it was silent again.
            (now.LastItemAt, now.CertificateUntil) = (Now.AddDays(-11), Now.AddDays(90));
            await store.SaveChangesAsync(Ct);
        }
        (await test.Get<SourceWatch>().Look(test.Office, Ct)).ShouldBe(1);
    }
}
