using System.Net;
using System.Text.RegularExpressions;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Huiying.Track;
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

    [Fact, Clause("R14")]
    public async Task However_many_patrols_were_missed_they_are_one_thing_to_do()
    {
        await using var site = await SiteHost.Start();
        await site.Get<Patrols>().Plan(site.Store.Office, majorOpen: false, Ct);
        site.Store.Time.Advance(TimeSpan.FromDays(1));
        await site.Get<Patrols>().Plan(site.Store.Office, majorOpen: false, Ct);
        site.Store.Time.Advance(TimeSpan.FromDays(3));
        (await site.Get<Patrols>().FindMissed(site.Store.Office, Ct)).ShouldBeGreaterThan(1);
        (await site.Get<Todos>().Of(site.Store.By(Role.DutyOfficer), Chinese, Ct)).Single(t => t.Act == "补查并签字").About.ShouldMatch("网上巡查（[0-9]+ 次）");
    }

    [Fact, Clause("R05")]
    public async Task A_wrong_effect_is_changed_and_more_demands_than_the_event_has_are_not_settled()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Published();
        var effect = new Dictionary<string, string> { ["release"] = (await walk.Release()).Id.Value, ["questions"] = "1", ["demands"] = "7", ["satisfaction"] = "来电表示满意。" };
        var refused = await walk.Try(Role.Clerk, "answers", "effect", effect);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("多于本事件登记的诉求");
        await walk.Do(Role.Clerk, "answers", "effect", new(effect) { ["demands"] = "0" });
        WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/answers")).ShouldContain("更改回应效果");
        await walk.Do(Role.Clerk, "answers", "effect", new(effect) { ["demands"] = "1", ["satisfaction"] = "村民回访表示满意。" });
        (await walk.Case()).Answers[^1].Effect!.ShouldSatisfyAllConditions(e => e.DemandsSettled.ShouldBe(1), e => e.Satisfaction.ShouldBe("村民回访表示满意。"));
    }

    [Fact, Clause("R48"), Clause("R50")]
    public async Task After_a_rebound_what_is_new_is_verified_first_and_the_earlier_summary_stays_on_the_page()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Closed();
        var summary = (await walk.Case()).Summary!.DocumentHash;
        site.Store.Time.Advance(TimeSpan.FromMinutes(5));
        (await site.Get<Cases>().Change(Actor.Clock(site.Store.Office), new CaseId(walk.Id), "tracking.rebound",
            (c, d) => Following.Rebound(c, d, new Figures(50, 30, 20), "新增30条"), Ct)).Refusal.ShouldBeNull();
        (await walk.Case()).Summary.ShouldBeNull();
        WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/closing")).ShouldSatisfyAllConditions(
            html => html.ShouldContain($"/events/{walk.Id}/documents/{summary}"), html => html.ShouldContain("平稳后重写一份"));
        (await (await walk.By(Role.Clerk)).Open($"/events/{walk.Id}/documents/{summary}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var officer = site.Store.By(Role.SectionOfficer);
        (await site.Get<Todos>().Of(officer, Chinese, Ct)).ShouldContain(t => t.Act == "舆情反弹，核实新出现的情况" && t.Address == $"/events/{walk.Id}/claims");
        await walk.Do(Role.SectionOfficer, "claims", "verify", new() { ["claim"] = "1", ["finding1"] = "PartlyTrue", ["fact1"] = "两盏路灯又不亮。", ["evidence1"] = "测量记录", ["truePart1"] = "两盏不亮" });
        (await site.Get<Todos>().Of(officer, Chinese, Ct)).ShouldNotContain(t => t.Act == "舆情反弹，核实新出现的情况");
    }

    [Fact, Clause("R27")]
    public async Task A_draft_refused_names_all_that_is_missing_at_once()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Completed();
        var html = WebUtility.HtmlDecode(await (await walk.Try(Role.SectionOfficer, "draft", "submit", new(EventWalk.Draft) { ["title"] = "", ["scope"] = "", ["verification0"] = "" })).Content.ReadAsStringAsync(Ct));
        foreach (var fault in (string[])["请填写标题。", "请写明发布范围。", "第1段陈述事实"]) html.ShouldContain(fault);
    }

    [Fact, Clause("R21")]
    public async Task The_party_group_s_receipt_waits_first_for_its_secretary()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Verified();
        await walk.Do(Role.Clerk, "assessment", "submit", []);
        await walk.Do(Role.PrincipalLeader, "assessment", "receive", new() { ["by"] = "PrincipalLeader" });
        var step = (await site.Get<NextSteps>().Find(site.Store.Office, Chinese, Ct)).ShouldHaveSingleItem();
        (step.Act, step.Person.Id).ShouldBe(("机关党组签收研判材料", site.Store.By(Role.PartySecretary).Person));
    }

    [Fact, Clause("R39")]
    public async Task A_change_to_be_reported_says_which_it_is_and_a_sent_report_goes_to_the_next_body()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        await walk.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤" });
        await walk.Do(Role.DutyOfficer, "major", "issue", []);
        var bodies = MajorWalk.Bodies;
        foreach (var body in bodies) await walk.Do(Role.DutyOfficer, "major", "send", MajorEventTests.Sending(0, body.Id, "Telephone"));
        // Without a receipt it stays owed, and the form goes on to the body it has not gone to yet, the same way.
        await walk.Do(Role.DutyOfficer, "major", "send", new() { ["report"] = "1", ["body"] = bodies[0].Id, ["mode"] = "Paper", ["sentAt"] = "" });
        var form = await (await walk.By(Role.DutyOfficer)).Read($"/events/{walk.Id}/major");
        Regex.Match(form, "name=\"body\".*?</select>", RegexOptions.Singleline).Value.ShouldMatch($"value=\"{bodies[1].Id}\" selected");
        Regex.Match(form, "name=\"mode\".*?</select>", RegexOptions.Singleline).Value.ShouldMatch("value=\"Paper\" selected");
        await walk.Verified();
        (await site.Get<Todos>().Of(site.Store.By(Role.DutyOfficer), Chinese, Ct)).ShouldContain(t => t.Act.StartsWith("新核实“", StringComparison.Ordinal) && t.Act.EndsWith("以续报上报", StringComparison.Ordinal));
    }

    [Fact, Clause("R04")]
    public async Task What_is_due_sooner_stands_first_however_the_events_were_opened()
    {
        await using var site = await SiteHost.Start();
        using var first = await new EventWalk(site).Assessed();
        using var second = new EventWalk(site) { Topic = await MajorEventTests.Topic(site) };
        await second.Opened();
        await second.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤" });
        var steps = await site.Get<NextSteps>().Find(site.Store.Office, Chinese, Ct);
        steps[0].Address.ShouldStartWith($"/events/{second.Id}/");
        steps.Select(s => s.DueAt ?? DateTimeOffset.MaxValue).ShouldBeInOrder();
    }

    [Theory, Clause("R77")]
    [InlineData(null, "请先登记建议是否采纳及理由")]
    [InlineData("Partly", "回应须写明建议的采纳情况")]
    public async Task An_answer_to_a_suggestion_waits_for_its_outcome_and_says_it(string? adoption, string refusal)
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Completed();
        await walk.Do(Role.Clerk, "category", "set", new() { ["category"] = "Suggestion", ["basis"] = "提出改进办法" });
        if (adoption is not null) await walk.Do(Role.SectionHead, "category", "decide", new() { ["adoption"] = adoption, ["why"] = "先改两条" }, TestOffice.Business);
        var refused = await walk.Try(Role.SectionOfficer, "draft", "submit", EventWalk.Draft);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Ct)).ShouldContain(refusal);
        if (adoption is null) return;
        await walk.Do(Role.SectionOfficer, "draft", "submit", new(EventWalk.Draft) { ["text3"] = "您的建议部分采纳：先改两条。", ["part3"] = "Plain" });
    }
}
