using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Review;

public sealed class StatisticsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R06")]
    public async Task Every_figure_leads_down_to_the_events_it_consists_of()
    {
        await using var site = await SiteHost.Start();
        using var closed = await new EventWalk(site).Closed();
        using var open = await new EventWalk(site).Opened();
        var now = site.Store.Time.GetUtcNow();
        var statistics = site.Get<Statistics>();
        var groups = (await statistics.Of(site.Store.By(Role.Clerk), now.AddDays(-1), now.AddDays(1), Ct)).Value;
        var figures = groups.SelectMany(g => g.Figures).ToDictionary(f => f.Key);
        (figures["opened"].Value, figures["closed"].Value, figures["running"].Value, figures["questions"].Value, figures["demands"].Value).ShouldBe((2, 1, 1, 1, 1));
        figures["closed"].Of.ShouldHaveSingleItem().Case.ShouldBe(new CaseId(closed.Id));
        var owed = (await closed.Case()).Duties.Count + (await open.Case()).Duties.Count;
        (figures["met"].Value + figures["late"].Value + figures["due"].Value).ShouldBe(owed);
        (await statistics.Of(site.Store.By(Role.Clerk), now.AddDays(-9), now.AddDays(-1), Ct)).Value.SelectMany(g => g.Figures).ShouldAllBe(f => f.Value == 0);
        (await statistics.Of(new Actor(site.Store.Office, new PersonId("nobody"), "无", []), now, now, Ct)).Refusal!.Code.ShouldBe("not-your-post");

        var clerk = await open.By(Role.Clerk);
        foreach (var figure in figures.Values.Where(f => f.Value > 0))
        {
            var page = await clerk.Read($"/statistics?figure={figure.Key}");
            foreach (var counted in figure.Of) page.ShouldContain($"<a href=\"/events/{counted.Case}\">", customMessage: figure.Key);
        }
        (await clerk.Read("/statistics?from=x&until=2026-99-99&figure=none")).ShouldContain("统计");
    }
}
