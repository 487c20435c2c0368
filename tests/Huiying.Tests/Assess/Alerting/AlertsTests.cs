// long: one office's alerts from post to acknowledgement, on both engines.
using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Assess.Alerting;

public sealed class AlertsTests
{
    private const string Water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";
    private const string School = "松林镇中学门口每天早晚堵车，学生过马路很危险，请交警安排人疏导";

    private static readonly AlertRuleText Three = new("三条就看", RuleKind.Threshold, AlertLevel.Warning, [Role.Clerk], AtLeast: 3, Hours: 24);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task A_flood_of_nearly_the_same_post_makes_one_topic_and_one_alert_of_each_level(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        for (var i = 0; i < 300; i += 60)
        {
            await AssessmentTests.Take(test, [.. Enumerable.Range(i, 60).Select(n => AssessmentTests.Some(n, $"{Water}（{n}号楼）")), AssessmentTests.Some(1000 + i, School)]);
            await AssessmentTests.Assess(test);
            await Look(test);
            test.Time.Advance(TimeSpan.FromMinutes(10));
        }
        var flooded = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Single(t => t.Title.Contains("自来水", StringComparison.Ordinal));
        flooded.Posts.ShouldBe(300);
        var alerts = await All(test);
        alerts.Select(a => (a.Topic, a.Level)).ShouldBe([(flooded.Id, AlertLevel.Warning), (flooded.Id, AlertLevel.Notice)]);
        alerts[1].Fired.ShouldHaveSingleItem().Zh.ShouldBe("近 24 小时 60 条，达到 30 条");
        alerts[0].Fired.Select(f => f.Rule).ShouldBe(["very-many", "many"]);
        alerts[0].Told.Select(t => t.Name).ShouldBe(["安文", "高岭"]);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("R04")]
    public async Task Two_nodes_at_once_raise_and_tell_once_and_another_process_tells_what_was_only_raised(Engine engine)
    {
        await using var test = await With(engine, Three);
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        await Post(test, 3);
        await Task.WhenAll(Task.Run(() => test.Get<AlertWatch>().Look(test.Office, Ct), Ct), Task.Run(() => other.GetRequiredService<AlertWatch>().Look(test.Office, Ct), Ct));
        (await All(test)).ShouldHaveSingleItem().ToldAt.ShouldBeNull();
        // Here the first process dies: what it raised is told by whoever looks next.
        await Task.WhenAll(Task.Run(() => other.GetRequiredService<AlertTelling>().Tell(test.Office, Ct), Ct), Task.Run(() => test.Get<AlertTelling>().Tell(test.Office, Ct), Ct));
        var alert = (await All(test)).ShouldHaveSingleItem();
        (alert.ToldAt, alert.Told.Single().Id).ShouldBe((test.Time.GetUtcNow(), test.By(Role.Clerk).Person));
        var entries = (await test.Ledger.Read(test.Office, alert.Topic!.Value.Subject, 0, Ct).ToListAsync(Ct)).Select(e => e.Act).ToList();
        entries.Count(e => e == "alerts.raise").ShouldBe(1);
        entries.Count(e => e == "alerts.tell").ShouldBe(1);
        (await test.Get<AlertWatch>().Due(test.Office, Ct)).ShouldBeFalse();
        (await other.GetRequiredService<AlertTelling>().Due(test.Office, Ct)).ShouldBeFalse();
    }

