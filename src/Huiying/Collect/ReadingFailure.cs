using Huiying.Collect.Fetching;

namespace Huiying.Collect;

/// <summary>Says why a reading gave nothing: one outcome for each thing that can go wrong.</summary>
internal static class ReadingFailure
{
    /// <summary>The reading that an answer without a page makes.</summary>
    public static SourceReading Of(FetchResult answer, DateTimeOffset now) => answer switch
    {
        FetchResult.NotModified n => new(PollOutcome.NotModified, 304, []) { FreshFor = n.FreshFor },
        FetchResult.RefusedByRobots r => new(r.Rule is null ? PollOutcome.RobotsAway : PollOutcome.RobotsForbid, null, []),
        FetchResult.RefusedAddress => new(PollOutcome.ClosedAddress, null, []),
        FetchResult.TooLarge => new(PollOutcome.TooLarge, null, []),
        FetchResult.TimedOut => new(PollOutcome.Timeout, null, []),
        FetchResult.TooManyRedirects => new(PollOutcome.TooManyRedirects, null, []),
        FetchResult.CookieWall => new(PollOutcome.CookieWall, null, []),
        FetchResult.Postponed p => new(PollOutcome.PutOff, null, [], RetryAfter: p.Until - now),
        FetchResult.Failed f => new(f.Why switch
        {
            Trouble.NameUnknown => PollOutcome.NameUnknown,
            Trouble.Refused => PollOutcome.Unreachable,
            Trouble.Certificate => PollOutcome.Certificate,
            Trouble.NotHttp => PollOutcome.NotHttp,
            Trouble.Damaged => PollOutcome.Damaged,
            _ => PollOutcome.CutOff,
        }, null, []),
        FetchResult.HttpError e => new(e.Status switch
        {
            401 or 402 or 403 or 407 => PollOutcome.SignIn,
            404 or 410 => PollOutcome.NotThere,
            429 => PollOutcome.TooOften,
            _ => PollOutcome.SiteError,
        }, e.Status, [], RetryAfter: e.RetryAfter - now),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    /// <summary>Why a page holds no items.</summary>
    public static PollOutcome Nothing(SourceRow source, FetchResult.Fetched page) =>
        source.Picking is not null ? PollOutcome.NothingPicked
        : source.Kind == SourceKind.Feed ? IsPage(page.Bytes.Span) ? PollOutcome.PageForFeed : PollOutcome.Unreadable
        : source.LastItemAt is not null ? PollOutcome.LayoutChanged : PollOutcome.Unreadable;

    private static bool IsPage(ReadOnlySpan<byte> bytes)
    {
        // In every encoding a page comes in, its head is ASCII; in UTF-16 with zeros between.
        Span<char> head = stackalloc char[512];
        var n = 0;
        foreach (var b in bytes[..Math.Min(bytes.Length, 1024)]) if (b is > 0 and < 128 && n < head.Length) head[n++] = (char)b;
        var start = head[..n].TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}
