using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Web.Access;

/// <summary>The office this installation serves; none before setup. Once found it does not change.</summary>
internal sealed class FirstOffice(Offices offices)
{
    private Office? known;

    /// <summary>The office, or null while the product is not set up.</summary>
    public async Task<Office?> Find(CancellationToken ct) => known ??= await offices.Find(Offices.First, ct);

    /// <summary>The office of a request that came past setup.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Office Required => known ?? throw new InvalidOperationException("no office yet");

    /// <summary>The office's zone; the shipped one before setup.</summary>
    public TimeZoneInfo Zone => OfficeZone.Find(known?.Zone ?? "Asia/Shanghai") ?? TimeZoneInfo.Utc;
}
