using System.Security.Cryptography;
using System.Text;

namespace Huiying.Collect;

/// <summary>
/// Seals handles under a key that is made at start and never leaves memory (S02): until assessment the program can count voices,
/// and after a restart nobody can.
/// </summary>
public sealed class Seals : IDisposable
{
    private readonly AesGcm cipher;

    public Seals()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        cipher = new AesGcm(key, AesGcm.TagByteSizes.MaxSize);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Names the key of this run of the program; a seal with another name cannot be opened.</summary>
    internal string KeyId { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>The sealed handle: nonce, tag, ciphertext.</summary>
    internal byte[] Seal(string handle)
    {
        var plain = Encoding.UTF8.GetBytes(handle);
        var box = new byte[12 + 16 + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        cipher.Encrypt(box.AsSpan(0, 12), plain, box.AsSpan(28), box.AsSpan(12, 16));
        return box;
    }

    /// <summary>The handle, or null when it was sealed by another run.</summary>
    internal string? Open(string keyId, ReadOnlySpan<byte> box)
    {
        if (keyId != KeyId) return null;
        var plain = new byte[box.Length - 28];
        cipher.Decrypt(box[..12], box[28..], box.Slice(12, 16), plain);
        return Encoding.UTF8.GetString(plain);
    }

    public void Dispose() => cipher.Dispose();
}
