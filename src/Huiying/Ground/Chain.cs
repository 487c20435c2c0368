using System.Security.Cryptography;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Digests;

namespace Huiying.Ground;

/// <summary>The hash an entry is chained with; every entry names its own, so that a chain verifies whatever the setting is now.</summary>
public enum HashKind
{
    /// <summary>FIPS 180-4; the default.</summary>
    Sha256,

    /// <summary>GB/T 32905-2016.</summary>
    Sm3,
}

/// <summary>What an entry's bytes say about themselves, as far as the chain needs it.</summary>
/// <param name="Sequence">Its place; null when the bytes name none.</param>
/// <param name="Kind">Its hash; null when it names one that is not known here.</param>
/// <param name="Office">The office; null when the bytes name none.</param>
internal readonly record struct EntryHead(long? Sequence, HashKind? Kind, string? Office);

/// <summary>
/// The ledger's hash chain: <c>hash(n) = H(hash(n-1) ‖ body(n))</c> over the exact stored bytes, <c>hash(0)</c> = 32 zero bytes, where <c>H</c> is the hash
/// that the entry's body names. Pure, so that a verifier needs nothing else; <c>docs/ledger.md</c> describes it.
/// </summary>
public static class Chain
{
    /// <summary>The hash before the first entry.</summary>
    public static readonly ReadOnlyMemory<byte> Start = new byte[32];

    /// <summary>The next hash (32 bytes) after <paramref name="previous"/> for an entry's stored bytes.</summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> body, HashKind kind = HashKind.Sha256)
    {
        if (kind == HashKind.Sm3)
        {
            var digest = new SM3Digest();
            digest.BlockUpdate(previous);
            digest.BlockUpdate(body);
            var hash = new byte[digest.GetDigestSize()];
            digest.DoFinal(hash, 0);
            return hash;
        }
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        sha.AppendData(body);
        return sha.GetHashAndReset();
    }

    /// <summary>The name entries and the policy use.</summary>
    public static string Name(HashKind kind) => kind == HashKind.Sm3 ? "sm3" : "sha-256";

    /// <summary>The hash of that name, or null.</summary>
    public static HashKind? Named(string? name) => name switch { "sha-256" => HashKind.Sha256, "sm3" => HashKind.Sm3, _ => null };

    /// <summary>What the bytes say about themselves. Bytes that are no entry say nothing and count as SHA-256, as every entry of version 1 does.</summary>
    internal static EntryHead Head(ReadOnlySpan<byte> body)
    {
        long? sequence = null;
        HashKind? kind = HashKind.Sha256;
        string? office = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName) continue;
                if (reader.ValueTextEquals("seq"u8)) sequence = reader.Read() && reader.TryGetInt64(out var n) ? n : null;
                else if (reader.ValueTextEquals("hash"u8)) kind = reader.Read() ? Named(reader.GetString()) : null;
                else if (reader.ValueTextEquals("office"u8)) office = reader.Read() ? reader.GetString() : null;
                // The rest of an entry may be long, and says nothing about the chain.
                else if (reader.ValueTextEquals("data"u8)) break;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No entry: the hash shows it, or the missing sequence.
        }
        return new(sequence, kind, office);
    }
}
