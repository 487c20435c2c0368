using System.Reflection;
using Huiying.Ground;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit.Sdk;
using Xunit.v3;

namespace Huiying.Tests;

/// <summary>The two engines the store runs on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>The rows of a theory that runs once on SQLite and once on PostgreSQL: <c>[Theory, BothEngines] … (Engine engine)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothEnginesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<Engine>(Engine.Sqlite), new TheoryDataRow<Engine>(Engine.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>
/// A fresh store for one test: real tables on a real engine, a clock that only the test moves, and an office with one person for each post.
/// Tables come from the model, so that a test never waits for a migration; House tests hold the migrations to the model.
/// </summary>
internal sealed class TestStore : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? sqliteTemplate;
    private static string? postgresTemplate;

    private readonly ServiceProvider services;

    private TestStore(ServiceProvider services, FakeTimeProvider time, Engine engine, string folder, string? postgres) =>
        (this.services, Time, Engine, Folder, Postgres) = (services, time, engine, folder, postgres);

    public Engine Engine { get; }

    /// <summary>The data folder; deleted with the store.</summary>
    public string Folder { get; }

    /// <summary>The connection string on PostgreSQL, else null: what <c>--store</c> takes.</summary>
    public string? Postgres { get; }

    /// <summary>The clock: Monday 2026-03-02 09:00 in Shanghai until the test moves it.</summary>
    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => services;

    /// <summary>The office of the test.</summary>
    public OfficeId Office { get; } = TestOffice.Id;

    public IDbContextFactory<Store> Stores => Get<IDbContextFactory<Store>>();

    public Acts Acts => Get<Acts>();

    public Ledger Ledger => Get<Ledger>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>The office's person in that post, with the posts of this moment; of the section when one is named.</summary>
    public Actor By(Role role, SectionId? section = null) => TestOffice.Actor(role, section);

    /// <summary>A context that sees the office's rows.</summary>
    public Store Open() => Stores.Open(Office);

    /// <summary>A fresh store. <paramref name="more"/> registers the faces of steps under test.</summary>
    public static async Task<TestStore> Create(Engine engine = Engine.Sqlite, Action<IServiceCollection>? more = null, bool office = true)
    {
        var ct = TestContext.Current.CancellationToken;
        var connection = engine == Engine.Sqlite ? null : (await PostgresCluster.Create(await PostgresTemplate(ct), ct)).ConnectionString;
        var template = engine == Engine.Sqlite ? await SqliteTemplate(ct) : null;
        var folder = Directory.CreateTempSubdirectory("huiying-test-").FullName;
        if (template is not null) File.Copy(template, Path.Combine(folder, "huiying.db"));

        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection().AddLogging(b => b.SetMinimumLevel(LogLevel.Warning)).AddSingleton<TimeProvider>(time).AddStore(folder, connection);
        more?.Invoke(services);
        var store = new TestStore(services.BuildServiceProvider(validateScopes: true), time, engine, folder, connection);
        if (office) await TestOffice.Furnish(store, ct);
        return store;
    }

    /// <summary>A second set of services on the same tables, as another process would have; dispose it before the store.</summary>
    public ServiceProvider Another(Action<IServiceCollection>? more = null)
    {
        var second = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddStore(Folder, Postgres);
        more?.Invoke(second);
        return second.BuildServiceProvider(validateScopes: true);
    }

    public async ValueTask DisposeAsync()
    {
        await using (var store = Open())
        {
            if (store.Database.GetDbConnection() is SqliteConnection sqlite) SqliteConnection.ClearPool(sqlite);
            else NpgsqlConnection.ClearPool((NpgsqlConnection)store.Database.GetDbConnection());
        }
        await services.DisposeAsync();
        if (Postgres is not null) await PostgresCluster.Drop(new NpgsqlConnectionStringBuilder(Postgres).Database!, CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> SqliteTemplate(CancellationToken ct)
    {
        await Gate.WaitAsync(ct);
        try
        {
            if (sqliteTemplate is { } ready) return ready;
            var folder = Directory.CreateTempSubdirectory("huiying-template-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
            await Tables(folder, null, ct);
            SqliteConnection.ClearAllPools();
            return sqliteTemplate = Path.Combine(folder, "huiying.db");
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task<string> PostgresTemplate(CancellationToken ct)
    {
        await Gate.WaitAsync(ct);
        try
        {
            if (postgresTemplate is { } ready) return ready;
            var settings = await PostgresCluster.Create(null, ct);
            settings.Pooling = false;
            await Tables("/", settings.ConnectionString, ct);
            return postgresTemplate = settings.Database!;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>The tables of the model, then what the hand-written migrations beside <c>Initial</c> add.</summary>
    private static async Task Tables(string folder, string? postgres, CancellationToken ct)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(folder, postgres).BuildServiceProvider();
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().CreateDbContext();
        if (postgres is null) await store.Database.EnsureCreatedAsync(ct);
        else await store.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalDatabaseCreator>().CreateTablesAsync(ct);
        var migrations = store.GetService<IMigrationsAssembly>();
        foreach (var (id, type) in migrations.Migrations.Where(m => !m.Key.Contains("_Initial_", StringComparison.Ordinal)).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var migration = migrations.CreateMigration(type, store.Database.ProviderName!);
            foreach (var command in store.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations, model: null))
            {
                await store.Database.ExecuteSqlRawAsync(command.CommandText.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), ct);
            }
        }
    }
}
