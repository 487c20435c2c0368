using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Tests.Ground;
using Huiying.Tests.House;
using Huiying.Tests.Web.Commands;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Web;

/// <summary>A made-up city office with four and five levels above it, other names, other times and another chain: its policy file is all that differs.</summary>
public sealed partial class OtherOfficeTests
{
    private const string File = "tests/Huiying.Tests/Ground/Policies/harbour-city.yaml";

    private static readonly string[] Ours = ["机关党组", "示例区委", "示例区政府", "示例区舆情应急管理部门", "示例市主管部门"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_policy_is_without_a_problem()
    {
        var (exit, output, _) = await Executable.Run(["policy", "check", Path.Combine(Source.Root, File)]);
        (exit, output).ShouldBe((0, ""));
    }

    [Fact]
    public async Task An_office_can_be_set_up_with_it_and_its_ledger_begins_with_sm3()
    {
        await using var test = await TestStore.Create(office: false);
        (await test.Get<Offices>().Create(OfficePlans.Twelve with { PolicyText = Source.Read(File) }, Ct)).Refusal.ShouldBeNull();
        await using var store = test.Stores.Open(Offices.First);
        (await store.Set<LedgerRow>().OrderBy(r => r.Sequence).Select(r => r.Body).ToListAsync(Ct)).ShouldAllBe(b => Chain.Head(b).Kind == HashKind.Sm3);
        (await test.Ledger.Verify(Offices.First, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact, Clause("R24"), Clause("R26"), Clause("R29"), Clause("R51")]
    public async Task An_ordinary_event_goes_the_whole_way_under_its_names_times_and_chain()
    {
        await using var site = await Start();
        using var walk = await new EventWalk(site).Submitted();
        var c = await walk.Case();
        // Received 08:40: five hours; the day after discovery; three working hours from the next opening, 09:30.
        c.Duties.Single(d => d.Rule == "R24").ShouldSatisfyAllConditions(d => d.Zh.ShouldBe("报中心党委"), d => d.DueAt.ShouldBe(c.DiscoveredAt + TimeSpan.FromHours(5)));
        c.Duties.Single(d => d.Rule == "R68").DueAt.ShouldBe(new DateTimeOffset(2026, 3, 3, 16, 0, 0, TimeSpan.Zero));
        c.Duties.Single(d => d.Rule == "R08:sign").DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 4, 30, 0, TimeSpan.Zero));
        c.Duties.Where(d => d.Rule.StartsWith("R26:", StringComparison.Ordinal)).Select(d => d.Rule["R26:".Length..]).ShouldBe(["street-office", "new-area", "propaganda"], ignoreOrder: true);
        using (var clerk = await site.SignedIn(Role.Clerk))
        {
            var release = await walk.Release();
            (await Html(clerk, $"/events/{walk.Id}/answers/{release.Id}")).ShouldSatisfyAllConditions(h => h.ShouldContain("查明情况"), h => h.ShouldContain("中心主任签发"), h => h.ShouldNotContain("办公室核稿"));
            (await Html(clerk, $"/events/{walk.Id}")).ShouldSatisfyAllConditions(h => h.ShouldContain("中心党委签收"), h => h.ShouldContain("报中心党委"));
            (await Html(clerk, $"/events/{walk.Id}/reports")).ShouldContain("澄湾市临海新区管委会");
        }
        using var whole = await new EventWalk(site).Closed();
        await Nothing(site, whole.Id);
        var closed = await whole.Case();
        (await Words(site, closed.MinutesHash!)).ShouldContain("中心党委");
        (await Words(site, closed.Summary!.DocumentHash)).ShouldSatisfyAllConditions(w => w.ShouldContain("可借鉴之处"), w => w.ShouldContain("扩散情况"), w => w.ShouldNotContain("处置经验"));
    }

    [Fact, Clause("R28"), Clause("R29"), Clause("R30"), Clause("R44")]
    public async Task A_major_event_goes_up_four_levels_and_beside_them_in_its_times()
    {
        await using var site = await Start();
        var policy = await site.Get<PolicyVersions>().Current(site.Store.Office, Ct);
        var rules = new Rulebook(policy, WorkCalendar.Shipped.In(policy.Zone));
        rules.Bodies(Grade.Major).Select(b => b.Name).ShouldBe(["澄湾市滨港街道", "澄湾市临海新区管委会", "澄湾市政府", "海西省群众服务局", "澄湾市新闻办"]);
        var id = await MajorEventTests.Whole(site, null, rules.Bodies(Grade.Major));
        var c = (await site.Get<Cases>().Find(site.Store.Office, new CaseId(id), Ct))!;
        foreach (var phone in c.Duties.Where(d => d.Rule.StartsWith("R28:phone:", StringComparison.Ordinal))) phone.DueAt.ShouldBe(c.DiscoveredAt + TimeSpan.FromMinutes(20), phone.Rule);
        foreach (var written in c.Duties.Where(d => d.Rule.StartsWith("R28:written:", StringComparison.Ordinal))) written.DueAt.ShouldBe(c.DiscoveredAt + TimeSpan.FromMinutes(90), written.Rule);
        c.Duties.Count(d => d.Rule.StartsWith("R28:", StringComparison.Ordinal)).ShouldBe(10);
        await Nothing(site, id);
        (await site.Store.Ledger.Verify(site.Store.Office, Ct)).BrokenAt.ShouldBeNull();

        // Passing over a level asks why, wherever in the line of four it is.
        using var walk = await new EventWalk(site).Opened();
        await walk.Do(Role.PrincipalLeader, "major", "grade", new() { ["grade"] = "Extraordinary", ["reason"] = "影响特别重大" });
        await walk.Do(Role.DutyOfficer, "major", "send", MajorEventTests.Sending(0, "street-office", "Telephone"));
        (await walk.Case()).Duties.ShouldNotContain(d => d.Rule.StartsWith("R29:", StringComparison.Ordinal));
        await walk.Do(Role.DutyOfficer, "major", "send", MajorEventTests.Sending(0, "state-administration", "Telephone"));
        (await walk.Case()).Duties.Single(d => d.Rule == "R29:state-administration").Zh.ShouldContain("未经海西省群众服务局");
    }

    /// <summary>The made-up county's site with the city's policy in force.</summary>
    private static async Task<SiteHost> Start()
    {
        var site = await SiteHost.Start();
        var policies = site.Get<PolicyVersions>();
        var draft = await policies.Draft(site.Store.By(Role.Clerk), Source.Read(File), "page", Ct);
        draft.Refusal.ShouldBeNull();
        (await policies.PutInForce(site.Store.By(Role.PrincipalLeader), draft.Value.Hash, ct: Ct)).Refusal.ShouldBeNull();
        (await site.Get<LedgerSetting>().Follow(site.Store.Office, Ct)).ShouldBeTrue();
        return site;
    }

    /// <summary>No name of the shipped policy on any page or in any document of the event.</summary>
    private static async Task Nothing(SiteHost site, string id)
    {
        using var clerk = await site.SignedIn(Role.Clerk);
        foreach (var page in (string[])["", "/claims", "/assessment", "/handling", "/major", "/reports", "/answers", "/tracking", "/closing", "/records", "/documents", "/category"])
        {
            var html = await Html(clerk, $"/events/{id}{page}");
            // Titles of the posts and the sentences that quote the regulation keep the regulation's own words.
            foreach (var name in Ours.Skip(1)) html.ShouldNotContain(name, Shouldly.Case.Sensitive, $"{page}: {name}");
        }
        var documents = CaseDocuments.Of((await site.Get<Cases>().Find(site.Store.Office, new CaseId(id), Ct))!);
        documents.ShouldNotBeEmpty();
        foreach (var document in documents)
        {
            var words = await Words(site, document.Hash);
            foreach (var name in Ours) words.ShouldNotContain(name, Shouldly.Case.Sensitive, $"{document.Zh}: {name}");
        }
    }

    private static async Task<string> Html(Visitor visitor, string page) => WebUtility.HtmlDecode(await visitor.Read(page));

    /// <summary>The words of a stored document.</summary>
    private static async Task<string> Words(SiteHost site, string hash)
    {
        var bytes = (await site.Get<Blobs>().Read(site.Store.Office, hash, Ct)).ShouldNotBeNull().Bytes;
        if (!bytes.AsSpan().StartsWith("PK"u8)) return "";
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        return Markup().Replace(await reader.ReadToEndAsync(Ct), "");
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Markup();
}
