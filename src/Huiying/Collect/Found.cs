namespace Huiying.Collect;

/// <summary>Something a source would have collected just now.</summary>
/// <param name="Title">As the list or page prints it; its personal details are masked.</param>
/// <param name="Address">Its own page; null when it has none.</param>
/// <param name="Term">The watch term its title matches already, or null; the whole text may still match another.</param>
public sealed record FoundItem(string Title, string? Address, DateTimeOffset? Published, string? Term);

/// <summary>One way to read an address.</summary>
/// <param name="Url">What would be registered: the feed a page names, a search with its word's place marked, or the address itself.</param>
/// <param name="Name">A name to begin with.</param>
/// <param name="Every">How often it seems worth reading, by the times of its items.</param>
/// <param name="Items">The newest it would have collected, at most ten.</param>
/// <param name="Count">How many there are.</param>
public sealed record Proposal(SourceKind Kind, string Url, string Name, TimeSpan Every, Picks? Picks, IReadOnlyList<FoundItem> Items, int Count);

/// <summary>What was found at an address.</summary>
/// <param name="Asked">The address that was looked at, as it was completed.</param>
/// <param name="Ways">How it can be read, the best first; empty only for an address that is refused.</param>
/// <param name="MovedTo">Where the site has moved it for good.</param>
/// <param name="AlreadyNamed">The source registered under the first way's address already, or null.</param>
public sealed record Found(string Asked, IReadOnlyList<Proposal> Ways, string? MovedTo = null, string? AlreadyNamed = null);
