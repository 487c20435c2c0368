using System.Security.Cryptography;

namespace Huiying.Ground;

/// <summary>
/// The ledger's hash chain: <c>hash(n) = SHA-256(hash(n-1) ‖ body(n))</c> over the exact stored bytes, <c>hash(0)</c> = 32 zero bytes.
/// Pure, so that a verifier needs nothing else.
/// </summary>
public static class Chain
{
    /// <summary>The hash before the first entry.</summary>
    public static readonly ReadOnlyMemory<byte> Start = new byte[32];

    /// <summary>The next hash (32 bytes) after <paramref name="previous"/> for an entry's stored bytes.</summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> body)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        sha.AppendData(body);
        return sha.GetHashAndReset();
    }
}
