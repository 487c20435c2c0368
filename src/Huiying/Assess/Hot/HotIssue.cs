namespace Huiying.Assess.Hot;

/// <summary>A post as hot issues read it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">May be empty.</param>
/// <param name="Body">May be empty.</param>
/// <param name="At">When it was written, if known.</param>
/// <param name="Reactions">Likes, dislikes, reposts and comments together.</param>
/// <param name="Voice">Whoever wrote it, if known: only counted.</param>
public sealed record HotPost(string Id, string Title, string Body, DateTimeOffset? At, long Reactions = 0, string? Voice = null);

/// <summary>A concrete matter many wrote about.</summary>
/// <param name="Title">The title of its most typical post.</param>
/// <param name="Name">The name its posts share: a place, a body, a thing; null when they share none, so that it is a kind of matter rather than one matter.</param>
/// <param name="From">First post; null when no time is known.</param>
/// <param name="To">Last post.</param>
/// <param name="Heat">See <see cref="HotIssues"/>.</param>
/// <param name="Posts">Its posts, in the order they came.</param>
/// <param name="Words">Words its posts share most, the strongest first.</param>
/// <param name="Reasons">What the heat is made of, each a sentence with its figures, Chinese.</param>
public sealed record HotIssue(
    string Title, string? Name, DateTimeOffset? From, DateTimeOffset? To, double Heat, IReadOnlyList<HotPost> Posts, IReadOnlyList<string> Words, IReadOnlyList<string> Reasons);
