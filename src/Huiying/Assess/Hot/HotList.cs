using System.Text.Json.Serialization;
using Huiying.Collect;

namespace Huiying.Assess.Hot;

/// <summary>The spans whose hot issues are always at hand. Stored by name.</summary>
public enum HotSpan
{
    /// <summary>Since midnight in the office's zone.</summary>
    Today,

    /// <summary>Seven times 24 hours.</summary>
    Week,

    /// <summary>Thirty times 24 hours.</summary>
    Month,
}

/// <summary>A topic that belongs to a hot issue.</summary>
/// <param name="Posts">How many of its posts are in the issue.</param>
public sealed record HotTopic(TopicId Id, string Title, int Posts);

/// <summary>A hot issue as people read it: figures of the matter, of nobody who wrote.</summary>
/// <param name="Name">The name its posts share: a place, a body, a thing; null when they share none.</param>
/// <param name="Heat">What it is ranked by.</param>
/// <param name="Before">Mentions of its topics in the span before: of less than a day the same hours of the day before.</param>
/// <param name="VoicesAtMost">What the number of distinct voices cannot exceed (S02).</param>
/// <param name="Reactions">Likes, dislikes, reposts and comments, as the sites count them.</param>
/// <param name="Topics">Where its posts are, the most posts first.</param>
/// <param name="Posts">A few of its posts: the first, the one most reacted to, the last.</param>
public sealed record HotLine(
    string Title, string? Name, DateTimeOffset From, DateTimeOffset To, double Heat, int Mentions, int Before, int VoicesAtMost, long Reactions,
    IReadOnlyList<string> Words, IReadOnlyList<HotTopic> Topics, IReadOnlyList<PostId> Posts)
{
    /// <summary>Mentions against the span before, less one; null when there were none.</summary>
    [JsonIgnore]
    public double? Growth => Before == 0 ? null : (double)Mentions / Before - 1;
}

/// <summary>The hot issues of a span.</summary>
/// <param name="At">When they were computed.</param>
/// <param name="Posts">Posts of the span.</param>
/// <param name="Looked">How many of them were compared one by one; the others count with the topic they are in.</param>
public sealed record HotList(DateTimeOffset From, DateTimeOffset Until, DateTimeOffset At, int Posts, int Looked, IReadOnlyList<HotLine> Issues)
{
    /// <summary>Whether not all were compared one by one.</summary>
    [JsonIgnore]
    public bool Bounded => Looked < Posts;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HotList))]
internal sealed partial class HotJson : JsonSerializerContext;
