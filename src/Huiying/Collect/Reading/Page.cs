namespace Huiying.Collect.Reading;

/// <summary>What an article page says. Every text is plain text: markup in it is only characters.</summary>
/// <param name="Title">The headline, without the site's name; empty when there is none.</param>
/// <param name="Text">The article's paragraphs, one a line; without navigation, advertisements and comments.</param>
/// <param name="Published">When it was published, in the offset the page gives, else in China's; null when it does not say.</param>
/// <param name="Precision">How much of the time was written.</param>
/// <param name="Site">The site's name, or null.</param>
/// <param name="Language">A BCP 47 tag, or null.</param>
/// <param name="Links">Absolute http(s) links within the article, in order, each once.</param>
/// <param name="Next">Where the article goes on, or null on its last or only page.</param>
public sealed record Page(
    string Title, string Text, DateTimeOffset? Published, DatePrecision Precision, string? Site, string? Language, IReadOnlyList<string> Links, string? Next = null)
{
    /// <summary>How often it was opened, answered and passed on, as far as the page says.</summary>
    internal Counts Counts { get; init; }

    internal static readonly Page Empty = new("", "", null, DatePrecision.Day, null, null, []);
}
