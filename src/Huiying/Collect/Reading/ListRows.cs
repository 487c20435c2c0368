using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>A headline's link with the row it stands in: the largest element around it that holds no other headline.</summary>
/// <param name="Anchor">The link.</param>
/// <param name="Holder">The row.</param>
/// <param name="Title">The title, whole.</param>
/// <param name="Href">As written.</param>
/// <param name="Shape">Names and classes from the link upwards: rows of one list share it.</param>
/// <param name="IsBeside">In something named as navigation, sidebar or recommendations.</param>
internal sealed partial record ListRow(IElement Anchor, IElement Holder, string Title, string Href, string Shape, bool IsBeside)
{
    private const int LongestRow = 600;

    private (ReadDate? Date, bool Read) date;

    /// <summary>The date printed in the row beside the title, else in the title, else null.</summary>
    public ReadDate? Date(DateTimeOffset now)
    {
        if (!date.Read) date = (Find(now), true);
        return date.Date;
    }

    private ReadDate? Find(DateTimeOffset now)
    {
        foreach (var line in Beside())
        {
            if (Dated().IsMatch(line) && ChineseDate.Read(line, now) is { Precision: >= DatePrecision.Day } read && read.Time <= now.AddDays(1)) return read;
        }
        return TailDate().Match(Anchor.TextContent.TrimEnd()) is { Success: true } tail && ChineseDate.Read(tail.Value, now) is { Precision: >= DatePrecision.Day } own && own.Time <= now.AddDays(1) ? own : null;
    }

    /// <summary>The row's texts other than the title, each by itself: a count beside a date must not be read into it.</summary>
    private IEnumerable<string> Beside()
    {
        if (Holder == Anchor)
        {
            var after = new StringBuilder();
            for (var next = Anchor.NextSibling; next is not null and not IHtmlAnchorElement && next is not IElement { LocalName: "br" }; next = next.NextSibling) after.Append(next.TextContent);
            yield return PageTitle.Squash(after.ToString());
            yield break;
        }
        var length = 0;
        foreach (var text in Holder.GetDescendants().OfType<IText>())
        {
            if ((length += text.Length) > LongestRow * 4) break;
            if (string.IsNullOrWhiteSpace(text.Data) || IsWithin(text, Anchor)) continue;
            yield return PageTitle.Squash(text.Data);
        }
        if (length < LongestRow)
        {
            var whole = PageTitle.Squash(Holder.TextContent).Replace(PageTitle.Squash(Anchor.TextContent), " ", StringComparison.Ordinal);
            yield return whole;
        }
        if (Holder is { LocalName: "dt", NextElementSibling: { LocalName: "dd" } detail }) yield return PageTitle.Squash(detail.TextContent);
    }

    private static bool IsWithin(INode node, IElement element)
    {
        var depth = 0;
        for (var at = node.Parent; at is not null && depth++ < 8; at = at.Parent) if (at == element) return true;
        return false;
    }

    [GeneratedRegex(@"[0-9]{1,4}\s?[-/.年月]\s?[0-9]{1,2}|[前昨今]天|前\b|刚刚|\b(19|20)[0-9]{6}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Dated();

    [GeneratedRegex(@"[\[(（【]?\s?((19|20)[0-9]{2}\s?[-/.年]\s?)?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?(\s[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?\s?[\])）】]?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex TailDate();

    /// <summary>The title without a date printed inside the link.</summary>
    internal static string Undated(string title)
    {
        var tail = TailDate().Match(title);
        return tail.Success && tail.Index >= 6 ? title[..tail.Index].TrimEnd() : title;
    }
}

/// <summary>Finds the rows of a page in one pass up and one pass over the links.</summary>
internal static class ListRows
{
    private const int ShortestTitle = 4;
    private const int MostRows = 5_000;

    /// <summary>No row is nested deeper; a page made to be slow may be.</summary>
    private const int Highest = 40;

    private static readonly string[] Controls = ["下一页", "上一页", "首页", "尾页", "末页", "更多", "查看更多", "查看详情", "返回首页", "设为首页", "加入收藏", "联系我们", "网站地图"];

    public static List<ListRow> Of(IHtmlDocument document)
    {
        List<(IElement Anchor, string Title, string Href)> links = [];
        foreach (var anchor in document.QuerySelectorAll("a[href]"))
        {
            if (links.Count == MostRows) break;
            var href = anchor.GetAttribute("href")!.Trim();
            if (href.Length == 0 || href[0] == '#' || href.StartsWith("javascript", StringComparison.OrdinalIgnoreCase) || href.StartsWith("mailto", StringComparison.OrdinalIgnoreCase)) continue;
            if (Title(anchor) is { } title) links.Add((anchor, title, href));
        }
        var sole = Soles(links);
        var namings = new Dictionary<string, Naming>(StringComparer.Ordinal);
        return [.. links.Select(l => Row(l.Anchor, l.Title, l.Href, sole, namings))];
    }

    private static string? Title(IElement anchor)
    {
        var text = anchor.TextContent;
        if (text.Length > 2_000) return null;
        text = PageTitle.Squash(anchor.QuerySelector("h1,h2,h3,h4,h5,.title")?.TextContent is { Length: > 0 } heading ? heading : text);
        var attribute = PageTitle.Squash(anchor.GetAttribute("title") ?? "");
        var cut = text.TrimEnd('.', '…', ' ');
        if (attribute.Length > text.Length && cut.Length > 2 && cut.Length < text.Length && attribute.StartsWith(cut, StringComparison.Ordinal)) text = attribute;
        text = ListRow.Undated(text.TrimStart('·', '•', '◆', '▪', '>', '■', '●', ' '));
        return text.Count(char.IsLetterOrDigit) < ShortestTitle || text.Length > 300 || Controls.Contains(text) ? null : text;
    }

    /// <summary>For every ancestor the one address its headlines lead to, or null when they lead to several.</summary>
    private static Dictionary<INode, string?> Soles(List<(IElement Anchor, string Title, string Href)> links)
    {
        Dictionary<INode, string?> sole = [];
        foreach (var (anchor, _, href) in links)
        {
            var height = 0;
            for (INode? at = anchor; at is not null && height++ < Highest; at = at.Parent)
            {
                if (!sole.TryGetValue(at, out var known)) sole[at] = href;
                else if (known is null) break; // already several, so everything above is too
                else if (known != href) sole[at] = null;
            }
        }
        return sole;
    }

    private static ListRow Row(IElement anchor, string title, string href, Dictionary<INode, string?> sole, Dictionary<string, Naming> namings)
    {
        var holder = anchor;
        while (holder.ParentElement is { } parent && parent.LocalName is not ("body" or "html") && sole.GetValueOrDefault(parent) is not null) holder = parent;
        var shape = new StringBuilder();
        var beside = false;
        IElement? up = anchor;
        for (var i = 0; i < 14 && up is not null; i++, up = up.ParentElement)
        {
            // Rows differ in class (odd, last, top); what holds them does not.
            if (i < 2) shape.Append(up.LocalName).Append('<');
            else if (i < 5) shape.Append(up.LocalName).Append('.').Append(up.ClassName).Append('<');
            beside |= ElementKinds.NamingOf(up, namings) != Naming.None;
        }
        return new(anchor, holder, title, href, shape.ToString(), beside);
    }
}
