using System.Net;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using static Huiying.Tests.Web.Pages.Events.MajorEventTests;

namespace Huiying.Tests.Web.Pages.Events;

/// <summary>Categories, referral and suggestion through the pages. The story is made up.</summary>
public sealed class CategoryPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R70"), Clause("R72"), Clause("R73"), Clause("R74"), Clause("R17"), Clause("S05"), Clause("S07")]
    public async Task A_fabrication_is_found_by_two_clarified_referred_and_taken_back_when_the_verification_changes()
    {
        await using var site = await SiteHost.Start();
        using var walk = await Disputed(site);
        await Refused(walk, Role.Clerk, "category", "draft", Letter(1), HttpStatusCode.UnprocessableEntity, "批评、质疑按第一类答复");
        var finding = new Dictionary<string, string>
        {
            ["category"] = "Fabrication",
            ["on-Fabrication"] = "true",
            ["evidence-Fabrication"] = "所传文件的文号在收文登记中不存在",
            ["claim-Fabrication"] = "3",
        };
        await Refused(walk, Role.Clerk, "category", "propose", new(finding) { ["claim-Fabrication"] = "1" }, HttpStatusCode.UnprocessableEntity, "所传文件的文号在收文登记中不存在");
        await walk.Do(Role.Clerk, "category", "propose", finding);
        (await (await walk.By(Role.LegalReviewer)).Read("/desk")).ShouldContain("复核类别认定");
        var agreed = new Dictionary<string, string> { ["proposal"] = "1", ["agreed"] = "true", ["opinion"] = "逐项核对" };
        await Refused(walk, Role.Clerk, "category", "second", agreed, HttpStatusCode.UnprocessableEntity, "另一人");
        await walk.Do(Role.LegalReviewer, "category", "second", agreed);

        await Refused(walk, Role.Clerk, "category", "draft", Letter(1), HttpStatusCode.UnprocessableEntity, "澄清");
        await walk.Do(Role.Clerk, "category", "tell", new() { ["told"] = "向转贴的网站说明没有这份文件", ["toldAt"] = Now(site), ["how"] = "电子邮件" });
        await Refused(walk, Role.Clerk, "category", "harm", Harm("阅读量超过20万"), HttpStatusCode.UnprocessableEntity, "不是损害");
        await walk.Do(Role.Clerk, "category", "harm", Harm("三个村停缴费用，维修队撤场"));
        var post = (await site.Get<Referrals>().Pages(site.Store.By(Role.Clerk), await walk.Case(), Ct))[0];
        await walk.Do(Role.Clerk, "category", "draft", Letter(post.Post));

        // A certificate for the page: attached by the clerk, seen by those who sign, refused to everyone else (R17).
        var keeping = $"/events/{walk.Id}/keeping";
        var capture = new Dictionary<string, string> { ["kind"] = "Notarised", ["post"] = $"{post.Post}", ["takenAt"] = Now(site), ["issuer"] = "某公证处" };
        (await (await walk.By(Role.Clerk)).SendFile($"{keeping}?handler=attach", capture, "file", "%PDF-1.7 公证书"u8.ToArray(), keeping)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await walk.By(Role.LegalReviewer)).Read(keeping)).ShouldContain("文件未变");
        (await (await walk.By(Role.SectionHead)).Read(keeping)).ShouldNotContain("某公证处");
        (await (await walk.By(Role.SectionHead)).Open($"/events/{walk.Id}/captures/1")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var file = await (await walk.By(Role.PrincipalLeader)).Open($"/events/{walk.Id}/captures/1");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        var compared = await (await walk.By(Role.Clerk)).SendFile($"{keeping}?handler=compare", [], "brought", "%PDF-1.7 公证书"u8.ToArray(), keeping);
        (await compared.Content.ReadAsStringAsync(Ct)).ShouldContain("第 1 份附件");

        // The letter itself: what S07 allows and nothing more.
        var letter = (await walk.Case()).Referrals.ShouldHaveSingleItem();
        letter.What.Number.ShouldBe("〔2026〕1号");
        letter.What.Pages.ShouldHaveSingleItem().TextHash.ShouldBe(post.Page.TextHash);
        await Attached(walk, $"documents/{letter.What.DocumentHash}");
        var sign = new Dictionary<string, string> { ["referral"] = "1", ["hash"] = letter.What.DocumentHash };
        (await (await walk.By(Role.LegalReviewer)).Read("/desk")).ShouldContain("签署函件");
        await Refused(walk, Role.PrincipalLeader, "category", "sign", sign, HttpStatusCode.Forbidden, "R72");
        await walk.Do(Role.LegalReviewer, "category", "sign", sign);
        await walk.Do(Role.PrincipalLeader, "category", "sign", sign);
        await walk.Do(Role.Clerk, "category", "dispatch", new() { ["referral"] = "1", ["sentAt1"] = Now(site), ["how1"] = "机要交换", ["receivedBy1"] = "值班员", ["receipt1"] = "收 12" });
        (await walk.Case()).Duties.ShouldContain(d => d.Open && d.Rule == "R72:1");

        await walk.Do(Role.SectionOfficer, "claims", "verify", new() { ["claim"] = "3", ["finding3"] = "Unclear", ["fact3"] = "收文登记缺一页，待查。", ["evidence3"] = "收文登记" });
        (await (await walk.By(Role.PrincipalLeader)).Read("/desk")).ShouldContain("撤回已发出的函件");
        await walk.Do(Role.PrincipalLeader, "category", "withdraw", new() { ["referral"] = "1", ["withdraw1"] = "核实结论变化" });
        var withdrawn = (await walk.Case()).Referrals[0].Withdrawn.ShouldNotBeNull();
        await Attached(walk, $"documents/{withdrawn.DocumentHash}");
        (await walk.Case()).Duties.ShouldNotContain(d => d.Open && (d.Rule == "R72:1" || d.Rule.StartsWith("R42:referral", StringComparison.Ordinal)));
        (await site.Store.Ledger.Verify(site.Store.Office, Ct)).BrokenAt.ShouldBeNull();
        Cases.Bytes((await site.Get<Cases>().Replay(site.Store.Office, (await walk.Case()).Id, Ct))!).ShouldBe(Cases.Bytes(await walk.Case()));
    }

    [Fact, Clause("R77"), Clause("R78")]
    public async Task A_suggestion_gets_its_outcome_and_more_time_on_the_page()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Assessed();
        await walk.Do(Role.Clerk, "category", "set", new() { ["category"] = "Suggestion", ["basis"] = "提出改进办法" });
        (await (await walk.By(Role.SectionHead)).Read("/desk")).ShouldContain("登记建议采纳情况");
        await walk.Do(Role.SupervisingLeader, "category", "complex", new() { ["complex"] = "须会商两个部门" });
        await Refused(walk, Role.Clerk, "category", "decide", new() { ["adoption"] = "Partly", ["why"] = "先改两条" }, HttpStatusCode.Forbidden, "R77");
        await walk.Do(Role.SectionHead, "category", "decide", new() { ["adoption"] = "Partly", ["why"] = "先改两条" }, TestOffice.Business);
        (await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/category")).ShouldContain("部分采纳");
    }

    internal static Dictionary<string, string> Harm(string harm) => new()
    {
        ["harmKind"] = "SeriousLoss",
        ["harm"] = harm,
        ["sufferer"] = "三个村的住户和维修队",
        ["harmEvidence"] = "村委会证明、停工单",
    };

    internal static Dictionary<string, string> Letter(long page) => new()
    {
        ["kind"] = "Request",
        ["body"] = "law-enforcement",
        ["spread"] = "说明发出后仍成批转贴。",
        ["law"] = "《某条例》第十条",
        ["request"] = "请依法查处",
        ["pages"] = $"{page}",
    };

    /// <summary>An assessed event from a topic of public posts, with a third claim that was verified false.</summary>
    internal static async Task<EventWalk> Disputed(SiteHost site)
    {
        var now = site.Store.Time.GetUtcNow();
        var lines = Enumerable.Range(0, 3).Select(i => $$"""
            {"id":"m{{i}}","url":"https://forum.example/t/{{i}}","time":"{{now.AddHours(-i):yyyy-MM-ddTHH:mm:ssZ}}","title":"白杨村路灯要加收照明费","body":"听说有文件规定每户加收照明费，村口三盏路灯还是不亮，第{{i}}次转贴。"}
            """);
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        (await site.Get<Import>().Run(Actor.CommandLine(site.Store.Office), new ImportFile("posts.jsonl"), input, ct: Ct)).Value.Rejected.ShouldBeEmpty();
        await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, ct: Ct);
        var topic = (await site.Get<Topics>().List(site.Store.By(Role.Clerk), ct: Ct)).Value.MaxBy(t => t.Posts)!.Id;
        var walk = new EventWalk(site) { Topic = topic.Value };
        await walk.Assessed();
        await walk.Do(Role.DutyOfficer, "claims", "raise", new() { ["kind"] = "Statement", ["text"] = "文件规定每户加收照明费" });
        await walk.Do(Role.SectionOfficer, "claims", "verify", new() { ["claim"] = "3", ["finding3"] = "False", ["fact3"] = "没有这份文件。", ["evidence3"] = "收文登记" });
        return walk;
    }
}
