using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Assess.Grades;

/// <summary>“发帖、跟帖、点击较少，负面影响较小” (R58): the floor. It holds while nothing major does.</summary>
internal sealed class FewRule(string id, IReadOnlyList<GradeRule> anchors) : GradeRule(id, above: false, Grade.Ordinary)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        var held = anchors.Count(a => a.Look(figures, policy).Fired);
        return Found(held == 0, held == 0 ? "发帖、跟帖、点击均未达到重大参考线，影响较小。" : $"有 {held} 项达到重大参考线。",
            new Figure("posts", figures.Posts), new Figure("replies", figures.Replies), new Figure("views", figures.Views), new Figure("reposts", figures.Reposts));
    }
}

/// <summary>A phrase only a person can judge, ticked by a person.</summary>
internal sealed class TickRule(string id, string key) : GradeRule(id, above: true)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        if (!policy.Grades.Ticks.TryGetValue(key, out var phrase)) return Found(false, $"制度参数未列“{key}”一项。");
        var ticked = figures.Ticks.Contains(key);
        return Found(ticked, ticked ? $"人工认定：{phrase}。" : $"未经人工认定：{phrase}。", new Figure("ticked", ticked ? 1 : 0));
    }
}

/// <summary>“引起媒体关注”: own critical reporting by media of one level. Copies, neutral and positive reports and portals never count.</summary>
internal sealed class MediaRule(string id, string level, string name, Grade grade) : GradeRule(id, above: true, grade)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        var least = level switch { "central" => policy.Media.Central, "provincial" => policy.Media.Provincial, "city" => policy.Media.City, _ => policy.Media.Other };
        var reports = figures.Media.Where(m => m.Level == level && m.Critical && m.Original).Sum(m => m.Count);
        var seen = new Figure[] { new("reports", reports) };
        if (least != grade) return Found(false, $"制度参数不以{name}媒体报道建议{Zh(grade)}。", seen);
        return Found(reports > 0, reports > 0 ? $"{name}媒体原创监督报道 {reports} 篇，建议{Zh(grade)}，加快回应。" : $"没有{name}媒体的原创监督报道。", seen);
    }
}

/// <summary>
/// “言辞尖锐的帖文大量” (R60): sharp words count only beside a very large number of posts. Sharpness alone fires nothing and points to no
/// category: criticism is not misconduct (R03).
/// </summary>
internal sealed class SharpRule(string id, GradeRule many) : GradeRule(id, above: true)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        var fired = figures.Sharp >= policy.Grades.SharpShare && many.Look(figures, policy).Fired;
        var share = figures.Sharp is { } s ? $"{N(s * 100)}%" : "未知";
        return Found(fired, fired ? $"发帖大量，且言辞尖锐的占 {share}。" : $"言辞尖锐的占 {share}；批评本身不提高等级。", new Figure("sharp", figures.Sharp), new Figure("line", policy.Grades.SharpShare));
    }
}

/// <summary>“走势” (R56): shown with every suggestion; the policy has no line for it, so it raises nothing.</summary>
internal sealed class TrendRule(string id) : GradeRule(id, above: false)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        var seen = new Figure[] { new("growth", figures.Growth), new("burst", figures.Burst) };
        if (figures.Growth is null && figures.Burst is null) return Found(false, "走势：数据太少，不作判断。", seen);
        var growth = figures.Growth is { } g ? $"近 24 小时较前 24 小时{(g >= 0 ? "增" : "减")} {N(Math.Abs(g) * 100)}%" : "增幅数据太少";
        return Found(figures.Burst > 0, $"走势：{growth}，{(figures.Burst > 0 ? $"有突增（{figures.Burst} 级）" : "无突增")}。", seen);
    }
}
