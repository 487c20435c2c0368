using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;

namespace Huiying.Tests.Web.Pages.Events;

public sealed class EventPagesTests
{
    private static readonly string[] Tasks = ["", "/claims", "/assessment", "/handling", "/reports", "/answers", "/draft", "/tracking", "/closing", "/history"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_goes_the_whole_way_through_the_pages_and_the_public_reads_the_approved_text()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Closed();
        (await walk.Case()).Stage.ShouldBe(Stage.Closed);
        var release = await walk.Release();
        using var visitor = site.Visitor();
        (await visitor.Read("/")).ShouldContain("关于白杨村路灯问题的答复");
        var page = WebUtility.HtmlDecode(await visitor.Read($"/answers/{release.Id}"));
        foreach (var paragraph in release.Current.Text.Body) page.ShouldContain(paragraph.Text);
        page.ShouldContain(release.Current.Hash);
        var atom = XDocument.Parse(await visitor.Read("/answers.atom"));
        atom.Descendants("{http://www.w3.org/2005/Atom}entry").Single().Value.ShouldContain("三盏路灯恢复照明");
        (await visitor.Read("/on-time")).ShouldContain("100%");
        (await site.Store.Ledger.Verify(site.Store.Office, Ct)).BrokenAt.ShouldBeNull();
        var clerk = await walk.By(Role.Clerk);
        foreach (var task in Tasks) (await clerk.Open($"/events/{walk.Id}{task}")).StatusCode.ShouldBe(HttpStatusCode.OK, task);
        var history = await clerk.Read($"/events/{walk.Id}/history");
        foreach (var act in (string[])["立项", "登记核实情况", "确认党组研判", "办结", "已回应", "认定平稳", "销号"]) history.ShouldContain($"<strong>{act}</strong>");
    }

    [Fact, Clause("R51")]
    public async Task The_summary_downloads_as_a_document_and_only_through_its_event()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Closed();
        var hash = (await walk.Case()).Summary!.DocumentHash;
        var clerk = await walk.By(Role.Clerk);
        var answer = await clerk.Open($"/events/{walk.Id}/documents/{hash}");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        await using var stream = await answer.Content.ReadAsStreamAsync(Ct);
        await using var zip = new ZipArchive(stream);
        zip.GetEntry("word/document.xml").ShouldNotBeNull();
        (await clerk.Open($"/events/none/documents/{hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var visitor = site.Visitor();
        (await visitor.Open($"/events/{walk.Id}/documents/{hash}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact, Clause("R27")]
    public async Task Publishing_before_every_signature_is_refused_and_nothing_is_public()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Submitted();
        var release = await walk.Release();
        var before = await site.Store.Ledger.Head(site.Store.Office, Ct);
        var answer = await walk.Try(Role.Spokesperson, "answers/" + release.Id, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = "website" });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("不能发布");
        (await site.Store.Ledger.Head(site.Store.Office, Ct)).ShouldBe(before + 1);
        using var visitor = site.Visitor();
        (await visitor.Open($"/answers/{release.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact, Clause("R38")]
    public async Task A_section_that_publishes_on_its_own_is_refused_on_the_page_too()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Approved();
        var release = await walk.Release();
        var answer = await walk.Try(Role.SectionHead, "answers/" + release.Id, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = "website" });
        answer.IsSuccessStatusCode.ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("擅自发布");
    }

    [Fact]
    public async Task A_form_sent_from_an_old_view_is_refused_with_what_was_typed_still_in_it()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        var answer = await walk.Try(Role.Clerk, "claims", "raise", new() { ["kind"] = "Doubt", ["text"] = "写到一半的事项", ["seen"] = "1" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        html.ShouldContain("写到一半的事项");
        html.ShouldContain("他人刚刚更新了本事件");
    }

    [Fact]
    public async Task What_waits_for_a_person_is_on_their_desk_and_leaves_it_when_done()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Verified();
        (await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain("报送研判材料");
        (await (await walk.By(Role.PrincipalLeader)).Read("/desk")).ShouldNotContain("签收研判材料");
        await walk.Do(Role.Clerk, "assessment", "submit", []);
        (await (await walk.By(Role.PrincipalLeader)).Read("/desk")).ShouldContain("主要领导签收研判材料");
        await walk.Do(Role.PrincipalLeader, "assessment", "receive", new() { ["by"] = "PrincipalLeader" });
        (await (await walk.By(Role.PrincipalLeader)).Read("/desk")).ShouldNotContain("主要领导签收研判材料");
    }

    [Fact]
    public async Task A_refused_form_keeps_the_draft_that_was_typed()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Completed();
        var half = EventWalk.Draft;
        half["title"] = "";
        (await walk.Try(Role.SectionOfficer, "draft", "submit", half)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await walk.By(Role.SectionOfficer)).Read($"/events/{walk.Id}/draft")).ShouldContain("三盏路灯恢复照明");
        (await (await walk.By(Role.SectionHead)).Read($"/events/{walk.Id}/draft")).ShouldNotContain("三盏路灯恢复照明");
    }
}
