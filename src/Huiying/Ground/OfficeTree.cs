using System.Text.Json.Serialization;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>A body of the office's policy that works in this installation, as an office of its own.</summary>
internal sealed class OfficeBodyRow : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>The body's key in the office's policy.</summary>
    public required string Body { get; init; }
    public required OfficeId Target { get; set; }
}

/// <summary>An office in the tree of the installation: what anyone may know of it.</summary>
/// <param name="Depth">0 at the top.</param>
public sealed record OfficeNode(OfficeId Id, string Name, OfficeId? Parent, int Depth);

/// <summary>A body of the policy was named to be an office of this installation, or no longer.</summary>
/// <param name="Target">Null: it works outside.</param>
public sealed record BodyNamed(string Body, OfficeId? Target, string? Name);

/// <summary>An office was put below another, or to the top.</summary>
public sealed record OfficePlaced(OfficeId Placed, OfficeId? Parent);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BodyNamed))]
[JsonSerializable(typeof(OfficePlaced))]
internal sealed partial class OfficeTreeJson : JsonSerializerContext;

/// <summary>
/// Offices of one installation form a tree, and a body of an office's reporting lines or outside approval can be one of them: what is reported to that body then
/// arrives there (R28–R30). Nothing else passes between offices.
/// </summary>
public sealed class OfficeTree(IDbContextFactory<Store> stores, Acts acts, PolicyVersions policies)
{
    internal static readonly Refusal NotYours = Refusal.NotYourPost("S11", "新建和调整单位由本系统首个单位或其上级单位的系统管理员办理。",
        "The system administrator of the installation's first office, or of the office above, makes and moves offices.");

    /// <summary>Every office in the order of the tree, each below its parent, by name.</summary>
    public async Task<IReadOnlyList<OfficeNode>> All(CancellationToken ct = default)
    {
        await using var store = stores.CreateDbContext();
        // A drill is no part of the tree (R55).
        var rows = (await store.Set<OfficeRow>().AsNoTracking().ToListAsync(ct)).Where(o => !o.Id.IsDrill).ToList();
        var nodes = new List<OfficeNode>();
        void Below(OfficeId? parent, int depth)
        {
            foreach (var row in rows.Where(r => r.Parent == parent).OrderBy(r => r.Name, StringComparer.Ordinal))
            {
                nodes.Add(new(row.Id, row.Name, row.Parent, depth));
                Below(row.Id, depth + 1);
            }
        }
        Below(null, 0);
        return nodes;
    }

    /// <summary>The bodies of the office's policy that are offices here, by key.</summary>
    public async Task<IReadOnlyDictionary<string, OfficeId>> Bodies(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<OfficeBodyRow>().AsNoTracking().ToDictionaryAsync(b => b.Body, b => b.Target, ct);
    }

    /// <summary>The office that the body is in this installation; null when it works outside.</summary>
    public async Task<OfficeId?> Here(OfficeId office, string body, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<OfficeBodyRow>().AsNoTracking().Where(b => b.Body == body).Select(b => (OfficeId?)b.Target).SingleOrDefaultAsync(ct);
    }

    /// <summary>The office above the open one, with the key by which its policy reports there (its id when the policy names no such body); null at the top.</summary>
    public static async Task<(string Body, string Name)?> Above(Store store, CancellationToken ct = default)
    {
        var own = store.Office;
        if (await store.Set<OfficeRow>().AsNoTracking().Where(o => o.Id == own).Select(o => o.Parent).SingleOrDefaultAsync(ct) is not { } above) return null;
        var name = await store.Set<OfficeRow>().AsNoTracking().Where(o => o.Id == above).Select(o => o.Name).SingleAsync(ct);
        var body = await store.Set<OfficeBodyRow>().AsNoTracking().Where(b => b.Target == above).OrderBy(b => b.Body).Select(b => b.Body).FirstOrDefaultAsync(ct);
        return (body ?? above.Value, name);
    }

    /// <summary>The office that the body is here, as <see cref="Above"/> names it too: the office above without a body of that name goes by its own id.</summary>
    public static async Task<OfficeId?> Here(Store store, string body, CancellationToken ct = default)
    {
        var own = store.Office;
        return await store.Set<OfficeBodyRow>().AsNoTracking().Where(b => b.Body == body).Select(b => (OfficeId?)b.Target).SingleOrDefaultAsync(ct)
            ?? (await store.Set<OfficeRow>().AsNoTracking().Where(o => o.Id == own).Select(o => o.Parent).SingleOrDefaultAsync(ct) is { } above && above.Value == body ? above : null);
    }

