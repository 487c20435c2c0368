using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Collect;
using Huiying.Tests.House;

namespace Huiying.Tests.Web.Pages;

/// <summary>Adding sources, trying terms, mapping columns, entering by hand, as the pages do it.</summary>
public sealed class SourcePagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R15")]
    public async Task One_field_leads_from_an_address_to_posts_that_say_why_they_were_taken()
    {
        await using var local = await LocalSite.Start();
        await using var site = await Start();
        List(local);
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Send("/terms?handler=add", new() { ["all"] = "路灯" }, page: "/terms")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var (path, html) = await Look(clerk, local.Url("/list.html"));
        html.ShouldContain("会采到这些");
        html.ShouldContain("第3盏路灯的一则消息标题");
        html.ShouldContain("标题已命中");
        var fields = Hidden(html, "add");
        fields["kind"].ShouldBe("List");
        (await clerk.Send("/sources/new?handler=add", new(fields) { ["name"] = "", ["every"] = "60" }, page: path)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await clerk.Send("/sources/new?handler=add", new(fields) { ["name"] = "县政府网·通知", ["every"] = "60", ["folder"] = "县内" }, page: path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Get<Poller>().Visit(World.Host, [site.Store.Office], 1, Ct)).Single().Counts.ShouldSatisfyAllConditions(c => (c.Stored + c.Copies).ShouldBe(4));
        var sources = await clerk.Read("/sources");
        sources.ShouldContain("县政府网·通知");
        sources.ShouldContain("今天 4 条");
        sources.ShouldContain("<svg class=\"spark\"");
        var post = await clerk.Read("/posts/1");
        post.ShouldContain("关注词：路灯");
        post.ShouldContain("<mark>路灯</mark>");
        // A second look says that it is registered.
        (await Look(clerk, local.Url("/list.html"))).Html.ShouldContain("已经登记为“县政府网·通知”");
    }

    [Fact]
    public async Task A_slow_site_shows_how_far_the_look_is_without_script()
    {
        await using var local = await LocalSite.Start();
        await using var site = await Start();
        List(local);
        var gate = new TaskCompletionSource();
        local.Before = path => path == "/list.html" ? gate.Task : Task.CompletedTask;
        using var clerk = await site.SignedIn(Role.Clerk);
        var begun = await clerk.Send("/sources/new", new() { ["address"] = local.Url("/list.html") });
        var path = begun.Headers.Location!.ToString();
        var waiting = clerk.Open(path);
        // A second of the office's clock, then the page answers with how far it is.
        while (!waiting.IsCompleted)
        {
            await Task.Delay(20, Ct);
            site.Store.Time.Advance(TimeSpan.FromMilliseconds(200));
        }
        var answer = await waiting;
        answer.Headers.GetValues("Refresh").ShouldBe(["1"]);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        html.ShouldContain("正在查看");
        html.ShouldNotContain("http-equiv");
        gate.SetResult();
        (await clerk.Read(path)).ShouldContain("会采到这些");
        using var other = await site.SignedIn(Role.PrincipalLeader);
        var foreign = await other.Open(path);
        foreign.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await foreign.Content.ReadAsStringAsync(Ct)).ShouldContain("重新粘贴网址");
    }

    [Fact, Clause("S08")]
    public async Task A_private_address_is_refused_with_the_administrators_way_out()
    {
        await using var site = await Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var begun = await clerk.Send("/sources/new", new() { ["address"] = "http://192.168.1.9/list" });
        var answer = await clerk.Open(begun.Headers.Location!.ToString());
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        html.ShouldContain("系统管理员");
        html.ShouldContain("S08");
        html.ShouldContain("http://192.168.1.9/list", Case.Sensitive, "what was typed stays");
        using var section = await site.SignedIn(Role.SectionOfficer);
        (await section.Open("/sources/new")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact, Clause("R15")]
    public async Task A_list_of_sources_goes_out_and_comes_in_with_bad_rows_named()
    {
        await using var site = await Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var opml = """<opml version="2.0"><body><outline text="县内"><outline text="政府网" xmlUrl="https://www.example.org/rss"/><outline text="某人主页" xmlUrl="https://weibo.com/u/1234567890"/></outline></body></opml>""";
        var html = await (await clerk.SendFile("/sources?handler=opml", [], "opml", Encoding.UTF8.GetBytes(opml), "/sources")).Content.ReadAsStringAsync(Ct);
        html.ShouldContain("登记 1 个，早已登记 0 个，未登记 1 个");
        html.ShouldContain("某人主页");
        html.ShouldContain("不得把个人主页");
        (await clerk.Read("/sources.opml")).ShouldContain("<outline text=\"县内\"");
        using var section = await site.SignedIn(Role.SectionOfficer);
        (await section.Open("/sources.opml")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact, Clause("R15")]
    public async Task A_term_is_tried_before_it_is_registered_and_local_places_are_kept()
    {
        await using var site = await Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        (await site.Get<Entries>().Enter(site.Store.By(Role.Clerk), new(Channel.Petition, false, "反映路灯", "白杨村村口路灯不亮。", site.Store.Time.GetUtcNow()), Ct)).Refusal.ShouldBeNull();
        (await clerk.Send("/terms?handler=places", new() { ["names"] = "白杨村 东林路" }, page: "/terms")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var tried = await clerk.Send("/terms?handler=try", new() { ["all"] = "/路灯.{0,3}亮/", ["local"] = "true", ["sample"] = "东林路路灯不亮" }, page: "/terms");
        var html = await tried.Content.ReadAsStringAsync(Ct);
        html.ShouldContain("近7天收下的 1 条中会命中 1 条");
        html.ShouldContain("<mark>路灯不亮</mark>");
        html.ShouldContain("粘贴的文字会命中");
        html.ShouldContain("value=\"/路灯.{0,3}亮/\"", Case.Sensitive, "what was typed stays");
        html.ShouldContain("还没有关注词");
    }

    [Fact, Clause("R16")]
    public async Task A_sheet_with_strange_columns_is_asked_about_once()
    {
        await using var site = await Start();
        using var duty = await site.SignedIn(Role.DutyOfficer);
        var html = await Send("批次,诉求要点,所述\n1,路灯不亮,村口三盏路灯不亮已有三十天。\n");
        html.ShouldContain("各列是什么");
        var held = Regex.Match(html, "name=\"held\" value=\"([0-9a-f]+)\"").Groups[1].Value;
        var wrong = await duty.Send("/import?handler=map", new() { ["held"] = held, ["channel"] = "Hotline", ["column-0"] = "None" }, page: "/import");
        (await wrong.Content.ReadAsStringAsync(Ct)).ShouldContain("请至少把一列指定为");
        var done = await duty.Send("/import?handler=map", new() { ["held"] = held, ["channel"] = "Hotline", ["column-0"] = "None", ["column-1"] = "Title", ["column-2"] = "Body" }, page: "/import");
        (await done.Content.ReadAsStringAsync(Ct)).ShouldContain("收下 1 条，退回 0 行");
        (await Send("批次,诉求要点,所述\n2,停水,清溪镇停水三天没有通知。\n")).ShouldContain("按上次为这种表头指定的对应关系");
        (await (await duty.Send("/import?handler=map", new() { ["held"] = held, ["channel"] = "Hotline" }, page: "/import")).Content.ReadAsStringAsync(Ct)).ShouldContain("请重新选择文件");
        (await site.Get<Posts>().Read(site.Store.By(Role.Clerk), [new PostId(1)], Ct)).Value[0].Channel.ShouldBe(Channel.Hotline);

        async Task<string> Send(string csv) => await (await duty.SendFile("/import", new() { ["channel"] = "Hotline" }, "file", Encoding.UTF8.GetBytes(csv), "/import")).Content.ReadAsStringAsync(Ct);
    }

    [Fact, Clause("R16"), Clause("S09")]
    public async Task An_entry_with_a_letter_is_shown_with_it_but_not_to_whom_its_event_is_kept_from()
    {
        await using var site = await Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.4 letter");
        var fields = new Dictionary<string, string>
        {
            ["channel"] = "Petition",
            ["open"] = "false",
            ["receivedAt"] = "2026-03-02T08:50",
            ["title"] = "来信反映路灯",
            ["text"] = "白杨村村口三盏路灯不亮已有三十天，老人夜里出门不便。",
        };
        var answer = await clerk.SendFile("/entries/new", fields, "files", pdf, "/entries/new");
        answer.Headers.Location!.ToString().ShouldBe("/posts/1");
        (await clerk.Read("/posts/1")).ShouldContain("/posts/1/files/1");
        var file = await clerk.Open("/posts/1/files/1");
        (await file.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(pdf);
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await (await clerk.SendFile("/entries/new", fields, "files", "MZ"u8.ToArray(), "/entries/new")).Content.ReadAsStringAsync(Ct)).ShouldContain("附件只收");

        await site.Get<Assessment>().Run(site.Store.Office, ct: Ct);
        var topic = (await site.Get<Topics>().List(site.Store.By(Role.Clerk), ct: Ct)).Value.Single().Id;
        var me = site.Store.By(Role.Clerk).Person;
        await site.Get<Acts>().Run<Done>(Actor.Clock(site.Store.Office), "test", Subject.Of(site.Store.Office), async act =>
        {
            await Topics.Hide(act, topic, [(me, null)], Ct);
            return default(Done);
        }, Ct);
        (await clerk.Open("/posts/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Open("/posts/1/files/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await clerk.Send("/terms?handler=try", new() { ["all"] = "路灯" }, page: "/terms")).Content.ReadAsStringAsync(Ct)).ShouldNotContain("白杨村");
    }

    /// <summary>The site with the local site's host listed and without pauses.</summary>
    internal static async Task<SiteHost> Start()
    {
        var site = await SiteHost.Start(services: World.Services);
        (await site.Get<Sources>().ListHost(site.Store.By(Role.SystemAdministrator), World.Host, "测试站点", Ct)).Ok.ShouldBeTrue();
        return site;
    }

    /// <summary>A list of four articles in GB18030.</summary>
    internal static void List(LocalSite local)
    {
        local.Page("/list.html", $"""
            <html><head><meta charset="gb2312"><title>通知公告 - 示例县人民政府网</title></head><body><ul class="list">
            {string.Concat(Enumerable.Range(1, 4).Select(i => $"<li><a href=\"/a{i}.html\">关于第{i}盏路灯的一则消息标题</a><span>2026-03-0{i % 2 + 1}</span></li>"))}</ul></body></html>
            """, LocalSite.Gb18030);
        for (var i = 1; i <= 4; i++)
        {
            local.Page($"/a{i}.html", $"""
                <html><head><meta charset="gb2312"><title>关于第{i}盏路灯的一则消息标题_示例县人民政府网</title></head><body><h1>关于第{i}盏路灯的一则消息标题</h1><div class="info">发布时间：2026-03-01 08:3{i}</div>
                <div class="content"><p>{World.Long(i)}</p></div></body></html>
                """, LocalSite.Gb18030);
        }
    }

    private static async Task<(string Path, string Html)> Look(Visitor visitor, string address)
    {
        var path = (await visitor.Send("/sources/new", new() { ["address"] = address })).Headers.Location!.ToString();
        return (path, await visitor.Read(path));
    }

    private static Dictionary<string, string> Hidden(string html, string handler)
    {
        var form = Regex.Match(html, $"<form[^>]*handler={handler}.*?</form>", RegexOptions.Singleline | RegexOptions.IgnoreCase).Value;
        return Regex.Matches(form, "<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\"").ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
    }
}
