using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Assess.Grades;

/// <summary>“发帖较多 / 大量”: mentions against the source's own median.</summary>
internal sealed class MedianRule(string id, Grade grade) : GradeRule(id, above: true)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        var times = Anchor(policy, grade).TimesMedian;
        var seen = new Figure[] { new("posts", figures.Posts), new("median90", figures.Median90), new("times", times) };
        if (figures.Posts is not { } posts) return Found(false, "发帖数未知。", seen);
        if (figures.Median90 is not > 0) return Found(false, $"发帖 {N(posts)} 条；来源自身中位数的数据太少，不作比较。", seen);
        var ratio = posts / figures.Median90.Value;
        return ratio >= times
            ? Found(true, $"发帖 {N(posts)} 条，是来源自身中位数 {N(figures.Median90.Value)} 的 {N(ratio)} 倍，达到{Zh(grade)}参考线 {N(times)} 倍。", seen)
            : Found(false, $"发帖 {N(posts)} 条，是来源自身中位数 {N(figures.Median90.Value)} 的 {N(ratio)} 倍，未达{Zh(grade)}参考线 {N(times)} 倍。", seen);
    }
}

/// <summary>“点击较多 / 极多”.</summary>
internal sealed class ViewsRule(string id, Grade grade) : GradeRule(id, above: true)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        var line = Anchor(policy, grade).Views;
        var seen = new Figure[] { new("views", figures.Views), new("line", line) };
        if (figures.Views is not { } views) return Found(false, "点击数未知。", seen);
        return Found(views >= line, $"点击 {N(views)} 次，{(views >= line ? "达到" : "未达")}{Zh(grade)}参考线 {N(line)} 次。", seen);
    }
}

/// <summary>“跟帖较多 / 极多”.</summary>
internal sealed class CommentsRule(string id, Grade grade) : GradeRule(id, above: true)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        var line = Anchor(policy, grade).Comments;
        var seen = new Figure[] { new("replies", figures.Replies), new("line", line) };
        if (figures.Replies is not { } replies) return Found(false, "跟帖数未知。", seen);
        return Found(replies >= line, $"跟帖 {N(replies)} 条，{(replies >= line ? "达到" : "未达")}{Zh(grade)}参考线 {N(line)} 条。", seen);
    }
}

/// <summary>“影响较大 / 很大”: enough of the numeric anchors together and, where the policy asks, one phrase ticked by a person.</summary>
internal sealed class InfluenceRule(string id, Grade grade, IReadOnlyList<GradeRule> anchors) : GradeRule(id, above: true, grade)
{
    protected override RuleFinding Judge(TopicFigures figures, Policy policy)
    {
        var anchor = Anchor(policy, grade);
        var held = anchors.Count(a => a.Look(figures, policy).Fired);
        var ticks = figures.Ticks.Count(policy.Grades.Ticks.ContainsKey);
        var seen = new Figure[] { new("anchors", held), new("needed", anchor.AtLeast), new("ticks", ticks) };
        if (held < anchor.AtLeast) return Found(false, $"{Zh(grade)}的三项数量参考线达到 {held} 项，需 {anchor.AtLeast} 项。", seen);
        if (anchor.NeedsTick && ticks == 0) return Found(false, $"{Zh(grade)}的数量参考线达到 {held} 项；另须人工勾选一项定性表述，尚无。", seen);
        return Found(true, $"{Zh(grade)}的数量参考线达到 {held} 项{(anchor.NeedsTick ? "，且有人工勾选的定性表述" : "")}，建议{Zh(grade)}。", seen);
    }
}
