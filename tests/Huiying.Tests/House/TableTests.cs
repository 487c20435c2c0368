using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.House;

/// <summary>House rule 2 in the model: a table carries its step's prefix, and its rows their office.</summary>
public sealed class TableTests
{
    // The office itself, the program's keys, Identity's rows, which hang on an account that has its office, and the turns of hosts, which all offices share (0028).
    private static readonly string[] Officeless =
        ["ground_offices", "ground_keys", "ground_accounts", "ground_account_claims", "ground_account_logins", "ground_account_tokens", "ground_account_passkeys", "collect_turns"];

    [Fact]
    public void A_table_is_named_after_the_step_that_writes_it()
    {
        using var services = new ServiceCollection().AddLogging().AddStore("nowhere").BuildServiceProvider();
        using var store = services.GetRequiredService<IDbContextFactory<Store>>().CreateDbContext();
        var wrong = from type in store.Model.GetEntityTypes()
                    let step = type.ClrType.Assembly == typeof(Store).Assembly ? type.ClrType.Namespace!.Split('.')[1].ToLowerInvariant() : "ground"
                    where type.GetTableName()?.StartsWith(step + "_", StringComparison.Ordinal) != true && !type.IsMappedToJson()
                    select $"{type.ClrType}: {type.GetTableName()}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_row_belongs_to_an_office_and_is_seen_only_by_it()
    {
        using var services = new ServiceCollection().AddLogging().AddStore("nowhere").BuildServiceProvider();
        using var store = services.GetRequiredService<IDbContextFactory<Store>>().CreateDbContext();
        var tables = store.Model.GetEntityTypes().Where(t => !t.IsMappedToJson()).ToList();
        tables.Count.ShouldBeGreaterThan(10);
        tables.Where(t => t.FindDeclaredQueryFilter("office") is null).Select(t => t.GetTableName()).ShouldBe(Officeless, ignoreOrder: true);
    }
}
