namespace Huiying.Ground.Calendars;

/// <summary>Time zones by IANA name, also on machines without a zone database.</summary>
public static class OfficeZone
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", TimeSpan.FromHours(8), "Asia/Shanghai", "Asia/Shanghai");

    /// <summary>The zone, or null when the name is unknown.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        // China has kept UTC+8 without summer time since 1991-09-15; fixing it gives every machine the same answer.
        if (name is "Asia/Shanghai") return China;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }
}
