using System.Net;
using System.Text;
using Huiying.Assess.District;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Assess;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages.Events;
using Assessment = Huiying.Assess.Assessment;

namespace Huiying.Tests.Web.Pages;

public sealed class DistrictWordPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Posts in which two new names and a person's stand.</summary>
    internal static async Task Stream(SiteHost site)
    {
        string[] before = ["昨天在", "我们", "听说", "路过", "住在", "请问", "关于", "来到"], after = ["停水了", "的路灯不亮", "门口堆着垃圾", "没人打扫", "下水道堵了", "电梯又坏", "附近修路", "暖气不热"];
        var random = new Random(1);
        List<Arrival> arrivals = [.. Enumerable.Range(0, 60).Select(i => AssessmentTests.Some(100 + i, string.Concat(Enumerable.Range(0, 60).Select(_ => (char)random.Next(0x5000, 0x9000))))), .. new[] { "翠堤苑", "槐荫巷", "王晓磊" }.SelectMany((w, n) =>
            Enumerable.Range(0, 8).Select(i => AssessmentTests.Some((n * 8) + i + 1, $"{before[i]}{w}{after[((i * 3) + n) % 8]}，第{i}次反映，请处理")))];
        await using (var store = site.Store.Open())
        {
            await using var transaction = await store.Database.BeginTransactionAsync(Ct);
            await site.Get<Huiying.Collect.Intake>().Store(store, [.. arrivals.Select(a => Huiying.Collect.Intake.Judge(a, new IntakeRules(t => t, _ => "含“水”")))], site.Store.Time.GetUtcNow(), Ct);
            await transaction.CommitAsync(Ct);
        }
        while (await site.Get<Assessment>().Run(site.Store.Office, ct: Ct) > 0)
        {
        }
    }

    [Fact, Clause("S15")]
    public async Task Words_are_added_imported_found_taken_declined_and_removed_on_their_page()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        async Task<string> Sent(string handler, Dictionary<string, string> fields, HttpStatusCode expected = HttpStatusCode.Redirect)
        {
            var answer = await clerk.Send($"/words?handler={handler}", fields, "/words");
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
            answer.StatusCode.ShouldBe(expected, handler + EventWalk.Said(html));
            return expected == HttpStatusCode.Redirect ? WebUtility.HtmlDecode(await clerk.Read("/words")) : html;
        }
        (await Sent("add", new() { ["words"] = "松涛苑、北关新屯", ["kind"] = "Estate" })).ShouldContain("松涛苑");
        (await Sent("add", new() { ["words"] = "王晓磊", ["kind"] = "Other" }, HttpStatusCode.UnprocessableEntity)).ShouldContain("像人名");
        var list = Encoding.GetEncoding("gb18030").GetBytes("春泥巷,道路\r\n王晓磊\r\n惠民暖心贷,政策\r\n");
        var imported = WebUtility.HtmlDecode(await (await clerk.SendFile("/words?handler=import", [], "list", list, "/words")).Content.ReadAsStringAsync(Ct));
        imported.ShouldContain("有 1 个没有收");
        imported.ShouldContain("惠民暖心贷");
        (await site.Get<DistrictWords>().List(site.Store.By(Role.Clerk), Ct)).Value.Select(w => (w.Word, w.Kind)).ShouldContain(("春泥巷", DistrictWordKind.Road));

        await Stream(site);
        var found = await Sent("look", new() { ["days"] = "14" });
        found.ShouldContain("<mark>翠堤苑</mark>");
        found.ShouldNotContain("value=\"王晓磊\"");
        (await Sent("accept", new() { ["word"] = "翠堤苑", ["kind"] = "Estate" })).ShouldNotContain("<mark>翠堤苑</mark>");
        (await Sent("decline", new() { ["word"] = "槐荫巷" })).ShouldNotContain("槐荫巷");
        (await Sent("look", new() { ["days"] = "14" })).ShouldNotContain("槐荫巷");
        (await Sent("remove", new() { ["word"] = "松涛苑" })).ShouldNotContain("松涛苑");
        using var officer = await site.SignedIn(Role.SectionOfficer);
        (await officer.Read("/words")).ShouldNotContain("handler=remove");
        (await officer.Send("/words?handler=add", new() { ["words"] = "松涛苑", ["kind"] = "Estate" }, "/words")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
