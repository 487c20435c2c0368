using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;
using Huiying.Tests.Year;
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
    public void What_an_entry_is_about_and_every_choice_it_shows_has_a_Chinese_name()
    {
        var subjects = Source.Files("src/Huiying", ".cs").SelectMany(f => Subjects().Matches(Source.Read(f))).Select(m => m.Groups[1].Value + m.Groups[2].Value).Distinct().ToList();
        subjects.Count.ShouldBeGreaterThan(15);
        subjects.Except(ActNames.Subjects.Keys).ShouldBeEmpty();

        var choices = EntryExamplesTests.Kinds().SelectMany(k => k.Type.GetProperties()).Where(p => ActNames.Labels.Keys.Any(l => l.Split('.')[^1] == JsonNamingPolicy.CamelCase.ConvertName(p.Name)))
            .Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType).Where(t => t.IsEnum).Distinct().ToList();
        choices.Count.ShouldBeGreaterThan(5);
        choices.SelectMany(t => Enum.GetNames(t).Where(n => !ActNames.Values.ContainsKey(n)).Select(n => $"{t.Name}.{n}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_in_an_entry_are_read_in_the_office_s_zone_and_labels_fit_what_they_stand_for()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        using var audit = await site.SignedIn(Role.AuditAdministrator);
        var html = await audit.Read("/ledger");
        var duty = html[html.IndexOf("产生时限职责", StringComparison.Ordinal)..];
        duty[..duty.IndexOf("</li>", StringComparison.Ordinal)].ShouldMatch("<dt>起自</dt><dd class=\"text\">20[0-9]{2}年[0-9]+月[0-9]+日 [0-9]{2}:[0-9]{2}</dd>");
        html.ShouldNotContain("来文单位");
        html.ShouldNotMatch(">20[0-9]{2}-[0-9]{2}-[0-9]{2}T?");
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

    /// <summary>The kind of a subject, where one is made.</summary>
    [GeneratedRegex("""(?:new Subject\("([a-z]+)"|Subject Subject => new\("([a-z]+)")""")]
    private static partial Regex Subjects();

    /// <summary>The name given to an act where it is run.</summary>
    [GeneratedRegex(@"\b(?:Change|With|Run|Made|Kept|Mend)(?:<[^()""]*>)?\((?:[^()""]|\([^()]*\))*?""([a-z]+\.[a-z-]+)""")]
    private static partial Regex Written();
}
