using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Huiying.Assess.Passages;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;
using Paragraph = Huiying.Respond.Paragraph;

namespace Huiying.Tests.Web.Pages;

public sealed partial class PolicyDocumentPagesTests
{
    internal const string Lamps = """
        白杨县城乡路灯管理办法
        第一条　为了加强路灯管理，方便群众夜间出行，制定本办法。
        第二条　有下列情形之一的，由乡镇人民政府负责维修：
        （一）村内道路的路灯不亮的；
        （二）灯杆倾斜、<灯具>破损的。
        第三条　接到路灯不亮的报修后，维修单位应当在四十八小时内修好；因线路老化需要更换的，不超过十日，并在村口公告。
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Facts => new() { ["title"] = "", ["number"] = "白政发〔2025〕8号", ["issued"] = "2025-06-01", ["from"] = "", ["until"] = "", ["address"] = "" };

    internal static async Task<string> Uploaded(Visitor clerk)
    {
        var answer = await clerk.SendFile("/documents?handler=add", Facts, "file", Encoding.UTF8.GetBytes(Lamps), "/documents");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, EventWalk.Said(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct))));
        return answer.Headers.Location!.ToString();
    }

    [Fact]
    public async Task A_document_is_uploaded_read_replaced_downloaded_and_withdrawn_on_its_pages()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var address = await Uploaded(clerk);
        var page = WebUtility.HtmlDecode(await clerk.Read(address));
        page.ShouldContain("白杨县城乡路灯管理办法");
        page.ShouldContain("第二条第（二）项");
        (await clerk.Read(address)).ShouldContain("&lt;灯具&gt;", Shouldly.Case.Sensitive, "what a file holds is text, never markup");
        var file = await clerk.Open(address + "/1/file");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await file.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Encoding.UTF8.GetBytes(Lamps));

        var replaced = await clerk.SendFile($"{address}?handler=replace", new(Facts) { ["seen"] = "1", ["title"] = "白杨县城乡路灯管理办法（修订）" }, "file", Encoding.UTF8.GetBytes(Lamps.Replace("四十八小时", "二十四小时", StringComparison.Ordinal)), address);
        replaced.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await clerk.Read(address)).ShouldContain("二十四小时");
        WebUtility.HtmlDecode(await clerk.Read(address + "?version=1")).ShouldContain("旧版，留作记录");
        (await clerk.Send($"{address}?handler=withdraw", new() { ["reason"] = "" }, address)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await clerk.Send($"{address}?handler=withdraw", new() { ["reason"] = "已废止" }, address)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await clerk.Read("/documents")).ShouldContain("已停用");
        using var member = await site.SignedIn(Role.PartyMember);
        var read = await member.Read(address);
        read.ShouldNotContain("handler=replace");
        (await clerk.Open(address + "/9/file")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Open(address + "?version=9")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact, Clause("S17")]
    public async Task A_file_without_text_or_with_a_marking_is_refused_on_the_page_with_what_to_do()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        async Task<string> Sent(byte[] file)
        {
            var answer = await clerk.SendFile("/documents?handler=add", Facts, "file", file, "/documents");
            return WebUtility.HtmlDecode(answer.StatusCode == HttpStatusCode.Redirect ? await clerk.Read("/documents") : await answer.Content.ReadAsStringAsync(Ct));
        }
        (await Sent("%PDF-1.4 broken"u8.ToArray())).ShouldContain("另存为 docx 或 pdf");
        (await Sent([0xD0, 0xCF, 0x11, 0xE0, 0, 0])).ShouldContain("只收 docx、pdf、html 和 txt");
        (await Sent(Encoding.UTF8.GetBytes("机密★5年\n第一条　内容。"))).ShouldContain("非涉密系统");
        (await site.Get<PolicyDocuments>().List(site.Store.By(Role.Clerk), Ct)).Value.ShouldBeEmpty();
    }

    [Fact, Clause("R20"), Clause("R35")]
    public async Task Passages_that_fit_are_offered_on_the_draft_and_quoted_without_losing_what_was_typed()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        var officer = await walk.By(Role.SectionOfficer);
        var draft = $"/events/{walk.Id}/draft";
        (await officer.Read(draft)).ShouldNotContain("id=\"passages\"");
        await Uploaded(await walk.By(Role.Clerk));
        var html = WebUtility.HtmlDecode(await officer.Read(draft));
        html.ShouldContain("《白杨县城乡路灯管理办法》第三条");
        html.ShouldContain("<mark>路灯</mark>");
        var key = Passage().Matches(html).Select(m => m.Groups[1].Value).First(k => k.EndsWith("/6", StringComparison.Ordinal));
        // As the browser sends it without a script: everything typed, and the button that was pressed.
        var typed = new Dictionary<string, string>(EventWalk.Draft) { ["text4"] = "联系电话见单位门口公示栏。", ["part4"] = "Contact", ["text5"] = "\"引号\"与<尖括号>都要留住。", ["part5"] = "Plain", ["passage"] = key };
        var quoted = await officer.Send($"{draft}?handler=quote", typed, draft);
        quoted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        quoted.Headers.Location!.ToString().ShouldEndWith("#f-text6");
        var saved = (await site.Get<Releases>().Draft(site.Store.By(Role.SectionOfficer), new CaseId(walk.Id), Ct))!;
        saved.Body[5].Text.ShouldBe("\"引号\"与<尖括号>都要留住。");
        saved.Body[4].Part.ShouldBe(Part.Contact);
        saved.Body[0].Verification.ShouldBe(1);
        saved.Claims.Single(c => c.Claim == 2).Paragraph.ShouldBe(1);
        var stored = Lamps.Split('\n', StringSplitOptions.TrimEntries)[5];
        saved.Body[6].ShouldBe(new Paragraph(Part.Plain, $"《白杨县城乡路灯管理办法》（白政发〔2025〕8号）第三条规定：“{stored}”"));
        WebUtility.HtmlDecode(await officer.Read(draft)).ShouldContain(stored);

        // The last two rows full: the next goes where there is room, then it is refused and nothing is lost.
        foreach (var i in new[] { 6, 7 }) (typed[$"text{i}"], typed[$"part{i}"]) = ($"第{i}段。", "Plain");
        (await officer.Send($"{draft}?handler=quote", typed, draft)).Headers.Location!.ToString().ShouldEndWith("#f-text3");
        typed["text3"] = "第三段。";
        var full = await officer.Send($"{draft}?handler=quote", typed, draft);
        full.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var shown = WebUtility.HtmlDecode(await full.Content.ReadAsStringAsync(Ct));
        shown.ShouldContain("各段都已写满");
        shown.ShouldContain("<尖括号>都要留住");
        typed["text3"] = "";
        typed["passage"] = "x/1/1";
        var gone = await officer.Send($"{draft}?handler=quote", typed, draft);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await gone.Content.ReadAsStringAsync(Ct)).ShouldContain("<尖括号>都要留住");
    }

    [Fact, Clause("R35")]
    public async Task A_document_that_lapses_after_it_was_quoted_is_shown_to_drafter_approvers_and_publisher_with_passage_and_dates()
    {
        await using var site = await SiteHost.Start();
        var stored = Lamps.Split('\n', StringSplitOptions.TrimEntries)[5];
        using var walk = new EventWalk(site)
        {
            Written = new(EventWalk.Draft) { ["part3"] = "Plain", ["text3"] = $"《白杨县城乡路灯管理办法》（白政发〔2025〕8号）第三条规定：“{stored}”" },
        };
        var document = await Uploaded(await walk.By(Role.Clerk));
        await walk.Submitted();
        var release = await walk.Release();
        var (page, head) = ("answers/" + release.Id, await walk.By(Role.SectionHead, TestOffice.Business));
        async Task<string> Read(Visitor who, string task) => WebUtility.HtmlDecode(await who.Read($"/events/{walk.Id}/{task}"));
        (await Read(head, page)).ShouldNotContain("id=\"lapsed\"");

        (await (await walk.By(Role.Clerk)).Send($"{document}?handler=withdraw", new() { ["reason"] = "县里已印发新办法" }, document)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // Whoever has the page open since before is told instead of signing.
        var sign = new Dictionary<string, string> { ["step"] = ApprovalSteps.SectionHead, ["hash"] = release.Current.Hash, ["opinion"] = "同意。", ["lapsed"] = "" };
        var told = await head.Send($"/events/{walk.Id}/{page}?handler=sign", sign, $"/events/{walk.Id}/{page}");
        told.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var shown = WebUtility.HtmlDecode(await told.Content.ReadAsStringAsync(Ct));
        shown.ShouldContain("请看过提示再办");
        var note = Note().Match(shown).Value;
        note.ShouldContain("第 4 段");
        note.ShouldContain("《白杨县城乡路灯管理办法》（白政发〔2025〕8号）第三条");
        note.ShouldContain(stored);
        note.ShouldContain("2026年3月");
        note.ShouldContain("停用：县里已印发新办法");

        var key = Key().Match(shown).Groups[1].Value;
        key.ShouldEndWith("/Withdrawn");
        (await head.Send($"/events/{walk.Id}/{page}?handler=sign", new(sign) { ["lapsed"] = key }, $"/events/{walk.Id}/{page}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var role in new[] { Role.Spokesperson, Role.PrincipalLeader }) (await Read(await walk.By(role), page)).ShouldContain("id=\"lapsed\"");
        (await Read(await walk.By(Role.SectionOfficer), "draft?release=" + release.Id)).ShouldContain("id=\"lapsed\"");
        (await (await walk.By(Role.Clerk)).Send($"/events/{walk.Id}/{page}?handler=print", new() { ["hash"] = release.Current.Hash }, $"/events/{walk.Id}/{page}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var sheet = (await walk.Release()).Sheets[^1].DocumentHash;
        var docx = await (await (await walk.By(Role.Clerk)).Open($"/events/{walk.Id}/answers/{release.Id}/documents/{sheet}")).Content.ReadAsByteArrayAsync(Ct);
        string.Concat(DocxParagraphs.Read(docx, new TextLimits(), Ct).Value).ShouldContain("停用：县里已印发新办法");
    }

    [GeneratedRegex("id=\"lapsed\">.*?</div>", RegexOptions.Singleline)]
    private static partial Regex Note();

    [GeneratedRegex("name=\"lapsed\" value=\"([^\"]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex("name=\"passage\" value=\"([^\"]+)\"")]
    private static partial Regex Passage();
}
