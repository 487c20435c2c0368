using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>One item of a list page.</summary>
/// <param name="Title">The whole title: the link's title attribute where the page prints a shortened one.</param>
/// <param name="Link">Absolute, when the page's address is known; otherwise as written.</param>
/// <param name="Published">The date printed with the item, or null.</param>
/// <param name="Precision">How much of the date was printed.</param>
public sealed record ListItem(string Title, string Link, DateTimeOffset? Published, DatePrecision Precision);

/// <summary>
/// Reads the items of a list or index page (a government news list, a table of letters, a column of headlines): the structure that
/// repeats most, weighed by titles long enough to be headlines and by dates. Never throws; time grows with the page's length.
/// </summary>
public static class ListReader
{
    /// <summary>Reads.</summary>
    /// <param name="html">The decoded page.</param>
    /// <param name="url">Where it came from, to make links absolute; null when unknown.</param>
    /// <param name="now">When it was fetched: a date without a year is the latest before it.</param>
    public static IReadOnlyList<ListItem> Read(string html, Uri? url, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(html)) return [];
        try
        {
            using var document = PageReader.Parse(html);
            var rows = ListRows.Of(document);
            var from = PageLinks.Base(document, url);
            return [.. Best(rows, now).Select(r => Item(r, from, now)).OfType<ListItem>().DistinctBy(i => i.Link)];
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or InvalidOperationException or ArgumentException or FormatException)
        {
            return [];
        }
    }

    /// <summary>The rows of the structure with the greatest weight, in the page's order; parts of it under several parents are one.</summary>
    private static IReadOnlyList<ListRow> Best(IReadOnlyList<ListRow> rows, DateTimeOffset now)
    {
        IReadOnlyList<ListRow> best = [];
        double most = 0;
        foreach (var group in rows.GroupBy(r => r.Shape))
        {
            ListRow[] members = [.. group];
            var dated = members.Count(r => r.Date(now) is not null);
            // One headline alone is no list, unless it is dated as a list's items are.
            if (members.Length < (dated > 0 ? 1 : 3)) continue;
            var weight = members.Sum(r => Math.Clamp(r.Title.Length - 4, 0, 26)) + (dated * 25.0);
            if (members.Any(r => r.IsBeside)) weight *= 0.4;
            if (weight <= most) continue;
            (best, most) = (members, weight);
        }
        return best;
    }

    private static ListItem? Item(ListRow row, Uri? from, DateTimeOffset now)
    {
        var link = from is null && !row.Href.Contains(':', StringComparison.Ordinal) ? row.Href : PageLinks.Absolute(row.Href, from);
        if (link is null) return null;
        var date = row.Date(now);
        return new(row.Title, link, date?.Time, date?.Precision ?? DatePrecision.Day);
    }
}
