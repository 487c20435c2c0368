using System.Net;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Web.Pages;

public sealed class PolicyPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R83")]
    public async Task A_version_is_drafted_compared_tried_scheduled_and_taken_back_through_the_pages_and_events_keep_theirs()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        using var clerk = await site.SignedIn(Role.Clerk);
        using var head = await site.SignedIn(Role.PrincipalLeader);
        var list = await clerk.Read("/policy");
        list.ShouldContain("rules.R28:phone.major");
        list.ShouldContain("地方规定");

        // A faulty text comes back with the line and everything typed.
        var faulty = await clerk.Send("/policy/draft", new() { ["text"] = "name: 错\nrules:\n  R24: { ordinary: 两三小时 }\n" }, "/policy/draft");
        faulty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await faulty.Content.ReadAsStringAsync(Ct)).ShouldSatisfyAllConditions(h => h.ShouldContain("第 3 行"), h => h.ShouldContain("两三小时"));

        // The event came by hotline at 08:40 and is not yet reported at 09:00: under ten minutes it would be late.
        var text = Policy.DefaultText.Replace("ordinary: 3 h }", "ordinary: 10 min }", StringComparison.Ordinal).Replace("name: 默认制度参数（建议值）", "name: 更严的一版", StringComparison.Ordinal);
        var drafted = await clerk.Send("/policy/draft", new() { ["text"] = text.Replace("\n", "\r\n", StringComparison.Ordinal) }, "/policy/draft");
        drafted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = drafted.Headers.Location!.ToString();
        page.ShouldBe("/policy/versions/" + Policy.HashOf(text));
        var compared = WebUtility.HtmlDecode(await clerk.Read(page));
        compared.ShouldSatisfyAllConditions(h => h.ShouldContain("rules.R24.ordinary"), h => h.ShouldContain("3 h"), h => h.ShouldContain("10 min"), h => h.ShouldNotContain("rules.R28:phone.major"));

        (await clerk.Send(page + "?handler=trial", [], page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        string tried;
        for (var i = 0; ; i++)
        {
            tried = WebUtility.HtmlDecode(await clerk.Read(page));
            if (tried.Contains("会变成逾期的", StringComparison.Ordinal)) break;
            i.ShouldBeLessThan(100);
            await Task.Delay(100, Ct);
        }
        tried.ShouldContain("会变成逾期的：1 项，涉及 1 件事");
        tried.ShouldContain($"/events/{walk.Id}");

        // Not by whoever drafted, not by a clerk; by another first responsible person, from a day to come.
        (await clerk.Send(page + "?handler=begin", new() { ["from"] = "2026-03-10T00:00" }, page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await head.Send(page + "?handler=begin", new() { ["from"] = "2026-03-01T00:00" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Send(page + "?handler=begin", new() { ["from"] = "2026-03-10T00:00" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Get<PolicyVersions>().Current(site.Store.Office, Ct)).Hash.ShouldBe(Policy.Default.Hash);
        (await head.Send(page + "?handler=back", new() { ["reason"] = "" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Send(page + "?handler=back", new() { ["reason"] = "会上未通过" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        site.Store.Time.Advance(TimeSpan.FromMinutes(1));
        (await head.Send(page + "?handler=begin", new() { ["from"] = "" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Get<PolicyVersions>().Current(site.Store.Office, Ct)).Hash.ShouldBe(Policy.HashOf(text));
        (await walk.Case()).PolicyHash.ShouldBe(Policy.Default.Hash);
        using var later = await new EventWalk(site).Opened();
        (await later.Case()).PolicyHash.ShouldBe(Policy.HashOf(text));
    }

    [Fact, Clause("R83")]
    public async Task A_value_is_changed_in_its_field_and_what_is_wrong_is_named_beside_it()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var page = WebUtility.HtmlDecode(await clerk.Read("/policy/draft"));
        page.ShouldSatisfyAllConditions(h => h.ShouldContain("name=\"v:rules.R24.ordinary\""), h => h.ShouldContain("地方规定（吉林）"));
        var fields = new Dictionary<string, string> { ["from"] = Policy.Default.Hash, ["v:rules.R24.ordinary"] = "两三小时", ["v:rules.R68.all"] = "same day", ["why"] = "会议纪要" };
        var wrong = await clerk.Send("/policy/draft?handler=fields", fields, "/policy/draft");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var said = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Ct));
        said.IndexOf("应为", said.IndexOf("id=\"f-v:rules-R24-ordinary-error\"", StringComparison.Ordinal), StringComparison.Ordinal).ShouldBeGreaterThan(0, "beside the very field");
        said.ShouldContain("两三小时");
        fields["v:rules.R24.ordinary"] = "2 h";
        (await clerk.Send("/policy/draft?handler=fields", new(fields) { ["why"] = " " }, "/policy/draft")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await clerk.Send("/policy/draft?handler=fields", new(fields) { ["from"] = "another" }, "/policy/draft")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await clerk.Send("/policy/draft?handler=fields", new(fields) { ["v:rules.R24.ordinary"] = "3 h" }, "/policy/draft")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nothing is changed");
        var drafted = await clerk.Send("/policy/draft?handler=fields", fields, "/policy/draft");
        drafted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var version = (await site.Get<PolicyVersions>().List(site.Store.Office, Ct)).Single(v => drafted.Headers.Location!.ToString().EndsWith(v.Hash, StringComparison.Ordinal));
        var change = PolicyValues.Compare(Policy.Default, await site.Get<PolicyVersions>().Pinned(site.Store.Office, version.Hash, Ct)).ShouldHaveSingleItem();
        (change.Key, change.After, change.Source).ShouldBe(("rules.R24.ordinary", "2 h", "会议纪要；原：地方规定（吉林）local rule (Jilin)"));
    }

    [Fact, Clause("R40")]
    public async Task A_new_year_of_the_calendar_is_added_on_its_page_by_the_office_only()
    {
        await using var site = await SiteHost.Start();
        var year = new Dictionary<string, string> { ["year"] = "2027", ["off"] = "1月1日至3日", ["work"] = "", ["notice"] = "示例通知" };
        using var leader = await site.SignedIn(Role.SupervisingLeader);
        (await leader.Read("/calendar")).ShouldContain("由办公室经办人或系统管理员加入");
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Read("/calendar")).ShouldContain("还没有 2027 年的放假安排");
        var wrong = await clerk.Send("/calendar", new(year) { ["off"] = "元旦" }, "/calendar");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Ct)).ShouldContain("元旦");
        (await clerk.Send("/calendar", year, "/calendar")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read("/calendar")).ShouldNotContain("还没有 2027 年的放假安排");
        (await site.Get<CalendarVersions>().Current(site.Store.Office, Ct)).Years.ShouldContain(2027);
    }

    [Fact, Clause("R28"), Clause("R04")]
    public async Task The_event_says_how_each_time_came_about_and_whoever_was_told_finds_it_on_the_desk()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        await walk.Do(Role.PrincipalLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤，影响较大" });
        using var clerk = await site.SignedIn(Role.Clerk);
        // By the hotline at 08:40, entered at 09:00.
        WebUtility.HtmlDecode(await clerk.Read($"/events/{walk.Id}")).ShouldContain(
            "30 分钟，自 2026年3月2日 08:40 起算（知悉：热线，2026年3月2日 09:00 录入），规则 R28:phone:city-office，2026年3月2日 09:10 到期");

        using var leader = await site.SignedIn(Role.SupervisingLeader);
        (await leader.Read("/desk")).ShouldNotContain("提醒到您的时限");
        site.Store.Time.Advance(TimeSpan.FromMinutes(11));
        var clock = site.Get<DutyClock>();
        foreach (var id in (await clock.Due(site.Store.Office, Ct)).Cases) await clock.Tell(site.Store.Office, id, Ct);
        WebUtility.HtmlDecode(await leader.Read("/desk")).ShouldSatisfyAllConditions(h => h.ShouldContain("提醒到您的时限"), h => h.ShouldContain("电话报告示例市主管部门"));
    }

    [Fact, Clause("R43")]
    public async Task The_ledgers_page_shows_todays_anchor_to_print_and_a_rewritten_ledger_by_its_day()
    {
        await using var site = await SiteHost.Start();
        using var audit = await site.SignedIn(Role.AuditAdministrator);
        (await audit.Read("/ledger")).ShouldContain("今天还没有记下");
        using var walk = await new EventWalk(site).Opened();
        var anchor = (await site.Get<LedgerAnchors>().Write(site.Store.Office, Ct))!;
        (await audit.Read("/ledger")).ShouldContain(anchor.Hash);
        var good = await audit.Send("/ledger?handler=verify", [], page: "/ledger");
        (await good.Content.ReadAsStringAsync(Ct)).ShouldContain("核对日锚 1 个，都对得上");
        await File.WriteAllTextAsync(site.Get<LedgerAnchors>().File, (await File.ReadAllTextAsync(site.Get<LedgerAnchors>().File, Ct)).Replace(anchor.Hash, new string('0', 64), StringComparison.Ordinal), Ct);
        var broken = await audit.Send("/ledger?handler=verify", [], page: "/ledger");
        (await broken.Content.ReadAsStringAsync(Ct)).ShouldContain("2026-03-02 的日锚对不上");
    }

    [Fact, Clause("R43")]
    public async Task A_ledger_cut_back_while_the_server_runs_is_shown_on_its_page_on_the_status_page_and_on_the_auditors_desk()
    {
        await using var site = await SiteHost.Start();
        using var audit = await site.SignedIn(Role.AuditAdministrator);
        using var walk = await new EventWalk(site).Opened();
        (await audit.Read("/desk")).ShouldNotContain("对不上");
        (await audit.Read("/status")).ShouldNotContain("截短");
        await using (var store = site.Store.Open())
        {
            var last = await store.Set<LedgerRow>().AsNoTracking().OrderByDescending(r => r.Sequence).Skip(1).FirstAsync(Ct);
            await store.Set<LedgerRow>().Where(r => r.Sequence > last.Sequence).ExecuteDeleteAsync(Ct);
            await store.Set<LedgerHead>().ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, last.Sequence).SetProperty(h => h.Hash, last.Hash), Ct);
        }
        WebUtility.HtmlDecode(await audit.Read("/desk")).ShouldContain("核查台账：对不上");
        WebUtility.HtmlDecode(await audit.Read("/status")).ShouldContain("被改写或截短");
        WebUtility.HtmlDecode(await audit.Read("/ledger")).ShouldSatisfyAllConditions(h => h.ShouldContain("台账被改写或截短"), h => h.ShouldContain("日锚与下面的逐日比对"));
        using var clerk = await site.SignedIn(Role.Clerk);
        WebUtility.HtmlDecode(await clerk.Read("/desk")).ShouldNotContain("核查台账");
    }
}
