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
/// <param name="Summary">HTML of harmless elements only (see <see cref="HarmlessHtml"/>).</param>
/// <param name="Content">As <paramref name="Summary"/>: the full text when the feed carries it.</param>
/// <param name="Text">Plain text of the content, else of the summary.</param>
public sealed record FeedItem(
    string? Id, string? Title, string? Link, DateTimeOffset? Published, DateTimeOffset? Updated, string? Summary, string? Content, string Text)
{
    /// <summary>The author as the entry itself names him, only ever to be sealed (S02).</summary>
    internal string? Handle { get; init; }
}
