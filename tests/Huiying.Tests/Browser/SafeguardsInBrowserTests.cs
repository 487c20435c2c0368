using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Browser;

/// <summary>Pages that tell of something gone or kept from the office: they fit both screens and are accessible.</summary>
public sealed class SafeguardsInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("S09"), Clause("R43"), Clause("R49")]
    public async Task Vanished_posts_a_question_to_the_superior_a_ledger_cut_back_and_a_gap_of_the_log_fit_both_screens()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var others = await Neighbours.Make(site.Services);
        using (var input = new MemoryStream(Encoding.UTF8.GetBytes("""{"id":"1","time":"2026-03-01T08:00:00Z","title":"柳河桥头的护栏坏了","body":"柳河桥头的护栏坏了，晚上走过的人要小心。","url":"https://bbs.example.org/1"}""")))
        {
            (await site.Get<Import>().Run(Actor.CommandLine(site.Store.Office), new("网页.jsonl"), input, ct: Ct)).Value.Counts.Stored.ShouldBe(1);
        }
        await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, ct: Ct);
        var topic = (await site.Get<Huiying.Assess.Topics>().List(site.Store.By(Role.Clerk), ct: Ct)).Value.ShouldHaveSingleItem().Id;
        var id = (await site.Get<Cases>().Open(site.Store.By(Role.Clerk), new("护栏损坏", new(IntakeChannel.Web, true), topic.ToString(), site.Store.Time.GetUtcNow()), Ct)).Value.Id;
        await using (var store = site.Store.Open())
        {
            var at = site.Store.Time.GetUtcNow();
            await store.Set<PostRow>().ExecuteUpdateAsync(p => p.SetProperty(x => x.VanishedAt, at), Ct);
        }
        var recusals = site.Get<Recusals>();
        (await recusals.Name(site.Store.By(Role.Clerk), id, new("principal"), null, "接受宴请", "反映个人行为", Ct)).Refusal.ShouldBeNull();
        (await recusals.Ask(site.Store.By(Role.Clerk), id, new(SuperiorMatter.NotToReport, "影响限于一处，当日修好"), Ct)).Refusal.ShouldBeNull();
        var item = (await OfficesPagesTests.Items(site, others, Neighbours.District)).ShouldHaveSingleItem();
        await site.Get<Acts>().Run<Done>(Actor.Clock(site.Store.Office), "access.lost", new Subject("access", "lost"), act =>
        {
            act.Write(new AccessLost(7, site.Store.Time.GetUtcNow(), site.Store.Time.GetUtcNow()), AccessJson.Default.AccessLost);
            return Task.FromResult<Outcome<Done>>(default(Done));
        }, Ct);
        using (await OfficesPagesTests.Person(site, others, Neighbours.District, Role.PrincipalLeader)) { }
        var leader = $"{Neighbours.District}-{(await others.By(Neighbours.District, Role.PrincipalLeader)).Person}";
        // The server's own look: it remembers what it found whole.
        (await site.Get<Ledger>().Verify(site.Store.Office, Ct)).BrokenAt.ShouldBeNull();

        var problems = new List<string>();
        async Task Look(string account, params (string Path, string Name, string? Opens)[] pages)
        {
            foreach (var (width, height) in Chromium.Screens)
            {
                var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
                await PagesInBrowserTests.SignIn(page, account);
                foreach (var (path, name, opens) in pages)
                {
                    (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                    if (opens is not null) foreach (var closed in await page.QuerySelectorAllAsync(opens)) await closed.ClickAsync();
                    await Chromium.Picture(page, "safeguards-" + name);
                    if ((await page.InnerTextAsync("main")).Contains('<', StringComparison.Ordinal)) problems.Add($"{width} {name}: markup shown as text");
                    if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                    problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
                }
                problems.AddRange(errors);
            }
        }
        await Look(await site.Account(Role.Clerk), ("/posts/1", "post", null), ($"/topics/{topic}", "topic", null), ($"/events/{id}", "event", null), ($"/events/{id}/recusal", "recusal", "details.more > summary"), ("/policy/draft", "policy-lists", "#fields details > summary"));
        await Look(leader, ($"/incoming/{item.Id}", "request", null));
        await Look(await site.Account(Role.AuditAdministrator), ("/access-log", "access-log", null));
        await using (var store = site.Store.Open())
        {
            var last = await store.Set<LedgerRow>().AsNoTracking().OrderByDescending(r => r.Sequence).Skip(2).FirstAsync(Ct);
            await store.Set<LedgerRow>().Where(r => r.Sequence > last.Sequence).ExecuteDeleteAsync(Ct);
            await store.Set<LedgerHead>().ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, last.Sequence).SetProperty(h => h.Hash, last.Hash), Ct);
        }
        (await site.Get<Ledger>().Standing(site.Store.Office, [], Ct)).Verdict.Seen.ShouldNotBeNull();
        await Look(await site.Account(Role.AuditAdministrator), ("/ledger", "ledger-cut", null), ("/status", "status", null), ("/desk", "desk", null));
        problems.ShouldBeEmpty();
    }
}
