using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>
/// What the words of an event suggest before people assess it: the fourth category when all of it proposes and nothing of it asks, doubts, demands or complains; else the
/// first. Another is never suggested (S05), and doubt is the first (S06). People decide.
/// </summary>
public sealed record SuggestedCategory
{
    private static readonly string[] Proposes = ["建议", "提议", "不妨", "献策", "献计", "金点子", "合理化"];

    private static readonly string[] Asks =
    [
        "？", "?", "为什么", "为何", "什么时候", "何时", "怎么办", "能不能", "能否", "是不是", "投诉", "举报", "反映", "不满", "质疑", "要求", "请求", "赔偿", "退还", "尽快", "尽早", "没人管", "无人管", "拖延", "不作为",
    ];

    private SuggestedCategory(Category category, params IReadOnlyList<string> words) => (Category, Words) = (category, words);

    /// <summary>The first or the fourth.</summary>
    public Category Category { get; }

    /// <summary>The words it rests on; none when nothing speaks for anything.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Of an event: its title and what was raised in it.</summary>
    public static SuggestedCategory Of(Case c) => Of(c.Title, [.. c.Claims.Select(x => (x.Kind, x.Text))]);

    internal static SuggestedCategory Of(string title, IReadOnlyList<(ClaimKind Kind, string Text)> claims)
    {
        var text = string.Join('\n', [title, .. claims.Select(c => c.Text)]);
        string[] asks = [.. Asks.Where(w => text.Contains(w, StringComparison.Ordinal))];
        if (asks.Length > 0 || claims.Any(c => c.Kind != ClaimKind.Statement)) return new(Category.Inquiry, asks);
        string[] proposes = [.. Proposes.Where(w => text.Contains(w, StringComparison.Ordinal))];
        return proposes.Length > 0 ? new(Category.Suggestion, proposes) : new(Category.Inquiry);
    }
}
