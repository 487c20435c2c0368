using System.Collections.Concurrent;
using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Web.Access;

/// <summary>The office that setup made, the installation's first; none before setup. Once found it does not change.</summary>
internal sealed class FirstOffice(Offices offices)
{
    private readonly ConcurrentDictionary<OfficeId, Office> others = [];
    private Office? known;

    /// <summary>The office, or null while the product is not set up.</summary>
    public async Task<Office?> Find(CancellationToken ct) => known ??= await offices.Find(Offices.First, ct);

    /// <summary>Any office of the installation, or null.</summary>
    public async Task<Office?> Of(OfficeId office, CancellationToken ct)
    {
        if (others.TryGetValue(office, out var found)) return found;
        return await offices.Find(office, ct) is { } read ? others.GetOrAdd(office, read) : null;
    }

    /// <summary>Whether it was found already.</summary>
    public bool IsKnown => known is not null;

    /// <summary>The office of a request that came past setup.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Office Required => known ?? throw new InvalidOperationException("no office yet");

    /// <summary>The office's zone; the shipped one before setup.</summary>
    public TimeZoneInfo Zone => OfficeZone.Find(known?.Zone ?? "Asia/Shanghai") ?? TimeZoneInfo.Utc;
}
