using System.Net;
using System.Text;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Review;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Ground;

/// <summary>The access log: in the store, and as the site fills it.</summary>
public sealed class AccessLogTests
{
    private const string Address = "192.0.2.47";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Access Line(TestStore test, string page = "/events", AccessOutcome outcome = AccessOutcome.Done) =>
        new(test.Office, test.Time.GetUtcNow(), new("clerk"), "安文", page, "open", outcome, 200, Address);

    private static Task<IReadOnlyList<AccessLine>> Read(TestStore test) =>
        test.Get<AccessLog>().Read(test.Office, DateTimeOffset.UnixEpoch, test.Time.GetUtcNow().AddDays(1), null, null, 0, 1000, Ct);

    [Theory, BothEngines, Clause("S10")]
    public async Task Lines_wait_in_memory_until_they_are_written_together_and_their_address_is_sealed(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var log = test.Get<AccessLog>();
        log.Note(Line(test));
        log.Note(Line(test, "/ledger", AccessOutcome.Refused));
        (await Read(test)).ShouldBeEmpty();
        (await log.Flush(Ct)).ShouldBe(2);
        (await log.Flush(Ct)).ShouldBe(0);
        (await Read(test)).Select(l => (l.Page, l.Outcome)).ShouldBe([("/events", AccessOutcome.Done), ("/ledger", AccessOutcome.Refused)], ignoreOrder: true);
        await using var store = test.Open();
        foreach (var row in await store.Set<AccessRow>().ToListAsync(Ct)) Encoding.UTF8.GetString(row.Sealed).ShouldNotContain(Address);
    }

