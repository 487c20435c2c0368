using System.IO.Compression;

namespace Huiying.Web.Commands;

/// <summary>A whole file's bytes: a path or <c>-</c> for standard input, <c>.gz</c> accepted (by its first bytes).</summary>
internal static class TextInput
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file looks packed and is not.</exception>
    public static async Task<byte[]> Bytes(string file, CancellationToken ct)
    {
        await using var source = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        using var whole = new MemoryStream();
        await source.CopyToAsync(whole, ct);
        if (whole.Length < 2 || whole.GetBuffer() is not [0x1F, 0x8B, ..]) return whole.ToArray();
        whole.Position = 0;
        await using var packed = new GZipStream(whole, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await packed.CopyToAsync(plain, ct);
        return plain.ToArray();
    }
}
