using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;
using Huiying.Web.Access;

namespace Huiying.Tests.Web.Pages;

public sealed class OfficesPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R28"), Clause("R29"), Clause("R30"), Clause("R08"), Clause("R34")]
    public async Task A_major_event_goes_up_over_three_offices_and_comes_back_signed_returned_ordered_and_approved()
    {
        await using var site = await SiteHost.Start();
        var others = await Neighbours.Make(site.Services);
        using var duty = await Person(site, others, Neighbours.District, Role.DutyOfficer);
        using var head = await Person(site, others, Neighbours.District, Role.PrincipalLeader);
        using var city = await Person(site, others, Neighbours.City, Role.PrincipalLeader);
        using var cityClerk = await Person(site, others, Neighbours.City, Role.Clerk);
        using var walk = await new EventWalk(site) { Grade = "Major" }.Opened();
        await walk.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤，影响较大" });

        // Up: one press for each body, nothing typed; it is on their desks at once.
        await walk.Do(Role.Clerk, "major", "issue", new() { ["facts"] = "现场有人受伤。" });
        (await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/major")).ShouldContain("报出即到");
        foreach (var body in MajorWalk.Bodies) await walk.Do(Role.Clerk, "major", "send", new() { ["report"] = "1", ["body"] = body.Id, ["mode"] = "System" });
        var sent = site.Store.Time.GetUtcNow();
        var desk = WebUtility.HtmlDecode(await duty.Read("/desk"));
        desk.ShouldContain("签收来件");
        desk.ShouldContain("白杨县民生服务办公室 白杨村路灯不亮（首报）");
        (await walk.Case()).Duties.Count(d => d.Open && d.Rule.StartsWith("R28:written:", StringComparison.Ordinal)).ShouldBe(3);
        site.Store.Time.Advance(TimeSpan.FromMinutes(20));
        foreach (var (person, office) in new[] { (duty, Neighbours.District), (cityClerk, Neighbours.City) })
        {
            foreach (var id in await Waiting(site, others, office)) await Sends(person, id, "sign", []);
        }
        (await walk.Case()).Duties.Where(d => d.Rule.StartsWith("R28:written:", StringComparison.Ordinal)).ShouldAllBe(d => d.DischargedAt == sent);
        var page = WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/superior"));
        page.ShouldContain("云川市舆情办 安文（值班员）");
        page.ShouldContain("来件〔2026〕1号");

        // Back with a reason: to be reported again, and nobody is late by it.
        await walk.Do(Role.Clerk, "major", "issue", new() { ["facts"] = "伤者已送医。", ["final"] = "false" });
        await walk.Do(Role.Clerk, "major", "send", new() { ["report"] = "2", ["body"] = "city-office", ["mode"] = "System" });
        await Sends(cityClerk, (await Waiting(site, others, Neighbours.City)).Single(), "return", new() { ["reason"] = "伤情不明，请写清人数" });
        (await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain("按退回意见重新报告");
        site.Store.Time.Advance(TimeSpan.FromMinutes(2));
        await walk.Do(Role.Clerk, "major", "issue", new() { ["facts"] = "伤者一人。", ["final"] = "false" });
        foreach (var body in MajorWalk.Bodies) await walk.Do(Role.Clerk, "major", "send", new() { ["report"] = "3", ["body"] = body.Id, ["mode"] = "System" });
        foreach (var id in await Waiting(site, others, Neighbours.City)) await Sends(cityClerk, id, "sign", []);
        (await walk.Case()).Duties.ShouldNotContain(d => d.Open && d.Rule.StartsWith("R28:again:", StringComparison.Ordinal));

        // Down: an order with its time, and feedback that is seen there.
        var third = (await Items(site, others, Neighbours.District)).First(i => i.What.What == "续报2");
        await Sends(duty, third.Id.Value, "sign", []);
        await Sends(head, third.Id.Value, "order", new() { ["text"] = "今晚派人到场", ["due"] = "2026-03-02T20:00" });
        (await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain("反馈青石区舆情办 何树（主任）批示的办理情况");
        await Sends(head, third.Id.Value, "extend", new() { ["order"] = "1", ["until1"] = "2026-03-02T22:00", ["more1"] = "道路积水，人员晚到" });
        (await walk.Case()).Duties.Single(d => d.Rule.StartsWith("R08:superior:", StringComparison.Ordinal)).DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.Zero));
        await walk.Do(Role.Clerk, "orders", "feedback", new() { ["directive"] = $"{third.Id}-1", [$"feedback{third.Id}-1"] = "已派三人到场" });
        (await head.Read($"/incoming/{third.Id}")).ShouldContain("已派三人到场");
        // One level further, with the same document.
        await Sends(duty, third.Id.Value, "forward", new() { ["body"] = "city-office", ["note"] = "请阅示" });
        var up = (await Items(site, others, Neighbours.City)).Single(i => i.What.Via.Count > 0);
        var document = await (await cityClerk.Open($"/incoming/{up.Id}/document")).Content.ReadAsByteArrayAsync(Ct);
        document.ShouldBe(await (await (await walk.By(Role.Clerk)).Open($"/events/{walk.Id}/documents/{third.What.DocumentHash}")).Content.ReadAsByteArrayAsync(Ct));

        // The answer: both bodies decide themselves, on that very text; nobody here enters it for them.
        await walk.Approved();
        var release = await walk.Release();
        var (answer, hash) = ("answers/" + release.Id, release.Current.Hash);
        foreach (var (body, leader, office) in new[] { ("district-committee", head, Neighbours.District), ("city-office", city, Neighbours.City) })
        {
            await walk.Do(Role.Clerk, answer, "ask", new() { ["body"] = body, ["hash"] = hash, [$"mode-{body}"] = "System", [$"sentAt-{body}"] = Now(site) });
            var entered = await walk.Try(Role.DutyOfficer, answer, "decide", new() { ["body"] = body, ["hash"] = hash, [$"approved-{body}"] = "true", [$"by-{body}"] = "某处长", [$"decidedAt-{body}"] = Now(site), [$"evidence-{body}"] = "函一号" });
            entered.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await entered.Content.ReadAsStringAsync(Ct)).ShouldContain("不能代为登记");
            (await leader.Read("/desk")).ShouldContain("批复请示");
            var request = (await Items(site, others, office)).Single(i => i.Undecided);
            (await leader.Read($"/incoming/{request.Id}")).ShouldContain(release.Current.Code);
            var wrong = await leader.Send($"/incoming/{request.Id}?handler=decide", new() { ["approved"] = "true", ["hash"] = new string('0', 64) }, $"/incoming/{request.Id}");
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            await Sends(leader, request.Id.Value, "decide", new() { ["approved"] = "true", ["hash"] = hash, ["opinion"] = "同意发布" });
        }
        release = await walk.Release();
        release.OutsideApprovals.Select(o => (o.Body, o.Hash)).ShouldBe([("district-committee", hash), ("city-office", hash)]);
        release.OutsideDecisions[0].By.ShouldBe("青石区舆情办 何树（主任）");
        await walk.Do(Role.Spokesperson, answer, "publish", new() { ["hash"] = hash, ["outlet"] = "website" });

        Cases.Bytes((await site.Get<Cases>().Replay(TestOffice.Id, new(walk.Id), Ct))!).ShouldBe(Cases.Bytes(await walk.Case()));
        Releases.Bytes((await site.Get<Releases>().Replay(TestOffice.Id, release.Id, Ct))!).ShouldBe(Releases.Bytes(await walk.Release()));
        foreach (var office in await site.Get<Offices>().List(Ct)) (await site.Store.Ledger.Verify(office.Id, Ct)).BrokenAt.ShouldBeNull(office.Name);
    }

    [Fact, Clause("R29"), Clause("R30"), Clause("S16")]
    public async Task An_office_sees_itself_and_what_is_reported_to_it_and_nothing_else()
    {
        await using var site = await SiteHost.Start();
        var others = await Neighbours.Make(site.Services);
        using var walk = await new EventWalk(site) { Grade = "Major" }.Verified();
        await walk.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤，影响较大" });
        await walk.Do(Role.Clerk, "major", "issue", new() { ["facts"] = "现场有人受伤。" });
        await walk.Do(Role.Clerk, "major", "send", new() { ["report"] = "1", ["body"] = "district-committee", ["mode"] = "System" });
        var c = await walk.Case();
        var item = (await Items(site, others, Neighbours.District)).Single();
        var events = (string[])[$"/events/{walk.Id}", $"/events/{walk.Id}/major", $"/events/{walk.Id}/superior", $"/events/{walk.Id}/history", $"/events/{walk.Id}/documents/{c.UpReports[0].DocumentHash}"];

        // The superior: the item and its document, not the event, its words, people or ledger.
        using var superior = await Person(site, others, Neighbours.District, Role.PrincipalLeader);
        (await superior.Read("/incoming")).ShouldContain("白杨村路灯不亮");
        (await superior.Open($"/incoming/{item.Id}/document")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in events) (await superior.Open(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        foreach (var path in (string[])["/desk", "/events", "/events?closed=true", "/topics", "/search?q=路灯", "/statistics", "/people", "/ledger", "/papers"])
        {
            var html = WebUtility.HtmlDecode(await superior.Read(path));
            html.ShouldNotContain("路灯坏了三个月无人修", Shouldly.Case.Sensitive, path);
            html.ShouldNotContain("现场查看记录", Shouldly.Case.Sensitive, path);
            html.ShouldNotContain("牛夜", Shouldly.Case.Sensitive, path);
        }

        // The sibling and the superior's superior: nothing at all.
        foreach (var office in new[] { Neighbours.Sibling, Neighbours.City })
        {
            using var clerk = await Person(site, others, office, Role.Clerk);
            using var leader = await Person(site, others, office, Role.PrincipalLeader);
            (await clerk.Read("/incoming")).ShouldContain("还没有来件");
            foreach (var path in (string[])[.. events, $"/incoming/{item.Id}", $"/incoming/{item.Id}/document"]) (await leader.Open(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            foreach (var path in (string[])["/desk", "/events", "/search?q=路灯", "/statistics", "/ledger"]) (await leader.Read(path)).ShouldNotContain("白杨村", Shouldly.Case.Sensitive, path);
            var answer = await leader.Send($"/incoming/{item.Id}?handler=sign", [], "/incoming");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        // The office below sees what was done with its report, not the desk where it was done.
        await Sends(superior, item.Id.Value, "sign", []);
        var own = await walk.By(Role.Clerk);
        (await own.Read($"/events/{walk.Id}/superior")).ShouldContain("青石区舆情办 何树");
        (await own.Open($"/incoming/{item.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await own.Read("/incoming")).ShouldContain("还没有来件");
        // And within the superior only those posts that work the register.
        using var section = await Person(site, others, Neighbours.District, Role.SectionOfficer);
        (await section.Open("/incoming")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await section.Open($"/incoming/{item.Id}/document")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var auditor = await Person(site, others, Neighbours.District, Role.AuditAdministrator);
        (await auditor.Open($"/incoming/{item.Id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_office_has_public_pages_and_a_feed_of_its_own()
    {
        await using var site = await SiteHost.Start();
        await Neighbours.Make(site.Services);
        await using (var store = site.Store.Stores.Open(Neighbours.District))
        {
            var text = new ReleaseText(AnswerKind.Result, "关于青石桥的答复", "桥何时修好", [new(Part.Plain, "桥已修好。")], [], [], "website", "全体", ReleaseText.AssessmentLine, false, []);
            store.Add(new AnswerRow { Office = Neighbours.District, Release = new("bridge"), Number = "〔2026〕1号", Hash = text.Hash(), PublishedAt = site.Store.Time.GetUtcNow(), Text = JsonSerializer.SerializeToUtf8Bytes(text, RespondJson.Default.ReleaseText) });
            await store.SaveChangesAsync(Ct);
        }
        using var visitor = site.Visitor();
        (await visitor.Read("/")).ShouldNotContain("青石桥");
        (await visitor.Open("/answers/bridge")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Open("/at/sibling/answers/bridge")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var list = WebUtility.HtmlDecode(await visitor.Read("/at/district/"));
        list.ShouldContain("青石区舆情办");
        list.ShouldContain("href=\"/at/district/answers/bridge\"");
        list.ShouldContain("href=\"/at/district/on-time\"");
        (await visitor.Read("/at/district/answers/bridge")).ShouldContain("桥已修好");
        (await visitor.Read("/at/district")).ShouldContain("青石区舆情办");
        (await visitor.Read("/at/sibling/")).ShouldContain("还没有公开答复");
        (await visitor.Read("/at/sibling/about")).ShouldContain("href=\"/at/district/\"");
        var atom = XDocument.Parse(await visitor.Read("/at/district/answers.atom"));
        XNamespace a = "http://www.w3.org/2005/Atom";
        atom.Root!.Element(a + "title")!.Value.ShouldBe("青石区舆情办");
        atom.Descendants(a + "entry").Single().Element(a + "id")!.Value.ShouldEndWith("/at/district/answers/bridge");
        XDocument.Parse(await visitor.Read("/answers.atom")).Descendants(a + "entry").ShouldBeEmpty();
        foreach (var path in (string[])["/at/district/desk", "/at/district/sign-in", "/at/nobody/", "/at/district/events"]) (await visitor.Open(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await visitor.Read("/at/district/")).ShouldContain("back=%2Fat%2Fdistrict%2F");
    }

    [Fact]
    public async Task The_administrator_makes_an_office_on_the_page_and_its_people_work_in_it()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Read("/offices")).ShouldNotContain("单位短名");
        using var administrator = await site.SignedIn(Role.SystemAdministrator);
        var fields = new Dictionary<string, string>(SetupTests.Filled) { ["code"] = "qinghe", ["parent"] = "office" };
        (await administrator.Send("/offices?handler=add", new(fields) { ["code"] = "Q" }, "/offices")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var made = await administrator.Send("/offices?handler=add", fields, "/offices");
        var html = WebUtility.HtmlDecode(await made.Content.ReadAsStringAsync(Ct));
        made.StatusCode.ShouldBe(HttpStatusCode.OK, EventWalk.Said(html));
        var links = System.Text.RegularExpressions.Regex.Matches(html, "/activate/[A-Z0-9]+").Select(m => m.Value).Distinct().ToList();
        links.Count.ShouldBe(12);
        using var theirs = site.Visitor();
        (await theirs.Send(links[0], new() { ["password"] = "何树自己定的一句很长的话", ["again"] = "何树自己定的一句很长的话" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await theirs.Send("/sign-in", new() { ["name"] = "heshu", ["password"] = "何树自己定的一句很长的话" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await theirs.Read("/desk")).ShouldContain("<small>青禾县民生服务办公室</small>");
        WebUtility.HtmlDecode(await theirs.Read("/people")).ShouldNotContain("唐系");
        // The same sign-in names again are refused before anything is made.
        var again = await administrator.Send("/offices?handler=add", new(fields) { ["code"] = "qinghe2" }, "/offices");
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await site.Get<Offices>().Find(new("qinghe2"), Ct)).ShouldBeNull();
        // Bodies are named on the page by an administrator of the office, and never downward.
        var down = await administrator.Send("/offices?handler=name", new() { ["body"] = "city-office", ["target"] = "qinghe" }, "/offices");
        (await down.Content.ReadAsStringAsync(Ct)).ShouldContain("只能报上级或平级单位");
        (await clerk.Send("/offices?handler=name", new() { ["body"] = "city-office", ["target"] = "qinghe" }, "/offices")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await administrator.Send("/offices?handler=place", new() { ["office"] = "qinghe", ["above"] = "" }, "/offices")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await administrator.Send("/offices?handler=name", new() { ["body"] = "city-office", ["target"] = "qinghe" }, "/offices")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Get<OfficeTree>().Here(TestOffice.Id, "city-office", Ct)).ShouldBe(new OfficeId("qinghe"));
    }

    internal static async Task<Visitor> Person(SiteHost site, Neighbours others, OfficeId office, Role role)
    {
        var actor = await others.By(office, role);
        var activations = site.Get<Activations>();
        var name = $"{office}-{actor.Person}";
        if (await activations.Open(office, actor.Person, name) is { Ok: true } opened)
        {
            (await activations.Choose(await activations.Renew(opened.Value), SiteHost.Password, Ct)).Refusal.ShouldBeNull();
        }
        var visitor = site.Visitor();
        (await visitor.Send("/sign-in", new() { ["name"] = name, ["password"] = SiteHost.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return visitor;
    }

    internal static async Task<IReadOnlyList<Incoming>> Items(SiteHost site, Neighbours others, OfficeId office) =>
        (await site.Get<Incomings>().List(await others.By(office, Role.Clerk), ct: Ct)).Value;

    private static async Task<IReadOnlyList<string>> Waiting(SiteHost site, Neighbours others, OfficeId office) =>
        [.. (await Items(site, others, office)).Where(i => i.Unsigned).Select(i => i.Id.Value)];

    private static async Task Sends(Visitor person, string item, string handler, Dictionary<string, string> fields)
    {
        var answer = await person.Send($"/incoming/{item}?handler={handler}", fields, $"/incoming/{item}");
        if (answer.Headers.Location?.ToString() != $"/incoming/{item}") Assert.Fail($"{handler}: {(int)answer.StatusCode} {EventWalk.Said(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct)))}");
    }

    private static string Now(SiteHost site) => site.Store.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
