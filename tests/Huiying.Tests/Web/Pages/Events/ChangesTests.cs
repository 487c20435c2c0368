using System.Net;
using CsCheck;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Web.Pages.Events;

namespace Huiying.Tests.Web.Pages.Events;

public sealed class ChangesTests
{
    private static ReleaseText Text(params string[] body) => new(
        AnswerKind.Result, "答复", "何时修好", [.. body.Select(b => new Paragraph(Part.Plain, b))], [], [], "website", "全县", ReleaseText.AssessmentLine, false, []);

    [Fact, Clause("R42")]
    public void What_changed_is_marked_to_the_character()
    {
        var row = Changes.Between(Text("截止日期为11月20日。", "谢谢。"), Text("截止日期为11月30日。", "谢谢。")).Single(r => r.Changed);
        row.Before.Single(p => p.Changed).Text.ShouldBe("2");
        row.After.Single(p => p.Changed).Text.ShouldBe("3");
    }

    [Fact, Clause("R34")]
    public void Nothing_is_lost_and_only_what_differs_is_marked()
    {
        var paragraph = Gen.Char["路灯不亮已修好。12"].Array[1, 12].Select(c => new string(c));
        Gen.Select(paragraph.Array[1, 5], paragraph.Array[1, 5]).Sample((a, b) =>
        {
            var rows = Changes.Between(Text(a), Text(b));
            Side(rows.Select(r => r.Before)).ShouldBe(["答复", "何时修好", "全县", .. a]);
            Side(rows.Select(r => r.After)).ShouldBe(["答复", "何时修好", "全县", .. b]);
            rows.Any(r => r.Changed).ShouldBe(!a.SequenceEqual(b));
            foreach (var r in rows.Where(r => !r.Changed)) r.Before.Select(p => p.Text).ShouldBe(r.After.Select(p => p.Text));
        }, iter: 2000);
    }

    [Fact, Clause("R34")]
    public async Task Whoever_signs_a_later_version_sees_it_beside_the_one_before()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Submitted();
        var first = await walk.Release();
        await walk.Do(Role.SectionHead, $"answers/{first.Id}", "return", new() { ["step"] = "section-head", ["hash"] = first.Current.Hash, ["opinion"] = "写明时间" });
        await walk.Do(Role.SectionOfficer, "draft", "submit", new(EventWalk.Draft) { ["release"] = first.Id.Value, ["text2"] = "今后每个月检查一次。感谢您的监督。" });
        var html = WebUtility.HtmlDecode(await (await walk.By(Role.SectionHead)).Read($"/events/{walk.Id}/answers/{first.Id}"));
        html.ShouldContain("今后每<del>季度</del>检查一次");
        html.ShouldContain("今后每<ins>个月</ins>检查一次");
    }

    private static IEnumerable<string> Side(IEnumerable<IReadOnlyList<ChangedPiece>> rows) => rows.Where(r => r.Count > 0).Select(r => string.Concat(r.Select(p => p.Text)));
}