    [Theory, BothEngines, Clause("R06")]
    public async Task At_night_it_waits_for_the_end_of_the_quiet_hours_and_all_that_waited_is_told_together(Engine engine)
    {
        var quiet = new QuietHours(new(22, 0), new(7, 0));
        await using var test = await With(engine, Three with { Quiet = quiet }, Three with { Name = "十条就急", Level = AlertLevel.Urgent, AtLeast = 10, Quiet = quiet });
        test.Time.Advance(TimeSpan.FromHours(14.5));
        await Post(test, 3);
        await Look(test);
        test.Time.Advance(TimeSpan.FromHours(1));
        await AssessmentTests.Take(test, [.. Enumerable.Range(50, 3).Select(n => AssessmentTests.Some(n, School))]);
        await AssessmentTests.Assess(test);
        await Look(test);
        var kept = await All(test);
        var morning = new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero);
        kept.Count.ShouldBe(2);
        kept.ShouldAllBe(a => a.ToldAt == null && a.TellAt == morning && a.Kept!.Contains("22:00"));
        kept.ShouldAllBe(a => !a.Waits(test.By(Role.Clerk).Person));
        // The gravest level waits for nobody; those on duty are told with the others.
        await Post(test, 7, from: 10);
        await Look(test);
        var urgent = (await All(test))[0];
        (urgent.Level, urgent.Kept).ShouldBe((AlertLevel.Urgent, null));
        urgent.Told.Select(t => t.Name).ShouldBe(["安文", "牛夜", "潘晨"], ignoreOrder: true);
        (await test.Get<AlertRecord>().Acknowledge(test.By(Role.DutyOfficer), urgent.Id, null, Ct)).Refusal.ShouldBeNull();
        test.Time.SetUtcNow(morning.AddMicroseconds(-1));
        (await test.Get<AlertTelling>().Due(test.Office, Ct)).ShouldBeFalse();
        test.Time.SetUtcNow(morning);
        await Look(test);
        (await All(test)).Where(a => a.Level == AlertLevel.Warning).ShouldAllBe(a => a.ToldAt == morning);
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task A_mute_keeps_an_alert_back_but_never_that_of_a_major_rule(Engine engine)
    {
        await using var test = await With(engine, Three);
        var topic = await Post(test, 1);
        (await test.Get<Corrections>().Mute(test.By(Role.Clerk), topic, test.Time.GetUtcNow().AddDays(3), "水厂已公告", Ct)).Refusal.ShouldBeNull();
        await Post(test, 4, from: 10);
        await Look(test);
        (await All(test)).ShouldBeEmpty();
        await AssessmentTests.Take(test, AssessmentTests.Some(90, Water, counts: new Counts(Views: 30_000, Replies: 900)));
        await AssessmentTests.Assess(test);
        await Look(test);
        (await All(test)).ShouldHaveSingleItem().Topic.ShouldBe(topic);
    }

    [Theory, BothEngines, Clause("S09"), Clause("S16")]
    public async Task Who_is_kept_from_a_topic_is_neither_told_of_its_alert_nor_sees_it(Engine engine)
    {
        await using var test = await With(engine, Three);
        var topic = await Post(test, 1);
        var clerk = test.By(Role.Clerk);
        await test.Acts.Run<Done>(test.By(Role.PrincipalLeader), "test.hide", topic.Subject, async act =>
        {
            await Topics.Hide(act, topic, [(clerk.Person, null), (null, TestOffice.Business)], Ct);
            return default(Done);
        }, Ct);
        await Post(test, 3, from: 10);
        await Look(test);
        var alert = (await All(test, Role.SupervisingLeader)).ShouldHaveSingleItem();
        // Nobody else holds the post: the first responsible persons are told.
        alert.Told.Select(t => t.Name).ShouldBe(["何树", "江平"], ignoreOrder: true);
        foreach (var kept in new[] { clerk, test.By(Role.SectionHead, TestOffice.Business) })
        {
            (await test.Get<AlertRecord>().List(kept, ct: Ct)).Value.ShouldBeEmpty();
            (await test.Get<AlertRecord>().Open(kept, Ct)).Value.ShouldBeEmpty();
            (await test.Get<AlertRecord>().Find(kept, alert.Id, Ct)).Refusal!.Code.ShouldBe("not-found");
            (await test.Get<AlertRecord>().Acknowledge(kept, alert.Id, "", Ct)).Refusal!.Code.ShouldBe("not-found");
        }
    }

    [Theory, BothEngines, Clause("R48")]
    public async Task The_same_level_alerts_again_only_when_the_topic_was_calm_and_rose_again(Engine engine)
    {
        await using var test = await With(engine, Three);
        await Post(test, 4);
        await Look(test);
        test.Time.Advance(TimeSpan.FromHours(30));
        await Post(test, 4, from: 10);
        await Look(test);
        (await All(test)).Count.ShouldBe(1);
        test.Time.Advance(TimeSpan.FromHours(74));
        await Post(test, 4, from: 20);
        await Look(test);
        var alerts = await All(test);
        alerts.Select(a => a.Level).ShouldBe([AlertLevel.Warning, AlertLevel.Warning]);
        // A clock that jumps back raises nothing anew and loses nothing.
        test.Time.AdjustTime(test.Time.GetUtcNow().AddHours(-50));
        await Post(test, 4, from: 30);
        await Look(test);
        (await All(test)).Count.ShouldBe(2);
    }

