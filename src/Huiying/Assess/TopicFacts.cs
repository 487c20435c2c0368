using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Assess;

/// <summary>A topic: posts that speak of one matter.</summary>
[JsonConverter(typeof(TextIdJson<TopicId>))]
public readonly record struct TopicId(string Value) : ITextId<TopicId>
{
    public static TopicId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("topic", Value);

    public override string ToString() => Value;
}

/// <summary>What an office answers to a topic on which a rule above the ordinary floor fires (R41). Stored by name.</summary>
public enum TopicAnswer
{
    /// <summary>立项.</summary>
    Opened,

    /// <summary>并入.</summary>
    Merged,

    /// <summary>不予处理, with reason.</summary>
    NoAction,
}

/// <summary>Mentions in the hour that begins at <paramref name="Hour"/> (UTC).</summary>
public sealed record Mentions(DateTimeOffset Hour, int Count);

/// <summary>A grade rule as it stood: fired or not, with its figures in a sentence (R58–R60).</summary>
public sealed record RuleShown(string Id, bool Fired, Grade Grade, string Zh, string En);

/// <summary>
/// What the steps to the right read of a topic, as <c>Topics.Facts(OfficeId, TopicId, CancellationToken)</c> gives it. Figures only: no voices, no authors.
/// </summary>
/// <param name="Title">The topic's title.</param>
/// <param name="Posts">All posts, vanished and copied ones included.</param>
/// <param name="Voices">Distinct voices, if known (S02).</param>
/// <param name="VoicesAtMost">The figure is an upper bound.</param>
/// <param name="FirstAt">First post.</param>
/// <param name="LastAt">Latest post.</param>
/// <param name="DiscoveredAt">When a person first opened it, acknowledged its alert, or the next scheduled patrol ended.</param>
/// <param name="Hours">Mentions per hour, in order, hours without any left out.</param>
/// <param name="Sources">Spread by host or channel, largest first.</param>
/// <param name="Suggested">The grade the rules suggest; people decide (R61).</param>
/// <param name="Rules">All rules.</param>
/// <param name="Vanished">How many of the posts are gone from where they stood; they stay in every count (R49).</param>
/// <param name="FirstWhere">Where the first post appeared, by its source's name, else its host or channel; null when not read.</param>
public sealed record TopicFacts(
    TopicId Id, string Title, int Posts, int? Voices, bool VoicesAtMost, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset DiscoveredAt,
    IReadOnlyList<Mentions> Hours, IReadOnlyList<Spread> Sources, Grade Suggested, IReadOnlyList<RuleShown> Rules,
    string? FirstWhere = null, int Vanished = 0)
{
    /// <summary>New mentions in the 24 hours before <paramref name="now"/>.</summary>
    public int LastDay(DateTimeOffset now) => Hours.Where(h => h.Hour > now.AddHours(-24) && h.Hour <= now).Sum(h => h.Count);

    /// <summary>The most mentions in any 24 hours that begin with a mention.</summary>
    public int PeakDay()
    {
        var peak = 0;
        var sum = 0;
        var from = 0;
        for (var to = 0; to < Hours.Count; to++)
        {
            sum += Hours[to].Count;
            while (Hours[to].Hour - Hours[from].Hour >= TimeSpan.FromHours(24)) sum -= Hours[from++].Count;
            peak = Math.Max(peak, sum);
        }
        return peak;
    }

    /// <summary>This topic and another as one, when one event answers both. A voice in both counts twice, so the figure is an upper bound.</summary>
    public TopicFacts With(TopicFacts other) => this with
    {
        Posts = Posts + other.Posts,
        Vanished = Vanished + other.Vanished,
        Voices = Voices is { } own && other.Voices is { } more ? own + more : null,
        VoicesAtMost = true,
        FirstWhere = FirstAt <= other.FirstAt ? FirstWhere : other.FirstWhere,
        FirstAt = FirstAt < other.FirstAt ? FirstAt : other.FirstAt,
        LastAt = LastAt > other.LastAt ? LastAt : other.LastAt,
        DiscoveredAt = DiscoveredAt < other.DiscoveredAt ? DiscoveredAt : other.DiscoveredAt,
        Hours = [.. Hours.Concat(other.Hours).GroupBy(h => h.Hour).OrderBy(g => g.Key).Select(g => new Mentions(g.Key, g.Sum(h => h.Count)))],
        Sources = [.. Sources.Concat(other.Sources).GroupBy(s => s.Where).Select(g => g.Aggregate((a, b) =>
            a with { Posts = a.Posts + b.Posts, Copies = a.Copies + b.Copies, FirstAt = a.FirstAt < b.FirstAt ? a.FirstAt : b.FirstAt, Views = Assessment.Sum(a.Views, b.Views), Replies = Assessment.Sum(a.Replies, b.Replies) })).OrderByDescending(s => s.Posts)],
        Suggested = other.Suggested > Suggested ? other.Suggested : Suggested,
        Rules = [.. Rules.Concat(other.Rules).GroupBy(r => r.Id).Select(g => g.FirstOrDefault(r => r.Fired) ?? g.First())],
    };

    /// <summary>New mentions since <paramref name="since"/>.</summary>
    public int Since(DateTimeOffset since) => Hours.Where(h => h.Hour >= since).Sum(h => h.Count);
}

/// <summary>Reads a topic for the steps to the right; null when the office has no such topic.</summary>
public delegate Task<TopicFacts?> ReadTopic(OfficeId office, TopicId topic, CancellationToken ct);
