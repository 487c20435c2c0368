using System.Data.Common;
using System.Globalization;
using Huiying.Assess.Search;
using Huiying.Assess.Words;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Huiying.Assess;

/// <summary>
/// The full-text index of posts: FTS5 on SQLite, a tsvector with GIN on PostgreSQL, both over the same tokens (<see cref="SearchTokens"/>).
/// The tables are made by a migration of their own. Title and text are found; addresses never (S15).
/// </summary>
internal static class SearchIndex
{
    /// <summary>Row ids of the FTS5 table: the office's ordinal above the post's number.</summary>
    private const int PostBits = 40;

    /// <summary>Adds posts in the caller's transaction.</summary>
    public static async Task Add(Store store, AssessHead head, IReadOnlyList<(PostId Post, string Tokens)> posts, CancellationToken ct)
    {
        if (posts.Count == 0) return;
        await using var command = Command(store);
        if (command is NpgsqlCommand postgres)
        {
            postgres.CommandText = "insert into assess_search (office, post, tokens) "
                + "select @o, p, array_to_tsvector(string_to_array(rtrim(t), ' ')) from unnest(@p, @t) as x (p, t)";
            postgres.Parameters.AddWithValue("o", head.Office.Value);
            postgres.Parameters.AddWithValue("p", posts.Select(p => p.Post.Value).ToArray());
            postgres.Parameters.AddWithValue("t", posts.Select(p => p.Tokens).ToArray());
            await postgres.ExecuteNonQueryAsync(ct);
            return;
        }
        command.CommandText = "insert into assess_search (rowid, tokens) values (@r, @t)";
        var (row, tokens) = (Parameter(command, "@r"), Parameter(command, "@t"));
        await command.PrepareAsync(ct);
        foreach (var (post, text) in posts)
        {
            (row.Value, tokens.Value) = (Row(head, post), text);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Takes posts out, in the caller's transaction.</summary>
    public static async Task Remove(Store store, AssessHead head, IReadOnlyList<PostId> posts, CancellationToken ct)
    {
        await using var command = Command(store);
        if (command is NpgsqlCommand postgres)
        {
            postgres.CommandText = "delete from assess_search where office = @o and post = any(@p)";
            postgres.Parameters.AddWithValue("o", head.Office.Value);
            postgres.Parameters.AddWithValue("p", posts.Select(p => p.Value).ToArray());
            await postgres.ExecuteNonQueryAsync(ct);
            return;
        }
        command.CommandText = "delete from assess_search where rowid = @r";
        var row = Parameter(command, "@r");
        foreach (var post in posts)
        {
            row.Value = Row(head, post);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>
    /// Names the newest posts of which the query holds, after one and before another, until enough were taken or <paramref name="limit"/> named; it may not hold of a post without tokens.
    /// </summary>
    /// <param name="take">Takes a post and says whether it wants another.</param>
    public static async Task Find(Store store, AssessHead head, IndexQuery asked, PostId after, PostId before, int limit, Func<PostId, bool> take, CancellationToken ct)
    {
        await store.Database.OpenConnectionAsync(ct);
        await using var command = Command(store);
        if (command is NpgsqlCommand)
        {
            command.CommandText = "select post from assess_search where office = @o and post > @a and post < @b and tokens @@ cast(@q as tsquery) order by post desc limit @n";
            Parameter(command, "@o").Value = head.Office.Value;
            Parameter(command, "@a").Value = after.Value;
            Parameter(command, "@b").Value = before.Value;
            Parameter(command, "@q").Value = asked.TsQuery();
        }
        else
        {
            command.CommandText = "select rowid & @m from assess_search where assess_search match @q and rowid between @a and @b order by rowid desc limit @n";
            Parameter(command, "@m").Value = (1L << PostBits) - 1;
            Parameter(command, "@a").Value = Row(head, new PostId(after.Value + 1));
            Parameter(command, "@b").Value = Row(head, new PostId(before.Value - 1));
            Parameter(command, "@q").Value = asked.Fts5();
        }
        Parameter(command, "@n").Value = limit;
        await using var reader = await command.ExecuteReaderAsync(ct);
        // Not awaited: one row is a few nanoseconds of a list in memory, and PostgreSQL sends many at once.
        while (reader.Read()) if (!take(new PostId(reader.GetInt64(0)))) return;
    }

    private static long Row(AssessHead head, PostId post) => ((long)head.Ordinal << PostBits) + post.Value;

    private static DbCommand Command(Store store)
    {
        var command = store.Database.GetDbConnection().CreateCommand();
        command.Transaction = store.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"{name}");
        command.Parameters.Add(parameter);
        return parameter;
    }
}
