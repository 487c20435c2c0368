using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>A post's place in its office's intake, from 1: a later post never has a smaller number (also under PostgreSQL).</summary>
[JsonConverter(typeof(NumberIdJson<PostId>))]
public readonly record struct PostId(long Value) : INumberId<PostId>, IComparable<PostId>
{
    public static PostId Of(long value) => new(value);
    public int CompareTo(PostId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    public static bool operator <(PostId a, PostId b) => a.Value < b.Value;
    public static bool operator >(PostId a, PostId b) => a.Value > b.Value;
    public static bool operator <=(PostId a, PostId b) => a.Value <= b.Value;
    public static bool operator >=(PostId a, PostId b) => a.Value >= b.Value;
}

/// <summary>A registered source.</summary>
[JsonConverter(typeof(TextIdJson<SourceId>))]
public readonly record struct SourceId(string Value) : ITextId<SourceId>
{
    public static SourceId Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>What a post is. Stored by name.</summary>
public enum PostKind
{
    /// <summary>An article or notice on a page of its own.</summary>
    Article,

    /// <summary>A post or reply on a forum or in a feed of short posts.</summary>
    Thread,

    /// <summary>A citizen's message to the office (信箱, 留言, 热线, 信访).</summary>
    Message,

    /// <summary>What somebody told the office (电话, 科室报告, 上级交办).</summary>
    Report,
}

/// <summary>The way a post reached the office (R16). Stored by name.</summary>
public enum Channel
{
    /// <summary>网上巡查: polled from a registered source.</summary>
    Web,

    /// <summary>网民留言: an imported file of messages.</summary>
    Message,

    /// <summary>热线.</summary>
    Hotline,

    /// <summary>信访.</summary>
    Petition,

    /// <summary>电话.</summary>
    Telephone,

    /// <summary>传真.</summary>
    Fax,

    /// <summary>科室报告.</summary>
    Section,

    /// <summary>上级交办.</summary>
    Superior,
}

/// <summary>What the page or file counted, where it said so.</summary>
public readonly record struct Counts(long? Views = null, long? Replies = null, long? Likes = null, long? Dislikes = null, long? Reposts = null);

/// <summary>A collected post: masked text and where, when and why it was taken. Nothing in it names its author (S01, S02).</summary>
/// <param name="Host">The page's host; empty when the post is on no page.</param>
/// <param name="Text">The body, masked before it was stored (S03).</param>
/// <param name="Published">When the page says it was published.</param>
/// <param name="CapturedAt">When the program took it.</param>
/// <param name="ReceivedAt">When the office was told (知悉), for what came by telephone, fax, section or superior; else null.</param>
/// <param name="Why">Why it was taken: the matching watch term, or the channel (R15).</param>
/// <param name="TextHash">SHA-256 of the masked text, as <see cref="HashOf"/> computes it, lower-case hexadecimal (R17).</param>
/// <param name="RawHash">SHA-256 of the bytes as received, which are not kept (R17).</param>
/// <param name="Public">Whether everybody can read it where it stands (R16).</param>
/// <param name="CopyOf">The earliest post with the same text, or nearly the same on another page, when this one is a copy elsewhere: it counts as spread.</param>
/// <param name="EnteredAfterwards">补录: typed in later after it was received than the policy leaves unmarked (30 minutes by default).</param>
/// <param name="VanishedAt">When its page was found gone (R49).</param>
public sealed record Post(
    PostId Id,
    OfficeId Office,
    SourceId? Source,
    PostKind Kind,
    Channel Channel,
    bool Public,
    string? Url,
    string Host,
    string Title,
    string Text,
    DateTimeOffset? Published,
    DateTimeOffset CapturedAt,
    DateTimeOffset? ReceivedAt,
    Counts Counts,
    string Why,
    string TextHash,
    string RawHash,
    PostId? CopyOf,
    bool EnteredAfterwards = false,
    DateTimeOffset? VanishedAt = null)
{
    /// <summary>The moment to plot the post at: published, else received, else captured.</summary>
    public DateTimeOffset At => Published ?? ReceivedAt ?? CapturedAt;

    /// <summary>SHA-256 over the UTF-8 bytes of the title, one line feed and the text, as stored.</summary>
    public static string HashOf(string title, string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{text}")));
}

/// <summary>A post without its text.</summary>
/// <param name="At">As <see cref="Post.At"/>.</param>
public readonly record struct PostTraits(PostId Id, SourceId? Source, PostKind Kind, DateTimeOffset At);

/// <summary>A post's time and what was done about it on its page: likes, dislikes, replies and reposts together.</summary>
public readonly record struct PostFigures(PostId Id, DateTimeOffset At, long Reactions);

/// <summary>A post's counts as they were found at one moment.</summary>
public sealed record CountsAt(PostId Post, DateTimeOffset At, long? Views, long? Replies, long? Reposts);
