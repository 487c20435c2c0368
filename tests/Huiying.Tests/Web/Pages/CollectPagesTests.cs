using System.Net;
using System.Text;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Web.Pages;

public sealed class CollectPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R15")]
    public async Task A_source_is_registered_paused_and_resumed_with_its_state_in_words()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var form = new Dictionary<string, string> { ["name"] = "县政府网通知", ["url"] = "https://www.example.org/feed.xml", ["kind"] = "Feed", ["every"] = "60" };
        (await clerk.Send("/sources/new?handler=add", form, page: "/sources/new")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var html = await clerk.Read("/sources");
        html.ShouldContain("尚未采集");
        var id = System.Text.RegularExpressions.Regex.Match(html, "name=\"id\" value=\"([0-9a-f]+)\"").Groups[1].Value;
        // Changed on the page: another interval, and of which level it is a medium.
        (await clerk.Send("/sources?handler=change", new() { ["id"] = id, [$"name-{id}"] = "省晚报", [$"url-{id}"] = "https://www.example.org/feed.xml", [$"every-{id}"] = "30", [$"media-{id}"] = "Provincial" }, page: "/sources"))
            .StatusCode.ShouldBe(HttpStatusCode.Redirect);
        html = await clerk.Read("/sources");
        html.ShouldContain("省级媒体");
        html.ShouldContain("省晚报");
        (await clerk.Send("/sources?handler=change", new() { ["id"] = id, [$"name-{id}"] = "省晚报", [$"url-{id}"] = "ftp://www.example.org/", [$"every-{id}"] = "30" }, page: "/sources"))
            .StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await clerk.Send("/sources?handler=pause", new() { ["id"] = id, ["reason"] = "栏目改版" }, page: "/sources");
        (await clerk.Read("/sources")).ShouldContain("已停采：栏目改版");
        await clerk.Send("/sources?handler=resume", new() { ["id"] = id }, page: "/sources");
        (await clerk.Read("/sources")).ShouldNotContain("已停采：");
    }

    [Fact, Clause("S15")]
    public async Task A_personal_name_is_refused_as_a_watch_term_with_what_was_typed_kept()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var answer = await clerk.Send("/terms?handler=add", new() { ["all"] = "13800138000" }, page: "/terms");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        html.ShouldContain("S15");
        html.ShouldContain("13800138000");
        (await clerk.Send("/terms?handler=add", new() { ["all"] = "危房 改造" }, page: "/terms")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read("/terms")).ShouldContain("危房＋改造");
    }

    [Fact, Clause("R14")]
    public async Task A_patrol_with_nothing_found_is_signed_and_shown_as_such()
    {
        await using var site = await SiteHost.Start();
        await site.Get<Huiying.Collect.Patrols>().Plan(site.Store.Office, majorOpen: false, Ct);
        using var duty = await site.SignedIn(Role.DutyOfficer);
        (await duty.Read("/desk")).ShouldContain("巡查签字");
        var page = await duty.Read("/patrols");
        var id = System.Text.RegularExpressions.Regex.Match(page, "name=\"id\" value=\"([^\"]+)\"").Groups[1].Value;
        (await duty.Send("/patrols?handler=sign", new() { ["id"] = id }, page: "/patrols")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await duty.Send("/patrols?handler=sign", new() { ["id"] = id, ["nothing"] = "true" }, page: "/patrols")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await duty.Read("/patrols")).ShouldContain("未发现</span>");
        (await duty.Read("/desk")).ShouldNotContain("巡查签字");
    }

    [Fact, Clause("R49")]
    public async Task A_post_that_vanished_is_marked_on_its_page_its_topic_its_event_and_in_search_as_not_the_offices_doing()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        const string mark = "再看时原页面已不在；不是本单位删除，数量照计";
        using (var input = new MemoryStream(Encoding.UTF8.GetBytes("""{"id":"1","time":"2026-03-01T08:00:00Z","title":"柳河桥头的护栏坏了","body":"柳河桥头的护栏坏了，晚上走过的人要小心。","url":"https://bbs.example.org/1"}""")))
        {
            (await site.Get<Huiying.Collect.Import>().Run(Actor.CommandLine(site.Store.Office), new("网页.jsonl"), input, ct: Ct)).Value.Counts.Stored.ShouldBe(1);
        }
        await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, ct: Ct);
        var topic = (await site.Get<Huiying.Assess.Topics>().List(site.Store.By(Role.Clerk), ct: Ct)).Value.ShouldHaveSingleItem().Id;
        var opened = await site.Get<Huiying.Handle.Cases>().Open(site.Store.By(Role.Clerk), new("护栏损坏", new(Huiying.Handle.IntakeChannel.Web, true), topic.ToString(), site.Store.Time.GetUtcNow()), Ct);
        string[] pages = ["/posts/1", $"/topics/{topic}", $"/events/{opened.Value.Id}", "/search?q=护栏"];
        foreach (var page in pages) WebUtility.HtmlDecode(await clerk.Read(page)).ShouldNotContain(mark, Shouldly.Case.Sensitive, page);
        await using (var store = site.Store.Open())
        {
            var at = site.Store.Time.GetUtcNow();
            await store.Set<Huiying.Collect.PostRow>().ExecuteUpdateAsync(p => p.SetProperty(x => x.VanishedAt, at), Ct);
        }
        foreach (var page in pages) WebUtility.HtmlDecode(await clerk.Read(page)).ShouldContain(mark, Shouldly.Case.Sensitive, page);
        WebUtility.HtmlDecode(await clerk.Read(pages[2])).ShouldContain("本系统没有要求网站删帖的功能");
    }
}
