using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.House;

public sealed class MigrationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Host=127.0.0.1")]
    public void The_migrations_say_what_the_model_says(string? postgres)
    {
        using var services = new ServiceCollection().AddLogging().AddStore("nowhere", postgres).BuildServiceProvider();
        using var store = services.GetRequiredService<IDbContextFactory<Store>>().CreateDbContext();
        store.Database.HasPendingModelChanges().ShouldBeFalse("run eng/migrations.sh");
    }

    [Fact]
    public async Task Tests_run_on_the_tables_that_the_migrations_make()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var test = await TestStore.Create(office: false);
        await using var migrated = new ServiceCollection().AddLogging().AddStore(Directory.CreateDirectory(Path.Combine(test.Folder, "migrated")).FullName)
            .BuildServiceProvider();
        var stores = migrated.GetRequiredService<IDbContextFactory<Store>>();
        (await StoreSetup.Prepare(stores, ct)).Ok.ShouldBeTrue();
        await using var one = test.Open();
        await using var other = stores.CreateDbContext();
        var tables = await Schema(one, ct);
        tables.Count.ShouldBeGreaterThan(20);
        tables.ShouldBe(await Schema(other, ct));
    }

    private static Task<List<string>> Schema(Store store, CancellationToken ct) =>
        store.Database.SqlQueryRaw<string>("select type || ' ' || name || ' ' || coalesce(sql, '') as \"Value\" from sqlite_master where name not like '%EFMigrations%' order by 1")
            .ToListAsync(ct);
}
