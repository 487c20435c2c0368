using System.Globalization;

namespace Huiying.Collect;

/// <summary>When a source last brought something new, and what is usual for it.</summary>
/// <param name="Beats">The latest moments with something new, to the minute, the oldest first.</param>
internal sealed record Rhythm(IReadOnlyList<DateTimeOffset> Beats)
{
    /// <summary>So many moments are kept.</summary>
    private const int Most = 32;

    /// <summary>With fewer gaps nothing is called usual.</summary>
    private const int FewestGaps = 4;

    /// <summary>Moments over so long a time include nights and a week's end.</summary>
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>As kept: whole minutes since 1970 with commas between.</summary>
    public static Rhythm Of(string? kept) => new(kept is null or "" ? []
        : [.. kept.Split(',').Select(m => DateTimeOffset.UnixEpoch.AddMinutes(long.Parse(m, CultureInfo.InvariantCulture)))]);

    public string Kept => string.Join(',', Beats.Select(b => (b.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMinute));

    /// <summary>With further moments; what lies in the future is a wrong clock and left out.</summary>
    public Rhythm With(IEnumerable<DateTimeOffset> moments, DateTimeOffset now) =>
        new([.. Beats.Concat(moments).Where(m => m <= now).Select(m => new DateTimeOffset(m.UtcTicks - m.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero))
            .Distinct().Order().TakeLast(Most)]);

    /// <summary>The middle one of the gaps; null while too few are known.</summary>
    public TimeSpan? Usual => Gaps() is { Length: >= FewestGaps } gaps ? gaps[gaps.Length / 2] : null;

    /// <summary>
    /// How long it may be quiet before that is odd: twice its longest silence and six times its usual one. A source with a few hours' history, or none of a
    /// week's end, is given more time. Null while too little is known.
    /// </summary>
    /// <param name="quietDays">Its longest run of days without anything new, since it is read.</param>
    /// <param name="knownDays">How long it has been read.</param>
    public TimeSpan? Patience(TimeSpan every, int quietDays, int knownDays)
    {
        if (Gaps() is not { Length: >= FewestGaps } gaps) return null;
        var spans = Beats[^1] - Beats[0];
        var least = spans >= Week ? TimeSpan.FromHours(6) : TimeSpan.FromDays(knownDays >= 14 ? 1 : 4);
        // A run of n days without anything is a silence of up to n + 1 days.
        var longest = quietDays > 0 ? Max(gaps[^1], TimeSpan.FromDays(quietDays + 1)) : gaps[^1];
        return Max(Max(longest * 2, gaps[gaps.Length / 2] * 6), Max(least, every * 2));
    }

    private TimeSpan[] Gaps() => [.. Beats.Zip(Beats.Skip(1), (a, b) => b - a).Order()];

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
