using Huiying.Assess.Hot;

namespace Huiying.Tests.Assess.Hot;

public sealed class HotIssuesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(8));

    private static readonly string[] Fillers =
    [
        "图书馆周末能不能延长开放时间", "南门菜市场摊位费太高", "社保卡丢了去哪里补办", "幼儿园报名需要什么材料", "体育场夜里灯光太亮", "老旧电梯多久检修一次",
        "公园里的健身器材坏了", "医院挂号排队太久", "毕业生租房补贴怎么申请", "小学门口车辆乱停", "江堤散步道积水", "广场舞音响太吵",
    ];

    [Fact]
    public void One_matter_at_one_place_is_one_issue_with_all_its_posts_and_no_other()
    {
        var issues = HotIssues.Of(Posts(), 5);
        issues[0].Posts.Select(p => p.Id).Order(StringComparer.Ordinal).ShouldBe(["k0", "k1", "k2", "k3", "k4", "k5", "k6"]);
        new[] { "柳塘花苑", "沥青拌和站" }.ShouldContain(n => issues[0].Name!.Contains(n, StringComparison.Ordinal) || n.Contains(issues[0].Name!, StringComparison.Ordinal), issues[0].Name);
        issues[0].Reasons.ShouldContain("提及 7 次");
        issues[0].Reasons.ShouldContain("点赞、转发、评论等互动 12 次");
        issues[0].Heat.ShouldBeGreaterThan(issues[1].Heat);
        issues[1].Posts.Select(p => p.Id).Order(StringComparer.Ordinal).ShouldBe(["s0", "s1", "s2", "s3"]);
        HotIssues.Of(Posts(), 1).Count.ShouldBe(1);
    }

    [Fact]
    public void Two_spellings_of_a_numeral_are_one_name()
    {
        var issue = HotIssues.Of([.. Posts(), new("x", "青禾一品交房推迟", "青禾一品三期交房推迟半年，开发商一拖再拖。", Start), new("y", "青禾壹品交房又推迟", "青禾壹品三期交房推迟，开发商没有说法。", Start.AddDays(3))], 9)
            .Single(i => i.Posts.Any(p => p.Id == "x"));
        issue.Posts.Select(p => p.Id).ShouldBe(["x", "y"]);
    }

    [Fact]
    public void The_order_of_the_posts_changes_nothing()
    {
        var issues = HotIssues.Of(Posts(), 9);
        HotIssues.Of(Posts().Reverse(), 9).Select(i => string.Join(',', i.Posts.Select(p => p.Id))).ShouldBe(issues.Select(i => string.Join(',', i.Posts.Select(p => p.Id))));
    }

    [Fact]
    public void The_same_words_half_a_year_later_are_another_matter()
    {
        HotPost[] posts = [.. Posts(), .. Enumerable.Range(0, 7).Select(i => Smell(i) with { Id = $"z{i}", At = Start.AddDays(200 + i) })];
        HotIssues.Of(posts, 9).Count(i => i.Posts.Any(p => p.Id[0] is 'k' or 'z')).ShouldBe(2);
    }

    [Fact]
    public void English_posts_are_grouped_as_well()
    {
        string[] more = ["The Alder Bridge closure makes buses late", "Alder Bridge closure: when will it reopen?", "Closure of Alder Bridge again extended", "Detour around Alder Bridge closure is unsafe"];
        var issue = HotIssues.Of([.. Posts(), .. more.Select((t, i) => new HotPost($"e{i}", t, "", Start.AddDays(i)))], 9).Single(i => i.Posts.Any(p => p.Id == "e0"));
        issue.Posts.Select(p => p.Id).ShouldBe(["e0", "e1", "e2", "e3"]);
        issue.Name!.ShouldContain("alder");
    }

    [Fact]
    public void Nothing_and_posts_without_time_or_text_are_taken()
    {
        HotIssues.Of([], 5).ShouldBeEmpty();
        HotIssues.Of([new("a", "", "", null), new("b", "", "", null)], 5).ShouldBeEmpty();
        var issue = HotIssues.Of(Posts().Select(p => p with { At = null }), 5)[0];
        (issue.Posts.Count, issue.From).ShouldBe((7, null));
    }

    private static IEnumerable<HotPost> Posts() =>
    [
        .. Enumerable.Range(0, 7).Select(Smell),
        .. Enumerable.Range(0, 4).Select(i => new HotPost($"s{i}", $"松岗渡口停航第{i + 3}天", $"松岗渡口已经停航，两岸村民过河要绕行四十里，{Fillers[i]}先不说，渡船什么时候恢复？", Start.AddDays(i))),
        .. Fillers.Select((f, i) => new HotPost($"f{i}", f, $"{f}，请有关部门答复。", Start.AddDays(i))),
    ];

    private static HotPost Smell(int i) => new($"k{i}", i % 2 == 0 ? "柳塘花苑旁边的沥青拌和站气味刺鼻" : "沥青拌和站离柳塘花苑太近", i % 3 == 0
        ? "柳塘花苑北侧的沥青拌和站每天夜里开工，气味刺鼻，老人孩子头晕，请尽快搬走。"
        : "我们是柳塘花苑的业主，沥青拌和站的烟气飘进家里，噪声也大，多次投诉没有结果。", Start.AddDays(i), i == 0 ? 12 : 0);
}
