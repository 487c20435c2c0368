using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Review;

/// <summary>What a search found, as a table: the same things in the same order as on the page, masked as they are there; taking it out is an entry (S11).</summary>
public sealed class FindingSheets(Findings findings, Acts acts, PolicyVersions policies)
{
    /// <summary>Most rows; the newest are kept.</summary>
    public const int Most = 5_000;

    /// <summary>The table, and its entry in the ledger, which does not hold what was looked for. Refused as the search is; and when nothing was asked.</summary>
    /// <param name="format">xlsx or csv: goes into the entry.</param>
    public async Task<Outcome<Sheet>> Take(Actor actor, FindQuery query, string format, CancellationToken ct = default)
    {
        if (query.IsEmpty) return Refusal.NotFound("没有检索词，没有可导出的。", "Nothing was searched for; there is nothing to export.");
        var found = await findings.Find(actor, query, limit: Most, ct: ct);
        if (found.Refusal is { } no) return no;
        var zone = (await policies.Current(actor.Office, ct)).Zone;
        var sheet = found.Value.Posts is { } posts ? Posts(posts.Posts, zone) : Things(query.Kind, found.Value.Things, zone);
        if (actor.Office.IsDrill) sheet = sheet with { Name = "【演练】" + sheet.Name };
        var today = Words.Day(acts.Clock, zone);
        return await acts.Run<Sheet>(actor, "sheets.export", Subject.Of(actor.Office), act =>
        {
            act.Write(new SheetExported($"search-{query.Kind.ToString().ToLowerInvariant()}", format, query.From ?? DateOnly.MinValue, query.Until ?? today, sheet.Rows.Count), SheetJson.Default.SheetExported);
            return Task.FromResult<Outcome<Sheet>>(sheet);
        }, ct);
    }

    private static Sheet Posts(IReadOnlyList<FoundPost> posts, TimeZoneInfo zone) => new("检索结果", ["编号", "时间", "来源", "网站", "来源类别", "话题", "建议等级", "话题状态", "标题", "正文", "消失"],
        ["id", "at", "source", "host", "kind", "topic", "grade", "state", "title", "text", "vanished"],
        [.. posts.Select(p => (IReadOnlyList<object?>)
        [
            p.Post.Id.Value, Local(p.Post.At, zone), p.From, p.Post.Host, p.Post.Kind switch { PostKind.Article => "文章", PostKind.Thread => "论坛和短帖", PostKind.Message => "留言", _ => "登记" },
            p.Topic.Value, Words.Of(p.Grade), p.State switch { PostState.Unanswered => "待答复", PostState.Taken => "已立项", PostState.Dismissed => "不予处理", _ => "不要求答复" },
            p.Post.Title, p.Post.Text, p.Post.VanishedAt is { } gone ? Local(gone, zone) : null,
        ])]);

    private static Sheet Things(FindingKind kind, IReadOnlyList<FoundThing> things, TimeZoneInfo zone) => new("检索结果", ["编号", "时间", "标题", "找到的地方", "等级", "类别", "地址"],
        ["event", "at", "title", "excerpt", "grade", "category", "address"],
        [.. things.Select(t => (IReadOnlyList<object?>)
        [
            t.Number, Local(t.At, zone), string.Concat(t.Text.Title.Select(s => s.Text)), string.Concat(t.Text.Excerpt.Select(s => s.Text)), t.Grade is { } g ? Words.Of(g) : null,
            t.Category is { } c ? Words.Of(c) : null, kind switch { FindingKind.Events => $"/events/{t.Id}", FindingKind.Answers => $"/events/{t.Case}/answers/{t.Id}", FindingKind.Documents => $"/documents/{t.Id}", FindingKind.Files or FindingKind.Drafts => t.Id, _ => $"/papers/{t.Id}" },
        ])]);

    private static DateTimeOffset Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone);
}
