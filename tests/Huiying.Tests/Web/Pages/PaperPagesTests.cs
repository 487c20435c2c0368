using System.Net;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;
using UglyToad.PdfPig;

namespace Huiying.Tests.Web.Pages;

public sealed class PaperPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R42"), Clause("R43")]
    public async Task A_report_that_came_by_itself_waits_on_the_desk_of_who_signs_and_is_kept_with_its_signed_bytes()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        site.Store.Time.Advance(TimeSpan.FromDays(1));
        walk.SignedOut();
        await site.Get<Papers>().Plan(site.Store.Office, Ct);
        var id = (await site.Get<Papers>().Waiting(site.Store.Office, Ct)).ShouldHaveSingleItem().Id;
        var (clerk, leader) = (await walk.By(Role.Clerk), await walk.By(Role.PrincipalLeader));
        (await leader.Read("/desk")).ShouldContain($"/papers/{id}");
        (await clerk.Read("/desk")).ShouldNotContain($"/papers/{id}");

        // The clerk's words, one number of them wrong: the page names the place, and the leader cannot sign without a reason.
        (await clerk.Send($"/papers/{id}?handler=write", new() { ["overview"] = "当日立项5件", ["outlook"] = "平稳", ["advice"] = "" }, $"/papers/{id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.Read($"/papers/{id}")).ShouldContain("“总体情况”写“立项5件”，数据中立项为1");
        (await clerk.Send($"/papers/{id}?handler=sign", [], $"/papers/{id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await leader.Send($"/papers/{id}?handler=sign", [], $"/papers/{id}")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await clerk.Send($"/papers/{id}?handler=write", new() { ["overview"] = "当日立项1件", ["outlook"] = "平稳", ["advice"] = "" }, $"/papers/{id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.Send($"/papers/{id}?handler=sign", [], $"/papers/{id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var paper = (await site.Get<Papers>().Find(site.Store.Office, id, Ct))!;
        using var file = await clerk.Open($"/papers/{id}/document");
        var bytes = await file.Content.ReadAsByteArrayAsync(Ct);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)).ShouldBe(paper.Signed!.DocumentHash);
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("2026年3月2日日报2026年第1期.docx");
        (await clerk.Read($"/papers/{id}")).ShouldContain(paper.Signed.DocumentHash);
        (await leader.Read("/desk")).ShouldNotContain($"/papers/{id}");
        (await clerk.Read("/papers")).ShouldContain("2026年第1期");

        // A change is a correction.
        (await clerk.Send($"/papers/{id}?handler=write", new() { ["overview"] = "改" }, $"/papers/{id}")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var correction = await clerk.Send($"/papers/{id}?handler=correct", new() { ["why"] = "补充一句" }, $"/papers/{id}");
        correction.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read(correction.Headers.Location!.ToString())).ShouldContain($"/papers/{id}\">原件");
        (await clerk.Open("/papers/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Open("/papers/none/document")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Visitor().Open($"/papers/{id}/document")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact, Clause("R08")]
    public async Task A_slip_is_handed_out_printed_from_the_browser_and_comes_back_as_a_scan_by_its_code()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        await walk.Do(Role.Clerk, "documents", "slip", new() { ["slip"] = "Assignment", ["request"] = "立即到场查看", ["instruction"] = "当日办结。（何树）" });
        var slip = (await site.Get<Papers>().List(site.Store.Office, new CaseId(walk.Id), ct: Ct)).ShouldHaveSingleItem();
        var clerk = await walk.By(Role.Clerk);
        var documents = await clerk.Read($"/events/{walk.Id}/documents");
        documents.ShouldContain($"/papers/{slip.Id}/document/print");
        documents.ShouldContain("研判材料");
        var print = await clerk.Read($"/papers/{slip.Id}/document/print");
        foreach (var part in (string[])["舆情交办单", "交办〔2026〕1号", slip.Signed!.Code!, "立即到场查看", "当日办结", "<td>签收</td>"]) WebUtility.HtmlDecode(print).ShouldContain(part);
        print.ShouldNotContain("<script");
        (await clerk.SendFile("/papers?handler=return", new() { ["code"] = slip.Signed.Code!, ["note"] = "业务科已签" }, "scan", MajorEventTests.Png, "/papers")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var kept = (await site.Get<Papers>().Find(site.Store.Office, slip.Id, Ct))!.Returned.ShouldHaveSingleItem();
        (await (await clerk.Open($"/papers/{slip.Id}/scans/{kept.ScanHash}")).Content.ReadAsByteArrayAsync(Ct)).ShouldBe(MajorEventTests.Png);
        (await clerk.Open($"/papers/{slip.Id}/scans/{slip.Signed.DocumentHash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.SendFile("/papers?handler=return", new() { ["code"] = "ZZZZZZZZ" }, "scan", MajorEventTests.Png, "/papers")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var brief = (await walk.Case()).BriefHash!;
        WebUtility.HtmlDecode(await clerk.Read($"/events/{walk.Id}/documents/{brief}/print")).ShouldContain("2026年第1期");
        (await clerk.Open($"/events/{walk.Id}/documents/{new string('0', 64)}/print")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Beside_each_docx_stands_its_pdf()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        var clerk = await walk.By(Role.Clerk);
        var address = $"/events/{walk.Id}/documents/{(await walk.Case()).MinutesHash}";
        (await clerk.Read($"/events/{walk.Id}")).ShouldContain(address + "?as=pdf");
        var answer = await clerk.Open(address + "?as=pdf");
        if (!site.Get<PdfPrinter>().Available)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("LibreOffice");
            return;
        }
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        using var pdf = PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync(Ct));
        string.Concat(pdf.GetPage(1).Letters.Select(l => l.Value)).ShouldContain("会议纪要");
    }

    [Fact, Clause("R42"), Clause("R53")]
    public async Task A_signed_summary_is_corrected_by_another_and_a_figure_that_is_not_the_datas_needs_a_reason()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Published();
        await walk.Ended();
        var first = (await walk.Case()).Summary!;
        var fields = new Dictionary<string, string>
        {
            ["correction"] = "补写原因",
            ["overview"] = "白杨村路灯事项，群众诉求3项",
            ["cause"] = "线路老化、潮湿",
            ["spread"] = "热线一件",
            ["result"] = "已修好",
            ["experience"] = "当日办结",
            ["problems"] = "巡检不够勤",
            ["recipients"] = "区委网信办",
        };
        var refused = await walk.Try(Role.SupervisingLeader, "closing", "correct", fields);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Ct));
        page.ShouldContain("“概况”写“诉求3项”，数据中诉求为1");
        page.ShouldContain("name=\"mismatch\"");
        (await walk.Case()).Summary!.DocumentHash.ShouldBe(first.DocumentHash);
        await walk.Do(Role.SupervisingLeader, "closing", "correct", new(fields) { ["mismatch"] = "来电人另外口头提了两项" });
        var c = await walk.Case();
        (c.Summary!.Corrects, c.Summary.Reason, c.Summary.Mismatch).ShouldBe((first.DocumentHash, "补写原因", "来电人另外口头提了两项"));
        c.EarlierSummaries.ShouldHaveSingleItem().DocumentHash.ShouldBe(first.DocumentHash);
        // Both stay to be read, and whoever received the first receives the correction.
        var clerk = await walk.By(Role.Clerk);
        foreach (var hash in (string[])[first.DocumentHash, c.Summary.DocumentHash]) (await clerk.Open($"/events/{walk.Id}/documents/{hash}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        c.SummaryReceipts.ShouldBeEmpty();
        (await walk.Try(Role.Clerk, "closing", "close", new() { ["ending"] = "PublicResponse", ["note"] = "完" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Cases.Bytes((await site.Get<Cases>().Replay(site.Store.Office, c.Id, Ct))!).ShouldBe(Cases.Bytes(c));
    }

    [Fact, Clause("S11"), Clause("R07")]
    public async Task Tables_are_taken_out_where_they_are_seen()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Published();
        var clerk = await walk.By(Role.Clerk);
        (await clerk.Read("/statistics")).ShouldContain("/sheets/events.xlsx?from=");
        (await clerk.Read("/events")).ShouldContain("/sheets/duties.csv");
        // Answers as the public reads them, and each report with its receipt.
        var answers = await clerk.Read("/sheets/answers.csv?from=2026-03-01&until=2026-03-31");
        answers.ShouldContain("经现场查看，村口三盏路灯确实不亮，原因是线路老化。");
        (await clerk.Read("/sheets/answers.csv?from=2025-01-01&until=2025-12-31")).ShouldNotContain("路灯");
        (await clerk.Read("/sheets/reports.csv?from=2026-03-01&until=2026-03-31")).ShouldContain("情况报告");
        var csv = await clerk.Read("/sheets/events.csv?from=2026-03-01&until=2026-03-31");
        csv.ShouldContain((await walk.Case()).Number);
        csv.ShouldContain("白杨村路灯不亮");
        using var xlsx = await clerk.Open("/sheets/duties.xlsx");
        xlsx.Content.Headers.ContentDisposition!.FileNameStar.ShouldStartWith("时限职责");
        (await clerk.Read("/sheets/figures.csv")).ShouldContain("立项");
        (await clerk.Open("/sheets/events.docx")).Content.Headers.ContentType!.MediaType.ShouldBe(CaseDocuments.Docx);
        (await clerk.Open("/sheets/duties.docx")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Open("/sheets/ledger.csv")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var auditor = await walk.By(Role.AuditAdministrator);
        (await auditor.Read("/ledger")).ShouldContain("/sheets/ledger.xlsx");
        (await auditor.Read("/sheets/ledger.csv")).ShouldContain("sheets.export");
    }
}
