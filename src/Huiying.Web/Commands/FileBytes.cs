using System.IO.Compression;

namespace Huiying.Web.Commands;

/// <summary>All bytes of a file: a path or <c>-</c> for standard input; gzip is unpacked whatever the name.</summary>
internal static class FileBytes
{
    /// <summary>More than any page, feed or sitemap holds (sitemaps.org allows 50 MB).</summary>
    private const int Most = 64 * 1024 * 1024;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">The gzip data is broken, or there is too much of it.</exception>
    public static byte[] Read(string file)
    {
        using var source = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var bytes = Drain(source);
        if (bytes is not [0x1F, 0x8B, ..]) return bytes;
        using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return Drain(unpacked);
    }

    private static byte[] Drain(Stream stream)
    {
        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is var n and > 0)
        {
            all.Write(buffer, 0, n);
            if (all.Length > Most) throw new InvalidDataException("It holds more than 64 MB.");
        }
        return all.ToArray();
    }
}
