using System.Net;
using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Review;
using Huiying.Tests.Web.Pages.Events;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Web;

/// <summary>
/// No role sees more than it may: people with random posts, none and several, open every page, table, feed and document of an office in a tree, with a drill beside it and
/// events that accuse some of them. What each may see is written here from the regulation's text; nothing is asked of the product's own lists.
/// </summary>
public sealed class SightTests
{
    private const int Number = 12;
    private const string Phone = "13812345678";
    private const string OfSibling = "柳林县自己的事";
    private const string OfDrill = "演练里的事";
    private const string Plain = "柳河村桥面塌陷";

    private static readonly Role[] Leaders = [Role.SupervisingLeader, Role.PrincipalLeader];
    private static readonly Role[] Every = Enum.GetValues<Role>();

    /// <summary>
    /// What only some may open, with the clause it comes from. Everything else in the console is for whoever holds a post: figures and lateness are shown as they are and to
    /// all (S12, R06), and the auditor reads what is recorded.
    /// </summary>
    private static readonly (string Path, Role[] May)[] Some =
    [
        // R41: the office and the duty take up a matter, or a leader does.
        ("/events/new", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, .. Leaders]),
        // S17: so too the number of a secret item.
        ("/events/secret", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, .. Leaders]),
        // S03: files with contact columns pass through the office and the duty alone.
        ("/import", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader]),
        // R07, R81, S11: those who answer for the office, those who supervise it, the superior, and the two who watch.
        ("/ledger", [Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.SupervisionOfficer, Role.SuperiorOfficer, Role.AuditAdministrator, Role.SecurityAdministrator]),
        ("/sheets/ledger.csv", [Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.SupervisionOfficer, Role.SuperiorOfficer, Role.AuditAdministrator, Role.SecurityAdministrator]),
        // S10: the auditor, who is nothing else.
        ("/access-log", [Role.AuditAdministrator]),
        ("/sheets/access.csv", [Role.AuditAdministrator]),
        // S11: the three administrators, the office, those who answer for it.
        ("/status", [Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator, Role.Clerk, Role.PrincipalLeader, Role.PartySecretary, Role.SupervisionOfficer]),
        // R28, R29: what is reported up is read by the office and its leaders, not by sections and administrators.
        ("/incoming", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SuperiorOfficer, .. Leaders, Role.PartySecretary, Role.PartyMember, Role.SupervisionOfficer]),
        // R83: the office and who is first responsible prepare the rules, the administrator puts them in.
        ("/policy/draft", [Role.Clerk, Role.SystemAdministrator, Role.PrincipalLeader, Role.PartySecretary]),
        // R82: restricted; the competent bodies' people and who is first responsible.
        ("/events/{id}/accountability", [Role.PartySecretary, Role.PrincipalLeader, Role.SupervisionOfficer, Role.SuperiorOfficer]),
    ];

    private static readonly string[] OfEvent =
        ["", "/claims", "/assessment", "/handling", "/reports", "/major", "/category", "/records", "/answers", "/tracking", "/recusal", "/closing", "/documents", "/history", "/draft", "/orders", "/keeping", "/superior", "/accountability"];

    private static readonly string[] Sheets = ["events", "duties", "figures", "answers", "reports", "trainings", "drills", "ledger", "access"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Posts as an office gives them: nobody is the auditor and something else, nor two administrators.</summary>
    private static List<HeldPost> Posts(Random random, int number)
    {
        if (number == 0) return [];
        if (number == 1) return [new(Role.AuditAdministrator)];
        var roles = Every.Where(r => r != Role.AuditAdministrator).OrderBy(_ => random.Next()).Take(random.Next(1, 5)).ToList();
        Role[] administrators = [Role.SystemAdministrator, Role.SecurityAdministrator];
        if (roles.Count(administrators.Contains) > 1) roles.Remove(Role.SecurityAdministrator);
        return [.. roles.Select(r => new HeldPost(r, r is Role.SectionOfficer or Role.SectionHead ? random.Next(2) == 0 ? TestOffice.Business : TestOffice.General : null))];
    }

    [Theory, InlineData(1), InlineData(20260302), Clause("S09"), Clause("S10"), Clause("S11"), Clause("S16"), Clause("R55"), Clause("R82")]
    public async Task Whatever_posts_someone_holds_every_address_shows_what_these_may_see_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        await using var site = await SiteHost.Start();
        var others = await Neighbours.Make(site.Services);
        var cases = site.Get<Cases>();
        var drill = await DrillWalk.Begun(site.Get<Drills>(), site.Get<People>(), role => site.Store.By(role));
        var people = new List<(PersonId Id, List<HeldPost> Posts)>();
        await using (var store = site.Store.Open())
        {
            for (var i = 0; i < Number; i++)
            {
                var (id, posts) = (new PersonId($"someone-{i}"), Posts(random, i));
                people.Add((id, posts));
                store.Add(new PersonRow { Office = site.Store.Office, Id = id, Name = $"某人{i}" });
                foreach (var (post, n) in posts.Select((p, n) => (p, n)))
                {
                    store.Add(new AppointmentRow { Office = site.Store.Office, Id = $"{id}-{n}", Person = id, Role = post.Role, Section = post.Section, From = site.Store.Time.GetUtcNow() });
                }
            }
            await store.SaveChangesAsync(Ct);
        }

        // What there is to see: an event of another office, one of a drill, a plain one, and one that accuses a third of the people and a section.
        async Task<CaseId> Open(Actor by, string title) =>
            (await cases.Open(by, new(title, new Huiying.Handle.Intake(IntakeChannel.Web, true), null, site.Store.Time.GetUtcNow()), Ct)).Value.Id;
        var foreign = await Open(await others.By(Neighbours.Sibling, Role.Clerk), OfSibling);
        await site.Get<Drills>().Go(site.Store.Office, drill.Id, Ct);
        var practised = await Open((await site.Get<People>().Actor(drill.Id, site.Store.By(Role.Clerk).Person, Ct))!, OfDrill);
        var plain = await Open(site.Store.By(Role.Clerk), Plain);
        using (var input = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"id":"1","time":"2026-03-01T08:00:00Z","body":"松林镇自来水发黄，请打{{Phone}}联系我","phone":"{{Phone}}"}""")))
        {
            (await site.Get<Import>().Run(Actor.CommandLine(site.Store.Office), new("信件.jsonl"), input, ct: Ct)).Value.Counts.Stored.ShouldBe(1);
        }
        await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, ct: Ct);
        using var walk = await new EventWalk(site).Submitted();
        var accusing = await walk.Case();
        var documents = CaseDocuments.Of(accusing).Select(d => $"/events/{walk.Id}/documents/{d.Hash}").ToList();
        documents.ShouldNotBeEmpty();
        var release = (await walk.Release()).Id;
        var named = people.Where((_, i) => i > 1 && i % 3 == 0).Select(p => p.Id).ToHashSet();
        foreach (var person in named) (await site.Get<Recusals>().Name(site.Store.By(Role.Clerk), accusing.Id, person, null, "登记时收受礼品", "反映个人", Ct)).Refusal.ShouldBeNull();
        (await site.Get<Recusals>().Name(site.Store.By(Role.Clerk), accusing.Id, null, TestOffice.Business, "故意刁难", "举报科室", Ct)).Refusal.ShouldBeNull();

        List<string> paths =
        [
            .. site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText)
                .Where(p => !p.Contains('{', StringComparison.Ordinal) && p is not ("/sign-in" or "/sign-out" or "//" or "/typed")).Distinct(),
            "/events?closed=true", "/search?q=路灯", "/search?q=" + OfSibling, "/statistics?figure=opened", "/topics?unanswered=true", "/answers.atom", "/answers",
            .. Sheets.Select(s => $"/sheets/{s}.csv"),
            .. OfEvent.Select(t => $"/events/{walk.Id}{t}"), .. OfEvent.Select(t => $"/events/{plain}{t}"), $"/events/{walk.Id}/answers/{release}", .. documents,
            $"/events/{foreign}", $"/events/{foreign}/history", $"/events/{practised}", $"/at/{Neighbours.Sibling}/", $"/drills/{drill.Id}", "/topics/1",
        ];
        string[] publicPages = ["/", "/on-time", "/about", "/answers", "/answers.atom"];
        var (shown, refused, hidden) = (0, 0, 0);
        foreach (var (id, posts) in people)
        {
            using var visitor = await SignIn(site, id);
            var kept = named.Contains(id) || posts.Any(p => p.Section == TestOffice.Business);
            foreach (var path in paths)
            {
                var answer = await visitor.Open(path);
                var why = $"seed {seed}, {path}, {id} with {string.Join(", ", posts.Select(p => $"{p.Role} {p.Section}"))}";
                ((int)answer.StatusCode).ShouldBeLessThan(500, why);
                var text = await Text(answer);
                if (!path.Contains("?q=", StringComparison.Ordinal)) text.ShouldNotContain(OfSibling, Shouldly.Case.Sensitive, why);
                text.ShouldNotContain(OfDrill, Shouldly.Case.Sensitive, why);
                text.ShouldNotContain(Phone, Shouldly.Case.Sensitive, why);
                var open = publicPages.Contains(path) || path.StartsWith("/at/", StringComparison.Ordinal);
                if (open) continue;
                if (posts.Count == 0)
                {
                    answer.StatusCode.ShouldNotBe(HttpStatusCode.OK, why);
                    refused++;
                    continue;
                }
                if (path.Contains(foreign.Value, StringComparison.Ordinal) || path.Contains(practised.Value, StringComparison.Ordinal))
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, why);
                    continue;
                }
                var key = path.Split('?')[0].Replace(walk.Id, "{id}", StringComparison.Ordinal).Replace(plain.Value, "{id}", StringComparison.Ordinal);
                var may = Some.FirstOrDefault(s => s.Path == key).May ?? Every;
                if (!posts.Any(p => may.Contains(p.Role)))
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, why);
                    refused++;
                    continue;
                }
                var ofIt = path.Contains(walk.Id, StringComparison.Ordinal);
                if (kept)
                {
                    if (ofIt) answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, why);
                    text.ShouldNotContain(walk.Id, Shouldly.Case.Sensitive, why);
                    text.ShouldNotContain(accusing.Title, Shouldly.Case.Sensitive, why);
                    hidden++;
                }
                else if (ofIt && !path.EndsWith("/superior", StringComparison.Ordinal) && !path.EndsWith("/draft", StringComparison.Ordinal))
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.OK, why);
                }
                if (path == "/events") text.ShouldContain(Plain, Shouldly.Case.Sensitive, why);
                shown++;
            }
        }
        // It says something only if all three happened often.
        shown.ShouldBeGreaterThan(300);
        refused.ShouldBeGreaterThan(60);
        hidden.ShouldBeGreaterThan(80);
    }

    private static async Task<string> Text(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));

    private static async Task<Visitor> SignIn(SiteHost site, PersonId person)
    {
        var activations = site.Get<Activations>();
        var account = (await activations.Open(site.Store.Office, person, person.Value)).Value;
        (await activations.Choose(await activations.Renew(account), SiteHost.Password, Ct)).Refusal.ShouldBeNull();
        var visitor = site.Visitor();
        (await visitor.Send("/sign-in", new() { ["name"] = person.Value, ["password"] = SiteHost.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return visitor;
    }
}
