using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

[assembly: AssemblyFixture(typeof(Huiying.Tests.PostgresCluster))]

namespace Huiying.Tests;

/// <summary>
/// A private PostgreSQL on a free port of the loopback, started by the first test that asks and gone with the test run: its shell waits on our
/// pipe, so that even a killed run leaves no server and no folder behind.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Script =
        """
        export LC_ALL=C.UTF-8
        dir=$(mktemp -d "${TMPDIR:-/tmp}/huiying-postgres-XXXXXX") && cd "$dir" || exit 1
        printf %s "$PASSWORD" > pw
        "$BIN/initdb" -D data -U huiying --locale=C.UTF-8 --encoding=UTF8 --auth=password --pwfile=pw --no-sync > init.log 2>&1 || { cat init.log; rm -rf "$dir"; exit 1; }
        "$BIN/postgres" -D data -p "$PORT" -h 127.0.0.1 -k "$dir" -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
          -c max_connections=200 -c shared_buffers=64MB -c max_wal_size=256MB < /dev/null > server.log 2>&1 &
        server=$!
        trap : INT
        for i in $(seq 300); do
          if "$BIN/pg_isready" -q -h 127.0.0.1 -p "$PORT"; then echo ready; break; fi
          if ! kill -0 $server 2> /dev/null; then cat server.log; rm -rf "$dir"; exit 1; fi
          sleep 0.1
        done
        read -r end
        kill -INT $server 2> /dev/null; wait $server
        cd / && rm -rf "$dir"
        """;

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static Process? shell;
    private static NpgsqlConnectionStringBuilder? server;
    private static int databases;

    /// <summary>The administrator's connection, to the database <c>postgres</c>.</summary>
    internal static async Task<NpgsqlConnectionStringBuilder> Start(CancellationToken ct)
    {
        await Gate.WaitAsync(ct);
        try
        {
            for (var attempt = 1; server is null; attempt++)
            {
                var (answer, settings) = await Boot(ct);
                if (answer == "ready") server = settings;
                else if (attempt == 3) Assert.Fail("PostgreSQL did not start: " + answer);
            }
            return server;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A new database, copied from <paramref name="template"/> when one is given.</summary>
    internal static async Task<NpgsqlConnectionStringBuilder> Create(string? template, CancellationToken ct)
    {
        var settings = await Start(ct);
        var name = $"t{Interlocked.Increment(ref databases)}";
        await Execute($"create database {name} template {template ?? "template0"}", ct);
        return new(settings.ConnectionString) { Database = name };
    }

    /// <summary>Removes a database, closing whatever still uses it.</summary>
    internal static Task Drop(string name, CancellationToken ct) => Execute($"drop database {name} with (force)", ct);

    public async ValueTask DisposeAsync()
    {
        if (shell is null) return;
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
        shell = null;
    }

    private static async Task Execute(string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(server!.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<(string Answer, NpgsqlConnectionStringBuilder Settings)> Boot(CancellationToken ct)
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var initdb = versions.OrderByDescending(v => int.TryParse(Path.GetFileName(v), out var n) ? n : 0)
            .Select(v => Path.Combine(v, "bin", "initdb")).FirstOrDefault(File.Exists) ?? Needed.Program("initdb");
        if (initdb is null) Needed.Missing("PostgreSQL (initdb)");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = FreePort(),
            Username = "huiying",
            Password = RandomNumberGenerator.GetHexString(24),
            Database = "postgres",
            // A test's connections end with the test; the server's own default is 100.
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 5,
        };
        // PostgreSQL refuses to run as root.
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", "sh", "-c", Script] : ["sh", "-c", Script];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        start.Environment["BIN"] = Path.GetDirectoryName(initdb)!;
        start.Environment["PORT"] = settings.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PASSWORD"] = settings.Password;
        shell = Process.Start(start)!;
        var answer = await shell.StandardOutput.ReadLineAsync(ct) ?? "no answer";
        return (answer, settings);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
