using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Handle;

/// <summary>A contingency plan (应急预案) of the office.</summary>
[JsonConverter(typeof(TextIdJson<PlanId>))]
public readonly record struct PlanId(string Value) : ITextId<PlanId>
{
    public static PlanId Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A version of a plan. Versions are added and never changed (R31).</summary>
public sealed record Plan(PlanId Id, string Name, int Version, string Text, string ByName, DateTimeOffset At);

/// <summary>The ledger's entry for a new version of a plan.</summary>
public sealed record PlanKept(PlanId Plan, string Name, int Version, string Text);

internal sealed class PlanRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PlanId Id { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required string Text { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class PlanTable : IEntityTypeConfiguration<PlanRow>
{
    public void Configure(EntityTypeBuilder<PlanRow> builder) => builder.ToTable("handle_plans").HasKey(p => new { p.Office, p.Id, p.Version });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlanKept))]
internal sealed partial class PlanJson : JsonSerializerContext;

/// <summary>The office's contingency plans (R31).</summary>
public sealed class Plans(Acts acts, IDbContextFactory<Store> stores)
{
    /// <summary>The newest version of every plan, by name.</summary>
    public async Task<IReadOnlyList<Plan>> List(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = await store.Set<PlanRow>().AsNoTracking().ToListAsync(ct);
        return [.. rows.GroupBy(r => r.Id).Select(g => g.MaxBy(r => r.Version)!).OrderBy(r => r.Name, StringComparer.Ordinal).Select(Of)];
    }

    /// <summary>The newest version of a plan, or null.</summary>
    public async Task<Plan?> Find(OfficeId office, PlanId id, CancellationToken ct = default) => (await List(office, ct)).FirstOrDefault(p => p.Id == id);

    /// <summary>Keeps a plan, or the next version of one; refused with an empty name or text (R31).</summary>
    public Task<Outcome<Plan>> Keep(Actor actor, PlanId? plan, string name, string text, CancellationToken ct)
    {
        var id = plan ?? Ids.New<PlanId>();
        return acts.Run<Plan>(actor, "plans.keep", new Subject("plan", id.Value), async act =>
        {
            if (!actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader)) return Refusal.NotYourPost("R31", "由办公室或领导维护预案。", "The office or a leader keeps the plans.");
            if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(text)) return Refusal.Invalid("R31", "请填写预案名称和内容。", "Give the plan's name and text.");
            var last = await act.Store.Set<PlanRow>().Where(p => p.Id == id).MaxAsync(p => (int?)p.Version, ct);
            if (plan is not null && last is null) return Refusal.NotFound("没有这个预案。", "There is no such plan.");
            var row = new PlanRow
            {
                Office = actor.Office,
                Id = id,
                Version = (last ?? 0) + 1,
                Name = name.Trim(),
                Text = text.ReplaceLineEndings("\n").Trim(),
                ByName = actor.Name,
                At = act.Now,
            };
            act.Store.Add(row);
            act.Write(new PlanKept(id, row.Name, row.Version, row.Text), PlanJson.Default.PlanKept);
            return Of(row);
        }, ct);
    }

    private static Plan Of(PlanRow r) => new(r.Id, r.Name, r.Version, r.Text, r.ByName, r.At);
}
