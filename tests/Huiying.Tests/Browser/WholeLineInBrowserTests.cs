using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Browser;

/// <summary>Whole events in Chromium, each act by the person whose post it is, in that person's own browser.</summary>
public sealed class WholeLineInBrowserTests
{
    [Fact, Clause("R09"), Clause("R27"), Clause("R51")]
    public async Task An_ordinary_inquiry_goes_from_opening_to_closing()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var hand = new BrowserHand(site, chromium);
        using var walk = await new EventWalk(site) { Hand = hand }.Closed();
        (await walk.Case()).Stage.ShouldBe(Stage.Closed);
        var (visitor, errors) = await chromium.Open(site.Url, script: false);
        await visitor.GotoAsync("/");
        await visitor.ClickAsync("text=关于白杨村路灯问题的答复");
        (await visitor.TextContentAsync("article")).ShouldNotBeNull().ShouldContain("三盏路灯恢复照明");
        (await site.Get<Ledger>().Verify(site.Store.Office, TestContext.Current.CancellationToken)).BrokenAt.ShouldBeNull();
        await hand.Leave();
        hand.Errors.Concat(errors).ShouldBeEmpty();
    }

    [Fact, Clause("R28"), Clause("R34"), Clause("R44")]
    public async Task A_major_event_goes_from_its_topic_to_closing()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var hand = new BrowserHand(site, chromium);
        await MajorEventTests.Whole(site, hand);
        await hand.Leave();
        hand.Errors.ShouldBeEmpty();
    }
}
