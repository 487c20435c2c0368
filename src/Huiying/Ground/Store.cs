using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Huiying.Ground;

/// <summary>A row that belongs to an office; the named filter <c>office</c> shows only the open office's rows.</summary>
public interface IOfficed
{
    /// <summary>The office.</summary>
    OfficeId Office { get; }
}

/// <summary>A sign-in. Its key is the person's.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>The office the person signs in to.</summary>
    public OfficeId Office { get; set; }
}

/// <summary>
/// The one database. It has no sets of its own: each step configures its internal entities, named with the step's prefix.
/// Open one per act from <see cref="IDbContextFactory{TContext}"/> with <see cref="Stores.Open"/>.
/// </summary>
public abstract class Store(DbContextOptions options) : IdentityUserContext<Account>(options), IDataProtectionKeyContext
{
    /// <summary>The office whose rows are seen; empty sees none.</summary>
    public OfficeId Office { get; set; }

    /// <summary>Keys of the data-protection system (cookies, contact details).</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosConverter>();
        foreach (var type in Assembly.GetExecutingAssembly().GetTypes().Where(t => t.IsValueType))
        {
            if (Implements(type, typeof(ITextId<>))) configurationBuilder.Properties(type).HaveConversion(typeof(TextIdConverter<>).MakeGenericType(type));
            if (Implements(type, typeof(INumberId<>))) configurationBuilder.Properties(type).HaveConversion(typeof(NumberIdConverter<>).MakeGenericType(type));
            if (type.IsEnum && type.Namespace?.StartsWith("Huiying", StringComparison.Ordinal) == true)
            {
                configurationBuilder.Properties(type).HaveConversion<string>();
            }
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("ground_accounts");
        builder.Entity<IdentityUserClaim<string>>().ToTable("ground_account_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("ground_account_logins");
        builder.Entity<IdentityUserToken<string>>().ToTable("ground_account_tokens");
        builder.Entity<IdentityUserPasskey<string>>().ToTable("ground_account_passkeys");
        builder.Entity<DataProtectionKey>().ToTable("ground_keys");
        builder.ApplyConfigurationsFromAssembly(typeof(Store).Assembly);
        foreach (var type in builder.Model.GetEntityTypes().Where(t => typeof(IOfficed).IsAssignableFrom(t.ClrType)))
        {
            var row = Expression.Parameter(type.ClrType, "row");
            var same = Expression.Equal(
                Expression.Property(row, nameof(IOfficed.Office)), Expression.Property(Expression.Constant(this), nameof(Office)));
            builder.Entity(type.ClrType).HasQueryFilter("office", Expression.Lambda(same, row));
        }
    }

    private static bool Implements(Type type, Type open) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == open);
}

/// <summary>The store on SQLite.</summary>
public sealed class SqliteStore(DbContextOptions<SqliteStore> options) : Store(options);

/// <summary>The store on PostgreSQL; text compares by bytes ("C"), as on SQLite.</summary>
public sealed class PostgresStore(DbContextOptions<PostgresStore> options) : Store(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Every column kept as text, identifiers and enumerations too: two collations in one comparison are an error in PostgreSQL.
        foreach (var property in builder.Model.GetEntityTypes().Where(t => !t.IsMappedToJson()).SelectMany(t => t.GetProperties()))
        {
            var kept = property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType;
            if (kept == typeof(string)) property.SetCollation("C");
        }
    }
}

/// <summary>Opens the store for one office.</summary>
public static class Stores
{
    /// <summary>A context that sees the office's rows; dispose it with the act.</summary>
    public static Store Open(this IDbContextFactory<Store> stores, OfficeId office)
    {
        var store = stores.CreateDbContext();
        store.Office = office;
        return store;
    }

    // An expression tree may not call a static abstract member itself.
    internal static T TextId<T>(string value) where T : struct, ITextId<T> => T.Of(value);

    internal static T NumberId<T>(long value) where T : struct, INumberId<T> => T.Of(value);
}

internal sealed class MicrosConverter() : ValueConverter<DateTimeOffset, long>(t => Micros.From(t), v => Micros.Of(v));

internal sealed class TextIdConverter<T>() : ValueConverter<T, string>(id => id.Value, v => Stores.TextId<T>(v)) where T : struct, ITextId<T>;

internal sealed class NumberIdConverter<T>() : ValueConverter<T, long>(id => id.Value, v => Stores.NumberId<T>(v)) where T : struct, INumberId<T>;
