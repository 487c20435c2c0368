using System.Text.Json.Serialization;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>The entries after this one are chained with another hash.</summary>
/// <param name="From">The hash until then, this entry included.</param>
/// <param name="To">The hash from the next entry on.</param>
public sealed record LedgerHashChanged(string From, string To);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LedgerHashChanged))]
internal sealed partial class LedgerSettingJson : JsonSerializerContext;

/// <summary>Makes the ledger follow the policy's <c>ledger-hash</c>. Entries made before keep their hash, and the first new one is linked to the last old one.</summary>
public sealed class LedgerSetting(Acts acts, IDbContextFactory<Store> stores, PolicyVersions policies)
{
    /// <summary>Changes the hash when the policy in force asks for another, as an entry; returns whether it did. Doing it twice changes nothing twice.</summary>
    public async Task<bool> Follow(OfficeId office, CancellationToken ct = default)
    {
        await using (var store = stores.Open(office))
        {
            var head = await store.Set<LedgerHead>().AsNoTracking().SingleOrDefaultAsync(ct);
            if (head is null || head.Hashing == (await policies.Current(store, ct)).LedgerHash) return false;
        }
        var changed = await acts.Run<bool>(Actor.Clock(office), "ledger.change-hash", Subject.Of(office), async act =>
        {
            var asked = (await policies.Current(act.Store, ct)).LedgerHash;
            if (asked == act.Hashing) return false;
            act.Write(new LedgerHashChanged(Chain.Name(act.Hashing), Chain.Name(asked)), LedgerSettingJson.Default.LedgerHashChanged);
            act.HashWith(asked);
            return true;
        }, ct);
        return changed.Value;
    }
}
