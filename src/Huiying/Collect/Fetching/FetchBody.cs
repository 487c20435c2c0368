using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Huiying.Collect.Fetching;

/// <summary>
/// Reads a response body and undoes its content codings (RFC 9110 section 8.4), never holding more than the limit. A body cut short is refused: the
/// platform's streams would hand out its beginning as if it were all.
/// </summary>
internal static class FetchBody
{
    /// <summary>The bytes, or null when there were more than <paramref name="most"/>, packed or unpacked.</summary>
    /// <param name="beginning">Instead of null, what was read so far of a body without coding.</param>
    /// <exception cref="InvalidDataException">A coding is unknown, or its data broken or cut short.</exception>
    public static async Task<byte[]?> Read(HttpContent content, int most, bool beginning, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most && !beginning) return null;
        var codings = content.Headers.ContentEncoding.Select(c => c.Trim().ToLowerInvariant()).Where(c => c is not ("identity" or "")).ToList();
        if (codings.Count > 2) throw new InvalidDataException("More than two content codings.");

        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var packed = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (await stream.ReadAsync(buffer, cancellation) is var n and > 0)
        {
            if (packed.Length + n > most && !(beginning && codings.Count == 0)) return null;
            packed.Write(buffer, 0, n);
            if (packed.Length > most) return packed.ToArray();
        }
        var body = packed.ToArray();
        // Codings are named in the order they were applied.
        for (var i = codings.Count - 1; i >= 0 && body is { Length: > 0 }; i--)
            body = codings[i] switch
            {
                "gzip" or "x-gzip" => Gzip(body, most),
                "br" => Brotli(body, most),
                "deflate" => Deflate(body, most),
                _ => throw new InvalidDataException($"Unknown content coding {codings[i]}."),
            };
        return body;
    }

    private static byte[]? Gzip(byte[] packed, int most)
    {
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var body = Drain(stream, most);
        // RFC 1952: the last four octets are the length of the last member. Cut anywhere else, they are as good as random, and too large.
        if (body is not null && (packed.Length < 18 || BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(packed.Length - 4)) > body.Length))
            throw new InvalidDataException("The gzip data is cut short.");
        return body;
    }

    /// <summary>By RFC 9110 it is zlib (RFC 1950); many servers send the bare deflate data (RFC 1951), which cannot begin like zlib's head.</summary>
    private static byte[]? Deflate(byte[] packed, int most)
    {
        var zlib = packed is [var method, var flags, ..] && (method & 0x0F) == 8 && ((method << 8) + flags) % 31 == 0;
        using Stream stream = zlib ? new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress) : new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        var body = Drain(stream, most);
        // zlib ends with a checksum of what it holds; bare data has no mark by which a cut could be known.
        if (zlib && body is not null && (packed.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(packed.AsSpan(packed.Length - 4)) != Adler(body)))
            throw new InvalidDataException("The deflate data is broken or cut short.");
        return body;
    }

    private static byte[]? Drain(Stream stream, int most)
    {
        using var body = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (stream.Read(buffer) is var n and > 0)
        {
            if (body.Length + n > most) return null;
            body.Write(buffer, 0, n);
        }
        return body.ToArray();
    }

    /// <summary>Adler-32 (RFC 1950 section 8.2); the sums stay below 2^32 for 5,552 octets.</summary>
    private static uint Adler(ReadOnlySpan<byte> bytes)
    {
        uint a = 1, b = 0;
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, 5552)];
            foreach (var octet in part) b += a += octet;
            (a, b) = (a % 65521, b % 65521);
            bytes = bytes[part.Length..];
        }
        return b << 16 | a;
    }

    private static byte[]? Brotli(byte[] packed, int most)
    {
        using var decoder = new BrotliDecoder();
        using var body = new MemoryStream();
        var buffer = new byte[32 * 1024];
        ReadOnlySpan<byte> rest = packed;
        while (true)
        {
            var status = decoder.Decompress(rest, buffer, out var consumed, out var written);
            rest = rest[consumed..];
            if (body.Length + written > most) return null;
            body.Write(buffer, 0, written);
            if (status == OperationStatus.Done) return body.ToArray();
            if (status != OperationStatus.DestinationTooSmall) throw new InvalidDataException("The brotli data is broken or cut short.");
        }
    }
}
