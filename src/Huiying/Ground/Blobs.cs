using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground;

/// <summary>A kept file.</summary>
/// <param name="Hash">SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="Type">Media type, decided from the content when it was taken in.</param>
public sealed record Blob(string Hash, string Type, byte[] Bytes);

internal sealed class BlobRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Hash { get; init; }
    public required string Type { get; init; }
    public required long Length { get; init; }

    /// <summary>Brotli.</summary>
    public required byte[] Compressed { get; init; }
}

internal sealed class BlobTable : IEntityTypeConfiguration<BlobRow>
{
    public void Configure(EntityTypeBuilder<BlobRow> builder) => builder.ToTable("ground_blobs").HasKey(b => new { b.Office, b.Hash });
}

/// <summary>Documents and attachments, in the store itself so that a backup is one file; the same bytes are kept once.</summary>
public sealed class Blobs(IDbContextFactory<Store> stores)
{
    /// <summary>Keeps bytes inside an act; returns their hash.</summary>
    public static async Task<string> Keep(Act act, ReadOnlyMemory<byte> bytes, string type, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        var rows = act.Store.Set<BlobRow>();
        if (rows.Local.Any(b => b.Office == act.Actor.Office && b.Hash == hash) || await rows.AnyAsync(b => b.Hash == hash, ct)) return hash;
        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) await brotli.WriteAsync(bytes, ct);
        rows.Add(new BlobRow { Office = act.Actor.Office, Hash = hash, Type = type, Length = bytes.Length, Compressed = packed.ToArray() });
        return hash;
    }

    /// <summary>Gives the office beside the act the very bytes that are kept here under the hash; an empty hash gives nothing.</summary>
    public static async Task Hand(Act act, string hash, CancellationToken ct)
    {
        if (hash.Length == 0) return;
        var rows = act.Store.Set<BlobRow>();
        var own = rows.Local.FirstOrDefault(b => b.Office == act.Actor.Office && b.Hash == hash) ?? await rows.AsNoTracking().SingleAsync(b => b.Hash == hash, ct);
        await act.Beside<Done>(async there =>
        {
            var office = there.Actor.Office;
            if (rows.Local.Any(b => b.Office == office && b.Hash == hash) || await rows.AnyAsync(b => b.Hash == hash, ct)) return default;
            rows.Add(new BlobRow { Office = office, Hash = hash, Type = own.Type, Length = own.Length, Compressed = own.Compressed });
            return default;
        });
    }

    /// <summary>Destroys kept files inside an act (S10); the entries go on naming their hashes.</summary>
    /// <returns>How many there were.</returns>
    public static Task<int> Erase(Act act, IReadOnlyCollection<string> hashes, CancellationToken ct) =>
        act.Store.Set<BlobRow>().Where(b => hashes.Contains(b.Hash)).ExecuteDeleteAsync(ct);

    /// <summary>Computes the hash of every kept file again.</summary>
    /// <returns>How many there are, and the hashes of those that are not what was kept.</returns>
    public async Task<(long Files, IReadOnlyList<string> Broken)> Verify(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var (files, broken) = (0L, new List<string>());
        await foreach (var row in store.Set<BlobRow>().AsNoTracking().OrderBy(b => b.Hash).AsAsyncEnumerable().WithCancellation(ct))
        {
            files++;
            if (await Unpack(row, ct) is not { } bytes || Convert.ToHexStringLower(SHA256.HashData(bytes)) != row.Hash) broken.Add(row.Hash);
        }
        return (files, broken);
    }

    private static async Task<byte[]?> Unpack(BlobRow row, CancellationToken ct)
    {
        try
        {
            var bytes = new byte[row.Length];
            await using var brotli = new BrotliStream(new MemoryStream(row.Compressed), CompressionMode.Decompress);
            await brotli.ReadExactlyAsync(bytes, ct);
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The kept bytes, or null. Their hash is checked.</summary>
    /// <exception cref="InvalidDataException">The stored bytes are not what was kept.</exception>
    public async Task<Blob?> Read(OfficeId office, string hash, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        if (await store.Set<BlobRow>().AsNoTracking().SingleOrDefaultAsync(b => b.Hash == hash, ct) is not { } row) return null;
        return await Unpack(row, ct) is { } bytes && Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash
            ? new Blob(row.Hash, row.Type, bytes!)
            : throw new InvalidDataException($"blob {hash} was changed in the store");
    }
}
