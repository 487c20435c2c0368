namespace Huiying.Collect.Reading;

/// <summary>A feed as read. What it did not say is null; nothing is invented.</summary>
/// <param name="Kind">rss, rdf, atom, json or cdf, with the version when named, as <c>rss2.0</c>.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Description">Plain text.</param>
/// <param name="Link">The site's own page, absolute when a base was known.</param>
/// <param name="Language">The language code as written.</param>
/// <param name="Encoding">How the bytes were read, see <see cref="DecodedText"/>.</param>
public sealed record Feed(
    string Kind, string? Title, string? Description, string? Link, string? Id, string? Language,
    DateTimeOffset? Updated, DateTimeOffset? Published, string Encoding, IReadOnlyList<FeedItem> Items);

/// <summary>One entry of a feed. Its author is named nowhere that is shown or kept (S02).</summary>
/// <param name="Id">The feed's own identifier, or null.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Link">Where the text stands, absolute when a base was known.</param>
/// <param name="Published">When it first appeared, UTC.</param>
/// <param name="Updated">When it last changed, UTC.</param>
/// <param name="Text">Plain text of the content, else of the summary.</param>
public sealed record FeedItem(string? Id, string? Title, string? Link, DateTimeOffset? Published, DateTimeOffset? Updated, string Text)
{
    /// <summary>HTML of harmless elements only (see <see cref="HarmlessHtml"/>), made when it is asked for.</summary>
    public string? Summary => SummaryHtml?.Harmless;

    /// <summary>As <see cref="Summary"/>: the full text when the feed carries it.</summary>
    public string? Content => ContentHtml?.Harmless;

    internal FeedHtml? SummaryHtml { get; init; }

    internal FeedHtml? ContentHtml { get; init; }

    /// <summary>The author as the entry itself names him, only ever to be sealed (S02).</summary>
    internal string? Handle { get; init; }
}

/// <summary>HTML as a feed gave it. What collects reads its text alone, so that it is made harmless only for those who show it.</summary>
/// <param name="raw">Any text; never handed on as it is.</param>
/// <param name="baseUrl">Where it stands, for relative addresses, or null.</param>
internal sealed class FeedHtml(string raw, string? baseUrl)
{
    private string? harmless, plain;

    public string Harmless => harmless ??= HarmlessHtml.Of(raw, baseUrl);

    public string Plain => plain ??= HarmlessHtml.PlainText(raw);

    /// <summary>Whether nothing harmless is in it. Where there is text there is something; a picture alone is something too.</summary>
    public bool IsEmpty => Plain.Length == 0 && Harmless.Length == 0;
}
