using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>The offices of the store.</summary>
public sealed class Offices(IDbContextFactory<Store> stores)
{
    /// <summary>All offices, the oldest first; none before setup.</summary>
    public async Task<IReadOnlyList<Office>> List(CancellationToken ct = default)
    {
        await using var store = stores.CreateDbContext();
        return await store.Set<OfficeRow>().AsNoTracking().OrderBy(o => o.CreatedAt).ThenBy(o => o.Id)
            .Select(o => new Office(o.Id, o.Name, o.Zone, o.Contact)).ToListAsync(ct);
    }
}
