using Huiying.Collect;

namespace Huiying.Assess;

/// <summary>Of which kind the place is where a post stood. Stored by name.</summary>
public enum SpreadKind
{
    /// <summary>中央媒体.</summary>
    National,

    /// <summary>省级媒体.</summary>
    Provincial,

    /// <summary>市级媒体.</summary>
    City,

    /// <summary>县级媒体.</summary>
    County,

    /// <summary>Articles on other sites.</summary>
    Website,

    /// <summary>Forums and feeds of short posts.</summary>
    Forum,

    /// <summary>Messages to the office.</summary>
    Message,

    /// <summary>热线.</summary>
    Hotline,

    /// <summary>信访.</summary>
    Petition,

    /// <summary>By telephone, fax, a section or the superior.</summary>
    Told,
}

/// <summary>Posts of a topic on one host or from one channel.</summary>
/// <param name="Where">The host or the channel: what is counted by.</param>
/// <param name="Name">What the office calls its sources there; null when it has none.</param>
/// <param name="Copies">How many of the posts repeat an earlier one's text.</param>
/// <param name="FirstAt">When the topic first appeared there.</param>
public sealed record Spread(string Where, int Posts, long? Views, long? Replies, string? Link, string? Name = null, int Copies = 0, DateTimeOffset FirstAt = default)
{
    /// <summary>What people read.</summary>
    public string Shown => Name ?? Where;
}

/// <summary>Posts of a topic in places of one kind.</summary>
/// <param name="FirstAt">When the topic first reached such a place.</param>
public sealed record SpreadOfKind(SpreadKind Kind, int Posts, int Copies, DateTimeOffset FirstAt);

/// <summary>How a topic spread (R19): figures of sites and kinds of sites, never of people.</summary>
/// <param name="Kinds">In the order in which the topic reached them.</param>
/// <param name="Sites">Those with most posts, the largest first.</param>
/// <param name="AllSites">How many sites and channels there are.</param>
/// <param name="Copies">Posts that repeat an earlier one's text; the others are originals.</param>
public sealed record TopicSpread(IReadOnlyList<SpreadOfKind> Kinds, IReadOnlyList<Spread> Sites, int AllSites, int Copies);

/// <summary>Sharp wording in a topic (R60): a figure of the topic only.</summary>
/// <param name="Posts">Posts with any of the words.</param>
/// <param name="Words">The words and in how many posts each is, the most frequent first.</param>
public sealed record SharpFigures(int Posts, IReadOnlyList<(string Word, int Posts)> Words);

/// <summary>Of which kind places are.</summary>
internal static class SpreadKinds
{
    public static SpreadKind Of(Post post, IReadOnlyDictionary<SourceId, MediaLevel> media) =>
        post.Source is { } source && media.TryGetValue(source, out var level) && level != MediaLevel.None
            ? level switch { MediaLevel.National => SpreadKind.National, MediaLevel.Provincial => SpreadKind.Provincial, MediaLevel.City => SpreadKind.City, _ => SpreadKind.County }
            : post.Channel switch
            {
                Channel.Web => post.Kind == PostKind.Thread ? SpreadKind.Forum : SpreadKind.Website,
                Channel.Message => SpreadKind.Message,
                Channel.Hotline => SpreadKind.Hotline,
                Channel.Petition => SpreadKind.Petition,
                _ => SpreadKind.Told,
            };
}
