using Huiying.Collect.Fetching;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>Joins an article that a site spreads over several pages.</summary>
internal static class LongArticles
{
    /// <summary>Pages fetched after the first; what is longer is cut there.</summary>
    public const int MostFurther = 9;

    /// <summary>The article with the text of its further pages. A page that cannot be had ends it: what was read is kept.</summary>
    /// <param name="fetcher">Fetches as for any page: robots.txt, the pause between two pages and all limits hold.</param>
    /// <param name="first">The first page as read.</param>
    /// <param name="url">Its address.</param>
    public static async Task<Page> Whole(Fetcher fetcher, Page first, string url, CancellationToken ct)
    {
        var whole = first;
        var texts = new HashSet<string>(StringComparer.Ordinal) { first.Text };
        var addresses = new HashSet<string>(StringComparer.Ordinal) { url };
        for (var next = first.Next; next is not null && addresses.Count <= MostFurther && addresses.Add(next);)
        {
            if (await fetcher.Fetch(new FetchRequest(next), ct) is not FetchResult.Fetched page || SourceAddress.IsSignIn(new Uri(page.Url))) break;
            var read = PageReader.Read(TextDecoding.Decode(page.Bytes, page.ContentType, DocumentKind.Html).Text, new Uri(page.Url), page.At);
            // A site that answers every number shows its last page again and again.
            if (read.Text.Length == 0 || !texts.Add(read.Text)) break;
            whole = whole with { Text = $"{whole.Text}\n{read.Text}", Links = [.. whole.Links.Union(read.Links)], Next = read.Next };
            next = read.Next;
        }
        return whole;
    }
}
