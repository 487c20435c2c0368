using System.Net;
using Huiying.Ground;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Web.Pages;

/// <summary>Early signs, assessment before release and an end with publicity only, through the pages.</summary>
public sealed class PreventionPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R11")]
    public async Task A_sign_is_registered_reviewed_made_an_event_and_each_leads_to_the_other()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var sign = new Dictionary<string, string> { ["what"] = "公益性岗位月底集中到期", ["from"] = "走访", ["section"] = "business", ["owner"] = "officer", ["review"] = "2026-03-03" };
        (await clerk.Send("/signs", new(sign) { ["what"] = "曹正办事拖延" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var address = (await clerk.Send("/signs", sign)).Headers.Location!.ToString();
        using var officer = await site.SignedIn(Role.SectionOfficer);
        (await officer.Read("/desk")).ShouldContain("复查苗头");
        (await officer.Send($"{address}?handler=close", new() { ["outcome"] = "Solved", ["result"] = "" }, address)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.Send($"{address}?handler=review", new() { ["finding"] = "仍未商定", ["next"] = "2026-03-09" }, address)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.Read("/desk")).ShouldNotContain("复查苗头", Case.Sensitive, "the next review is a week away");
        var made = (await clerk.Send($"{address}?handler=convert", [], address)).Headers.Location!.ToString();
        (await clerk.Read(made)).ShouldContain(address);
        (await clerk.Read(address)).ShouldContain(made);
        (await clerk.Send($"{address}?handler=close", new() { ["outcome"] = "Event", ["result"] = "已转办" }, address)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact, Clause("R01")]
    public async Task An_assessment_goes_round_the_desks_and_only_then_may_its_text_be_released()
    {
        await using var site = await SiteHost.Start();
        using var officer = await site.SignedIn(Role.SectionOfficer);
        var form = new Dictionary<string, string>
        {
            ["title"] = "续签办法",
            ["text"] = "三月起可以续签一次。",
            ["on-WideReaching"] = "true",
            ["risks"] = "可能被理解为取消",
            ["grade"] = "Medium",
            ["line"] = "岗位没有取消",
            ["contingency"] = "当日答复",
            ["explanation"] = "问：到期怎么办？答：续签。",
        };
        var address = (await officer.Send("/appraisals", form)).Headers.Location!.ToString();
        var id = new AppraisalId(address.Split('/')[^1]);
        var hash = (await site.Get<Appraisals>().Find(site.Store.Office, id, Ct))!.Current.Hash;
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Send($"{address}?handler=clear", new() { ["hash"] = hash }, address)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.Read(address)).ShouldContain("不得发布");
        foreach (var (step, role) in new[] { ("section-head", Role.SectionHead), ("office-check", Role.Clerk), ("secrecy-review", Role.SecrecyReviewer), ("supervising-leader", Role.SupervisingLeader), ("principal-leader", Role.PrincipalLeader) })
        {
            using var by = await site.SignedIn(role);
            (await by.Read("/desk")).ShouldContain("审批发布前评估", Case.Sensitive, step);
            (await by.Send($"{address}?handler=sign", new() { ["step"] = step, ["hash"] = hash }, address)).StatusCode.ShouldBe(HttpStatusCode.Redirect, step);
        }
        (await clerk.Read("/desk")).ShouldContain("确认可以发布");
        (await clerk.Send($"{address}?handler=clear", new() { ["hash"] = hash }, address)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var walk = await new EventWalk(site).Opened();
        (await clerk.Send($"{address}?handler=use", new() { ["of"] = walk.Id }, address)).Headers.Location!.ToString().ShouldBe($"/events/{walk.Id}/assessment");
        (await clerk.Read($"/events/{walk.Id}/draft")).ShouldContain("岗位没有取消");
        (await officer.Send($"{address}?handler=write", new(form) { ["text"] = "三月起可以续签两次。" }, address)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.Read(address)).ShouldContain("不得发布");
    }

    [Fact, Clause("R13")]
    public async Task The_summary_says_what_was_done_offline_and_asks_for_no_reason_then()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Closed();
        var closed = await walk.Case();
        closed.Publicity.ShouldBeNull();
        var document = (await site.Get<Blobs>().Read(site.Store.Office, closed.Summary!.DocumentHash, Ct))!;
        using var package = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(new MemoryStream(document.Bytes), isEditable: false);
        package.MainDocumentPart!.Document!.Body!.InnerText.ShouldContain("落实的措施：更换线路和灯头");
    }
}