    [Theory, BothEngines, Clause("S10"), Clause("S11")]
    public async Task Only_the_auditor_opens_an_address_with_a_reason_that_stays_in_the_ledger(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var log = test.Get<AccessLog>();
        log.Note(Line(test));
        await log.Flush(Ct);
        var id = (await Read(test)).Single().Id;
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.AuditAdministrator)) (await log.Unseal(test.By(role), id, "核查", Ct)).Refusal!.Code.ShouldBe("not-your-post", role.ToString());
        (await log.Unseal(test.By(Role.AuditAdministrator), id, " ", Ct)).Refusal!.Clause.ShouldBe("S10");
        (await log.Unseal(test.By(Role.AuditAdministrator), new("none"), "核查", Ct)).Refusal!.Code.ShouldBe("not-found");
        (await log.Unseal(test.By(Role.AuditAdministrator), id, "核查夜间异常登录", Ct)).Value.ShouldBe(Address);
        var entry = (await test.Ledger.Read(test.Office, id.Subject, ct: Ct).ToListAsync(Ct)).Last();
        (entry.Act, entry.Data.GetProperty("reason").GetString()).ShouldBe(("access.unseal", "核查夜间异常登录"));
        await using var store = test.Open();
        foreach (var body in await store.Set<LedgerRow>().Select(r => r.Body).ToListAsync(Ct)) Encoding.UTF8.GetString(body).ShouldNotContain(Address);
    }

    [Theory, BothEngines, Clause("S10")]
    public async Task After_six_months_lines_go_by_themselves_with_one_entry_and_younger_ones_stay(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var log = test.Get<AccessLog>();
        log.Note(Line(test, "/old"));
        await log.Flush(Ct);
        test.Time.Advance(TimeSpan.FromDays(180));
        (await log.Purge(test.Office, Ct)).ShouldBe(0, "six months are not over");
        log.Note(Line(test, "/young"));
        await log.Flush(Ct);
        test.Time.Advance(TimeSpan.FromDays(6));
        (await log.Purge(test.Office, Ct)).ShouldBe(1);
        (await log.Purge(test.Office, Ct)).ShouldBe(0);
        (await Read(test)).Select(l => l.Page).ShouldBe(["/young"]);
        var entry = (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).ShouldHaveSingleItem();
        (entry.Act, entry.Data.GetProperty("lines").GetInt32(), entry.Data.GetProperty("kept").GetString()).ShouldBe(("access.purge", 1, "6 个月"));
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("S10")]
    public async Task Lines_that_found_no_place_are_counted_with_their_time_in_the_ledger_for_the_auditor(Engine engine)
    {
        await using var test = await DrillsTests.Create(engine);
        using var log = new AccessLog(test.Acts, test.Get<IDbContextFactory<Store>>(), test.Get<PolicyVersions>(), test.Ledger, test.Get<IDataProtectionProvider>()) { Room = 2 };
        var began = test.Time.GetUtcNow();
        for (var i = 0; i < 3; i++) log.Note(Line(test));
        test.Time.Advance(TimeSpan.FromMinutes(4));
        for (var i = 0; i < 2; i++) log.Note(Line(test));
        log.Lost.ShouldBe(3);
        (await log.Flush(Ct)).ShouldBe(2);
        (log.Lost, await log.Flush(Ct)).ShouldBe((0, 0), "told once");
        var entry = (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).ShouldHaveSingleItem();
        (entry.Act, entry.Data.GetProperty("lines").GetInt32()).ShouldBe(("access.lost", 3));

        var reading = test.Get<AccessReading>();
        var today = DateOnly.FromDateTime(began.UtcDateTime);
        (await reading.Missing(test.By(Role.AuditAdministrator), today, today, TimeZoneInfo.Utc, Ct)).Value.ShouldBe([new AccessLost(3, began, began.AddMinutes(4))]);
        (await reading.Missing(test.By(Role.AuditAdministrator), today.AddDays(1), today.AddDays(2), TimeZoneInfo.Utc, Ct)).Value.ShouldBeEmpty();
        (await reading.Missing(test.By(Role.SystemAdministrator), today, today, TimeZoneInfo.Utc, Ct)).Refusal!.Clause.ShouldBe("S10");
    }

    [Fact, Clause("S10")]
    public async Task The_site_logs_pages_acts_refusals_and_failed_sign_ins_without_queries_and_texts()
    {
        await using var site = await SiteHost.Start();
        var known = "";
        using var clerk = await site.SignedIn(Role.Clerk);
        using var visitor = site.Visitor();
        await visitor.Send("/sign-in", new() { ["name"] = "clerk", ["password"] = "不对的密码不对的密码" });
        await visitor.Send("/sign-in", new() { ["name"] = "没有这个人的名字", ["password"] = "不对的密码不对的密码" });
        (await visitor.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Open("/search?q=张某的电话")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await clerk.Open("/access-log")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.Open("/sheets/access.csv")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.Open("/events/张某")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // Refused before anything was looked for: what stands in the address is what somebody typed.
        (await visitor.Open("/events/李某13812345678")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Open("/sheets/赵某.csv")).IsSuccessStatusCode.ShouldBeFalse();
        using (var walk = await new EventWalk(site).Opened())
        {
            (await clerk.Open($"/events/{walk.Id}/accountability")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await clerk.Open("/events/王某13812345678/accountability")).IsSuccessStatusCode.ShouldBeFalse();
            known = walk.Id;
        }
        (await clerk.Open("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await site.Get<AccessLog>().Flush(Ct);

        var lines = await Read(site.Store);
        List<(string? By, string Page, AccessOutcome Outcome)> seen = [.. lines.Select(l => (l.Person?.Value, l.Page, l.Outcome))];
        seen.ShouldContain(("clerk", "/sign-in", AccessOutcome.Done));
        seen.ShouldContain(("clerk", "/sign-in", AccessOutcome.SignInFailed));
        seen.ShouldContain((null, "/sign-in", AccessOutcome.SignInFailed));
        seen.ShouldContain((null, "/desk", AccessOutcome.Refused));
        seen.ShouldContain(("clerk", "/search", AccessOutcome.Done));
        seen.ShouldContain(("clerk", "/access-log", AccessOutcome.Refused));
        seen.ShouldContain(("clerk", "/sheets/access.csv", AccessOutcome.Refused));
        seen.ShouldContain(("clerk", "/events/{id}", AccessOutcome.NotTaken));
        seen.ShouldContain((null, "/events/{id}", AccessOutcome.Refused));
        seen.ShouldContain(("clerk", $"/events/{known}/accountability", AccessOutcome.Refused));
        seen.ShouldContain(l => l.By == "clerk" && l.Page == "/events/{id}/accountability");
        seen.ShouldContain(l => l.By == "clerk" && l.Page == "/sheets/{name}.csv");
        string.Concat(lines.Select(l => l.Page)).ShouldNotContain("1381234");
        seen.ShouldNotContain(l => l.Page == "/" || l.Page.Contains("error", StringComparison.Ordinal));
        string.Concat(lines.Select(l => l.ToString())).ShouldNotContain("某");
        string.Concat(lines.Select(l => l.ToString())).ShouldNotContain("没有这个人");

        using var auditor = await site.SignedIn(Role.AuditAdministrator);
        var html = await auditor.Read("/access-log");
        html.ShouldNotContain("没有记下");
        await site.Get<Acts>().Run<Done>(Actor.Clock(site.Store.Office), "access.lost", new Subject("access", "lost"), act =>
        {
            act.Write(new AccessLost(7, site.Store.Time.GetUtcNow(), site.Store.Time.GetUtcNow()), AccessJson.Default.AccessLost);
            return Task.FromResult<Outcome<Done>>(default(Done));
        }, Ct);
        WebUtility.HtmlDecode(await auditor.Read("/access-log")).ShouldContain("有 7 条没有记下");
        html.ShouldContain("登录失败");
        html.ShouldContain("/search");
        html.ShouldNotContain("127.0.0.1");
        var line = lines.First(l => l.Outcome == AccessOutcome.SignInFailed).Id.Value;
        (await auditor.Send("/access-log?handler=unseal", new() { ["line"] = line, ["reason"] = "" }, "/access-log")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var opened = await auditor.Send("/access-log?handler=unseal", new() { ["line"] = line, ["reason"] = "核查登录失败" }, "/access-log");
        (await opened.Content.ReadAsStringAsync(Ct)).ShouldContain("127.0.0.1");
        var sheet = await auditor.Read("/sheets/access.csv");
        sheet.ShouldContain("/search");
        sheet.ShouldNotContain("127.0.0.1");
    }
}
