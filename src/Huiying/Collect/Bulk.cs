using System.Data.Common;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Huiying.Collect;

/// <summary>A table and how to read each column's stored value from a row.</summary>
internal sealed record Columns<T>(string Table, string[] Names, Func<T, object?>[] Values, string OnConflict);

/// <summary>Writes many rows at once in the caller's transaction: one prepared statement on SQLite, batches of values on PostgreSQL.</summary>
internal static class Bulk
{
    private const int PostgresParameters = 30_000;

    public static async Task Write<T>(Store store, Columns<T> columns, IReadOnlyList<T> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        var connection = store.Database.GetDbConnection();
        var transaction = store.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("posts are stored inside the caller's transaction");
        if (store.Database.IsNpgsql()) await Postgres((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, columns, rows, ct);
        else await Sqlite(connection, transaction, columns, rows, ct);
    }

    private static async Task Sqlite<T>(DbConnection connection, DbTransaction transaction, Columns<T> columns, IReadOnlyList<T> rows, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {columns.Table} ({string.Join(", ", columns.Names)}) values " +
            $"({string.Join(", ", columns.Names.Select((_, i) => $"@p{i}"))}) {columns.OnConflict}";
        for (var i = 0; i < columns.Names.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }
        await command.PrepareAsync(ct);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Values.Length; i++) command.Parameters[i].Value = columns.Values[i](row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task Postgres<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Columns<T> columns, IReadOnlyList<T> rows, CancellationToken ct)
    {
        foreach (var chunk in rows.Chunk(PostgresParameters / columns.Names.Length))
        {
            await using var command = new NpgsqlCommand { Connection = connection, Transaction = transaction };
            var values = new List<string>(chunk.Length);
            foreach (var row in chunk)
            {
                var names = new string[columns.Values.Length];
                for (var i = 0; i < names.Length; i++)
                {
                    names[i] = $"${command.Parameters.Count + 1}";
                    command.Parameters.Add(new NpgsqlParameter { Value = columns.Values[i](row) ?? DBNull.Value });
                }
                values.Add($"({string.Join(',', names)})");
            }
            command.CommandText = $"insert into {columns.Table} ({string.Join(", ", columns.Names)}) values {string.Join(", ", values)} {columns.OnConflict}";
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
