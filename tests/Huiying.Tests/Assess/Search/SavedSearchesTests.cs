using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Assess.Search;

public sealed class SavedSearchesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("S15")]
    public async Task A_search_for_a_person_is_not_saved_by_whatever_writing(Engine engine)
    {
        await using var test = await Create(engine);
        foreach (var query in (string[])["张三丰", "停水 张三丰", "停水 或 张三丰", "“张三丰”", "（停水 或 （张 三丰））", "張三豐", "张 三 丰", "13912345678", "停水 0436-3212345", "220802199001011234", "@柳河小张", "停水 非 张三丰", "欧阳修文", "张书记", "停水 阿卜杜勒·卡迪尔", "“买买提·艾山” 或 停水", "托马斯女士"])
        {
            var refusal = (await test.Get<SavedSearches>().Save(test.By(Role.Clerk), "停水", new(query), true, Ct)).Refusal.ShouldNotBeNull(query);
            (refusal.Code, refusal.Clause).ShouldBe(("search.person", "S15"), query);
            refusal.Zh.ShouldNotContain("张");
        }
        (await test.Get<SavedSearches>().Save(test.By(Role.Clerk), "张三丰", new("停水"), true, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("search.person");
        (await test.Get<SavedSearches>().List(test.By(Role.Clerk), Ct)).Value.ShouldBeEmpty();
        foreach (var query in (string[])["停水 或 停电", "自来水 非 通知", "张家村 停水", "12345 热线", "“停水，两天”"])
        {
            (await test.Get<SavedSearches>().Save(test.By(Role.Clerk), "供水", new(query), false, Ct)).Refusal.ShouldBeNull(query);
        }
    }

    [Theory, BothEngines]
    public async Task A_saved_search_is_the_office_s_and_its_owner_s_to_change(Engine engine)
    {
        await using var test = await Create(engine);
        var searches = test.Get<SavedSearches>();
        var officer = test.By(Role.SectionOfficer);
        (await searches.Save(officer, " ", new("停水"), false, Ct)).Refusal!.Zh.ShouldContain("取个名字");
        (await searches.Save(officer, "供水", new(), false, Ct)).Refusal!.Zh.ShouldContain("没有可保存的");
        (await searches.Save(officer, "供水", new("停水 （"), false, Ct)).Refusal!.Code.ShouldBe("search.query");
        var id = (await searches.Save(officer, "供水", new(" 停水 ", new(2026, 1, 1), Kind: PostKind.Message, Grade: Grade.Major), false, Ct)).Value;
        var saved = (await searches.List(test.By(Role.PrincipalLeader), Ct)).Value.ShouldHaveSingleItem();
        saved.Query.ShouldBe(new("停水", Kind: PostKind.Message, Grade: Grade.Major));
        (saved.Name, saved.Alerts, saved.Owner).ShouldBe(("供水", false, officer.Person));
        (await searches.Alert(test.By(Role.Clerk), id, true, null, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await searches.Alert(officer, id, true, saved.Version + 1, Ct)).Refusal!.Code.ShouldBe("case.changed");
        (await searches.Alert(officer, id, true, saved.Version, Ct)).Refusal.ShouldBeNull();
        (await searches.List(officer, Ct)).Value.Single().Alerts.ShouldBeTrue();
        (await searches.End(test.By(Role.PartyMember), id, null, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await searches.End(test.By(Role.Clerk), id, null, Ct)).Refusal.ShouldBeNull();
        (await searches.List(officer, Ct)).Value.ShouldBeEmpty();
        (await searches.End(officer, id, null, Ct)).Refusal!.Code.ShouldBe("not-found");
        var nobody = officer with { Posts = [] };
        (await searches.List(nobody, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await searches.Save(nobody, "供水", new("停水"), false, Ct)).Refusal!.Code.ShouldBe("not-your-post");
    }

    [Theory, BothEngines, Clause("S15")]
    public async Task New_posts_are_told_to_the_owner_once_a_day_whoever_looks_and_however_often(Engine engine)
    {
        await using var test = await Create(engine);
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        await Take(test, 1, "东街停水一天");
        var clerk = test.By(Role.Clerk);
        (await test.Get<SavedSearches>().Save(clerk, "供水", new("停水"), true, Ct)).Refusal.ShouldBeNull();
        (await test.Get<SavedSearches>().Save(test.By(Role.SectionOfficer), "供电", new("停电"), false, Ct)).Refusal.ShouldBeNull();
        (await test.Get<SearchWatch>().Due(test.Office, Ct)).ShouldBeFalse("what was there when it was saved is not new");
        await Take(test, 2, "西街停电");
        (await test.Get<SearchWatch>().Look(test.Office, Ct)).ShouldBe(0);
        (await test.Get<SearchWatch>().Due(test.Office, Ct)).ShouldBeFalse();

        await Take(test, 3, "南街停水两天了", "北街停水，孩子上学没有水喝");
        (await test.Get<SearchWatch>().Due(test.Office, Ct)).ShouldBeTrue();
        var raised = await Task.WhenAll(test.Get<SearchWatch>().Look(test.Office, Ct), other.GetRequiredService<SearchWatch>().Look(test.Office, Ct));
        raised.Sum().ShouldBe(1);
        await test.Get<AlertTelling>().Tell(test.Office, Ct);
        var alert = (await test.Get<AlertRecord>().Open(clerk, Ct)).Value.ShouldHaveSingleItem();
        (alert.Kind, alert.Title).ShouldBe((RuleKind.SavedSearch, "供水"));
        alert.Fired.ShouldHaveSingleItem().Zh.ShouldContain("新增 2 条");
        alert.Told.Select(t => t.Id).ShouldBe([clerk.Person]);
        (await test.Get<AlertRecord>().Open(test.By(Role.PrincipalLeader), Ct)).Value.ShouldBeEmpty();

        await Take(test, 5, "中街停水");
        (await test.Get<SearchWatch>().Due(test.Office, Ct)).ShouldBeFalse("once a day");
        test.Time.Advance(TimeSpan.FromDays(1));
        (await test.Get<SearchWatch>().Look(test.Office, Ct)).ShouldBe(0, "the last alert is still open: its link shows all");
        (await test.Get<AlertRecord>().Acknowledge(clerk, alert.Id, null, Ct)).Refusal.ShouldBeNull();
        await Take(test, 6, "河东停水");
        (await test.Get<SearchWatch>().Look(test.Office, Ct)).ShouldBe(1);
        // At night it waits for the morning.
        test.Time.Advance(TimeSpan.FromHours(14));
        await test.Get<AlertTelling>().Tell(test.Office, Ct);
        (await test.Get<AlertRecord>().Acknowledge(clerk, (await test.Get<AlertRecord>().Open(clerk, Ct)).Value.Single().Id, null, Ct)).Refusal.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromHours(24));
        await Take(test, 7, "河西停水");
        (await test.Get<SearchWatch>().Look(test.Office, Ct)).ShouldBe(1);
        var night = (await test.Get<AlertRecord>().Open(clerk, Ct)).Value.Single();
        night.ToldAt.ShouldBeNull();
        (night.TellAt - test.Time.GetUtcNow()).ShouldBe(TimeSpan.FromHours(8));
    }

    [Theory, BothEngines, Clause("S16")]
    public async Task A_topic_kept_from_the_owner_is_not_told_of_and_an_owner_without_a_post_is_told_nothing(Engine engine)
    {
        await using var test = await Create(engine);
        var clerk = test.By(Role.Clerk);
        (await test.Get<SavedSearches>().Save(clerk, "供水", new("停水"), true, Ct)).Refusal.ShouldBeNull();
        await Take(test, 1, "东街停水，物业不管");
        var topic = (await test.Get<Topics>().Search(clerk, new("停水"), ct: Ct)).Value.Posts.Single().Topic;
        (await test.Acts.Run<Done>(test.By(Role.PartySecretary), "topics.hide", topic.Subject, async act =>
        {
            await Topics.Hide(act, topic, [(clerk.Person, null)], Ct);
            return default(Done);
        }, Ct)).Ok.ShouldBeTrue();
        (await test.Get<SearchWatch>().Look(test.Office, Ct)).ShouldBe(0);
        (await test.Get<AlertRecord>().Open(clerk, Ct)).Value.ShouldBeEmpty();
        (await test.Get<SearchWatch>().Due(test.Office, Ct)).ShouldBeFalse();
    }

    private static async Task Take(TestStore test, int first, params string[] texts)
    {
        await AssessmentTests.Take(test, [.. texts.Select((t, i) => PostSearchTests.Some(first + i, t))]);
        await test.Get<Assessment>().Run(test.Office, 500, Ct);
    }

    private static Task<TestStore> Create(Engine engine) => TestStore.Create(engine, s => s.AddCollect().AddAssess());
}