    [Theory, BothEngines, Clause("R20")]
    public async Task Merging_and_splitting_topics_tells_nobody_what_they_know(Engine engine)
    {
        await using var test = await With(engine, Three);
        var water = await Post(test, 4);
        await AssessmentTests.Take(test, [.. Enumerable.Range(50, 3).Select(n => AssessmentTests.Some(n, School))]);
        await AssessmentTests.Assess(test);
        await Look(test);
        var first = await All(test);
        first.Count.ShouldBe(2);
        var school = first.Single(a => a.Topic != water).Topic!.Value;
        (await test.Get<Corrections>().Merge(test.By(Role.Clerk), school, water, "同一件事", Ct)).Refusal.ShouldBeNull();
        await Look(test);
        (await All(test)).ShouldAllBe(a => a.Topic == water);
        (await test.Get<AlertRecord>().Of(test.By(Role.Clerk), water, Ct)).Value.Count.ShouldBe(2);
        var posts = (await test.Get<Topics>().PostsOf(test.By(Role.Clerk), water, ct: Ct)).Value.Where(p => p.Post.Text == School).Select(p => p.Post.Id).ToList();
        var split = (await test.Get<Corrections>().Split(test.By(Role.Clerk), water, posts, "另一件事", Ct)).Value;
        await Look(test);
        (await All(test)).Count.ShouldBe(2);
        // What was split off and rises beyond its source's level alerts by itself.
        (await test.Get<AlertRules>().Add(test.By(Role.Clerk), Three with { Name = "五条就急", Level = AlertLevel.Urgent, AtLeast = 5 }, Ct)).Refusal.ShouldBeNull();
        await AssessmentTests.Take(test, [.. Enumerable.Range(60, 3).Select(n => AssessmentTests.Some(n, School))]);
        await AssessmentTests.Assess(test);
        await Look(test);
        (await All(test)).Single(a => a.Level == AlertLevel.Urgent).Topic.ShouldBe(split);
    }

    [Theory, BothEngines, Clause("R19")]
    public async Task A_sensitive_term_of_the_list_and_a_medium_s_own_report_alert_and_a_copy_does_not(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var (clerk, watch) = (test.By(Role.Clerk), test.Get<AlertWatch>());
        var paper = (await test.Get<Sources>().Add(clerk, new("省报", SourceKind.Feed, "https://paper.example/feed", TimeSpan.FromHours(1), Media: MediaLevel.Provincial), Ct)).Value;
        await AssessmentTests.Take(test, AssessmentTests.Some(1, "红星小区旧楼墙体昨夜坍塌，幸无人受困，请尽快排查其他楼栋"), AssessmentTests.Some(2, School));
        await AssessmentTests.Assess(test);
        (await watch.Look(test.Office, Ct)).ShouldBe(1);
        await AssessmentTests.Take(test, AssessmentTests.Some(3, "记者调查：松林镇中学门口堵车为何无人问津？家长质疑部门推诿扯皮", host: "paper.example") with { Source = paper });
        await AssessmentTests.Assess(test);
        (await watch.Look(test.Office, Ct)).ShouldBe(1);
        await AssessmentTests.Take(test, AssessmentTests.Some(4, "转载省报：记者调查松林镇中学门口堵车为何无人问津？家长质疑部门推诿扯皮，来源：省报", host: "other.example"));
        await AssessmentTests.Assess(test);
        (await watch.Look(test.Office, Ct)).ShouldBe(0);
        (await All(test)).Select(a => (a.Kind, a.Level)).ShouldBe([(RuleKind.Media, AlertLevel.Urgent), (RuleKind.Term, AlertLevel.Warning)]);
        (await All(test))[1].Fired.Single().Zh.ShouldBe("信息里有“坍塌”");
        // Older posts that are only read in now are no news.
        await AssessmentTests.Take(test, AssessmentTests.Some(5, "去年北湖公园溺水事故的赔偿一直没有结果") with { Published = test.Time.GetUtcNow().AddDays(-200) });
        await AssessmentTests.Assess(test);
        (await watch.Look(test.Office, Ct)).ShouldBe(0);
    }

