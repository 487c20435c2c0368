using Huiying.Assess;
using Huiying.Documents;

namespace Huiying.Handle;

/// <summary>The figures of an event that its documents must not contradict (R42).</summary>
public static class CaseFigures
{
    /// <summary>Posts, views, comments, sources and voices of the topic, as a whole and by source.</summary>
    public static IReadOnlyList<KnownFigure> Of(Case c, TopicFacts? facts, DateTimeOffset now)
    {
        var figures = new List<KnownFigure>
        {
            new("诉求", "demands", ["诉求"], c.Claims.Count(x => x.Kind == ClaimKind.Demand)),
            new("说法", "claims", ["说法"], c.Claims.Count),
        };
        if (facts is null) return figures;
        string[] posts = ["相关帖文", "帖文", "帖子", "相关信息", "舆情信息", "累计(?=[^，。；]{0,3}[0-9,]+[条篇])"];
        figures.Add(new("帖文", "posts", posts, facts.Posts));
        figures.Add(new("近24小时帖文", "posts in 24 hours", ["近24小时新增", "近一日新增", "近一天新增", "24小时内新增"], facts.LastDay(now)));
        figures.Add(new("单日最高", "most in a day", ["单日最高", "单日峰值", "日最高"], facts.PeakDay()));
        figures.Add(new("来源", "sources", ["来源", "平台", "网站"], facts.Sources.Count));
        if (facts.Voices is { } voices) figures.Add(new("发布者", "voices", ["发布者", "发帖人", "网民"], voices));
        Add("浏览", "views", ["浏览", "阅读", "点击"], s => s.Views);
        Add("评论", "comments", ["评论", "跟帖", "回帖"], s => s.Replies);
        figures.AddRange(facts.Sources.Select(s => new KnownFigure("帖文", "posts", posts, s.Posts, s.Where)));
        return figures;

        void Add(string zh, string en, string[] nouns, Func<Spread, long?> count)
        {
            if (facts.Sources.Any(s => count(s) is not null)) figures.Add(new(zh, en, nouns, facts.Sources.Sum(s => count(s) ?? 0)));
            figures.AddRange(facts.Sources.Where(s => count(s) is not null).Select(s => new KnownFigure(zh, en, nouns, count(s)!.Value, s.Where)));
        }
    }

    /// <summary>Numbers in the texts that are not the event's.</summary>
    public static IReadOnlyList<FigureMismatch> Check(IEnumerable<(string Field, string? Text)> texts, Case c, TopicFacts? facts, DateTimeOffset? now = null) =>
        FigureCheck.Find(texts, Of(c, facts, now ?? facts?.LastAt ?? c.OpenedAt));
}