    /// <summary>
    /// Names the office that a body of the own policy is, or none. An administrator of the office does; an office never reports to itself or to one below it (R29).
    /// </summary>
    public Task<Outcome<Done>> Name(Actor actor, string body, OfficeId? target, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "offices.body", Subject.Of(actor.Office), async act =>
        {
            if (!actor.IsAny(Role.SystemAdministrator, Role.SecurityAdministrator))
            {
                return Refusal.NotYourPost("S11", "由本单位系统管理员或安全管理员办理。", "The office's own system or security administrator does this.");
            }
            if (actor.Office.IsDrill || target is { IsDrill: true }) return DrillOffices.Apart;
            var policy = await policies.Current(act.Store, ct);
            if (!policy.Bodies.ContainsKey(body)) return Refusal.NotFound("制度中没有这个机关。", "The policy names no such body.");
            var rows = act.Store.Set<OfficeBodyRow>();
            var row = await rows.SingleOrDefaultAsync(b => b.Body == body, ct);
            if (target is not { } office)
            {
                if (row is not null) rows.Remove(row);
                act.Write(new BodyNamed(body, null, null), OfficeTreeJson.Default.BodyNamed);
                return default(Done);
            }
            var all = await act.Store.Set<OfficeRow>().AsNoTracking().ToListAsync(ct);
            if (all.FirstOrDefault(o => o.Id == office) is not { } named) return Refusal.NotFound("没有这个单位。", "There is no such office.");
            if (IsBelow(all, office, actor.Office))
            {
                return new Refusal("office.upward", "R29", "只能报上级或平级单位，不能报本单位和下级单位。", "Reports go up: not to the office itself nor to one below it.");
            }
            if (row is null) rows.Add(new OfficeBodyRow { Office = actor.Office, Body = body, Target = office });
            else row.Target = office;
            act.Write(new BodyNamed(body, office, named.Name), OfficeTreeJson.Default.BodyNamed);
            return default(Done);
        }, ct);

    /// <summary>Puts an office below another one, or to the top. Refused when that would make a circle.</summary>
    public Task<Outcome<Done>> Place(Actor actor, OfficeId office, OfficeId? parent, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "offices.place", Subject.Of(actor.Office), office == actor.Office ? null : office, async act =>
        {
            if (!Administers(actor, parent)) return NotYours;
            var all = await act.Store.Set<OfficeRow>().ToListAsync(ct);
            if (all.FirstOrDefault(o => o.Id == office) is not { } row) return Refusal.NotFound("没有这个单位。", "There is no such office.");
            if (actor.Office != Offices.First && !IsBelow(all, office, actor.Office)) return NotYours;
            if (parent is { } above && all.All(o => o.Id != above)) return Refusal.NotFound("没有这个上级单位。", "There is no such superior office.");
            if (parent is { } circle && IsBelow(all, circle, office)) return new Refusal("office.circle", "-", "上级不能是它自己或它的下级。", "The office above cannot be itself or one below it.");
            row.Parent = parent;
            var entry = new OfficePlaced(office, parent);
            act.Write(entry, OfficeTreeJson.Default.OfficePlaced);
            if (office != actor.Office)
            {
                await act.Beside<Done>(there =>
                {
                    there.Write(entry, OfficeTreeJson.Default.OfficePlaced);
                    return Task.FromResult<Done>(default);
                });
            }
            return default(Done);
        }, ct);

    /// <summary>Whether the actor may make and move offices below <paramref name="parent"/>; at the top only the installation's own administrator may.</summary>
    public static bool Administers(Actor actor, OfficeId? parent) => actor.Is(Role.SystemAdministrator) && (actor.Office == Offices.First || actor.Office == parent);

    /// <summary>Whether <paramref name="office"/> is <paramref name="top"/> or stands below it.</summary>
    private static bool IsBelow(List<OfficeRow> all, OfficeId office, OfficeId top)
    {
        for (OfficeId? at = office; at is { } here; at = all.FirstOrDefault(o => o.Id == here)?.Parent)
        {
            if (here == top) return true;
        }
        return false;
    }
}