    [Theory, BothEngines, Clause("R04"), Clause("R41")]
    public async Task What_nobody_has_seen_in_time_goes_up_once_and_to_acknowledge_is_to_discover(Engine engine)
    {
        await using var test = await With(engine, Three);
        var (record, clerk) = (test.Get<AlertRecord>(), test.By(Role.Clerk));
        var topic = await Post(test, 3);
        await Look(test);
        var alert = (await record.Find(clerk, (await All(test))[0].Id, Ct)).Value;
        alert.Opened.ShouldBe((test.Time.GetUtcNow(), clerk.Name));
        // To open it is not to acknowledge it: four working hours, over the midday break.
        test.Time.Advance(new TimeSpan(5, 30, 0));
        await Look(test);
        (await All(test))[0].UpAt.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromMicroseconds(1));
        await Look(test);
        await Look(test);
        (await All(test))[0].Up.Select(t => t.Name).ShouldBe(["高岭"]);
        (await test.Ledger.Read(test.Office, topic.Subject, 0, Ct).ToListAsync(Ct)).Count(e => e.Act == "alerts.tell").ShouldBe(2);
        (await record.Acknowledge(test.By(Role.SectionOfficer), alert.Id, "看过", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await record.Acknowledge(test.By(Role.SupervisingLeader), alert.Id, "已电话核实", Ct)).Refusal.ShouldBeNull();
        (await record.Acknowledge(clerk, alert.Id, "看过", Ct)).Refusal!.Code.ShouldBe("alert.seen");
        (await record.Open(clerk, Ct)).Value.ShouldBeEmpty();
        var page = (await test.Get<Topics>().Open(clerk, topic, Ct)).Value;
        (page.DiscoveredBy, page.Line.DiscoveredAt).ShouldBe((Discovery.Alert, test.Time.GetUtcNow()));
    }

    [Fact, Clause("R04")]
    public async Task What_the_next_above_knew_already_goes_to_those_who_are_told_of_what_is_overdue()
    {
        await using var test = await With(Engine.Sqlite, Three with { Tell = [Role.Clerk, Role.SupervisingLeader] });
        await Post(test, 3);
        await Look(test);
        test.Time.Advance(TimeSpan.FromHours(6));
        await Look(test);
        (await All(test))[0].Up.Select(t => t.Name).ShouldBe(["高岭", "何树", "江平"], ignoreOrder: true);
    }

    [Fact, Clause("R06")]
    public async Task Of_the_duty_posts_whoever_the_roster_names_is_told()
    {
        await using var test = await With(Engine.Sqlite, Three with { Tell = [Role.DutyOfficer] });
        await using (var store = test.Open())
        {
            store.Add(new AppointmentRow { Office = test.Office, Id = "duty-2", Person = test.By(Role.Spokesperson).Person, Role = Role.DutyOfficer, From = test.Time.GetUtcNow() });
            await store.SaveChangesAsync(Ct);
        }
        (await test.Get<DutyRoster>().Plan(test.By(Role.Clerk), [new(new(2026, 3, 2), test.By(Role.Spokesperson).Person, test.By(Role.DutyLeader).Person, "0400-0000001")], Ct)).Refusal.ShouldBeNull();
        await Post(test, 3);
        await Look(test);
        (await All(test))[0].Told.Select(t => t.Name).ShouldBe(["任声"]);
    }

