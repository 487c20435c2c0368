using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Huiying.Ground;

/// <summary>Brings the store's tables up to this version, once at the start of the server or of a writing command.</summary>
public static class StoreSetup
{
    /// <summary>
    /// Applies what is missing and sets the journal. On SQLite the caller holds the <see cref="DataFolder"/>; on PostgreSQL nodes that start together wait for each other.
    /// </summary>
    /// <returns>Refused with <c>store.newer</c> when a later version has been at the database, <c>store.unusable</c> when it cannot be opened or written.</returns>
    public static async Task<Outcome<Done>> Prepare(IDbContextFactory<Store> stores, CancellationToken ct = default)
    {
        await using var store = stores.CreateDbContext();
        await using var turn = stores.CreateDbContext();
        try
        {
            if (store.Database.IsNpgsql()) await TakeTurn(turn, ct);
            if (await Newer(store, ct) is { } refusal) return refusal;
            // A process killed inside a migration leaves this row, and the next one would wait for it for ever; nobody else is here now.
            if (store.Database.IsSqlite() && await store.Database.CanConnectAsync(ct))
            {
                await store.Database.ExecuteSqlRawAsync("drop table if exists \"__EFMigrationsLock\"", ct);
            }
            await store.Database.MigrateAsync(ct);
            if (store.Database.IsSqlite()) await Journal(store, ct);
            return default(Done);
        }
        catch (Exception e) when (Failure(e) is not null)
        {
            return Unusable(store, Failure(e)!);
        }
        finally
        {
            // The pool would keep the session, and the session the lock.
            if (turn.Database.IsNpgsql() && turn.Database.GetDbConnection().State == ConnectionState.Open)
            {
                await turn.Database.ExecuteSqlRawAsync("select pg_advisory_unlock_all()", CancellationToken.None);
            }
        }
    }

    /// <summary>Whether the store is ready for a command that only inserts rows while a server holds the folder.</summary>
    /// <returns>Refused as <see cref="Prepare"/>, and with <c>store.older</c> when migrations are outstanding.</returns>
    public static async Task<Outcome<Done>> Check(IDbContextFactory<Store> stores, CancellationToken ct = default)
    {
        await using var store = stores.CreateDbContext();
        try
        {
            if (await Newer(store, ct) is { } refusal) return refusal;
            var missing = await store.Database.GetPendingMigrationsAsync(ct);
            return missing.Any()
                ? new Refusal("store.older", "-",
                    $"数据库 {Name(store)} 由旧版本建立：请用本版本重新启动服务，由它升级。",
                    $"The database {Name(store)} was made by an older version: restart the server with this version, it will upgrade it.")
                : default(Done);
        }
        catch (Exception e) when (Failure(e) is not null)
        {
            return Unusable(store, Failure(e)!);
        }
    }

    /// <summary>EF Core's own lock ends with each migration, so that two nodes could both apply the second one; ours is held over all of them.</summary>
    private static async Task TakeTurn(Store turn, CancellationToken ct)
    {
        var creator = turn.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!await creator.ExistsAsync(ct)) await creator.CreateAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // Another node made it at this moment.
        }
        await turn.Database.OpenConnectionAsync(ct);
        await turn.Database.ExecuteSqlRawAsync("select pg_advisory_lock(7211042001)", ct);
    }

    private static async Task<Refusal?> Newer(Store store, CancellationToken ct)
    {
        // Asking a database that has no history yet for it would log an error at the first start.
        if (!await store.Database.CanConnectAsync(ct) || !await store.GetService<IHistoryRepository>().ExistsAsync(ct)) return null;
        var known = store.Database.GetMigrations().ToHashSet();
        var applied = await store.Database.GetAppliedMigrationsAsync(ct);
        return applied.FirstOrDefault(id => !known.Contains(id)) is { } unknown
            ? new Refusal("store.newer", "-",
                $"数据库 {Name(store)} 由另一个较新的版本建立（{unknown}）：请使用该版本，或用 --data 另选目录。",
                $"The database {Name(store)} comes from a newer version ({unknown}): use that version, or choose another folder with --data.")
            : null;
    }

    private static async Task Journal(Store store, CancellationToken ct)
    {
        var mode = (await store.Database.SqlQueryRaw<string>("pragma journal_mode=WAL").ToListAsync(ct))[0];
        if (mode != "wal") throw new InvalidOperationException($"SQLite keeps journal mode {mode}: the file system must support shared memory");
    }

    // EF Core wraps what it thinks might pass.
    private static DbException? Failure(Exception e) => e as DbException ?? e.InnerException as DbException;

    private static Refusal Unusable(Store store, DbException e)
    {
        var why = e is SqliteException or { InnerException: null } ? e.Message : $"{e.Message} {e.InnerException!.Message}";
        why = why.ReplaceLineEndings(" ");
        return new Refusal("store.unusable", "-",
            $"数据库 {Name(store)} 无法使用（{why}）：请检查文件或连接及其权限，或从备份恢复。",
            $"The database {Name(store)} cannot be used ({why}): check the file or connection and its permissions, or restore a backup.");
    }

    // Never the connection string: it holds the password.
    private static string Name(Store store)
    {
        var connection = store.Database.GetDbConnection();
        return store.Database.IsSqlite() ? connection.DataSource : $"{connection.Database} ({connection.DataSource})";
    }
}
