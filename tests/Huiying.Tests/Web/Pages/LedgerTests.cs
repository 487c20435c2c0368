using System.Net;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Tests.House;
using Huiying.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Web.Pages;

public sealed partial class LedgerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_attempt_is_read_on_the_ledger_page_with_its_reason()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Open("/ledger")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var audit = await site.SignedIn(Role.AuditAdministrator);
        var html = await audit.Read("/ledger");
        html.ShouldContain("被拒绝：打开页面");
        html.ShouldContain(site.Store.By(Role.Clerk).Name);
        html.ShouldContain("您现任的岗位不能使用这一页面。");
    }

    [Fact]
    public void Every_act_has_a_name_that_people_read()
    {
        var acts = Source.Files("src/Huiying", ".cs").Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal)).SelectMany(f => Written().Matches(Source.Read(f)))
            .Select(m => m.Groups[1].Value).Distinct().ToList();
        acts.Count.ShouldBeGreaterThan(80);
        acts.Except(ActNames.Acts.Keys).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_check_names_the_first_changed_entry()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        for (var i = 0; i < 3; i++) await clerk.Open("/ledger");
        using var audit = await site.SignedIn(Role.AuditAdministrator);
        var good = await audit.Send("/ledger?handler=verify", [], page: "/ledger");
        (await good.Content.ReadAsStringAsync(Ct)).ShouldContain("核验完毕：3 条");
        await using (var store = site.Store.Open())
        {
            await store.Database.ExecuteSqlRawAsync("update ground_ledger set body = replace(body, 'ledger', 'Ledger') where sequence = 2", Ct);
        }
        var broken = await audit.Send("/ledger?handler=verify", [], page: "/ledger");
        (await broken.Content.ReadAsStringAsync(Ct)).ShouldContain("台账从第 2 条起对不上");
    }

    /// <summary>The name given to an act where it is run.</summary>
    [GeneratedRegex(@"\b(?:Change|With|Run|Made|Kept|Mend)(?:<[^()""]*>)?\((?:[^()""]|\([^()]*\))*?""([a-z]+\.[a-z-]+)""")]
    private static partial Regex Written();
}
