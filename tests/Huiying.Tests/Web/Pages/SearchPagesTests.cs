using System.Net;
using System.Text;
using Huiying.Assess;
using Huiying.Assess.Passages;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Web.Pages;

public sealed class SearchPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Posts_are_found_marked_counted_narrowed_and_taken_out()
    {
        await using var site = await SiteHost.Start();
        await Take(site,
            """{"id":"1","time":"2026-03-01T08:00:00Z","title":"东街今晚停電","body":"東街今晚又停電，=1+1 什么时候来？","url":"https://bbs.example.org/1"}""",
            """{"id":"2","time":"2026-02-01T08:00:00Z","title":"西街停水","body":"西街停水两天了，停水通知也没有。","url":"https://bbs.example.org/2"}""");
        using var clerk = await site.SignedIn(Role.Clerk);
        var html = await Read(clerk, "/search?q=停电");
        html.ShouldContain("东街今晚<mark>停電</mark>");
        html.ShouldContain("東街今晚又<mark>停電</mark>");
        html.ShouldContain("找到 1 条");
        html = await Read(clerk, "/search?q=停水 或 停电");
        html.ShouldContain("找到 2 条");
        html.ShouldContain("from=2026-03-01&until=2026-03-01");
        html = await Read(clerk, "/search?q=停水 或 停电&from=2026-03-01&until=2026-03-01");
        html.ShouldContain("找到 1 条");
        html.ShouldContain("从：2026-03-01");
        (await Read(clerk, "/search?q=停水 非 通知")).ShouldContain("没有找到");
        (await Read(clerk, "/search?form=Article&grade=Ordinary")).ShouldContain("找到");

        var csv = await (await clerk.Open("/search.csv?q=停水 或 停电")).Content.ReadAsStringAsync(Ct);
        csv.ShouldContain("東街今晚又停電，=1+1 什么时候来？");
        csv.Split('\n').Length.ShouldBe(4);
        (await clerk.Open("/search.xlsx?q=停水")).Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        (await clerk.Open("/search.xlsx")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Open("/search.pdf?q=停水")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var taken = new List<SheetExported>();
        await foreach (var e in site.Store.Ledger.Read(site.Store.Office, Subject.Of(site.Store.Office), 0, Ct)) if (e.Act == "sheets.export") taken.Add(e.As(SheetJson.Default.SheetExported));
        taken.Select(t => (t.What, t.Format, t.Rows)).ShouldBe([("search-posts", "csv", 2), ("search-posts", "xlsx", 1)]);
    }

    [Fact, Clause("R20")]
    public async Task Policy_documents_are_found_by_their_newest_text_whatever_their_state()
    {
        await using var site = await SiteHost.Start();
        var documents = site.Get<PolicyDocuments>();
        var by = site.Store.By(Role.Clerk);
        static byte[] File(string days) => Encoding.UTF8.GetBytes($"白杨县城乡路灯管理办法\n第一条　接到路燈不亮的报修，应当在{days}内修好。\n第二条　村内道路的路灯由乡镇维修。");
        var first = (await documents.Add(by, new("白杨县城乡路灯管理办法", "白政发〔2025〕8号", new(2025, 3, 1), null, null, ""), File("四十八小时"), Ct)).Value;
        (await documents.Add(by, new("白杨县供热规定", "", new(2025, 3, 1), null, null, ""), Encoding.UTF8.GetBytes("白杨县供热规定\n第一条　室内温度不得低于十八度，路灯不在此列。"), Ct)).Refusal.ShouldBeNull();
        using var clerk = await site.SignedIn(Role.Clerk);
        var html = await Read(clerk, "/search?kind=Documents&q=四十八小时 路灯 非 供热");
        html.ShouldContain("找到 1 条");
        html.ShouldContain($"/documents/{first.Document}");
        html.ShouldContain("<mark>路燈</mark>不亮的报修");
        html.ShouldContain("白政发〔2025〕8号");
        (await Read(clerk, "/search?kind=Documents&q=路灯&state=Withdrawn")).ShouldContain("没有找到");

        (await documents.Replace(by, first.Document, 1, first.Facts, File("三日"), Ct)).Refusal.ShouldBeNull();
        (await documents.Withdraw(by, first.Document, "已被新办法废止", Ct)).Refusal.ShouldBeNull();
        (await Read(clerk, "/search?kind=Documents&q=四十八小时")).ShouldContain("没有找到");
        html = await Read(clerk, "/search?kind=Documents&q=路灯&state=Withdrawn");
        html.ShouldContain("找到 1 条");
        html.ShouldContain("已停用");
        (await (await clerk.Open("/search.csv?kind=Documents&q=三日")).Content.ReadAsStringAsync(Ct)).ShouldContain($"/documents/{first.Document}");
    }

    [Fact, Clause("S15")]
    public async Task A_number_is_refused_and_a_query_that_cannot_be_read_is_explained_with_what_was_typed_kept()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        foreach (var kind in (string[])["", "&kind=Events", "&kind=Answers", "&kind=Papers"])
        {
            using var personal = await clerk.Open("/search?q=13912345678" + kind);
            personal.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, kind);
            var html = WebUtility.HtmlDecode(await personal.Content.ReadAsStringAsync(Ct));
            html.ShouldContain("S15");
            html.ShouldContain("不能按电话号码检索");
            using var wrong = await clerk.Open("/search?q=" + Uri.EscapeDataString("停水 （停电") + kind);
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, kind);
            html = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Ct));
            html.ShouldContain("第 4 个字的前括号没有收尾");
            html.ShouldContain("value=\"停水 （停电\"");
        }
        (await clerk.Open("/search.csv?q=13912345678")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Events_answers_and_papers_are_found_by_what_was_written_in_them_as_it_stands_now()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        using var clerk = await site.SignedIn(Role.Clerk);
        (await Read(clerk, "/search?q=线路老化&kind=Events")).ShouldContain("核实情况：</span>村口三盏路灯不亮，原因是<mark>线路老化</mark>。");
        (await Read(clerk, "/search?q=通电&kind=Events")).ShouldContain("没有找到");
        (await Read(clerk, "/search?q=恢复照明&kind=Answers")).ShouldContain("没有找到");
        await walk.Submitted();
        var html = await Read(clerk, "/search?q=通电&kind=Events");
        html.ShouldContain("处理结果：</span>三盏路灯已修好并<mark>通电</mark>。");
        html.ShouldContain($"/events/{walk.Id}");
        html.ShouldContain("category=Inquiry");
        (await Read(clerk, "/search?q=通电&kind=Events&grade=Major")).ShouldContain("没有找到");
        (await Read(clerk, "/search?q=路灯 非 通电&kind=Events")).ShouldContain("没有找到", customMessage: "the terms stand in texts that belong together");

        html = await Read(clerk, "/search?q=恢复照明&kind=Answers");
        html.ShouldContain("三盏路灯<mark>恢复照明</mark>");
        html.ShouldContain("审批中");
        html.ShouldContain($"/events/{walk.Id}/answers/{(await walk.Release()).Id}");

        var papers = site.Get<Papers>();
        (await papers.Begin(site.Store.By(Role.Clerk), new(walk.Id), new("村口夜间出行不安全", "诉求正当", "尽快修好", "热线一件", "批评报修无人应答"), Ct)).Refusal.ShouldBeNull();
        (await Read(clerk, "/search?q=无人应答&kind=Papers")).ShouldContain("各方意见：</span>批评报修<mark>无人应答</mark>");
        (await Read(clerk, "/search?q=无人应答&kind=Papers&state=signed")).ShouldContain("没有找到");
        var csv = await (await clerk.Open("/search.csv?q=通电&kind=Events")).Content.ReadAsStringAsync(Ct);
        csv.ShouldContain($"/events/{walk.Id}");
    }

    [Fact, Clause("R17"), Clause("S03"), Clause("S16")]
    public async Task Files_are_found_by_name_and_what_was_typed_and_not_sent_by_who_typed_it_alone()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        using var clerk = await site.SignedIn(Role.Clerk);
        var html = await Read(clerk, "/search?q=研判材料 路灯&kind=Files");
        html.ShouldContain("<mark>研判材料</mark>");
        html.ShouldContain($"/events/{walk.Id}/documents/");
        html.ShouldContain("事件的文件");
        var letter = new EntryDraft(Channel.Petition, false, "来信反映路灯", "村口三盏路灯不亮。", site.Store.Time.GetUtcNow(), Files: [new("灯杆处方笺13900004477.pdf", "%PDF-1.7 独有的内文"u8.ToArray())]);
        var post = (await site.Get<Entries>().Enter(site.Store.By(Role.Clerk), letter, Ct)).Value;
        await site.Get<Assessment>().Run(site.Store.Office, ct: Ct);
        html = await Read(clerk, "/search?q=灯杆处方&kind=Files&state=post");
        html.ShouldContain("<mark>灯杆处方</mark>笺");
        html.ShouldContain($"/posts/{post}");
        html.ShouldNotContain("13900004477");
        (await Read(clerk, "/search?q=灯杆处方&kind=Files&state=event")).ShouldContain("没有找到");
        (await Read(clerk, "/search?q=独有的内文&kind=Files")).ShouldContain("没有找到", customMessage: "what is in an attachment is never searched");

        await Type(site, Role.Clerk, $"/events/{walk.Id}/answers", "灯杆更换的答复写到一半");
        await Type(site, Role.Clerk, "/papers", "专报里的灯杆写到一半");
        html = await Read(clerk, "/search?q=灯杆 一半&kind=Drafts");
        html.ShouldContain("找到 2 条");
        html.ShouldContain($"href=\"/events/{walk.Id}/answers\"");
        html.ShouldContain("<mark>灯杆</mark>更换的答复写到");
        html.ShouldContain("报告和单据</a>");
        (await (await clerk.Open("/search.csv?q=灯杆&kind=Drafts")).Content.ReadAsStringAsync(Ct)).ShouldContain("专报里的灯杆写到一半");
        using var officer = await site.SignedIn(Role.SectionOfficer);
        (await Read(officer, "/search?q=灯杆&kind=Drafts")).ShouldContain("没有找到");

        // Whom the event accuses since is led to neither its files nor to what they typed about it.
        await Type(site, Role.SectionOfficer, $"/events/{walk.Id}/claims", "科室的灯杆写到一半");
        await Type(site, Role.SectionOfficer, "/topics/1", "话题里的灯杆写到一半");
        (await Read(officer, "/search?q=灯杆&kind=Drafts")).ShouldContain("找到 2 条");
        await walk.Do(Role.Clerk, "recusal", "name", new() { ["accused"] = $"s:{TestOffice.Business}", ["conduct"] = "故意刁难", ["why"] = "举报科室" });
        (await site.Store.Acts.Run<Done>(site.Store.By(Role.Clerk), "topics.hide", new TopicId("1").Subject, async act =>
        {
            await Topics.Hide(act, new TopicId("1"), [(null, TestOffice.Business)], Ct);
            return default(Done);
        }, Ct)).Ok.ShouldBeTrue();
        (await Read(officer, "/search?q=灯杆&kind=Drafts")).ShouldContain("没有找到");
        (await Read(officer, "/search?q=研判材料&kind=Files")).ShouldContain("没有找到");
        (await Read(officer, "/search?q=灯杆处方&kind=Files")).ShouldContain("没有找到");
        (await Read(clerk, "/search?q=灯杆处方 或 研判材料&kind=Files")).ShouldContain("灯杆处方");

        static async Task Type(SiteHost site, Role role, string page, string text) =>
            (await site.Get<Typing>().Keep(site.Store.By(role), page, new Dictionary<string, string> { ["form/text"] = text }, Ct)).Ok.ShouldBeTrue();
    }

    [Fact, Clause("S15")]
    public async Task A_search_is_saved_from_its_results_and_a_person_s_name_is_refused_with_what_was_typed_kept()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        const string page = "/search?q=停水 或 停电";
        (await clerk.Send("/search?handler=save", new() { ["q"] = "停水 或 停电", ["form"] = "Message", ["name"] = "供水供电", ["alerts"] = "true" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var refused = await clerk.Send("/search?handler=save", new() { ["q"] = "停水 张三丰", ["name"] = "供水情况" }, page);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Ct));
        html.ShouldContain("像人名");
        html.ShouldContain("value=\"停水 张三丰\"");
        html.ShouldContain("value=\"供水情况\"");

        html = WebUtility.HtmlDecode(await clerk.Read("/search"));
        html.ShouldContain("供水供电");
        html.ShouldContain("停水 或 停电 · 留言");
        var id = System.Text.RegularExpressions.Regex.Match(html, "name=\"id\" value=\"([^\"]+)\"").Groups[1].Value;
        var opened = await clerk.Open($"/search?saved={id}");
        WebUtility.UrlDecode(opened.Headers.Location!.ToString()).ShouldBe("/search?q=停水 或 停电&form=Message");
        (await clerk.Open("/search?saved=none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Send("/search?handler=alert", new() { ["id"] = id, ["alerts"] = "false" }, "/search")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var leader = await site.SignedIn(Role.PartyMember);
        html = WebUtility.HtmlDecode(await leader.Read("/search"));
        html.ShouldContain("供水供电");
        html.ShouldNotContain("停用<span");
        (await clerk.Send("/search?handler=end", new() { ["id"] = id }, "/search")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read("/search")).ShouldNotContain(id);
    }

    private static async Task<string> Read(Visitor visitor, string path) => WebUtility.HtmlDecode(await visitor.Read(path)).ReplaceLineEndings(" ");

    internal static async Task Take(SiteHost site, params string[] lines)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        (await site.Get<Huiying.Collect.Import>().Run(Actor.CommandLine(site.Store.Office), new("网页.jsonl"), input, ct: Ct)).Value.Counts.Stored.ShouldBe(lines.Length);
        await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, ct: Ct);
    }
}
