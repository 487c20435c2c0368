namespace Huiying.Collect;

/// <summary>When a source is read next.</summary>
internal static class Schedule
{
    /// <summary>After so many failures in a row, wait at least so long.</summary>
    private static readonly TimeSpan[] BackOff =
    [
        TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromDays(1),
    ];

    /// <summary>The next due time: the interval, or longer after failures or when the site asked for it (Retry-After).</summary>
    /// <param name="now">The end of this reading.</param>
    /// <param name="every">The source's interval.</param>
    /// <param name="failures">Failures in a row, this reading included; 0 after success.</param>
    /// <param name="asked">How long the site asked to wait; taken up to 7 days.</param>
    public static DateTimeOffset Next(DateTimeOffset now, TimeSpan every, int failures, TimeSpan? asked)
    {
        var wait = BackOff[Math.Min(failures, BackOff.Length - 1)];
        if (every > wait) wait = every;
        if (asked is { } a && a > wait) wait = a < TimeSpan.FromDays(7) ? a : TimeSpan.FromDays(7);
        return now + wait;
    }
}
