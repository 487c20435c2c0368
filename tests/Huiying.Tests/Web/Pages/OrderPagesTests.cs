using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Huiying.Tests.Web.Pages;

/// <summary>Orders, roster, proposals, accountability, faults and secret items through the pages. The story is made up.</summary>
public sealed partial class OrderPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Local(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);

    [Fact, Clause("R08")]
    public async Task An_instruction_a_slip_and_a_matter_passed_on_stand_on_the_desks_of_whoever_owes_them_until_they_are_answered()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        var now = site.Store.Time.GetUtcNow();
        await walk.Do(Role.SupervisingLeader, "orders", "instruct", new() { ["text"] = "限明日修好并回访", ["givenAt"] = Local(now), ["due"] = Local(now.AddDays(1)), ["section"] = TestOffice.Business.Value });
        (await (await walk.By(Role.SectionHead, TestOffice.Business)).Read("/desk")).ShouldContain("反馈高岭批示的办理情况");
        (await walk.Try(Role.SupervisingLeader, "orders", "feedback", new() { ["directive"] = "1", ["feedback1"] = "好" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await walk.Do(Role.SectionHead, "orders", "feedback", new() { ["directive"] = "1", ["feedback1"] = "已派人" }, TestOffice.Business);
        (await (await walk.By(Role.SectionHead, TestOffice.Business)).Read("/desk")).ShouldNotContain("批示的办理情况");
        await walk.Do(Role.Clerk, "orders", "instruct", new() { ["leader"] = "示例区领导（副区长）", ["text"] = "请核实", ["givenAt"] = Local(now), ["due"] = Local(now.AddDays(1)) });
        (await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/orders")).ShouldContain("代录：安文");

        var sign = (await walk.Case()).Duties.Single(d => d.Rule == "R08:sign");
        await walk.Do(Role.SupervisionOfficer, "orders", "urge", new() { ["duty"] = $"{sign.Number}", ["whom"] = "业务科", ["how"] = "电话" });
        site.Store.Time.Advance(TimeSpan.FromHours(5));
        walk.SignedOut();
        (await (await walk.By(Role.SupervisionOfficer)).Read("/desk")).ShouldContain("对逾期职责发督办单");
        await walk.Do(Role.SupervisionOfficer, "documents", "slip", new() { ["slip"] = "Supervision", ["request"] = "立即签收", ["seen"] = $"{(await walk.Case()).Version}" });
        var slip = (await walk.Case()).Supervisions.ShouldHaveSingleItem().What;
        slip.Number.ShouldBe("督办〔2026〕1号");
        (await site.Get<Papers>().Find(site.Store.Office, new PaperId(slip.Paper), Ct))!.Number.ShouldBe(slip.Number, "the act and its sheet are one");
        (await (await walk.By(Role.SupervisionOfficer)).Read("/desk")).ShouldNotContain("对逾期职责发督办单");
        (await (await walk.By(Role.SectionHead, TestOffice.Business)).Read("/desk")).ShouldContain("答复督办〔2026〕1号");
        await walk.Do(Role.SectionHead, "orders", "answer", new() { ["order"] = "1", ["why1"] = "下乡未归", ["done1"] = "已签收" }, TestOffice.Business);

        now = site.Store.Time.GetUtcNow();
        await walk.Do(Role.Clerk, "orders", "pass", new() { ["claim"] = "1", ["body"] = "示例供电所", ["channel"] = "函", ["reason"] = "线路属其维护", ["sentAt"] = Local(now) });
        (await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain("告知反映人已转示例供电所");
        await walk.Do(Role.Clerk, "orders", "told", new() { ["passing"] = "1", ["toldAt1"] = Local(now), ["toldHow1"] = "回电", ["toldBy1"] = "通话记录" });
        await walk.Do(Role.Clerk, "orders", "receipt", new() { ["passing"] = "1", ["receivedBy1"] = "收文员", ["receivedAt1"] = Local(now), ["receipt1"] = "收 31" });
        var page = await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/orders");
        foreach (var shown in new[] { "限明日修好并回访", "立即签收", "下乡未归", "已告知反映人", "收 31", "业务科" }) page.ShouldContain(shown);
        Cases.Bytes((await site.Get<Cases>().Replay(site.Store.Office, (await walk.Case()).Id, Ct))!).ShouldBe(Cases.Bytes(await walk.Case()));
    }

    [Fact, Clause("R06"), Clause("R04")]
    public async Task A_month_is_planned_handed_over_by_two_signatures_and_the_night_reaches_whoever_is_on_duty()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Read("/desk")).ShouldContain("排值班表");
        var plan = new Dictionary<string, string> { ["month"] = "2026-03" };
        for (var day = 2; day <= 31; day++) (plan[$"officer-{day:00}"], plan[$"leader-{day:00}"], plan[$"phone-{day:00}"]) = ("duty", "duty-leader", "0400-1234567");
        var missing = new Dictionary<string, string>(plan) { ["phone-05"] = "" };
        var refused = await clerk.Send("/roster?handler=plan", missing, "/roster");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("3月5日：请填写值班电话");
        (await clerk.Send("/roster?handler=plan", plan, "/roster")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read("/desk")).ShouldNotContain("排值班表");

        using var duty = await site.SignedIn(Role.DutyOfficer);
        await duty.Send("/roster?handler=log", new() { ["entry"] = "上午来电一件" }, "/roster");
        (await duty.Read("/roster")).ShouldContain("上午来电一件");
        using var walk = await new EventWalk(site).Opened();
        site.Store.Time.Advance(TimeSpan.FromHours(14));
        await site.Get<DutyClock>().Tell(site.Store.Office, new CaseId(walk.Id), Ct);
        using var night = await site.SignedIn(Role.DutyOfficer);
        (await night.Read("/desk")).ShouldContain("提醒到您的时限");
        (await walk.Case()).Duties.SelectMany(d => d.Notices).ShouldAllBe(n => n.To.Contains(new PersonId("duty")) && n.To.Contains(new PersonId("duty-leader")));
        site.Store.Time.Advance(TimeSpan.FromHours(10));
        using var morning = await site.SignedIn(Role.DutyOfficer);
        (await morning.Read("/desk")).ShouldContain("交班签字");
        await morning.Send("/roster?handler=handover", new() { ["day"] = "2026-03-02", ["text"] = "路灯一件待办" }, "/roster");
        (await morning.Read("/roster")).ShouldContain("待接班人签字");
        (await morning.Read("/desk")).ShouldSatisfyAllConditions(d => d.ShouldNotContain("交班签字"), d => d.ShouldContain("接班签字"));
    }

    [Fact, Clause("R81"), Clause("R82")]
    public async Task The_page_of_accountability_is_for_few_shows_facts_and_leaves_an_entry_each_time()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        site.Store.Time.Advance(TimeSpan.FromDays(2));
        walk.SignedOut();
        (await (await walk.By(Role.Clerk)).Open($"/events/{walk.Id}/accountability")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}")).ShouldNotContain("/accountability");
        await walk.Do(Role.SupervisionOfficer, "accountability", "decision", new() { ["body"] = "示例纪委", ["document"] = "示纪〔2026〕1号", ["decidedOn"] = "2026-03-03", ["decision"] = "给予诫勉谈话" });
        var page = await (await walk.By(Role.PrincipalLeader)).Read($"/events/{walk.Id}/accountability");
        page.ShouldContain("给予诫勉谈话");
        page.ShouldContain("工作职责不落实");
        page.ShouldContain("台账第");
        page.ShouldContain("不作判断");
        var views = await site.Store.Ledger.Read(site.Store.Office, ct: Ct).Where(e => e.Act == "accountability.view").ToListAsync(Ct);
        views[^1].Stamp.Name.ShouldBe("何树");
    }

    [Fact, Clause("R40"), Clause("R41"), Clause("R43"), Clause("S12")]
    public async Task Late_and_missed_are_on_a_page_that_every_post_opens_and_nobody_can_change()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        site.Store.Time.Advance(TimeSpan.FromHours(5));
        foreach (var role in new[] { Role.Clerk, Role.PrincipalLeader, Role.SystemAdministrator, Role.AuditAdministrator, Role.SectionOfficer })
        {
            using var who = await site.SignedIn(role);
            var page = await who.Read("/failings");
            page.ShouldContain("应报未报：报机关党组");
            page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main", StringComparison.Ordinal)].ShouldNotContain("<form", Shouldly.Case.Sensitive, role.ToString());
        }
    }

    [Fact, Clause("S17")]
    public async Task Every_page_of_the_console_bears_the_banner_and_a_marked_file_is_refused_wherever_it_is_sent()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        using var principal = await site.SignedIn(Role.PrincipalLeader);
        using var walk = await new EventWalk(site).Assessed();
        var pages = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.Replace("{id}", walk.Id, StringComparison.Ordinal)).Where(p => p.StartsWith("/events/" + walk.Id, StringComparison.Ordinal) || !p.Contains('{', StringComparison.Ordinal)).Distinct()
            .Where(p => !p.Contains('{', StringComparison.Ordinal)).ToList();
        var seen = 0;
        foreach (var page in pages)
        {
            var answer = await principal.Open(page);
            if (answer.StatusCode != HttpStatusCode.OK) answer = await clerk.Open(page);
            var html = answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync(Ct) : "";
            if (!html.Contains("class=\"console\"", StringComparison.Ordinal)) continue;
            html.ShouldContain("class=\"unclassified\"", Shouldly.Case.Sensitive, page);
            html.ShouldContain("非涉密系统");
            seen++;
        }
        seen.ShouldBeGreaterThan(25);

        var marked = Encoding.UTF8.GetBytes("机密★5年\n标题,内容\n某事,某文\n");
        foreach (var (path, page, field) in new[] { ("/import", "/import", "file"), ("/papers?handler=return", "/papers", "scan") })
        {
            var answer = await clerk.SendFile(path, new() { ["channel"] = "Message", ["code"] = "AAAAAAAA" }, field, marked, page);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
            (await clerk.Read(page)).ShouldContain("文件带有“机密”标志，没有收下");
        }
        (await site.Store.Ledger.Read(site.Store.Office, ct: Ct).CountAsync(e => e.Act == "uploads.check.refused", Ct)).ShouldBe(2);
        (await clerk.SendFile("/import", new() { ["channel"] = "Message" }, "file", Encoding.UTF8.GetBytes("标题,内容\n路灯不亮,村口三盏路灯不亮\n"), "/import")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact, Clause("S17")]
    public async Task A_secret_item_is_registered_by_its_number_and_goes_its_way_by_receipts_alone()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var now = site.Store.Time.GetUtcNow();
        var form = await clerk.Read("/events/secret");
        FieldNames().Matches(form[form.IndexOf("<main", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value).Distinct()
            .ShouldBe(["number", "level", "receipt", "receivedAt", "__RequestVerificationToken"], ignoreOrder: true);
        var answer = await clerk.Send("/events/secret", new() { ["number"] = "机〔2026〕3号", ["level"] = "Confidential", ["receipt"] = "机要 77", ["receivedAt"] = Local(now) });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = answer.Headers.Location!.ToString();
        (await clerk.Read("/desk")).ShouldContain("凭机要回执登记履行：报机关党组");
        (await clerk.Send($"{page.Replace("/orders", "/claims", StringComparison.Ordinal)}?handler=raise", new() { ["kind"] = "Statement", ["text"] = "内容" }, page.Replace("/orders", "/claims", StringComparison.Ordinal)))
            .StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var duty in new[] { 1, 2, 3 })
        {
            (await clerk.Send($"{page}?handler=meet", new() { ["duty"] = $"{duty}", [$"metAt{duty}"] = Local(now), [$"secret{duty}"] = $"机要 8{duty}" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
        using var principal = await site.SignedIn(Role.PrincipalLeader);
        (await principal.Read("/desk")).ShouldContain("涉密件销号");
        (await principal.Send($"{page}?handler=end", new() { ["receipt"] = "机要 90" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await principal.Read("/desk")).ShouldNotContain("涉密件销号");
    }

    [Fact, Clause("R37")]
    public async Task An_interview_is_written_down_with_its_line_its_questions_and_its_answers()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Verified();
        (await (await walk.By(Role.Spokesperson)).Read($"/events/{walk.Id}/records")).ShouldContain("还没有经批准的口径");
        await walk.Assessed();
        var fields = new Dictionary<string, string>
        {
            ["interview"] = "Interview",
            ["spokenAt"] = Local(site.Store.Time.GetUtcNow()),
            ["spokesperson"] = "spokesperson",
            ["media"] = "示例日报",
            ["line"] = "",
            ["ask0"] = "何时修好？",
            ["reply0"] = "限期修好。",
        };
        (await walk.Try(Role.Spokesperson, "records", "interview", new(fields) { ["spokesperson"] = "clerk" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await walk.Do(Role.Spokesperson, "records", "interview", fields);
        var page = await (await walk.By(Role.Spokesperson)).Read($"/events/{walk.Id}/records");
        foreach (var shown in new[] { "示例日报", "承认问题，限期修好。", "何时修好？", "任声" }) page.ShouldContain(shown);
    }

    [GeneratedRegex("name=\"([^\"]+)\"")]
    private static partial Regex FieldNames();
}
