namespace Huiying.Documents;

/// <summary>Where a document's figures come from, listed at its end.</summary>
/// <param name="AsOf">Until when they count.</param>
/// <param name="Sources">One sentence for each kind of figure, such as 帖文数：….</param>
public sealed record Provenance(DateTimeOffset AsOf, IReadOnlyList<string> Sources)
{
    /// <summary>帖文数, 浏览 and 评论 of an event.</summary>
    public static Provenance OfPosts(DateTimeOffset asOf) => new(asOf,
        ["帖文数：按已登记的公开来源采集、归入本事件话题的帖文计，已消失的帖文不减", "浏览、评论、转发数：采集时来源页面所示"]);

    internal IReadOnlyCollection<Block> Blocks(Letterhead office) =>
        [new Paragraph($"截至{office.Time(AsOf)}。{string.Join('；', Sources)}。", "数据来源：")];
}
