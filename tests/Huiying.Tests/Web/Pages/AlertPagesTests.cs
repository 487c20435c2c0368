using System.Net;
using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Assess;
using Huiying.Tests.House;

namespace Huiying.Tests.Web.Pages;

/// <summary>Alert rules, alerts and their record, through the pages.</summary>
public sealed class AlertPagesTests
{
    private const string Water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";

    private static readonly Dictionary<string, string> Rule = new() { ["kind"] = "Threshold", ["name"] = "供水信息较多", ["level"] = "Warning", ["hours"] = "24", ["atLeast"] = "3", ["tell"] = "Clerk", ["scope"] = "自来水 杨柳街道" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R41")]
    public async Task A_rule_is_set_its_alert_stands_on_the_desk_and_is_acknowledged_into_the_record()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Send("/alerts/rules?handler=add", Rule, "/alerts/rules?kind=Threshold")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read("/alerts/rules")).ShouldContain("24 小时内达到 3 条");
        (await clerk.Read("/desk")).ShouldNotContain("签阅预警");
        await Rise(site, 3);
        (await clerk.Read("/desk")).ShouldContain("签阅预警（警示）");
        using var officer = await site.SignedIn(Role.SectionOfficer);
        (await officer.Read("/desk")).ShouldNotContain("签阅预警");
        var alert = (await site.Get<AlertRecord>().List(site.Store.By(Role.Clerk), ct: Ct)).Value.ShouldHaveSingleItem();
        var address = $"/alerts/{alert.Id}";
        (await officer.Read(address)).ShouldNotContain("handler=see");
        var page = await clerk.Read(address);
        page.ShouldContain("近 24 小时 3 条，达到 3 条");
        page.ShouldContain($"/topics/{alert.Topic}");
        (await officer.Send($"{address}?handler=see", new() { ["note"] = "看过" }, address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.Send($"{address}?handler=see", new() { ["note"] = "已转业务科核实" }, address)).Headers.Location!.ToString().ShouldBe("/alerts");
        (await clerk.Read("/desk")).ShouldNotContain("签阅预警");
        var record = await clerk.Read(address);
        foreach (var said in new[] { "送达", "打开", "已转业务科核实", "安文" }) record.ShouldContain(said);
        (await clerk.Read("/alerts")).ShouldContain(address);
        // On the topic's own page the alert is called by its kind, not by the topic's title again.
        var topic = await clerk.Read($"/topics/{alert.Topic}");
        topic.ShouldContain($"<a href=\"{address}\"><strong>信息量</strong></a>");
        (await clerk.Read("/alerts")).ShouldContain($"<a href=\"{address}\"><strong>{alert.Title}</strong></a>");
        using var audit = await site.SignedIn(Role.AuditAdministrator);
        var ledger = await audit.Read("/ledger");
        foreach (var act in new[] { "设置预警规则", "发出预警", "送达预警", "查看预警", "签阅预警" }) ledger.ShouldContain(act);
    }

    [Fact, Clause("S15")]
    public async Task A_name_in_a_rule_is_refused_on_the_page_with_what_was_typed_still_in_it()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var answer = await clerk.Send("/alerts/rules?handler=add", new(Rule) { ["scope"] = "张三丰 自来水", ["from"] = "22:00", ["until"] = "07:00", ["rest"] = "true" }, "/alerts/rules?kind=Threshold");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        page.ShouldContain("不能针对个人");
        foreach (var typed in new[] { "value=\"供水信息较多\"", "张三丰 自来水", "value=\"22:00\"", "value=\"Clerk\" checked", "value=\"true\" checked" }) page.ShouldContain(typed);
    }

    [Fact]
    public async Task A_rule_is_changed_paused_resumed_and_ended_by_whose_post_it_is_and_not_from_an_old_view()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        using var officer = await site.SignedIn(Role.SectionOfficer);
        var many = new Dictionary<string, string> { ["name"] = "一日内信息较多", ["level"] = "Notice", ["hours"] = "24", ["atLeast"] = "55", ["tell"] = "Clerk", ["seen"] = "0" };
        (await officer.Send("/alerts/rules/many?handler=change", many, "/alerts/rules/many")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.Send("/alerts/rules/many?handler=change", many, "/alerts/rules/many")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Send("/alerts/rules/many?handler=change", new(many) { ["atLeast"] = "66" }, "/alerts/rules/many")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await clerk.Read("/alerts/rules")).ShouldContain("24 小时内达到 55 条");
        (await clerk.Send("/alerts/rules/many?handler=pause", new() { ["reason"] = "" }, "/alerts/rules/many")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await clerk.Send("/alerts/rules/many?handler=pause", new() { ["reason"] = "集市期间" }, "/alerts/rules/many")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read("/alerts/rules")).ShouldContain("集市期间");
        (await clerk.Send("/alerts/rules/many?handler=resume", new() { ["reason"] = "集市结束" }, "/alerts/rules/many")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Send("/alerts/rules/many?handler=end", new() { ["why"] = "改用别的" }, "/alerts/rules/many")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read("/alerts/rules")).ShouldContain("改用别的");
        (await clerk.Send("/alerts/rules?handler=add", new(Rule) { ["from"] = "22:00" }, "/alerts/rules?kind=Threshold")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    /// <summary>So many posts on the water, looked at and told.</summary>
    internal static async Task Rise(SiteHost site, int count, int from = 1, string text = Water)
    {
        await using (var store = site.Store.Open())
        await using (var transaction = await store.Database.BeginTransactionAsync(Ct))
        {
            var posts = Enumerable.Range(from, count).Select(n => Intake.Judge(AssessmentTests.Some(n, text), new IntakeRules(t => t, _ => "含“水”")));
            await site.Get<Intake>().Store(store, [.. posts], site.Store.Time.GetUtcNow(), Ct);
            await transaction.CommitAsync(Ct);
        }
        await site.Get<Assessment>().Run(site.Store.Office, ct: Ct);
        await site.Get<AlertWatch>().Look(site.Store.Office, Ct);
        await site.Get<AlertTelling>().Tell(site.Store.Office, Ct);
    }
}
