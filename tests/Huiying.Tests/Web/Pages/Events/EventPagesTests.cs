using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;

namespace Huiying.Tests.Web.Pages.Events;

public sealed class EventPagesTests
{
    private static readonly string[] Tasks = ["", "/claims", "/assessment", "/handling", "/reports", "/major", "/records", "/answers", "/draft", "/tracking", "/closing", "/history"];

    /// <summary>Reports upward and what is written down beside them: true whatever changed meanwhile; and the office's plans, which are no part of an event.</summary>
    private static readonly string[] Free = ["copy", "issue", "send", "explain", "call", "review", "late", "stopped", "keep", "decision"];

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
    public async Task Of_two_officers_the_second_sees_what_the_first_did_and_sends_the_same_text_again()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        var seen = (await walk.Case()).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await walk.Do(Role.DutyOfficer, "claims", "raise", new() { ["kind"] = "Doubt", ["text"] = "值班员登记的事项", ["seen"] = seen });
        var second = new Dictionary<string, string> { ["kind"] = "Demand", ["text"] = "经办人写的事项", ["seen"] = seen };
        var answer = await walk.Try(Role.Clerk, "claims", "raise", second);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        html.ShouldContain("您打开页面之后");
        html.ShouldContain("值班员登记的事项");
        html.ShouldContain("牛夜");
        html.ShouldContain("经办人写的事项");
        // The form now stands on what the second has seen: pressing again sends it.
        var now = (await walk.Case()).Version;
        html.ShouldContain($"name=\"seen\" value=\"{now}\"");
        await walk.Do(Role.Clerk, "claims", "raise", new(second) { ["seen"] = $"{now}" });
        (await walk.Case()).Claims.Select(c => c.Text).ShouldBe(["值班员登记的事项", "经办人写的事项"]);
    }

    [Fact, Clause("S14")]
    public async Task Every_form_of_an_event_says_which_version_was_seen_but_a_report_upward_never_waits_for_it()
    {
        foreach (var file in Source.Files("src/Huiying.Web/Pages/Events", ".cshtml"))
        {
            var forms = Source.Read(file).Split("<form method=\"post\"").Skip(1).Select(f => f[..f.IndexOf("</form>", StringComparison.Ordinal)]).ToList();
            // A release's forms name the exact text by its hash or by the code typed from the sheet.
            foreach (var form in forms.Where(f => !f.Contains("name=\"hash\"", StringComparison.Ordinal) && !f.Contains("Code\"", StringComparison.Ordinal)))
            {
                var free = file.EndsWith("New.cshtml", StringComparison.Ordinal) || file.EndsWith("Secret.cshtml", StringComparison.Ordinal) || file.EndsWith("Reports.cshtml", StringComparison.Ordinal) || file.EndsWith("Draft.cshtml", StringComparison.Ordinal)
                    || Free.Any(h => form.Contains($"asp-page-handler=\"{h}\"", StringComparison.Ordinal));
                form.Contains("name=\"seen\"", StringComparison.Ordinal).ShouldBe(!free, $"{file}: {form[..Math.Min(60, form.Length)]}");
            }
        }
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        await walk.Do(Role.Clerk, "reports", "report", new() { ["body"] = "city-office", ["mode"] = "Fax", ["sentAt"] = "2026-03-02T09:00", ["seen"] = "1" });
    }

    [Fact, Clause("R02"), Clause("R05")]
    public async Task A_direct_reply_goes_the_whole_way_and_closes_without_a_public_page()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site) { Outlet = "direct" }.Published();
        var release = await walk.Release();
        release.Published.ShouldNotBeNull();
        using (var visitor = site.Visitor()) (await visitor.Open($"/answers/{release.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await walk.Ended();
        (await walk.Try(Role.Clerk, "closing", "close", new() { ["ending"] = "PublicResponse", ["note"] = "已答复" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await walk.Do(Role.Clerk, "closing", "close", new() { ["ending"] = "DirectReply", ["note"] = "已直接答复提问人并解决。" });
        (await walk.Case()).Answers[0].Effect!.Satisfaction.ShouldBe("来电表示满意。");
    }

    [Fact, Clause("R09")]
    public async Task An_event_is_merged_on_its_page_and_both_pages_link_to_each_other()
    {
        await using var site = await SiteHost.Start();
        using var first = await new EventWalk(site).Opened();
        using var second = await new EventWalk(site).Opened();
        await second.Do(Role.Clerk, "", "merge", new() { ["into"] = first.Id, ["reason"] = "同一村口的路灯" });
        var clerk = await first.By(Role.Clerk);
        (await clerk.Read($"/events/{second.Id}")).ShouldContain($"href=\"/events/{first.Id}\"");
        (await clerk.Read($"/events/{first.Id}")).ShouldContain($"href=\"/events/{second.Id}\"");
        (await clerk.Read($"/events/{first.Id}/history")).ShouldContain("另一事件并入");
        (await clerk.Read($"/events/{second.Id}/closing")).ShouldContain("已并入");
    }

    [Fact]
    public async Task What_is_typed_is_kept_for_the_person_alone_until_the_form_is_sent()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        var page = $"/events/{walk.Id}/claims";
        var clerk = await walk.By(Role.Clerk);
        (await clerk.SendJson("/typed", $$$"""{"page":"{{{page}}}","fields":{"raise/text":"写到一半的事项"}}""", page)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await clerk.SendJson("/typed", $$$"""{"page":"{{{page}}}","fields":{"raise/text":"没有凭据"}}""", null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Regex.Unescape(await clerk.Read("/typed?page=" + page)).ShouldContain("写到一半的事项");
        (await (await walk.By(Role.DutyOfficer)).Read("/typed?page=" + page)).ShouldContain("\"fields\":{}");
        using (var visitor = site.Visitor()) (await visitor.Open("/typed?page=" + page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await walk.Do(Role.Clerk, "claims", "raise", new() { ["kind"] = "Doubt", ["text"] = "写完的事项" });
        (await clerk.Read("/typed?page=" + page)).ShouldContain("\"fields\":{}");
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

    [Fact, Clause("S16")]
    public async Task Who_drafts_sees_how_like_events_were_answered_and_nothing_was_preselected_by_a_suggestion()
    {
        await using var site = await SiteHost.Start();
        using var answered = await new EventWalk(site).Published();
        using var walk = await new EventWalk(site).Verified();
        var html = await (await walk.By(Role.SectionOfficer)).Read($"/events/{walk.Id}/draft");
        var earlier = html[html.IndexOf("id=\"earlier\"", StringComparison.Ordinal)..];
        earlier = earlier[..earlier.IndexOf("</details>", StringComparison.Ordinal)];
        earlier.ShouldContain($"/answers/{(await answered.Release()).Id}");
        earlier.ShouldContain("三盏路灯恢复照明");
        // The event's own answers are no earlier ones.
        (await (await answered.By(Role.SectionOfficer)).Read($"/events/{answered.Id}/draft")).ShouldNotContain("id=\"earlier\"");

        // Two assignments teach nothing yet: the form says so, and its section stays unchosen (R64).
        await walk.Do(Role.Clerk, "assessment", "submit", []);
        await walk.Do(Role.PrincipalLeader, "assessment", "receive", new() { ["by"] = "PrincipalLeader" });
        await walk.Do(Role.PartySecretary, "assessment", "receive", new() { ["by"] = "PartyGroup" });
        var form = await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/assessment");
        form.ShouldContain("科室建议：已签收的交办有 1 件，满 30 件后才作建议");
        form.ShouldContain("类别建议：");
        form[form.IndexOf("name=\"handling\"", StringComparison.Ordinal)..].ShouldMatch("^[^<]*<option value=\"\"");
    }
}
