using System.Net;
using System.Text.RegularExpressions;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using Huiying.Web.Pages;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Http;

namespace Huiying.Tests.Web.Pages.Events;

/// <summary>What someone who sees the pages for the first time must find there.</summary>
public sealed class FirstClerkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Text Chinese => new(new HttpContextAccessor());

    [Fact, Clause("R34")]
    public async Task A_draft_taken_back_is_no_step_any_more_and_is_still_read_with_the_reason()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Submitted();
        var release = await walk.Release();
        var page = $"answers/{release.Id}";
        (await (await walk.By(Role.SectionHead)).Read("/desk")).ShouldContain($"/events/{walk.Id}/{page}");
        (await walk.Try(Role.SectionHead, page, "withdraw", new() { ["hash"] = release.Current.Hash, ["why"] = "不要了" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await walk.Do(Role.SectionOfficer, page, "withdraw", new() { ["hash"] = release.Current.Hash, ["why"] = "科室负责人正好外出" });
        (await (await walk.By(Role.SectionHead)).Read("/desk")).ShouldNotContain($"/events/{walk.Id}/{page}");
        (await (await walk.By(Role.SectionOfficer)).Read("/desk")).ShouldContain("起草并送审处理结果");
        var html = WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/{page}"));
        html.ShouldContain("科室负责人正好外出");
        html.ShouldContain(release.Current.Text.Body[0].Text);
        html.ShouldNotContain("修改后重新送审");
        (await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/history")).ShouldContain("立项");
    }

    [Fact, Clause("R33")]
    public async Task A_measure_not_done_is_the_next_step_with_its_owner_and_its_own_time()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        await walk.Do(Role.SectionHead, "handling", "sign", []);
        await walk.Do(Role.SectionHead, "handling", "measure", new() { ["text"] = "更换线路", ["owner"] = "officer", ["due"] = "2026-03-04T17:30" });
        var officer = site.Store.By(Role.SectionOfficer);
        var todo = (await site.Get<Todos>().Of(officer, Chinese, Ct)).Single(t => t.Act.Contains("更换线路", StringComparison.Ordinal));
        (todo.Owner!.Id, todo.DueAt).ShouldBe((officer.Person, new DateTimeOffset(2026, 3, 4, 9, 30, 0, TimeSpan.Zero)));
        (await site.Get<Todos>().Of(officer, Chinese, Ct)).ShouldNotContain(t => t.Act == "办理并登记结果");
    }

    [Fact, Clause("R68")]
    public async Task The_day_s_reply_steps_back_while_an_answer_goes_round_but_stays_owed()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Completed();
        var clerk = await walk.By(Role.Clerk);
        (await clerk.Read("/desk")).ShouldContain("当日回复处理意见");
        await walk.Do(Role.SectionOfficer, "draft", "submit", EventWalk.Draft);
        (await clerk.Read("/desk")).ShouldNotContain("当日回复处理意见");
        (await walk.Case()).Duties.ShouldContain(d => d.Open && d.Rule == "R68");
        WebUtility.HtmlDecode(await clerk.Read($"/events/{walk.Id}/answers")).ShouldContain("前须回复处理意见");
        // The next signature is wanted by the same midnight.
        var todo = (await site.Get<Todos>().Of(site.Store.By(Role.SectionHead, TestOffice.Business), Chinese, Ct)).Single(t => t.Address.Contains("/answers/", StringComparison.Ordinal));
        todo.DueAt.ShouldBe((await walk.Case()).Duties.Single(d => d.Rule == "R68").DueAt);
    }

    [Fact, Clause("R24")]
    public async Task Each_step_on_the_desk_shows_the_clock_of_its_own_duty()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Verified();
        var duties = (await walk.Case()).Duties;
        var clerk = await site.Get<Todos>().Of(site.Store.By(Role.Clerk), Chinese, Ct);
        clerk.Single(t => t.Act == "报送研判材料").DueAt.ShouldBe(duties.Single(d => d.Rule == "R24").DueAt);
        clerk.Single(t => t.Act == "当日回复处理意见").DueAt.ShouldBe(duties.Single(d => d.Rule == "R68").DueAt);
        await walk.Do(Role.Clerk, "assessment", "submit", []);
        (await site.Get<Todos>().Of(site.Store.By(Role.PrincipalLeader), Chinese, Ct)).Single(t => t.Act == "主要领导签收研判材料").DueAt.ShouldBeNull();
    }

    [Fact, Clause("R20"), Clause("R21")]
    public async Task The_brief_is_read_before_it_goes_up_and_each_receipt_names_who_signed()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Verified();
        var clerk = await walk.By(Role.Clerk);
        var head = await site.Store.Ledger.Head(site.Store.Office, Ct);
        WebUtility.HtmlDecode(await clerk.Read($"/events/{walk.Id}/assessment")).ShouldContain("村口三盏路灯不亮，原因是线路老化。");
        (await clerk.Open($"/events/{walk.Id}/brief")).Content.Headers.ContentType!.MediaType.ShouldBe(CaseDocuments.Docx);
        (await site.Store.Ledger.Head(site.Store.Office, Ct)).ShouldBe(head);
        await walk.Do(Role.Clerk, "assessment", "submit", []);
        (await clerk.Open($"/events/{walk.Id}/brief")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await walk.Do(Role.PrincipalLeader, "assessment", "receive", new() { ["by"] = "PrincipalLeader" });
        (await walk.Case()).ReceivedByPrincipalName.ShouldBe(site.Store.By(Role.PrincipalLeader).Name);
        WebUtility.HtmlDecode(await clerk.Read($"/events/{walk.Id}/assessment")).ShouldContain($"已签收</span> {site.Store.By(Role.PrincipalLeader).Name}");
    }

    [Fact, Clause("R35")]
    public async Task The_check_counts_the_paragraphs_as_the_form_does()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Completed();
        var gap = new Dictionary<string, string>(EventWalk.Draft) { ["text1"] = "", ["part2"] = "Facts" };
        foreach (var handler in (string[])["check", "submit"])
        {
            var html = WebUtility.HtmlDecode(await (await walk.Try(Role.SectionOfficer, "draft", handler, gap)).Content.ReadAsStringAsync(Ct));
            html.ShouldContain("第3段陈述事实", Shouldly.Case.Sensitive, handler);
            html.ShouldNotContain("第2段陈述事实", Shouldly.Case.Sensitive, handler);
        }
        // Opened again, each paragraph stands where it was typed.
        var again = WebUtility.HtmlDecode(await (await walk.By(Role.SectionOfficer)).Read($"/events/{walk.Id}/draft"));
        Regex.Match(again, "name=\"text2\"[^>]*>\\s*([^<]*)<").Groups[1].Value.Trim().ShouldBe("今后每季度检查一次。感谢您的监督。");
        Regex.Match(again, "name=\"text1\"[^>]*>\\s*([^<]*)<").Groups[1].Value.Trim().ShouldBeEmpty();
        Regex.Match(again, "<title>([^<]*)</title>").Groups[1].Value.ShouldStartWith("〔2026〕1号 白杨村路灯不亮");
    }

    [Fact, Clause("R26")]
    public async Task A_receipt_says_what_it_still_lacks()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        await walk.Do(Role.Clerk, "reports", "report", new() { ["body"] = "city-office", ["mode"] = "Fax", ["sentAt"] = "2026-03-02T09:00", ["receipt"] = "0001" });
        WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/reports")).ShouldContain("还缺接收人");
    }

    [Fact, Clause("R54")]
    public async Task After_signing_the_summary_shows_its_improvements_and_the_ledger_names_the_outlet()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Closed();
        var clerk = await walk.By(Role.Clerk);
        var html = WebUtility.HtmlDecode(await clerk.Read($"/events/{walk.Id}/closing"));
        html.ShouldContain("按季巡检");
        html.ShouldContain("2026年6月30日");
        var history = WebUtility.HtmlDecode(await clerk.Read($"/events/{walk.Id}/history"));
        history.ShouldContain("机关网站");
        history.ShouldNotContain(">website<");
        WebUtility.HtmlDecode(await clerk.Read($"/events/{walk.Id}")).ShouldContain("及时总结评估 <small class=\"mono\">R50</small>");
    }

    [Fact, Clause("R14")]
    public async Task A_missed_patrol_waits_on_the_desk_until_it_is_signed_and_its_reason_is_written()
    {
        await using var site = await SiteHost.Start();
        var patrols = site.Get<Patrols>();
        await patrols.Plan(site.Store.Office, majorOpen: false, Ct);
        site.Store.Time.Advance(TimeSpan.FromDays(3));
        (await patrols.FindMissed(site.Store.Office, Ct)).ShouldBeGreaterThan(0);
        using var duty = await site.SignedIn(Role.DutyOfficer);
        (await duty.Read("/desk")).ShouldContain("补查并签字");
        for (var page = await duty.Read("/patrols"); Regex.Match(page, "name=\"id\" value=\"([^\"]+)\"") is { Success: true } next; page = await duty.Read("/patrols"))
        {
            await duty.Send("/patrols?handler=sign", new() { ["id"] = next.Groups[1].Value, ["nothing"] = "true" }, page: "/patrols");
        }
        var desk = await duty.Read("/desk");
        desk.ShouldNotContain("补查并签字");
        desk.ShouldContain("写明没有按时巡查的原因");
        var alerts = WebUtility.HtmlDecode(await duty.Read("/patrols"));
        alerts.ShouldContain("补签。请写明没有按时的原因");
        alerts.ShouldNotContain("请立即补查");
    }

    [Fact, Clause("R49")]
    public async Task The_tracker_reads_the_standard_of_calm_before_deciding()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/tracking")).ShouldContain("连续 72 小时，新增少于单日最高的 10%");
    }
}