    [Theory, BothEngines, Clause("R14")]
    public async Task A_silent_source_is_told_by_its_rule_and_one_look_ends_both_notices(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var clerk = test.By(Role.Clerk);
        await using (var store = test.Open())
        {
            store.Add(Huiying.Collect.Alerts.Row(test.Office, AlertKind.SourceSilent, new Subject("source", "s1"), "来源“柳河论坛”已20天没有新内容。", test.Time.GetUtcNow()));
            await store.SaveChangesAsync(Ct);
        }
        (await test.Get<AlertWatch>().LookAtSources(test.Office, Ct)).ShouldBe(1);
        (await test.Get<AlertWatch>().LookAtSources(test.Office, Ct)).ShouldBe(0);
        await Look(test);
        var alert = (await All(test)).ShouldHaveSingleItem();
        (alert.Kind, alert.Topic, alert.Told.Single().Name).ShouldBe((RuleKind.Silence, null, "安文"));
        (await test.Get<AlertRecord>().Acknowledge(clerk, alert.Id, " ", Ct)).Refusal!.Clause.ShouldBe("R14");
        (await test.Get<AlertRecord>().Acknowledge(clerk, alert.Id, "栏目已迁移", Ct)).Refusal.ShouldBeNull();
        (await test.Get<Huiying.Collect.Alerts>().Open(clerk, Ct)).Value.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task A_saved_search_alerts_its_owner_alone_and_once_until_they_have_looked(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var owner = test.By(Role.SectionHead, TestOffice.Business);
        var policy = await test.Get<Huiying.Ground.Policies.PolicyVersions>().Current(test.Office, Ct);
        Task<Outcome<string>> Raise() => test.Acts.Run<string>(Actor.Clock(test.Office), "alerts.raise", Subject.Of(test.Office), async act =>
            await AlertRaising.Raise(act, new("7", "供水", AlertLevel.Notice, "新增 2 条", "2 new", [], owner.Person, [], "/search?q=供水"), policy, Ct) ?? "", Ct);
        (await Raise()).Value.ShouldNotBeEmpty();
        (await Raise()).Value.ShouldBeEmpty();
        await Look(test);
        var alert = (await test.Get<AlertRecord>().List(owner, ct: Ct)).Value.ShouldHaveSingleItem();
        (alert.Title, alert.Link, alert.Told.Single().Id, alert.AnswerBy).ShouldBe(("供水", "/search?q=供水", owner.Person, null));
        (await All(test, Role.SupervisingLeader)).ShouldBeEmpty();
        (await test.Get<AlertRecord>().Acknowledge(owner, alert.Id, null, Ct)).Refusal.ShouldBeNull();
        (await Raise()).Value.ShouldNotBeEmpty();
    }

    [Theory, BothEngines]
    public async Task A_topic_that_has_not_changed_is_not_looked_at(Engine engine)
    {
        await using var test = await With(engine, Three);
        await Post(test, 2);
        await Look(test);
        await using (var store = test.Open())
        {
            // As if they had been looked at long ago.
            await store.Set<TopicRow>().ExecuteUpdateAsync(t => t.SetProperty(x => x.Posts, 500), Ct);
        }
        (await test.Get<AlertWatch>().Due(test.Office, Ct)).ShouldBeFalse();
        (await test.Get<AlertWatch>().Look(test.Office, Ct)).ShouldBe(0);
    }

    private static async Task<TestStore> With(Engine engine, params AlertRuleText[] rules)
    {
        var test = await AssessmentTests.Create(engine);
        foreach (var rule in rules) (await test.Get<AlertRules>().Add(test.By(Role.Clerk), rule, Ct)).Refusal.ShouldBeNull();
        return test;
    }

    /// <summary>So many posts on the water, and their topic.</summary>
    private static async Task<TopicId> Post(TestStore test, int count, int from = 1)
    {
        await AssessmentTests.Take(test, [.. Enumerable.Range(from, count).Select(n => AssessmentTests.Some(n, Water))]);
        await AssessmentTests.Assess(test);
        return (await test.Get<Topics>().List(test.By(Role.SupervisingLeader), ct: Ct)).Value.Single(t => t.Title.Contains("自来水", StringComparison.Ordinal)).Id;
    }

    private static async Task Look(TestStore test)
    {
        await test.Get<AlertWatch>().Look(test.Office, Ct);
        await test.Get<AlertTelling>().Tell(test.Office, Ct);
    }

    private static async Task<IReadOnlyList<RaisedAlert>> All(TestStore test, Role by = Role.Clerk) => (await test.Get<AlertRecord>().List(test.By(by), ct: Ct)).Value;
}
