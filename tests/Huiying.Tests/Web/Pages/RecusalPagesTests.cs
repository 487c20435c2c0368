using System.Net;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Web.Pages;

/// <summary>Every way a named person could try to see or touch the event, through the pages.</summary>
public sealed class RecusalPagesTests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 决定"u8];

    private static readonly string[] Tasks =
        ["", "/claims", "/assessment", "/handling", "/reports", "/major", "/category", "/records", "/answers", "/tracking", "/recusal", "/closing", "/documents", "/history", "/brief", "/draft"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("S09"), Clause("S16")]
    public async Task Whoever_is_named_finds_the_event_on_no_page_and_sends_no_form_of_it()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Submitted();
        var release = await walk.Release();
        var before = await walk.Case();
        using var leader = await site.SignedIn(Role.SupervisingLeader);
        (await leader.Read("/events")).ShouldContain(before.Title);
        (await leader.Read("/ledger")).ShouldContain("送审回应稿");
        await walk.Do(Role.Clerk, "recusal", "name", new() { ["accused"] = "p:leader", ["conduct"] = "登记时收受礼品", ["why"] = "反映的是个人收礼" });

        foreach (var task in Tasks) (await leader.Open($"/events/{walk.Id}{task}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, task);
        (await leader.Open($"/events/{walk.Id}/answers/{release.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var d in CaseDocuments.Of(before))
        {
            (await leader.Open($"/events/{walk.Id}/documents/{d.Hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await leader.Open($"/events/{walk.Id}/documents/{d.Hash}/print")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        foreach (var (page, handler, fields) in new (string, string, Dictionary<string, string>)[]
        {
            ($"answers/{release.Id}", "sign", new() { ["step"] = "supervising-leader", ["hash"] = release.Current.Hash, ["opinion"] = "同意" }),
            ("tracking", "name", new() { ["tracker"] = "leader" }),
            ("recusal", "lift", new() { ["naming"] = "1", ["lift1"] = "没有此事" }),
            ("claims", "raise", new() { ["kind"] = "Doubt", ["text"] = "谁在查" }),
        }) (await leader.Send($"/events/{walk.Id}/{page}?handler={handler}", fields, "/desk")).StatusCode.ShouldBe(HttpStatusCode.NotFound, handler);

        foreach (var page in new[] { "/events", "/events?closed=true", "/desk", "/statistics?figure=opened", "/papers", "/signs", "/ledger", "/search?q=路灯", "/search?q=路灯&kind=Events", "/search?grade=Ordinary&kind=Events", "/search?q=路灯&kind=Answers", "/search?q=路灯&kind=Papers", "/search.csv?q=路灯&kind=Events", "/search.csv?q=路灯&kind=Answers", "/topics", "/sheets/events.csv", "/sheets/duties.csv", "/sheets/ledger.csv" })
        {
            var html = await leader.Read(page);
            html.ShouldNotContain(walk.Id, Shouldly.Case.Sensitive, page);
            html.ShouldNotContain(before.Title, Shouldly.Case.Sensitive, page);
            html.ShouldNotContain("送审回应稿", Shouldly.Case.Sensitive, page);
        }
        (await leader.Read("/statistics?figure=opened")).ShouldContain("计入数字而不列出");

        // Everybody else goes on as before, and what the leader could not do changed nothing.
        using var principal = await site.SignedIn(Role.PrincipalLeader);
        (await principal.Read("/ledger")).ShouldContain("送审回应稿");
        (await principal.Read("/statistics?figure=opened")).ShouldContain(before.Title);
        (await site.Get<Releases>().Find(site.Store.Office, release.Id, Ct))!.Signatures.ShouldBeEmpty();
        (await site.Store.Ledger.Verify(site.Store.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact, Clause("S09"), Clause("S16")]
    public async Task An_event_that_names_someone_from_the_first_is_never_seen_by_them_and_its_successor_finds_it_on_the_desk()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var fields = new Dictionary<string, string> { ["title"] = "反映登记时收受礼品", ["channel"] = "Visit", ["receivedAt"] = "2026-03-02T08:40", ["open"] = "false", ["accused"] = "p:head" };
        (await clerk.Send("/events/new", fields)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a naming without conduct and reason opens nothing");
        (await site.Get<Cases>().List(site.Store.Office, closedToo: true, Ct)).ShouldBeEmpty();
        fields["conduct"] = "登记时收受礼品";
        fields["why"] = "反映个人收礼";
        var id = (await clerk.Send("/events/new", fields)).Headers.Location!.ToString();
        using var head = await site.SignedIn(Role.SectionHead);
        (await head.Open(id)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var secretary = await site.SignedIn(Role.PartySecretary);
        (await secretary.Read("/desk")).ShouldContain("指定回避人的接替人");
        var named = await secretary.Send($"{id}/recusal?handler=succeed", new() { ["inPlaceOf"] = "head", ["successor"] = "general-head", ["basis"] = "党组纪要 3 号" }, $"{id}/recusal");
        named.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read($"{id}/recusal")).ShouldContain("方启明");
    }

    [Fact, Clause("S09")]
    public async Task An_approval_by_someone_named_later_is_void_and_the_first_responsible_persons_is_the_superiors()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Approved();
        var release = await walk.Release();
        release.Valid.ShouldContain(s => s.Step == "principal-leader");
        await walk.Do(Role.Clerk, "recusal", "name", new() { ["accused"] = "p:principal", ["conduct"] = "接受宴请", ["why"] = "反映个人行为" });
        var publish = new Dictionary<string, string> { ["hash"] = release.Current.Hash, ["outlet"] = release.Current.Text.Outlet };
        var refused = await walk.Try(Role.Spokesperson, "answers/" + release.Id, "publish", publish);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await site.Get<Releases>().Publish(site.Store.By(Role.Spokesperson), release.Id, release.Current.Hash, release.Current.Text.Outlet, null, null, Ct)).Refusal!.Code.ShouldBe("publish.outside");
        var now = site.Store.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await walk.Do(Role.Clerk, "answers/" + release.Id, "ask", new() { ["body"] = "city-office", ["hash"] = release.Current.Hash, ["mode-city-office"] = "Fax", ["sentAt-city-office"] = now, ["receivedBy-city-office"] = "值班室", ["receipt-city-office"] = "收 7" });
        await walk.Do(Role.Clerk, "answers/" + release.Id, "decide", new()
        {
            ["body"] = "city-office",
            ["hash"] = release.Current.Hash,
            ["approved-city-office"] = "true",
            ["by-city-office"] = "值班领导",
            ["decidedAt-city-office"] = now,
            ["evidence-city-office"] = "批 12 号",
        });
        await walk.Do(Role.Spokesperson, "answers/" + release.Id, "publish", publish);
        (await walk.Case()).Answers.ShouldHaveSingleItem();

        // Without its scan the superior's word on paper counts for nothing.
        using var clerk = await site.SignedIn(Role.Clerk);
        var rule = new Dictionary<string, string> { ["matter"] = "LowerGrade", ["agreed"] = "true", ["decision"] = "可降级", ["mode"] = "Paper", ["at"] = now, ["by"] = "值班领导", ["number"] = "批 13 号" };
        var page = $"/events/{walk.Id}/recusal";
        (await clerk.Send($"{page}?handler=rule", rule, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await clerk.SendFile($"{page}?handler=rule", rule, "scan", Pdf, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await walk.Case()).Rulings.ShouldHaveSingleItem().What.Ruling.ScanHash.Length.ShouldBe(64);
    }

    [Fact, Clause("S09")]
    public async Task The_superior_of_this_installation_is_asked_on_the_page_and_answers_on_its_own_and_the_clerks_typing_is_refused()
    {
        await using var site = await SiteHost.Start();
        var others = await Neighbours.Make(site.Services);
        using var walk = await new EventWalk(site).Opened();
        await walk.Do(Role.Clerk, "recusal", "name", new() { ["accused"] = "p:principal", ["conduct"] = "接受宴请", ["why"] = "反映个人行为" });
        using var clerk = await site.SignedIn(Role.Clerk);
        var page = $"/events/{walk.Id}/recusal";
        var shown = WebUtility.HtmlDecode(await clerk.Read(page));
        shown.ShouldContain("青石区舆情办在本系统内");
        shown.ShouldNotContain("决定的扫描件", Shouldly.Case.Sensitive, "there is nothing to enter for it");
        var rule = new Dictionary<string, string> { ["matter"] = "LowerGrade", ["agreed"] = "true", ["decision"] = "可降级", ["mode"] = "Paper", ["at"] = "2026-03-02T09:00", ["by"] = "值班领导", ["number"] = "批 13 号" };
        var typed = await clerk.SendFile($"{page}?handler=rule", rule, "scan", Pdf, page);
        typed.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await typed.Content.ReadAsStringAsync(Ct)).ShouldContain("由其领导在“来件”中亲自批复");

        await walk.Do(Role.Clerk, "recusal", "ask", new() { ["matter"] = "LowerGrade", ["question"] = "已经平息" });
        WebUtility.HtmlDecode(await clerk.Read(page)).ShouldContain("等待批复");
        using var leader = await OfficesPagesTests.Person(site, others, Neighbours.District, Role.PrincipalLeader);
        WebUtility.HtmlDecode(await leader.Read("/desk")).ShouldContain("批复请示");
        var item = (await OfficesPagesTests.Items(site, others, Neighbours.District)).ShouldHaveSingleItem();
        var html = WebUtility.HtmlDecode(await leader.Read($"/incoming/{item.Id}"));
        html.ShouldSatisfyAllConditions(h => h.ShouldContain("请求批准降低等级。理由：已经平息"), h => h.ShouldContain("由您的批复代替其决定"));
        (await leader.Send($"/incoming/{item.Id}?handler=decide", new() { ["hash"] = item.What.Hash!, ["approved"] = "true", ["opinion"] = "可降级" }, $"/incoming/{item.Id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await walk.Case()).Ruled(SuperiorMatter.LowerGrade).ShouldNotBeNull();
        WebUtility.HtmlDecode(await clerk.Read(page)).ShouldSatisfyAllConditions(h => h.ShouldNotContain("等待批复"), h => h.ShouldContain("可降级"));
    }

    [Fact, Clause("S09")]
    public void No_page_reads_events_the_ledger_or_papers_without_saying_who_reads()
    {
        foreach (var file in Source.Files("src/Huiying.Web/Pages", ".cs"))
        {
            var text = Source.Read(file);
            foreach (var read in new[] { "cases.Find(", "cases.List(", "ledger.Read(", "papers.Find(" })
            {
                // An event's own history is read after the event was found for the reader.
                if (file.EndsWith("History.cshtml.cs", StringComparison.Ordinal)) continue;
                text.Contains(read + "Actor.Office", StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{file}: {read}");
            }
        }
    }
}
