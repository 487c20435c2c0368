using System.Net;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.Assess;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Web.Pages.Events;

public sealed class MajorEventTests
{
    /// <summary>As much of a picture as tells what it is.</summary>
    internal static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1, 2, 3];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R22"), Clause("R28"), Clause("R30"), Clause("R31"), Clause("R32"), Clause("R34"), Clause("R39"), Clause("R45"), Clause("R61")]
    public async Task A_major_event_goes_the_whole_way_through_the_pages_by_the_right_people()
    {
        await using var site = await SiteHost.Start();
        await Whole(site, null);
    }

    /// <summary>The whole way, by plain clients or by a hand that fills the forms.</summary>
    internal static async Task<string> Whole(SiteHost site, IFormHand? hand, IReadOnlyList<OutsideBody>? lines = null, Grade graded = Grade.Major)
    {
        var bodies = lines ?? MajorWalk.Bodies;
        using var walk = new EventWalk(site) { Topic = await Topic(site), Grade = $"{graded}", Hand = hand };
        await walk.Opened();
        var grade = new Dictionary<string, string> { ["grade"] = $"{graded}", ["reason"] = "人员受伤，影响较大" };

        // The grade at once, by a leader and nobody else; both lines by telephone and in writing.
        await Refused(walk, Role.Clerk, "major", "grade", grade, HttpStatusCode.Forbidden, "R61");
        await walk.Do(Role.SupervisingLeader, "major", "grade", grade);
        (await (await walk.By(Role.DutyOfficer)).Read("/desk")).ShouldContain("向两条线报告");
        foreach (var body in bodies) await walk.Do(Role.DutyOfficer, "major", "send", Sending(0, body.Id, "Telephone"));
        await Reported(walk, [], bodies);
        (await walk.Case()).Duties.Where(d => d.Rule.StartsWith("R28:", StringComparison.Ordinal)).ShouldAllBe(d => d.DischargedAt <= d.DueAt);

        // Plan, group, confirmation within a day, a named tracker.
        await walk.Do(Role.Clerk, "major", "keep", new() { ["name"] = "路灯应急预案", ["text"] = "一、值守。" });
        var plan = (await site.Get<Plans>().List(site.Store.Office, Ct)).Single().Id.Value;
        await walk.Do(Role.DutyLeader, "major", "plan", new() { ["plan"] = plan });
        await walk.Do(Role.SupervisingLeader, "major", "group", new() { ["leader"] = graded == Grade.Extraordinary ? "principal" : "leader", ["members"] = "安文：报送\n白小路: 核实" });
        await Refused(walk, Role.Clerk, "major", "confirm", new() { ["opinion"] = "同意" }, HttpStatusCode.Forbidden, "R22");
        await walk.Do(Role.PartySecretary, "major", "confirm", new() { ["opinion"] = "同意定为重大。" });
        await walk.Do(Role.SupervisingLeader, "tracking", "name", new() { ["tracker"] = "clerk" });
        await Refused(walk, Role.Clerk, "tracking", "leave", new() { ["left"] = "休假" }, HttpStatusCode.UnprocessableEntity, "R45");
        (await walk.Case()).Duties.Where(d => d.Rule is "R31" or "R32" or "R22:confirm" or "R45").ShouldAllBe(d => d.DischargedAt != null);

        // Verified, so a change is reported; then assessed, handled, drafted.
        await walk.Verified();
        (await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain("以续报上报");
        await Reported(walk, new() { ["facts"] = "已现场核实。", ["final"] = "false" }, bodies);
        (await walk.Case()).UpReports.Select(r => r.Zh).ShouldBe(["首报", "续报1"]);
        await walk.Submitted();
        var release = await walk.Release();
        var page = "answers/" + release.Id;
        var hash = release.Current.Hash;

        // Signed in the office up to the head, who signs on paper; the drafter may not take the sheet in.
        await Signed(site, walk, ApprovalSteps.PrincipalLeader);
        await walk.Do(Role.SectionOfficer, page, "print", new() { ["hash"] = hash });
        release = await walk.Release();
        await Attached(walk, $"{page}/documents/{release.Sheets.Single().DocumentHash}");
        (await Paper(walk, release, Role.SectionOfficer, Png)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await Refused(walk, Role.Spokesperson, page, "publish", new() { ["hash"] = hash, ["outlet"] = "website" }, HttpStatusCode.UnprocessableEntity, "R27");
        if (hand is null) (await Paper(walk, release, Role.DutyOfficer, Png)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        else await walk.Do(Role.DutyOfficer, page, "paper", new(Sheet(release)) { ["scan"] = "scan.png" });
        release = await walk.Release();
        await Attached(walk, $"{page}/documents/{release.Valid.Single(s => s.Via == SignedVia.Paper).Evidence}", "image/png");

        // Both bodies above are asked and answer; silence was no consent.
        await Refused(walk, Role.Spokesperson, page, "publish", new() { ["hash"] = hash, ["outlet"] = "website" }, HttpStatusCode.UnprocessableEntity, "R27");
        foreach (var (body, _, _) in (await site.Get<Releases>().Outside(site.Store.Office, release, Ct))!.Value.Bodies)
        {
            (await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain($"向{body.Name}报送请示");
            await Attached(walk, $"{page}/request/{body.Id}");
            await walk.Do(Role.Clerk, page, "ask", Of(body.Id, hash, new() { ["mode"] = "Fax", ["sentAt"] = Now(site), ["receivedBy"] = "值班室", ["receipt"] = "0400-2" }));
            var decision = Of(body.Id, hash, new() { ["approved"] = "true", ["by"] = "某处长", ["decidedAt"] = Now(site), ["evidence"] = "函一号" });
            await Refused(walk, Role.SectionHead, page, "decide", decision, HttpStatusCode.Forbidden, "R34");
            await walk.Do(Role.DutyOfficer, page, "decide", decision);
        }
        await walk.Do(Role.Spokesperson, page, "publish", new() { ["hash"] = hash, ["outlet"] = "website" });
        using (var visitor = site.Visitor()) WebUtility.HtmlDecode(await visitor.Read($"/answers/{release.Id}")).ShouldContain("三盏路灯恢复照明");
        WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/{page}")).ShouldContain("分钟");

        // The final report before the group ends and the event closes.
        await Refused(walk, Role.Clerk, "major", "end", new() { ["ended"] = "已办完" }, HttpStatusCode.UnprocessableEntity, "R32");
        await Reported(walk, new() { ["facts"] = "已办结。", ["final"] = "true" }, bodies);
        (await walk.Case()).HasFinal.ShouldBeTrue();
        await walk.Do(Role.Clerk, "major", "end", new() { ["ended"] = "已办完" });
        await walk.Ended();
        await walk.Do(Role.Clerk, "closing", "close", new() { ["ending"] = "PublicResponse", ["note"] = "已公开答复并解决。" });
        var c = await walk.Case();
        (c.Stage, c.Grade).ShouldBe((Stage.Closed, graded));
        c.Late(site.Store.Time.GetUtcNow()).ShouldBeEmpty();
        (await site.Store.Ledger.Verify(site.Store.Office, Ct)).BrokenAt.ShouldBeNull();
        Cases.Bytes((await site.Get<Cases>().Replay(site.Store.Office, c.Id, Ct))!).ShouldBe(Cases.Bytes(c));
        return walk.Id;
    }

    [Fact, Clause("S13"), Clause("R34"), Clause("R40"), Clause("R43")]
    public async Task Danger_to_life_late_reasons_and_attempts_to_stop_a_report_are_written_down_by_whoever_may()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        const string page = "records";
        await walk.Do(Role.SectionOfficer, page, "call", new() { ["to"] = "110", ["what"] = "有人被困" });
        await Refused(walk, Role.SectionOfficer, page, "review", new() { ["call"] = "1", ["review1"] = "好" }, HttpStatusCode.Forbidden, "S13");
        await walk.Do(Role.DutyOfficer, page, "call", new());
        await Refused(walk, Role.DutyOfficer, page, "review", new() { ["call"] = "2", ["review2"] = "自己看过" }, HttpStatusCode.UnprocessableEntity, "转办人不能自己复核");
        (await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain("复核紧急转办");
        foreach (var call in (int[])[1, 2]) await walk.Do(Role.Clerk, page, "review", new() { ["call"] = $"{call}", [$"review{call}"] = "转办及时。" });
        (await walk.Case()).EmergencyCalls.ShouldAllBe(c => c.Review != null);

        await walk.Do(Role.SectionOfficer, page, "stopped", new() { ["who"] = "来电人", ["attempt"] = "要求先不上报" });
        var late = (await walk.Case()).Duties.Single(d => d.Rule == "R24");
        var reason = new Dictionary<string, string> { ["duty"] = $"{late.Number}", [$"late{late.Number}"] = "断网" };
        await Refused(walk, Role.Clerk, page, "late", reason, HttpStatusCode.UnprocessableEntity, "R40");
        site.Store.Time.Advance(TimeSpan.FromDays(3));
        walk.SignedOut();
        (await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain("说明迟延原因");
        await walk.Do(Role.Clerk, page, "late", reason);
        (await walk.Case()).Late(site.Store.Time.GetUtcNow()).Single(l => l.Duty.Number == late.Number).Reason.ShouldBe("断网");

        await walk.Do(Role.DutyOfficer, page, "emergency", new() { ["level"] = "重大", ["basis"] = "主管机关认定" });
        await walk.Do(Role.Spokesperson, page, "conference", new() { ["heldAt"] = Now(site), ["heldBy"] = "上级机关", ["evidence"] = "会议通知" });
        (await walk.Case()).Duties.ShouldContain(d => d.Rule == "R34:conference" && !d.Open);

        await Refused(walk, Role.Clerk, page, "notreport", new() { ["why"] = "影响小" }, HttpStatusCode.Forbidden, "R43");
        await walk.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "有人被困" });
        await Refused(walk, Role.PrincipalLeader, page, "notreport", new() { ["why"] = "影响小" }, HttpStatusCode.UnprocessableEntity, "R43");
        using var other = await new EventWalk(site).Opened();
        await other.Do(Role.PrincipalLeader, page, "notreport", new() { ["why"] = "重复反映，已有答复" });
        (await other.Case()).NotToReport.ShouldNotBeNull();
        foreach (var w in new[] { walk, other }) (await (await w.By(Role.Clerk)).Open($"/events/{w.Id}/{page}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    internal static async Task<string> Topic(SiteHost site)
    {
        await using (var store = site.Get<IDbContextFactory<Store>>().Open(site.Store.Office))
        {
            await using var transaction = await store.Database.BeginTransactionAsync(Ct);
            var arrival = AssessmentTests.Some(1, "白杨村的路灯坏了三个月，夜里有人摔伤，什么时候能修好？", counts: new Counts(Views: 20_000));
            await site.Get<Huiying.Collect.Intake>().Store(store, [Huiying.Collect.Intake.Judge(arrival, new IntakeRules(t => t, _ => "含“路灯”"))], site.Store.Time.GetUtcNow(), Ct);
            await transaction.CommitAsync(Ct);
        }
        await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, 500, Ct);
        return (await site.Get<Topics>().List(site.Store.By(Role.Clerk), ct: Ct)).Value.ShouldHaveSingleItem().Id.Value;
    }

    /// <summary>A report is signed and goes to every body on every line.</summary>
    internal static async Task Reported(EventWalk walk, Dictionary<string, string> text, IReadOnlyList<OutsideBody>? bodies = null)
    {
        await walk.Do(Role.Clerk, "major", "issue", text);
        var report = (await walk.Case()).UpReports[^1];
        foreach (var body in bodies ?? MajorWalk.Bodies) await walk.Do(Role.Clerk, "major", "send", Sending(report.Number, body.Id, "Fax"));
    }

    internal static Dictionary<string, string> Sending(int report, string body, string mode) => new()
    {
        ["report"] = $"{report}",
        ["body"] = body,
        ["mode"] = mode,
        ["receivedBy"] = "值班员",
        ["receipt"] = "0400-1",
        ["note"] = "已收到",
    };

    /// <summary>Every step before that one signs on the page.</summary>
    internal static async Task Signed(SiteHost site, EventWalk walk, string until)
    {
        var release = await walk.Release();
        foreach (var (step, _) in (await site.Get<Releases>().Steps(site.Store.Office, release, Ct)).TakeWhile(s => s.Step.Id != until))
        {
            await walk.Do(step.By[0], "answers/" + release.Id, "sign", new() { ["step"] = step.Id, ["hash"] = release.Current.Hash, ["opinion"] = "同意。" }, step.Section);
        }
    }

    internal static async Task<HttpResponseMessage> Paper(EventWalk walk, Release release, Role by, byte[] file)
    {
        var page = $"/events/{walk.Id}/answers/{release.Id}";
        return await (await walk.By(by)).SendFile($"{page}?handler=paper", Sheet(release), "scan", file, page);
    }

    private static Dictionary<string, string> Sheet(Release release) => new()
    {
        ["paperStep"] = ApprovalSteps.PrincipalLeader,
        ["paperBy"] = "principal",
        ["paperCode"] = release.Current.Code.ToLowerInvariant(),
        ["signedAt"] = "2026-03-02T09:00",
        ["paperOpinion"] = "按此发布",
    };

    internal static async Task Attached(EventWalk walk, string path, string type = CaseDocuments.Docx)
    {
        var answer = await (await walk.By(Role.Clerk)).Open($"/events/{walk.Id}/{path}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    /// <summary>The page says no, and shows the clause or what was typed.</summary>
    internal static async Task Refused(EventWalk walk, Role by, string task, string handler, Dictionary<string, string> fields, HttpStatusCode status, string shows)
    {
        var answer = await walk.Try(by, task, handler, fields);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        answer.StatusCode.ShouldBe(status, $"{by} {task} {handler} {EventWalk.Said(html)}");
        html.ShouldContain(shows);
    }

    /// <summary>Fields of one body's form: each name ends with the body.</summary>
    private static Dictionary<string, string> Of(string body, string hash, Dictionary<string, string> fields) =>
        new(fields.Select(f => KeyValuePair.Create($"{f.Key}-{body}", f.Value))) { ["body"] = body, ["hash"] = hash };

    internal static string Now(SiteHost site) => site.Store.Time.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
