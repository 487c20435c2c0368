using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>How large the store is, for whoever looks after it.</summary>
public static class StoreSize
{
    /// <summary>Bytes of all tables and indexes, as the engine counts them; its log is not included.</summary>
    public static async Task<long> Of(IDbContextFactory<Store> stores, CancellationToken ct = default)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var asked = store.Database.IsNpgsql()
            ? store.Database.SqlQuery<long>($"""select pg_database_size(current_database()) as "Value" """)
            : store.Database.SqlQuery<long>($"""select p.page_count * s.page_size as "Value" from pragma_page_count() p, pragma_page_size() s""");
        return (await asked.ToListAsync(ct))[0];
    }
}
