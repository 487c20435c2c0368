using System.Globalization;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Browser;

/// <summary>
/// The main ones of the other grades and categories in Chromium. What an ordinary inquiry does the same way is done by plain clients before, so that each walk is about
/// what is its own.
/// </summary>
public sealed class OtherLinesInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R44"), Clause("R28"), Clause("R39")]
    public async Task An_extraordinary_event_goes_from_its_topic_to_closing_by_its_own_shorter_clocks()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var hand = new BrowserHand(site, chromium);
        var id = await MajorEventTests.Whole(site, hand, graded: Grade.Extraordinary);
        await hand.Leave();
        var c = (await site.Get<Cases>().Find(site.Store.Office, new CaseId(id), Ct))!;
        c.Duties.Where(d => d.Rule.StartsWith("R28:phone:", StringComparison.Ordinal)).ShouldAllBe(d => d.DueAt == d.From.AddMinutes(15));
        c.Duties.First(d => d.Rule == "R39").DueAt.ShouldBe(c.Duties.First(d => d.Rule == "R39").From.AddHours(4));
        hand.Errors.ShouldBeEmpty();
    }

    [Fact, Clause("R70"), Clause("R71"), Clause("R72"), Clause("S05")]
    public async Task Malicious_spreading_is_found_by_two_told_the_facts_first_and_referred_only_after_it_went_on()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await CategoryPagesTests.Disputed(site);
        var hand = new BrowserHand(site, chromium);
        walk.Hand = hand;
        await walk.Do(Role.Clerk, "category", "propose", new() { ["category"] = "Hype", ["on-MaliciousSpreading"] = "true", ["evidence-MaliciousSpreading"] = "同一篇文字换标题后由一处成批转贴" });
        await walk.Do(Role.LegalReviewer, "category", "second", new() { ["proposal"] = "1", ["agreed"] = "true", ["opinion"] = "逐项核对" });
        // The letter waits for the facts, and for posts that came after them: two of the three did.
        await walk.Do(Role.Clerk, "category", "tell", new() { ["told"] = "向转贴的网站说明没有这份文件", ["toldAt"] = Now(site, -90), ["how"] = "电子邮件" });
        await walk.Do(Role.Clerk, "category", "harm", CategoryPagesTests.Harm("三个村停缴费用，维修队撤场"));
        await Referred(site, walk);
        await walk.Do(Role.Clerk, "category", "answered", new() { ["referral"] = "1", ["taken1"] = "true", ["answeredAt1"] = Now(site), ["reply1"] = "已受理", ["replyEvidence1"] = "回函 3 号" });
        var c = await walk.Case();
        (c.Category, c.Referrals[0].Sent is not null, c.Referrals[0].Answer is not null).ShouldBe((Category.Hype, true, true));
        c.Duties.ShouldNotContain(d => d.Open && d.Rule == "R72:1");
        await hand.Leave();
        hand.Errors.ShouldBeEmpty();
    }

    [Fact, Clause("R17"), Clause("R73"), Clause("R74"), Clause("S05")]
    public async Task A_fabrication_is_clarified_its_page_captured_with_a_certificate_and_referred_with_it()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await CategoryPagesTests.Disputed(site);
        var hand = new BrowserHand(site, chromium);
        walk.Hand = hand;
        await walk.Do(Role.Clerk, "category", "propose", new()
        {
            ["category"] = "Fabrication",
            ["on-Fabrication"] = "true",
            ["evidence-Fabrication"] = "所传文件的文号在收文登记中不存在",
            ["claim-Fabrication"] = "3",
        });
        await walk.Do(Role.LegalReviewer, "category", "second", new() { ["proposal"] = "1", ["agreed"] = "true", ["opinion"] = "逐项核对" });
        await walk.Do(Role.Clerk, "category", "tell", new() { ["told"] = "向转贴的网站说明没有这份文件", ["toldAt"] = Now(site), ["how"] = "电子邮件" });
        await walk.Do(Role.Clerk, "category", "harm", CategoryPagesTests.Harm("三个村停缴费用，维修队撤场"));
        var post = (await site.Get<Referrals>().Pages(site.Store.By(Role.Clerk), await walk.Case(), Ct))[0];
        await walk.Do(Role.Clerk, "keeping", "attach", new() { ["kind"] = "Notarised", ["post"] = post.Post.ToString(CultureInfo.InvariantCulture), ["takenAt"] = Now(site), ["issuer"] = "示例公证处", ["file"] = "page.png" });
        (await walk.Case()).Captures.ShouldHaveSingleItem();
        await Referred(site, walk);
        (await walk.Case()).Category.ShouldBe(Category.Fabrication);
        await hand.Leave();
        hand.Errors.ShouldBeEmpty();
    }

    [Fact, Clause("R77"), Clause("R78")]
    public async Task A_suggestion_is_decided_by_its_section_and_the_public_reads_what_became_of_it()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Assessed();
        var hand = new BrowserHand(site, chromium);
        walk.Hand = hand;
        await walk.Do(Role.Clerk, "category", "set", new() { ["category"] = "Suggestion", ["basis"] = "提出改进办法" });
        await walk.Do(Role.SupervisingLeader, "category", "complex", new() { ["complex"] = "须会商两个部门" });
        await walk.Do(Role.SectionHead, "category", "decide", new() { ["adoption"] = "Partly", ["why"] = "先改两条" }, TestOffice.Business);
        walk.Hand = null;
        await walk.Completed();
        walk.Hand = hand;
        await walk.Do(Role.SectionOfficer, "draft", "submit", new(EventWalk.Draft) { ["text2"] = "您的建议已部分采纳，先改两条。" });
        walk.Hand = null;
        await walk.Signed();
        walk.Hand = hand;
        var release = await walk.Release();
        await walk.Do(Role.Spokesperson, "answers/" + release.Id, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = "website" });
        (await walk.Case()).Duties.ShouldNotContain(d => d.Open && d.Rule == "R78");
        var (visitor, errors) = await chromium.Open(site.Url, script: false);
        await visitor.GotoAsync($"/answers/{release.Id}");
        (await visitor.TextContentAsync("article")).ShouldNotBeNull().ShouldContain("部分采纳");
        await hand.Leave();
        hand.Errors.Concat(errors).ShouldBeEmpty();
    }

    /// <summary>The letter is drafted, signed by two and sent with its receipt.</summary>
    private static async Task Referred(SiteHost site, EventWalk walk)
    {
        var post = (await site.Get<Referrals>().Pages(site.Store.By(Role.Clerk), await walk.Case(), Ct))[0];
        await walk.Do(Role.Clerk, "category", "draft", CategoryPagesTests.Letter(post.Post));
        var sign = new Dictionary<string, string> { ["referral"] = "1", ["hash"] = (await walk.Case()).Referrals[0].What.DocumentHash };
        await walk.Do(Role.LegalReviewer, "category", "sign", sign);
        await walk.Do(Role.PrincipalLeader, "category", "sign", sign);
        await walk.Do(Role.Clerk, "category", "dispatch", new() { ["referral"] = "1", ["sentAt1"] = Now(site), ["how1"] = "机要交换", ["receivedBy1"] = "值班员", ["receipt1"] = "收 12" });
    }

    private static string Now(SiteHost site, int minutes = 0) => site.Store.Time.GetUtcNow().AddMinutes(minutes).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
