using System.Globalization;

namespace Huiying.Ground;

/// <summary>Instants as the store keeps them: whole microseconds of UTC since 1970.</summary>
public static class Micros
{
    /// <summary>Cuts what the store would not keep, so that a stamped time equals itself when read back.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset t) => Of(From(t));

    /// <summary>Microseconds since 1970-01-01T00:00Z.</summary>
    public static long From(DateTimeOffset t) => (t.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant, in UTC.</summary>
    public static DateTimeOffset Of(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>RFC 3339 with six decimals and Z: the only form the ledger uses.</summary>
    public static string Text(DateTimeOffset t) => t.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
