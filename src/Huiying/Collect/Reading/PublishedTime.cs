using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>
/// When a page says it was published: by its metadata, its linked data, what it prints near the headline, its address; in this
/// order of trust. A source that gives the minute refines one that gives only the same day.
/// </summary>
internal static partial class PublishedTime
{
    private static readonly string[] MetaNames =
    [
        "article:published_time", "og:article:published_time", "og:published_time", "og:release_date", "PubDate", "publishdate", "publish_date", "publish-date", "publishtime", "publish_time",
        "firstpublishedtime", "datePublished", "date_published", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "article:create_at",
        "weibo:article:create_at", "bytedance:published_time", "article.published", "parsely-pub-date", "sailthru.date", "pdate", "ptime", "apub:time", "datecreated", "article_date_original", "cXenseParse:recs:publishtime", "date",
    ];

    public static ReadDate? Of(IHtmlDocument document, PageMeta metas, PageBlocks page, ArticleRegion article, PageTitle title, Uri? url, DateTimeOffset now)
    {
        var said = Sane(Meta(metas, now), now) ?? Sane(LinkedData(page, now), now) ?? Sane(TimeElement(page, now), now);
        var printed = Sane(PrintedTime.Of(page, article, title, now), now);
        if (said is { } s) return printed is { } p && s.Precision <= DatePrecision.Day | IsMidnight(s) && p.Precision > DatePrecision.Day && SameDay(s, p) ? printed : said;
        var address = Sane(Address(url ?? Canonical(document, metas)), now);
        return printed is null ? address : printed;
    }

    private static bool IsMidnight(ReadDate read) => read.Time.TimeOfDay == TimeSpan.Zero;

    private static bool SameDay(ReadDate a, ReadDate b) => Math.Abs((a.Time.Date - b.Time.Date).TotalDays) <= 1;

    /// <summary>Nothing was published before the Web or after it was fetched (one day for clocks and zones).</summary>
    private static ReadDate? Sane(ReadDate? read, DateTimeOffset now) =>
        read is { } r && r.Time.Year >= 1990 && r.Time <= now.AddDays(1) ? read : null;

    private static ReadDate? Meta(PageMeta metas, DateTimeOffset now)
    {
        foreach (var name in MetaNames)
        {
            if (metas[name] is { } content && Absolute(content, now) is { } read) return read;
        }
        return null;
    }

    /// <summary>datePublished in schema.org JSON-LD, wherever it is nested.</summary>
    private static ReadDate? LinkedData(PageBlocks page, DateTimeOffset now)
    {
        foreach (var script in page.Elements)
        {
            if (script.LocalName != "script" || script.GetAttribute("type") != "application/ld+json") continue;
            if (script.TextContent is not { Length: < 500_000 } json || !json.Contains("date", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var key in (ReadOnlySpan<string>)["datePublished", "pubDate", "dateCreated", "uploadDate"])
            {
                // A regular expression and not a parser: half of the pages print line breaks inside their strings, which is no JSON.
                foreach (Match m in JsonDate().Matches(json))
                {
                    if (m.Groups["key"].Value == key && Absolute(Unescape(m.Groups["value"].Value), now) is { } read) return read;
                }
            }
        }
        return null;
    }

    private static string Unescape(string value)
    {
        try
        {
            return JsonDocument.Parse($"\"{value}\"").RootElement.GetString() ?? value;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    /// <summary>A time element that is marked as the date of publication, or the only one outside the article's text.</summary>
    private static ReadDate? TimeElement(PageBlocks page, DateTimeOffset now)
    {
        List<IElement> times = [];
        foreach (var element in page.Elements)
        {
            if (element.LocalName == "time" && element.HasAttribute("datetime")) times.Add(element);
            if (!IsMarked(element)) continue;
            var value = element.GetAttribute("datetime") ?? element.GetAttribute("content") ?? element.TextContent;
            if (Absolute(value, now) is { } read) return read;
        }
        return times.Count is 1 or 2 && Absolute(times[0].GetAttribute("datetime") ?? "", now) is { } only ? only : null;
    }

    private static bool IsMarked(IElement element) =>
        element.LocalName == "time" && (element.HasAttribute("pubdate") || element.ClassList.Contains("entry-date") || element.ClassList.Contains("published"))
        || element.GetAttribute("itemprop") is { } property && property.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains("datePublished");

    private static Uri? Canonical(IHtmlDocument document, PageMeta metas) =>
        Uri.TryCreate(document.QuerySelector("link[rel='canonical']")?.GetAttribute("href") ?? metas["og:url"], UriKind.Absolute, out var uri) ? uri : null;

    private static ReadDate? Absolute(string text, DateTimeOffset now) =>
        text.Length is >= 8 and < 80 && text.Any(char.IsAsciiDigit) && ChineseDate.Read(text, now, Offset(text)) is { Precision: >= DatePrecision.Day } read ? read : null;

    /// <summary>A time that names its offset keeps it.</summary>
    private static TimeZoneInfo? Offset(string text)
    {
        if (OffsetMark().Match(text) is not { Success: true } m) return null;
        if (m.Groups["h"].Value.Length == 0) return TimeZoneInfo.Utc;
        var offset = new TimeSpan(int.Parse(m.Groups["h"].ValueSpan), int.Parse(m.Groups["m"].ValueSpan), 0);
        if (offset > TimeSpan.FromHours(14)) return null;
        if (m.Groups["sign"].Value == "-") offset = -offset;
        return offset == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone(m.Value, offset, m.Value, m.Value);
    }

    private static ReadDate? Address(Uri? url)
    {
        if (url is null || AddressDate().Match(url.AbsolutePath) is not { Success: true } m) return null;
        var (year, month, day) = (Part("y"), Part("m"), Part("d"));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        var date = new DateTime(year, month, day);
        return new(new DateTimeOffset(date, ChineseDate.China.GetUtcOffset(date)), DatePrecision.Day);

        int Part(string group) => int.Parse(m.Groups[group].ValueSpan);
    }

    [GeneratedRegex("\"(?<key>datePublished|pubDate|dateCreated|uploadDate)\"\\s*:\\s*\"(?<value>[^\"]{8,60})\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex JsonDate();

    [GeneratedRegex(@"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?\s*(Z|GMT|UTC|(?<sign>[+-])(?<h>[0-9]{2}):?(?<m>[0-9]{2}))\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex OffsetMark();

    [GeneratedRegex(@"(?<![0-9])(?<y>(19|20)[0-9]{2})(?<s>[-/_]?)(?<m>[0-9]{2})\k<s>/?(?<d>[0-9]{2})(?![0-9]{1,5}(/|$|\D*$)(?<=[0-9]{9}))(?=\D|[0-9]{2,}|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex AddressDate();
}
