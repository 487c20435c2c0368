using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground.Policies;

/// <summary>A policy text an office has had, kept with the shipped text it was read over, so that it means the same for ever (R83).</summary>
internal sealed class PolicyRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Hash { get; init; }
    public required string Text { get; init; }
    public required string BaseText { get; init; }
    public required DateTimeOffset InForceFrom { get; init; }
}

internal sealed class PolicyTable : IEntityTypeConfiguration<PolicyRow>
{
    public void Configure(EntityTypeBuilder<PolicyRow> builder) => builder.ToTable("ground_policies").HasKey(p => new { p.Office, p.Hash });
}

/// <summary>The policy versions of an office. Events pin one by its hash (R83).</summary>
public sealed class PolicyVersions(TimeProvider time)
{
    /// <summary>The version in force now; the shipped one while the office has none.</summary>
    public async Task<Policy> Current(Store store, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var row = await store.Set<PolicyRow>().AsNoTracking().Where(p => p.InForceFrom <= now).OrderByDescending(p => p.InForceFrom).FirstOrDefaultAsync(ct);
        return row is null ? Policy.Default : Policy.Restore(row.Text, row.BaseText);
    }

    /// <summary>The version with that hash.</summary>
    /// <exception cref="InvalidDataException">The office never had it: a pinned policy is never removed.</exception>
    public static async Task<Policy> Pinned(Store store, string hash, CancellationToken ct)
    {
        var row = await store.Set<PolicyRow>().AsNoTracking().SingleOrDefaultAsync(p => p.Hash == hash, ct);
        if (row is not null) return Policy.Restore(row.Text, row.BaseText);
        return hash == Policy.Default.Hash ? Policy.Default : throw new InvalidDataException($"policy {hash} is pinned but not kept");
    }

    /// <summary>Keeps the policy an event is about to pin, so that a later release of the program cannot change it.</summary>
    public static async Task Keep(Act act, Policy policy, CancellationToken ct)
    {
        var rows = act.Store.Set<PolicyRow>();
        if (rows.Local.Any(p => p.Hash == policy.Hash) || await rows.AnyAsync(p => p.Hash == policy.Hash, ct)) return;
        rows.Add(new PolicyRow { Office = act.Actor.Office, Hash = policy.Hash, Text = policy.Text, BaseText = Policy.DefaultText, InForceFrom = act.Now });
    }
}
