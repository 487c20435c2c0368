using Huiying.Ground;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Ground;

public sealed class StoreSetupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-setup-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, BothEngines]
    public async Task An_empty_place_becomes_a_store_and_stays_one(Engine engine)
    {
        await using var services = await Services(engine);
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        (await StoreSetup.Prepare(stores, Ct)).Ok.ShouldBeTrue();
        await using (var store = stores.Open(TestOffice.Id))
        {
            store.Add(new SectionRow { Office = TestOffice.Id, Id = TestOffice.Business, Name = "业务科" });
            await store.SaveChangesAsync(Ct);
        }
        (await StoreSetup.Prepare(stores, Ct)).Ok.ShouldBeTrue();
        (await StoreSetup.Check(stores, Ct)).Ok.ShouldBeTrue();
        await using var again = stores.Open(TestOffice.Id);
        (await again.Set<SectionRow>().SingleAsync(Ct)).Name.ShouldBe("业务科");
    }

    [Theory, BothEngines]
    public async Task A_database_from_a_newer_version_is_refused_and_left_as_it_is(Engine engine)
    {
        await using var services = await Services(engine);
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        await StoreSetup.Prepare(stores, Ct);
        await using var store = stores.CreateDbContext();
        await store.Database.ExecuteSqlRawAsync(
            "insert into \"__EFMigrationsHistory\" (migration_id, product_version) values ('29991231000000_Later', '99')", Ct);
        foreach (var refusal in new[] { (await StoreSetup.Prepare(stores, Ct)).Refusal, (await StoreSetup.Check(stores, Ct)).Refusal })
        {
            refusal.ShouldNotBeNull().Code.ShouldBe("store.newer");
            refusal.Zh.ShouldContain("29991231000000_Later");
            refusal.En.ShouldNotContain("\n");
        }
    }

    [Theory, BothEngines]
    public async Task A_command_beside_a_server_does_not_upgrade_the_tables_itself(Engine engine)
    {
        await using var services = await Services(engine);
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        (await StoreSetup.Check(stores, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("store.older");
    }

    [Fact]
    public async Task Nodes_that_start_at_the_same_time_leave_one_store()
    {
        // On SQLite the data folder admits one process.
        await using var services = await Services(Engine.Postgres);
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StoreSetup.Prepare(stores, Ct)));
        outcomes.Select(o => o.Refusal).ShouldAllBe(r => r == null);
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_block_the_next_start()
    {
        await using var services = await Services(Engine.Sqlite);
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        await using (var file = new SqliteConnection($"Data Source={Path.Combine(folder, "huiying.db")}"))
        {
            // What EF Core leaves when the process dies while it holds its migration lock.
            await file.OpenAsync(Ct);
            await using var command = file.CreateCommand();
            command.CommandText = """
                create table "__EFMigrationsLock" ("Id" integer primary key, "Timestamp" text not null);
                insert into "__EFMigrationsLock" values (1, '2026-01-01 00:00:00');
                """;
            await command.ExecuteNonQueryAsync(Ct);
        }
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        soon.CancelAfter(TimeSpan.FromSeconds(20));
        (await StoreSetup.Prepare(stores, soon.Token)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task SQLite_writes_ahead_and_syncs_what_it_acknowledges()
    {
        await using var services = await Services(Engine.Sqlite);
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        await StoreSetup.Prepare(stores, Ct);
        await using var store = stores.CreateDbContext();
        (await store.Database.SqlQueryRaw<string>("pragma journal_mode").ToListAsync(Ct)).ShouldBe(["wal"]);
        (await store.Database.SqlQueryRaw<long>("pragma synchronous").ToListAsync(Ct)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_by_name()
    {
        var file = Path.Combine(folder, "huiying.db");
        await File.WriteAllTextAsync(file, new string('x', 5000), Ct);
        await using var services = await Services(Engine.Sqlite);
        var refusal = (await StoreSetup.Prepare(services.GetRequiredService<IDbContextFactory<Store>>(), Ct)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("store.unusable");
        refusal.Zh.ShouldContain(file);
        (await File.ReadAllTextAsync(file, Ct)).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_its_password()
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddStore(folder, "Host=127.0.0.1;Port=1;Database=huiying;Username=u;Password=verysecret").BuildServiceProvider();
        var refusal = (await StoreSetup.Prepare(services.GetRequiredService<IDbContextFactory<Store>>(), Ct)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("store.unusable");
        refusal.Zh.ShouldContain("127.0.0.1:1");
        (refusal.Zh + refusal.En).ShouldNotContain("verysecret");
    }

    private async Task<ServiceProvider> Services(Engine engine)
    {
        var postgres = engine == Engine.Postgres ? (await PostgresCluster.Create(null, Ct)).ConnectionString : null;
        return new ServiceCollection().AddLogging().AddStore(folder, postgres).BuildServiceProvider();
    }
}
