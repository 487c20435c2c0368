using System.Data.Common;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Huiying.Ground;

/// <summary>Registers the store once, for the web, the commands and design time alike.</summary>
public static class StoreServices
{
    /// <summary>
    /// Adds the store, the acts and the ledger. A PostgreSQL connection string if given, else <c>huiying.db</c> in the data folder.
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services, string dataFolder, string? postgres = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        if (postgres is null)
        {
            services.AddDbContextFactory<SqliteStore>(o => o.UseHuiyingSqlite(Path.Combine(dataFolder, "huiying.db")));
            services.AddSingleton<IDbContextFactory<Store>>(sp => new Factory<SqliteStore>(sp.GetRequiredService<IDbContextFactory<SqliteStore>>()));
        }
        else
        {
            services.AddDbContextFactory<PostgresStore>(o => o.UseHuiyingPostgres(postgres));
            services.AddSingleton<IDbContextFactory<Store>>(sp => new Factory<PostgresStore>(sp.GetRequiredService<IDbContextFactory<PostgresStore>>()));
        }
        services.AddScoped(sp => sp.GetRequiredService<IDbContextFactory<Store>>().CreateDbContext());
        services.AddDataProtection().SetApplicationName("huiying").PersistKeysToDbContext<Store>();
        services.AddSingleton<Acts>();
        services.AddSingleton<Ledger>().AddSingleton<LedgerExports>().AddSingleton<LedgerAnchors>().AddSingleton<LedgerSetting>();
        services.TryAddSingleton(new AnchorFolder(dataFolder));
        services.TryAddSingleton<People>();
        services.AddSingleton<PolicyVersions>().AddSingleton<CalendarVersions>();
        services.AddSingleton<Blobs>().AddSingleton<Typing>().AddSingleton<AccessLog>();
        services.AddSingleton<Appointments>().AddSingleton<Vacancies>().AddSingleton<Offices>().AddSingleton<DutyRoster>().AddSingleton<OfficeTree>().AddSingleton<DrillOffices>();
        return services;
    }

    internal static DbContextOptionsBuilder UseHuiyingSqlite(this DbContextOptionsBuilder options, string file) =>
        // A list is one parameter: a thousand of them would be another statement for each length.
        options.UseSqlite($"Data Source={file};Default Timeout=60", o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .UseSnakeCaseNamingConvention().AddInterceptors(Durable.Instance);

    internal static DbContextOptionsBuilder UseHuiyingPostgres(this DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection).UseSnakeCaseNamingConvention();

    private sealed class Factory<T>(IDbContextFactory<T> inner) : IDbContextFactory<Store> where T : Store
    {
        public Store CreateDbContext() => inner.CreateDbContext();
    }

    /// <summary>
    /// What SQLite acknowledged survives a power cut. Its cache of 16 MB holds the indexes of an import, which 2 MB do not; a log of up to 16 MB
    /// carries a page that many commits touch to its place once, not each time.
    /// </summary>
    private sealed class Durable : DbConnectionInterceptor
    {
        public static readonly Durable Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private static void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "pragma synchronous=FULL; pragma foreign_keys=ON; pragma cache_size=-16384; pragma wal_autocheckpoint=4096;";
            command.ExecuteNonQuery();
        }
    }
}

// Design time builds the same services: Identity reads its schema version (passkeys) from them.
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteStore>
{
    public SqliteStore CreateDbContext(string[] args) =>
        new ServiceCollection().AddStore("design").BuildServiceProvider().GetRequiredService<IDbContextFactory<SqliteStore>>().CreateDbContext();
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresStore>
{
    public PostgresStore CreateDbContext(string[] args) =>
        new ServiceCollection().AddStore("design", "Host=127.0.0.1;Database=design").BuildServiceProvider()
            .GetRequiredService<IDbContextFactory<PostgresStore>>().CreateDbContext();
}
