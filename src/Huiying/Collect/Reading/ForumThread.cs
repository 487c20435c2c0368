namespace Huiying.Collect.Reading;

/// <summary>A page of a forum thread. Every text is plain; whoever wrote a post is named nowhere that is shown or kept (S02).</summary>
/// <param name="Title">The thread's title without the forum's name; empty when there is none.</param>
/// <param name="Published">When the first floor was posted; null when it is not on this page or bears no time.</param>
/// <param name="Views">How often the thread was opened, as the page says; null when it does not.</param>
/// <param name="Replies">How many replies it has, as the page says; null when it does not.</param>
/// <param name="Posts">In the page's order.</param>
public sealed record ForumThread(string Title, DateTimeOffset? Published, long? Views, long? Replies, IReadOnlyList<ThreadPost> Posts)
{
    internal static readonly ForumThread Empty = new("", null, null, null, []);

    /// <summary>How often it was passed on, as the page says; null when it does not.</summary>
    internal long? Reposts { get; init; }

    /// <summary>The address of the thread's next page as written, or null on the last.</summary>
    internal string? Next { get; init; }
}

/// <summary>One floor.</summary>
/// <param name="Floor">From 1 (楼主); the number printed, else the place on the page.</param>
/// <param name="Published">In the offset the page gives, else in China's; null when it bears no time.</param>
/// <param name="Text">Without quoted floors, signature, ratings and notes about editing or the device; one paragraph a line.</param>
public sealed record ThreadPost(int Floor, DateTimeOffset? Published, string Text)
{
    /// <summary>The number is printed; otherwise it only tells the place on this page.</summary>
    internal bool Numbered { get; init; }

    /// <summary>The author's public handle, only ever to be sealed (S02).</summary>
    internal string? Handle { get; init; }
}
