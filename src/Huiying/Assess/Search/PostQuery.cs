using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Assess.Search;

/// <summary>What became of a post's topic, or of the post.</summary>
public enum PostState
{
    /// <summary>Nothing is asked of it.</summary>
    Plain,

    /// <summary>待答复: its topic must be answered and is not (R41).</summary>
    Unanswered,

    /// <summary>已立项、并入.</summary>
    Taken,

    /// <summary>不予处理.</summary>
    Dismissed,

    /// <summary>已消失: its page is gone (R49); it has one of the others too.</summary>
    Vanished,
}

/// <summary>What posts are looked for. Nothing here asks for an author or an address (S01, S15).</summary>
/// <param name="Text">As <see cref="SearchQuery"/> reads it; empty when filters alone say what is wanted.</param>
/// <param name="From">First day, in the office's zone, of publishing, else receipt, else capture.</param>
/// <param name="Until">Last day.</param>
/// <param name="Topics">Only posts in one of these topics; merged ones stand for what they are part of.</param>
/// <param name="Grade">The grade suggested for the post's topic.</param>
public sealed record PostQuery(
    string Text = "", DateOnly? From = null, DateOnly? Until = null, SourceId? Source = null, PostKind? Kind = null, IReadOnlyCollection<TopicId>? Topics = null, Grade? Grade = null,
    PostState? State = null)
{
    /// <summary>Whether nothing at all is asked.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && From is null && Until is null && Source is null && Kind is null && Topics is null && Grade is null && State is null;
}

/// <summary>A post that was found.</summary>
/// <param name="From">The name of the source it was read from; null for one that came another way.</param>
/// <param name="Grade">The grade suggested for its topic.</param>
/// <param name="State">Of its topic; that it vanished is the post's own.</param>
/// <param name="Title">With what was looked for marked.</param>
/// <param name="Excerpt">What stands around the first marks of the text.</param>
public sealed record FoundPost(Post Post, TopicId Topic, string? From, Grade Grade, PostState State, IReadOnlyList<Stretch> Title, IReadOnlyList<Stretch> Excerpt);

/// <summary>How many of the counted posts have a value.</summary>
/// <param name="Value">A source's id, a name of an enumeration, a month as 2026-03 or a day as 2026-03-01.</param>
public sealed record Facet(string Value, int Count);

/// <summary>Counts over the newest posts that were found, the most frequent first; times in order.</summary>
/// <param name="Counted">How many posts.</param>
/// <param name="Complete">Whether these are all there are; otherwise older ones are not counted.</param>
/// <param name="Times">By months, by days where they lie within a month.</param>
/// <param name="Topics">How many of them in each topic: the steps to the right know more of topics.</param>
public sealed record Facets(
    int Counted, bool Complete, IReadOnlyList<Facet> Sources, IReadOnlyList<Facet> Kinds, IReadOnlyList<Facet> Grades, IReadOnlyList<Facet> States, IReadOnlyList<Facet> Times,
    IReadOnlyDictionary<TopicId, int> Topics);

/// <summary>A page of posts, those collected last first.</summary>
/// <param name="Next">Ask for what comes before this post to read on; null when there is no more.</param>
/// <param name="Unfinished">Whether the page ends because enough was looked at, not because it is full: older ones may follow from <paramref name="Next"/>.</param>
public sealed record FoundPosts(IReadOnlyList<FoundPost> Posts, PostId? Next, bool Unfinished, Facets Facets)
{
    /// <summary>Nothing.</summary>
    public static FoundPosts None { get; } = new([], null, false, new(0, true, [], [], [], [], [], new Dictionary<TopicId, int>()));
}
