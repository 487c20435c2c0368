using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>What a source's address gives. Stored by name.</summary>
public enum SourceKind
{
    /// <summary>RSS, Atom or JSON feed.</summary>
    Feed,

    /// <summary>A list page with links to articles.</summary>
    List,

    /// <summary>A forum's board: a list page with links to threads, of which each floor becomes a post.</summary>
    Forum,

    /// <summary>One forum thread, followed floor by floor.</summary>
    Thread,

    /// <summary>One page, taken again whenever its text changes.</summary>
    Page,

    /// <summary>A sitemap or an index of sitemaps: the site's own list of its pages.</summary>
    Sitemap,

    /// <summary>A site's own search, asked with each watch term; the address is a template (<see cref="SearchTemplate"/>).</summary>
    Search,
}

/// <summary>Of which level a source is a medium (R58–R60). Portals and forums are none. Stored by name.</summary>
public enum MediaLevel
{
    /// <summary>No medium, or one that only passes on what others wrote.</summary>
    None,

    /// <summary>县级.</summary>
    County,

    /// <summary>市级.</summary>
    City,

    /// <summary>省级.</summary>
    Provincial,

    /// <summary>中央.</summary>
    National,
}

/// <summary>What an officer enters for a source.</summary>
/// <param name="Url">The public address of the feed or list page.</param>
/// <param name="Every">How often it is read: 10 minutes to 7 days.</param>
/// <param name="TakeAll">Takes every post, also when no watch term matches: for a source that is wholly about the office's field.</param>
/// <param name="Media">Of which level it is a medium; counts for what is read from then on.</param>
/// <param name="Picks">What on the page or in the answer is an item; null lets Huiying find it by the structure that repeats.</param>
/// <param name="Folder">The group it is shown in, at most 40 characters; null for none.</param>
public sealed record SourceDraft(
    string Name, SourceKind Kind, string Url, TimeSpan Every, bool TakeAll = false, MediaLevel Media = MediaLevel.None, Picks? Picks = null, string? Folder = null);

/// <summary>How reading a source ended. Stored by name.</summary>
public enum PollOutcome
{
    /// <summary>Read; something new was met.</summary>
    Collected,

    /// <summary>Read; nothing new.</summary>
    NothingNew,

    /// <summary>The site says it has not changed.</summary>
    NotModified,

    /// <summary>robots.txt forbids it.</summary>
    RobotsForbid,

    /// <summary>It asks for sign-in, payment or a captcha.</summary>
    SignIn,

    /// <summary>The address does not exist (404, 410).</summary>
    NotThere,

    /// <summary>The site answered with an error.</summary>
    SiteError,

    /// <summary>The site asks to come less often (429).</summary>
    TooOften,

    /// <summary>No whole answer in time.</summary>
    Timeout,

    /// <summary>The connection was refused.</summary>
    Unreachable,

    /// <summary>The address is private, loopback or otherwise closed.</summary>
    ClosedAddress,

    /// <summary>More bytes than are read, packed or unpacked.</summary>
    TooLarge,

    /// <summary>It is not a feed, or the page holds no list.</summary>
    Unreadable,

    /// <summary>The selectors or paths set for the source pick nothing any more.</summary>
    NothingPicked,

    /// <summary>Read; it named more items at once than are taken, and only the first were.</summary>
    TooManyItems,

    /// <summary>Not asked for now: the site wants more time than a reader waits, or another reader has the host's turn. Neither a success nor a failure.</summary>
    PutOff,

    /// <summary>robots.txt could not be had, so that nothing may be asked for now (RFC 9309 section 2.3.1.4).</summary>
    RobotsAway,

    /// <summary>Redirects without end.</summary>
    TooManyRedirects,

    /// <summary>It shows its pages only to who keeps its cookies.</summary>
    CookieWall,

    /// <summary>No name server knows the host.</summary>
    NameUnknown,

    /// <summary>The connection broke off before the answer was whole.</summary>
    CutOff,

    /// <summary>The certificate cannot be trusted, or there is no common encryption.</summary>
    Certificate,

    /// <summary>The answer's head is too long, or is not HTTP.</summary>
    NotHttp,

    /// <summary>The body is not packed as it says, or cut short.</summary>
    Damaged,

    /// <summary>A source registered as a feed gives a web page.</summary>
    PageForFeed,

    /// <summary>A page that gave items gives none any more: it was rebuilt.</summary>
    LayoutChanged,
}

/// <summary>How a source is doing, in words an officer can act on.</summary>
/// <param name="LastSuccessAt">When it was last read without trouble.</param>
/// <param name="LastOutcome">How the last reading ended; null before the first.</param>
/// <param name="Failures">Readings in a row that failed.</param>
/// <param name="LastItemAt">When something new was last met.</param>
/// <param name="Silent">Nothing new for far longer than it ever was quiet.</param>
/// <param name="Zh">The state as a sentence, with what to do.</param>
public sealed record SourceHealth(DateTimeOffset? LastSuccessAt, PollOutcome? LastOutcome, int Failures, DateTimeOffset? LastItemAt, bool Silent, string Zh)
{
    /// <summary>The usual time between two new items; null while too few are known.</summary>
    public TimeSpan? UsualGap { get; init; }

    /// <summary>New items of each of the last 28 days in the office's zone, the oldest first; the last is today, which is not over.</summary>
    public IReadOnlyList<int> Days { get; init; } = [];

    /// <summary>New items a day by its habit: the mean of the whole days since it is read, at most the last 27; null before the third.</summary>
    public double? UsualPerDay { get; init; }

    /// <summary>When the certificate met on its connection ends; null without one.</summary>
    public DateTimeOffset? CertificateUntil { get; init; }

    /// <summary>The address the site moved to for good, which is read meanwhile.</summary>
    public string? MovedTo { get; init; }

    /// <summary>What comes or is odd without being a failure, each with what to do: a certificate near its end, a moved address, far fewer or more items than usual.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A registered source.</summary>
/// <param name="PausedBecause">Why it is not read; null while it is.</param>
public sealed record Source(
    SourceId Id, string Name, SourceKind Kind, string Url, string Host, TimeSpan Every, bool TakeAll, string? PausedBecause,
    DateTimeOffset NextDueAt, SourceHealth Health, MediaLevel Media = MediaLevel.None, Picks? Picks = null, string? Folder = null);

/// <summary>A closed (private or loopback) host that a system administrator listed as allowed.</summary>
public sealed record ListedHost(string Host, string Reason, PersonId By, DateTimeOffset At);
