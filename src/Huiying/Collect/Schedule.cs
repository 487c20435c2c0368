namespace Huiying.Collect;

/// <summary>When a source is read next.</summary>
internal static class Schedule
{
    /// <summary>No source is read more often.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// After a success: at most the officer's interval; sooner for a source that brings new things more often than that, but not before the site itself says
    /// that anything can have changed.
    /// </summary>
    /// <param name="now">The end of this reading.</param>
    /// <param name="every">The officer's interval.</param>
    /// <param name="usual">The usual time between two new items.</param>
    /// <param name="fresh">How long the site says its answer stays as it is (RFC 9111).</param>
    /// <param name="asked">How long the site asked to wait (Retry-After); taken up to 7 days.</param>
    public static DateTimeOffset Next(DateTimeOffset now, TimeSpan every, TimeSpan? usual, TimeSpan? fresh, TimeSpan? asked)
    {
        // Half the gap: something new waits a quarter of it on average.
        var wait = usual / 2 is { } half && half < every ? half < Shortest ? Shortest : half : every;
        if (fresh > wait) wait = fresh.Value < every ? fresh.Value : every;
        return now + Longer(wait, asked);
    }

    /// <summary>
    /// After a failure: 10 minutes, doubled with each further one, up to a day or the officer's interval, a quarter more or less so that sources that failed
    /// together do not come back together. What will not mend itself waits for the interval at least.
    /// </summary>
    /// <param name="failures">Failures in a row, this one included.</param>
    /// <param name="salt">Tells sources apart.</param>
    public static DateTimeOffset Retry(DateTimeOffset now, TimeSpan every, int failures, bool passing, TimeSpan? asked, string salt)
    {
        var most = every > Day ? every : Day;
        var wait = failures > 10 ? most : Shortest * Math.Pow(2, failures - 1);
        if (wait > most) wait = most;
        if (!passing && wait < every) wait = every;
        return now + Longer(wait * Jitter(failures, salt), asked);
    }

    private static TimeSpan Longer(TimeSpan wait, TimeSpan? asked) => asked is { } a && a > wait ? a < TimeSpan.FromDays(7) ? a : TimeSpan.FromDays(7) : wait;

    /// <summary>0.75 to 1.25, the same for the same source and count on every node (FNV-1a).</summary>
    private static double Jitter(int failures, string salt)
    {
        var hash = salt.Aggregate(2166136261u, (h, c) => unchecked((h ^ c) * 16777619u));
        hash = unchecked((hash ^ (uint)failures) * 16777619u);
        return 0.75 + (hash >> 16) / 131072.0;
    }
}
