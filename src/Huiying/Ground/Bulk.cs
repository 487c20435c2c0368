using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Huiying.Ground;

/// <summary>A table and how to read each column's stored value from a row.</summary>
public sealed record Columns<T>(string Table, string[] Names, Func<T, object?>[] Values, string OnConflict);

/// <summary>Writes many rows at once in the caller's transaction: one prepared statement on SQLite, binary copy or batches on PostgreSQL.</summary>
public static class Bulk
{
    /// <summary>Statements sent to PostgreSQL in one go.</summary>
    private const int InOneBatch = 500;

    /// <summary>Inserts rows that are known to be new.</summary>
    public static async Task Insert<T>(Store store, Columns<T> columns, IReadOnlyList<T> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        if (store.Database.GetDbConnection() is NpgsqlConnection postgres) await Copy(postgres, columns, rows, ct);
        else await Each(store, Into(columns), columns.Values, rows, ct);
    }

    /// <summary>Inserts rows, or writes them over those with the same key.</summary>
    public static Task Upsert<T>(Store store, Columns<T> columns, IReadOnlyList<T> rows, CancellationToken ct) =>
        Each(store, $"{Into(columns)} {columns.OnConflict}", columns.Values, rows, ct);

    /// <summary>Writes the columns of rows that are known to be there; the first <paramref name="keys"/> columns name the row.</summary>
    public static Task Update<T>(Store store, Columns<T> columns, int keys, IReadOnlyList<T> rows, CancellationToken ct)
    {
        string[] places = [.. columns.Names.Select((name, i) => $"{name} = @p{i}")];
        return Each(store, $"update {columns.Table} set {string.Join(", ", places[keys..])} where {string.Join(" and ", places[..keys])}", columns.Values, rows, ct);
    }

    private static string Into<T>(Columns<T> columns) =>
        $"insert into {columns.Table} ({string.Join(", ", columns.Names)}) values ({string.Join(", ", columns.Names.Select((_, i) => $"@p{i}"))})";

    private static async Task Each<T>(Store store, string sql, Func<T, object?>[] values, IReadOnlyList<T> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        var transaction = store.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("posts are stored inside the caller's transaction");
        if (transaction is NpgsqlTransaction { Connection: { } postgres } held)
        {
            foreach (var some in rows.Chunk(InOneBatch))
            {
                await using var batch = new NpgsqlBatch(postgres, held);
                foreach (var row in some)
                {
                    var one = new NpgsqlBatchCommand(sql);
                    for (var i = 0; i < values.Length; i++) one.Parameters.Add(new($"p{i}", values[i](row) ?? DBNull.Value));
                    batch.BatchCommands.Add(one);
                }
                await batch.ExecuteNonQueryAsync(ct);
            }
            return;
        }
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }
        var prepared = false;
        foreach (var row in rows)
        {
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i](row) ?? DBNull.Value;
            if (!prepared) await command.PrepareAsync(ct);
            prepared = true;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task Copy<T>(NpgsqlConnection connection, Columns<T> columns, IReadOnlyList<T> rows, CancellationToken ct)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"copy {columns.Table} ({string.Join(", ", columns.Names)}) from stdin (format binary)", ct);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(ct);
            foreach (var value in columns.Values)
            {
                switch (value(row))
                {
                    case null: await writer.WriteNullAsync(ct); break;
                    case string text: await writer.WriteAsync(text, ct); break;
                    case long number: await writer.WriteAsync(number, ct); break;
                    case double number: await writer.WriteAsync(number, ct); break;
                    case int number: await writer.WriteAsync(number, ct); break;
                    case bool yes: await writer.WriteAsync(yes, ct); break;
                    case byte[] bytes: await writer.WriteAsync(bytes, ct); break;
                    case var other: throw new NotSupportedException($"{columns.Table}: {other.GetType()}");
                }
            }
        }
        await writer.CompleteAsync(ct);
        await writer.DisposeAsync();
        await Measure(connection, columns.Table, ct);
    }

    /// <summary>
    /// Lets PostgreSQL count a table again once it has doubled: its own daemon looks each minute, and until then plans by figures of a table that was nearly
    /// empty. In that minute finding a thousand hashes read every row of the office (85 blocks for each hash).
    /// </summary>
    private static async Task Measure(NpgsqlConnection connection, string table, CancellationToken ct)
    {
        await using var grown = new NpgsqlCommand(
            "select n_mod_since_analyze > 5000 and n_mod_since_analyze > n_live_tup / 2 from pg_stat_user_tables where relid = $1::regclass", connection)
        { Parameters = { new() { Value = table } } };
        if (await grown.ExecuteScalarAsync(ct) is not true) return;
        await using var analyze = new NpgsqlCommand($"analyze {table}", connection);
        await analyze.ExecuteNonQueryAsync(ct);
    }
}
