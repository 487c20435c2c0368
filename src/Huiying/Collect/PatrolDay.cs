using Huiying.Ground.Policies;

namespace Huiying.Collect;

/// <summary>The patrols of a day by the policy: office hours, from first opening to last closing, in as many equal parts as patrols are due.</summary>
internal static class PatrolDay
{
    /// <summary>Windows of the day in order, UTC. Rest days have them too (defaults: by the duty officer).</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Windows(Policy policy, DateOnly day, bool majorOpen)
    {
        var count = Math.Max(1, policy.Patrol.On(day, majorOpen));
        var opens = Instant(policy.Zone, day, policy.WorkingHours[0].Opens);
        var part = (Instant(policy.Zone, day, policy.WorkingHours[^1].Closes) - opens) / count;
        return [.. Enumerable.Range(0, count).Select(i => (Minute(opens + part * i), Minute(opens + part * (i + 1))))];
    }

    /// <summary>The calendar day in the office's zone.</summary>
    public static DateOnly Of(Policy policy, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, policy.Zone).DateTime);

    private static DateTimeOffset Instant(TimeZoneInfo zone, DateOnly day, TimeOnly at)
    {
        var local = day.ToDateTime(at);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
