using System.Text.Json;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// Where imported posts wait while the store has no office (未设置). The office that setup makes takes them over. The inbox has no ledger of its own:
/// its imports enter the office's ledger with the take-over.
/// </summary>
public static class Inbox
{
    /// <summary>The inbox stands in for an office.</summary>
    public static readonly OfficeId Office = new("inbox");

    /// <summary>Whether anything waits.</summary>
    public static async Task<bool> Waits(IDbContextFactory<Store> stores, CancellationToken ct = default)
    {
        await using var store = stores.Open(Office);
        return await store.Set<IntakeHead>().AnyAsync(h => h.Last > 0, ct);
    }

    /// <summary>
    /// As <see cref="TakeOver(Act, CancellationToken)"/>, in an act of its own and only when something waits: cheap enough to ask at every wake, so
    /// that an import that was still running during setup loses nothing.
    /// </summary>
    public static async Task<Outcome<int>> TakeOver(IDbContextFactory<Store> stores, Acts acts, Actor actor, CancellationToken ct = default)
    {
        if (!await Waits(stores, ct)) return 0;
        return await acts.Run<int>(actor, "inbox.take-over", Subject.Of(actor.Office), async act => await TakeOver(act, ct), ct);
    }

    /// <summary>
    /// Moves everything in the inbox to the actor's office, behind the posts it has, inside the caller's act. Does nothing when the inbox is empty.
    /// </summary>
    /// <returns>How many posts were taken over.</returns>
    public static async Task<int> TakeOver(Act act, CancellationToken ct = default)
    {
        var db = act.Store.Database;
        var (inbox, office) = (Office.Value, act.Actor.Office.Value);
        // Both heads are locked first, so that no import and no poll numbers a post meanwhile.
        var heads = new long[2];
        foreach (var (i, name) in new[] { (0, inbox), (1, office) })
        {
            heads[i] = (await db.SqlQuery<long>($"""
                insert into collect_intake_heads (office, last) values ({name}, 0)
                on conflict (office) do update set last = collect_intake_heads.last returning last as "Value"
                """).ToListAsync(ct))[0];
        }
        if (heads[0] == 0) return 0;
        var shift = heads[1];
        var imports = await act.Store.Set<ImportRow>().IgnoreQueryFilters(["office"]).AsNoTracking().Where(i => i.Office == Office).OrderBy(i => i.Id).ToListAsync(ct);
        await db.ExecuteSqlAsync($"delete from collect_seen where office = {inbox} and key in (select key from collect_seen where office = {office})", ct);
        await db.ExecuteSqlAsync($"update collect_seen set office = {office}, post = post + {shift} where office = {inbox}", ct);
        var moved = await db.ExecuteSqlAsync($"update collect_posts set office = {office}, id = id + {shift}, copy_of = copy_of + {shift} where office = {inbox}", ct);
        await db.ExecuteSqlAsync($"update collect_contacts set office = {office}, post = post + {shift} where office = {inbox}", ct);
        await db.ExecuteSqlAsync($"update collect_imports set office = {office} where office = {inbox}", ct);
        await db.ExecuteSqlAsync($"update collect_intake_heads set last = last + {heads[0]} where office = {office}", ct);
        await db.ExecuteSqlAsync($"delete from collect_intake_heads where office = {inbox}", ct);
        foreach (var import in imports)
        {
            act.Write(new Subject("import", import.Id), JsonSerializer.Deserialize(import.Entry, CollectJson.Default.ImportedEntry)!, CollectJson.Default.ImportedEntry);
        }
        act.Write(Subject.Of(act.Actor.Office), new InboxTakenOverEntry(moved, imports.Count), CollectJson.Default.InboxTakenOverEntry);
        return moved;
    }
}
