using System.Net;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Respond;

public sealed class CopyingTests
{
    private static readonly ReleaseText Text = new(AnswerKind.Result, "答复", "问题", [], [], [], "website", "全体", ReleaseText.AssessmentLine, false, []);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R27")]
    public void The_policys_table_says_who_gets_a_copy_and_the_standing_line_goes_to_nobody()
    {
        string[] Bodies(CaseWalk walk, ReleaseText text) => [.. Copying.Bodies(text, new GateView(walk.Case, Policy.Default, true, "")).Select(b => b.Id)];
        Bodies(Completed(), Text).ShouldBe(["emergency-body", "city-office"]);
        Bodies(Completed().Graded(), Text).ShouldBe(["emergency-body"]);
        Bodies(Completed(), Text with { Line = ReleaseText.StandingLine }).ShouldBeEmpty();
    }

    [Fact, Clause("R27"), Clause("R41")]
    public async Task Publication_owes_a_copy_to_each_body_and_the_event_closes_only_with_their_receipts()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Approved();
        var release = await walk.Release();
        var page = $"answers/{release.Id}";
        var sent = new Dictionary<string, string> { ["body"] = "city-office", ["copyMode-city-office"] = "Fax", ["copiedAt-city-office"] = "2026-03-02T09:00" };
        (await site.Get<Releases>().SendCopy(site.Store.By(Role.Clerk), release.Id, "city-office", ReportMode.Fax, site.Store.Time.GetUtcNow(), "值班室", "1", Ct)).Refusal!.Code.ShouldBe("copy.unpublished");
        await walk.Do(Role.Spokesperson, page, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = "website" });
        (await walk.Case()).Duties.Where(d => d.Open && d.Rule.StartsWith(Copying.Family, StringComparison.Ordinal)).Select(d => d.Rule.Split(':')[2]).ShouldBe(["emergency-body", "city-office"]);
        WebUtility.HtmlDecode(await (await walk.By(Role.DutyOfficer)).Read("/desk")).ShouldContain("抄送已发布的回应，取得回执");

        // Sent without a receipt it is recorded, and still owed.
        await walk.Do(Role.Clerk, page, "copy", sent);
        var copy = (await walk.Release()).Copies.Single();
        (copy.Mode, copy.SentAt, copy.Hash).ShouldBe((ReportMode.Fax, site.Store.Time.GetUtcNow(), release.Current.Hash));
        var document = await (await walk.By(Role.Clerk)).Open($"/events/{walk.Id}/{page}/documents/{copy.DocumentHash}");
        document.Content.Headers.ContentType!.MediaType.ShouldBe(CaseDocuments.Docx);
        Gaps(await walk.Case()).Count(g => g.Zh.Contains("抄送", StringComparison.Ordinal)).ShouldBe(2);
        (await walk.Try(Role.Clerk, page, "copy", new(sent) { ["body"] = "police", ["copiedAt-police"] = "2026-03-02T09:00" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await walk.Try(Role.Clerk, page, "copy", new(sent) { ["copiedAt-city-office"] = "2026-03-02T19:00" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        await walk.Do(Role.Clerk, page, "copy", new(sent) { ["copiedTo-city-office"] = "收文室", ["copyReceipt-city-office"] = "收 12 号" });
        (await walk.Case()).Duties.Single(d => d.Rule == Copying.Rule("city-office", release.Id)).Evidence.ShouldBe("收文室，收 12 号");
        Gaps(await walk.Case()).Count(g => g.Zh.Contains("抄送", StringComparison.Ordinal)).ShouldBe(1);
        await walk.Ended();
        await walk.Do(Role.Clerk, "closing", "close", new() { ["ending"] = "PublicResponse", ["note"] = "已公开答复并解决。" });
        (await walk.Case()).Stage.ShouldBe(Stage.Closed);
        var final = await walk.Release();
        Releases.Bytes((await site.Get<Releases>().Replay(site.Store.Office, final.Id, Ct))!).ShouldBe(Releases.Bytes(final));

        IReadOnlyList<Refusal> Gaps(Huiying.Handle.Case c) => Closing.Open(c, new Deciding(site.Store.By(Role.Clerk), site.Store.Time.GetUtcNow(), CaseWalk.Rules), Ending.PublicResponse, null);
    }
}
